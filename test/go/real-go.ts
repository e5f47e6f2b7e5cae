// Asks the real go, with nothing of the machine's own settings, cache or network.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll } from "vitest";
import { makeLastingFolder } from "../setup/environments.js";
import { findProgram } from "../setup/programs.js";

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const go = findProgram("go");

// Of all runs of a test file, whose builds share what they compile.
const home = makeLastingFolder();
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs go in this folder. */
export function runGo(cwd: string, args: readonly string[]): Promise<Answer> {
  const env = {
    PATH: process.env.PATH,
    PWD: cwd,
    HOME: home,
    LC_ALL: "C.UTF-8",
    GOENV: "off",
    GOFLAGS: "",
    GO111MODULE: "",
    GOPROXY: "off",
    GOSUMDB: "off",
    GOTOOLCHAIN: "local",
    GOTELEMETRY: "off",
    GOMAXPROCS: "2",
  };
  return new Promise((resolve) => {
    execFile(go ?? "go", args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Such as 19 for Go 1.19.8. */
export async function readGoMinor(cwd: string): Promise<number> {
  const { stdout } = await runGo(cwd, ["env", "GOVERSION"]);
  return Number(/^go1\.(\d+)/.exec(stdout)?.[1]);
}
