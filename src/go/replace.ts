// What is wrong with the `replace` lines of a go.mod or go.work, judged from the files alone.
import { type Finding, type FindingArgs, type Level, makeFinding } from "../findings/finding.js";
import {
  type Check,
  describeReplace,
  isLoaded,
  isPlaceholder,
  makeVersion,
  ofLine,
  printSide,
} from "./check.js";
import { checkEffects } from "./effect.js";
import type { GoFlags } from "./goflags.js";
import { checkImports, findWanted } from "./import-check.js";
import { isWithin } from "./import-graph.js";
import { counts, findReplacement, load, type ReplaceScope } from "./loading.js";
import { isSame, printVersion } from "./local-module.js";
import type { ModuleVersion, Replace } from "./modfile.js";
import type { GoModRead, ModuleReader } from "./module-reader.js";
import { checkRequirements } from "./requirements.js";
import { isStandardPackage } from "./standard-library.js";
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
  if (replaces.length === 0 && mains.every(({ mod }) => mod.replace.length === 0)) return [];
  const check = { scope, loading: await load(scope, reader), reader, prefixes };
  const imports = await checkImports(check);
  const findings = [...findConflicts(scope), ...checkRequirements(check), ...imports];
  for (const replace of replaces) {
    findings.push(...checkPortable(check, replace), ...checkInternal(check, replace));
    const known = imports.filter(({ place }) => place.line === replace.at.line);
    if (replace.new.version === "") findings.push(...(await checkTarget(check, replace, known)));
  }
  return [
    ...findings,
    ...(await checkMembers(check)),
    ...(await checkEffects(check)),
    ...checkShared(check),
    ...checkChoices(check),
  ];
}

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
      ...{ isWorkspace: false, isVendored: false },
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
  return describeTarget(alone, replace, "error", await reader.readGoMod(folder), fault);
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
    const level = isUsed ? "error" : "warning";
    return [ofLine(scope, replace, "replace-target-in-vendor", level, args)];
  }
  const read = await reader.readGoMod(folder);
  if (scope.isVendored && read.kind !== "file") {
    return [ofLine(scope, replace, "vendor-hides-target", "warning", args)];
  }
  const level = isUsed && !scope.isVendored ? "error" : "warning";
  const path = paths.join(folder, "go.mod");
  const shown = paths.shorten(scope.folder, path);
  const required = printRequired(check, replace);
  const { isWorkspace } = scope;
  const fault = { ...args, required, path, shown, isWindows: paths.isWindows, isWorkspace };
  return read.kind === "file"
    ? checkTargetFile(check, replace, known, folder, read)
    : describeTarget(scope, replace, level, read, fault);
}

/** Whether builds need the target of this line. */
function isUsedBy(check: Check, replace: Replace): boolean {
  return isLoaded(check, replace) || findWanted(check).get(replace)?.inclusion === "built";
}

/** That there is no go.mod to be read where a line says. */
function describeTarget(
  scope: ReplaceScope,
  replace: Replace,
  level: Level,
  read: GoModRead,
  fault: FindingArgs<"replace-target-missing">,
): Finding[] {
  switch (read.kind) {
    case "no-folder":
      return [ofLine(scope, replace, "replace-target-missing", level, fault)];
    case "no-file": {
      const goLine = scope.mains[0]?.mod.go?.version ?? null;
      const code = "replace-target-no-go-mod";
      return [ofLine(scope, replace, code, level, { ...fault, goLine })];
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
  const nested = isLoaded(check, replace) ? checkNested(check, replace, read) : [];
  const isSelf = known.some(({ code }) => code === "replace-self-import");
  if (declared === "" || declared === replace.old.path || isSelf) return nested;
  const root = await findRoot(reader, folder, declared, replace.old.path);
  if (root === null) {
    return [
      ...nested,
      ofLine(scope, replace, "replace-path-mismatch", "info", { ...args, declared }),
    ];
  }
  const { isWorkspace } = scope;
  const better = `${replace.new.path.replace(/[\\/]+$/, "")}/${root}`;
  const isBroken = known.some(({ code }) => code === "replace-package-missing");
  const level = isBroken ? "error" : "warning";
  const found = { ...args, declared, better, isWorkspace };
  return [...nested, ofLine(scope, replace, "replace-target-not-root", level, found)];
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

/** The replaces in a target's own go.mod, which only count where it is the main module. */
function checkNested(
  { scope, loading }: Check,
  replace: Replace,
  read: GoModRead & { kind: "file" },
): Finding[] {
  const missed = loading.missed();
  if (missed.size === 0) return [];
  const { require } = read.parse("dependency");
  return read.parse("main").replace.flatMap((nested) => {
    const required = require.find(({ path }) => path === nested.old.path);
    if (required === undefined || !missed.has(printVersion(required))) return [];
    const level = isPlaceholder(required.version) ? "error" : "warning";
    const args = { ...describeReplace(replace), nested: printSide(nested.old) };
    return [
      ofLine(scope, replace, "replace-nested-ignored", scope.isVendored ? "info" : level, args),
    ];
  });
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
  const way = paths
    .relative(scope.folder, paths.resolve(folder, target.path))
    .replaceAll("\\", "/");
  return /^\.\.?(?:\/|$)/.test(way) ? way : `./${way}`;
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
