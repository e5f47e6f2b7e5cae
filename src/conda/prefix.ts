// Whether a prefix is an environment, and whether we may change it.
import { accessSync, constants, existsSync, lstatSync, type Stats, statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep, win32 } from "node:path";
import { type CondaGoHooksError, expectError, makeError } from "../errors/error.js";
import { FOLDERS, JOURNAL_PATH, LEFT_PATH, RECORD_PATH } from "../names.js";
import { isDirectory, isFile, isThere, physical, readSmallFile } from "./disk.js";
import { withLock } from "./lock.js";

/**
 * @throws CondaGoHooksError `environment-invalid` unless it is an environment to conda
 * @throws NodeJS.ErrnoException when we may not look into it
 */
export function checkEnvironment(prefix: string): void {
  const found = lookAt(prefix);
  if (found === null) throw makeError("no-prefix", { prefix });
  if (!found.isDirectory()) throw makeError("prefix-not-folder", { prefix });
  if (!hasHistory(prefix)) {
    // Throws where we may not even look.
    lookAt(join(prefix, "conda-meta", "history"));
    throw makeError("not-environment", { prefix });
  }
}

/** Whether it has the file by which conda tells an environment from any other folder. */
export function hasHistory(prefix: string): boolean {
  return isThere(join(prefix, "conda-meta", "history"));
}

/**
 * Checks that conda can activate the environment: otherwise hooks are of no use in it.
 * @throws CondaGoHooksError `environment-invalid`
 */
export function checkActivatable(prefix: string, platform: string): void {
  // conda puts the prefix in quotes and escapes nothing; for sh, which few have on Windows, in single quotes.
  const character = (platform === "win32" ? /[$`"\p{Cc}]/u : /[$`"'\p{Cc}]/u).exec(prefix)?.[0];
  if (character) throw makeError("prefix-character", { prefix, character });
  const { delimiter } = platform === "win32" ? win32 : posix;
  if (prefix.includes(delimiter)) throw makeError("prefix-delimiter", { prefix, delimiter });
}

const FROZEN_PATH = "conda-meta/frozen";

/** Whether the environment is frozen, by conda's rule: a folder of that name does not count. */
export function isFrozen(prefix: string): boolean {
  return isFile(join(prefix, FROZEN_PATH));
}

// A reason is a sentence: a longer text is not read.
const MAX_REASON_BYTES = 16 * 1024;

/** The reason for freezing it, as CEP 22 defines it; null when there is none. */
function readReason(file: string): string | null {
  try {
    const { message } = JSON.parse(readSmallFile(file, MAX_REASON_BYTES) ?? "") ?? {};
    return typeof message === "string" && message.trim() !== "" ? message.trim() : null;
  } catch {
    // An empty file freezes it too.
    return null;
  }
}

/**
 * Checks that the environment may be changed, before a byte is written.
 * @param mayBeFrozen whether it may be changed though it is frozen
 * @throws CondaGoHooksError `environment-invalid`, `environment-frozen`, `environment-read-only`
 */
export function checkWritable(prefix: string, mayBeFrozen = false): void {
  if (!mayBeFrozen && isFrozen(prefix)) {
    const file = join(prefix, FROZEN_PATH);
    throw makeError("frozen", { file, reason: readReason(file) });
  }
  const files = [RECORD_PATH, JOURNAL_PATH, LEFT_PATH];
  for (const path of ["conda-meta/history", "", ...FOLDERS, ...files]) checkPath(prefix, path);
}

/** Why the environment may not be changed; null where it may. @param mayBeFrozen as for `checkWritable` */
export function findObstacle(prefix: string, mayBeFrozen: boolean): CondaGoHooksError | null {
  try {
    checkWritable(prefix, mayBeFrozen);
    return null;
  } catch (thrown) {
    return expectError(thrown);
  }
}

/**
 * Does the work while no other command of ours changes the environment.
 * @param work gets whether there is a lock: some file systems and C libraries have none
 * @throws CondaGoHooksError what `checkWritable` throws, and `environment-busy`
 */
export async function changeEnvironment<Result>(
  prefix: string,
  work: (isLocked: boolean) => Promise<Result>,
  mayBeFrozen = false,
): Promise<Result> {
  checkWritable(prefix, mayBeFrozen);
  try {
    return await withLock(prefix, work);
  } catch (error) {
    const { code = "", syscall, path } = error as NodeJS.ErrnoException;
    // On Windows, only a write finds out that an access control list forbids it.
    const isRefused = process.platform === "win32" && ["EACCES", "EPERM"].includes(code);
    throw isRefused && syscall ? makeError("read-only", { path: path ?? prefix }) : error;
  }
}

/** Checks that what is there is writable, and is no symbolic link out of the prefix. */
function checkPath(prefix: string, path: string): void {
  const full = join(prefix, path);
  // One look, since an uninstall that runs at the same time may remove it at any moment.
  const found = lstatSync(full, { throwIfNoEntry: false });
  if (!found) return;
  if (path !== "" && found.isSymbolicLink()) {
    const inside = relative(physical(prefix), existsSync(full) ? physical(full) : "/");
    if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside))
      throw makeError("link-outside", { path: full });
  }
  const isFolder = found.isSymbolicLink() ? isDirectory(full) : found.isDirectory();
  const shouldBe = path === "" || FOLDERS.includes(path);
  if (isFolder !== shouldBe)
    throw makeError(isFolder ? "folder-for-file" : "file-for-folder", { path: full });
  try {
    accessSync(full, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw makeError("read-only", { path: full });
  }
}

/** What is there; null when nothing is. */
function lookAt(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return null;
    throw error;
  }
}
