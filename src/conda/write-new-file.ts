// Writes a file that the user asks for in a folder of his own, and never over another.
import { linkSync, lstatSync, renameSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { makeError } from "../errors/error.js";
import { temporaryName } from "../names.js";
import { writeNew } from "../whole-files.js";
import { isDirectory } from "./disk.js";

/** Writes it whole or not at all. @throws CondaGoHooksError `file-not-ours` where there is one, `file-system` */
export async function writeNewFile(file: string, text: string): Promise<void> {
  checkNew(file);
  const temporary = temporaryName(file);
  await writeNew(temporary, text, 0o666 & ~process.umask());
  try {
    linkSync(temporary, file);
  } catch {
    // There are file systems without such links, and one may have come there meanwhile.
    checkNew(file);
    renameSync(temporary, file);
    return;
  }
  unlinkSync(temporary);
}

/** @throws CondaGoHooksError as above */
export function checkNew(file: string): void {
  if (!isDirectory(dirname(file))) throw makeError("init-no-folder", { path: file });
  if (lstatSync(file, { throwIfNoEntry: false })) throw makeError("init-exists", { path: file });
}
