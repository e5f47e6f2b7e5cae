// Imports that no module provides, or one that go.mod does not list, where a replace has to do with it.
import { type Finding, type Level, makeFinding } from "../findings/finding.js";
import type { Inclusion } from "./build-constraint.js";
import { type Check, describeReplace, makeVersion, ofLine } from "./check.js";
import { isWithin, type NeededImport } from "./import-graph.js";
import { findFolder, findReplacement, type Loading, load, type ReplaceScope } from "./loading.js";
import type { Replace } from "./modfile.js";
import { isStandardPackage } from "./standard-library.js";

const LEVELS: Readonly<Record<Inclusion, Level>> = {
  built: "error",
  open: "warning",
  other: "warning",
  none: "info",
};

/** The first import of each line that nothing requires, though it is imported. */
export function findWanted({ scope, loading }: Check): ReadonlyMap<Replace, NeededImport> {
  const wanted = new Map<Replace, NeededImport>();
  if (
    scope.isVendored ||
    !listReplaces(scope).some(({ old }) => !isRequired(old.path, loading.graph.selected))
  )
    return wanted;
  for (const needed of loading.needed()) {
    if (needed.state !== "missing") continue;
    const replace = findNearest(scope, needed.imported);
    if (replace === null || isRequired(replace.old.path, loading.graph.selected)) continue;
    const before = wanted.get(replace);
    if (before === undefined || LEVELS[before.inclusion] !== "error") wanted.set(replace, needed);
  }
  return wanted;
}

function isRequired(path: string, selected: ReadonlyMap<string, string>): boolean {
  return selected.has(path);
}

/** The line for the module with the longest path that the import can be of, other than the main modules'. */
function findNearest(scope: ReplaceScope, imported: string): Replace | null {
  const near = listReplaces(scope).filter(
    ({ old }) =>
      isWithin(imported, old.path) && !scope.mains.some(({ mod }) => mod.module?.path === old.path),
  );
  return near.sort((a, b) => b.old.path.length - a.old.path.length)[0] ?? null;
}

/** In a workspace, those of its modules count as well. */
function listReplaces({ replaces, mains, isWorkspace }: ReplaceScope): readonly Replace[] {
  return isWorkspace ? [...replaces, ...mains.flatMap(({ mod }) => mod.replace)] : replaces;
}

/** The scope of the file in which a line stands. */
function findScope(scope: ReplaceScope, replace: Replace): ReplaceScope {
  const main = scope.mains.find(({ mod }) => mod.replace.includes(replace));
  return main === undefined ? scope : { ...scope, file: main.file, folder: main.folder };
}

export async function checkImports(check: Check): Promise<Finding[]> {
  const { scope, loading, reader } = check;
  if (scope.isVendored) return [];
  const findings: Finding[] = [];
  const done = new Set<string>();
  const once = (key: string, finding: () => Finding): void => {
    if (!done.has(key)) findings.push(finding());
    done.add(key);
  };
  for (const [replace, { imported, inclusion }] of findWanted(check)) {
    const at = findScope(scope, replace);
    const folder =
      replace.new.version === "" ? reader.paths.resolve(at.folder, replace.new.path) : null;
    const packages = folder === null ? null : reader.readPackages(folder);
    // Without its go.mod, that is what is wrong, and said of the line.
    if (folder !== null && packages === null) continue;
    const level = LEVELS[inclusion];
    const { isWorkspace } = scope;
    const isBuilt = inclusion === "built";
    const version = isWorkspace ? null : await findRequired(check, replace);
    const args = { ...describeReplace(replace), imported, isBuilt, isWorkspace, version };
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
      const replace = findNearest(scope, imported);
      if (replace !== null) {
        if (!loading.graph.selected.has(replace.old.path)) continue;
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

/** The replace of a module, and the path by which its folder declares itself, if that is another. */
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

/** What Go would load if these were required as well, as `go get` and `go mod tidy` would have it. */
async function loadWith({ scope, reader }: Check, wanted: Iterable<Replace>): Promise<Loading> {
  const more = [...wanted].map(({ old: { path, version }, at }) => {
    return { path, version: version || makeVersion(path), indirect: false, at };
  });
  const mains = scope.mains.map((main) => {
    return { ...main, mod: { ...main.mod, require: [...main.mod.require, ...more] } };
  });
  return load({ ...scope, mains }, reader);
}

/** The lines for modules that are wanted, and what Go would load with them, which may want more. */
export async function lookAhead(
  check: Check,
): Promise<{ loading: Loading; wanted: ReadonlySet<Replace> }> {
  const wanted = new Set(findWanted(check).keys());
  let { loading } = check;
  for (let before = 0; wanted.size > before; ) {
    before = wanted.size;
    loading = await loadWith(check, wanted);
    for (const replace of findWanted({ ...check, loading }).keys()) wanted.add(replace);
  }
  return { loading, wanted };
}

/** The version that is in use once the module is required, where that is not the one that Go makes up. */
async function findRequired(check: Check, replace: Replace): Promise<string | null> {
  const { path, version } = replace.old;
  const { graph } = await loadWith(check, [replace]);
  const selected = graph.selected.get(path) ?? "";
  return ["", version || makeVersion(path)].includes(selected) ? null : selected;
}
