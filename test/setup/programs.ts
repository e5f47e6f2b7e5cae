// The real programs that tests run, and what happens when one is missing.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { describe, it } from "vitest";
import { findProgram as findOn } from "../../src/find-program.js";
import { titleSkipped } from "./skipped-reporter.js";
import { findTool } from "./tools.js";

/** The program's path, or null. */
export function findProgram(name: string): string | null {
  return findOn(name, process);
}

/** Whether these are the newest programs: those of the tests' second run, by test-in-newest. */
export const isNewest = process.env.NEWEST === "1";

/** What the command says of its version, to the second number; null when it says nothing of the kind. */
export function readVersion(program: string, ...args: readonly string[]): string | null {
  const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return /\bR\d+|\d+\.\d+/.exec(`${stdout}${stderr}`)?.[0] ?? null;
}

/** The nu that goes with the other programs, or the one on the PATH, or null. */
export function findNushell(): string | null {
  return findPackedNushell(isNewest ? "nushell-newest" : "nushell") ?? findProgram("nu");
}

/** The same, and beside programs that are not the newest the newest nu. */
export function findNushells(): (string | null)[] {
  return isNewest ? [findNushell()] : [findNushell(), findPackedNushell("nushell-newest")];
}

// The package's own command would start a node for each start of it, and not find one where a test sets PATH.
function findPackedNushell(name: string): string | null {
  const isWindows = process.platform === "win32";
  const platform = `${isWindows ? "windows" : process.platform}-${process.arch}`;
  try {
    const { resolve } = createRequire(
      createRequire(import.meta.url).resolve(`${name}/package.json`),
    );
    return resolve(`@nushell/${platform}/bin/nu${isWindows ? ".exe" : ""}`);
  } catch {
    return null;
  }
}

/** How to run a script of PowerShell, the file and its arguments to follow; null when there is no pwsh. */
export function findPowerShell(): readonly [string, ...string[]] | null {
  const pwsh = findTool("powershell", "pwsh") ?? findProgram("pwsh");
  return pwsh === null ? null : [pwsh, "-NoProfile", "-NonInteractive", "-File"];
}

/**
 * A `describe` that needs something of the machine: without it, its tests are skipped by a title that
 * says why, or fail where REQUIRE_ALL=1 says that nothing may be missing, but for REQUIRE_ALL_BUT.
 */
export function describeWith<Found>(
  title: string,
  what: string,
  found: Found | null,
  body: (found: Found) => void,
): void {
  if (found !== null) {
    describe(title, () => body(found));
    return;
  }
  const reason = `there is no ${what}`;
  const { REQUIRE_ALL, REQUIRE_ALL_BUT = "" } = process.env;
  if (REQUIRE_ALL === "1" && !REQUIRE_ALL_BUT.split(",").includes(what)) {
    it(titleSkipped(title, reason), () => {
      throw new Error(`REQUIRE_ALL=1, and ${reason}`);
    });
  } else skip(reason, title);
}

/** Skips a test by a title that says why. */
export function skip(reason: string, title: string): void {
  it.skip(titleSkipped(title, reason), () => undefined);
}

/** An `it` that is skipped for this reason, unless that is null. */
export function itUnless(
  reason: string | null,
  title: string,
  body: () => void | Promise<void>,
): void {
  if (reason === null) it(title, body);
  else skip(reason, title);
}
