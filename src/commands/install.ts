// Puts the hooks into an environment, or brings those that are there up to the settings.
import { extname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Change, writeChanges } from "../conda/changes.js";
import { physical } from "../conda/disk.js";
import { checkNamed, type Environment, isActive } from "../conda/environments.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import { readPixiEnvironment } from "../conda/pixi.js";
import { findDefaultPrefix } from "../conda/places.js";
import { changeEnvironment, checkActivatable, checkEnvironment } from "../conda/prefix.js";
import { hasRecord } from "../conda/record.js";
import type { PlannedFile } from "../hooks/plan.js";
import { planIfKnown, planRequest } from "../hooks/request.js";
import { describeSetting, type Settings } from "../hooks/settings.js";
import {
  activationOf,
  describeFailure,
  describeFiles,
  describeLock,
  describeRestore,
  describeSettings,
  describeWarnings,
  type EnvironmentReport,
  type FileReport,
  type Restore,
  type Warning,
} from "../reports/environments.js";
import { formatTable, inline, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { findRestore, reportEnvironments } from "./each-environment.js";
import { describeGuards, type Guard } from "./guard.js";
import {
  checkUnblocked,
  completeRequest,
  hasSettings,
  type InstallOptions,
  isAfresh,
  isDue,
  isTyped,
  listDropped,
  makeDraft,
} from "./install-draft.js";
import { findWarnings } from "./install-warnings.js";
import { activationInPixi, advisePixi, describeAdvice, type PixiAdvice } from "./pixi-advice.js";

export interface InstallReport extends EnvironmentReport {
  readonly action: "installed" | "updated" | "unchanged" | "failed";
  readonly dryRun: boolean;
  readonly profile: string | null;
  /** The one before, where there was one. */
  readonly formerProfile: string | null;
  readonly settings: Settings | null;
  /** The same of before. */
  readonly formerSettings: Settings | null;
  /** What is given up of the settings of before, as one types it. */
  readonly dropped: readonly string[];
  /** What is saved as well because another script of the environment sets it. */
  readonly guarded: readonly Guard[];
  /** The variables whose value named the prefix, and is stored as one below `{prefix}`. */
  readonly related: readonly string[];
  /** Unified diffs of what a dry run on one environment would change; null otherwise. */
  readonly diff: string | null;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** What to type so that the change takes effect. */
  readonly next: string | null;
  /** How to have the saved values back in a shell whose hooks went while it had them active. */
  readonly restore: readonly Restore[];
  /** What keeps the hooks in an environment of pixi; null in any other, and where it is done. */
  readonly pixi: PixiAdvice | null;
}

export interface InstallResult {
  readonly environments: readonly InstallReport[];
}

/**
 * Installs the hooks. What goes wrong with an environment is in its report, with `action` `failed`.
 * @throws CondaGoHooksError `usage`, `setting-invalid`, `declined`: nothing has been changed
 */
export async function install(options: InstallOptions, session: Session): Promise<InstallResult> {
  // Bad settings are refused whatever environment they are for.
  if (isTyped(options)) planRequest(completeRequest(options, null), session.platform);
  const first = options.all ? await findDefaultPrefix(session) : null;
  const isFirst = (prefix: string) => first !== null && physical(prefix) === physical(first);
  const environments = await reportEnvironments<InstallReport>(options, session, {
    everyHome: false,
    // Hooks in base, or in what new shells activate instead, would be in force wherever auto_activate is on.
    // And where a command was cut off before there was a record, nobody knows with which settings.
    passesBy: ({ prefix, name }) =>
      (name === "base" || isFirst(prefix) || options.installedOnly === true) && !hasRecord(prefix),
    work: (environment) => installInto(environment, options, session),
    fail: (failed) => ({
      ...failed,
      action: "failed",
      dryRun: options.dryRun === true,
      profile: null,
      formerProfile: null,
      settings: null,
      formerSettings: null,
      dropped: [],
      guarded: [],
      related: [],
      diff: null,
      active: false,
      next: null,
      restore: [],
      pixi: null,
    }),
    ask: async (environments) => {
      if (options.dryRun) return null;
      const { describeQuestion } = await import("../reports/many.js");
      const words = !hasSettings(options)
        ? "install the hooks, or bring them up to date,"
        : isAfresh(options)
          ? "install the hooks, all settings that they have replaced by what you typed,"
          : "install the hooks, with what you typed changed in the settings that they have,";
      const forced = options.force ? " with what is edited or by a newer version replaced," : "";
      const due: Environment[] = [];
      for (const environment of environments)
        if (await isDue(environment, options, session)) due.push(environment);
      return describeQuestion(`${words}${forced} in`, due);
    },
  });
  return { environments };
}

/** The command. */
export async function run(options: InstallOptions, session: Session): Promise<Outcome> {
  const result = await install(options, session);
  const [report] = result.environments;
  if (options.all || report === undefined) return describeAll(result, options, session);
  const failure = describeFailure(report);
  if (failure) return { result, ...failure };
  const lines = report.diff ? [hideLineEnds(report.diff)] : [];
  lines.push(...describeFiles(describeAction(report), report));
  lines.push(`  ${describeProfile(report)}`);
  lines.push(...describeChanged(report), ...describeGuards(report.guarded));
  lines.push(...describeRestore(report.restore));
  if (report.related.length > 0)
    lines.push(`stored as {prefix}/..., so that it holds in a clone: ${report.related.join(", ")}`);
  lines.push(...describeNext(report), ...(report.pixi ? describeAdvice(report.pixi) : []));
  return { result, text: lines.join("\n"), notes: describeWarnings(report), exitCode: 0 };
}

async function describeAll(
  result: InstallResult,
  options: InstallOptions,
  session: Session,
): Promise<Outcome> {
  const { environments } = result;
  const { concludeAll, describeCopies, describeEach, describeTotal } = await import(
    "../reports/many.js"
  );
  const changed = environments.filter(({ action }) => ["installed", "updated"].includes(action));
  const active = environments.filter(({ active: isActive }) => isActive);
  const lines = [
    ...describeEach(changed, (report) => [describeAction(report), describeProfile(report)]),
    ...describeCopies(environments),
    ...active.flatMap((report) => [...describeRestore(report.restore), ...describeNext(report)]),
    // Once for a workspace, however many environments it has.
    ...new Set(changed.flatMap(({ pixi }) => (pixi ? describeAdvice(pixi).join("\n") : []))),
    describeTotal(environments.map(describeAction), options),
  ];
  return concludeAll(result, lines, session);
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
  return inline(`profile ${profile}${isOther ? ` (was ${formerProfile})` : ""}${changes}${drops}`);
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
  return rows.length === 0 ? [] : formatTable(rows).split("\n");
}

/** The variables that have another setting now, or none any more. */
function listChanged(settings: Settings, former: Settings): string[] {
  const names = new Set([...Object.keys(settings), ...Object.keys(former)]);
  return [...names].filter((name) => !isDeepStrictEqual(settings[name], former[name]));
}

function describeNext({ active, next }: InstallReport): string[] {
  if (next === null) return [];
  return [inline(active ? `it is active here; to make it take effect: ${next}` : `next: ${next}`)];
}

async function installInto(
  environment: Environment,
  options: InstallOptions,
  session: Session,
): Promise<InstallReport> {
  const { prefix, name } = environment;
  const { dryRun = false } = options;
  if (!options.all) await checkNamed(environment, options, session);
  checkEnvironment(prefix);
  checkActivatable(prefix, session.platform);
  let draft = makeDraft(environment, options, session);
  let kept: string[] = [];
  let isLocked = true;
  // Where there is nothing to do, nobody is kept waiting by a lock, nor we by loading it.
  if (!draft.isClean) {
    const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
    await changeEnvironment(
      prefix,
      async (hasLock) => {
        isLocked = hasLock;
        draft = makeDraft(environment, options, session, true);
        checkUnblocked(draft, environment, options, session);
        if (!draft.isClean && !dryRun)
          kept = await writeChanges(prefix, draft.after, draft.changes);
      },
      mayBeFrozen,
    );
  }

  const { before, recorded, request, plan, guards, changes, isUnchanged } = draft;
  const former = recorded && planIfKnown(recorded, session.platform);
  const active = isActive(prefix, session);
  const pixi = readPixiEnvironment(prefix);
  return {
    prefix,
    name,
    action: isUnchanged ? "unchanged" : before === null ? "installed" : "updated",
    dryRun,
    files: [
      ...describeChanges(plan.files, changes),
      ...kept.map((path) => ({ path, state: "copy kept" })),
    ],
    warnings: [
      ...findWarnings(environment, request, plan, draft.owners, session),
      ...describeSimilar(draft.similar),
      ...describeLock(isLocked),
    ],
    error: null,
    profile: request.profile,
    formerProfile: recorded?.profile ?? null,
    settings: plan.settings,
    formerSettings: former?.settings ?? null,
    dropped: listDropped(draft, options, session),
    guarded: guards,
    related: draft.related,
    diff: dryRun && !options.all ? await formatDiff(changes) : null,
    active,
    next:
      isUnchanged || dryRun
        ? null
        : (activationInPixi(pixi, session) ?? activationOf(environment, session)),
    restore: findRestore(prefix, removedScripts(plan.files, changes), session),
    pixi: pixi && (await advisePixi(pixi, request, session)),
  };
}

/** The scripts that are gone of the languages that have none any more. */
function removedScripts(planned: readonly PlannedFile[], changes: readonly Change[]): string[] {
  const extensions = planned.map(({ path }) => extname(path));
  return changes.map(({ path }) => path).filter((path) => !extensions.includes(extname(path)));
}

/** conda replaces the old prefix as a text. */
function describeSimilar(variables: readonly string[]): Warning[] {
  return variables.map((variable) => ({
    code: "prefix-in-value",
    message: `the value for ${variable} has the environment's path as a part of another one: conda create --clone and conda rename put the new path there, which leads elsewhere`,
  }));
}

function describeChanges(
  planned: readonly PlannedFile[],
  changes: readonly Change[],
): FileReport[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const word = ({ sha256, planned: wanted }: Change) =>
    wanted === null ? "removed" : sha256 === null ? "created" : "updated";
  return [...new Set([...planned.map(({ path }) => path), ...changed.keys()])].map((path) => {
    const change = changed.get(path);
    return { path, state: change ? word(change) : "unchanged" };
  });
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

async function formatDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .map(({ path, content, planned }) =>
      createTwoFilesPatch(
        content === null ? "/dev/null" : path,
        planned ? path : "/dev/null",
        content ?? "",
        planned?.content ?? "",
      ).replace(/^=+\n/, ""),
    )
    .join("");
}
