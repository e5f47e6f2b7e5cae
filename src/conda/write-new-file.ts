// Writes a file that the user asks for in a folder of his own, and never over another.
import { constants, copyFileSync, linkSync, lstatSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { makeError } from "../errors/error.js";
import { temporaryName } from "../names.js";
import { writeNew } from "../whole-files.js";
import { isDirectory } from "./disk.js";

/** Writes it whole or not at all. @throws CondaGoHooksError `file-not-ours` where there is one, `file-system` */
export async function writeNewFile(file: string, text: string): Promise<void> {
  checkNew(file);
  const temporary = temporaryName(file);
  try {
    await writeNew(temporary, text, 0o666 & ~process.umask());
    giveName(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Neither way replaces a file that has come there meanwhile. */
function giveName(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
    return;
  } catch {
    checkNew(file);
  }
  // There are file systems without such links.
  try {
    copyFileSync(temporary, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") checkNew(file);
    throw error;
  }
}

/** @throws CondaGoHooksError as above */
export function checkNew(file: string): void {
  if (!isDirectory(dirname(file))) throw makeError("init-no-folder", { path: file });
  if (lstatSync(file, { throwIfNoEntry: false })) throw makeError("init-exists", { path: file });
}
