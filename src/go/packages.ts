// The packages of a module in a folder, and what each of them imports in which builds.
import type { Dirent } from "node:fs";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join, posix } from "node:path";
import { type BuildTarget, findInclusion, type Inclusion } from "./build-constraint.js";
import { readHead } from "./imports.js";

/** Which builds import it: those of the package, and of its tests. */
export interface Import {
  readonly code: Inclusion;
  readonly test: Inclusion;
}

/** By import path. */
export type Imports = ReadonlyMap<string, Import>;

/** By the package's path in its module, "" for the module's own folder; each has Go files. */
export interface Packages {
  /** Those that `./...` means. */
  keys(): Iterable<string>;
  has(path: string): boolean;
  get(path: string): Imports | undefined;
}

const ORDER: readonly Inclusion[] = ["none", "other", "open", "built"];

export function strongest(left: Inclusion, right: Inclusion): Inclusion {
  return ORDER.indexOf(left) > ORDER.indexOf(right) ? left : right;
}

/** Reads the packages of a module, nested modules left out. What cannot be read is not there. */
export function readPackages(folder: string, target: BuildTarget): Packages {
  const listed = new Map<string, Imports>();
  const visit = (path: string): void => {
    const current = join(folder, path);
    const entries = listEntries(current);
    if (path !== "" && entries.some(({ name }) => name === "go.mod")) return;
    const imports = readPackage(current, entries, target);
    if (imports !== null) listed.set(path, imports);
    for (const entry of entries) {
      const { name } = entry;
      if (!entry.isDirectory() || /^[._]/.test(name)) continue;
      if (name !== "vendor" && name !== "testdata") visit(posix.join(path, name));
    }
  };
  visit("");
  // What `./...` passes by, such as testdata or a link to a folder, can be imported all the same.
  const others = new Map<string, Imports | null>();
  const find = (path: string): Imports | undefined => {
    let found = listed.get(path) ?? others.get(path);
    if (found === undefined) {
      const isNested = listAbove(path).some((one) => existsSync(join(folder, one, "go.mod")));
      const current = join(folder, path);
      found = isNested ? null : readPackage(current, listEntries(current), target);
      others.set(path, found);
    }
    return found ?? undefined;
  };
  return { keys: () => listed.keys(), has: (path) => find(path) !== undefined, get: find };
}

/** The path and those above it, but for the module's own folder: `a/b` and `a`. */
function listAbove(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/")).filter((one) => one !== "");
}

/** What the Go files of a folder import; null when there are none. */
function readPackage(
  folder: string,
  entries: readonly Dirent[],
  target: BuildTarget,
): Imports | null {
  const files = entries.filter(
    (entry) => !/^[._]/.test(entry.name) && !entry.isDirectory() && entry.name.endsWith(".go"),
  );
  const imports = new Map<string, Import>();
  for (const { name } of files) addImports(imports, folder, name, target);
  return files.length === 0 ? null : imports;
}

function listEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function addImports(
  imports: Map<string, Import>,
  folder: string,
  name: string,
  target: BuildTarget,
): void {
  const { source, paths } = readFile(join(folder, name));
  if (paths.length === 0) return;
  const found = findInclusion(name, source, target);
  // The import of C is a constraint of its own.
  const inclusion = found === "built" && paths.includes("C") ? "open" : found;
  const isTest = name.endsWith("_test.go");
  for (const path of paths) {
    const { code = "none", test = "none" } = imports.get(path) ?? {};
    const both = isTest
      ? { code, test: strongest(test, inclusion) }
      : { code: strongest(code, inclusion), test };
    // A copy, as V8 keeps the whole of a text alive for a part of it.
    imports.set(imports.has(path) ? path : Buffer.from(path).toString(), both);
  }
}

// The imports of nearly every file stand in its first bytes, and no import path is as long as the margin.
const HEAD = 8192;
const MARGIN = 1024;
const buffer = Buffer.allocUnsafe(HEAD);

interface FileHead {
  readonly source: string;
  readonly paths: readonly string[];
}

/** As much of a Go file as holds its imports. */
function readFile(file: string): FileHead {
  try {
    const fd = openSync(file, "r");
    try {
      const length = readSync(fd, buffer, 0, HEAD, 0);
      const source = buffer.toString("utf8", 0, length);
      const { paths, end } = readHead(source);
      if (length < HEAD || end + MARGIN < source.length) return { source, paths };
    } finally {
      closeSync(fd);
    }
    const source = readFileSync(file, "utf8");
    return { source, paths: readHead(source).paths };
  } catch {
    return { source: "", paths: [] };
  }
}
