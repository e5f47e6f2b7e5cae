// What is on disk under our names, held against the record.
import { createHash } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FOLDERS } from "../names.js";
import type { InstallRecord } from "./record.js";

/**
 * `ours`: as the record says; `missing`: in the record, not on disk; `edited`: in the record, with
 * another content; `foreign`: on disk, not in the record; `absent`: neither.
 */
export type FileState = "ours" | "missing" | "edited" | "foreign" | "absent";

export interface InventoryFile {
  readonly path: string;
  readonly state: FileState;
  /** Of what is on disk; null when nothing is. */
  readonly sha256: string | null;
  readonly content: string | null;
}

/** Looks at every path that the record names and at `paths`, by path. */
export async function takeInventory(
  prefix: string,
  record: InstallRecord | null,
  paths: readonly string[],
): Promise<ReadonlyMap<string, InventoryFile>> {
  const recorded = new Map(record?.files.map((file) => [file.path, file]));
  const all = [...new Set([...recorded.keys(), ...paths])];
  const files = await Promise.all(
    all.map(async (path): Promise<InventoryFile> => {
      const bytes = await readFile(join(prefix, path)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
        throw error;
      });
      const file = recorded.get(path);
      if (bytes === null)
        return { path, state: file ? "missing" : "absent", sha256: null, content: null };
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const isOurs = sha256 === file?.sha256 || sha256 === file?.replaces;
      return {
        path,
        state: isOurs ? "ours" : file ? "edited" : "foreign",
        sha256,
        content: bytes.toString("utf8"),
      };
    }),
  );
  return new Map(files.map((file) => [file.path, file]));
}

/** The folders of ours that a prefix does not have yet. */
export async function findMissingFolders(prefix: string): Promise<string[]> {
  const there = await Promise.all(
    FOLDERS.map((folder) =>
      lstat(join(prefix, folder)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return FOLDERS.filter((_, index) => !there[index]);
}
