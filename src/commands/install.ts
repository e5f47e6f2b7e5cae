// Puts the hooks into an environment, or brings those that are there up to the settings.
import { isDeepStrictEqual } from "node:util";
import { type Change, findChanges, writeChanges } from "../conda/changes.js";
import {
  checkNamed,
  type Environment,
  type EnvironmentsSelector,
  isActive,
} from "../conda/environments.js";
import { findMissingFolders, hasLeftovers } from "../conda/inventory.js";
import { withLock } from "../conda/lock.js";
import { checkActivatable, checkEnvironment, checkWritable } from "../conda/prefix.js";
import {
  checkSize,
  formatRecord,
  hasRecord,
  type InstallRecord,
  RECORD_SCHEMA_VERSION,
  readRecord,
} from "../conda/record.js";
import { CondaGoHooksError } from "../errors.js";
import type { PlannedFile } from "../hooks/plan.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { type HookRequest, type Plan, planRequest, readRequest } from "../hooks/request.js";
import type { Override, Settings } from "../hooks/settings.js";
import { COMMAND, RECORD_PATH } from "../names.js";
import type { Outcome } from "../report.js";
import type { Session } from "../session.js";
import { isNewerVersion, VERSION } from "../version.js";
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
  findRestore,
  type Restore,
  reportEnvironments,
  selectorFor,
} from "./environment-report.js";
import { findWarnings } from "./install-warnings.js";
import { advisePixi, describeAdvice, type PixiAdvice } from "./pixi-advice.js";

