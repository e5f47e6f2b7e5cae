// What an installation into one environment would change, before anything is written.
import { isDeepStrictEqual } from "node:util";
import { keepAdopted } from "../conda/adoption.js";
import { type Change, findChanges } from "../conda/changes.js";
import type { Environment, EnvironmentsSelector, FrozenOptions } from "../conda/environments.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import { findMissingFolders, hasLeftovers } from "../conda/inventory.js";
import { checkModuleCache } from "../conda/module-cache.js";
import { findOtherOwners, type Owner } from "../conda/owners.js";
import { checkActivatable, checkWritable } from "../conda/prefix.js";
import {
  type AdoptedScript,
  checkSize,
  formatRecord,
  type InstallRecord,
  RECORD_SCHEMA_VERSION,
  readRecord,
} from "../conda/record.js";
import type { FoundConfig } from "../config/find-config.js";
import { CondaGoHooksError, makeError } from "../errors/error.js";
import { canStandInList } from "../findings/values/proxy.js";
import { DEFAULT_PROFILE, PROFILES } from "../hooks/profiles.js";
import { relateToPrefix } from "../hooks/relate-to-prefix.js";
import {
  type HookRequest,
  mergeOverrides,
  type Plan,
  planRequest,
  readRequest,
} from "../hooks/request.js";
import { holdsPrefix, type Override } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { removalOf, selectorFor } from "../reports/environments.js";
import type { Guard } from "../reports/install.js";
import type { Session } from "../session.js";
import { isNewerVersion, VERSION } from "../version.js";
import type { ProjectOptions } from "./find-project.js";
import { type Followed, followConfig, type TypedSettings } from "./follow-config.js";
import { findGuards, listGuarded } from "./guard.js";

