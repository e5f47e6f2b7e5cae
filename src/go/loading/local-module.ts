// A module in a folder of this machine, and which of its replaces counts.
import type { ModFile, ModuleVersion, Replace } from "../modfile/modfile.js";

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
  const index = indexes.get(replaces) ?? makeIndex(replaces);
  return index.get(printVersion(module)) ?? index.get(module.path) ?? null;
}

// Where modules replace each other by the hundred, each line is asked for as often as there are modules.
const indexes = new WeakMap<readonly Replace[], ReadonlyMap<string, Replace>>();

/** Of equal ones the last. */
function makeIndex(replaces: readonly Replace[]): ReadonlyMap<string, Replace> {
  const index = new Map(replaces.map((replace) => [printVersion(replace.old), replace]));
  indexes.set(replaces, index);
  return index;
}

export function isSame(a: ModuleVersion, b: ModuleVersion): boolean {
  return a.path === b.path && a.version === b.version;
}

/** As Go prints it: `example.com/a@v1.0.0`. */
export function printVersion({ path, version }: ModuleVersion): string {
  return version === "" ? path : `${path}@${version}`;
}
