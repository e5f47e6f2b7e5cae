// Two modules that come from one place, which Go refuses once it builds anything.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findReplacement } from "../loading/loading.js";
import { printVersion } from "../loading/local-module.js";
import { isStandardPackage } from "../loading/standard-library.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import { type Check, printInScope } from "./check.js";

/** One finding for each module in use whose folder or version stands for an earlier one too. */
export function checkShared(check: Check): Finding[] {
  const { scope, loading, reader } = check;
  const { selected, loaded } = loading.graph;
  const seen = new Map<string, { module: ModuleVersion; replace: Replace | null }>();
  const findings: Finding[] = [];
  for (const path of [...selected.keys()].sort()) {
    const module = { path, version: selected.get(path) as string };
    const found = findReplacement(scope, module);
    const target = found?.replace.new ?? module;
    // Go compares what is written. In a workspace it counts folders from the go.work, whichever file names them.
    const source =
      scope.isWorkspace && found !== null && target.version === ""
        ? reader.paths.resolve(found.folder, target.path)
        : printVersion(target);
    const replace = scope.replaces.find(({ at }) => at === found?.replace.at) ?? null;
    const other = seen.get(source);
    seen.set(source, other ?? { module, replace });
    if (other === undefined) continue;
    const line = (replace ?? other.replace)?.at.line ?? null;
    const isBoth =
      scope.isWorkspace || [module, other.module].every((one) => loaded.has(printVersion(one)));
    const level = isBoth && !scope.isVendored && isCompared(check) ? "error" : "warning";
    const args = {
      target: printInScope(check, found?.folder ?? scope.folder, target),
      first: other.module.path,
      second: path,
      isWorkspace: scope.isWorkspace,
    };
    const place = { file: scope.file, line };
    findings.push(makeFinding("replace-shared-target", level, place, args));
  }
  return findings;
}

/** Whether Go compares them: in a workspace, only once a package imports something from outside. */
function isCompared({ scope, loading }: Check): boolean {
  if (!scope.isWorkspace) return true;
  return loading.needed().some(({ imported, inclusion, provider }) => {
    const isOwn = scope.mains.some(({ mod }) => mod.module?.path === provider?.path);
    return inclusion === "built" && !isOwn && !isStandardPackage(imported);
  });
}
