// Asks every real go there is, with nothing of the machine's own settings, cache or network.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll } from "vitest";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { findTool } from "../setup/tools.js";

export interface Go {
  readonly program: string;
  /** As in `1.19.8`. */
  readonly version: string;
  /** The 19 of 1.19.8. */
  readonly minor: number;
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

// From before workspaces were proven to what is newest, whose rules are the ones that scan goes by.
const MINORS = [19, 22, 24, 26, 27] as const;
export const REFERENCE = 27;

/** Each Go that is to be had, the oldest first: those that the tests are for, and the one on the PATH. */
export const goVersions: readonly Go[] = findGoVersions();

function findGoVersions(): Go[] {
  const programs = MINORS.flatMap((minor) => {
    const place = `lib/go-1.${minor}/bin/go`;
    return findTool(`go-1.${minor}`, "usr", place) ?? `/usr/${place}`;
  });
  const found = new Map<number, Go>();
  for (const program of [...programs, findProgram("go")]) {
    const go = program !== null && existsSync(program) ? readVersion(program) : null;
    if (go !== null && !found.has(go.minor)) found.set(go.minor, go);
  }
  return [...found.values()].sort((a, b) => a.minor - b.minor);
}

function readVersion(program: string): Go | null {
  const env = { PATH: process.env.PATH, HOME: "/nowhere", GOENV: "off", GOTOOLCHAIN: "local" };
  const printed = execFileSync(program, ["env", "GOVERSION"], { cwd: "/", env, encoding: "utf8" });
  const [, version, minor] = /^go(1\.(\d+)\S*)/.exec(printed) ?? [];
  return version === undefined ? null : { program, version, minor: Number(minor) };
}

/** The tests of one title beside each Go; one that is missing is skipped, or fails, by name. */
export function describeWithGo(title: string, body: (go: Go) => void): void {
  const others = goVersions.map(({ minor }) => minor);
  for (const minor of [...new Set([...MINORS, ...others])].sort((a, b) => a - b)) {
    const go = goVersions.find((one) => one.minor === minor) ?? null;
    describeWith(
      `${title} 1.${minor}`,
      `Go 1.${minor}; test/setup/fetch-tools fetches it`,
      go,
      body,
    );
  }
}

// Of all runs of a test file, whose builds share what they compile.
export const goHome = makeLastingFolder();
// Go counts what is run, in a process of its own that may outlive the one that was waited for.
afterAll(() => rmSync(goHome, { recursive: true, force: true, maxRetries: 5 }));

/** What keeps the machine's own settings, cache and network from a go. */
export const ISOLATED = {
  HOME: goHome,
  LC_ALL: "C.UTF-8",
  GOENV: "off",
  GOFLAGS: "",
  GO111MODULE: "",
  GOPROXY: "off",
  GOSUMDB: "off",
  GOTOOLCHAIN: "local",
  GOTELEMETRY: "off",
  GOMAXPROCS: "2",
} as const;

/** Runs go in this folder. */
export function runGo(
  go: Go,
  cwd: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return run(go.program, args, cwd, settings);
}

/** Types a line in which `go` is this one. */
export function runShell(
  { program }: Go,
  cwd: string,
  line: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const PATH = `${dirname(program)}:${process.env.PATH}`;
  return run("sh", ["-c", line], cwd, { ...settings, PATH });
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  settings: Readonly<Record<string, string>>,
): Promise<Answer> {
  const env = { PATH: process.env.PATH, PWD: cwd, ...ISOLATED, ...settings };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
