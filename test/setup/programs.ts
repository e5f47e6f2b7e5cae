// The real programs that tests run, and what happens when one is missing.
import { createRequire } from "node:module";
import { describe, it } from "vitest";
import which from "which";
import { findTool } from "./tools.js";

/** The program's path, or null. */
export function findProgram(name: string): string | null {
  return which.sync(name, { nothrow: true });
}

/**
 * The nu of the package `nushell`, or the one on the PATH, or null. The package's own command would
 * start a node for each start of it, and not find one where a test sets PATH.
 */
export function findNushell(): string | null {
  const isWindows = process.platform === "win32";
  const platform = `${isWindows ? "windows" : process.platform}-${process.arch}`;
  try {
    const { resolve } = createRequire(import.meta.url);
    return resolve(`@nushell/${platform}/bin/nu${isWindows ? ".exe" : ""}`);
  } catch {
    return findProgram("nu");
  }
}

/** How to run a script of PowerShell, the file and its arguments to follow; null when there is no pwsh. */
export function findPowerShell(): readonly [string, ...string[]] | null {
  const pwsh = findTool("powershell", "pwsh") ?? findProgram("pwsh");
  return pwsh === null ? null : [pwsh, "-NoProfile", "-NonInteractive", "-File"];
}

/**
 * A `describe` that needs something of the machine: without it, its tests are skipped by a title that
 * says why, or fail where REQUIRE_ALL=1 says that nothing may be missing.
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
  const reason = `${title} (skipped: there is no ${what})`;
  if (process.env.REQUIRE_ALL === "1") {
    it(reason, () => {
      throw new Error(`REQUIRE_ALL=1, and there is no ${what}`);
    });
  } else {
    it.skip(reason, () => undefined);
  }
}
