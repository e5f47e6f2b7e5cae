// Plays a set-up through doctor and the real go: it is found, go says so, the remedy is applied, both are content.
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import type { FindingCode, Level } from "../../src/findings/finding.js";
import type { FindingReport } from "../../src/reports/findings.js";
import { describeWithGo, type Go, goHome } from "../go/real-go.js";
import { type Files, makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";

export interface SetupCase {
  readonly title: string;
  readonly code: FindingCode;
  readonly level: Level;
  /**
   * The variables of the shell; {home}, {project} and {prefix} stand for these folders, {bin} and {go} for those of npx
   * and go.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** The file of `go env -w`. */
  readonly goenv?: string;
  /** Below the project's folder, besides a small module. */
  readonly files?: Files;
  /** Below the home, which has an environment at `envs/myenv`. */
  readonly home?: Files;
  /** Executables below the home, which end with a complaint. */
  readonly programs?: readonly string[];
  /** The name of the environment; `myenv` unless given. */
  readonly environment?: string;
  /** What is not in files: makes folders as they are to be. */
  readonly prepare?: (played: Played) => void;
  /** Whether the user is not root, who may write everywhere. */
  readonly isPlain?: true;
  /** Whether the environment is active. */
  readonly active?: boolean;
  /** More words for doctor. */
  readonly args?: readonly string[];
  /** Lines to type before all others, which may use these folders too. */
  readonly before?: readonly string[];
  /** The minor versions of Go that have it; all unless given. */
  readonly since?: number;
  readonly until?: number;
  /** The go command that shows it, as one types it in the project; the same may stand in it as in `env`. */
  readonly show: string;
  /** Whether the go command fails, and passes after the remedy; only doctor is content when false. */
  readonly fails?: boolean;
  /** Whether the go command passes before and after, as with what is not needed. */
  readonly passes?: boolean;
  /** Lines of sh behind the remedy, such as those that activate the environment anew. */
  readonly after?: readonly string[];
  /** What is found beside it and stays, as with a finding that has no command. */
  readonly stays?: boolean;
}

const MODULE: Files = {
  "go.mod": "module example.com/m\n\ngo 1.18\n",
  "main.go": "package main\n\nfunc main() {}\n",
};

/** A test of each case with each Go that there is. */
export function testSetups(title: string, cases: readonly SetupCase[]): void {
  describeWithGo(title, (go) => {
    it.each(cases)("$code: $title", (one) => judgeSetup(one, go));
  });
}

/** A case in folders of its own, ready to be asked about. */
export interface Played {
  readonly project: string;
  readonly home: string;
  readonly prefix: string;
  /** Types a line of sh in the project. */
  readonly type: (line: string) => { code: number | null; stdout: string; stderr: string };
}

export function stageSetup(
  one: Omit<SetupCase, "code" | "level" | "show" | "title">,
  go: Go,
): Played {
  const root = makeFolder();
  const home = join(root, "home");
  const project = join(root, "project");
  const name = one.environment ?? "myenv";
  const prefix = makeEnvironment(join(home, "envs", name));
  const bin = join(root, "bin");
  const fill = (text: string) =>
    text
      .replaceAll("{home}", home)
      .replaceAll("{project}", project)
      .replaceAll("{prefix}", prefix)
      .replaceAll("{bin}", bin)
      .replaceAll("{go}", dirname(go.program));
  const fillAll = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        typeof text === "string" ? fill(text) : text,
      ]),
    );
  writeFiles(project, fillAll({ ...MODULE, ...one.files }));
  writeFiles(home, fillAll(one.home ?? {}));
  for (const program of one.programs ?? []) {
    writeFiles(home, { [program]: "#!/bin/sh\necho 'not to be run' >&2\nexit 99\n" });
    chmodSync(join(home, program), 0o755);
  }
  if (one.goenv !== undefined) writeFiles(home, { ".config/go/env": fill(one.goenv) });
  mkdirSync(bin);
  const cli = join(inject("installation"), "dist", "cli.cjs");
  // The words that we print, without a registry.
  const script = `#!/bin/sh\nshift\nexec '${process.execPath}' '${cli}' "$@"\n`;
  writeFileSync(join(bin, "npx"), script);
  chmodSync(join(bin, "npx"), 0o755);
  const env = {
    PATH: `${bin}:${dirname(go.program)}:/usr/bin:/bin`,
    HOME: home,
    // Of all cases, so that each compiles the standard library no more.
    XDG_CACHE_HOME: join(goHome, ".cache"),
    GOTELEMETRY: "off",
    LC_ALL: "C.UTF-8",
    ...(one.active && { CONDA_PREFIX: prefix, CONDA_SHLVL: "1", CONDA_DEFAULT_ENV: name }),
    ...Object.fromEntries(
      Object.entries(one.env ?? {}).map(([name, value]) => [name, fill(value)]),
    ),
  };
  const played: Played = {
    project,
    home,
    prefix,
    type(line) {
      const options = { cwd: project, env, encoding: "utf8" } as const;
      const shell = ["/bin/sh", "-c", fill(line)];
      const words = one.isPlain && process.getuid?.() === 0 ? [...AS_OTHERS, ...shell] : shell;
      const [program = "", ...args] = words;
      const { status, stdout, stderr } = spawnSync(program, args, options);
      return { code: status, stdout, stderr };
    },
  };
  for (const line of one.before ?? []) expect(played.type(line)).toMatchObject({ code: 0 });
  one.prepare?.(played);
  return played;
}

