// The module graph that Go loads, as far as the go.mod files on this machine tell it.
import { compareGoVersions, readMinor } from "../modfile/go-version.js";
import type { ModFile, ModuleVersion } from "../modfile/modfile.js";
import { compareVersions } from "../modfile/module-version.js";
import { isSame, type LocalModule, printVersion } from "./local-module.js";

/** Reads the go.mod that Go takes for a required version, replaces included; null when it is not on this machine. */
export type RequirementReader = (required: ModuleVersion) => Promise<ModFile | null>;

export interface ModuleGraph {
  /** By path, the highest version that any go.mod in the graph requires; Go's own version is that of `go`. */
  readonly selected: ReadonlyMap<string, string>;
  /** What Go reads the go.mod of, by `path@version`: what it requires; null when it is not on this machine. */
  readonly loaded: ReadonlyMap<string, readonly ModuleVersion[] | null>;
  /** All that is required in there, by `path@version`. */
  readonly known: ReadonlyMap<string, ModuleVersion>;
  /** The same, by path. */
  readonly versions: ReadonlyMap<string, readonly ModuleVersion[]>;
}

/** How much of a module's requirements Go reads; cmd/go, modPruning. */
type Pruning = "pruned" | "unpruned" | "workspace";

/**
 * Loads the graph as cmd/go's readModGraph does.
 * @param isWorkspace whether the modules are those of a go.work
 * @param isWhole reads everything that can be required, as Go does for modules from before Go 1.17
 */
export async function loadGraph(
  mains: readonly LocalModule[],
  isWorkspace: boolean,
  read: RequirementReader,
  isWhole = false,
): Promise<ModuleGraph> {
  const selected = new Map<string, string>();
  const loaded = new Map<string, readonly ModuleVersion[] | null>();
  const known = new Map<string, ModuleVersion>();
  const versions = new Map<string, ModuleVersion[]>();
  const summaries = new Map<string, { pruning: Pruning } | null>();
  const seen: Record<Pruning, Set<string>> = {
    pruned: new Set(),
    unpruned: new Set(),
    workspace: new Set(),
  };
  const mainPaths = new Set(mains.map(({ mod }) => mod.module?.path ?? ""));
  const excluded = new Set(mains.flatMap(({ mod }) => mod.exclude.map(printVersion)));

  const require = (of: ModFile, isMain: boolean): ModuleVersion[] => {
    const listed = listRequirements(of, isMain);
    const requirements =
      excluded.size === 0 ? listed : listed.filter((one) => !excluded.has(printVersion(one)));
    for (const one of requirements) {
      const key = printVersion(one);
      if (!known.has(key)) {
        known.set(key, one);
        const others = versions.get(one.path);
        if (others === undefined) versions.set(one.path, [one]);
        else others.push(one);
      }
      // A main module is in use as it is, though Go reads what older versions of it require.
      if (mainPaths.has(one.path)) continue;
      const highest = selected.get(one.path);
      if (highest === undefined || compareRequired(one.path, one.version, highest) > 0) {
        selected.set(one.path, one.version);
      }
    }
    return requirements;
  };
  const waiting: { module: ModuleVersion; key: string; pruning: Pruning }[] = [];
  const enqueue = (module: ModuleVersion, pruning: Pruning): void => {
    if (module.path === "go") return;
    const key = printVersion(module);
    if (seen[pruning].has(key)) return;
    seen[pruning].add(key);
    waiting.push({ module, key, pruning });
  };
  const visitAll = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { module, key, pruning } = next;
      let summary = summaries.get(key);
      if (summary === undefined) {
        const mod = await read(module);
        summary = mod && { pruning: pruningOf(mod) };
        summaries.set(key, summary);
        loaded.set(key, mod && require(mod, false));
      }
      if (summary === null) continue;
      const isUnpruned = pruning === "unpruned" || summary.pruning === "unpruned";
      if (pruning === "pruned" && !isUnpruned) continue;
      for (const one of loaded.get(key) ?? []) {
        enqueue(one, isUnpruned ? "unpruned" : summary.pruning);
      }
    }
  };
  for (const { mod } of mains) {
    const pruning = isWhole ? "unpruned" : pruningOf(mod);
    for (const one of require(mod, true)) enqueue(one, pruning);
  }
  await visitAll();
  // What in a workspace is not at the version that its requirer names, Go reads on from.
  const reread = new Map(
    isWorkspace ? mains.map(({ file, mod }) => [file, require(mod, true)]) : [],
  );
  for (let before = -1; before < seen.workspace.size; ) {
    before = seen.workspace.size;
    for (const { path, version } of [...reread.values()].flat()) {
      const module = { path, version: selected.get(path) ?? version };
      const key = printVersion(module);
      if (compareRequired(path, module.version, version) <= 0 || reread.has(key)) continue;
      enqueue(module, "workspace");
      await visitAll();
      reread.set(key, [...(loaded.get(key) ?? [])]);
    }
  }
  return { selected, loaded, known, versions };
}

/** Its requirements, and since Go 1.21 the Go that it asks for. */
function listRequirements(mod: ModFile, isMain: boolean): ModuleVersion[] {
  const requirements: ModuleVersion[] = mod.require.map(({ path, version }) => ({ path, version }));
  const version = mod.go?.version ?? "1.16";
  if (isMain || compareGoVersions(version, "1.21") >= 0) requirements.push({ path: "go", version });
  return requirements;
}

/** Since Go 1.17 a go.mod names all that its packages need, so that Go need not read those further down. */
function pruningOf({ go }: ModFile): Pruning {
  return readMinor(go?.version) >= 17 ? "pruned" : "unpruned";
}

function compareRequired(path: string, left: string, right: string): number {
  return path === "go" ? compareGoVersions(left, right) : compareVersions(left, right);
}

/** A requirement that Go does not take as it stands. */
export interface Outdated extends ModuleVersion {
  /** The higher version that counts; null for one that the same file excludes. */
  readonly selected: string | null;
}

/** The requirements of a go.mod for which `go mod tidy` has to be run, in every command that loads the graph. */
export function findOutdated({ mod }: LocalModule, { selected }: ModuleGraph): Outdated[] {
  const excluded = new Set(mod.exclude.map(printVersion));
  return listRequirements(mod, true).flatMap((one): Outdated[] => {
    const { path, version } = one;
    if (excluded.has(printVersion(one))) return [{ ...one, selected: null }];
    const highest = selected.get(path);
    return highest !== undefined && compareRequired(path, highest, version) > 0
      ? [{ ...one, selected: highest }]
      : [];
  });
}

/** The first module that requires this version, as `path@version`. */
export function findRequirer(module: ModuleVersion, { loaded }: ModuleGraph): string | null {
  for (const [key, requirements] of loaded) {
    if (requirements?.some((one) => isSame(one, module))) return key;
  }
  return null;
}
