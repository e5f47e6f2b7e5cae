// Every write into a prefix: whole files or none, and the folders for them.
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeError } from "../errors/error.js";
import { FOLDERS, isTemporaryName, keptName, temporaryName } from "../names.js";
import { patiently, writeNew } from "../whole-files.js";
import { isDirectory, listNames } from "./disk.js";

/**
 * Makes a folder, and those above it that are missing.
 * Not by Node's own way, which says of a read-only disk that there is no such folder, and does not end in /proc.
 * @throws CondaGoHooksError `file-system`
 */
export function makeFolder(path: string): void {
  if (isDirectory(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The folder above is there: this is a place such as /proc.
    if (code === "ENOENT") throw makeError("folder-refused", { path });
    if (code !== "EEXIST") throw error;
    if (lstatSync(path).isSymbolicLink() && !isDirectory(path))
      throw makeError("link-nowhere", { path });
    // Others have made it meanwhile.
  }
}

/** A file as it is to be, below a folder. */
export interface NewFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/** Makes the folders that are missing, readable for everyone who can read the environment. */
export function makeFolders(prefix: string, folders: readonly string[]): void {
  const mode = readMode(prefix);
  for (const folder of FOLDERS.filter((known) => folders.includes(known))) {
    const path = join(prefix, folder);
    ignoring(["EEXIST"], () => mkdirSync(path));
    // Keeps the set-group bit, which comes from the folder above.
    const special = lstatSync(path).mode & 0o7000;
    openFolder(path, special | 0o200 | mode | ((mode & 0o444) >> 2));
  }
}

/**
 * Writes a file as a whole: a reader sees the old one or the new one.
 * @param mode unless given, readable for everyone who can read the environment
 */
export async function replaceFile(
  prefix: string,
  path: string,
  content: string | Buffer,
  mode?: number,
): Promise<void> {
  await replaceFiles(prefix, [{ path, content }], mode);
}

/**
 * Writes files, each as a whole: first all of them under temporary names, and once they are on the disk, moves
 * them into place one by one.
 * Not with a library: those that we know take a short write, as on a full disk, for a whole one.
 * @param mode unless given, readable for everyone who can read the environment
 */
export async function replaceFiles(
  prefix: string,
  files: readonly NewFile[],
  mode: number = readMode(prefix),
): Promise<void> {
  const paths = files.map(({ path }) => join(prefix, path));
  try {
    const written = await Promise.allSettled(
      files.map(({ path, content }) => writeNew(temporaryName(join(prefix, path)), content, mode)),
    );
    for (const result of written) if (result.status === "rejected") throw result.reason;
    for (const path of paths) await patiently(() => renameSync(temporaryName(path), path));
  } catch (error) {
    for (const path of paths) attemptRemoval(temporaryName(path));
    throw error;
  }
}

/** Gives the folder that mode, and never the target of a link that another user may have put there meanwhile. */
function openFolder(path: string, mode: number): void {
  // On Windows only administrators make such links, and there are no such modes.
  if (process.platform === "win32") {
    chmodSync(path, mode);
    return;
  }
  const fd = openSync(path, constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    fchmodSync(fd, mode);
  } finally {
    closeSync(fd);
  }
}

/** Cleans up after another error, which is the one to report. */
function attemptRemoval(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It may not have been made yet.
  }
}

// Everyone who can read the environment must be able to read its hooks, whatever the installer's umask: conda
// sources every file that it finds, and complains about those that it cannot read.
function readMode(prefix: string): number {
  return statSync(join(prefix, "conda-meta", "history")).mode & 0o666;
}

/** Moves a file, and replaces the one that is there. */
export async function moveFile(prefix: string, from: string, to: string): Promise<void> {
  await patiently(() => renameSync(join(prefix, from), join(prefix, to)));
}

/** Removes a file; one that is gone already is no error. */
export async function removeFile(prefix: string, path: string): Promise<void> {
  await patiently(() => ignoring(["ENOENT", "ENOTDIR"], () => unlinkSync(join(prefix, path))));
}

/** Keeps a file that is not ours beside its place: a copy, or the symbolic link itself. @returns where */
export async function keepCopy(prefix: string, path: string, sha256: string): Promise<string> {
  const kept = keptName(path, sha256);
  const original = lstatSync(join(prefix, path));
  if (original.isSymbolicLink()) {
    // Its target is not ours either, and a write through the link would change it.
    await moveFile(prefix, path, kept);
  } else {
    // The edit may be secret: the copy is as private as the original.
    await replaceFile(prefix, kept, readFileSync(join(prefix, path)), original.mode & 0o777);
  }
  return kept;
}

/** Removes what interrupted writes left behind; under the lock, no write is going on. */
export async function removeTemporaries(prefix: string): Promise<void> {
  for (const folder of ["", ...FOLDERS]) {
    for (const name of listNames(join(prefix, folder)))
      if (isTemporaryName(name)) await removeFile(prefix, join(folder, name));
  }
}

/**
 * Removes the folders that are empty, the inner ones first.
 * @returns the empty ones that Windows would not remove, since a program has one as its current folder
 */
export function removeEmptyFolders(prefix: string, folders: readonly string[]): string[] {
  const left: string[] = [];
  for (const folder of FOLDERS.filter((known) => folders.includes(known)).reverse()) {
    try {
      rmdirSync(join(prefix, folder));
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      const holdsOne = left.some((inner) => inner.startsWith(`${folder}/`));
      if (code === "EBUSY" || (code === "ENOTEMPTY" && holdsOne)) left.push(folder);
      else if (!["ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(code)) throw error;
    }
  }
  return left;
}

function ignoring(codes: readonly string[], change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
