// What has to be known of the folders that a go.mod names, and reading it from disk.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { readImports } from "./imports.js";
import { type ModFile, parseModFile, parseWorkFile, type WorkFile } from "./modfile.js";
import type { Paths } from "./paths.js";

/** What stands where a file should be that cannot be read. */
export type Unread =
  | { readonly kind: "no-folder" | "not-a-folder" | "no-file" }
  /** In the words of the system, as Go gives them. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** What stands where a go.mod should be. */
export type GoModRead =
  | Unread
  | {
      readonly kind: "file";
      readonly text: string;
      /** As Go reads its own module's, or that of one that is required or replaced. */
      parse(as: "main" | "dependency"): ModFile;
    };

/** What stands where a go.work should be. */
export type GoWorkRead =
  | Unread
  | { readonly kind: "file"; readonly text: string; parse(): WorkFile };

export type PackageImports = ReadonlyMap<string, ReadonlySet<string>>;

/** Folders are absolute. */
export interface ModuleReader {
  readonly paths: Paths;
  readGoMod(folder: string): Promise<GoModRead>;
  readGoWork(folder: string): Promise<GoWorkRead>;
  /**
   * What the packages of a module import, by their path in it ("" for its own folder); tests and
   * nested modules left out.
   */
  readImports(folder: string): Promise<PackageImports>;
  /** The text of vendor/modules.txt, "" when there is a vendor without; null when there is no vendor. */
  readVendor(folder: string): Promise<string | null>;
}

// Enough for what a module and its neighbours replace.
const RECENT = 256;

/** Reads the imports of a folder once, and its go.mod seldom twice. */
export function makeDiskReader(paths: Paths): ModuleReader {
  const imports = new Map<string, Promise<PackageImports>>();
  const recent = new Map<string, Promise<GoModRead>>();
  return {
    paths,
    readGoMod(folder) {
      const known = recent.get(folder) ?? readGoMod(folder, paths);
      recent.delete(folder);
      recent.set(folder, known);
      const [oldest] = recent.keys();
      if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
      return known;
    },
    async readGoWork(folder) {
      const read = await readModuleFile(folder, "go.work");
      if (typeof read !== "string") return read;
      const options = { file: join(folder, "go.work"), windows: paths.isWindows };
      return { kind: "file", text: read, parse: () => parseWorkFile(read, options) };
    },
    readVendor,
    readImports(folder) {
      const known = imports.get(folder) ?? collectImports(folder);
      imports.set(folder, known);
      return known;
    },
  };
}

async function readGoMod(folder: string, paths: Paths): Promise<GoModRead> {
  const read = await readModuleFile(folder, "go.mod");
  return typeof read === "string" ? makeGoMod(read, folder, paths) : read;
}

/** The go.mod of a folder that has this text. */
export function makeGoMod(text: string, folder: string, paths: Paths): GoModRead {
  const options = { file: paths.join(folder, "go.mod"), windows: paths.isWindows };
  return {
    kind: "file",
    text,
    parse: (as) => parseModFile(text, { ...options, dependency: as === "dependency" }),
  };
}

async function readModuleFile(
  folder: string,
  name: "go.mod" | "go.work",
): Promise<string | Unread> {
  try {
    return await readText(join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return { kind: "not-a-folder" };
    if (code !== "ENOENT") return { kind: "unreadable", reason: describeError(error) };
    // Windows says the same of what is in a file as of what is in no folder.
    const found = await stat(folder).catch(() => null);
    if (found === null) return { kind: "no-folder" };
    return { kind: found.isDirectory() ? "no-file" : "not-a-folder" };
  }
}

async function readVendor(folder: string): Promise<string | null> {
  if (!(await isFolder(join(folder, "vendor")))) return null;
  return readText(join(folder, "vendor", "modules.txt")).catch(() => "");
}

// Nobody's is larger, and a pipe would never come to an end.
const MAX_BYTES = 16 * 1024 * 1024;

async function readText(path: string): Promise<string> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw new Error("is not a regular file");
  if (found.size > MAX_BYTES) throw new Error("is larger than 16 MiB");
  return readFile(path, "utf8");
}

async function collectImports(folder: string): Promise<PackageImports> {
  const packages = new Map<string, ReadonlySet<string>>();
  const visit = async (path: string): Promise<void> => {
    const current = join(folder, path);
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    if (path !== "" && entries.some(({ name }) => name === "go.mod")) return;
    const imports = new Set<string>();
    for (const entry of entries) {
      const { name } = entry;
      if (/^[._]/.test(name)) continue;
      if (entry.isDirectory()) {
        if (name !== "vendor" && name !== "testdata") await visit(posix.join(path, name));
      } else if (entry.isFile() && name.endsWith(".go") && !name.endsWith("_test.go")) {
        const source = await readFile(join(current, name), "utf8").catch(() => "");
        // A copy, as V8 keeps the whole of a text alive for a part of it.
        for (const imported of readImports(source)) imports.add(Buffer.from(imported).toString());
      }
    }
    packages.set(path, imports);
  };
  await visit("");
  return packages;
}

/** Whether there is a folder, or a link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "no such file or directory",
  EISDIR: "is a directory",
  ELOOP: "too many levels of symbolic links",
};

/** Why something cannot be read, as Go puts it. */
export function describeError(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
