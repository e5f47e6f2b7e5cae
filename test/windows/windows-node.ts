// Node as a win32 program in wine, and what it runs there: our packed command, and others beside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { describeWith } from "../setup/programs.js";
import { findTool } from "../setup/tools.js";
import { findWine, toWindowsPath, WINE_ENV } from "../setup/wine.js";

export interface WindowsNode {
  readonly wine: string;
  /** Its node.exe, by a path of this machine. */
  readonly program: string;
}

/** A program to run, by Windows's paths. */
export interface Run {
  /** The packed command unless given. */
  readonly program?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Beside what every program on Windows has. */
  readonly env?: Readonly<Record<string, string>>;
  /** A script that the command loads first. */
  readonly preload?: string;
  /** What others do until it ends, or for some time. */
  readonly meanwhile?: {
    /** Files that somebody has open. */
    readonly open?: readonly string[];
    /** Folders that are the current ones of a program. */
    readonly standIn?: readonly string[];
    readonly milliseconds?: number;
  };
}

/** What became of it; its status is the name of a signal where it was killed. */
export interface WindowsRan {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | string;
  readonly milliseconds: number;
}

const RUNNER = fileURLToPath(new URL("run-programs.cjs", import.meta.url));

/** Those that run in wine 8, which has too little room for the V8 of newer ones. */
export const WINDOWS_NODES = [20, 22].map((version) => {
  const wine = findWine();
  const program = findTool(`node-${version}-windows`, "node.exe");
  const node: WindowsNode | null = wine && program ? { wine, program } : null;
  return { version, node, what: `Node ${version} for Windows, or no wine to run it` };
});

/** The tests of one title in each Node for Windows; one that is missing is skipped, or fails, by name. */
export function describeOnWindows(title: string, body: (node: WindowsNode) => void): void {
  for (const { version, node, what } of WINDOWS_NODES)
    describeWith(`${title}, in Node ${version} for Windows`, what, node, body);
}

/** The same in the newest alone: for what takes long, and does not depend on Node. */
export function describeOnNewest(title: string, body: (node: WindowsNode) => void): void {
  for (const { version, node, what } of WINDOWS_NODES.slice(-1))
    describeWith(`${title}, in Node ${version} for Windows`, what, node, body);
}

/** The same beside a Go for Windows, of which the body gets the folder. */
export function describeWithWindowsGo(
  title: string,
  body: (node: WindowsNode, go: string) => void,
): void {
  const go = findTool("go-windows");
  describeOnNewest(title, (node) => {
    describeWith("beside Go", "Go for Windows", go, (folder) => body(node, folder));
  });
}

/** Runs these one after the other, or so many at once, in one start of wine. */
export async function runOnWindows(
  { wine, program }: WindowsNode,
  home: string,
  runs: readonly Run[],
  atOnce = 1,
): Promise<WindowsRan[]> {
  const node = toWindowsPath(program);
  const cli = toWindowsPath(join(inject("installation"), "dist", "cli.cjs"));
  const input = {
    atOnce,
    runs: runs.map(({ preload, program = node, args, cwd, env, meanwhile }) => ({
      program,
      args: program === node ? [...(preload ? ["--require", preload] : []), cli, ...args] : args,
      cwd: cwd ?? toWindowsPath(home),
      env: { ...windowsEnv(home), ...env },
      meanwhile,
    })),
  };
  const folder = mkdtempSync(join(tmpdir(), "conda-go-hooks-run-"));
  try {
    const file = (name: string) => join(folder, name);
    writeFileSync(file("input.json"), JSON.stringify(input));
    // No pipes: wine's first program fails with them, and its server would hold them.
    const log = openSync(file("log"), "w");
    const words = [program, RUNNER, file("input.json"), file("output.json")].map(toWindowsPath);
    const child = spawn(wine, words, {
      env: { ...process.env, ...WINE_ENV },
      stdio: ["ignore", log, log],
      timeout: 110_000,
      killSignal: "SIGKILL",
    });
    closeSync(log);
    const [status, signal] = await once(child, "exit");
    expect([status, signal], readFileSync(file("log"), "utf8")).toEqual([0, null]);
    return JSON.parse(readFileSync(file("output.json"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program needs, and nothing of this machine's own. */
function windowsEnv(home: string): Record<string, string> {
  const windows = "C:\\windows";
  return {
    SystemRoot: windows,
    SystemDrive: "C:",
    ComSpec: `${windows}\\system32\\cmd.exe`,
    PATH: `${windows}\\system32;${windows}`,
    PATHEXT: ".COM;.EXE;.BAT;.CMD",
    TEMP: toWindowsPath(home),
    TMP: toWindowsPath(home),
    USERPROFILE: toWindowsPath(home),
    LOCALAPPDATA: toWindowsPath(join(home, "AppData", "Local")),
  };
}
