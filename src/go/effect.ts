// Which replaces have no effect, said only where every go.mod that could need them has been read.
import { type Finding, makeFinding } from "../findings/finding.js";
import { type Check, describeReplace, ofLine, printSide } from "./check.js";
import { lookAhead } from "./import-check.js";
import { counts, findReplacement } from "./loading.js";
import { isSame } from "./local-module.js";
import type { ModuleVersion, Replace } from "./modfile.js";
import type { ModuleGraph } from "./module-graph.js";

/** @param known the lines of which something else is said already */
export async function checkEffects(
  check: Check,
  known: ReadonlySet<number | null>,
): Promise<Finding[]> {
  const { scope, loading } = check;
  const idle = scope.replaces.filter((replace) => !isNeeded(check, replace, loading.graph));
  if (idle.length === 0) return [];
  const ahead = await lookAhead(check);
  const whole = await ahead.loading.whole();
  const left = idle.filter(
    (replace) =>
      !isNeeded(check, replace, whole) && !ahead.wanted.has(replace) && !settles(check, replace),
  );
  const unread = [...whole.loaded].flatMap(([key, requirements]) => {
    const module = whole.known.get(key) as ModuleVersion;
    return requirements === null && !isInFolder(check, module) ? [key] : [];
  });
  if (left.length > 0 && unread.length > 0) {
    // That a published version is pinned for the requirements of others is common, and no fault.
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

/** Whether anything in the graph requires what the line replaces. */
function isNeeded({ scope }: Check, replace: Replace, { versions }: ModuleGraph): boolean {
  return (versions.get(replace.old.path) ?? []).some((module) => counts(replace, module, scope));
}

/** Whether the line decides between modules of the workspace that replace one by different things. */
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

function isInFolder({ scope }: Check, module: ModuleVersion): boolean {
  return findReplacement(scope, module)?.replace.new.version === "";
}

function describeIdle({ scope }: Check, replace: Replace, whole: ModuleGraph): Finding[] {
  const { old } = replace;
  const { isWorkspace, isVendored } = scope;
  const args = { ...describeReplace(replace), isWorkspace, isVendored };
  const isMain = scope.mains.some(({ mod }) => mod.module?.path === old.path);
  if (isMain) {
    // Of all versions of a module in use, go.work says so itself.
    if (isWorkspace && old.version === "") return [];
    return [ofLine(scope, replace, "replace-of-main-module", "warning", args)];
  }
  // Of two lines for the same, that is reported already.
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
