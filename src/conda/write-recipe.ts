// Writes a recipe's files into a folder, and never over what is not a recipe of ours.
import { lstatSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { makeError } from "../errors/error.js";
import { isPackagedPath, isTemporaryName } from "../names.js";
import { listNames } from "./disk.js";
import { makeFolder, removeFile, replaceFiles } from "./files.js";
import { isOurScript } from "./write-script.js";

export interface RecipeFile {
  /** Below the folder, with `/` between the parts. */
  readonly path: string;
  readonly content: string;
}

export interface RecipeChanges {
  /** The files that are not there as they are to be. */
  readonly written: readonly RecipeFile[];
  /** What earlier runs have left, and a build would take along: scripts for other shells, files written in part. */
  readonly removed: readonly string[];
  readonly isNeeded: boolean;
}

/**
 * What is to be done for the folder to have these files.
 * @throws CondaGoHooksError `file-not-ours` where one would take the place of a file that we did not make
 */
export function findRecipeChanges(folder: string, files: readonly RecipeFile[]): RecipeChanges {
  const written = files.filter(({ path, content }) => readOurs(join(folder, path)) !== content);
  const removed = findLeft(folder, files);
  return { written, removed, isNeeded: written.length + removed.length > 0 };
}

/** Makes the changes. @throws CondaGoHooksError `file-system`; then no file is there in part */
export async function writeRecipe(
  folder: string,
  { written, removed }: RecipeChanges,
): Promise<void> {
  for (const path of removed) await removeFile(folder, path);
  for (const { path } of written) makeFolder(dirname(join(folder, path)));
  await replaceFiles(folder, written, 0o666 & ~process.umask());
}

function findLeft(folder: string, files: readonly RecipeFile[]): string[] {
  const wanted = new Set(files.map(({ path }) => path));
  const folders = new Set(files.map(({ path }) => posix.dirname(path)));
  return [...folders]
    .flatMap((below) => listNames(join(folder, below)).map((name) => posix.join(below, name)))
    .filter((path) => {
      if (isTemporaryName(path)) return true;
      const isScript = isPackagedPath(path.slice(path.indexOf("/") + 1));
      return isScript && !wanted.has(path) && readOurs(join(folder, path)) !== null;
    });
}

/**
 * The text of a file of ours; null where there is none.
 * @throws CondaGoHooksError for what is no file of ours, or for a path that leads elsewhere
 */
function readOurs(file: string): string | null {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) throw makeError("recipe-not-ours", { path: file });
  const text = readFileSync(file, "utf8");
  if (!isOurScript(text)) throw makeError("recipe-not-ours", { path: file });
  return text;
}
