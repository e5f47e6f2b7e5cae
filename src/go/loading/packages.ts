// The packages of a module in a folder, and what each of them imports in which builds.
import type { Dirent } from "node:fs";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join, sep } from "node:path";
import { type BuildTarget, findInclusion, type Inclusion } from "./build-constraint.js";
import { FolderEntries } from "./folder-entries.js";
import { readHead } from "./imports.js";

/** Which builds import it: those of the package, and of its tests. */
export interface Import {
  readonly code: Inclusion;
  readonly test: Inclusion;
}

/** By import path. */
export type Imports = ReadonlyMap<string, Import>;

/** Of a module, by the package's path in it, "" for the module's own folder; each has Go files. */
export interface Packages {
  has(path: string): boolean;
  get(path: string): Imports | undefined;
  keys(): Iterable<string>;
}

const ORDER: readonly Inclusion[] = ["none", "other", "open", "built"];

export function strongest(left: Inclusion, right: Inclusion): Inclusion {
  return ORDER.indexOf(left) > ORDER.indexOf(right) ? left : right;
}

interface Folder {
  /** The names of those that may hold packages. */
  readonly folders: readonly string[];
  /** Of those that `./...` passes by, such as testdata or a link, and that can be imported all the same. */
  readonly others: readonly string[];
  readonly isPackage: boolean;
  imports(): Imports;
}

/**
 * The packages of a module, nested modules left out; what nobody asks for is not read. What cannot be read
 * is not there.
 */
export function readPackages(
  root: string,
  target: BuildTarget,
  entries = new FolderEntries(),
): Packages {
  const known = new Map<string, Folder>();
  const list = (path: string): Folder => {
    const listed = known.get(path);
    if (listed !== undefined) return listed;
    const place = path === "" ? root : join(root, path);
    const folder = listFolder(place, readEntries(place, entries), path === "", target);
    known.set(path, folder);
    return folder;
  };
  const find = (path: string): Folder | undefined => {
    let [above, folder] = ["", list("")];
    for (const name of path === "" ? [] : path.split("/")) {
      if (!folder.folders.includes(name) && !folder.others.includes(name)) return undefined;
      above = below(above, name);
      folder = list(above);
    }
    return folder.isPackage ? folder : undefined;
  };
  const walk = function* (path: string): Generator<string> {
    const { folders, isPackage } = list(path);
    for (const name of folders) yield* walk(below(path, name));
    if (isPackage) yield path;
  };
  return {
    has: (path) => find(path) !== undefined,
    get: (path) => find(path)?.imports(),
    keys: () => walk(""),
  };
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

const NOTHING: Folder = { folders: [], others: [], isPackage: false, imports: () => new Map() };

function listFolder(
  path: string,
  entries: readonly Dirent[],
  isRoot: boolean,
  target: BuildTarget,
): Folder {
  if (!isRoot && entries.some(({ name }) => name === "go.mod")) return NOTHING;
  const folders: string[] = [];
  const others: string[] = [];
  let files: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    const isHidden = /^[._]/.test(name);
    if (entry.isDirectory()) {
      if (name === "vendor") continue;
      (isHidden || name === "testdata" ? others : folders).push(name);
    } else if (name.endsWith(".go")) {
      if (!isHidden) files.push(name);
    } else if (entry.isSymbolicLink()) {
      others.push(name);
    }
  }
  let imports: Imports | null = null;
  return {
    folders,
    others,
    isPackage: files.length > 0,
    imports: () => {
      imports ??= readImports(path, files, target);
      files = [];
      return imports;
    },
  };
}

function readEntries(folder: string, entries: FolderEntries): Dirent[] {
  try {
    return entries.read(folder);
  } catch {
    return [];
  }
}

function readImports(folder: string, files: readonly string[], target: BuildTarget): Imports {
  const imports = new Map<string, Import>();
  for (const name of files) {
    const { source, paths, isDocumentation } = readFile(folder + sep + name);
    if (paths.length === 0) continue;
    const whole = findInclusion(name, source, target);
    // By its name, no build takes it; go mod tidy does.
    const found = isDocumentation && whole !== "none" ? "other" : whole;
    // The import of C is a constraint of its own.
    const inclusion = found === "built" && paths.includes("C") ? "open" : found;
    const isTest = name.endsWith("_test.go");
    for (const path of paths) {
      const { code, test } = imports.get(path) ?? NOWHERE;
      const both = isTest
        ? { code, test: strongest(test, inclusion) }
        : { code: strongest(code, inclusion), test };
      imports.set(intern(path), both);
    }
  }
  return imports;
}

const NOWHERE: Import = { code: "none", test: "none" };

// The same packages are imported everywhere.
const interned = new Map<string, string>();

function intern(path: string): string {
  const known = interned.get(path);
  if (known !== undefined) return known;
  // A copy, as V8 keeps the whole of a text alive for a part of it.
  const copy = Buffer.from(path).toString();
  interned.set(copy, copy);
  return copy;
}

// The imports of nearly every file stand in its first bytes, and no import path is as long as the margin.
const HEAD = 3072;
const MARGIN = 512;
const buffer = Buffer.allocUnsafe(HEAD);

interface FileHead {
  readonly source: string;
  readonly paths: readonly string[];
  /** Of a program that is not written in Go. */
  readonly isDocumentation: boolean;
}

/** As much of a Go file as holds its imports. */
function readFile(file: string): FileHead {
  try {
    const fd = openSync(file, "r");
    try {
      const length = readSync(fd, buffer, 0, HEAD, 0);
      const source = buffer.toString("utf8", 0, length);
      const { name, paths, end } = readHead(source);
      // In a comment, it may be any length.
      const isCut = end + MARGIN >= source.length || source.startsWith("/*", end);
      if (length < HEAD || !isCut) return describeHead(source, { name, paths });
    } finally {
      closeSync(fd);
    }
    const source = readFileSync(file, "utf8");
    return describeHead(source, readHead(source));
  } catch {
    return { source: "", paths: [], isDocumentation: false };
  }
}

function describeHead(
  source: string,
  { name, paths }: { readonly name: string; readonly paths: readonly string[] },
): FileHead {
  return { source, paths, isDocumentation: name === "documentation" };
}
