// Writes a recipe's files into a folder, and never over what is not a recipe of ours.
import { lstatSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeError } from "../errors/error.js";
import { replaceFiles } from "./files.js";
import { isOurScript } from "./write-script.js";

export interface RecipeFile {
  /** Below the folder, with `/` between the parts. */
  readonly path: string;
  readonly content: string;
}

/**
 * The files that are not there as they are to be.
 * @throws CondaGoHooksError `file-not-ours` where one would take the place of a file that we did not make
 */
export function findChangedFiles(folder: string, files: readonly RecipeFile[]): RecipeFile[] {
  return files.filter(({ path, content }) => differs(join(folder, path), content));
}

/** Writes the files. @throws CondaGoHooksError `file-system`; then none is there in part */
export async function writeRecipe(folder: string, files: readonly RecipeFile[]): Promise<void> {
  for (const { path } of files) mkdirSync(dirname(join(folder, path)), { recursive: true });
  await replaceFiles(folder, files, 0o666 & ~process.umask());
}

/** @throws CondaGoHooksError for what is no file of ours, or for a path that leads elsewhere */
function differs(file: string, content: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return true;
  if (!found.isFile()) throw makeError("recipe-not-ours", { path: file });
  const text = readFileSync(file, "utf8");
  if (!isOurScript(text)) throw makeError("recipe-not-ours", { path: file });
  return text !== content;
}
