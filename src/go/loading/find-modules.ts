// Finds the go.mod and go.work files below folders, past those whose replaces never apply.
import type { Dirent } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Paths } from "../paths.js";
import { FolderEntries } from "./folder-entries.js";
import { describeError, isFolder } from "./module-reader.js";

/** A file that was found, or a folder that could not be looked into. */
export type Found =
  | { readonly name: "go.mod" | "go.work"; readonly folder: string }
  | { readonly name: null; readonly folder: string; readonly reason: string };

/** A folder under the path by which one gets to it, and under the one that has no links in it. */
interface Place {
  readonly path: string;
  readonly real: string;
}

/** Go's own rule for `./...`, Node's packages, and the modules in a module cache, `a@v1.0.0`. */
const SKIPPED = /^[._]|^(?:vendor|testdata|node_modules)$|@v\d/;

/** For how many milliseconds nothing else of this process may run. */
const AT_ONCE = 20;

/**
 * Finds modules and workspaces; what a link leads to comes last, and no folder twice.
 * @param starts absolute, and there
 */
export async function* findModules(
  starts: readonly string[],
  paths: Paths,
  entries = new FolderEntries(),
): AsyncGenerator<Found> {
  const roots: string[] = [];
  const links: string[] = [];
  const walk = async function* (start: Place): AsyncGenerator<Found> {
    roots.push(start.real);
    const waiting = [start];
    let since = performance.now();
    // From the end, so that what waits is never more than the folders along one way down.
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { found, folders, linked } = listFolder(next, entries);
      for (const one of found) yield one;
      for (const folder of folders) if (!roots.includes(folder.real)) waiting.push(folder);
      links.push(...linked);
      if (performance.now() - since > AT_ONCE) {
        await setImmediate();
        since = performance.now();
      }
    }
  };
  for (const path of starts) {
    const real = await realpath(path);
    if (!isCovered(real, roots, paths) && !isOfGoItself(real)) yield* walk({ path, real });
  }
  for (const path of links) {
    const real = await findLinkedFolder(path);
    if (real === null || isCovered(real, roots, paths)) continue;
    // A link back up would lead to everything there is.
    const isAbove = roots.some((root) => paths.isInside(root, real));
    if (!isAbove && !isOfGoItself(real)) yield* walk({ path, real });
  }
}

interface Listing {
  readonly found: readonly Found[];
  readonly folders: readonly Place[];
  readonly linked: readonly string[];
}

function listFolder({ path, real }: Place, all: FolderEntries): Listing {
  const found: Found[] = [];
  const folders: Place[] = [];
  const linked: string[] = [];
  try {
    const entries = all.take(path);
    if (isPassed(real, entries)) return { found, folders, linked };
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (!SKIPPED.test(name)) {
          const below = path.endsWith(sep) ? path + name : path + sep + name;
          folders.push({ path: below, real: path === real ? below : join(real, name) });
        }
      } else if (name === "go.mod" || name === "go.work") {
        found.push({ name, folder: path });
      } else if (entry.isSymbolicLink() && !SKIPPED.test(name)) {
        linked.push(join(path, name));
      }
    }
  } catch (error) {
    found.push({ name: null, folder: path, reason: describeError(error) });
  }
  return { found, folders, linked };
}

/** Whether a folder with these names in it is a GOROOT, a module cache, or conda's `pkgs`. */
function isPassed(folder: string, entries: readonly Dirent[]): boolean {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  const name = basename(folder);
  return (
    (has("src") && isGoroot(folder)) ||
    (name === "mod" && basename(dirname(folder)) === "pkg" && has("cache")) ||
    (name === "pkgs" && has("urls.txt"))
  );
}

function isGoroot(folder: string): boolean {
  return isFolder(join(folder, "src", "cmd", "go"));
}

/** Whether a folder lies in a GOROOT or in a module of a module cache. */
function isOfGoItself(folder: string): boolean {
  if (/@v\d/.test(folder)) return true;
  for (let above = folder; dirname(above) !== above; above = dirname(above)) {
    if (isGoroot(above)) return true;
  }
  return false;
}

/** Whether a walk from one of the roots has come by this folder, or has passed by it for a reason. */
function isCovered(real: string, roots: readonly string[], { isInside }: Paths): boolean {
  return roots.some(
    (root) =>
      isInside(real, root) &&
      !relative(root, real)
        .split(sep)
        .some((name) => SKIPPED.test(name)),
  );
}

/** Where a link leads to, without links; null unless that is a folder. */
async function findLinkedFolder(link: string): Promise<string | null> {
  return isFolder(link) ? realpath(link).catch(() => null) : null;
}
