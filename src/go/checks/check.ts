// What the checks of one go.mod or go.work share.
import {
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Level,
  makeFinding,
} from "../../findings/finding.js";
import { counts, type Loading, type ReplaceScope } from "../loading/loading.js";
import { printVersion } from "../loading/local-module.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import { readPathMajor } from "../modfile/module-version.js";
import type { Paths } from "../paths.js";

/** What the checks of one file go by. */
export interface Check {
  readonly scope: ReplaceScope;
  readonly loading: Loading;
  readonly reader: ModuleReader;
  readonly prefixes: readonly string[];
}

/** A finding of a line. */
export function ofLine<Code extends FindingCode>(
  { file }: ReplaceScope,
  { at }: Replace,
  code: Code,
  level: Level,
  args: FindingArgs<Code>,
): Finding {
  return makeFinding(code, level, { file, line: at.line }, args);
}

/** Whether Go reads the target of this line. */
export function isLoaded({ scope, loading }: Check, replace: Replace): boolean {
  const { versions, loaded } = loading.graph;
  return (versions.get(replace.old.path) ?? []).some(
    (module) => loaded.has(printVersion(module)) && counts(replace, module, scope),
  );
}

/** Such a version stands in for one that nobody published. */
export function isPlaceholder(version: string): boolean {
  return /^v(?:0\.0\.0|\d+\.0\.0-00010101000000-0{12})$/.test(version);
}

/** The version that Go makes up for a module that is replaced and not required. */
export function makeVersion(path: string): string {
  const major = /^[/.]v(\d+)/.exec(readPathMajor(path) ?? "")?.[1] ?? "0";
  return `v${major}.0.0-00010101000000-000000000000`;
}

export function describeReplace({ old, new: target }: Pick<Replace, "old" | "new">): {
  module: string;
  target: string;
} {
  return { module: printSide(old), target: printSide(target) };
}

/** A folder as it is written in a file of another. */
export function printFolder({ relative }: Paths, from: string, folder: string): string {
  const way = relative(from, folder).replaceAll("\\", "/");
  return /^\.\.?(?:\/|$)/.test(way) ? way : `./${way}`;
}

/** As it stands in a go.mod: `example.com/a v1.0.0`. */
export function printSide({ path, version }: ModuleVersion): string {
  return version === "" ? path : `${path} ${version}`;
}
