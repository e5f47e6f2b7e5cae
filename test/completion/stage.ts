// A home with environments of odd names, in which shells complete our command and what is then run is noted.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

/** Names that a shell would run, part or lose if it took them for more than names. */
export const NAMES = [
  "api",
  "my env",
  `quo'te"s`,
  "$(touch pwned)",
  "`touch grave`",
  "a;touch pwned;b",
  "back\\slash",
] as const;

/** Cannot be typed in a line, and is never offered. */
const UNTYPABLE = "line\nbreak";

export interface Stage {
  readonly home: string;
  /** The current folder, with folders and files that are called like commands and environments of ours. */
  readonly work: string;
  readonly env: Readonly<Record<string, string>>;
  /** The arguments of each command that was run, but for those that complete. */
  listRuns(): string[][];
}

export function makeStage(files: Readonly<Record<string, string>> = {}): Stage {
  const home = makeFolder();
  const work = join(home, "work");
  for (const name of [...NAMES, UNTYPABLE]) makeEnvironment(join(home, ".conda", "envs", name));
  for (const name of ["api", "install", "a dir"]) mkdirSync(join(work, name), { recursive: true });
  writeFileSync(join(work, "file.txt"), "");
  const runs = join(home, "runs.jsonl");
  writeProgram(home, runs);
  // Neither conda nor a program of the current folder is ever started.
  for (const path of [join(home, "bin", "conda"), join(work, "conda-go-hooks")]) {
    writeFileSync(path, `#!/bin/sh\ntouch '${home}/started'\n`);
    chmodSync(path, 0o755);
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, ".."), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return {
    home,
    work,
    env: { HOME: home, PATH: `${home}/bin:/usr/bin:/bin`, TERM: "xterm", LC_ALL: "C.UTF-8" },
    listRuns: () =>
      existsSync(runs)
        ? readFileSync(runs, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line))
        : [],
  };
}

/** The command, which notes what it is to do and does none of it, unless it is to complete. */
function writeProgram(home: string, runs: string): void {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const note = join(home, "note.cjs");
  mkdirSync(join(home, "bin"));
  writeFileSync(
    note,
    `require("fs").appendFileSync(${JSON.stringify(runs)}, JSON.stringify(process.argv.slice(2)) + "\\n");`,
  );
  const program = join(home, "bin", "conda-go-hooks");
  writeFileSync(
    program,
    `#!/bin/sh
case $1 in complete | completion) exec '${process.execPath}' '${cli}' "$@" ;; esac
exec '${process.execPath}' '${note}' "$@"
`,
  );
  chmodSync(program, 0o755);
}

/** Nothing in the names or in what was typed has been run. */
export function expectNothingRun({ home, work }: Stage): void {
  expect(readdirSync(work).sort()).toEqual([
    "a dir",
    "api",
    "conda-go-hooks",
    "file.txt",
    "install",
  ]);
  expect(existsSync(join(home, "started"))).toBe(false);
}

/** Types the lines in the shell, on a terminal of its own. @returns what is seen there */
export function typeIn(
  script: string,
  shell: string,
  { work, env }: Stage,
  lines: readonly string[],
): string {
  const input = [...lines, "exit", ""].join("\n");
  const { stdout, error } = spawnSync(script, ["-qec", shell, "/dev/null"], {
    cwd: work,
    encoding: "utf8",
    env,
    input,
    timeout: 100_000,
  });
  if (error) throw error;
  return stdout;
}

/** What to type, with a tab, and the words that are run then. */
export const CASES: readonly (readonly [line: string, run: readonly string[]])[] = [
  ["conda-go-hooks insta\t", ["install"]],
  ["conda-go-hooks install -n ap\t", ["install", "-n", "api"]],
  ["conda-go-hooks install -n my\t", ["install", "-n", "my env"]],
  ["conda-go-hooks install -n quo\t", ["install", "-n", `quo'te"s`]],
  ["conda-go-hooks install a\\;\t", ["install", "a;touch pwned;b"]],
  ["conda-go-hooks install -n \\$\t", ["install", "-n", "$(touch pwned)"]],
  ["conda-go-hooks install -n '$\t", ["install", "-n", "$(touch pwned)"]],
  ['conda-go-hooks install -n "my\t', ["install", "-n", "my env"]],
  ["conda-go-hooks install -n my\\ e\t", ["install", "-n", "my env"]],
  ["conda-go-hooks install -n '`\t", ["install", "-n", "`touch grave`"]],
  ["conda-go-hooks install --env=my\t", ["install", "--env=my env"]],
  ["conda-go-hooks install --profile=of\t", ["install", "--profile=offline"]],
  ["conda-go-hooks install --profile of\t", ["install", "--profile", "offline"]],
  ["conda-go-hooks install --set GOPROX\toff", ["install", "--set", "GOPROXY=off"]],
  ["conda-go-hooks install --set=GOPROX\toff", ["install", "--set=GOPROXY=off"]],
  ["conda-go-hooks install --shell sh,fi\t", ["install", "--shell", "sh,fish"]],
  ["conda-go-hooks install -p ~/.conda/envs/ap\t", ["install", "-p", "HOME/.conda/envs/api"]],
  ["conda-go-hooks install --prefix=a\\ d\t", ["install", "--prefix=a dir"]],
  ["conda-go-hooks scan a\\ \t", ["scan", "a dir"]],
  ["conda-go-hooks install ap\t--ye\t", ["install", "api", "--yes"]],
  ["conda-go-hooks render --out fi\t", ["render", "--out", "file.txt"]],
  ["conda-go-hooks install --nosuch\t", ["install", "--nosuch"]],
];
