// The real programs that tests run, and what happens when one is missing.
import { describe, it } from "vitest";
import which from "which";

/** The program's path, or null. */
export function findProgram(name: string): string | null {
  return which.sync(name, { nothrow: true });
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
