// What has to change in a prefix, and the order in which it is written.
import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { JOURNAL_PATH, LEFT_PATH, type Phase, phaseOf, RECORD_PATH, scriptPath } from "../names.js";
import {
  keepCopy,
  makeFolders,
  moveFile,
  removeFile,
  removeTemporaries,
  replaceFile,
  replaceFiles,
} from "./files.js";
import {
  type FileState,
  findMissingFolders,
  type InventoryFile,
  takeInventory,
} from "./inventory.js";
import { formatRecord, type InstallRecord } from "./record.js";

/** A file as it should be. */
export interface WantedFile {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly phase: Phase;
  readonly content: string;
  /** The sha256 of the content's UTF-8 bytes, in hex. */
  readonly sha256: string;
}

/** A file that is not as it should be. */
export interface Change {
  readonly path: string;
  readonly phase: Phase;
  /** The sha256 of what is on disk now; null when nothing is. */
  readonly state: FileState;
  readonly sha256: string | null;
  readonly content: string | null;
  /** The package that owns the file; null when none does. */
  readonly owner: string | null;
  /** Null when the file is to be removed. */
  readonly planned: WantedFile | null;
}

/**
 * Compares what is wanted with what is there.
 * @param isThorough as in `takeInventory`: needed before a write, as a package may have replaced our files
 */
export function findChanges(
  prefix: string,
  record: InstallRecord | null,
  planned: readonly WantedFile[],
  isThorough: boolean,
): Change[] {
  const byPath = new Map(planned.map((file) => [file.path, file]));
  const inventory = takeInventory(prefix, record, [...byPath.keys()], isThorough);
  return [...inventory.values()].flatMap((file) => {
    const wanted = byPath.get(file.path) ?? null;
    // A package's file stays, and never counts as ours.
    if (file.state === "packaged") return wanted ? [describeChange(file, wanted)] : [];
    // A file with the wanted content needs no write, whoever wrote it.
    if (wanted ? wanted.sha256 === file.sha256 : file.sha256 === null) return [];
    return [describeChange(file, wanted)];
  });
}

function describeChange(file: InventoryFile, planned: WantedFile | null): Change {
  return { ...file, phase: phaseOf(file.path), planned };
}

/**
 * Writes the changes, under the lock. At every point, what can be activated can be undone, and the next run knows
 * every file and folder. So the order is: the record with what is about to be there (as the journal, until its
 * folders exist); removed activate scripts; new deactivate scripts; new activate scripts; removed deactivate
 * scripts; the final record.
 * @returns the paths of the copies of files that were not ours
 */
export async function writeChanges(
  prefix: string,
  after: InstallRecord,
  changes: readonly Change[],
): Promise<string[]> {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const goes = changes.filter(({ planned }) => planned === null);
  const kept: string[] = [];
  // First of all: an interrupted process may have had this one's number, and so its temporary names.
  await removeTemporaries(prefix);
  for (const { path, state, sha256 } of changes) {
    if (sha256 !== null && (state === "edited" || state === "foreign")) {
      kept.push(await keepCopy(prefix, path, sha256));
    }
  }
  const pending: InstallRecord = {
    ...after,
    files: [
      ...after.files.map((file) => {
        const replaces = changed.get(file.path)?.sha256;
        return replaces ? { ...file, replaces } : file;
      }),
      ...goes.map(({ path, sha256 }) => ({ path, sha256: sha256 as string })),
    ],
  };
  // An interrupted run may have made folders without opening them to everybody.
  const isResumed = existsSync(join(prefix, JOURNAL_PATH));
  const folders = isResumed ? after.folders : findMissingFolders(prefix);
  await replaceFile(prefix, JOURNAL_PATH, formatRecord(pending));
  makeFolders(prefix, folders);
  await moveFile(prefix, JOURNAL_PATH, RECORD_PATH);
  const comes = changes.flatMap(({ planned }) => planned ?? []);
  const restores = ({ phase }: { phase: Phase }) => phase === "deactivate";
  const sets = ({ phase }: { phase: Phase }) => phase === "activate";
  // The first script has to save what the last one sets: no last script while the first one changes.
  const isBroken = ({ path, sha256 }: Change) =>
    sha256 !== null &&
    path === scriptPath("last", extname(path)) &&
    changed.has(scriptPath("first", extname(path)));
  for (const { path } of changes.filter(isBroken)) await removeFile(prefix, path);
  for (const { path } of goes.filter(sets)) await removeFile(prefix, path);
  await replaceFiles(prefix, [...comes.filter(restores), ...comes.filter(sets)]);
  for (const { path } of goes.filter(restores)) await removeFile(prefix, path);
  await replaceFile(prefix, RECORD_PATH, formatRecord(after));
  // The record names all that the journal does.
  await removeFile(prefix, LEFT_PATH);
  return kept;
}
