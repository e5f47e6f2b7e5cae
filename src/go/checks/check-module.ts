// Everything that is wrong with one go.mod and what it names.
import { didYouMean } from "../../errors.js";
import {
  explainFinding,
  type Finding,
  type FindingCode,
  makeFinding,
} from "../../findings/finding.js";
import type { LocalModule } from "../loading/local-module.js";
import type { ModuleReader } from "../loading/module-reader.js";
import { compareGoVersions, readMinor } from "../modfile/go-version.js";
import { findValueFault, isKnownSetting } from "../modfile/godebug.js";
import {
  MOD_VERBS,
  type ModFile,
  type ParseError,
  WORK_VERBS,
  type WorkFile,
} from "../modfile/modfile.js";
import { canonicalizeVersion, findMajorFault, readPathMajor } from "../modfile/module-version.js";
import { type GoFlags, NO_FLAGS } from "../settings/goflags.js";
import { checkReplaces, type ReplaceOptions } from "./replace.js";
import {
  checkVendor,
  checkWorkspaceVendor,
  isVendorUsed,
  isWorkspaceVendorUsed,
} from "./vendor.js";
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
  const flag = checkVendorFlag(options.flags, vendor, vendor !== null && isVendorUsed(mod, vendor));
  const { isVendored } = flag;
  const needsVendor = mod.require.length > 0 || mod.replace.length > 0;
  if (flag.isMissing ? needsVendor : flag.hides) {
    findings.push(describeFlag(file, folder, flag, options.flags, false));
  }
  const { paths } = reader;
  const isTargetInVendor = mod.replace.some(
    ({ new: { path, version } }) =>
      version === "" && paths.isInside(paths.resolve(folder, path), paths.join(folder, "vendor")),
  );
  // Where a target lies in vendor, that comes first: go mod vendor would remove it.
  const ofVendor =
    isVendored && vendor !== null && !isTargetInVendor ? checkVendor(module, vendor) : [];
  const isInStep = vendor !== null && ofVendor.every(({ level }) => level !== "error");
  const scope = {
    ...{ file, folder, replaces: mod.replace, mains: [module] },
    ...{ isWorkspace: false, isVendored, isInStep },
  };
  findings.push(
    ...checkVersions(module),
    ...checkMajors(module),
    ...checkToolchain(module, isVendored),
    ...checkSettings(file, mod, false),
    ...ofVendor,
    ...(await checkReplaces(scope, reader, options)),
  );
  return sortFindings(options.flags?.mod === "mod" ? findings.map(excuse) : findings);
}

/** What Go mends in the go.mod by itself, where -mod=mod lets it. */
const UPDATED: ReadonlySet<FindingCode> = new Set([
  "go-line-lower",
  "replace-imported-not-required",
  "requirement-excluded",
  "requirement-missing",
  "requirement-outdated",
  "toolchain-idle",
]);

function excuse(finding: Finding): Finding {
  return UPDATED.has(finding.code) ? { ...finding, level: "info" } : finding;
}

function sortFindings(findings: readonly Finding[]): Finding[] {
  return addFirst(findings).sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}

/** For what go mod vendor mends, the commands without which that fails; null where they take judgement. */
function addFirst(findings: readonly Finding[]): Finding[] {
  const blocking = findings.filter(
    ({ code, level }) =>
      (level === "error" && !MENDED.has(code)) ||
      code === "vendor-hides-target" ||
      code === "replace-imported-not-required",
  );
  const commands = blocking.map((one) => explainFinding(one).commands);
  const first = commands.some(({ length }) => length === 0)
    ? null
    : [...new Set(commands.flat())].filter((one) => !/^go (?:mod|work) vendor$/.test(one));
  return findings.map(
    (one): Finding =>
      one.code === "vendor-inconsistent"
        ? makeFinding(one.code, one.level, one.place, { ...one.args, first })
        : one.code === "flag-mod-vendor-missing"
          ? makeFinding(one.code, one.level, one.place, { ...one.args, first })
          : one,
  );
}

const MENDED: ReadonlySet<FindingCode> = new Set([
  "vendor-inconsistent",
  "vendor-package-missing",
  "flag-mod-vendor-missing",
]);

interface VendorFlag {
  readonly isVendored: boolean;
  /** Whether -mod asks for a vendor that is not there. */
  readonly isMissing: boolean;
  /** Whether -mod passes by one that builds would use. */
  readonly hides: boolean;
}

/** What -mod makes of a vendor that builds would use without it, or not. */
function checkVendorFlag(
  { mod }: GoFlags = NO_FLAGS,
  vendor: string | null,
  isUsed: boolean,
): VendorFlag {
  const isAsked = mod === "vendor";
  return {
    isVendored: isAsked || (isUsed && mod === ""),
    isMissing: isAsked && vendor === null,
    hides: isUsed && mod !== "" && !isAsked,
  };
}

