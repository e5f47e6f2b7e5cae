// Why there is no go.mod to read where a `replace` leads.
import { dirname, posix } from "node:path";
import type { Finding, FindingArgs, Level } from "../../findings/finding.js";
import type { ReplaceScope } from "../loading/loading.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { Replace } from "../modfile/modfile.js";
import { type Check, ofLine } from "./check.js";

/**
 * That the folder or its go.mod is missing, or cannot be read; nothing where it can.
 * @param scope the file that the line stands in, which for a workspace's module is not the go.work
 * @param folder the target, absolute
 */
export async function checkUnread(
  { reader }: Check,
  scope: ReplaceScope,
  replace: Replace,
  level: Level,
  folder: string,
  fault: FindingArgs<"replace-target-missing">,
): Promise<Finding[]> {
  const read = await reader.readGoMod(folder);
  switch (read.kind) {
    case "no-folder":
      return [ofLine(scope, replace, "replace-target-missing", level, fault)];
    case "no-file": {
      const goLine = scope.mains[0]?.mod.go?.version ?? null;
      const whole = await findWhole(reader, folder, replace.old.path);
      const isUsed = level === "error";
      const code = "replace-target-no-go-mod";
      return [ofLine(scope, replace, code, level, { ...fault, goLine, whole, isUsed })];
    }
    case "not-a-folder":
      return [ofLine(scope, replace, "replace-target-not-folder", level, fault)];
    case "unreadable": {
      const { reason } = read;
      return [ofLine(scope, replace, "replace-target-unreadable", level, { ...fault, reason })];
    }
    case "file":
      return [];
  }
}

/**
 * The module that the folder is only a package of.
 * @param path by which the line replaces the folder
 * @returns its path; null when the nearest go.mod above declares another one
 */
async function findWhole(
  reader: ModuleReader,
  folder: string,
  path: string,
): Promise<string | null> {
  const above = dirname(folder);
  if (above === folder || !path.includes("/")) return null;
  const read = await reader.readGoMod(above);
  const whole = posix.dirname(path);
  if (read.kind !== "file") return findWhole(reader, above, whole);
  return read.parse("dependency").module?.path === whole ? whole : null;
}
