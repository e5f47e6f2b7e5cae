// Which replaces have no effect; that is said only where every go.mod that could need them has been read.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { counts, findReplacement, type Loading } from "../loading/loading.js";
import { isSame, printVersion } from "../loading/local-module.js";
import type { ModuleGraph } from "../loading/module-graph.js";
import { readMinor } from "../modfile/go-version.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import { type Check, describeReplace, ofLine, printSide } from "./check.js";
import { lookAhead } from "./imports.js";

/**
 * Finds the replaces without effect, or says that this cannot be known.
 * @param known the lines of which something else is said already
 */
export async function checkEffects(
  check: Check,
  known: ReadonlySet<number | null>,
): Promise<Finding[]> {
  const { scope, loading } = check;
  const idle = scope.replaces.filter((replace) => !isNeeded(check, replace, loading.graph));
  if (idle.length === 0) return [];
  const ahead = await lookAhead(check);
  const whole = await loadAll(check, ahead.loading);
  const left = idle.filter(
    (replace) =>
      !isNeeded(check, replace, whole) &&
      !ahead.wanted.has(replace) &&
      !settles(check, replace) &&
      !isExcluded(check, replace),
  );
  const unread = listUnread(check, whole);
  if (left.length > 0 && unread.length > 0) {
    // Many pin a published version for what others require, and that is no fault.
    const folders = left.filter(
      (replace) => replace.new.version === "" && !known.has(replace.at.line),
    );
    const [first] = folders;
    if (first === undefined) return [];
    const modules = folders.map(({ old }) => printSide(old)).join(", ");
    const args = { modules, unread: unread.length };
    const place = { file: scope.file, line: first.at.line };
    return [makeFinding("replace-effect-unknown", "info", place, args)];
  }
  return left.flatMap((replace) => describeIdle(check, replace, whole));
}

/** All that Go may come to read: what it loads if all of that lies in folders here, or else every requirement. */
async function loadAll(check: Check, { graph, whole }: Loading): Promise<ModuleGraph> {
  const { mains, isWorkspace } = check.scope;
  // For a go.mod of 1.17, `go mod tidy` compares with what 1.16 would have loaded.
  const isCompared = !isWorkspace && mains.some(({ mod }) => readMinor(mod.go?.version) === 17);
  const isHere = [...graph.selected].every(
    ([path, version]) => path === "go" || isInFolder(check, { path, version }),
  );
  return isHere && !isCompared && listUnread(check, graph).length === 0 ? graph : whole();
}

/** The published modules whose requirements are not on this machine. */
function listUnread(check: Check, { loaded, known }: ModuleGraph): string[] {
  return [...loaded].flatMap(([key, requirements]) =>
    requirements === null && !isInFolder(check, known.get(key) as ModuleVersion) ? [key] : [],
  );
}

/** Whether the line is for a version whose go.mod Go reads, or whose packages it takes. */
function isNeeded({ scope }: Check, replace: Replace, graph: ModuleGraph): boolean {
  const { path } = replace.old;
  const { versions, loaded, selected } = graph;
  return (versions.get(path) ?? []).some(
    (module) =>
      (loaded.has(printVersion(module)) || selected.get(path) === module.version) &&
      counts(replace, module, scope),
  );
}

/** Whether modules of the workspace replace the same module by different things, so that the line decides. */
function settles({ scope, reader }: Check, { old }: Replace): boolean {
  if (!scope.isWorkspace) return false;
  const targets = scope.mains.flatMap(({ mod, folder }) =>
    mod.replace
      .filter((one) => one.old.path === old.path)
      .map(({ new: { path, version } }) =>
        version === "" ? reader.paths.resolve(folder, path) : `${path}@${version}`,
      ),
  );
  return new Set(targets).size > 1;
}

/** Whether what the line is for is required, if only in a version that the same file excludes. */
function isExcluded({ scope }: Check, { old }: Replace): boolean {
  return scope.mains.some(({ mod }) =>
    mod.require.some(
      (one) => one.path === old.path && mod.exclude.some((other) => isSame(one, other)),
    ),
  );
}

function isInFolder({ scope }: Check, module: ModuleVersion): boolean {
  return findReplacement(scope, module)?.replace.new.version === "";
}

function describeIdle({ scope }: Check, replace: Replace, whole: ModuleGraph): Finding[] {
  const { old } = replace;
  const { isWorkspace, isVendored } = scope;
  const args = { ...describeReplace(replace), isWorkspace, isVendored };
  const isMain = scope.mains.some(({ mod }) => mod.module?.path === old.path);
  if (isMain) {
    // If the line is for all versions, it is already told that the workspace uses the module.
    if (isWorkspace && old.version === "") return [];
    return [ofLine(scope, replace, "replace-of-main-module", "warning", args)];
  }
  // Two lines for the same module and version are told already.
  if (scope.replaces.some((one) => one !== replace && isSame(one.old, old))) return [];
  const selected = whole.selected.get(old.path);
  if (selected === undefined) return [ofLine(scope, replace, "replace-not-required", "info", args)];
  if (old.version !== "") {
    const code = "replace-version-unused";
    return [ofLine(scope, replace, code, "warning", { ...args, selected })];
  }
  const by = scope.replaces.find((one) => one.old.path === old.path && !isSame(one.old, old));
  if (by === undefined) return [];
  return [ofLine(scope, replace, "replace-overridden", "info", { ...args, by: printSide(by.old) })];
}
