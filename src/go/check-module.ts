// Everything that is wrong with one go.mod and what it names.
import { type Finding, makeFinding } from "../findings/finding.js";
import type { LocalModule } from "./local-module.js";
import type { ModFile, ParseError, WorkFile } from "./modfile.js";
import type { ModuleReader } from "./module-reader.js";
import { canonicalizeVersion, findMajorFault, readPathMajor } from "./module-version.js";
import { checkReplaces, type ReplaceOptions } from "./replace.js";
import { checkVendor, isVendorUsed } from "./vendor.js";
import { checkAgreement, type LocalWorkspace, readUses } from "./workspace.js";

/** Checks a module by itself, in no workspace; the findings come in the order of its lines. */
export async function checkModule(
  module: LocalModule,
  reader: ModuleReader,
  options: ReplaceOptions = {},
): Promise<Finding[]> {
  const { file, mod, folder } = module;
  const findings = checkSyntax(file, "go.mod", mod);
  if (mod.errors.length > 0) return findings;
  if (mod.module === null || mod.module.path === "") {
    const place = { file, line: mod.module?.at.line ?? null };
    return [...findings, makeFinding("module-path-missing", "error", place, {})];
  }
  const vendor = await reader.readVendor(folder);
  const isVendored = vendor !== null && isVendorUsed(mod, vendor);
  findings.push(
    ...checkVersions(module),
    ...checkMajors(module),
    ...(isVendored ? checkVendor(module, vendor) : []),
    ...(await checkReplaces(
      { file, folder, replaces: mod.replace, mains: [module], isVendored },
      reader,
      options,
    )),
  );
  return findings.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}

/** Checks a go.work, and what its modules have to agree upon. */
export async function checkWorkspace(
  workspace: LocalWorkspace,
  reader: ModuleReader,
  options: ReplaceOptions = {},
): Promise<Finding[]> {
  const { file, folder, work } = workspace;
  const findings = checkSyntax(file, "go.work", work);
  if (work.errors.length > 0) return findings;
  const { mains, findings: ofUse } = await readUses(workspace, reader);
  const scope = { file, folder, replaces: work.replace, mains, isVendored: false };
  findings.push(
    ...ofUse,
    ...checkAgreement(workspace, mains, reader.paths),
    ...(await checkReplaces(scope, reader, options)),
  );
  return findings.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}

/** The faults for which Go takes nothing of a file, and what needs a newer Go. */
function checkSyntax(file: string, name: string, { errors, newer }: ModFile | WorkFile): Finding[] {
  return [
    ...errors.map((error) => describeError(file, name, error)),
    ...newer.map(({ line, what, since }) =>
      makeFinding("syntax-newer", "info", { file, line }, { what, since }),
    ),
  ];
}

function describeError(file: string, name: string, error: ParseError): Finding {
  const { line, column, message: detail, kind, word } = error;
  const place = { file, line };
  if (kind === "target" && word !== null) {
    return makeFinding("replace-target-no-path", "error", place, { target: word, detail });
  }
  if (kind === "blank" && word !== null) {
    return makeFinding("replace-target-unquoted", "error", place, { target: word, detail });
  }
  // In a go.work, Go never asks what a branch stands for.
  if (kind === "version" && word !== null && name === "go.mod") {
    return makeFinding("version-unresolved", "error", place, { version: word, detail });
  }
  return makeFinding("file-syntax", "error", place, { at: printPlace(line, column, name), detail });
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

function printPlace(line: number, column: number, name: string): string {
  return column > 1 ? `${name}:${line}:${column}` : `${name}:${line}`;
}

/** On the right side and in retracts, `go mod edit` lets a wrong major version pass; a build does not. */
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
