// Writes a script into a file that the user names, and that no record mentions.
import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { makeError } from "../errors/error.js";
import { TOOL } from "../names.js";
import { isDirectory } from "./disk.js";
import { replaceFile } from "./files.js";

// Near the top of each script.
const MARK = `Made by ${TOOL}`;

/**
 * Writes the script as install would, since a redirection may change the text: Windows PowerShell 5.1 writes
 * UTF-16. Replaces only scripts of ours and empty files.
 * @param isSecret whether only the user may read it
 * @throws CondaGoHooksError `file-system`, `file-not-ours`
 */
export async function writeScript(file: string, script: string, isSecret: boolean): Promise<void> {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw makeError("out-not-file", { path: file });
  if (!isDirectory(dirname(file))) throw makeError("out-no-folder", { path: file });
  if (found && !isOurScript(readFileSync(file, "utf8")))
    throw makeError("out-not-ours", { path: file });
  const mode = found?.mode ?? 0o666 & ~process.umask();
  await replaceFile(dirname(file), basename(file), script, mode & (isSecret ? 0o600 : 0o777));
}

/** Whether it is a script of ours, of any version, or nothing at all. */
export function isOurScript(text: string): boolean {
  return text === "" || text.slice(0, 200).includes(MARK);
}
