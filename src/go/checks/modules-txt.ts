// What vendor/modules.txt says of the modules whose packages lie in vendor.
import { printVersion } from "../loading/local-module.js";
import type { ModuleVersion } from "../modfile/modfile.js";
import { canonicalizeVersion, compareVersions } from "../modfile/module-version.js";

interface Vendored {
  /** Whether a go.mod requires it, and not only another module. */
  explicit: boolean;
  /** What it is replaced by; null when by nothing. */
  replacement: ModuleVersion | null;
}

export interface ModulesTxt {
  /** By `path@version`, or the path alone for a replace of all versions. */
  readonly meta: ReadonlyMap<string, Vendored>;
  /** The modules that packages were taken from. */
  readonly listed: readonly ModuleVersion[];
  /** The left sides of the replaces, each as it stands there. */
  readonly replaced: readonly ModuleVersion[];
}

// Go refuses the names that Windows reserves too, but no package has one.
const IMPORT_PATH = /^(?!-)[\w.~+-]*[\w~+-](?:\/[\w.~+-]*[\w~+-])*$/;

/** Reads vendor/modules.txt as Go does, which skips what it does not understand. */
export function readModulesTxt(text: string): ModulesTxt {
  const meta = new Map<string, Vendored>();
  const versions = new Map<string, string>();
  const listed: ModuleVersion[] = [];
  const replaced: ModuleVersion[] = [];
  let current: ModuleVersion | null = null;
  const metaOf = (module: ModuleVersion): Vendored => {
    const key = printVersion(module);
    const known = meta.get(key) ?? { explicit: false, replacement: null };
    meta.set(key, known);
    return known;
  };
  for (const line of text.split("\n")) {
    const words = line.split(/\s+/).filter((word) => word !== "");
    if (line.startsWith("# ")) {
      const [, path = "", version, ...rest] = words;
      if (version === undefined) continue;
      const isVersioned = canonicalizeVersion(version) !== null;
      current =
        isVersioned || version === "=>" ? { path, version: isVersioned ? version : "" } : null;
      if (current === null) continue;
      const [target, targetVersion = "", ...more] = isVersioned ? rest.slice(1) : rest;
      const isReplaced = !isVersioned || rest[0] === "=>";
      if (!isReplaced || target === undefined || more.length > 0) continue;
      if (targetVersion !== "" && canonicalizeVersion(targetVersion) === null) continue;
      metaOf(current).replacement = { path: target, version: targetVersion };
      replaced.push(current);
    } else if (current === null) {
      // The line belongs to no module.
    } else if (line.startsWith("## ")) {
      const items = line.slice(3).split(";");
      if (items.some((item) => item.trim() === "explicit")) metaOf(current).explicit = true;
    } else if (words.length === 1 && IMPORT_PATH.test(words[0] as string)) {
      const highest = versions.get(current.path);
      if (highest === undefined || isNewer(current.version, highest)) {
        listed.push(current);
        versions.set(current.path, current.version);
      }
    }
  }
  return { meta, listed, replaced };
}

function isNewer(version: string, than: string): boolean {
  return version !== "" && (than === "" || compareVersions(version, than) > 0);
}

/** Whether `go work vendor` wrote it, which says so in the first line. */
export function isOfWorkspace(modulesTxt: string): boolean {
  const [first = ""] = modulesTxt.split("\n", 1);
  return (
    first.startsWith("## ") &&
    first
      .slice(3)
      .split(";")
      .some((item) => item.trim() === "workspace")
  );
}
