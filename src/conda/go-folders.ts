// Finds and removes what Go stored in an environment because of the hooks, and the copies that we kept.
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";
import { FOLDERS, isCondaFolder, isKeptName } from "../names.js";
import { listNames } from "./disk.js";

/** Something below a prefix that the hooks themselves do not need. */
export interface Remain {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly bytes: number;
}

/** A remain, and the paths to remove. */
export interface FoundRemain extends Remain {
  readonly parts: readonly string[];
}

/** A folder that a setting gives to Go. */
export interface GoFolder {
  /** The path below the prefix, as in the settings. */
  readonly path: string;
  readonly holds: keyof typeof IS_GOS;
}

// The module cache of Go 1.19 to 1.27. An unpacked module has a version in its folder's name.
const MODULES = /^(?:cache\/(?:download|vcs|lock)|(?!cache\/).*[^/]@v\d+\.\d+\.\d+[^/]*)$/;

const BUILDS = new RegExp(
  `^(?:${[
    // Go makes all 256 of these folders.
    "[0-9a-f]{2}/(?:[0-9a-f]{64}-[ad])?",
    "trim\\.txt",
    "testexpire\\.txt",
    "fuzz/.*/[0-9a-f]{16}(?:[0-9a-f]{48})?",
  ].join("|")})$`,
);

/**
 * Whether Go wrote a file, by its path below the folder; the path of an empty folder ends in `/`. The user may have
 * files of their own beside Go's.
 */
const IS_GOS = {
  builds: (path: string, file: string) =>
    BUILDS.test(path) ||
    (path === "README" && contains(file, "cached build artifacts from the Go build system")),
  modules: (path: string) => MODULES.test(path),
  packages: (path: string) =>
    /^(?:sumdb|[a-z0-9]+_[a-z0-9]+[^/]*\/.*\.a)$/.test(path) ||
    (path.startsWith("mod/") && MODULES.test(path.slice("mod/".length))),
  programs: (_: string, file: string) => contains(file, "\xff Go buildinf:"),
} as const;

/**
 * Finds what is in these folders, and the copies that `--force` kept. It follows no link.
 */
export function findRemains(prefix: string, folders: readonly GoFolder[]): FoundRemain[] {
  const kept = FOLDERS.flatMap((folder) =>
    listNames(join(prefix, folder))
      .filter(isKeptName)
      .map((name) => `${folder}/${name}`),
  );
  const seen = new Set<string>();
  const found = folders.flatMap(({ path: spelt, holds }) => {
    const path = normalize(spelt).replaceAll("\\", "/").replace(/\/+$/, "");
    if (!isOwnFolder(prefix, path)) return [];
    const parts = isEmpty(join(prefix, path)) ? [path] : findOwn(prefix, path, IS_GOS[holds]);
    const rest = parts.filter((part) => !seen.has(part));
    for (const part of rest) seen.add(part);
    return rest.length > 0 ? [{ path, parts: rest }] : [];
  });
  return [...found, ...kept.map((path) => ({ path, parts: [path] }))].map(({ path, parts }) => ({
    path,
    bytes: parts.reduce((sum, part) => sum + measure(join(prefix, part)), 0),
    parts,
  }));
}

/** Removes the remains, also read-only ones, and the folders above that become empty. */
export function removeRemains(prefix: string, remains: readonly FoundRemain[]): void {
  const parts = remains.flatMap((remain) => remain.parts);
  for (const part of parts) removeTree(join(prefix, part));
  const above = new Set<string>();
  for (const part of parts)
    for (
      let folder = dirname(part);
      folder !== "." && !FOLDERS.includes(folder) && !above.has(folder);
      folder = dirname(folder)
    )
      above.add(folder);
  // The inner ones first.
  for (const folder of [...above].sort((one, other) => other.length - one.length))
    removeEmpty(join(prefix, folder));
}

/** The paths of what Go wrote into a folder, below the prefix. */
function findOwn(
  prefix: string,
  folder: string,
  isGos: (path: string, file: string) => boolean,
  below = "",
): string[] {
  return listNames(join(prefix, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    const file = join(prefix, path);
    if (isGos(`${below}${name}`, file)) return [path];
    if (!isRealFolder(file)) return [];
    if (isEmpty(file)) return isGos(`${below}${name}/`, file) ? [path] : [];
    return findOwn(prefix, path, isGos, `${below}${name}/`);
  });
}

/** False for a folder that cannot be read. */
function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

function contains(file: string, text: string): boolean {
  try {
    return lstatSync(file).isFile() && readFileSync(file).includes(text, 0, "latin1");
  } catch {
    return false;
  }
}

function isOwnFolder(prefix: string, path: string): boolean {
  const parts = path.split("/");
  const [first = ""] = parts;
  if (/^\.*$/.test(first) || isCondaFolder(first)) return false;
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

/** Follows no link that somebody may have put in the folder's place meanwhile. */
function openForUs(folder: string): void {
  const fd = openSync(folder, constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    fchmodSync(fd, 0o700);
  } catch (error) {
    // It knows no path.
    throw Object.assign(error as Error, { path: folder });
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
