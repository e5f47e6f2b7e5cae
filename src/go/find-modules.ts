// Finds the go.mod and go.work files below folders, past those whose replaces never apply.
import { readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { describeError, isFolder } from "./module-reader.js";
import type { Paths } from "./paths.js";

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

// As many as make it as fast as `find`; more make it no faster.
const AT_ONCE = 16;

/**
 * Finds modules and workspaces; what a link leads to comes last, and no folder twice.
 * @param starts absolute, and there
 */
export async function* findModules(starts: readonly string[], paths: Paths): AsyncGenerator<Found> {
  const roots: string[] = [];
  const links: string[] = [];
  const walk = async function* (start: Place): AsyncGenerator<Found> {
    roots.push(start.real);
    const waiting = [start];
    while (waiting.length > 0) {
      // From the end, so that what waits is never more than the folders along one way down.
      const listed = await Promise.all(waiting.splice(-AT_ONCE).map(listFolder));
      for (const { found, folders, linked } of listed) {
        yield* found;
        waiting.push(...folders.filter(({ real }) => !roots.includes(real)));
        links.push(...linked);
      }
    }
  };
  for (const path of starts) {
    const real = await realpath(path);
    if (!isCovered(real, roots, paths) && !(await isOfGoItself(real))) yield* walk({ path, real });
  }
  for (const path of links) {
    const real = await findLinkedFolder(path);
    if (real === null || isCovered(real, roots, paths)) continue;
    // A link back up would lead to everything there is.
    const isAbove = roots.some((root) => paths.isInside(root, real));
    if (!isAbove && !(await isOfGoItself(real))) yield* walk({ path, real });
  }
}

interface Listing {
  readonly found: readonly Found[];
  readonly folders: readonly Place[];
  readonly linked: readonly string[];
}

async function listFolder({ path, real }: Place): Promise<Listing> {
  const found: Found[] = [];
  const folders: Place[] = [];
  const linked: string[] = [];
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const names = new Set(entries.map(({ name }) => name));
    if (await isPassed(real, names)) return { found, folders, linked };
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (!SKIPPED.test(name)) {
          const below = join(path, name);
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
async function isPassed(folder: string, names: ReadonlySet<string>): Promise<boolean> {
  const name = basename(folder);
  return (
    (names.has("src") && (await isGoroot(folder))) ||
    (names.has("cache") && name === "mod" && basename(dirname(folder)) === "pkg") ||
    (names.has("urls.txt") && name === "pkgs")
  );
}

async function isGoroot(folder: string): Promise<boolean> {
  return isFolder(join(folder, "src", "cmd", "go"));
}

/** Whether a folder lies in a GOROOT or in a module of a module cache. */
async function isOfGoItself(folder: string): Promise<boolean> {
  if (/@v\d/.test(folder)) return true;
  for (let above = folder; dirname(above) !== above; above = dirname(above)) {
    if (await isGoroot(above)) return true;
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
  return (await isFolder(link)) ? realpath(link).catch(() => null) : null;
}
