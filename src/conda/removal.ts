// Removes an installation's scripts and folders, in an order that an interruption cannot break.
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
 * Whether a file stays: an edited one unless forced, and what an activate script that stays needs, the scripts that
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
 * Removes scripts, activate scripts first, so that nothing can be activated that cannot be undone. Then the record
 * names those that stay; when none does, it becomes the journal.
 * @returns the paths of the kept copies of edited scripts
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
    // The last script before the first one, which saves for it.
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
    // The journal outlives the folders, as it says which of them are ours. It is moved and not written, as people
    // uninstall when the disk is full.
    await moveFile(prefix, RECORD_PATH, JOURNAL_PATH);
  }
  return kept;
}

/**
 * Removes the folders that are empty and not in use.
 * @param isLast whether no record is left: then folders in use are noted for the next run
 * @returns the folders in use
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
