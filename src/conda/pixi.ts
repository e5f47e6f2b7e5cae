// The environments of pixi, which are in workspaces and registered nowhere.
import { readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { listFolder, readSmallFile } from "./disk.js";

// Larger than any manifest that a person writes.
const MAX_BYTES = 1024 * 1024;

// There are no workspaces in hidden folders or in node_modules.
const SKIPPED = /^\.|^node_modules$/;

/**
 * The prefixes in the `.pixi/envs` below these folders; links to folders are not followed on the way.
 * @throws NodeJS.ErrnoException when one of the folders itself cannot be read
 */
export function listPixiEnvironments(folders: readonly string[]): string[] {
  const found: string[] = [];
  const waiting: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      // pixi makes a link of it where environments are detached from their workspace.
      if (entry.name === ".pixi") found.push(...listFolder(join(folder, ".pixi", "envs")));
      else if (entry.isDirectory() && !SKIPPED.test(entry.name))
        waiting.push(join(folder, entry.name));
    }
  };
  for (const folder of folders) visit(folder);
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      visit(folder);
    } catch {
      // A folder that cannot be read hides no environment that its user could activate.
    }
  }
  return found;
}

/** A pixi environment, by what pixi notes in it. */
export interface PixiEnvironment {
  readonly name: string;
  /** The workspace's `pixi.toml` or `pyproject.toml`; null when the environment does not say. */
  readonly manifest: string | null;
}

/** Reads what pixi notes in its environments; null when another tool made this one. */
export function readPixiEnvironment(prefix: string): PixiEnvironment | null {
  const json = readSmallFile(join(prefix, "conda-meta", "pixi"), MAX_BYTES);
  const envs = dirname(prefix);
  const isInPlace = basename(envs) === "envs" && basename(dirname(envs)) === ".pixi";
  const name = basename(prefix);
  if (json === null) return isInPlace ? { name, manifest: null } : null;
  return { name, manifest: readManifestPath(json) };
}

function readManifestPath(json: string): string | null {
  try {
    const path: unknown = JSON.parse(json)?.manifest_path;
    return typeof path === "string" && isAbsolute(path) ? path : null;
  } catch {
    return null;
  }
}

/** A file beside the workspace's manifest; null when it cannot be read. */
export function readBesideManifest(manifest: string, name: string): string | null {
  return readSmallFile(join(dirname(manifest), name), MAX_BYTES);
}
