// Writes a recipe's files into a folder, and never over what is not a recipe of ours.
import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, sep } from "node:path";
import { makeError } from "../errors/error.js";
import { isPackagedPath, isTemporaryName } from "../names.js";
import type { PackageFile } from "../packaging/conda-file.js";
import { FILES } from "../packaging/recipe.js";
import { REPODATA_PATH } from "../packaging/repodata.js";
import { isThere, listNames, physicalAhead } from "./disk.js";
import { makeFolder, removeFile, replaceFiles } from "./files.js";
import { isOurScript } from "./write-script.js";

export interface RecipeChanges {
  /** The files that are not there as they are to be. */
  readonly written: readonly PackageFile[];
  /** What earlier runs have left, and a build would take along: scripts for other shells, files written in part. */
  readonly removed: readonly string[];
  readonly isNeeded: boolean;
}

/**
 * What is to be done for the folder to have these files.
 * @param channel the one that the package goes into, too; null where it goes into none
 * @throws CondaGoHooksError `file-not-ours` where one would take the place of a file that we did not make, or lie behind
 *   a link; `usage` where the recipe or the channel would be a part of the other
 */
export function findRecipeChanges(
  folder: string,
  files: readonly PackageFile[],
  channel: string | null,
): RecipeChanges {
  checkApart(folder, channel);
  checkFolders(folder, files);
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

function checkApart(folder: string, channel: string | null): void {
  const recipe = physicalAhead(folder);
  const other = channel === null ? null : physicalAhead(channel);
  const [list] = [REPODATA_PATH, basename(REPODATA_PATH)].filter((path) =>
    isThere(join(recipe, path)),
  );
  if (list !== undefined || recipe === other)
    throw makeError("recipe-in-channel", { path: folder });
  if (channel !== null && `${other}${sep}`.startsWith(join(recipe, FILES, sep)))
    throw makeError("channel-in-recipe", { path: channel });
}

/** Below the recipe's own folder, which may be a link, a link may lead to files of anybody. */
function checkFolders(folder: string, files: readonly PackageFile[]): void {
  const folders = new Set(files.flatMap(({ path }) => listAbove(path)));
  for (const path of [...folders].map((below) => join(folder, below)))
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw makeError("recipe-link", { path });
}

/** The folders above a file of the recipe, the outer ones first. */
function listAbove(path: string): string[] {
  const above = posix.dirname(path);
  return above === "." ? [] : [...listAbove(above), above];
}

function findLeft(folder: string, files: readonly PackageFile[]): string[] {
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
