// What has to be known of the folders that a go.mod names, and reading it from disk.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readImports } from "./imports.js";

/** What stands where a go.mod should be. */
export type GoModRead =
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "no-folder" | "not-a-folder" | "no-go-mod" }
  /** In the words of the system, as Go gives them. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** Folders are absolute. */
export interface ModuleReader {
  readGoMod(folder: string): Promise<GoModRead>;
  /** The import paths in the Go files of a module, tests and nested modules left out. */
  readImports(folder: string): Promise<ReadonlySet<string>>;
  /** The text of vendor/modules.txt, "" when there is a vendor without; null when there is no vendor. */
  readVendor(folder: string): Promise<string | null>;
}

/** Reads each folder once. */
export function makeDiskReader(): ModuleReader {
  const imports = new Map<string, Promise<ReadonlySet<string>>>();
  return {
    readGoMod,
    readVendor,
    readImports(folder) {
      const known = imports.get(folder) ?? collectImports(folder);
      imports.set(folder, known);
      return known;
    },
  };
}

async function readGoMod(folder: string): Promise<GoModRead> {
  try {
    return { kind: "file", text: await readFile(join(folder, "go.mod"), "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") return { kind: "not-a-folder" };
    if (code !== "ENOENT") return { kind: "unreadable", reason: describeError(error) };
    return { kind: (await isFolder(folder)) ? "no-go-mod" : "no-folder" };
  }
}

async function readVendor(folder: string): Promise<string | null> {
  if (!(await isFolder(join(folder, "vendor")))) return null;
  return readFile(join(folder, "vendor", "modules.txt"), "utf8").catch(() => "");
}

async function collectImports(folder: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const visit = async (current: string): Promise<void> => {
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    if (current !== folder && entries.some(({ name }) => name === "go.mod")) return;
    for (const entry of entries) {
      const { name } = entry;
      if (/^[._]/.test(name)) continue;
      if (entry.isDirectory()) {
        if (name !== "vendor" && name !== "testdata") await visit(join(current, name));
      } else if (entry.isFile() && name.endsWith(".go") && !name.endsWith("_test.go")) {
        const source = await readFile(join(current, name), "utf8").catch(() => "");
        for (const path of readImports(source)) found.add(path);
      }
    }
  };
  await visit(folder);
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "is a directory",
  ELOOP: "too many levels of symbolic links",
};

function describeError(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
