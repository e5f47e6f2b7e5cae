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

/** Looks for each repository's modules once, and not before it has to. */
export function makeInsteadFinder(starts: readonly string[], paths: Paths) {
  const declared = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>();
  return async (from: string, target: string, module: string): Promise<Instead | null> => {
    const spelled = findOtherCase(target);
    if (spelled !== null) return { folder: spelled, why: "case" };
    const root = findRoot(from, starts, paths);
    const known = declared.get(root) ?? readDeclared(root, paths);
    declared.set(root, known);
    const folders = ((await known).get(module) ?? []).filter((folder) => folder !== from);
    const [folder] = folders;
    return folder !== undefined && folders.length === 1 ? { folder, why: "declares" } : null;
  };
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
    return name === undefined || more.length > 0 ? null : join(parent, name);
  } catch {
    return null;
  }
}
