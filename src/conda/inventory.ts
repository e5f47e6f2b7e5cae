// What is on disk under our names, held against the record.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { makeError } from "../errors/error.js";
import { FOLDERS, isTemporaryName, JOURNAL_PATH, LEFT_PATH } from "../names.js";
import { isThere, listNames } from "./disk.js";
import { findPackaged } from "./packages.js";
import { type InstallRecord, readLeftFolders, readRecord } from "./record.js";

/**
 * `ours`: as the record says; `missing`: in the record, not on disk; `edited`: in the record, with
 * another content; `foreign`: on disk, not in the record; `packaged`: put there by a package, whoever
 * was there before; `absent`: neither.
 */
export type FileState = "ours" | "missing" | "edited" | "foreign" | "packaged" | "absent";

export interface InventoryFile {
  readonly path: string;
  readonly state: FileState;
  /** Of what is on disk; null when nothing is. */
  readonly sha256: string | null;
  readonly content: string | null;
  /** Whose it is, where it is packaged. */
  readonly owner: string | null;
}

/**
 * Looks at every path that the record names and at `paths`, by path.
 * @param isThorough whether to ask conda's records of files as well that are as we wrote them
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

/** The record, and what `takeInventory` makes of it, of one moment between two writes of other commands. */
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

/** What stands at a path; of a symbolic link, which is never ours, where it points to. */
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

/** The folders that a prefix has not, or that are still there of an installation before. */
export function findMissingFolders(prefix: string): string[] {
  const left = readLeftFolders(prefix);
  return FOLDERS.filter((folder) => left.includes(folder) || !isThere(join(prefix, folder)));
}

/** Whether a command that was cut off has left a journal or a temporary file, or folders that were in use. */
export function hasLeftovers(prefix: string): boolean {
  return ["", ...FOLDERS]
    .flatMap((folder) => listNames(join(prefix, folder)))
    .some((name) => name === JOURNAL_PATH || name === LEFT_PATH || isTemporaryName(name));
}
