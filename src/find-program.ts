// Finds a program on the PATH, and never in the current folder.
import { accessSync, constants, statSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { Session } from "./session.js";

type Place = Pick<Session, "env" | "platform">;

/**
 * The executable for a name on the PATH or an absolute path; null when there is none. Like Go since 1.19, it skips
 * relative and empty entries of the PATH, and on Windows the current folder; and the folder that npx adds. So nothing
 * in somebody else's checkout runs because one looks at it.
 */
export function findProgram(program: string, place: Place): string | null {
  return listCandidates(program, place).find(isExecutable) ?? null;
}

/** All of them, in the order in which they are looked for; the first is the one that runs. */
export function findPrograms(program: string, place: Place): string[] {
  return listCandidates(program, place).filter(isExecutable);
}

/** The files that the program may be, in the order in which they are looked for. */
export function listCandidates(program: string, { env, platform }: Place): string[] {
  const isWindows = platform === "win32";
  const ends = isWindows ? listEnds(program, env.PATHEXT) : [""];
  const files = /[/\\]/.test(program)
    ? [program].filter((path) => isAbsolute(path, isWindows))
    : listFolders({ env, platform }).map((folder) =>
        (isWindows ? win32 : posix).join(folder, program),
      );
  return files.flatMap((file) => ends.map((end) => `${file}${end}`));
}

/** The folders of the PATH in which programs are looked for. */
export function listFolders({ env, platform }: Place): string[] {
  const isWindows = platform === "win32";
  return splitPath(env.PATH ?? env.Path ?? "", isWindows).filter((folder) =>
    isSearched(folder, isWindows),
  );
}

/**
 * The environment for a program that starts others, whose PATH has none of those folders either; it has to
 * be started in a folder that is nobody else's, as Windows looks there too.
 */
export function withoutRelativePath({ env, platform }: Place): Record<string, string> {
  const isWindows = platform === "win32";
  const entries = Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if ((isWindows ? name.toUpperCase() : name) !== "PATH") return [[name, value]];
    const separator = isWindows ? ";" : ":";
    const folders = splitPath(value, isWindows)
      .filter((folder) => isSearched(folder, isWindows))
      .map((folder) => (folder.includes(separator) ? `"${folder}"` : folder));
    // One that is empty would mean the current folder.
    return folders.length === 0 ? [] : [[name, folders.join(separator)]];
  });
  return Object.fromEntries(entries);
}

function splitPath(path: string, isWindows: boolean): string[] {
  if (!isWindows) return path.split(":");
  // A semicolon may stand in a folder's name, within quotes.
  const folders = path.match(/(?:"[^"]*"?|[^;"])+/g) ?? [];
  return folders.map((folder) => folder.replaceAll('"', ""));
}

// On Windows. Not what begins with one separator: it is on the drive that somebody is on.
const ABSOLUTE = /^(?:[a-z]:[\\/]|[\\/]{2})/i;

function isAbsolute(path: string, isWindows: boolean): boolean {
  return isWindows ? ABSOLUTE.test(path) : posix.isAbsolute(path);
}

// npx puts the packages of the folder that somebody is in before all else, and those of the folders above.
function isSearched(folder: string, isWindows: boolean): boolean {
  return isAbsolute(folder, isWindows) && !/node_modules[/\\]\.bin[/\\]?$/.test(folder);
}

/** What Windows may add to a name: nothing where it has such an end already. */
function listEnds(program: string, pathExt: string | undefined): string[] {
  const ends = (pathExt || ".COM;.EXE;.BAT;.CMD").split(";").filter((end) => end !== "");
  const name = program.toLowerCase();
  return ends.some((end) => name.endsWith(end.toLowerCase())) ? ["", ...ends] : ends;
}

function isExecutable(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
