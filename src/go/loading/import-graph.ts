// Which module provides each package that builds need, as far as the files on this machine tell it.

import { readMinor } from "../modfile/go-version.js";
import type { ModuleVersion } from "../modfile/modfile.js";
import type { Inclusion } from "./build-constraint.js";
import { type LocalModule, printVersion } from "./local-module.js";
import type { ModuleGraph } from "./module-graph.js";
import { type Packages, strongest } from "./packages.js";
import { isStandardPackage } from "./standard-library.js";

/** A module, and its packages if it lies in a folder of this machine. */
export interface Provider {
  readonly module: ModuleVersion;
  readonly packages: Packages | null;
}

/** An import by a package that builds get to. */
export interface NeededImport {
  readonly imported: string;
  /** The path of the module whose package imports it. */
  readonly by: string;
  /** In which builds. */
  readonly inclusion: Inclusion;
  /**
   * `provided`; `missing`: by no module; `not-listed`: by one that the main module has to require itself, since
   * Go 1.17; `ambiguous`: by two; `unknown`: perhaps by one that is not on this machine.
   */
  readonly state: "provided" | "missing" | "not-listed" | "ambiguous" | "unknown";
  readonly provider: ModuleVersion | null;
}

/** Whether the import path is that of the module or of a package in it. */
export function isWithin(imported: string, path: string): boolean {
  return path !== "" && (imported === path || imported.startsWith(`${path}/`));
}

/**
 * Follows the imports from the packages and tests of the main modules, through the modules in folders.
 * @param packagesOf the packages of a module in use; null when it is in no folder here
 */
export function followImports(
  mains: readonly LocalModule[],
  isWorkspace: boolean,
  graph: ModuleGraph,
  packagesOf: (module: ModuleVersion) => Packages | null,
): NeededImport[] {
  const own = mains.map((main): Provider & { main: LocalModule } => {
    const module = { path: main.mod.module?.path ?? "", version: "" };
    return { module, packages: packagesOf(module), main };
  });
  const others = [...graph.selected]
    .filter(([path]) => path !== "go")
    .map(([path, version]): Provider => {
      const module = { path, version };
      return { module, packages: packagesOf(module) };
    });
  const all = [...own, ...others];
  const listed = new Set(mains.flatMap(({ mod }) => mod.require.map(({ path }) => path)));
  const roots = [...own, ...others.filter(({ module }) => listed.has(module.path))];
  const isPruned = !isWorkspace && mains.every(({ mod }) => readMinor(mod.go?.version) >= 17);
  const passes = (isPruned ? [roots, all] : [all]).map(indexProviders);
  const needed: NeededImport[] = [];
  const places = { direct: new Map<string, number>(), other: new Map<string, number>() };
  const reached = new Map<string, Inclusion>();
  const waiting: { provider: Provider; path: string; inclusion: Inclusion; isMain: boolean }[] = [];
  const need = (imported: string, by: string, inclusion: Inclusion, isDirect: boolean): void => {
    const known = isDirect ? places.direct : places.other;
    const place = known.get(imported) ?? needed.length;
    const before = needed[place]?.inclusion ?? "none";
    if (strongest(before, inclusion) === before) return;
    const found = findProvider(imported, passes);
    const { provider } = found;
    // What a main module itself imports it has to list, and in a workspace Go has to have read its go.mod.
    const isListed =
      !isDirect ||
      provider === null ||
      own.includes(provider as (typeof own)[number]) ||
      (isWorkspace ? graph.loaded.has(printVersion(provider.module)) : roots.includes(provider));
    const state = found.state === "provided" && !isListed ? "not-listed" : found.state;
    needed[place] = { imported, by, inclusion, state, provider: provider?.module ?? null };
    known.set(imported, place);
    if (provider?.packages) {
      visit(provider, imported.slice(provider.module.path.length + 1), inclusion, false);
    }
  };
  const visit = (provider: Provider, path: string, inclusion: Inclusion, isMain: boolean): void => {
    const key = `${provider.module.path} ${path}`;
    const before = reached.get(key) ?? "none";
    if (strongest(before, inclusion) === before) return;
    reached.set(key, inclusion);
    waiting.push({ provider, path, inclusion, isMain });
  };
  for (const provider of own) {
    const isIgnored = makeIgnore(provider.main);
    for (const path of provider.packages?.keys() ?? []) {
      if (!isIgnored(path)) visit(provider, path, "built", true);
    }
    // For go tool, and go mod tidy, though no build takes them.
    const { mod } = provider.main;
    for (const { path } of mod.tool) need(path, provider.module.path, "other", true);
  }
  const ownPaths = new Set(own.map(({ module }) => module.path));
  const dependencies: typeof waiting = [];
  const visitAll = (): void => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { provider, path, inclusion, isMain } = next;
      if (!isMain) dependencies.push(next);
      for (const [imported, { code, test }] of provider.packages?.get(path) ?? []) {
        const own = isMain ? strongest(code, test) : code;
        const both = strongest(own, inclusion) === own ? inclusion : own;
        if (both !== "none")
          need(imported, provider.module.path, both, ownPaths.has(provider.module.path));
      }
    }
  };
  visitAll();
  // Of what they import, no build takes the tests, but `go mod tidy` does.
  for (const { provider, path } of dependencies.splice(0)) {
    for (const [imported, { test }] of provider.packages?.get(path) ?? []) {
      if (test !== "none") need(imported, provider.module.path, "other", false);
    }
  }
  visitAll();
  return needed;
}

