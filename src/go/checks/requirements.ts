// Requirements of a go.mod that are excluded or too low for its targets, so that Go asks for an update.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findOutdated, findRequirer } from "../loading/module-graph.js";
import type { Check } from "./check.js";

/** Finds what Go would have to change in the requirements and the go line, which a build does not do. */
export function checkRequirements({ scope, loading }: Check): Finding[] {
  const [main] = scope.mains;
  // In a workspace the highest version counts, whichever module requires it.
  if (main === undefined || scope.isWorkspace || scope.isVendored) return [];
  const { mod, file } = main;
  return findOutdated(main, loading.graph).map((one): Finding => {
    const { path, version, selected } = one;
    if (path === "go" && selected !== null) {
      const by = findRequirer({ path, version: selected }, loading.graph) ?? "";
      const place = { file, line: mod.go?.at.line ?? null };
      const args = { listed: mod.go === null ? null : version, required: selected, by };
      return makeFinding("go-line-lower", "error", place, args);
    }
    const line = mod.require.find((line) => line.path === path && line.version === version)?.at
      .line;
    const place = { file, line: line ?? null };
    if (selected === null) {
      return makeFinding("requirement-excluded", "error", place, { module: path, version });
    }
    const by = findRequirer({ path, version: selected }, loading.graph) ?? "another line";
    return makeFinding("requirement-outdated", "error", place, {
      module: path,
      version,
      selected,
      by,
    });
  });
}
