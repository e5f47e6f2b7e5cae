// What Go would load for a go.mod, or for a go.work and its modules: the graph, and the packages' imports.

import type { ModFile, ModuleVersion, Replace } from "../modfile/modfile.js";
import { followImports, type NeededImport } from "./import-graph.js";
import { findReplace, type LocalModule } from "./local-module.js";
import { loadGraph, type ModuleGraph } from "./module-graph.js";
import type { ModuleReader } from "./module-reader.js";
import type { Packages } from "./packages.js";

/** The file whose replaces are to be checked, and the modules that they are for. */
export interface ReplaceScope {
  /** The path of a go.mod or go.work. */
  readonly file: string;
  /** Its folder, absolute, from which its relative targets go. */
  readonly folder: string;
  readonly replaces: readonly Replace[];
  /** The module of that go.mod, or those that the go.work uses. */
  readonly mains: readonly LocalModule[];
  readonly isWorkspace: boolean;
  /** Whether builds take their packages from vendor. */
  readonly isVendored: boolean;
  /** Whether vendor is in step, so that Go builds from it and looks no further. */
  readonly isInStep: boolean;
}

export interface Loading {
  readonly graph: ModuleGraph;
  /** All that `go mod tidy` may come to read: more than builds do. */
  whole(): Promise<ModuleGraph>;
  /** What is required, as `path@version`, that nothing replaces and whose go.mod Go misses. */
  missed(): ReadonlySet<string>;
  /** What the packages and tests of the main modules need, through the modules in folders. */
  needed(): readonly NeededImport[];
}

/** Loads as Go does, from what is on this machine; what is asked for only sometimes, when it is asked for. */
export async function load(scope: ReplaceScope, reader: ModuleReader): Promise<Loading> {
  const { mains, isWorkspace } = scope;
  const read = (required: ModuleVersion) => readRequired(scope, required, reader);
  const graph = await loadGraph(mains, isWorkspace, read);
  let whole: Promise<ModuleGraph> | null = null;
  let needed: readonly NeededImport[] | null = null;
  let missed: ReadonlySet<string> | null = null;
  return {
    graph,
    whole: () => {
      whole ??= loadGraph(mains, isWorkspace, read, true);
      return whole;
    },
    missed: () => {
      missed ??= findMissed(scope, graph);
      return missed;
    },
    needed: () => {
      needed ??= followImports(mains, isWorkspace, graph, (module) =>
        findPackages(scope, module, reader),
      );
      return needed;
    },
  };
}

function findMissed(scope: ReplaceScope, { known, loaded }: ModuleGraph): ReadonlySet<string> {
  const mains = new Set(scope.mains.map(({ mod }) => mod.module?.path));
  const missed = [...known].filter(
    ([key, module]) =>
      // Go itself is required, but has no go.mod.
      module.path !== "go" &&
      !loaded.get(key) &&
      // Of older versions of a main module, Go reads only some.
      (loaded.has(key) || !mains.has(module.path)) &&
      findReplacement(scope, module) === null,
  );
  return new Set(missed.map(([key]) => key));
}

/** What a version is replaced by, with the folder that a relative path goes from; null when by nothing. */
export function findReplacement(
  scope: ReplaceScope,
  module: ModuleVersion,
): { replace: Replace; folder: string } | null {
  if (!scope.isWorkspace) {
    const replace = findReplace(scope.replaces, module);
    return replace && { replace, folder: scope.folder };
  }
  // Of the modules of a workspace, the one that is named last decides.
  for (const { replaces, folder } of [
    scope,
    ...scope.mains.map((main) => ({ replaces: main.mod.replace, folder: main.folder })).reverse(),
  ]) {
    const replace = findReplace(replaces, module);
    if (replace !== null) return { replace, folder };
  }
  return null;
}

/** The folder that stands for a version; null when it is a published module. */
export function findFolder(
  scope: ReplaceScope,
  module: ModuleVersion,
  { paths }: ModuleReader,
): string | null {
  const found = findReplacement(scope, module);
  if (found === null || found.replace.new.version !== "") return null;
  return paths.resolve(found.folder, found.replace.new.path);
}

async function readRequired(
  scope: ReplaceScope,
  required: ModuleVersion,
  reader: ModuleReader,
): Promise<ModFile | null> {
  const found = findReplacement(scope, required);
  const target = found?.replace.new ?? required;
  const read =
    found !== null && target.version === ""
      ? await reader.readGoMod(reader.paths.resolve(found.folder, target.path))
      : reader.readPublished(target);
  if (read?.kind !== "file") return null;
  const mod = read.parse("dependency");
  return mod.errors.length > 0 ? null : mod;
}

function findPackages(
  scope: ReplaceScope,
  module: ModuleVersion,
  reader: ModuleReader,
): Packages | null {
  const main = scope.mains.find(({ mod }) => mod.module?.path === module.path);
  if (main) return reader.readPackages(main.folder);
  const found = findReplacement(scope, module);
  if (found !== null && found.replace.new.version === "") {
    return reader.readPackages(reader.paths.resolve(found.folder, found.replace.new.path));
  }
  return null;
}

/** Whether this line is the one that counts for a version. */
export function counts(replace: Replace, module: ModuleVersion, scope: ReplaceScope): boolean {
  return module.path === replace.old.path && findReplace(scope.replaces, module)?.at === replace.at;
}
