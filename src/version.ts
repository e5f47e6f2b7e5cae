// The version of this tool, as package.json has it.
import { createRequire } from "node:module";

// Not an import attribute: Node 20 prints a warning for those. In the bundle, this stands in dist/cli.cjs.
export const VERSION: string = createRequire(import.meta.url)("../package.json").version;

/**
 * Whether this is a version newer than ours; a pre-release is as old as its release, and no other text
 * nor null is one.
 */
export function isNewerVersion(version: string | null): boolean {
  const theirs = readNumbers(version ?? "");
  const ours = readNumbers(VERSION);
  const index = theirs.findIndex((number, index) => number !== ours[index]);
  return index >= 0 && (theirs[index] as number) > (ours[index] as number);
}

function readNumbers(version: string): number[] {
  const found = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+][\w.+-]{1,50})?$/.exec(version);
  return found ? found.slice(1).map(Number) : [];
}
