// Replaces in the go.mod of a target, which do not count here, of modules that Go misses here.
import type { Finding } from "../../findings/finding.js";
import { isWithin } from "../loading/import-graph.js";
import { printVersion } from "../loading/local-module.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import {
  type Check,
  describeReplace,
  isLoaded,
  isPlaceholder,
  ofLine,
  printFolder,
  printSide,
} from "./check.js";

/** A line of a target's own go.mod that would help here. */
interface NestedReplace {
  /** The line here that leads to the target, and the target's folder. */
  readonly by: Replace;
  readonly folder: string;
  readonly replace: Replace;
  /** What Go misses here, and that line replaces there. */
  readonly missed: readonly ModuleVersion[];
}

/** One finding for each line whose target replaces something for itself that is missing here. */
export async function checkNested(check: Check): Promise<Finding[]> {
  const { scope } = check;
  const { isWorkspace, isVendored } = scope;
  const told = await findNested(check);
  const findings: Finding[] = [];
  for (const by of new Set(told.map((one) => one.by))) {
    const own = told.filter((one) => one.by === by);
    const isNeeded = own.flatMap(({ missed }) => missed).some((one) => isBuiltFrom(check, one));
    const level = isNeeded && own.some(isUnpublished) ? "error" : "warning";
    const nested = await Promise.all(own.map((one) => describeNested(check, one)));
    const args = { ...describeReplace(by), isWorkspace, isVendored, isNeeded, nested };
    const code = "replace-nested-ignored";
    findings.push(ofLine(scope, by, code, isVendored ? "info" : level, args));
  }
  return findings;
}

async function findNested(check: Check): Promise<NestedReplace[]> {
  const { scope, loading, reader } = check;
  const left = new Set(loading.missed());
  const nested: NestedReplace[] = [];
  for (const by of left.size > 0 ? scope.replaces : []) {
    if (by.new.version !== "" || !isLoaded(check, by)) continue;
    const folder = reader.paths.resolve(scope.folder, by.new.path);
    const read = await reader.readGoMod(folder);
    for (const replace of read.kind === "file" ? read.parse("main").replace : []) {
      const missed = (loading.graph.versions.get(replace.old.path) ?? [])
        .filter((module) => isOf(replace, module))
        // If two targets replace the same, naming one of them is enough.
        .filter((module) => left.delete(printVersion(module)));
      if (missed.length === 0) continue;
      nested.push({ by, folder, replace, missed });
    }
  }
  // While Go has other modules to download, it may download a published one too, and then misses nothing.
  return nested.filter((one) => left.size === 0 || isUnpublished(one));
}

function isUnpublished({ missed }: NestedReplace): boolean {
  return missed.some(({ version }) => isPlaceholder(version));
}

/** Whether a build fails without the module; if not, only `go list -m all` does. */
function isBuiltFrom({ loading }: Check, module: ModuleVersion): boolean {
  if (loading.graph.loaded.has(printVersion(module))) return true;
  return loading
    .needed()
    .some(({ imported, inclusion }) => inclusion === "built" && isWithin(imported, module.path));
}

function isOf({ old }: Replace, { version }: ModuleVersion): boolean {
  return old.version === "" || old.version === version;
}

/** The line as it would stand here; its target is null when the folder is not there. */
async function describeNested(
  { scope, reader }: Check,
  { folder, replace }: NestedReplace,
): Promise<{ module: string; target: string | null }> {
  const module = printSide(replace.old);
  if (replace.new.version !== "") return { module, target: printVersion(replace.new) };
  const { paths } = reader;
  const target = paths.resolve(folder, replace.new.path);
  const isThere = (await reader.readGoMod(target)).kind === "file";
  if (!isThere || paths.isAbsolute(replace.new.path)) {
    return { module, target: isThere ? replace.new.path : null };
  }
  return { module, target: printFolder(paths, scope.folder, target) };
}
