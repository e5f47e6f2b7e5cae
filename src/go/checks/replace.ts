// What is wrong with the `replace` lines of a go.mod or go.work, judged from the files alone.
import { dirname, posix } from "node:path";
import {
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Level,
  makeFinding,
} from "../../findings/finding.js";
import { isWithin } from "../loading/import-graph.js";
import { counts, findReplacement, load, type ReplaceScope } from "../loading/loading.js";
import { isSame, printVersion } from "../loading/local-module.js";
import type { GoModRead, ModuleReader } from "../loading/module-reader.js";
import { isStandardPackage } from "../loading/standard-library.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import type { GoFlags } from "../settings/goflags.js";
import {
  type Check,
  describeReplace,
  isLoaded,
  isPlaceholder,
  makeVersion,
  ofLine,
  printFolder,
  printSide,
} from "./check.js";
import { checkEffects } from "./effect.js";
import { checkImports, findWanted } from "./imports.js";
import { checkDeclared, checkRequirements } from "./requirements.js";
import { checkChoices } from "./workspace.js";

export interface ReplaceOptions {
  /** The prefixes of environments; a target should lie in one only where the module does too. */
  readonly prefixes?: readonly string[];
  /** Of the GOFLAGS in force. */
  readonly flags?: GoFlags;
}

/** Everything that is wrong with the replaces of one file. */
export async function checkReplaces(
  scope: ReplaceScope,
  reader: ModuleReader,
  { prefixes = [] }: ReplaceOptions,
): Promise<Finding[]> {
  const { replaces, mains } = scope;
  const isUsed = ({ path, version }: ModuleVersion) =>
    version === "" && mains.some(({ mod }) => mod.module?.path === path);
  if (replaces.length === 0 && mains.every(({ mod }) => mod.replace.length === 0)) return [];
  const check = { scope, loading: await load(scope, reader), reader, prefixes };
  const imports = await checkImports(check);
  const findings = [
    ...findConflicts(scope),
    ...checkRequirements(check),
    ...checkDeclared(check),
    ...imports,
  ];
  for (const replace of replaces) {
    findings.push(...checkPortable(check, replace), ...checkInternal(check, replace));
    const known = imports.filter(({ place }) => place.line === replace.at.line);
    if (replace.new.version === "") findings.push(...(await checkTarget(check, replace, known)));
  }
  // Others are about the modules of a workspace.
  const own = findings.filter(({ place }) => place.file === scope.file);
  const effects = await checkEffects(check, new Set(own.map(({ place }) => place.line)));
  // What is wrong with the target of a line that can go is no fault of its own.
  const gone = new Set([
    ...effects.filter(({ code }) => REMOVED.has(code)).map(({ place }) => place.line),
    // Of a module in use, go.work says so itself.
    ...replaces.filter(({ old }) => scope.isWorkspace && isUsed(old)).map(({ at }) => at.line),
  ]);
  return [
    ...findings.filter(
      (one) => !own.includes(one) || !TARGET.has(one.code) || !gone.has(one.place.line),
    ),
    ...(await checkNested(check)),
    ...(await checkMembers(check)),
    ...effects,
    ...checkShared(check),
    ...checkChoices(check),
  ];
}

const REMOVED: ReadonlySet<FindingCode> = new Set([
  "replace-not-required",
  "replace-of-main-module",
]);
const TARGET: ReadonlySet<FindingCode> = new Set([
  "replace-target-missing",
  "replace-target-no-go-mod",
  "replace-target-not-folder",
  "replace-target-unreadable",
  "replace-target-syntax",
  "replace-path-mismatch",
]);

