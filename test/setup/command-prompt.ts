// cmd.exe: the real one on Windows, else the one of wine, in a Windows made once for all runs.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "./programs.js";

export interface CommandPrompt {
  readonly name: string;
  /** Program and arguments; more of cmd.exe's own, then `/c` and the script, are to follow. */
  readonly command: readonly [string, ...string[]];
  /** What it needs of an environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly isWine: boolean;
  /** What it says when it fails by no fault of the script, which is to be run once more; null if it never does. */
  readonly fails: RegExp | null;
}

// One time in some thousand, wine does not find itself for the subprocess of a loop.
const WINE_FAILS = /^Can't recognize 'CMD\.EXE \/C set /m;

// Below node_modules, which nobody keeps: it has the size of a Windows.
const WINEPREFIX = fileURLToPath(new URL("../../node_modules/.cache/wine", import.meta.url));
// wine takes the characters of its environment from these.
const WINE_ENV = { WINEPREFIX, WINEDEBUG: "-all", LC_ALL: "C.UTF-8" };

/**
 * Makes wine's Windows, which takes some seconds, unless it is there, and keeps it up for the tests.
 * @returns what shuts it down again
 */
export function prepareCommandPrompt(): () => void {
  const wine = findWine();
  if (wine === null) return () => undefined;
  const env = { ...process.env, ...WINE_ENV, WINEDLLOVERRIDES: "mscoree,mshtml=" };
  if (!existsSync(`${WINEPREFIX}/system.reg`)) {
    mkdirSync(WINEPREFIX, { recursive: true });
    execFileSync(wine, ["wineboot", "--init"], { env, stdio: "ignore" });
    // The registry goes to disk when the server ends.
    execFileSync("wineserver", ["--wait"], { env, stdio: "ignore" });
  }
  // Else Windows would start anew for every cmd.exe, and its services hold the pipes of the first one.
  spawnSync("wineserver", ["--persistent"], { env, stdio: "ignore" });
  execFileSync(wine, ["cmd", "/c", "exit"], { env, stdio: "ignore" });
  return () => {
    spawnSync("wineserver", ["--kill"], { env, stdio: "ignore" });
  };
}

/** The cmd.exe of this machine, or null. */
export function findCommandPrompt(): CommandPrompt | null {
  const { SystemRoot, ComSpec } = process.env;
  if (process.platform === "win32" && SystemRoot && ComSpec) {
    return { name: "cmd.exe", command: [ComSpec], env: { SystemRoot }, isWine: false, fails: null };
  }
  const wine = findWine();
  return wine === null
    ? null
    : { name: "cmd.exe", command: [wine, "cmd"], env: WINE_ENV, isWine: true, fails: WINE_FAILS };
}

/** A path as cmd.exe sees it. */
export function toWindowsPath(path: string): string {
  return process.platform === "win32" ? path : win32.join("Z:\\", path);
}

// Not Debian's `wine`, a script that complains on stderr when there is no 32-bit wine.
function findWine(): string | null {
  const debian = "/usr/lib/wine/wine64";
  if (findProgram("wineserver") === null) return null;
  return existsSync(debian) ? debian : (findProgram("wine64") ?? findProgram("wine"));
}
