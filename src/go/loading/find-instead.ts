// What may be meant by a replace whose folder is not there: another spelling, or where the module is now.
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseModFile } from "../modfile/parse-modfile.js";
import type { Paths } from "../paths.js";
import { findModules } from "./find-modules.js";

/** A folder, absolute, and whether its name is the same but for the case, or it declares the module. */
export interface Instead {
  readonly folder: string;
  readonly why: "case" | "declares";
}

/** What may be meant by a folder that is not there, and below which folders it was looked for. */
export interface Search {
  readonly found: readonly Instead[];
  readonly roots: readonly string[];
}

/**
 * Looks for each repository's modules once, and not before it has to.
 * @param starts where a module lies below that is in no repository
 * @param more other folders to look below
 */
export function makeInsteadFinder(
  starts: readonly string[],
  paths: Paths,
  more: readonly string[] = [],
) {
  const declared = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>();
  const list = async (root: string, module: string): Promise<readonly string[]> => {
    const known = declared.get(root) ?? readDeclared(root, paths);
    declared.set(root, known);
    return (await known).get(module) ?? [];
  };
  return async (from: string, target: string, module: string): Promise<Search> => {
    const roots = [...new Set([findRoot(from, starts, paths), ...more])];
    const spelled = findOtherCase(target);
    if (spelled !== null) return { found: [{ folder: spelled, why: "case" }], roots };
    const folders = (await Promise.all(roots.map((root) => list(root, module)))).flat();
    const others = [...new Set(folders)].filter(
      (folder) => folder !== from && !roots.some((root) => isInWorktree(folder, root)),
    );
    return { found: others.map((folder) => ({ folder, why: "declares" })), roots };
  };
}

/** Whether the folder is in another checkout of a repository, which lies below the root. */
function isInWorktree(folder: string, root: string): boolean {
  for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) {
    try {
      // A submodule's names the folder `modules` in its place.
      if (/^gitdir: .*[/\\]worktrees[/\\]/.test(readFileSync(join(at, ".git"), "utf8")))
        return true;
    } catch {
      // Nothing of git's, or a repository of its own.
    }
  }
  return false;
}

/** What a link that leads nowhere says; null for all else. */
export function readDangling(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() && !existsSync(path) ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

/** The nearest folder with a .git, or else the start that it was found from. */
function findRoot(from: string, starts: readonly string[], { isInside }: Paths): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) break;
  }
  return starts.find((start) => isInside(from, start)) ?? from;
}

async function readDeclared(root: string, paths: Paths): Promise<Map<string, string[]>> {
  const declared = new Map<string, string[]>();
  for await (const { name, folder } of findModules([root], paths)) {
    if (name !== "go.mod") continue;
    const module = readModulePath(join(folder, name));
    if (module !== null) declared.set(module, [...(declared.get(module) ?? []), folder]);
  }
  return declared;
}

function readModulePath(file: string): string | null {
  try {
    if (!lstatSync(file).isFile()) return null;
    return parseModFile(readFileSync(file, "utf8"), { dependency: true }).module?.path || null;
  } catch {
    return null;
  }
}

/** The module's folder that a path would name in other letters; null where it is not the only one. */
export function findOtherCase(path: string): string | null {
  const above = dirname(path);
  if (above === path) return null;
  const parent = existsSync(above) ? above : findOtherCase(above);
  if (parent === null) return null;
  const wanted = path
    .slice(above.length)
    .replace(/^[/\\]/, "")
    .toLowerCase();
  try {
    const [name, ...more] = readdirSync(parent).filter((one) => one.toLowerCase() === wanted);
    const found = name === undefined || more.length > 0 ? null : join(parent, name);
    // A link that leads nowhere has no other spelling.
    return found === path ? null : found;
  } catch {
    return null;
  }
}