// To root as to everyone: what has no right to write is not to be written. The Gos are root's own.
const AS_OTHERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

/** What doctor finds there. @param before lines of sh to type first, in the same shell */
export function askDoctor(
  played: Played,
  args: readonly string[] = [],
  before: readonly string[] = [],
): FindingReport[] {
  const asked = ["npx conda-go-hooks doctor --json", ...args].join(" ");
  const ran = played.type([...before, asked].join("\n"));
  expect([0, 1], ran.stdout + ran.stderr).toContain(ran.code);
  // What the remedies print comes before.
  return JSON.parse(ran.stdout.slice(ran.stdout.lastIndexOf('{\n  "schemaVersion"'))).findings;
}

export function judgeSetup(one: SetupCase, go: Go): void {
  const { code, level, since = 0, until = 99, show, fails = true, passes = false, args } = one;
  const played = stageSetup(one, go);
  const found = askDoctor(played, args).filter((finding) => finding.code === code);
  const before = played.type(show);
  if (go.minor < since || go.minor > until) {
    expect(found).toEqual([]);
    return;
  }
  expect(found.map((finding) => finding.level)).toContain(level);
  const [finding] = found as [FindingReport];
  if (fails) expect(before.code, before.stdout).not.toBe(0);
  if (passes) expect(before.code, before.stderr).toBe(0);
  if (finding.go.length > 0)
    expect(
      finding.go.some((word) => (before.stderr + before.stdout).includes(word)),
      before.stderr,
    ).toBe(true);
  if (one.stays) return;
  const lines = [...applyRemedy(finding, played.project), ...(one.after ?? [])];
  const left = askDoctor(played, args, lines).filter((other) => other.code === code);
  expect(left, lines.join("\n") || finding.fix).toEqual([]);
  if (!fails && !passes) return;
  const after = played.type([...lines, show].join("\n"));
  expect(after.code, after.stderr).toBe(0);
}

/** Does what the finding says, by hand where it takes an editor. @returns the lines to type in the shell */
function applyRemedy({ fix, commands }: FindingReport, project: string): readonly string[] {
  for (const command of commands) expect(fix).toContain(command);
  if (commands.length > 0) return [`cd '${project}'`, ...commands];
  const [, deleted, from] = /delete line (\d+) of ([^\s;]+)/.exec(fix) ?? [];
  const [, added, to] = /add the line (.+?) to (\S+)/.exec(fix) ?? [];
  if (to !== undefined) {
    appendFileSync(to, `${added}\n`);
    return [];
  }
  const [, text, written, into] = /write (.+?) in line (\d+) of ([^\s;]+)/.exec(fix) ?? [];
  const file = from ?? into;
  if (file === undefined) throw new Error(`a remedy that nobody can apply: ${fix}`);
  const lines = readFileSync(file, "utf8").split("\n");
  lines.splice(Number(deleted ?? written) - 1, 1, ...(text === undefined ? [] : [text]));
  writeFileSync(file, lines.join("\n"));
  return [];
}
