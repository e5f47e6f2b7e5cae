// Replaced modules below a folder "internal" that the main module may not import.
import type { Finding } from "../../findings/finding.js";
import { isWithin } from "../loading/import-graph.js";
import type { Replace } from "../modfile/modfile.js";
import { type Check, describeReplace, ofLine } from "./check.js";

// The last element of a path that is called so, with what stands before it.
const INTERNAL = /^(.+?)\/internal(?=\/|$)(?!.*\/internal(?:\/|$))/;

/** An error if a main module imports such a package, and a warning if its module is only in use. */
export function checkInternal({ scope, loading }: Check, replace: Replace): Finding[] {
  const { path } = replace.old;
  const mains = scope.mains.map(({ mod }) => mod.module?.path ?? "");
  const parent = INTERNAL.exec(path)?.[1];
  const main = mains.find((one) => parent !== undefined && !isWithin(one, parent));
  if (parent === undefined || main === undefined) return [];
  const isImported = loading.needed().some(({ imported, by, inclusion }) => {
    const isBuilt = inclusion === "built" && mains.includes(by);
    return isBuilt && isWithin(imported, path);
  });
  if (!isImported && !loading.graph.selected.has(path)) return [];
  const args = { ...describeReplace(replace), parent, main };
  return [ofLine(scope, replace, "replace-internal", isImported ? "error" : "warning", args)];
}
