// Puts the hooks of a conda package into an environment, as conda does when it installs one.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { settingsToPackage } from "../../src/hooks/packaged.js";
import { planFiles } from "../../src/hooks/plan.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override, Settings } from "../../src/hooks/settings.js";
import { hooksOf, type Phase, scriptPath } from "../../src/names.js";
import { DIALECTS } from "../../src/shells/dialects.js";

export interface PackageRequest {
  readonly profile: string;
  readonly overrides: readonly Override[];
}

/** What the hooks of a package set that was asked for this. */
export function packagedSettings(request: PackageRequest): Settings {
  return settingsToPackage(resolveSettings(request, process.platform));
}

/**
 * Adds the package acme-go 1.0.
 * @param isManaged whether conda has a record of it
 * @param change what each script is in this package; null for one that it does not have
 */
export function addPackage(
  prefix: string,
  request: PackageRequest,
  isManaged = true,
  change: (text: string, path: string) => string | null = (text) => text,
): void {
  const packaging = { name: "acme-go", version: "1.0", request };
  const files = planFiles(packagedSettings(request), DIALECTS, packaging);
  const paths: { _path: string; sha256: string }[] = [];
  for (const { path, content } of files) {
    const text = change(content, path);
    if (text === null) continue;
    paths.push({ _path: path, sha256: createHash("sha256").update(text).digest("hex") });
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), text);
  }
  if (!isManaged) return;
  const record = {
    ...{ name: "acme-go", version: "1.0", build: "0" },
    files: paths.map(({ _path }) => _path),
    paths_data: { paths_version: 1, paths },
  };
  writeFileSync(join(prefix, "conda-meta", "acme-go-1.0-0.json"), JSON.stringify(record));
}

/** The scripts of a phase in conda's order. */
export function listScripts(prefix: string, phase: Phase, extension: string): readonly string[] {
  const [path = ""] = hooksOf(phase).map((hook) => dirname(scriptPath(hook, extension)));
  const names = readdirSync(join(prefix, path)).filter((name) => name.endsWith(extension));
  const ordered = phase === "activate" ? names.sort() : names.sort().reverse();
  return ordered.map((name) => join(prefix, path, name));
}
