// What the disk says of the folders in which Go keeps modules and builds.
import { accessSync, constants, lstatSync, type Stats, statfsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isThere, listNames, physical, physicalAhead } from "../../conda/disk.js";
import { findHeld, holds } from "../../conda/module-cache.js";
import type { BuildCache, Cache, GoVariable, Locked, ModuleCache } from "../../go/setup/setup.js";
import type { Session } from "../../session.js";

type Variables = ReadonlyMap<string, GoVariable>;

/** Null where Go has no such folder. @param folder where go is to run */
export function readModuleCache(
  variables: Variables,
  prefix: string | null,
  folder: string,
  session: Session,
): ModuleCache | null {
  const cache = describe(variables.get("GOMODCACHE"));
  if (cache === null) return null;
  // Of a link, go deletes the link alone, and so does conda.
  if (lookAt(cache.path)?.isSymbolicLink()) return { ...cache, holds: null, locked: null };
  const real = physicalAhead(cache.path);
  const isOurs = prefix !== null && session.platform !== "win32" && holds(physical(prefix), real);
  const held = findHeld(real, prefix, session);
  return {
    ...cache,
    holds: held ?? (holdsProject(real, physical(folder)) ? "the project" : null),
    locked: isOurs && held === null ? findLocked(real) : null,
  };
}

/** Null where Go has no such folder. */
export function readBuildCache(variables: Variables): BuildCache | null {
  const cache = describe(variables.get("GOCACHE"));
  return cache && { ...cache, freeBytes: findFree(cache.path) };
}

function describe(variable: GoVariable | undefined): Cache | null {
  if (variable === undefined || !isAbsolute(variable.value)) return null;
  const path = resolve(variable.value);
  return { path, variable, isWritable: isWritable(path) };
}

/** Follows no link; null where nothing is to be seen. */
function lookAt(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Whether we may write there, or make it where it is not there yet. */
function isWritable(path: string): boolean {
  try {
    accessSync(findExisting(path), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** In bytes; null where the system does not tell. */
function findFree(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(findExisting(path));
    return bavail * bsize;
  } catch {
    return null;
  }
}

function findExisting(path: string): string {
  return isThere(path) || dirname(path) === path ? path : findExisting(dirname(path));
}

/** Whether a project would be deleted; who looks at a module in the cache has none there. */
function holdsProject(cache: string, folder: string): boolean {
  return holds(cache, folder) && !/@v\d|^[/\\]cache[/\\]/.test(folder.slice(cache.length));
}

/** The modules and toolchains that are read-only; null without any. */
function findLocked(cache: string): Locked | null {
  const names = listLocked(cache, "");
  const toolchains = names.filter((path) => path.startsWith("golang.org/toolchain@")).length;
  return names.length === 0 ? null : { modules: names.length - toolchains, toolchains };
}

function listLocked(folder: string, below: string): string[] {
  return listNames(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lookAt(path);
    // What go downloads into it stays writable.
    if (!found?.isDirectory() || below + name === "cache") return [];
    // An unpacked module has a version in its folder's name.
    if (!/@v\d/.test(name)) return listLocked(path, `${below}${name}/`);
    return (found.mode & 0o200) === 0 ? [below + name] : [];
  });
}
