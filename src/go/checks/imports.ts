// Imports that Go cannot resolve where a replace has to do with it: the module lacks the package, or nothing requires it.
import { type Finding, type Level, makeFinding } from "../../findings/finding.js";
import type { Inclusion } from "../loading/build-constraint.js";
import { isWithin, type NeededImport } from "../loading/import-graph.js";
import {
  findFolder,
  findReplacement,
  type Loading,
  load,
  type ReplaceScope,
} from "../loading/loading.js";
import { printVersion } from "../loading/local-module.js";
import type { ModuleGraph } from "../loading/module-graph.js";
import { isStandardPackage } from "../loading/standard-library.js";
import type { ModuleVersion, Replace, Require } from "../modfile/modfile.js";
import { compareVersions } from "../modfile/module-version.js";
import { type Check, describeReplace, makeVersion, ofLine } from "./check.js";

const LEVELS: Readonly<Record<Inclusion, Level>> = {
  built: "error",
  open: "warning",
  other: "warning",
  none: "info",
};

/** For each line whose module has only to be required, the first import that it would provide. */
export function findWanted(check: Check): ReadonlyMap<Replace, NeededImport> {
  const found = known.get(check.loading) ?? listWanted(check);
  known.set(check.loading, found);
  return found;
}

// Each line asks for its own.
const known = new WeakMap<Loading, ReadonlyMap<Replace, NeededImport>>();

function listWanted(check: Check): ReadonlyMap<Replace, NeededImport> {
  const wanted = new Map<Replace, NeededImport>();
  const find = makeAddableFinder(check);
  if (find === null) return wanted;
  for (const needed of check.loading.needed()) {
    if (needed.state !== "missing") continue;
    const replace = find(needed.imported);
    if (replace === null) continue;
    const before = wanted.get(replace);
    if (before === undefined || LEVELS[before.inclusion] !== "error") wanted.set(replace, needed);
  }
  return wanted;
}

/** Makes a function that finds the line for an import whose module has only to be required; null if no line is. */
function makeAddableFinder(check: Check): ((imported: string) => Replace | null) | null {
  const addable = listAddable(check);
  if (addable.length === 0) return null;
  return (imported) => {
    const near = addable.filter(({ module }) => isWithin(imported, module.path));
    const found = near.find((one) => holds(check, one, imported));
    // If none has the package, the first is meant, unless a module in use should have it.
    return (found ?? (findNearest(check, imported) === null ? near[0] : null))?.replace ?? null;
  };
}

/** A replaced module that could be required, and the line that counts for it. */
interface Addable {
  readonly module: ModuleVersion;
  readonly replace: Replace;
}

/** The highest version of each replaced module, the longest paths first, as cmd/go's queryImport has them. */
function listAddable({ scope, loading }: Check): Addable[] {
  const mains = new Set(scope.mains.map(({ mod }) => mod.module?.path));
  const highest = new Map<string, string>();
  for (const { old } of listReplaces(scope)) {
    if (mains.has(old.path)) continue;
    const before = highest.get(old.path) ?? "";
    if (before === "" || (old.version !== "" && compareVersions(old.version, before) > 0))
      highest.set(old.path, old.version);
  }
  return [...highest]
    .map(([path, version]) => ({ path, version: version || makeVersion(path) }))
    .filter((module) => {
      const selected = loading.graph.selected.get(module.path);
      return selected === undefined || compareVersions(selected, module.version) < 0;
    })
    .flatMap((module) => {
      const replace = findReplacement(scope, module)?.replace;
      return replace ? [{ module, replace }] : [];
    })
    .sort((a, b) => b.module.path.length - a.module.path.length);
}

/** Whether the package is there; true too where there is no folder to look into. */
function holds({ scope, reader }: Check, { module }: Addable, imported: string): boolean {
  const folder = findFolder(scope, module, reader);
  const packages = folder === null ? null : reader.readPackages(folder);
  return packages?.has(imported.slice(module.path.length + 1)) ?? true;
}

/** Of the modules in use that the import can belong to, the line for the one with the longest path. */
function findNearest({ scope, loading }: Check, imported: string): Replace | null {
  const [nearest] = [...loading.graph.selected]
    .filter(([path]) => isWithin(imported, path))
    .flatMap(([path, version]) => findReplacement(scope, { path, version })?.replace ?? [])
    .sort((a, b) => b.old.path.length - a.old.path.length);
  return nearest ?? null;
}