/** Targets that only the workspace makes Go read, by the replaces of its modules. */
async function checkMembers(check: Check): Promise<Finding[]> {
  const { scope, loading, reader } = check;
  if (!scope.isWorkspace || scope.isVendored) return [];
  const { known, loaded } = loading.graph;
  const missed = new Map<Replace, ModuleVersion>();
  for (const [key, requirements] of loaded) {
    const module = known.get(key);
    if (requirements !== null || module === undefined) continue;
    const replace = findReplacement(scope, module)?.replace;
    if (replace?.new.version === "" && !scope.replaces.includes(replace)) {
      missed.set(replace, module);
    }
  }
  const findings: Finding[] = [];
  for (const main of scope.mains) {
    const { mod, file, folder } = main;
    const own = mod.replace.filter((replace) => missed.has(replace));
    if (own.length === 0) continue;
    const alone: ReplaceScope = {
      ...{ file, folder, replaces: mod.replace, mains: [main] },
      ...{ isWorkspace: false, isVendored: false, isInStep: false },
    };
    const checked = { ...check, scope: alone, loading: await load(alone, reader) };
    for (const replace of own) {
      // Else it is said of that file anyway.
      if (isUsedBy(checked, replace)) continue;
      findings.push(...(await checkMember(check, alone, replace, missed.get(replace) ?? null)));
    }
  }
  return findings;
}

async function checkMember(
  check: Check,
  alone: ReplaceScope,
  replace: Replace,
  module: ModuleVersion | null,
): Promise<Finding[]> {
  const { scope, reader } = check;
  const { paths } = reader;
  const folder = paths.resolve(alone.folder, replace.new.path);
  const path = paths.join(folder, "go.mod");
  const fault = {
    ...describeReplace(replace),
    ...{ required: module === null ? "" : printVersion(module), path, isWorkspace: false },
    shown: paths.shorten(scope.folder, path),
    inWork: printInScope(check, alone.folder, replace.new),
    isWindows: paths.isWindows,
  };
  return describeTarget(check, alone, replace, "error", folder, fault);
}

/** Replaces of one module and version: by different things Go refuses them, by equal ones not. */
function findConflicts(scope: ReplaceScope): Finding[] {
  const seen = new Map<string, Replace>();
  return scope.replaces.flatMap((replace) => {
    const module = printVersion(replace.old);
    const earlier = seen.get(module);
    if (earlier === undefined) {
      seen.set(module, replace);
      return [];
    }
    if (isSame(earlier.new, replace.new)) {
      const args = { module, first: String(earlier.at.line) };
      return [ofLine(scope, replace, "replace-duplicate", "info", args)];
    }
    const args = { module, first: printVersion(earlier.new), second: printVersion(replace.new) };
    return [ofLine(scope, replace, "replace-conflict", "error", args)];
  });
}

function checkPortable({ scope, reader, prefixes }: Check, replace: Replace): Finding[] {
  const { path, version } = replace.new;
  if (version !== "") return [];
  const { isAbsolute, isInside, isWindows, resolve } = reader.paths;
  const args = describeReplace(replace);
  const target = resolve(scope.folder, path);
  const prefix = prefixes.find((one) => isInside(target, one) && !isInside(scope.folder, one));
  if (prefix !== undefined) {
    const code = "replace-target-in-other-environment";
    return [ofLine(scope, replace, code, "warning", { ...args, prefix })];
  }
  if (isAbsolute(path)) {
    return [ofLine(scope, replace, "replace-target-absolute", "warning", args)];
  }
  if (isWindows && !path.startsWith(".")) {
    const code = "replace-target-without-drive";
    return [ofLine(scope, replace, code, "warning", { ...args, folder: target })];
  }
  return [];
}

