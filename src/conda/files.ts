// All that writes into a prefix: whole files or none, and the folders for them.

// Load it when there is something to write: its libraries take longer to load than all else.
import { constants } from "node:fs";
import { copyFile, readdir, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ensureDir } from "fs-extra/esm";
import writeFileAtomic from "write-file-atomic";
import { FOLDERS, isLeftover, keptName } from "../names.js";

/** Writes a file as a whole: whoever reads it sees the old one or the new one. */
export async function writeFile(prefix: string, path: string, content: string): Promise<void> {
  const file = join(prefix, path);
  await ensureDir(join(file, ".."));
  await writeFileAtomic(file, content);
}

/** Removes a file; one that is gone already is no error. */
export async function removeFile(prefix: string, path: string): Promise<void> {
  await unlink(join(prefix, path)).catch(ignore("ENOENT", "ENOTDIR"));
}

/** Keeps a copy of a file that is not ours beside it. @returns the copy's path below the prefix */
export async function keepCopy(prefix: string, path: string, sha256: string): Promise<string> {
  const kept = keptName(path, sha256);
  // The name tells the content: one that is there already is this copy.
  await copyFile(join(prefix, path), join(prefix, kept), constants.COPYFILE_EXCL).catch(
    ignore("EEXIST"),
  );
  return kept;
}

/** Removes what a write that was cut off has left beside these paths. */
export async function removeLeftovers(prefix: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, slash);
    const names = await readdir(join(prefix, folder)).catch(() => []);
    for (const name of names.filter((name) => isLeftover(name, path.slice(slash + 1)))) {
      await removeFile(prefix, `${folder}/${name}`);
    }
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
