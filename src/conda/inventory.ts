// Compares what is on disk under our names with the record.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { makeError } from "../errors/error.js";
import { FOLDERS, isTemporaryName, JOURNAL_PATH, LEFT_PATH } from "../names.js";
import { isThere, listNames } from "./disk.js";
import { findPackaged } from "./packages.js";
import { type InstallRecord, readLeftFolders, readRecord } from "./record.js";

/**
 * `ours`: as recorded; `missing`: recorded, not on disk; `edited`: recorded with other content; `foreign`: on disk,
 * not recorded; `packaged`: a package put it there, recorded or not; `absent`: neither on disk nor recorded.
 */
export type FileState = "ours" | "missing" | "edited" | "foreign" | "packaged" | "absent";

export interface InventoryFile {
  readonly path: string;
  readonly state: FileState;
  /** Of what is on disk; null when nothing is there. */
  readonly sha256: string | null;
  readonly content: string | null;
  /** The package that it belongs to, when it is packaged. */
  readonly owner: string | null;
}

/**
 * Looks at every path in the record and in `paths`; the result is by path.
 * @param isThorough whether to look up in conda's records even files that are as we wrote them
 */
export function takeInventory(
  prefix: string,
  record: InstallRecord | null,
  paths: readonly string[],
  isThorough = false,
): ReadonlyMap<string, InventoryFile> {
  const recorded = new Map(record?.files.map((file) => [file.path, file]));
  const all = [...new Set([...recorded.keys(), ...paths])];
  const files = all.map((path): InventoryFile => {
    const file = recorded.get(path);
    const found = look(join(prefix, path));
    if (found === null) {
      return { path, state: file ? "missing" : "absent", sha256: null, content: null, owner: null };
    }
    const sha256 = createHash("sha256").update(found.bytes).digest("hex");
    const isOurs = !found.isLink && (sha256 === file?.sha256 || sha256 === file?.replaces);
    return {
      path,
      state: isOurs ? "ours" : file ? "edited" : "foreign",
      sha256,
      content: found.bytes.toString("utf8"),
      owner: null,
    };
  });
  const mayBePackaged = ({ state }: InventoryFile) =>
    state === "edited" || state === "foreign" || (isThorough && state === "ours");
  const packaged = files.some(mayBePackaged) ? findPackaged(prefix) : null;
  return new Map(
    files.map((file) => {
      const owner = (file.sha256 !== null && packaged?.get(file.path)) || null;
      return [file.path, owner === null ? file : { ...file, state: "packaged", owner }];
    }),
  );
}

export interface Installation {
  readonly record: InstallRecord | null;
  readonly inventory: readonly InventoryFile[];
}

/** The record and its inventory, both from one moment between the writes of other commands. */
export function readInstallation(
  prefix: string,
  paths: readonly string[],
  isThorough = false,
): Installation {
  for (;;) {
    const record = readRecord(prefix);
    const inventory = [...takeInventory(prefix, record, paths, isThorough).values()];
    // An installation writes the record before and after.
    const again = readRecord(prefix);
    if (JSON.stringify(record) === JSON.stringify(again)) return { record, inventory };
  }
}

/** What is at a path; for a symbolic link, which is never ours, where it points to. */
function look(file: string): { bytes: Buffer; isLink: boolean } | null {
  try {
    const found = lstatSync(file);
    if (found.isSymbolicLink()) {
      return { bytes: Buffer.from(`symbolic link to ${readlinkSync(file)}\n`), isLink: true };
    }
    if (!found.isFile()) throw makeError("not-script", { path: file });
    return { bytes: readFileSync(file), isLink: false };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

/** The folders that a prefix lacks, or that an earlier installation left behind. */
export function findMissingFolders(prefix: string): string[] {
  const left = readLeftFolders(prefix);
  return FOLDERS.filter((folder) => left.includes(folder) || !isThere(join(prefix, folder)));
}

/** Whether an interrupted command left a journal or a temporary file, or folders that were in use. */
export function hasLeftovers(prefix: string): boolean {
  return ["", ...FOLDERS]
    .flatMap((folder) => listNames(join(prefix, folder)))
    .some((name) => name === JOURNAL_PATH || name === LEFT_PATH || isTemporaryName(name));
}