export interface InstallOptions extends EnvironmentsSelector {
  /** Of these three, what is not given is as recorded when none is, and else the default. */
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** The dialects, as `--shell` names them. */
  readonly shells?: readonly string[] | undefined;
  /** Replaces files that are edited or not ours, a copy of each kept beside it, and what a newer version made. */
  readonly force?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface InstallReport extends EnvironmentReport {
  readonly action: "installed" | "updated" | "unchanged" | "failed";
  readonly dryRun: boolean;
  readonly profile: string | null;
  /** The one before, where there was one. */
  readonly formerProfile: string | null;
  readonly settings: Settings | null;
  /** The same of before. */
  readonly formerSettings: Settings | null;
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
  const environments = await reportEnvironments<InstallReport>(options, session, {
    everyHome: false,
    // Hooks in base would be in force wherever auto_activate is on. And where a command was cut off before
    // there was a record, nobody knows with which settings.
    passesBy: ({ prefix, name }) =>
      (name === "base" || options.installedOnly === true) && !hasRecord(prefix),
    work: (environment) => installInto(environment, options, session),
    fail: (failed) => ({
      ...failed,
      action: "failed",
      dryRun: options.dryRun === true,
      profile: null,
      formerProfile: null,
      settings: null,
      formerSettings: null,
      diff: null,
      active: false,
      next: null,
      restore: [],
      pixi: null,
    }),
    ask: async (environments) => {
      if (options.dryRun) return null;
      const { describeQuestion } = await import("./many-report.js");
      const verb = hasSettings(options)
        ? "install the hooks, any settings that they have replaced by what you typed, in"
        : "install the hooks, or bring them up to date, in";
      const due = environments.filter((environment) => isDue(environment, options, session));
      return describeQuestion(verb, due);
    },
  });
  return { environments };
}

/** The command. */
export async function run(options: InstallOptions, session: Session): Promise<Outcome> {
  const result = await install(options, session);
  const [report] = result.environments;
  if (options.all || report === undefined) return describeAll(result, options);
  const failure = describeFailure(report);
  if (failure) return { result, ...failure };
  const lines = report.diff ? [report.diff] : [];
  lines.push(...describeFiles(describeAction(report), report));
  lines.push(`  ${describeProfile(report)}`);
  lines.push(...describeSettings(report.settings ?? {}), ...describeRestore(report.restore));
  lines.push(...describeNext(report), ...(report.pixi ? describeAdvice(report.pixi) : []));
  return { result, text: lines.join("\n"), notes: describeWarnings(report), exitCode: 0 };
}

async function describeAll(result: InstallResult, options: InstallOptions): Promise<Outcome> {
  const { environments } = result;
  const { concludeAll, describeEach, describeTotal } = await import("./many-report.js");
  const changed = environments.filter(({ action }) => ["installed", "updated"].includes(action));
  const active = environments.filter(({ active: isActive }) => isActive);
  return concludeAll(result, [
    ...describeEach(changed, (report) => [describeAction(report), describeProfile(report)]),
    ...active.flatMap((report) => [...describeRestore(report.restore), ...describeNext(report)]),
    // Once for a workspace, however many environments it has.
    ...new Set(changed.flatMap(({ pixi }) => (pixi ? describeAdvice(pixi).join("\n") : []))),
    describeTotal(environments.map(describeAction), options),
  ]);
}

function describeAction({ action, dryRun }: InstallReport): string {
  const isDone = action === "installed" || action === "updated";
  return isDone && dryRun ? `would be ${action}` : action;
}

function describeProfile(report: InstallReport): string {
  const { profile, formerProfile, settings, formerSettings } = report;
  const isOther = formerProfile !== null && formerProfile !== profile;
  const changed = formerSettings ? listChanged(settings ?? {}, formerSettings) : [];
  const changes = changed.length > 0 ? `, changes ${changed.join(", ")}` : "";
  return `profile ${profile}${isOther ? ` (was ${formerProfile})` : ""}${changes}`;
}

/** The variables that have another setting now, or none any more. */
function listChanged(settings: Settings, former: Settings): string[] {
  const names = new Set([...Object.keys(settings), ...Object.keys(former)]);
  return [...names].filter((name) => !isDeepStrictEqual(settings[name], former[name]));
}

function describeNext({ active, next }: InstallReport): string[] {
  if (next === null) return [];
  return [active ? `it is active here; to make it take effect: ${next}` : `next: ${next}`];
}

/** What is not asked for stays as recorded: the settings, which are one thing, and the shells. */
function completeRequest(options: InstallOptions, recorded: HookRequest | null): HookRequest {
  const { profile, overrides = [], shells = recorded?.shells ?? null } = options;
  if (hasSettings(options) || recorded === null) {
    return { profile: profile ?? DEFAULT_PROFILE, overrides, shells };
  }
  return { ...recorded, shells };
}

async function installInto(
  environment: Environment,
  options: InstallOptions,
  session: Session,
): Promise<InstallReport> {
  const { prefix, name } = environment;
  const { dryRun = false } = options;
  if (!options.all) checkNamed(environment, options);
  checkEnvironment(prefix);
  checkActivatable(prefix);
  let draft = makeDraft(environment, options, session);
  let kept: string[] = [];
  let isLocked = true;
  // Where there is nothing to do, nobody is kept waiting by a lock, nor we by loading it.
  if (!draft.isClean) {
    checkWritable(prefix);
    await withLock(prefix, async (hasLock) => {
      isLocked = hasLock;
      draft = makeDraft(environment, options, session);
      if (draft.blocked.length > 0) {
        throw notOurs(draft.blocked, describeForce(environment, options));
      }
      if (!draft.isClean && !dryRun) kept = await writeChanges(prefix, draft.after, draft.changes);
    });
  }

  const { before, recorded, request, plan, changes, isUnchanged } = draft;
  const active = isActive(prefix, session);
  return {
    prefix,
    name,
    action: isUnchanged ? "unchanged" : before === null ? "installed" : "updated",
    dryRun,
    files: [
      ...describeChanges(plan.files, changes),
      ...kept.map((path) => ({ path, state: "copy kept" })),
    ],
    warnings: [...findWarnings(prefix, request, plan), ...describeLock(isLocked)],
    error: null,
    profile: request.profile,
    formerProfile: recorded?.profile ?? null,
    settings: plan.settings,
    formerSettings: recorded && findSettings(recorded, session),
    diff: dryRun && !options.all ? await formatDiff(changes) : null,
    active,
    next: isUnchanged || dryRun ? null : activationOf(environment, session),
    restore: findRestore(prefix, removedScripts(changes), session),
    pixi: advisePixi(prefix, request, plan, session),
  };
}

/** Whether anything is asked for, and may be wrong. */
function isTyped(options: InstallOptions): boolean {
  return hasSettings(options) || options.shells !== undefined;
}

function hasSettings({ profile, overrides = [] }: InstallOptions): boolean {
  return profile !== undefined || overrides.length > 0;
}

/** Whether an installation changes anything; where it fails, that is said when it is tried. */
function isDue(environment: Environment, options: InstallOptions, session: Session): boolean {
  try {
    checkActivatable(environment.prefix);
    checkWritable(environment.prefix);
    const { isClean, blocked } = makeDraft(environment, options, session);
    return !isClean && blocked.length === 0;
  } catch {
    return false;
  }
}

interface Draft {
  readonly before: InstallRecord | null;
  /** What is asked for in `before`. */
  readonly recorded: HookRequest | null;
  readonly request: HookRequest;
  readonly plan: Plan;
  readonly changes: readonly Change[];
  /** Those of files that are not ours to touch. */
  readonly blocked: readonly Change[];
  readonly after: InstallRecord;
  /** Whether all is as asked for. */
  readonly isUnchanged: boolean;
  /** Whether there is nothing to do, not even to clear away after a command that was cut off. */
  readonly isClean: boolean;
}

/** @throws CondaGoHooksError `newer-version`, and for settings that cannot be had */
function makeDraft(environment: Environment, options: InstallOptions, session: Session): Draft {
  const { prefix } = environment;
  const { force = false } = options;
  const before = readRecord(prefix);
  if (before !== null && isNewerVersion(before.version) && !force) {
    throw tooOld(before.version, describeForce(environment, options));
  }
  const recorded = readRequest(before?.settings);
  if (before !== null && recorded === null && !hasSettings(options))
    throw notForUs("they are none that it knows");
  const request = completeRequest(options, recorded);
  const plan = isTyped(options)
    ? planRequest(request, session.platform)
    : planRecorded(request, session.platform);
  const changes = findChanges(prefix, before, plan.files);
  const isBlocked = ({ state }: Change) => !force && (state === "edited" || state === "foreign");
  const missing = findMissingFolders(prefix);
  const after: InstallRecord = {
    schemaVersion: RECORD_SCHEMA_VERSION,
    version: VERSION,
    settings: request,
    folders: [...new Set([...(before?.folders ?? []), ...missing])],
    files: plan.files.map(({ path, sha256 }) => ({ path, sha256 })),
  };
  checkSize(after);
  const isSame = before !== null && formatRecord(before) === formatRecord(after);
  const isUnchanged = changes.length === 0 && isSame;
  const isClean = isUnchanged && !hasLeftovers(prefix);
  const blocked = changes.filter(isBlocked);
  return { before, recorded, request, plan, changes, blocked, after, isUnchanged, isClean };
}

/** The plan; what is recorded was not typed, so it is no wrong usage when this version cannot take it. */
function planRecorded(request: HookRequest, platform: string): Plan {
  try {
    return planRequest(request, platform);
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    throw notForUs(error.message);
  }
}

/** What a recorded request comes to; null when this version cannot tell. */
function findSettings(request: HookRequest, { platform }: Session): Settings | null {
  try {
    return planRequest(request, platform).settings;
  } catch {
    return null;
  }
}

function notForUs(fault: string): CondaGoHooksError {
  return new CondaGoHooksError(
    "record-invalid",
    `the recorded settings are not for this version: ${fault}`,
    RECORD_PATH,
    "give the settings anew, with --profile, or --shell for the shells",
  );
}

function tooOld(version: string, forced: string): CondaGoHooksError {
  return new CondaGoHooksError(
    "newer-version",
    `version ${version} installed these hooks, and this is ${VERSION}`,
    null,
    `use ${COMMAND}@${version}; to go back to ${VERSION}: ${forced}`,
  );
}

/** Files stand in the way that are not ours to touch. */
function notOurs(files: readonly Change[], forced: string): CondaGoHooksError {
  const names = files.map(({ path, state }) => `${path} (${state})`).join(", ");
  const isEdited = files.every(({ state }) => state === "edited");
  return new CondaGoHooksError(
    "file-not-ours",
    isEdited
      ? "somebody edited what conda-go-hooks wrote"
      : "something stands there that conda-go-hooks did not write",
    names,
    `move it away, or replace it, a copy kept beside it: ${forced}${isEdited ? "; settings of your own go with --set and --append" : ""}`,
  );
}

/** What to type to have it all the same, in this environment and in no other. */
function describeForce(environment: Environment, { all }: InstallOptions): string {
  return all ? `the same with ${selectorFor(environment)} --force for --all` : "add --force";
}

function removedScripts(changes: readonly Change[]): string[] {
  return changes.filter(({ planned }) => planned === null).map(({ path }) => path);
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
