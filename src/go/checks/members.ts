// Replaces in the modules of a workspace whose targets Go reads only because of the workspace.
import type { Finding } from "../../findings/finding.js";
import { findReplacement, load, type ReplaceScope } from "../loading/loading.js";
import { printVersion } from "../loading/local-module.js";
import type { ModuleVersion, Replace } from "../modfile/modfile.js";
import { type Check, describeReplace, printInScope } from "./check.js";
import { isUsedBy } from "./target.js";
import { checkUnread } from "./unread-target.js";

/** What Go cannot read of them; the findings are about the go.mod files that the lines stand in. */
export async function checkMembers(check: Check): Promise<Finding[]> {
  const { scope, reader } = check;
  if (!scope.isWorkspace || scope.isVendored) return [];
  const missed = findMissed(check);
  const findings: Finding[] = [];
  for (const main of scope.mains) {
    const { mod, file, folder } = main;
    const own = mod.replace.filter((replace) => missed.has(replace));
    if (own.length === 0) continue;
    const alone: ReplaceScope = {
      file,
      folder,
      replaces: mod.replace,
      mains: [main],
      isWorkspace: false,
      isVendored: false,
      isInStep: false,
    };
    const checked = { ...check, scope: alone, loading: await load(alone, reader) };
    for (const replace of own) {
      // What the module needs by itself is said where its own go.mod is checked.
      if (isUsedBy(checked, replace)) continue;
      findings.push(...(await checkMember(check, alone, replace, missed.get(replace) ?? null)));
    }
  }
  return findings;
}

/** The lines of the modules whose target Go wants to read and cannot, each with the version it is wanted for. */
function findMissed({ scope, loading }: Check): ReadonlyMap<Replace, ModuleVersion> {
  const { known, loaded } = loading.graph;
  const missed = new Map<Replace, ModuleVersion>();
  for (const [key, requirements] of loaded) {
    const module = known.get(key);
    if (requirements !== null || module === undefined) continue;
    const replace = findReplacement(scope, module)?.replace;
    if (replace?.new.version === "" && !scope.replaces.includes(replace)) {
      missed.set(replace, module);
    }
  }
  return missed;
}

async function checkMember(
  check: Check,
  alone: ReplaceScope,
  replace: Replace,
  module: ModuleVersion | null,
): Promise<Finding[]> {
  const { scope, reader } = check;
  const { paths } = reader;
  const folder = paths.resolve(alone.folder, replace.new.path);
  const path = paths.join(folder, "go.mod");
  const fault = {
    ...describeReplace(replace),
    required: module === null ? "" : printVersion(module),
    path,
    shown: paths.shorten(scope.folder, path),
    inWork: printInScope(check, alone.folder, replace.new),
    isWindows: paths.isWindows,
    isWorkspace: false,
  };
  return checkUnread(check, alone, replace, "error", folder, fault);
}
