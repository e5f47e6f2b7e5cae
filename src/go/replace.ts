// What is wrong with the `replace` lines of a go.mod, judged from the files alone.
import {
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Level,
  makeFinding,
} from "../findings/finding.js";
import { readMinor } from "./go-version.js";
import { findReplace, isSame, type LocalModule, printVersion } from "./local-module.js";
import type { ModFile, ModuleVersion, Replace } from "./modfile.js";
import type { GoModRead, ModuleReader } from "./module-reader.js";
import { compareVersions } from "./module-version.js";
import type { Paths } from "./paths.js";

export interface ReplaceOptions {
  /** The prefixes of environments; a target should lie in one only where the module does too. */
  readonly prefixes?: readonly string[];
}

/** The file whose replaces are to be checked, and the modules that they are for. */
export interface ReplaceScope {
  /** The path of a go.mod or go.work. */
  readonly file: string;
  /** Its folder, absolute, from which its relative targets go. */
  readonly folder: string;
  readonly replaces: readonly Replace[];
  /** The module of that go.mod, or those that the go.work uses. */
  readonly mains: readonly LocalModule[];
  /** Whether builds take their packages from vendor. */
  readonly isVendored: boolean;
}

/** Everything that is wrong with the replaces of one file. */
export async function checkReplaces(
  scope: ReplaceScope,
  reader: ModuleReader,
  options: ReplaceOptions,
): Promise<Finding[]> {
  const graph = await loadGraph(scope, reader);
  const check = new ReplaceCheck(scope, graph, reader, options);
  return [...findConflicts(scope), ...(await check.run())];
}

/** Replaces of one module and version: by different things Go refuses them, by equal ones not. */
function findConflicts({ file, replaces }: ReplaceScope): Finding[] {
  const seen = new Map<string, Replace>();
  const findings: Finding[] = [];
  for (const replace of replaces) {
    const module = printVersion(replace.old);
    const earlier = seen.get(module);
    const place = { file, line: replace.at.line };
    if (earlier === undefined) {
      seen.set(module, replace);
    } else if (isSame(earlier.new, replace.new)) {
      const args = { module, first: String(earlier.at.line) };
      findings.push(makeFinding("replace-duplicate", "info", place, args));
    } else {
      const args = { module, first: printVersion(earlier.new), second: printVersion(replace.new) };
      findings.push(makeFinding("replace-conflict", "error", place, args));
    }
  }
  return findings;
}

/** As far as the files on this machine tell what Go would load. */
interface Graph {
  /** The highest version of each path that any of them requires. */
  readonly selected: ReadonlyMap<string, string>;
  /** The modules whose go.mod Go reads, by `path@version`. */
  readonly loaded: ReadonlySet<string>;
  /** Those that are required, too. */
  readonly known: ReadonlySet<string>;
}

/** Reads the go.mod of what is required, as far as it is replaced by folders. */
async function loadGraph(scope: ReplaceScope, reader: ModuleReader): Promise<Graph> {
  const { mains } = scope;
  const selected = new Map<string, string>();
  const loaded = new Set<string>();
  const known = new Set<string>();
  const excluded = new Set(mains.flatMap(({ mod }) => mod.exclude.map(printVersion)));
  const mainPaths = new Set(mains.map(({ mod }) => mod.module?.path));
  const visit = async (mod: ModFile, readsOn: boolean, isPruned: boolean): Promise<void> => {
    for (const required of mod.require) {
      const key = printVersion(required);
      if (excluded.has(key) || mainPaths.has(required.path)) continue;
      known.add(key);
      const highest = selected.get(required.path);
      if (highest === undefined || compareVersions(required.version, highest) > 0) {
        selected.set(required.path, required.version);
      }
      if (!readsOn || loaded.has(key)) continue;
      loaded.add(key);
      const folder = findTargetFolder(scope, required, reader.paths);
      const read = folder === null ? null : await reader.readGoMod(folder);
      if (read?.kind !== "file") continue;
      const next = read.parse("dependency");
      await visit(next, !isPruned || !namesAll(next), isPruned);
    }
  };
  // A workspace goes by the modules' own go lines throughout.
  for (const { mod } of mains) await visit(mod, true, mains.length > 1 || namesAll(mod));
  return { selected, loaded, known };
}

/** Since Go 1.17 a go.mod names all that its builds need, so that Go need not read those of its requirements' requirements. */
function namesAll({ go }: ModFile): boolean {
  return readMinor(go?.version) >= 17;
}

/** The folder that replaces this version, in the file of the scope or in those of its modules. */
function findTargetFolder(scope: ReplaceScope, module: ModuleVersion, paths: Paths): string | null {
  for (const { replaces, folder } of [
    scope,
    ...scope.mains.map((main) => ({ replaces: main.mod.replace, folder: main.folder })),
  ]) {
    const replace = findReplace(replaces, module);
    if (replace === null) continue;
    return replace.new.version === "" ? paths.resolve(folder, replace.new.path) : null;
  }
  return null;
}

class ReplaceCheck {
  private readonly findings: Finding[] = [];

