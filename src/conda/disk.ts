// Reads from the disk that never fail: what cannot be read counts as absent.

// Synchronous: starting the threads of fs/promises costs more than all the reads of a short command.
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** Whether anything is there, also a link that leads nowhere. */
export function isThere(path: string): boolean {
  return attempt(() => lstatSync(path, { throwIfNoEntry: false }) !== undefined, false);
}

/** Whether it is a folder, or a link to one. */
export function isDirectory(path: string): boolean {
  return attempt(() => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false, false);
}

/** Whether it is a file, or a link to one. */
export function isFile(path: string): boolean {
  return attempt(() => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false, false);
}

/** The names in a folder. */
export function listNames(folder: string): string[] {
  return attempt(() => readdirSync(folder), []);
}

/** The paths of everything in a folder. */
export function listFolder(folder: string): string[] {
  return listNames(folder).map((name) => join(folder, name));
}

/** The path with its symbolic links resolved, or unchanged when it leads nowhere. */
export function physical(path: string): string {
  return attempt(() => realpathSync.native(path), resolve(path));
}

/** The same for a path that may not exist yet: the part that exists is resolved. */
export function physicalAhead(path: string): string {
  const full = resolve(path);
  if (isThere(full) || dirname(full) === full) return physical(full);
  return join(physicalAhead(dirname(full)), basename(full));
}

/** Whether both are one folder or file, by whatever path; never when one is null. */
export function isSamePlace(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && physical(one) === physical(other);
}

/** A name for comparisons: on Windows, names that differ only in case are the same file. */
export function foldName(name: string): string {
  return process.platform === "win32" ? name.toLowerCase() : name;
}

/** Each folder once, even if several paths lead to it. */
export function selectDistinct<Item>(
  items: readonly Item[],
  pathOf: (item: Item) => string,
): Item[] {
  const found = new Map<string, Item>();
  for (const item of items) {
    const real = physical(pathOf(item));
    if (!found.has(real)) found.set(real, item);
  }
  return [...found.values()];
}

/**
 * Reads a small text file of somebody else. Null when it is absent, too large, or no file: a pipe would block.
 */
export function readSmallFile(file: string, maxBytes: number): string | null {
  return attempt(() => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() && found.size <= maxBytes ? readFileSync(file, "utf8") : null;
  }, null);
}

// Hooks are a few kilobytes, ours as well, and so is what conda knows of variables.
const MAX_HOOK_BYTES = 256 * 1024;

/** Reads a hook of an environment, or a file of its variables, as {@link readSmallFile} does. @param path below the prefix */
export function readSmallText(prefix: string, path: string): string | null {
  return readSmallFile(join(prefix, path), MAX_HOOK_BYTES);
}

function attempt<Found>(look: () => Found, otherwise: Found): Found {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
