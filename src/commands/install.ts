// Installs the hooks in an environment, or updates those that are there.
import { extname } from "node:path";
import { type Change, writeChanges } from "../conda/changes.js";
import { isSamePlace } from "../conda/disk.js";
import { checkNamed, type Environment, isActive } from "../conda/environments.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import { readPixiEnvironment } from "../conda/pixi.js";
import { findDefaultPrefix } from "../conda/places.js";
import {
  changeEnvironment,
  checkActivatable,
  checkEnvironment,
  findObstacle,
} from "../conda/prefix.js";
import { hasRecord } from "../conda/record.js";
import { type CondaGoHooksError, makeError } from "../errors/error.js";
import type { PlannedFile } from "../hooks/plan.js";
import { planIfKnown, planRequest } from "../hooks/request.js";
import { savedName, unsetName } from "../names.js";
import { activationOf, formatConfigOption, type Manner } from "../reports/environments.js";
import {
  askToInstall,
  describeInstall,
  describeInstalls,
  formatDiff,
  type Guard,
  type InstallReport,
  type InstallResult,
  NO_INSTALL,
  reportFiles,
} from "../reports/install.js";
import type { Outcome } from "../reports/outcome.js";
import { activationInPixi } from "../reports/pixi.js";
import { warnOfSettings } from "../reports/setting-warnings.js";
import { warnOfGone } from "../reports/status.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { findRestore, reportEnvironments } from "./each-environment.js";
import {
  type Choice,
  chooseEnvironment,
  explainUnknown,
  findProject,
  warnOfOther,
} from "./find-project.js";
import { findConfigOption } from "./follow-config.js";
import { listGuarded } from "./guard.js";
import { findHiddenSettings } from "./hidden-settings.js";
import {
  type AskedOptions,
  checkUnblocked,
  completeRequest,
  type InstallOptions,
  isAfresh,
  isDue,
  isTyped,
  makeDraft,
} from "./install-draft.js";
import { advisePixi } from "./pixi-advice.js";
import { findPackagedLayer, reportPackaged } from "./setup/packaged-layer.js";
import { listDropped, listTyped } from "./typed-settings.js";

/**
 * Installs the hooks. When an environment fails, its report has `action` `failed` and an error.
 * @throws CondaGoHooksError `usage`, `setting-invalid`, `declined`, and for the settings file; then nothing was changed
 */
export async function install(options: InstallOptions, session: Session): Promise<InstallResult> {
  if (options.reset && typeof options.config === "string")
    throw makeError("reset-and-config", { file: options.config });
  // Many environments have files of their own.
  const isFound = options.all !== true || options.config !== undefined;
  const project = isFound ? await findProject(options, session) : null;
  return installAsked({ ...options, project }, session);
}

/** The same with the settings file of which the caller knows; null where each environment goes on as is recorded. */
export async function installAsked(
  options: AskedOptions,
  session: Session,
): Promise<InstallResult> {
  // Refuse bad settings before looking at any environment.
  if (isTyped(options)) planRequest(completeRequest(options, null), session.platform);
  const first = options.all ? await findDefaultPrefix(session) : null;
  const choice = chooseEnvironment(options, options.project);
  const selector = { ...options, ...choice.selector };
  const environments = await reportEnvironments<InstallReport>(selector, session, {
    everyHome: false,
    // New shells activate base, or the environment set in its place: hooks there would act everywhere.
    // An interrupted command that left no record left no settings to go on with either.
    passesBy: ({ prefix, name }) =>
      (name === "base" || isSamePlace(prefix, first) || options.installedOnly === true) &&
      !hasRecord(prefix),
    work: (environment) => installInto(environment, choice, options, session),
    fail: (failed) => ({
      ...failed,
      ...NO_INSTALL,
      error: explainUnknown(failed.error, choice, session),
      dryRun: options.dryRun === true,
    }),
    ask: async (environments) => {
      if (options.dryRun) return null;
      const due: Environment[] = [];
      for (const environment of environments)
        if (await isDue(environment, options, session)) due.push(environment);
      return askToInstall(
        due,
        listTyped(options),
        isAfresh(options) || options.project !== null,
        options.force === true,
      );
    },
  });
  return { environments };
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  options: InstallOptions & Manner & { readonly diff?: boolean | undefined },
  session: Session,
): Promise<Outcome> {
  const result = await install(options, session);
  const [report] = result.environments;
  if (options.all || report === undefined) return describeInstalls(result, options, session);
  return { result, ...describeInstall(report, options, session) };
}

