// What has to change in a prefix, wanted minus actual, and in which order it is written.
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
  /** Of the content's UTF-8 bytes, in hex. */
  readonly sha256: string;
}

/** A file that is not as it should be. */
export interface Change {
  readonly path: string;
  readonly phase: Phase;
  /** Of what is on disk now. */
  readonly state: FileState;
  readonly sha256: string | null;
  readonly content: string | null;
  /** The package whose it is, where it is one's. */
  readonly owner: string | null;
  /** Null when it is to go. */
  readonly planned: WantedFile | null;
}

/**
 * Wanted minus actual.
 * @param isThorough as of `takeInventory`: before anything is written, as a package may have come over ours
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
    // A package's stays, and is never taken for ours.
    if (file.state === "packaged") return wanted ? [describeChange(file, wanted)] : [];
    // What is there in the very same words needs no writing, whoever else wrote it.
    if (wanted ? wanted.sha256 === file.sha256 : file.sha256 === null) return [];
    return [describeChange(file, wanted)];
  });
}

function describeChange(file: InventoryFile, planned: WantedFile | null): Change {
  return { ...file, phase: phaseOf(file.path), planned };
}

/**
 * The record first, with what is about to be there, as the journal until its folders are there; then what
 * activates and goes, what deactivates and comes, what activates and comes, what deactivates and goes; the
 * record as final. So at every point whatever can be activated can be undone, and the next run knows every
 * file and folder. Under the lock.
 * @returns the copies of files that were not ours
 */
export async function writeChanges(
  prefix: string,
  after: InstallRecord,
  changes: readonly Change[],
): Promise<string[]> {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const goes = changes.filter(({ planned }) => planned === null);
  const kept: string[] = [];
  // Before anything is written, as this process may have the number of one that was cut off.
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
  // A run that was cut off may have made folders, and not opened them to everybody.
  const isResumed = existsSync(join(prefix, JOURNAL_PATH));
  const folders = isResumed ? after.folders : findMissingFolders(prefix);
  await replaceFile(prefix, JOURNAL_PATH, formatRecord(pending));
  makeFolders(prefix, folders);
  await moveFile(prefix, JOURNAL_PATH, RECORD_PATH);
  const comes = changes.flatMap(({ planned }) => planned ?? []);
  const restores = ({ phase }: { phase: Phase }) => phase === "deactivate";
  const sets = ({ phase }: { phase: Phase }) => phase === "activate";
  // What a last script sets, its first one has to save: while the first changes, there is no last.
  const isBroken = ({ path, sha256 }: Change) =>
    sha256 !== null &&
    path === scriptPath("last", extname(path)) &&
    changed.has(scriptPath("first", extname(path)));
  for (const { path } of changes.filter(isBroken)) await removeFile(prefix, path);
  for (const { path } of goes.filter(sets)) await removeFile(prefix, path);
  await replaceFiles(prefix, [...comes.filter(restores), ...comes.filter(sets)]);
  for (const { path } of goes.filter(restores)) await removeFile(prefix, path);
  await replaceFile(prefix, RECORD_PATH, formatRecord(after));
  // What it names, the record does.
  await removeFile(prefix, LEFT_PATH);
  return kept;
}
