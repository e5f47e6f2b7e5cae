// Targets that another machine or another day will not have: absolute paths, and folders of other environments.
import type { Finding } from "../../findings/finding.js";
import type { Replace } from "../modfile/modfile.js";
import { type Check, describeReplace, ofLine } from "./check.js";

/** Whether the path of a target holds elsewhere too; at most one finding. */
export function checkPortable({ scope, reader, prefixes }: Check, replace: Replace): Finding[] {
  const { path, version } = replace.new;
  if (version !== "") return [];
  const { isAbsolute, isInside, isWindows, resolve } = reader.paths;
  const args = describeReplace(replace);
  const target = resolve(scope.folder, path);
  const prefix = prefixes.find((one) => isInside(target, one) && !isInside(scope.folder, one));
  if (prefix !== undefined) {
    const code = "replace-target-in-other-environment";
    return [ofLine(scope, replace, code, "warning", { ...args, prefix })];
  }
  if (isAbsolute(path)) {
    return [ofLine(scope, replace, "replace-target-absolute", "warning", args)];
  }
  if (isWindows && !path.startsWith(".")) {
    const code = "replace-target-without-drive";
    return [ofLine(scope, replace, code, "warning", { ...args, folder: target })];
  }
  return [];
}
