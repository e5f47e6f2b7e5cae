// What activating and deactivating costs in each shell, beside empty scripts and what people write by hand.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { hooksOf, type Phase, scriptPath } from "../../src/names.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment } from "../setup/environments.js";
import { findPowerShell, findProgram } from "../setup/programs.js";
import { leaveOut, makeRow, measureTimes, ROUNDS, type Row, type Task } from "./measure.js";
import { runProgram } from "./run-program.js";

/** How a language says what the scripts are made of. */
interface Language {
  readonly extension: string;
  /** Runs the script at `path` as conda does. */
  source(path: string): string;
  repeat(times: number, lines: string): string;
  variable(name: string): string;
  print(text: string): string;
  set(name: string, value: string): string;
  append(name: string, text: string): string;
  unset(name: string): string;
}

const echo = {
  variable: (name: string) => `$${name}`,
  print: (text: string) => `echo "${text}"`,
};
const list = (length: number) => " x".repeat(length);

const SH: Language = {
  ...echo,
  extension: ".sh",
  source: (path) => `. "${path}"`,
  repeat: (times, lines) => `i=0; while [ "$i" -lt ${times} ]; do\n${lines}\ni=$((i + 1)); done`,
  set: (name, value) => `export ${name}="${value}"`,
  append: (name, text) => `export ${name}="$${name} ${text}"`,
  unset: (name) => `unset ${name}`,
};

const FISH: Language = {
  ...echo,
  extension: ".fish",
  source: (path) => `source "${path}"`,
  repeat: (times, lines) => `for i in${list(times)}\n${lines}\nend`,
  set: (name, value) => `set -gx ${name} "${value}"`,
  append: (name, text) => `set -gx ${name} "$${name} ${text}"`,
  unset: (name) => `set -e ${name}`,
};

const CSH: Language = {
  ...echo,
  extension: ".csh",
  source: (path) => `source "${path}"`,
  repeat: (times, lines) => `foreach i (${list(times)})\n${lines}\nend`,
  set: (name, value) => `setenv ${name} "${value}"`,
  // To read a variable that is unset is an error.
  append: (name, text) => `if (! $?${name}) setenv ${name} ""\nsetenv ${name} "$${name} ${text}"`,
  unset: (name) => `unsetenv ${name}`,
};

const POWERSHELL: Language = {
  extension: ".ps1",
  source: (path) => `. "${path}"`,
  repeat: (times, lines) => `for ($i = 0; $i -lt ${times}; $i++) {\n${lines}\n}`,
  variable: (name) => `$Env:${name}`,
  print: (text) => `"${text}"`,
  set: (name, value) => `$Env:${name} = "${value}"`,
  append: (name, text) => `$Env:${name} = "$Env:${name} ${text}"`,
  unset: (name) => `$Env:${name} = $null`,
};

type Kind = "ours" | "byHand" | "empty";

interface Shell {
  readonly name: string;
  readonly language: Language;
  /** Null when the machine does not have it. */
  readonly command: readonly string[] | null;
  /** How often one process runs each pair: what takes less more often, or the start would drown it. */
  readonly counts: Readonly<Record<Kind, number>>;
  readonly rounds?: number;
}

function listShells(): Shell[] {
  const find = (name: string, ...options: string[]) => {
    const program = findProgram(name);
    return { name, command: program === null ? null : [program, ...options] };
  };
  return [
    { ...find("bash"), language: SH, counts: { ours: 300, byHand: 1500, empty: 3000 } },
    { ...find("dash"), language: SH, counts: { ours: 500, byHand: 2500, empty: 5000 } },
    { ...find("zsh", "-f"), language: SH, counts: { ours: 100, byHand: 1000, empty: 3000 } },
    {
      ...find("fish", "--no-config"),
      language: FISH,
      counts: { ours: 100, byHand: 1000, empty: 3000 },
    },
    { ...find("tcsh", "-f"), language: CSH, counts: { ours: 40, byHand: 250, empty: 1000 } },
    // Its start is dear, and a script gets faster there the more often it has run.
    {
      name: "PowerShell",
      command: findPowerShell(),
      language: POWERSHELL,
      counts: { ours: 300, byHand: 300, empty: 300 },
      rounds: 5,
    },
  ];
}

