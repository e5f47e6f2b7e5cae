// Two lines of one file that replace the same module and version.
import type { Finding } from "../../findings/finding.js";
import type { ReplaceScope } from "../loading/loading.js";
import { isSame, printVersion } from "../loading/local-module.js";
import type { Replace } from "../modfile/modfile.js";
import { ofLine } from "./check.js";

/** Go refuses two lines with different targets, and lets two equal ones pass. */
export function checkConflicts(scope: ReplaceScope): Finding[] {
  const seen = new Map<string, Replace>();
  return scope.replaces.flatMap((replace) => {
    const module = printVersion(replace.old);
    const earlier = seen.get(module);
    if (earlier === undefined) {
      seen.set(module, replace);
      return [];
    }
    if (isSame(earlier.new, replace.new)) {
      const args = { module, first: String(earlier.at.line) };
      return [ofLine(scope, replace, "replace-duplicate", "info", args)];
    }
    const args = { module, first: printVersion(earlier.new), second: printVersion(replace.new) };
    return [ofLine(scope, replace, "replace-conflict", "error", args)];
  });
}