/** The lines that count: in a workspace, those of its modules too. */
function listReplaces({ replaces, mains, isWorkspace }: ReplaceScope): readonly Replace[] {
  return isWorkspace ? [...replaces, ...mains.flatMap(({ mod }) => mod.replace)] : replaces;
}

/** The scope of the file in which a line stands. */
function findScope(scope: ReplaceScope, replace: Replace): ReplaceScope {
  const main = scope.mains.find(({ mod }) => mod.replace.includes(replace));
  return main === undefined ? scope : { ...scope, file: main.file, folder: main.folder };
}

/** The imports that fail, one finding for each line, module or package at fault. */
export async function checkImports(check: Check): Promise<Finding[]> {
  const { scope, loading, reader } = check;
  if (scope.isVendored && scope.isInStep) return checkVendored(check);
  const findings: Finding[] = [];
  const done = new Set<string>();
  const once = (key: string, finding: () => Finding): void => {
    if (!done.has(key)) findings.push(finding());
    done.add(key);
  };
  const findAddable = makeAddableFinder(check);
  const wanted = findWanted(check);
  const { graph } =
    wanted.size > 0 ? await loadWith(check, [...wanted.keys()].map(versionOf)) : loading;
  for (const [replace, { imported, inclusion, by }] of wanted) {
    const at = findScope(scope, replace);
    const folder =
      replace.new.version === "" ? reader.paths.resolve(at.folder, replace.new.path) : null;
    const packages = folder === null ? null : reader.readPackages(folder);
    // If the folder has no go.mod, that is what is wrong, and is said of the line.
    if (folder !== null && packages === null) continue;
    const level = LEVELS[inclusion];
    const { isWorkspace, isVendored } = scope;
    const isBuilt = inclusion === "built";
    const version = isWorkspace ? null : findRequired(replace, graph);
    const args = {
      ...{ ...describeReplace(replace), imported, isBuilt },
      ...{ isWorkspace, isVendored, version, requirer: findRequirer(scope, by) },
    };
    const isThere = packages?.has(imported.slice(replace.old.path.length + 1)) ?? true;
    findings.push(
      isThere
        ? ofLine(at, replace, "replace-imported-not-required", level, args)
        : ofLine(at, replace, "replace-package-missing", level, args),
    );
  }
  const builds = loading.needed().filter(({ inclusion }) => inclusion === "built");
  for (const { imported, by, state, provider } of builds) {
    const place = { file: scope.file, line: null };
    if (state === "missing") {
      if (findAddable?.(imported)) continue;
      const replace = findNearest(check, imported);
      if (replace !== null) {
        const args = { ...describeReplace(replace), imported, isBuilt: true };
        once(`${findScope(scope, replace).file} ${replace.at.line}`, () =>
          ofLine(findScope(scope, replace), replace, "replace-package-missing", "error", args),
        );
        continue;
      }
      const self = await findSelf(check, by);
      if (self && isWithin(imported, self.declared)) {
        const args = { ...describeReplace(self.replace), declared: self.declared, imported };
        once(by, () => ofLine(scope, self.replace, "replace-self-import", "error", args));
      }
    } else if (state === "not-listed" && provider !== null) {
      const { path, version } = provider;
      const line = findReplacement(scope, provider)?.replace.at.line ?? null;
      const args = { module: path, version, imported, isWorkspace: scope.isWorkspace };
      once(path, () => makeFinding("requirement-missing", "error", { ...place, line }, args));
    } else if (state === "ambiguous" && provider !== null) {
      const isStandard = isStandardPackage(imported);
      const args = { imported, module: provider.path, isStandard };
      once(imported, () => makeFinding("import-ambiguous", "error", place, args));
    }
  }
  return findings;
}

