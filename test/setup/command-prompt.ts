// cmd.exe: the real one on Windows, else the one of wine.
import { findWine, WINE_ENV } from "./wine.js";

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
