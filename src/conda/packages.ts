// Which packages bring hooks of our names along, as conda's own records say.
import { join } from "node:path";
import { isScriptPath, TOOL } from "../names.js";
import { listNames, readSmallFile } from "./disk.js";

// The largest packages list some ten thousand files.
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The package, with its version, by the path of each such file that one has installed: scripts of our names unless
 * something else is asked for.
 * @param mark stands in the path of each
 */
export function findPackaged(
  prefix: string,
  isWanted: (path: string) => boolean = isScriptPath,
  mark: string = TOOL,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of listNames(join(prefix, "conda-meta"))) {
    if (!file.endsWith(".json")) continue;
    const text = readSmallFile(join(prefix, "conda-meta", file), MAX_BYTES) ?? "";
    // To parse them all would take long.
    if (!text.includes(mark)) continue;
    for (const path of readFiles(text))
      if (isWanted(path)) found.set(path, file.replace(/-[^-]*\.json$/, ""));
  }
  return found;
}

/** The paths that a record of conda's names; none where it is no record. */
export function readFiles(json: string): string[] {
  try {
    const { files } = JSON.parse(json) ?? {};
    return Array.isArray(files) ? files.filter((path) => typeof path === "string") : [];
  } catch {
    // conda itself says so.
    return [];
  }
}