  constructor(
    private readonly scope: ReplaceScope,
    private readonly graph: Graph,
    private readonly reader: ModuleReader,
    private readonly options: ReplaceOptions,
  ) {}

  async run(): Promise<Finding[]> {
    for (const replace of this.scope.replaces) {
      const isLoaded = await this.checkUse(replace);
      if (replace.new.version === "") {
        this.checkPortable(replace);
        await this.checkTarget(replace, isLoaded);
      }
      await this.checkInternal(replace);
    }
    this.checkShared();
    return this.findings;
  }

  private add<Code extends FindingCode>(
    code: Code,
    level: Level,
    { at }: Replace,
    args: FindingArgs<Code>,
  ): void {
    const place = { file: this.scope.file, line: at.line };
    this.findings.push(makeFinding(code, level, place, args));
  }

  /** Says why the line has no effect, if it has none. @returns whether Go reads its target */
  private async checkUse(replace: Replace): Promise<boolean> {
    const { old } = replace;
    const { selected, loaded, known } = this.graph;
    const args = describeReplace(replace);
    const counts = (keys: ReadonlySet<string>): boolean =>
      [...keys].some((key) => {
        const module = splitVersion(key);
        return (
          module.path === old.path && findReplace(this.scope.replaces, module)?.at === replace.at
        );
      });
    if (counts(known)) return counts(loaded);
    const version = selected.get(old.path);
    if (this.mainPaths.includes(old.path)) {
      this.add("replace-of-main-module", "warning", replace, args);
    } else if (version === undefined) {
      await this.checkRequired(replace);
    } else if (old.version !== "" && old.version !== version) {
      this.add("replace-version-unused", "warning", replace, { ...args, selected: version });
    } else {
      const by = findReplace(this.scope.replaces, { path: old.path, version });
      // Of equal lines, the duplicate has been reported already.
      if (by !== null && !isSame(by.old, old)) {
        this.add("replace-overridden", "info", replace, { ...args, by: printSide(by.old) });
      }
    }
    return false;
  }

  private async checkRequired(replace: Replace): Promise<void> {
    const args = describeReplace(replace);
    const imported = await this.findMainImport(replace.old.path);
    // Another module may be the one that holds it.
    const isElsewhere = [...this.graph.selected.keys(), ...this.mainPaths].some(
      (path) => imported !== null && isWithin(imported, path),
    );
    if (imported !== null && !isElsewhere && !this.scope.isVendored) {
      this.add("replace-imported-not-required", "error", replace, { ...args, imported });
    } else {
      this.add("replace-not-required", "info", replace, args);
    }
  }

  private checkPortable(replace: Replace): void {
    const { path } = replace.new;
    const { isAbsolute, isInside, isWindows, resolve } = this.reader.paths;
    const args = describeReplace(replace);
    const target = resolve(this.scope.folder, path);
    const prefix = this.options.prefixes?.find(
      (one) => isInside(target, one) && !isInside(this.scope.folder, one),
    );
    if (prefix !== undefined) {
      this.add("replace-target-in-other-environment", "warning", replace, { ...args, prefix });
    } else if (isAbsolute(path)) {
      this.add("replace-target-absolute", "warning", replace, args);
    } else if (isWindows && !path.startsWith(".")) {
      this.add("replace-target-without-drive", "warning", replace, { ...args, folder: target });
    }
  }

  private async checkTarget(replace: Replace, isLoaded: boolean): Promise<void> {
    const { paths } = this.reader;
    const folder = paths.resolve(this.scope.folder, replace.new.path);
    const read = await this.reader.readGoMod(folder);
    const args = describeReplace(replace);
    if (this.scope.isVendored && read.kind !== "file") {
      this.add("vendor-hides-target", "warning", replace, args);
      return;
    }
    const level = isLoaded ? "error" : "warning";
    const path = paths.join(folder, "go.mod");
    const required = printRequired(replace.old, this.graph.selected);
    const shown = paths.shorten(this.scope.folder, path);
    const fault = { ...args, required, path, shown, isWindows: paths.isWindows };
    switch (read.kind) {
      case "no-folder":
        this.add("replace-target-missing", level, replace, fault);
        break;
      case "no-file":
        this.add("replace-target-no-go-mod", level, replace, fault);
        break;
      case "not-a-folder":
        this.add("replace-target-not-folder", level, replace, fault);
        break;
      case "unreadable":
        this.add("replace-target-unreadable", level, replace, { ...fault, reason: read.reason });
        break;
      case "file":
        await this.checkTargetFile(replace, folder, read, isLoaded);
    }
  }

  private async checkTargetFile(
    replace: Replace,
    folder: string,
    read: GoModRead & { kind: "file" },
    isLoaded: boolean,
  ): Promise<void> {
    const { join, shorten } = this.reader.paths;
    const shown = shorten(this.scope.folder, join(folder, "go.mod"));
    const args = { ...describeReplace(replace), shown };
    const target = read.parse("dependency");
    const [error] = target.errors;
    if (error !== undefined) {
      const at = error.column > 1 ? `${error.line}:${error.column}` : String(error.line);
      const level = isLoaded && !this.scope.isVendored ? "error" : "warning";
      this.add("replace-target-syntax", level, replace, { ...args, at, detail: error.message });
      return;
    }
    const declared = target.module?.path ?? "";
    if (declared !== "" && declared !== replace.old.path) {
      const imported = await this.findSelfImport(replace.old.path, folder, declared);
      if (imported !== null && isLoaded && !this.scope.isVendored) {
        this.add("replace-self-import", "error", replace, { ...args, declared, imported });
      } else {
        this.add("replace-path-mismatch", "info", replace, { ...args, declared });
      }
    }
    if (isLoaded) this.checkNested(replace, read.parse("main"), target);
  }