/** @param known what is wrong with the imports that the line is for */
async function checkTarget(
  check: Check,
  replace: Replace,
  known: readonly Finding[],
): Promise<Finding[]> {
  const { scope, reader } = check;
  const { paths } = reader;
  const folder = paths.resolve(scope.folder, replace.new.path);
  const args = describeReplace(replace);
  const isUsed = isUsedBy(check, replace);
  if (paths.isInside(folder, paths.join(scope.folder, "vendor"))) {
    const level = isUsed && scope.isVendored ? "error" : "warning";
    return [ofLine(scope, replace, "replace-target-in-vendor", level, args)];
  }
  const read = await reader.readGoMod(folder);
  if (scope.isVendored && read.kind !== "file" && isLoaded(check, replace)) {
    return [ofLine(scope, replace, "vendor-hides-target", "warning", args)];
  }
  const level = isUsed ? "error" : "warning";
  const path = paths.join(folder, "go.mod");
  const shown = paths.shorten(scope.folder, path);
  const required = printRequired(check, replace);
  const { isWorkspace } = scope;
  const fault = { ...args, required, path, shown, isWindows: paths.isWindows, isWorkspace };
  return read.kind === "file"
    ? checkTargetFile(check, replace, known, folder, read)
    : describeTarget(check, scope, replace, level, folder, fault);
}

/** Whether builds need the target of this line. */
function isUsedBy(check: Check, replace: Replace): boolean {
  return isLoaded(check, replace) || findWanted(check).get(replace)?.inclusion === "built";
}

/** That there is no go.mod to be read where a line says. */
async function describeTarget(
  { reader }: Check,
  scope: ReplaceScope,
  replace: Replace,
  level: Level,
  folder: string,
  fault: FindingArgs<"replace-target-missing">,
): Promise<Finding[]> {
  const read = await reader.readGoMod(folder);
  switch (read.kind) {
    case "no-folder":
      return [ofLine(scope, replace, "replace-target-missing", level, fault)];
    case "no-file": {
      const goLine = scope.mains[0]?.mod.go?.version ?? null;
      const whole = await findWhole(reader, folder, replace.old.path);
      const isUsed = level === "error";
      const code = "replace-target-no-go-mod";
      return [ofLine(scope, replace, code, level, { ...fault, goLine, whole, isUsed })];
    }
    case "not-a-folder":
      return [ofLine(scope, replace, "replace-target-not-folder", level, fault)];
    case "unreadable": {
      const { reason } = read;
      return [ofLine(scope, replace, "replace-target-unreadable", level, { ...fault, reason })];
    }
    case "file":
      return [];
  }
}

/** The module that a folder is a package of, if it has this path there; else null. */
async function findWhole(
  reader: ModuleReader,
  folder: string,
  path: string,
): Promise<string | null> {
  const above = dirname(folder);
  if (above === folder || !path.includes("/")) return null;
  const read = await reader.readGoMod(above);
  const whole = posix.dirname(path);
  if (read.kind !== "file") return findWhole(reader, above, whole);
  return read.parse("dependency").module?.path === whole ? whole : null;
}

async function checkTargetFile(
  check: Check,
  replace: Replace,
  known: readonly Finding[],
  folder: string,
  read: GoModRead & { kind: "file" },
): Promise<Finding[]> {
  const { scope, reader } = check;
  const { join, shorten } = reader.paths;
  const args = describeReplace(replace);
  const target = read.parse("dependency");
  const [error] = target.errors;
  if (error !== undefined) {
    const at = error.column > 1 ? `${error.line}:${error.column}` : String(error.line);
    const isError = isLoaded(check, replace) && !scope.isVendored;
    const shown = shorten(scope.folder, join(folder, "go.mod"));
    const faults = { ...args, shown, at, detail: error.message };
    return [ofLine(scope, replace, "replace-target-syntax", isError ? "error" : "warning", faults)];
  }
  const declared = target.module?.path ?? "";
  const isSelf = known.some(({ code }) => code === "replace-self-import");
  if (declared === "" || declared === replace.old.path || isSelf) return [];
  const root = await findRoot(reader, folder, declared, replace.old.path);
  if (root === null) {
    return [ofLine(scope, replace, "replace-path-mismatch", "info", { ...args, declared })];
  }
  const { isWorkspace } = scope;
  const better = `${replace.new.path.replace(/[\\/]+$/, "")}/${root}`;
  const isBroken = known.some(({ code }) => code === "replace-package-missing");
  const level = isBroken ? "error" : "warning";
  const found = { ...args, declared, better, isWorkspace };
  return [ofLine(scope, replace, "replace-target-not-root", level, found)];
}

