// What Go has put into an environment because of the hooks, and what we keep beside them: found and removed.
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";
import { FOLDERS, isKeptName } from "../names.js";
import { listNames } from "./disk.js";

/** Something below a prefix that the hooks themselves do not need. */
export interface Remain {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly bytes: number;
}

// What conda's packages fill: a setting may lead there, and all in it is not Go's.
const OTHERS =
  /^(?:bin|sbin|conda-meta|condabin|envs|etc|go|include|info|lib\w*|man|pkgs|share|src|ssl|var|DLLs|Library|Scripts|Tools|Menu)$/i;

/**
 * What is there of these folders and of the copies that `--force` has kept. What a link leads to is not ours.
 * @param folders below the prefix, as the settings have them
 */
export function findRemains(prefix: string, folders: readonly string[]): Remain[] {
  const kept = FOLDERS.flatMap((folder) =>
    listNames(join(prefix, folder))
      .filter(isKeptName)
      .map((name) => `${folder}/${name}`),
  );
  const paths = [...new Set(folders.map((folder) => normalize(folder).replaceAll("\\", "/")))];
  const inner = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
  return [...inner.filter((path) => isOwnFolder(prefix, path)), ...kept].map((path) => ({
    path,
    bytes: measure(join(prefix, path)),
  }));
}

/** Removes them, what is read-only too, and the folders above that are empty then. */
export function removeRemains(prefix: string, remains: readonly Remain[]): void {
  for (const { path } of remains) {
    removeTree(join(prefix, path));
    for (
      let above = dirname(path);
      above !== "." && !FOLDERS.includes(above);
      above = dirname(above)
    )
      if (!removeEmpty(join(prefix, above))) break;
  }
}

function isOwnFolder(prefix: string, path: string): boolean {
  const parts = path.split("/");
  const [first = ""] = parts;
  if (/^\.*$/.test(first) || OTHERS.test(first) || path === ".cache") return false;
  return parts.every((_, index) => isRealFolder(join(prefix, ...parts.slice(0, index + 1))));
}

function isRealFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

function measure(path: string): number {
  try {
    const found = lstatSync(path);
    if (!found.isDirectory()) return found.size;
    return listNames(path).reduce((sum, name) => sum + measure(join(path, name)), 0);
  } catch {
    return 0;
  }
}

function removeTree(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) {
    unlinkSync(path);
    return;
  }
  // Go makes the folders of its module cache read-only.
  if (process.platform !== "win32" && (found.mode & 0o700) !== 0o700) openForUs(path);
  for (const name of listNames(path)) removeTree(join(path, name));
  rmdirSync(path);
}

/** Not what a link leads to that somebody may have put there by now. */
function openForUs(folder: string): void {
  const fd = openSync(folder, constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    fchmodSync(fd, 0o700);
  } finally {
    closeSync(fd);
  }
}

function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
