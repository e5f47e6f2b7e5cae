// All that writes into a prefix: whole files or none, and the folders for them.
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fsync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeError } from "../errors/error.js";
import { FOLDERS, isTemporaryName, keptName, temporaryName } from "../names.js";
import { listNames } from "./disk.js";

/** Makes those of these folders that are not there, for all who may read the environment. */
export function makeFolders(prefix: string, folders: readonly string[]): void {
  const mode = readMode(prefix);
  for (const folder of FOLDERS.filter((known) => folders.includes(known))) {
    const path = join(prefix, folder);
    ignoring(["EEXIST"], () => mkdirSync(path));
    // The set-group bit comes from the folder above, and is to stay.
    const special = lstatSync(path).mode & 0o7000;
    openFolder(path, special | 0o200 | mode | ((mode & 0o444) >> 2));
  }
}

/**
 * Writes a file as a whole: whoever reads it sees the old one or the new one.
 * @param mode unless given, for all who may read the environment
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
 * Writes files, each as a whole: all of them beside their places, and when they are on the disk, for which
 * is waited once, one after the other in their places.
 * Not by a library: those that we know take a short write, as on a full disk, for a whole one.
 * @param mode unless given, for all who may read the environment
 */
export async function replaceFiles(
  prefix: string,
  files: readonly { readonly path: string; readonly content: string | Buffer }[],
  mode: number = readMode(prefix),
): Promise<void> {
  const paths = files.map(({ path }) => join(prefix, path));
  try {
    const written = await Promise.allSettled(
      files.map(({ path, content }) =>
        writeTemporary(temporaryName(join(prefix, path)), content, mode),
      ),
    );
    for (const result of written) if (result.status === "rejected") throw result.reason;
    for (const path of paths) await patiently(() => renameSync(temporaryName(path), path));
  } catch (error) {
    for (const path of paths) attemptRemoval(temporaryName(path));
    throw error;
  }
}

/** Gives the folder that mode, and not what a link leads to that somebody else may have put there by now. */
function openFolder(path: string, mode: number): void {
  // Windows has no such links but for administrators, and no such modes.
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

async function writeTemporary(
  temporary: string,
  content: string | Buffer,
  mode: number,
): Promise<void> {
  // It may hold what is for nobody else's eyes.
  const fd = openSync(temporary, "wx", 0o600);
  try {
    writeFileSync(fd, content);
    // Not by its name, at which somebody else may have put a link by now.
    fchmodSync(fd, mode);
    await new Promise<void>((resolve, reject) =>
      fsync(fd, (error) => (error ? reject(error) : resolve())),
    );
  } finally {
    closeSync(fd);
  }
}

/** After another error, which says what is the matter. */
function attemptRemoval(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It may never have been there.
  }
}

// Whoever can read the environment must be able to read its hooks, whatever the umask of the one who
// installs: conda sources every file that is there, and complains of those that it cannot read.
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
    // What it points to is not ours either: a write through it would go there.
    await moveFile(prefix, path, kept);
  } else {
    // Somebody's edit may not be for everybody's eyes.
    await replaceFile(prefix, kept, readFileSync(join(prefix, path)), original.mode & 0o777);
  }
  return kept;
}

/** Removes what writes that were cut off have left: under the lock, nobody else is at it. */
export async function removeTemporaries(prefix: string): Promise<void> {
  for (const folder of ["", ...FOLDERS]) {
    for (const name of listNames(join(prefix, folder)))
      if (isTemporaryName(name)) await removeFile(prefix, join(folder, name));
  }
}

/**
 * Removes those of these folders that are empty, the inner ones first.
 * @returns those that would have gone, had not Windows kept them for a program that stands in one
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

// As long as somebody may look at a file, or a scanner for viruses at every new one.
const PATIENCE = 10_000;

/** On Windows, what somebody has open is not to be replaced or removed: it is tried again for a while. */
async function patiently(change: () => void): Promise<void> {
  for (let waited = 0, wait = 10; ; waited += wait, wait = Math.min(2 * wait, 200)) {
    try {
      change();
      return;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (process.platform !== "win32" || !["EACCES", "EBUSY", "EPERM"].includes(code)) throw error;
      if (waited >= PATIENCE) throw held(error as NodeJS.ErrnoException);
    }
    await setTimeout(wait);
  }
}

function ignoring(codes: readonly string[], change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function held({ path, dest }: NodeJS.ErrnoException & { dest?: string }): Error {
  return makeError("file-open", { path: dest ?? path ?? null });
}