function describeFlag(
  file: string,
  folder: string,
  { isMissing }: VendorFlag,
  { mod }: GoFlags = NO_FLAGS,
  isWorkspace: boolean,
): Finding {
  const place = { file, line: null };
  return isMissing
    ? makeFinding("flag-mod-vendor-missing", "error", place, { folder, isWorkspace })
    : makeFinding("flag-mod-hides-vendor", "warning", place, { mod });
}

function needsVendor(mains: readonly LocalModule[], work: WorkFile): boolean {
  return (
    [work, ...mains.map(({ mod }) => mod)].some(({ replace }) => replace.length > 0) ||
    mains.some(({ mod }) => mod.require.length > 0)
  );
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
  const vendor = await reader.readVendor(folder);
  const flag = checkVendorFlag(
    options.flags,
    vendor,
    vendor !== null && isWorkspaceVendorUsed(work, vendor),
  );
  const { isVendored } = flag;
  const mod = options.flags?.mod ?? "";
  if (mod !== "" && mod !== "readonly" && mod !== "vendor") {
    findings.push(makeFinding("flag-mod-in-workspace", "error", { file, line: null }, { mod }));
  } else if (flag.hides || (flag.isMissing && needsVendor(mains, work))) {
    findings.push(describeFlag(file, folder, flag, options.flags, true));
  }
  const replaced = { file, folder, replaces: work.replace, mains, isWorkspace: true, isVendored };
  const ofVendor =
    isVendored && vendor !== null
      ? checkWorkspaceVendor({ ...replaced, isInStep: false }, vendor, reader.paths)
      : [];
  const scope = { ...replaced, isInStep: vendor !== null && ofVendor.length === 0 };
  findings.push(
    ...checkSettings(file, work, true),
    ...ofUse,
    ...checkAgreement(workspace, mains, reader.paths),
    ...ofVendor,
    ...(await checkReplaces(scope, reader, options)),
  );
  return sortFindings(findings);
}

/** The faults for which Go takes nothing of a file, and what needs a newer Go. */
function checkSyntax(
  file: string,
  name: string,
  { go, errors, newer }: ModFile | WorkFile,
): Finding[] {
  return [
    ...describeErrors(file, name, errors),
    // Where the go line asks for that Go anyway, it is no news.
    ...newer
      .filter(({ since }) => readMinor(go?.version) < readMinor(since))
      .map(({ line, what, since }) =>
        makeFinding("syntax-newer", "info", { file, line }, { what, since }),
      ),
  ];
}

/** Each error, or what all of them come from. */
function describeErrors(file: string, name: string, errors: readonly ParseError[]): Finding[] {
  const [first] = errors;
  const details = errors.map((one) => `${printPlace(one.line, one.column, name)}: ${one.message}`);
  if (first?.kind === "encoding") {
    const args = { encoding: first.word ?? "", detail: details[0] ?? "" };
    return [makeFinding("file-encoding", "error", { file, line: null }, args)];
  }
  if (first?.kind === "conflict") {
    const place = { file, line: Number(first.word) };
    return [makeFinding("merge-conflict", "error", place, { details })];
  }
  return errors.map((error) => describeError(file, name, error));
}

/** The directive that is meant by a word that is none. */
function findNear(name: string, { kind, word }: ParseError): string | null {
  if (kind !== "directive" || word === null) return null;
  const verbs = [...(name === "go.work" ? WORK_VERBS : MOD_VERBS)];
  return /^did you mean (\S+)\?$/.exec(didYouMean(word, verbs))?.[1] ?? null;
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
  return makeFinding("file-syntax", "error", place, {
    at: printPlace(line, column, name),
    detail,
    near: findNear(name, error),
  });
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

/** A toolchain line that go mod tidy would take out, and every command that loads the graph asks it to. */
function checkToolchain({ file, mod }: LocalModule, isVendored: boolean): Finding[] {
  const { toolchain, go } = mod;
  if (toolchain === null) return [];
  const { name, at } = toolchain;
  const version = /^go(\d[^-]*)/.exec(name)?.[1] ?? "0";
  const listed = go?.version ?? "1.16";
  // What only is below the go line, only go list -m all objects to, which no vendor lets run.
  if (isVendored && version !== listed && compareGoVersions(version, "1.21") >= 0) return [];
  const isNewer = compareGoVersions(version, listed) > 0;
  if (isNewer && compareGoVersions(version, "1.21") >= 0) return [];
  return [makeFinding("toolchain-idle", "error", { file, line: at.line }, { name, listed })];
}

function checkSettings(
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
