// Requirements of a go.mod that are excluded or too low for its targets, so that Go asks for an update.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findOutdated, findRequirer } from "../loading/module-graph.js";
import { type Check, describeReplace, isLoaded, ofLine } from "./check.js";

/** Published modules that stand in for others, and by their own go.mod are neither of the two. */
export function checkDeclared(check: Check): Finding[] {
  const { scope, reader } = check;
  if (scope.isVendored && scope.isInStep) return [];
  return scope.replaces.flatMap((replace) => {
    const { old, new: target } = replace;
    const read = target.version === "" ? null : reader.readPublished(target);
    const declared = read?.kind === "file" ? (read.parse("dependency").module?.path ?? "") : "";
    if (["", old.path, target.path].includes(declared) || !isLoaded(check, replace)) return [];
    const args = { ...describeReplace(replace), declared };
    return [ofLine(scope, replace, "replace-by-other-module", "error", args)];
  });
}

/** Finds what Go would have to change in the requirements and the go line, which a build does not do. */
export function checkRequirements({ scope, loading }: Check): Finding[] {
  const [main] = scope.mains;
  // In a workspace the highest version counts, whichever module requires it.
  if (main === undefined || scope.isWorkspace) return [];
  const { mod, file } = main;
  const isAll = !scope.isVendored || !scope.isInStep;
  return findOutdated(main, loading.graph).flatMap((one): Finding[] => {
    const { path, version, selected } = one;
    if (!isAll && selected !== null) return [];
    if (path === "go" && selected !== null) {
      const by = findRequirer({ path, version: selected }, loading.graph) ?? "";
      const place = { file, line: mod.go?.at.line ?? null };
      const args = { listed: mod.go === null ? null : version, required: selected, by };
      return [makeFinding("go-line-lower", "error", place, args)];
    }
    const line = mod.require.find((line) => line.path === path && line.version === version)?.at
      .line;
    const place = { file, line: line ?? null };
    if (selected === null) {
      return [makeFinding("requirement-excluded", "error", place, { module: path, version })];
    }
    const by = findRequirer({ path, version: selected }, loading.graph) ?? "another line";
    const args = { module: path, version, selected, by };
    return [makeFinding("requirement-outdated", "error", place, args)];
  });
}
