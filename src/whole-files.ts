// Writes files that are whole or not there, and moves them as patiently as Windows needs.
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsync,
  futimesSync,
  openSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { setTimeout } from "node:timers/promises";
import { makeError } from "./errors/error.js";

/** Who owns a file and when it was read and written, as another one has it. */
interface Likeness {
  readonly owner?: Stats;
  readonly times?: Stats;
}

/** Writes a file that is not there yet, and sees to it that it is on the disk. */
export async function writeNew(
  path: string,
  content: string | Buffer,
  mode: number,
  { owner, times }: Likeness = {},
): Promise<void> {
  // The content may be secret.
  const fd = openSync(path, "wx", 0o600);
  try {
    writeFileSync(fd, content);
    // Before the mode, some bits of which go with it.
    if (owner) giveTo(fd, owner);
    // Not by its name: another user may have put a link there meanwhile.
    fchmodSync(fd, mode);
    if (times) futimesSync(fd, times.atimeMs / 1000, times.mtimeMs / 1000);
    await sync(fd);
  } catch (error) {
    // Node names no file that is open.
    throw Object.assign(error as Error, { path });
  } finally {
    closeSync(fd);
  }
}

function giveTo(fd: number, { uid, gid }: Stats): void {
  try {
    fchownSync(fd, uid, gid);
  } catch {
    // Only root gives files away.
  }
}

/** Returns once the file, or the folder's list of names, is on the disk. */
export async function sync(fd: number): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    fsync(fd, (error) => (error ? reject(error) : resolve())),
  );
}

// Long enough for an editor, or for a virus scanner that looks at every new file.
const PATIENCE = 10_000;

/** Tries again for a while: Windows replaces and removes no file that a program has open. */
export async function patiently(change: () => void): Promise<void> {
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

function held({ path, dest }: NodeJS.ErrnoException & { dest?: string }): Error {
  return makeError("file-open", { path: dest ?? path ?? null });
}