/** Where below a repository's folder the module itself lies, which its path tells; null when it does not. */
async function findRoot(
  reader: ModuleReader,
  folder: string,
  declared: string,
  path: string,
): Promise<string | null> {
  if (!isWithin(path, declared) || path === declared) return null;
  const below = path.slice(declared.length + 1);
  const read = await reader.readGoMod(reader.paths.join(folder, below));
  return read.kind === "file" && read.parse("dependency").module?.path === path ? below : null;
}

/** A line of a target's own go.mod, and what it would replace here. */
interface NestedReplace {
  readonly by: Replace;
  readonly folder: string;
  readonly replace: Replace;
  readonly missed: readonly ModuleVersion[];
}

function isUnpublished({ missed }: NestedReplace): boolean {
  return missed.some(({ version }) => isPlaceholder(version));
}

/** Whether a build fails without the module; of others, `go list -m all` does. */
function isBuiltFrom({ loading }: Check, module: ModuleVersion): boolean {
  if (loading.graph.loaded.has(printVersion(module))) return true;
  return loading
    .needed()
    .some(({ imported, inclusion }) => inclusion === "built" && isWithin(imported, module.path));
}

/** What targets replace in their own go.mod, where that does not count, of what Go misses here. */
async function checkNested(check: Check): Promise<Finding[]> {
  const { scope, loading, reader } = check;
  const { isWorkspace, isVendored } = scope;
  const left = new Set(loading.missed());
  const nested: NestedReplace[] = [];
  for (const by of left.size > 0 ? scope.replaces : []) {
    if (by.new.version !== "" || !isLoaded(check, by)) continue;
    const folder = reader.paths.resolve(scope.folder, by.new.path);
    const read = await reader.readGoMod(folder);
    for (const replace of read.kind === "file" ? read.parse("main").replace : []) {
      const missed = (loading.graph.versions.get(replace.old.path) ?? [])
        .filter((module) => isOf(replace, module))
        // Of two targets that replace the same, one will do.
        .filter((module) => left.delete(printVersion(module)));
      if (missed.length === 0) continue;
      nested.push({ by, folder, replace, missed });
    }
  }
  // What is published Go downloads, and it has more than this to download.
  const told = nested.filter((one) => left.size === 0 || isUnpublished(one));
  const findings: Finding[] = [];
  for (const by of new Set(told.map((one) => one.by))) {
    const own = told.filter((one) => one.by === by);
    const isNeeded = own.flatMap(({ missed }) => missed).some((one) => isBuiltFrom(check, one));
    const level = isNeeded && own.some(isUnpublished) ? "error" : "warning";
    const args = {
      ...{ ...describeReplace(by), isWorkspace, isVendored, isNeeded },
      nested: await Promise.all(own.map((one) => describeNested(check, one))),
    };
    const code = "replace-nested-ignored";
    findings.push(ofLine(scope, by, code, isVendored ? "info" : level, args));
  }
  return findings;
}

function isOf({ old }: Replace, { version }: ModuleVersion): boolean {
  return old.version === "" || old.version === version;
}

/** The line as it would stand here; without a target if that is not there. */
async function describeNested(
  { scope, reader }: Check,
  { folder, replace }: NestedReplace,
): Promise<{ module: string; target: string | null }> {
  const module = printSide(replace.old);
  if (replace.new.version !== "") return { module, target: printVersion(replace.new) };
  const { paths } = reader;
  const target = paths.resolve(folder, replace.new.path);
  const isThere = (await reader.readGoMod(target)).kind === "file";
  if (!isThere || paths.isAbsolute(replace.new.path)) {
    return { module, target: isThere ? replace.new.path : null };
  }
  return { module, target: printFolder(paths, scope.folder, target) };
}