export interface InstallOptions
  extends EnvironmentsSelector,
    FrozenOptions,
    ProjectOptions,
    TypedSettings {
  /** Replaces files that are edited or not ours, a copy of each kept beside it, and what a newer version made. */
  readonly force?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

/** The options, and the settings file that goes with them; null where each environment goes on as is recorded. */
export interface AskedOptions extends InstallOptions {
  readonly project: FoundConfig | null;
}

export interface Draft {
  readonly before: InstallRecord | null;
  /** What is asked for in `before`. */
  readonly recorded: HookRequest | null;
  readonly request: HookRequest;
  /** The settings file that is obeyed; null where none is. */
  readonly obeyed: string | null;
  readonly plan: Plan;
  /** Who else sets one of the variables. */
  readonly owners: readonly Owner[];
  /** What is saved because of them. */
  readonly guards: readonly Guard[];
  readonly changes: readonly Change[];
  /** Those of files that are not ours to touch. */
  readonly blocked: readonly Change[];
  readonly after: InstallRecord;
  /** Whether all is as asked for. */
  readonly isUnchanged: boolean;
  /** Whether there is nothing to do, not even to clear away after a command that was cut off. */
  readonly isClean: boolean;
  /** The variables whose value has become one below `{prefix}`, and those that have the prefix in another path. */
  readonly related: readonly string[];
  readonly similar: readonly string[];
}

/**
 * @param isThorough whether to look for packages that have brought our very files, which takes its time
 * @param adopted the hand-written scripts for which the hooks stand in from now on; as recorded unless given
 * @throws CondaGoHooksError `newer-version`, and for settings that cannot be had
 */
export async function makeDraft(
  environment: Environment,
  options: AskedOptions,
  session: Session,
  isThorough = false,
  adopted: readonly AdoptedScript[] | null = null,
): Promise<Draft> {
  const { prefix } = environment;
  const { force = false } = options;
  const before = readRecord(prefix);
  if (before !== null && isNewerVersion(before.version) && !force) {
    const more = describeMore(environment, options, session, "--force");
    throw makeError("hooks-newer", { version: before.version, own: VERSION, more });
  }
  const { asked, config, obeyed } = await followConfig(
    environment,
    before?.config ?? null,
    options,
    session,
  );
  const wish = planWish(environment, { ...options, ...asked }, before, adopted, session);
  const { request, plan } = wish;
  const { GOMODCACHE: cache } = plan.settings;
  if (cache?.action === "set") checkModuleCache(cache.value, prefix, session);
  const changes = findChanges(prefix, before, plan.files, isThorough);
  const missing = findMissingFolders(prefix);
  const isAsBefore = before !== null && isDeepStrictEqual(before.settings, request);
  const former = isAsBefore ? before.adopted : before && keepAdopted(prefix, before);
  const aside = adopted ?? former ?? [];
  const after: InstallRecord = {
    schemaVersion: RECORD_SCHEMA_VERSION,
    version: VERSION,
    settings: request,
    ...(config && { config }),
    folders: [...new Set([...(before?.folders ?? []), ...missing])],
    files: plan.files.map(({ path, sha256 }) => ({ path, sha256 })),
    ...(aside.length > 0 && { adopted: aside }),
  };
  checkSize(after);
  // As it would be read again, in whatever order its keys are.
  const isSame = isDeepStrictEqual(before, JSON.parse(formatRecord(after)));
  const isUnchanged = changes.length === 0 && isSame;
  const isClean = isUnchanged && !hasLeftovers(prefix);
  const isNotOurs = ({ state }: Change) => state === "edited" || state === "foreign";
  const isPackaged = ({ state }: Change) => state === "packaged";
  const blocked = changes.filter((change) => isPackaged(change) || (!force && isNotOurs(change)));
  return { ...wish, before, obeyed, changes, blocked, after, isUnchanged, isClean };
}

/** The options of one environment, those of its settings file among them. */
type FollowedOptions = Omit<InstallOptions, "shells"> & Followed["asked"];

/** What is asked for, and what follows from it. */
function planWish(
  environment: Environment,
  options: FollowedOptions,
  before: InstallRecord | null,
  adopted: readonly AdoptedScript[] | null,
  session: Session,
): Pick<Draft, "recorded" | "request" | "plan" | "owners" | "guards" | "related" | "similar"> {
  const { prefix } = environment;
  const recorded = readRequest(before?.settings);
  if (before !== null && recorded === null && !isAfresh(options))
    throw notForUs("it does not know them", false, environment, options, session);
  // Check the recorded settings first, so that their faults are not blamed on the options.
  if (recorded !== null && !isAfresh(options) && hasSettings(options))
    planRecorded({ ...recorded, shells: null }, environment, options, session);
  const planFor = (wanted: HookRequest) =>
    hasSettings(options)
      ? planRequest(wanted, session.platform)
      : planRecorded(wanted, environment, options, session);
  const relate = (overrides: readonly Override[]) =>
    relateToPrefix(overrides, prefix, session.platform);
  // Before they are merged, or a flag that names the prefix would not be known again.
  const own = relate(options.overrides ?? []);
  const complete = completeRequest({ ...options, overrides: own.overrides }, recorded);
  const { overrides: given, related, similar } = relate(complete.overrides);
  const overrides = fitProxy(complete.profile, given, prefix);
  // Guards are found anew, as the environment's other scripts are now.
  const { guarded: _former, ...asked } = { ...complete, overrides };
  const unguarded = planFor(asked);
  const owners = findOtherOwners(prefix, VARIABLE_NAMES).filter(
    ({ path }) => !adopted?.some((script) => script.path === path),
  );
  const guards = findGuards(owners, unguarded.settings);
  const isGuarded = guards.length > 0;
  const request = isGuarded ? { ...asked, guarded: listGuarded(guards) } : asked;
  const plan = isGuarded ? planFor(request) : unguarded;
  const all = [...new Set([...own.related, ...related])];
  return { recorded, request, plan, owners, guards, related: all, similar };
}

/** Turns off the proxy list of a profile that cannot hold the prefix. What is recorded is what the hooks do. */
export function fitProxy(
  profile: string,
  overrides: readonly Override[],
  prefix: string,
): readonly Override[] {
  const variable = "GOPROXY";
  const given = PROFILES.find(({ name }) => name === profile)?.settings[variable];
  const isOwn = overrides.some((override) => override.variable === variable);
  return !holdsPrefix(given) || isOwn || canStandInList(prefix)
    ? overrides
    : [...overrides, { action: "set", variable, value: "off" }];
}

/**
 * Checks that nothing stands in the way that is not ours to touch; of a draft that is made under the lock,
 * as the files of a command that is at work look edited.
 * @throws CondaGoHooksError `file-not-ours`
 */
export function checkUnblocked(
  { blocked }: Draft,
  environment: Environment,
  options: InstallOptions,
  session: Session,
): void {
  if (blocked.length === 0) return;
  const owners = [...new Set(blocked.flatMap(({ owner }) => owner ?? []))];
  if (owners.length > 0) {
    const paths = blocked.flatMap(({ path, owner }) => (owner === null ? [] : [path]));
    const removal = removalOf(owners, environment, session);
    throw makeError("packaged", { owners, paths, removal });
  }
  const more = describeMore(environment, options, session, "--force");
  const foreign = blocked.filter(({ state }) => state !== "edited");
  if (foreign.length > 0) throw makeError("foreign", { files: foreign, more });
  throw makeError("edited", { files: blocked, more });
}

/** Whether an installation changes anything; where it fails, that is said when it is tried. */
export async function isDue(
  environment: Environment,
  options: AskedOptions,
  session: Session,
): Promise<boolean> {
  const { prefix } = environment;
  try {
    checkActivatable(prefix, session.platform);
    checkWritable(prefix, await mayChangeFrozen(prefix, options, session));
    const { isClean, blocked } = await makeDraft(environment, options, session);
    return !isClean && blocked.length === 0;
  } catch {
    return false;
  }
}

/** What is not asked for stays as recorded, unless the settings are to start afresh. */
export function completeRequest(
  options: FollowedOptions,
  recorded: HookRequest | null,
): HookRequest {
  const { profile = DEFAULT_PROFILE, overrides = [], shells = recorded?.shells ?? null } = options;
  const base = recorded === null || isAfresh(options) ? { profile, overrides: [] } : recorded;
  return { ...base, overrides: mergeOverrides(base.overrides, overrides), shells };
}

/** Whether the settings start from a profile, and nothing that is recorded stays. */
export function isAfresh({
  profile,
  reset = false,
}: Pick<TypedSettings, "profile" | "reset">): boolean {
  return profile !== undefined || reset;
}

/** Whether anything is asked for, and may be wrong. */
export function isTyped(options: InstallOptions): boolean {
  return hasSettings(options) || options.shells !== undefined;
}

function hasSettings({
  profile,
  reset = false,
  overrides = [],
}: Omit<TypedSettings, "shells">): boolean {
  return profile !== undefined || reset || overrides.length > 0;
}

/** The plan; what is recorded was not typed, so it is no wrong usage when this version cannot take it. */
function planRecorded(
  request: HookRequest,
  environment: Environment,
  options: FollowedOptions,
  session: Session,
): Plan {
  try {
    return planRequest(request, session.platform);
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    // Settings that a shell cannot hold are the record's fault only where the shell is in the record too.
    if (error.code === "setting-invalid" && options.shells !== undefined) throw error;
    throw notForUs(error.message, error.code === "setting-invalid", environment, options, session);
  }
}

function notForUs(
  fault: string,
  isOfShell: boolean,
  environment: Environment,
  options: Pick<InstallOptions, "all">,
  session: Session,
): CondaGoHooksError {
  const more = describeMore(environment, options, session, "--profile NAME");
  return makeError("record-unusable", { fault, more, isOfShell });
}

/** How to say this too, of this environment and of no other. */
function describeMore(
  environment: Environment,
  { all }: Pick<InstallOptions, "all">,
  session: Session,
  option: string,
): string {
  return all
    ? `the same with ${selectorFor(environment, session)} ${option} for --all`
    : `add ${option}`;
}