  private checkNested(replace: Replace, whole: ModFile, target: ModFile): void {
    for (const nested of whole.replace) {
      if (this.scope.replaces.some(({ old }) => old.path === nested.old.path)) continue;
      const required = target.require.find(({ path }) => path === nested.old.path);
      // Such a version stands in for one that nobody published.
      const isPlaceholder = /^v(?:0\.0\.0|\d+\.0\.0-00010101000000-0{12})$/.test(
        required?.version ?? "",
      );
      const level = required === undefined ? "info" : isPlaceholder ? "error" : "warning";
      const args = { ...describeReplace(replace), nested: printSide(nested.old) };
      this.add("replace-nested-ignored", this.scope.isVendored ? "info" : level, replace, args);
    }
  }

  private async checkInternal(replace: Replace): Promise<void> {
    const { path } = replace.old;
    const internal = /^(.+?)\/internal(?=\/|$)(?!.*\/internal(?:\/|$))/.exec(path)?.[1];
    const main = this.mainPaths.find((one) => internal !== undefined && !isWithin(one, internal));
    if (internal === undefined || main === undefined) return;
    const imported = await this.findMainImport(path);
    if (imported === null && !this.graph.selected.has(path)) return;
    const args = { ...describeReplace(replace), parent: internal, main };
    this.add("replace-internal", imported === null ? "warning" : "error", replace, args);
  }

  /** Two modules that come from one place, which Go refuses once it builds anything. */
  private checkShared(): void {
    const { replaces, isVendored } = this.scope;
    const seen = new Map<string, { module: ModuleVersion; replace: Replace | null }>();
    for (const path of [...this.graph.selected.keys()].sort()) {
      const module = { path, version: this.graph.selected.get(path) as string };
      const replace = findReplace(replaces, module);
      // By what is written, as Go compares it.
      const source = printVersion(replace?.new ?? module);
      const other = seen.get(source);
      seen.set(source, other ?? { module, replace });
      const at = replace ?? other?.replace;
      if (other === undefined || !at) continue;
      const isLoaded = [module, other.module].every((one) =>
        this.graph.loaded.has(printVersion(one)),
      );
      const args = { target: source, first: other.module.path, second: path };
      this.add("replace-shared-target", isLoaded && !isVendored ? "error" : "warning", at, args);
    }
  }

  private get mainPaths(): string[] {
    return this.scope.mains.map(({ mod }) => mod.module?.path ?? "");
  }

  private async findMainImport(path: string): Promise<string | null> {
    const imports = await this.readMainImports();
    return imports.find((imported) => isWithin(imported, path)) ?? null;
  }

  private async readMainImports(): Promise<string[]> {
    const packages = await Promise.all(
      this.scope.mains.map(({ folder }) => this.reader.readImports(folder)),
    );
    return packages.flatMap((each) => [...each.values()].flatMap((imports) => [...imports]));
  }

  /** An import of the folder by its declared path, in a package that the main modules get to. */
  private async findSelfImport(
    path: string,
    folder: string,
    declared: string,
  ): Promise<string | null> {
    const packages = await this.reader.readImports(folder);
    const others = [...this.graph.selected.keys()].filter((other) => other !== path);
    const reached = new Set((await this.readMainImports()).filter((one) => isWithin(one, path)));
    for (const one of reached) {
      for (const imported of packages.get(one.slice(path.length + 1)) ?? []) {
        if (isWithin(imported, path)) reached.add(imported);
        else if (isWithin(imported, declared) && !others.some((other) => isWithin(imported, other)))
          return imported;
      }
    }
    return null;
  }
}

function describeReplace({ old, new: target }: Pick<Replace, "old" | "new">): {
  module: string;
  target: string;
} {
  return { module: printSide(old), target: printSide(target) };
}

/** As it stands in a go.mod: `example.com/a v1.0.0`. */
function printSide({ path, version }: ModuleVersion): string {
  return version === "" ? path : `${path} ${version}`;
}

/** The module with the version that is required, where one is. */
function printRequired(old: ModuleVersion, selected: ReadonlyMap<string, string>): string {
  const version = old.version || (selected.get(old.path) ?? "");
  return printVersion({ path: old.path, version });
}

function splitVersion(key: string): ModuleVersion {
  const at = key.lastIndexOf("@");
  return { path: key.slice(0, at), version: key.slice(at + 1) };
}

/** Whether the import path is that of the module or of a package in it. */
function isWithin(imported: string, path: string): boolean {
  return path !== "" && (imported === path || imported.startsWith(`${path}/`));
}
