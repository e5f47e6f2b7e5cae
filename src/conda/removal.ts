// Removes the scripts of an installation and their folders, in the order in which an interruption does no harm.
import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { JOURNAL_PATH, LEFT_PATH, PHASES, phaseOf, RECORD_PATH, scriptPath } from "../names.js";
import {
  keepCopy,
  moveFile,
  removeEmptyFolders,
  removeFile,
  removeTemporaries,
  replaceFile,
} from "./files.js";
import type { InventoryFile } from "./inventory.js";
import { formatLeftFolders, formatRecord, type InstallRecord } from "./record.js";

/**
 * An edited file stays unless it is forced, and with an edited activate script, or one of a package, those that
 * save for it and undo it.
 */
export function staysWith(
  file: InventoryFile,
  inventory: readonly InventoryFile[],
  isForced: boolean,
): boolean {
  if (file.state === "edited") return !isForced;
  const extension = extname(file.path);
  if (file.state !== "ours" || file.path === scriptPath("last", extension)) return false;
  return inventory.some(
    ({ path, state }) =>
      (state === "packaged" || (state === "edited" && !isForced)) &&
      phaseOf(path) === "activate" &&
      extname(path) === extension,
  );
}

/**
 * Removes scripts, those of activation first, so that nothing is ever activated that cannot be undone. The record
 * then names those that stay, and without any becomes the journal.
 * @returns the paths of the copies that are kept of edited ones
 */
export async function removeScripts(
  prefix: string,
  record: InstallRecord,
  goes: readonly InventoryFile[],
  stays: readonly InventoryFile[],
): Promise<string[]> {
  const kept: string[] = [];
  await removeTemporaries(prefix);
  for (const phase of PHASES) {
    // A last script before its first one, which saves for it.
    for (const { path, state, sha256 } of goes.toReversed()) {
      if (phaseOf(path) !== phase) continue;
      if (state === "edited" && sha256 !== null) {
        kept.push(await keepCopy(prefix, path, sha256));
      }
      await removeFile(prefix, path);
    }
  }
  if (stays.length > 0) {
    const left = new Set(stays.map(({ path }) => path));
    await replaceFile(
      prefix,
      RECORD_PATH,
      formatRecord({ ...record, files: record.files.filter(({ path }) => left.has(path)) }),
    );
  } else if (existsSync(join(prefix, JOURNAL_PATH))) {
    await removeFile(prefix, RECORD_PATH);
  } else {
    // It outlasts the folders: without it, nobody knows which of them are ours. No file is written,
    // as uninstalling is what one does when the disk is full.
    await moveFile(prefix, RECORD_PATH, JOURNAL_PATH);
  }
  return kept;
}

/**
 * Removes those of these folders that are empty and not in use.
 * @param isLast whether no record stays that names them, and what is in use has to be noted for the next run
 * @returns those in use
 */
export async function clearFolders(
  prefix: string,
  folders: readonly string[],
  isLast: boolean,
): Promise<string[]> {
  const left = removeEmptyFolders(prefix, folders);
  if (isLast && left.length > 0) {
    await replaceFile(prefix, LEFT_PATH, formatLeftFolders(left));
  } else {
    await removeFile(prefix, LEFT_PATH);
  }
  return left;
}
