// What is wrong with the `replace` lines of a go.mod or go.work, judged from the files alone.
import type { Finding, FindingCode } from "../../findings/finding.js";
import { load, type ReplaceScope } from "../loading/loading.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { ModuleVersion } from "../modfile/modfile.js";
import type { GoFlags } from "../settings/goflags.js";
import type { Check } from "./check.js";
import { checkConflicts } from "./conflicts.js";
import { checkEffects } from "./effect.js";
import { checkImports } from "./imports.js";
import { checkInternal } from "./internal.js";
import { checkMembers } from "./members.js";
import { checkNested } from "./nested.js";
import { checkPortable } from "./portable.js";
import { checkDeclared, checkRequirements } from "./requirements.js";
import { checkShared } from "./shared.js";
import { checkTarget } from "./target.js";
import { checkChoices } from "./workspace.js";

export interface ReplaceOptions {
  /** The prefixes of all environments. A target should lie in one of them only if the module does too. */
  readonly prefixes?: readonly string[];
  /** What the GOFLAGS in force say. */
  readonly flags?: GoFlags;
}

/**
 * Asks every question about the replaces of one file.
 * @returns the findings question by question, not in the order of the lines; some may be about the go.mod
 *   of a workspace's module
 */
export async function checkReplaces(
  scope: ReplaceScope,
  reader: ModuleReader,
  { prefixes = [] }: ReplaceOptions,
): Promise<Finding[]> {
  const { replaces, mains } = scope;
  const isUsed = ({ path, version }: ModuleVersion) =>
    version === "" && mains.some(({ mod }) => mod.module?.path === path);
  if (replaces.length === 0 && mains.every(({ mod }) => mod.replace.length === 0)) return [];
  const check: Check = { scope, loading: await load(scope, reader), reader, prefixes };
  const imports = await checkImports(check);
  const findings = [
    ...checkConflicts(scope),
    ...checkRequirements(check),
    ...checkDeclared(check),
    ...imports,
  ];
  for (const replace of replaces) {
    findings.push(...checkPortable(check, replace), ...checkInternal(check, replace));
    const known = imports.filter(({ place }) => place.line === replace.at.line);
    if (replace.new.version === "") findings.push(...(await checkTarget(check, replace, known)));
  }
  // The rest is about the go.mod files of a workspace's modules.
  const own = findings.filter(({ place }) => place.file === scope.file);
  const effects = await checkEffects(check, new Set(own.map(({ place }) => place.line)));
  // Who removes a line need not mend its target.
  const gone = new Set([
    ...effects.filter(({ code }) => REMOVED.has(code)).map(({ place }) => place.line),
    // Of a module in use, go.work says so itself.
    ...replaces.filter(({ old }) => scope.isWorkspace && isUsed(old)).map(({ at }) => at.line),
  ]);
  return [
    ...findings.filter(
      (one) => !own.includes(one) || !TARGET.has(one.code) || !gone.has(one.place.line),
    ),
    ...(await checkNested(check)),
    ...(await checkMembers(check)),
    ...effects,
    ...checkShared(check),
    ...checkChoices(check),
  ];
}

/** The codes whose remedy removes the line. */
const REMOVED: ReadonlySet<FindingCode> = new Set([
  "replace-not-required",
  "replace-of-main-module",
]);

/** The codes of faults in what a line leads to. */
const TARGET: ReadonlySet<FindingCode> = new Set([
  "replace-target-missing",
  "replace-target-no-go-mod",
  "replace-target-not-folder",
  "replace-target-unreadable",
  "replace-target-syntax",
  "replace-path-mismatch",
]);
