// All that writes into a prefix: whole files or none, and the folders for them.
import { statSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rmdir,
  stat,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { FOLDERS, isTemporaryName, keptName, temporaryName } from "../names.js";

/** Makes those of these folders that are not there, for all who may read the environment. */
export async function makeFolders(prefix: string, folders: readonly string[]): Promise<void> {
  const mode = readMode(prefix);
  for (const folder of FOLDERS.filter((known) => folders.includes(known))) {
    const path = join(prefix, folder);
    await mkdir(path).catch(ignore("EEXIST"));
    // The set-group bit comes from the folder above, and is to stay.
    const special = (await stat(path)).mode & 0o7000;
    await chmod(path, special | 0o200 | mode | ((mode & 0o444) >> 2));
  }
}

/**
 * Writes a file as a whole: whoever reads it sees the old one or the new one.
 * @param mode unless given, for all who may read the environment
 */
export async function replaceFile(
  prefix: string,
  path: string,
  content: string | Buffer,
  mode?: number,
): Promise<void> {
  await replaceFiles(prefix, [{ path, content }], mode);
}

/**
 * Writes files, each as a whole: side by side on the disk, then one after the other, in their order, in
 * place.
 * Not by a library: those that we know take a short write, as on a full disk, for a whole one.
 * @param mode unless given, for all who may read the environment
 */
export async function replaceFiles(
  prefix: string,
  files: readonly { readonly path: string; readonly content: string | Buffer }[],
  mode: number = readMode(prefix),
): Promise<void> {
  const paths = files.map(({ path }) => join(prefix, path));
  try {
    const written = await Promise.allSettled(
      files.map(async ({ path, content }) => {
        const temporary = temporaryName(join(prefix, path));
        await writeFile(temporary, content, { flag: "wx", flush: true });
        await chmod(temporary, mode);
      }),
    );
    for (const result of written) if (result.status === "rejected") throw result.reason;
    for (const path of paths) await rename(temporaryName(path), path);
  } catch (error) {
    for (const path of paths) await unlink(temporaryName(path)).catch(() => undefined);
    throw error;
  }
}

// Whoever can read the environment must be able to read its hooks, whatever the umask of the one who
// installs: conda sources every file that is there, and complains of those that it cannot read.
function readMode(prefix: string): number {
  return statSync(join(prefix, "conda-meta", "history")).mode & 0o666;
}

/** Moves a file, and replaces the one that is there. */
export async function moveFile(prefix: string, from: string, to: string): Promise<void> {
  await rename(join(prefix, from), join(prefix, to));
}

/** Removes a file; one that is gone already is no error. */
export async function removeFile(prefix: string, path: string): Promise<void> {
  await unlink(join(prefix, path)).catch(ignore("ENOENT", "ENOTDIR"));
}

/** Keeps a file that is not ours beside its place: a copy, or the symbolic link itself. @returns where */
export async function keepCopy(prefix: string, path: string, sha256: string): Promise<string> {
  const kept = keptName(path, sha256);
  const original = await lstat(join(prefix, path));
  if (original.isSymbolicLink()) {
    // What it points to is not ours either: a write through it would go there.
    await rename(join(prefix, path), join(prefix, kept));
  } else {
    // Somebody's edit may not be for everybody's eyes.
    await replaceFile(prefix, kept, await readFile(join(prefix, path)), original.mode & 0o777);
  }
  return kept;
}

/** Removes what writes that were cut off have left: under the lock, nobody else is at it. */
export async function removeTemporaries(prefix: string): Promise<void> {
  for (const folder of ["", ...FOLDERS]) {
    const names = await readdir(join(prefix, folder)).catch(() => []);
    for (const name of names)
      if (isTemporaryName(name)) await removeFile(prefix, join(folder, name));
  }
}

/** Removes those of these folders that are empty, the inner ones first. */
export async function removeEmptyFolders(
  prefix: string,
  folders: readonly string[],
): Promise<void> {
  for (const folder of FOLDERS.filter((known) => folders.includes(known)).reverse()) {
    await rmdir(join(prefix, folder)).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"));
  }
}

function ignore(...codes: string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? "")) throw error;
  };
}
