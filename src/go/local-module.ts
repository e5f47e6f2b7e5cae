// A module in a folder of this machine, and which of its replaces counts.
import type { ModFile, ModuleVersion, Replace } from "./modfile.js";

export interface LocalModule {
  /** Absolute. */
  readonly folder: string;
  /** The path of its go.mod. */
  readonly file: string;
  /** Without errors. */
  readonly mod: ModFile;
}

/** The line that counts for this version: one for exactly it, or else one for all. */
export function findReplace(replaces: readonly Replace[], module: ModuleVersion): Replace | null {
  return (
    replaces.findLast(({ old }) => isSame(old, module)) ??
    replaces.findLast(({ old }) => old.path === module.path && old.version === "") ??
    null
  );
}

export function isSame(a: ModuleVersion, b: ModuleVersion): boolean {
  return a.path === b.path && a.version === b.version;
}

/** As Go prints it: `example.com/a@v1.0.0`. */
export function printVersion({ path, version }: ModuleVersion): string {
  return version === "" ? path : `${path}@${version}`;
}