/** What the main modules import of replaced modules and vendor has no package for. */
function checkVendored(check: Check): Finding[] {
  const { scope, loading, reader } = check;
  const { isWorkspace, isVendored } = scope;
  const mains = new Set(scope.mains.map(({ mod }) => mod.module?.path));
  const findAddable = makeAddableFinder(check);
  const findings = new Map<Replace, Finding>();
  for (const { imported, by, inclusion, provider } of loading.needed()) {
    const isOwn = provider !== null && mains.has(provider.path);
    if (inclusion !== "built" || !mains.has(by) || isOwn || isStandardPackage(imported)) continue;
    if (reader.hasGoFiles(reader.paths.join(scope.folder, `vendor/${imported}`))) continue;
    const addable = findAddable?.(imported) ?? null;
    const replace = addable ?? findNearest(check, imported);
    if (replace === null || findings.has(replace)) continue;
    const at = findScope(scope, replace);
    const isFolder = replace.new.version === "";
    const packages = isFolder
      ? reader.readPackages(reader.paths.resolve(at.folder, replace.new.path))
      : null;
    // Where nothing requires it, Go misses the folder itself, which is said of the line.
    if (addable !== null && isFolder && packages === null) continue;
    const isThere = packages?.has(imported.slice(replace.old.path.length + 1)) ?? true;
    const args = { ...describeReplace(replace), imported, isBuilt: true, isWorkspace, isVendored };
    const more = {
      version: addable?.old.version || null,
      requirer: findRequirer(scope, by),
      canVendor: !isFolder || packages !== null,
    };
    const code = !isThere
      ? "replace-package-missing"
      : addable === null
        ? "vendor-package-missing"
        : "replace-imported-not-required";
    findings.set(replace, ofLine(at, replace, code, "error", { ...args, ...more }));
  }
  return [...findings.values()];
}

/** The replace of a module, and the path that its folder declares; null where it declares none. */
async function findSelf(
  { scope, loading, reader }: Check,
  path: string,
): Promise<{ replace: Replace; declared: string } | null> {
  const module = { path, version: loading.graph.selected.get(path) ?? "" };
  const replace = findReplacement(scope, module)?.replace;
  const folder = findFolder(scope, module, reader);
  const read = folder === null ? null : await reader.readGoMod(folder);
  const declared = read?.kind === "file" ? read.parse("dependency").module?.path : undefined;
  return replace && declared ? { replace, declared } : null;
}

/** What Go would load if these modules were required too, as `go get` and `go mod tidy` require them. */
async function loadWith(
  { scope, reader }: Check,
  wanted: Iterable<ModuleVersion>,
): Promise<Loading> {
  // They stand in no line of the file, so they have no `at`.
  const more = [...wanted].map((module) => ({ ...module, indirect: false }) as Require);
  const mains = scope.mains.map((main) => {
    return { ...main, mod: { ...main.mod, require: [...main.mod.require, ...more] } };
  });
  return load({ ...scope, mains }, reader);
}

/** The version that Go takes of a replaced module that nothing requires yet. */
function versionOf({ old: { path, version } }: Replace): ModuleVersion {
  return { path, version: version || makeVersion(path) };
}

/** The lines whose modules have to be required, and what Go would load once they are; that may want more of them. */
export async function lookAhead(
  check: Check,
): Promise<{ loading: Loading; wanted: ReadonlySet<Replace> }> {
  const wanted = new Set<Replace>();
  const more = new Map<string, ModuleVersion>();
  let { loading } = check;
  for (let before = -1; more.size > before; ) {
    before = more.size;
    for (const replace of findWanted({ ...check, loading }).keys()) {
      wanted.add(replace);
      more.set(printVersion(versionOf(replace)), versionOf(replace));
    }
    for (const { state, provider } of loading.needed()) {
      if (state === "not-listed" && provider !== null) more.set(printVersion(provider), provider);
    }
    if (more.size > before) loading = await loadWith(check, more.values());
  }
  return { loading, wanted };
}

/** The go.mod of the main module that imports, itself or through others. */
function findRequirer({ mains, file }: ReplaceScope, by: string): string {
  const main = mains.find(({ mod }) => mod.module?.path === by) ?? mains[0];
  return main?.file ?? file;
}

/** The version in use in this graph, where that is not the one that Go makes up. */
function findRequired(replace: Replace, { selected }: ModuleGraph): string | null {
  const { path, version } = versionOf(replace);
  const required = selected.get(path) ?? version;
  return replace.old.version === "" && required === version ? null : required;
}
