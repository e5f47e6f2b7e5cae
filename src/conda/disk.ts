// Looks at the disk that never fail: what cannot be looked at is not there.

// One after the other: the threads of fs/promises cost more than all the reads of a short command.
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** Whether something stands there, be it a link that leads nowhere. */
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

/** The paths of all in a folder. */
export function listFolder(folder: string): string[] {
  return listNames(folder).map((name) => join(folder, name));
}

/** The path without symbolic links in it, or as it is when it leads nowhere. */
export function physical(path: string): string {
  return attempt(() => realpathSync.native(path), resolve(path));
}

/** The same of a path that may lead nowhere yet: without the links that are in what there is of it. */
export function physicalAhead(path: string): string {
  const full = resolve(path);
  if (isThere(full) || dirname(full) === full) return physical(full);
  return join(physicalAhead(dirname(full)), basename(full));
}

/** A name to be compared with others: on Windows, what differs in case alone is the same file. */
export function foldName(name: string): string {
  return process.platform === "win32" ? name.toLowerCase() : name;
}

/** Each of these once, by whatever path one gets to it. */
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
 * Reads a text of somebody else's that should be small; null for a pipe, which would block, for
 * megabytes of rubbish, and for what is not there.
 */
export function readSmallFile(file: string, maxBytes: number): string | null {
  return attempt(() => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() && found.size <= maxBytes ? readFileSync(file, "utf8") : null;
  }, null);
}

function attempt<Found>(look: () => Found, otherwise: Found): Found {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
