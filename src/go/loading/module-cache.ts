// What Go has downloaded: the go.mod files and the packages of published modules.
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { ModuleVersion } from "../modfile/modfile.js";

/** Where Go keeps modules: GOMODCACHE, else below the first folder of GOPATH, else below the home. */
export function findModuleCache(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string | null {
  const gopath = env.GOPATH?.split(delimiter)[0] || join(home, "go");
  const cache = env.GOMODCACHE || join(gopath, "pkg", "mod");
  return isAbsolute(cache) ? cache : null;
}

/** The text of a published module's go.mod; null where none of these caches has it. */
export function readCachedMod(caches: readonly string[], module: ModuleVersion): string | null {
  const path = escapeCase(module.path);
  const version = escapeCase(module.version);
  for (const cache of caches) {
    const text = readText(join(cache, "cache", "download", path, "@v", `${version}.mod`));
    if (text !== null) return text;
  }
  return null;
}

/** Whether one of these caches has a published module whole, to build from. */
export function isCached(caches: readonly string[], module: ModuleVersion): boolean {
  const name = join("cache", "download", escapeCase(module.path), "@v", escapeCase(module.version));
  return caches.some((cache) => existsSync(join(cache, `${name}.zip`)));
}

/** golang.org/x/mod/module: for file systems in which case does not count. */
function escapeCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function readText(file: string): string | null {
  try {
    // Most are in none, and an error that is thrown takes longer.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
