// Whether the folder that a `replace` leads to is a module, and the one that is meant.
import type { Finding } from "../../findings/finding.js";
import { isWithin } from "../loading/import-graph.js";
import { counts } from "../loading/loading.js";
import { printVersion } from "../loading/local-module.js";
import type { GoModRead, ModuleReader } from "../loading/module-reader.js";
import type { Replace } from "../modfile/modfile.js";
import { type Check, describeReplace, isLoaded, makeVersion, ofLine } from "./check.js";
import { findWanted } from "./imports.js";
import { checkUnread } from "./unread-target.js";

/**
 * What is wrong with the target of a line that leads to a folder.
 * @param known what is said already of imports that the line is for
 */
export async function checkTarget(
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
    const level = isUsed && scope.isVendored ? "error" : "warning";
    return [ofLine(scope, replace, "replace-target-in-vendor", level, args)];
  }
  const read = await reader.readGoMod(folder);
  if (read.kind === "file") return checkFile(check, replace, known, folder, read);
  if (scope.isVendored && isLoaded(check, replace)) {
    return [ofLine(scope, replace, "vendor-hides-target", "warning", args)];
  }
  const path = paths.join(folder, "go.mod");
  const fault = {
    ...args,
    required: printRequired(check, replace),
    path,
    shown: paths.shorten(scope.folder, path),
    isWindows: paths.isWindows,
    isWorkspace: scope.isWorkspace,
  };
  return checkUnread(check, scope, replace, isUsed ? "error" : "warning", folder, fault);
}

/** Whether builds need the target of this line. */
export function isUsedBy(check: Check, replace: Replace): boolean {
  return isLoaded(check, replace) || findWanted(check).get(replace)?.inclusion === "built";
}

/** What is wrong with a go.mod that is there. */
async function checkFile(
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
  const isSelf = known.some(({ code }) => code === "replace-self-import");
  if (declared === "" || declared === replace.old.path || isSelf) return [];
  const root = await findRoot(reader, folder, declared, replace.old.path);
  if (root === null) {
    return [ofLine(scope, replace, "replace-path-mismatch", "info", { ...args, declared })];
  }
  const { isWorkspace } = scope;
  const better = `${replace.new.path.replace(/[\\/]+$/, "")}/${root}`;
  const isBroken = known.some(({ code }) => code === "replace-package-missing");
  const level = isBroken ? "error" : "warning";
  const found = { ...args, declared, better, isWorkspace };
  return [ofLine(scope, replace, "replace-target-not-root", level, found)];
}

/**
 * Where the module itself lies, when a line names the root of its repository; the module's path tells it.
 * @param declared the path of the module in the root
 * @returns the way from the root; null when the module is not there
 */
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

/** The module as Go names it in its errors: with the version that it comes to first, or makes up. */
function printRequired({ scope, loading }: Check, replace: Replace): string {
  const { path, version } = replace.old;
  const own = scope.mains.flatMap(({ mod }) => mod.require).filter((one) => one.path === path);
  const first = own.find((one) => counts(replace, one, scope))?.version;
  const other = version || (loading.graph.selected.get(path) ?? makeVersion(path));
  return printVersion({ path, version: first ?? other });
}
