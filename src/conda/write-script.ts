// Puts a script into a file that the user names, which is no business of any record.
import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { makeError } from "../errors/error.js";
import { TOOL } from "../names.js";
import { isDirectory } from "./disk.js";
import { replaceFile } from "./files.js";

// What each script says of itself at its top.
const MARK = `Made by ${TOOL}`;

/**
 * Writes the script as install would, since what a shell makes of a redirection may be another text: Windows
 * PowerShell 5.1 writes UTF-16. A script of ours is replaced, and an empty file.
 * @param isSecret whether it is for nobody else's eyes
 * @throws CondaGoHooksError `file-system`, `file-not-ours`
 */
export async function writeScript(file: string, script: string, isSecret: boolean): Promise<void> {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw makeError("out-not-file", { path: file });
  if (!isDirectory(dirname(file))) throw makeError("out-no-folder", { path: file });
  if (found && !isOurs(readFileSync(file, "utf8"))) throw makeError("out-not-ours", { path: file });
  const mode = found?.mode ?? 0o666 & ~process.umask();
  await replaceFile(dirname(file), basename(file), script, mode & (isSecret ? 0o600 : 0o777));
}

function isOurs(text: string): boolean {
  return text === "" || text.slice(0, 200).includes(MARK);
}