const USER = { GOPATH: "/home/you/go", GOFLAGS: "-v" };

/** Measures the hooks in every shell. */
export async function benchHooks(folder: string): Promise<Row[]> {
  const prefix = makeEnvironment(join(folder, "hooks"));
  const { status, stderr } = runCommand(folder, ["install", "-p", prefix, "--profile", "direct"]);
  expect(status, stderr).toBe(0);
  const rows: Row[] = [];
  for (const shell of listShells()) rows.push(...(await benchShell(shell, prefix)));
  return rows;
}

async function benchShell(
  { name, command, language, counts, rounds = ROUNDS }: Shell,
  prefix: string,
): Promise<Row[]> {
  const what = `activate + deactivate in ${name}`;
  if (command === null) return [leaveOut(what, `there is no ${name}`)];
  const { extension, source, repeat, print, variable } = language;
  const folder = join(prefix, name);
  mkdirSync(folder);
  const write = (file: string, lines: readonly string[]) => {
    const path = join(folder, `${file}${extension}`);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    return path;
  };
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    LC_ALL: "C.UTF-8",
    POWERSHELL_TELEMETRY_OPTOUT: "1",
    CONDA_PREFIX: prefix,
    ...USER,
  };
  const look = print(variable("GOPATH"));
  const play = (file: string, lines: readonly string[], gopath: string): Task => {
    const script = write(file, lines);
    return {
      run: async () => {
        const { stdout, stderr } = await runProgram(
          [...command, script],
          { cwd: folder, env },
          "pipe",
        );
        expect(stderr, name).toBe("");
        expect(stdout.trimEnd().split(/\r?\n/), name).toEqual([gopath, USER.GOPATH]);
      },
    };
  };
  const playPairs = (
    kind: Kind,
    activate: readonly string[],
    deactivate: readonly string[],
    gopath: string,
  ): Task => {
    const [first, second] = [activate, deactivate].map((files) => files.map(source).join("\n"));
    const loop = repeat(counts[kind] - 1, `${first}\n${second}`);
    // The last pair shows that all before it have set what they should, and given it back.
    return play(kind, [loop, first ?? "", look, second ?? "", look], gopath);
  };
  const ours = (phase: Phase) =>
    hooksOf(phase).map((hook) => join(prefix, scriptPath(hook, extension)));
  const byHand = writeByHand(language);
  const activate = write("activate", byHand.activate);
  const deactivate = write("deactivate", byHand.deactivate);
  const nothing = write("nothing", []);
  const { start, ...times } = await measureTimes(
    {
      start: play("start", [repeat(0, look), look, look], USER.GOPATH),
      ours: playPairs("ours", ours("activate"), ours("deactivate"), `${prefix}/gopath`),
      byHand: playPairs("byHand", [activate], [deactivate], `${prefix}/go`),
      empty: playPairs("empty", [nothing], [nothing], USER.GOPATH),
    },
    { rounds },
  );
  const each = (kind: Kind) =>
    times[kind].map((time, round) => ((time - (start[round] as number)) * 1000) / counts[kind]);
  return [
    makeRow(what, "µs", each("ours"), "empty scripts", each("empty")),
    makeRow(what, "µs", each("ours"), "the hand-written pair", each("byHand")),
  ];
}

/** The pair that people write by hand: it loses what the user had but for GOPATH. */
function writeByHand({ variable, set, append, unset }: Language): Record<Phase, string[]> {
  const prefix = variable("CONDA_PREFIX");
  return {
    activate: [
      set("_OLD_GOPATH", variable("GOPATH")),
      set("GOPATH", `${prefix}/go`),
      set("GOMODCACHE", `${prefix}/go/pkg/mod`),
      set("GOCACHE", `${prefix}/.cache/go-build`),
      set("GOPROXY", "direct"),
      append("GOFLAGS", "-mod=mod -trimpath"),
    ],
    deactivate: [
      set("GOPATH", variable("_OLD_GOPATH")),
      ...["_OLD_GOPATH", "GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS"].map(unset),
    ],
  };
}
