// What an installation has done, for people and programs.
import { basename } from "node:path/posix";
import { isDeepStrictEqual } from "node:util";
import type { Change } from "../conda/changes.js";
import type { Environment, EnvironmentsSelector } from "../conda/environments.js";
import type { Owner } from "../conda/owners.js";
import { redact } from "../findings/values/credentials.js";
import type { PlannedFile } from "../hooks/plan.js";
import { describeSetting, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { SWITCH_NAME } from "../names.js";
import type { Session } from "../session.js";
import {
  describeFailure,
  describeFiles,
  describeRestore,
  describeSettings,
  type EnvironmentReport,
  type FileReport,
  type FileWord,
  type Manner,
  type Restore,
  selectFiles,
} from "./environments.js";
import {
  concludeAll,
  describeCopies,
  describeEach,
  describeQuestion,
  describeTotal,
} from "./many.js";
import { formatRows, inline, type Outcome } from "./outcome.js";
import { describeBelow, type PackagedReport } from "./packaged-report.js";
import { describeAdvice, type PixiAdvice } from "./pixi.js";
import { describeWarnings } from "./warnings.js";

/** A variable that is saved because a script of somebody else sets or unsets it, and where it does so. */
export type Guard = Owner;

export interface InstallReport extends EnvironmentReport {
  readonly action: "installed" | "updated" | "unchanged" | "failed";
  readonly dryRun: boolean;
  readonly profile: string | null;
  /** The profile before, if there was one. */
  readonly formerProfile: string | null;
  readonly settings: Settings | null;
  /** The settings before, if there were any. */
  readonly formerSettings: Settings | null;
  /** The settings file that the environment follows; null where all settings were typed. */
  readonly config: string | null;
  /** The one that it followed before. */
  readonly formerConfig: string | null;
  /** The environment.yml that named the environment; null where you did, or it is the active one. */
  readonly chosenBy: string | null;
  /** The options, as one types them, that the settings before had and these do not. */
  readonly dropped: readonly string[];
  /** What is saved because another script of the environment sets it. */
  readonly guarded: readonly Guard[];
  /** The hooks of a package on which the installed ones act: what these only keep, stays as the package sets it. */
  readonly packaged: PackagedReport | null;
  /** The variables whose value named the prefix, and is stored with `{prefix}` in its place. */
  readonly related: readonly string[];
  /** Unified diffs of what a dry run on one environment would change; null otherwise. */
  readonly diff: string | null;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** The command that makes the change take effect. */
  readonly next: string | null;
  /** How to get the saved values back in a shell whose hooks were removed while they were active. */
  readonly restore: readonly Restore[];
  /** What keeps the hooks in an environment of pixi; null for any other, and when that is done. */
  readonly pixi: PixiAdvice | null;
}

export interface InstallResult {
  readonly environments: readonly InstallReport[];
}

/** What is known of an environment in which nothing could be installed. */
export const NO_INSTALL = {
  action: "failed",
  profile: null,
  formerProfile: null,
  settings: null,
  formerSettings: null,
  config: null,
  formerConfig: null,
  chosenBy: null,
  dropped: [],
  guarded: [],
  packaged: null,
  related: [],
  diff: null,
  active: false,
  next: null,
  restore: [],
  pixi: null,
} as const;

/** The outcome for one environment. @param manner `diff` for what changes in each file too */
export function describeInstall(
  report: InstallReport,
  manner: Manner & { readonly diff?: boolean | undefined },
  session: Pick<Session, "env"> = { env: {} },
): Omit<Outcome, "result"> {
  const failure = describeFailure(report);
  if (failure) return failure;
  const lines = manner.diff && report.diff ? [hideLineEnds(report.diff)] : [];
  lines.push(...describeFiles(describeAction(report), report, selectFiles(report, manner)));
  if (report.chosenBy !== null)
    lines.push(inline(`  the environment that ${report.chosenBy} names`));
  lines.push(`  ${describeProfile(report)}`);
  lines.push(...describeBelow(report.packaged, report.settings ?? {}));
  lines.push(...describeChanged(report), ...describeGuards(report.guarded));
  lines.push(...describeRestore(report.restore));
  if (report.related.length > 0)
    lines.push(`Stored as {prefix}/..., so that a clone has its own: ${report.related.join(", ")}`);
  lines.push(...describeNext(report, session));
  if (report.pixi) lines.push(...describeAdvice(report.pixi));
  const text = lines.join("\n");
  return {
    text,
    brief: report.dryRun ? text : "",
    notes: describeWarnings(report),
    exitCode: 0,
  };
}

/** The outcome for all environments. */
export function describeInstalls(
  result: InstallResult,
  options: Pick<EnvironmentsSelector, "installedOnly">,
  session: Session,
): Outcome {
  const { environments } = result;
  const changed = environments.filter(({ action }) => ["installed", "updated"].includes(action));
  const active = environments.filter(({ active: isActive }) => isActive);
  const lines = [
    ...describeEach(changed, (report) => [describeAction(report), describeProfile(report)]),
    ...describeCopies(environments),
    ...active.flatMap((report) => [
      ...describeRestore(report.restore),
      ...describeNext(report, session),
    ]),
    // Once for a workspace, however many environments it has.
    ...new Set(changed.flatMap(({ pixi }) => (pixi ? describeAdvice(pixi).join("\n") : []))),
    describeTotal(environments.map(describeAction), options),
  ];
  const isDone = environments.every(({ dryRun }) => !dryRun);
  return { ...concludeAll(result, lines, session), ...(isDone ? { brief: "" } : {}) };
}

/**
 * What to ask before the hooks go into many environments; null when there are none.
 * @param typed the settings, as options
 * @param isAfresh whether they replace all that is recorded
 */
export function askToInstall(
  environments: readonly Environment[],
  typed: readonly string[],
  isAfresh: boolean,
  isForced: boolean,
): string | null {
  const options = redact(inline(typed.join(" ")));
  const words =
    options === ""
      ? "Install or update the hooks"
      : isAfresh
        ? `Replace all settings by ${options}`
        : `Install the hooks with ${options}`;
  const forced = isForced ? ", and overwrite edited and newer files," : "";
  return describeQuestion(`${words}${forced} in`, environments);
}

function describeAction({ action, dryRun }: InstallReport): string {
  const isDone = action === "installed" || action === "updated";
  return isDone && dryRun ? `would be ${action}` : action;
}

function describeProfile(report: InstallReport): string {
  const { profile, formerProfile, settings, formerSettings, dropped } = report;
  const isOther = formerProfile !== null && formerProfile !== profile;
  const changed = formerSettings ? listChanged(settings ?? {}, formerSettings) : [];
  const changes = changed.length > 0 ? `, changes ${changed.join(", ")}` : "";
  const drops = dropped.length > 0 ? `, drops ${dropped.join(" ")}` : "";
  const from = describeConfig(report);
  return inline(
    `profile ${profile}${isOther ? ` (was ${formerProfile})` : ""}${from}${changes}${drops}`,
  );
}

/** Which settings file the settings are from, and of which they are no more. */
function describeConfig({ config, formerConfig }: InstallReport): string {
  if (config === null) return formerConfig === null ? "" : `, no longer bound to ${formerConfig}`;
  const isOther = formerConfig !== null && formerConfig !== config;
  return `, from ${config}${isOther ? ` (was ${formerConfig})` : ""}`;
}

/** All settings of hooks that are new; of others, what becomes of those that change. */
function describeChanged({ settings, formerSettings }: InstallReport): string[] {
  if (formerSettings === null) return describeSettings(settings ?? {});
  const sayOf = (all: Settings | null, name: string) => {
    const setting = all?.[name];
    return setting === undefined ? "untouched" : describeSetting(setting);
  };
  const rows = listChanged(settings ?? {}, formerSettings).map((name) => [
    `  ${name}`,
    `${sayOf(formerSettings, name)} -> ${sayOf(settings, name)}`,
  ]);
  return formatRows(rows);
}

/** The variables that have another setting now, or none any more. */
function listChanged(settings: Settings, former: Settings): string[] {
  const names = new Set([...Object.keys(settings), ...Object.keys(former)]);
  return [...names].filter((name) => !isDeepStrictEqual(settings[name], former[name]));
}

/** What is guarded because of which script, a line for each script's name. */
function describeGuards(guards: readonly Guard[]): string[] {
  const scripts = [...new Set(guards.map(({ path }) => basename(path)))];
  return scripts.map((script) => {
    const names = VARIABLE_NAMES.filter((name) =>
      guards.some(({ variable, path }) => variable === name && basename(path) === script),
    );
    return inline(`  saved too, as ${script} sets them: ${names.join(" ")}`);
  });
}

function describeNext({ active, next }: InstallReport, { env }: Pick<Session, "env">): string[] {
  if (next === null) return [];
  if (env[SWITCH_NAME] === "0")
    return [inline(`Switched off in this shell: unset ${SWITCH_NAME}, then: ${next}`)];
  return [inline(active ? `Active in this shell. To apply: ${next}` : `Next: ${next}`)];
}

/** The diffs as one reads them: how lines end shows only in a file where that is a difference. */
function hideLineEnds(diff: string): string {
  return diff
    .split(/^(?=--- )/m)
    .map((file) => {
      const lines = file.split("\n").filter((line) => /^[-+ ](?!--|\+\+)/.test(line));
      return lines.every((line) => line.endsWith("\r")) ? file.replaceAll("\r\n", "\n") : file;
    })
    .join("");
}

/** Each planned or changed file, and what was done to it. @param kept the paths of copies */
export function reportFiles(
  planned: readonly PlannedFile[],
  changes: readonly Change[],
  kept: readonly string[],
): FileReport[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const word = ({ sha256, planned: wanted }: Change): FileWord =>
    wanted === null ? "removed" : sha256 === null ? "created" : "updated";
  const paths = new Set([...planned.map(({ path }) => path), ...changed.keys()]);
  const files = [...paths].map((path): FileReport => {
    const change = changed.get(path);
    return { path, state: change ? word(change) : "unchanged" };
  });
  return [...files, ...kept.map((path): FileReport => ({ path, state: "copy kept" }))];
}

/** Unified diffs of the changes. */
export async function formatDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .map(({ path, content, planned }) =>
      createTwoFilesPatch(
        content === null ? "/dev/null" : path,
        planned ? path : "/dev/null",
        content ?? "",
        planned?.content ?? "",
      ).replace(/^(?:Index: .*\n)?=+\n/, ""),
    )
    .join("");
}
