// Lines of a go.mod that Go can read and does not accept: versions, the toolchain, godebug settings.
import { type Finding, makeFinding } from "../../findings/finding.js";
import type { LocalModule } from "../loading/local-module.js";
import { compareGoVersions } from "../modfile/go-version.js";
import { findValueFault, isKnownSetting } from "../modfile/godebug.js";
import type { ModFile, WorkFile } from "../modfile/modfile.js";
import { canonicalizeVersion, findMajorFault, readPathMajor } from "../modfile/module-version.js";

/** @param isVendored whether builds take their packages from vendor, where Go loads no module graph */
export function checkLines(module: LocalModule, isVendored: boolean): Finding[] {
  return [
    ...checkVersions(module),
    ...checkMajors(module),
    ...checkToolchain(module, isVendored),
    ...checkSettings(module.file, module.mod, false),
  ];
}

/** The versions that Go has to write out before it builds. */
function checkVersions({ file, mod }: LocalModule): Finding[] {
  return mod.loose.map(({ line, written: version, canonical }) => {
    const place = { file, line };
    if (canonical !== null) {
      return makeFinding("version-not-canonical", "error", place, { version, canonical });
    }
    const detail = `retract: version "${version}" invalid: must be of the form v1.2.3`;
    return makeFinding("version-unresolved", "error", place, { version, detail });
  });
}

/** A toolchain line that go mod tidy would remove. Every command that loads the module graph asks for that. */
function checkToolchain({ file, mod }: LocalModule, isVendored: boolean): Finding[] {
  const { toolchain, go } = mod;
  if (toolchain === null) return [];
  const { name, at } = toolchain;
  const version = /^go(\d[^-]*)/.exec(name)?.[1] ?? "0";
  const listed = go?.version ?? "1.16";
  // One that is only below the go line bothers go list -m all alone, and vendor does not let that run.
  if (isVendored && version !== listed && compareGoVersions(version, "1.21") >= 0) return [];
  const isNewer = compareGoVersions(version, listed) > 0;
  if (isNewer && compareGoVersions(version, "1.21") >= 0) return [];
  return [makeFinding("toolchain-idle", "error", { file, line: at.line }, { name, listed })];
}

/** The godebug lines of a go.mod or go.work that Go refuses, by name or by value. */
export function checkSettings(
  file: string,
  { godebug }: ModFile | WorkFile,
  isWorkspace: boolean,
): Finding[] {
  return godebug.flatMap(({ key, value, at }) => {
    const place = { file, line: at.line };
    if (!isKnownSetting(key)) {
      return [makeFinding("godebug-unknown", "error", place, { key, isWorkspace })];
    }
    const detail = findValueFault(key, value);
    return detail === null
      ? []
      : [makeFinding("godebug-refused", "error", place, { key, detail, isWorkspace })];
  });
}

/** A build refuses a wrong major version on the right side and in retracts, where `go mod edit` lets it pass. */
function checkMajors({ file, mod }: LocalModule): Finding[] {
  const path = mod.module?.path ?? "";
  const versions = [
    ...mod.replace.map(({ at, new: target }) => ({ verb: "replace", at, ...target })),
    ...mod.retract.flatMap(({ at, low, high }) =>
      [...new Set([low, high])].map((version) => ({ verb: "retract", at, path, version })),
    ),
  ];
  return versions.flatMap(({ verb, at, path, version }) => {
    if (canonicalizeVersion(version) !== version) return [];
    const major = readPathMajor(path);
    const detail =
      major === null ? `malformed module path "${path}"` : findMajorFault(version, major);
    if (detail === null) return [];
    const place = { file, line: at.line };
    return [makeFinding("version-mismatch", "error", place, { verb, path, version, detail })];
  });
}