async function installInto(
  environment: Environment,
  choice: Choice,
  options: AskedOptions,
  session: Session,
): Promise<InstallReport> {
  const { prefix, name } = environment;
  const { dryRun = false } = options;
  if (!options.all) await checkNamed(environment, options, session);
  checkEnvironment(prefix);
  checkActivatable(prefix, session.platform);
  let draft = await makeDraft(environment, options, session);
  let kept: string[] = [];
  let isLocked = true;
  let obstacle: CondaGoHooksError | null = null;
  // With nothing to do, take no lock: it takes time to load, and others would wait.
  if (!draft.isClean) {
    const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
    const work = async (hasLock: boolean) => {
      isLocked = hasLock;
      draft = await makeDraft(environment, options, session, true);
      checkUnblocked(draft, environment, options, session);
      if (!draft.isClean && !dryRun) kept = await writeChanges(prefix, draft.after, draft.changes);
    };
    // What one may not change, one may look at.
    obstacle = dryRun ? findObstacle(prefix, mayBeFrozen) : null;
    await (obstacle ? work(true) : changeEnvironment(prefix, work, mayBeFrozen));
  }

  const { before, after, recorded, request, plan, guards, changes, isUnchanged } = draft;
  const former = recorded && planIfKnown(recorded, session.platform);
  const active = isActive(prefix, session);
  const file = after.config?.file;
  const config = formatConfigOption(
    (await findConfigOption(environment, file, true, session)).config,
    session.platform,
  );
  const pixi = readPixiEnvironment(prefix);
  const packaged = reportPackaged(findPackagedLayer(prefix, session));
  return {
    prefix,
    name,
    action: isUnchanged ? "unchanged" : before === null ? "installed" : "updated",
    dryRun,
    files: reportFiles(plan.files, changes, kept),
    warnings: [
      ...warnOfOther(prefix, choice, session),
      ...(after.config && draft.obeyed === null
        ? [warnOfGone(after.config.file, environment, session)]
        : []),
      ...warnOfSettings(environment, request, plan, draft.owners, config, session),
      ...findHiddenSettings(
        environment,
        plan.settings,
        packaged?.settings ?? null,
        config,
        session,
      ),
      ...(active ? warnOfLate(guards, session) : []),
      ...draft.similar.map((name) => warn("prefixInValue", { name })),
      ...(isLocked ? [] : [warn("unlocked")]),
      ...(obstacle ? [warn("wouldFail", obstacle)] : []),
    ],
    error: null,
    profile: request.profile,
    formerProfile: recorded?.profile ?? null,
    settings: plan.settings,
    formerSettings: former?.settings ?? null,
    config: draft.obeyed ?? after.config?.file ?? null,
    formerConfig: before?.config?.file ?? null,
    chosenBy: choice.chosenBy,
    dropped: listDropped(draft, options, session),
    guarded: guards,
    packaged,
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

/** Warns about variables that another script set in this shell before the hooks saved the user's own. */
function warnOfLate(guards: readonly Guard[], { env }: Session): Warning[] {
  const isLate = (name: string) =>
    env[name] !== undefined &&
    env[savedName(name)] === undefined &&
    env[unsetName(name)] === undefined;
  const names = listGuarded(guards).filter(isLate);
  return names.length === 0 ? [] : [warn("guardedLate", { names: names.join(" ") })];
}

/** The removed scripts of shells that have no hooks any more. */
function removedScripts(planned: readonly PlannedFile[], changes: readonly Change[]): string[] {
  const extensions = planned.map(({ path }) => extname(path));
  return changes.map(({ path }) => path).filter((path) => !extensions.includes(extname(path)));
}