/** By the path of the module, in the order in which they are asked. */
type Providers = ReadonlyMap<string, readonly { provider: Provider; order: number }[]>;

function indexProviders(providers: readonly Provider[]): Providers {
  const index = new Map<string, { provider: Provider; order: number }[]>();
  for (const [order, provider] of providers.entries()) {
    const { path } = provider.module;
    const others = index.get(path);
    if (others === undefined) index.set(path, [{ provider, order }]);
    else others.push({ provider, order });
  }
  return index;
}

/** Those that the import path is within. */
function findNear(imported: string, providers: Providers): Provider[] {
  const near = [...(providers.get(imported) ?? [])];
  for (let end = imported.lastIndexOf("/"); end > 0; end = imported.lastIndexOf("/", end - 1)) {
    near.push(...(providers.get(imported.slice(0, end)) ?? []));
  }
  return near.sort((a, b) => a.order - b.order).map(({ provider }) => provider);
}

/** As cmd/go's importFromModules: among what go.mod lists, then in the whole graph. */
function findProvider(
  imported: string,
  passes: readonly Providers[],
): { state: NeededImport["state"]; provider: Provider | null } {
  for (const [index, providers] of passes.entries()) {
    const near = findNear(imported, providers);
    const sure = near.filter(({ module, packages }) =>
      packages?.has(imported.slice(module.path.length + 1)),
    );
    const [provider = null] = sure;
    if (sure.length > 1 || (provider !== null && isStandardPackage(imported)))
      return { state: "ambiguous", provider };
    // A module that is nowhere here may hold it as well.
    if (near.some(({ packages }) => packages === null)) return { state: "unknown", provider };
    if (provider !== null) return { state: index === 0 ? "provided" : "not-listed", provider };
  }
  return { state: isStandardPackage(imported) ? "provided" : "missing", provider: null };
}

/** Whether `./...` passes by a folder for an `ignore` line. */
function makeIgnore({ mod }: LocalModule): (path: string) => boolean {
  const ignored = mod.ignore.map(({ path }) => path.replace(/\/+$/, ""));
  return (path) =>
    ignored.some((one) =>
      one.startsWith("./")
        ? isWithin(path, one.slice(2))
        : `/${path}/`.includes(`/${one.replace(/^\//, "")}/`),
    );
}
