// What has to be known of the folders that a go.mod names, and reading it from disk.
import { readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import type { ModFile, ModuleVersion, WorkFile } from "../modfile/modfile.js";
import { parseModFile, parseWorkFile } from "../modfile/parse-modfile.js";
import type { Paths } from "../paths.js";
import type { BuildTarget } from "./build-constraint.js";
import { FolderEntries } from "./folder-entries.js";
import { printVersion } from "./local-module.js";
import { readCachedMod } from "./module-cache.js";
import { type Packages, readPackages } from "./packages.js";

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

/** Folders are absolute. */
export interface ModuleReader {
  readonly paths: Paths;
  readGoMod(folder: string): Promise<GoModRead>;
  readGoWork(folder: string): Promise<GoWorkRead>;
  /** The go.mod of a published module; null where Go has not downloaded it. */
  readPublished(module: ModuleVersion): GoModRead | null;
  /** The packages of a module in a folder; null where there is none. @param isNew whether its go.mod is still to come */
  readPackages(folder: string, isNew?: boolean): Packages | null;
  /** Whether a folder has Go files, as each package in vendor has. */
  hasGoFiles(folder: string): boolean;
  /** The text of vendor/modules.txt, "" when there is a vendor without; null when there is no vendor. */
  readVendor(folder: string): Promise<string | null>;
}

export interface DiskReader extends ModuleReader {
  readonly entries: FolderEntries;
}

/** What a scan reads by. */
export interface ReaderOptions {
  readonly paths: Paths;
  /** Where Go keeps what it has downloaded. */
  readonly caches: readonly string[];
  readonly target: BuildTarget;
}

// What many modules require, each of them with their own replaces: past this, one is read again.
const RECENT = 1024;

/** Reads the packages of a folder once, and what go.mod files say seldom twice. */
export function makeDiskReader({ paths, caches, target }: ReaderOptions): DiskReader {
  const entries = new FolderEntries();
  const packages = new Map<string, Packages | null>();
  const mods = new Recent<Promise<GoModRead>>(RECENT);
  const published = new Recent<GoModRead | null>(RECENT);
  return {
    paths,
    entries,
    readGoMod: (folder) => mods.get(folder, () => readGoMod(folder, paths)),
    async readGoWork(folder) {
      const read = readModuleFile(folder, "go.work");
      return typeof read === "string" ? makeGoWork(read, folder, paths) : read;
    },
    readPublished: (module) =>
      published.get(printVersion(module), () => {
        const text = readCachedMod(caches, module);
        return text === null ? null : makeGoMod(text, "", paths);
      }),
    readVendor,
    hasGoFiles(folder) {
      try {
        return entries.read(folder).some(({ name }) => name.endsWith(".go"));
      } catch {
        return false;
      }
    },
    readPackages(folder, isNew = false) {
      const known = packages.get(folder);
      if (known || (known === null && !isNew)) return known;
      const isThere = isNew || isFile(join(folder, "go.mod"));
      const found = isThere ? readPackages(folder, target, entries) : null;
      packages.set(folder, found);
      return found;
    },
  };
}

/** What was made for the keys that were asked for last. */
class Recent<Made> {
  private readonly made = new Map<string, Made>();

  constructor(private readonly size: number) {}

  get(key: string, make: () => Made): Made {
    const found = this.made.has(key) ? (this.made.get(key) as Made) : make();
    this.made.delete(key);
    this.made.set(key, found);
    const [oldest] = this.made.keys();
    if (this.made.size > this.size && oldest !== undefined) this.made.delete(oldest);
    return found;
  }
}

async function readGoMod(folder: string, paths: Paths): Promise<GoModRead> {
  const read = readModuleFile(folder, "go.mod");
  return typeof read === "string" ? makeGoMod(read, folder, paths) : read;
}

/** The go.mod of a folder that has this text. */
export function makeGoMod(text: string, folder: string, paths: Paths): GoModRead {
  const options = { file: paths.join(folder, "go.mod"), windows: paths.isWindows };
  const parsed: { main?: ModFile; dependency?: ModFile } = {};
  return {
    kind: "file",
    text,
    parse: (as) => {
      parsed[as] ??= parseModFile(text, { ...options, dependency: as === "dependency" });
      return parsed[as];
    },
  };
}

/** The go.work of a folder that has this text. */
export function makeGoWork(text: string, folder: string, paths: Paths): GoWorkRead {
  const options = { file: paths.join(folder, "go.work"), windows: paths.isWindows };
  return { kind: "file", text, parse: () => parseWorkFile(text, options) };
}

function readModuleFile(folder: string, name: "go.mod" | "go.work"): string | Unread {
  try {
    return readText(join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return { kind: "not-a-folder" };
    if (code !== "ENOENT") return { kind: "unreadable", reason: describeError(error) };
    // Windows says the same of what is in a file as of what is in no folder.
    if (isFolder(folder)) return { kind: "no-file" };
    return { kind: findStats(folder) !== null ? "not-a-folder" : "no-folder" };
  }
}

async function readVendor(folder: string): Promise<string | null> {
  const vendor = join(folder, "vendor");
  if (!isFolder(vendor)) return null;
  try {
    return readText(join(vendor, "modules.txt"));
  } catch {
    return "";
  }
}

// Nobody's is larger, and a pipe would never come to an end.
const MAX_BYTES = 16 * 1024 * 1024;

function readText(path: string): string {
  const found = statSync(path);
  if (!found.isFile() && !found.isDirectory()) throw new Error("is not a regular file");
  if (found.size > MAX_BYTES) throw new Error("is larger than 16 MiB");
  return readFileSync(path, "utf8");
}

/** Whether there is a folder, or a link to one. */
export function isFolder(path: string): boolean {
  return findStats(path)?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return findStats(path)?.isFile() === true;
}

function findStats(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
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