function checkInternal({ scope, loading }: Check, replace: Replace): Finding[] {
  const { path } = replace.old;
  const mains = scope.mains.map(({ mod }) => mod.module?.path ?? "");
  const internal = /^(.+?)\/internal(?=\/|$)(?!.*\/internal(?:\/|$))/.exec(path)?.[1];
  const main = mains.find((one) => internal !== undefined && !isWithin(one, internal));
  if (internal === undefined || main === undefined) return [];
  const isImported = loading.needed().some(({ imported, by, inclusion }) => {
    const isBuilt = inclusion === "built" && mains.includes(by);
    return isBuilt && isWithin(imported, path);
  });
  if (!isImported && !loading.graph.selected.has(path)) return [];
  const args = { ...describeReplace(replace), parent: internal, main };
  return [ofLine(scope, replace, "replace-internal", isImported ? "error" : "warning", args)];
}

/** Two modules that come from one place, which Go refuses once it builds anything. */
function checkShared(check: Check): Finding[] {
  const { scope, loading, reader } = check;
  const { selected, loaded } = loading.graph;
  const seen = new Map<string, { module: ModuleVersion; replace: Replace | null }>();
  const findings: Finding[] = [];
  for (const path of [...selected.keys()].sort()) {
    const module = { path, version: selected.get(path) as string };
    const found = findReplacement(scope, module);
    const target = found?.replace.new ?? module;
    // By what is written, as Go compares it; in a workspace, the files of the modules write from elsewhere.
    const source =
      scope.isWorkspace && found !== null && target.version === ""
        ? reader.paths.resolve(found.folder, target.path)
        : printVersion(target);
    const replace = scope.replaces.find(({ at }) => at === found?.replace.at) ?? null;
    const other = seen.get(source);
    seen.set(source, other ?? { module, replace });
    if (other === undefined) continue;
    const line = (replace ?? other.replace)?.at.line ?? null;
    const isBoth =
      scope.isWorkspace || [module, other.module].every((one) => loaded.has(printVersion(one)));
    const level = isBoth && !scope.isVendored && isCompared(check) ? "error" : "warning";
    const args = {
      target: printInScope(check, found?.folder ?? scope.folder, target),
      first: other.module.path,
      second: path,
      isWorkspace: scope.isWorkspace,
    };
    const place = { file: scope.file, line };
    findings.push(makeFinding("replace-shared-target", level, place, args));
  }
  return findings;
}

/** As Go prints it: in a workspace, a folder goes from the go.work, whichever file names it. */
function printInScope({ scope, reader }: Check, folder: string, target: ModuleVersion): string {
  const { paths } = reader;
  if (!scope.isWorkspace || target.version !== "") return printVersion(target);
  return printFolder(paths, scope.folder, paths.resolve(folder, target.path));
}

/** Whether Go looks for them: in a workspace, only once a package imports something from outside. */
function isCompared({ scope, loading }: Check): boolean {
  if (!scope.isWorkspace) return true;
  return loading.needed().some(({ imported, inclusion, provider }) => {
    const isOwn = scope.mains.some(({ mod }) => mod.module?.path === provider?.path);
    return inclusion === "built" && !isOwn && !isStandardPackage(imported);
  });
}

/** The module with the version that Go comes to first, or that it makes up where none is required. */
function printRequired({ scope, loading }: Check, replace: Replace): string {
  const { path, version } = replace.old;
  const own = scope.mains.flatMap(({ mod }) => mod.require).filter((one) => one.path === path);
  const first = own.find((one) => counts(replace, one, scope))?.version;
  const other = version || (loading.graph.selected.get(path) ?? makeVersion(path));
  return printVersion({ path, version: first ?? other });
}
