// Takes over hand-written Go hooks: installs hooks that do the same, and puts the scripts aside.
import { isDeepStrictEqual } from "node:util";
import { listAdopted, putAside } from "../conda/adoption.js";
import { writeChanges } from "../conda/changes.js";
import {
  checkNamed,
  type Environment,
  type EnvironmentSelector,
  type FrozenOptions,
  isActivated,
} from "../conda/environments.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import { changeEnvironment, checkActivatable, checkEnvironment } from "../conda/prefix.js";
import { readRecord } from "../conda/record.js";
import { makeError } from "../errors/error.js";
import {
  type AdoptReport,
  type AdoptResult,
  askToAdopt,
  describeAdopt,
  describeFrom,
  NO_ADOPT,
} from "../reports/adopt.js";
import { activationOf, type Manner, selectorFor } from "../reports/environments.js";
import { reportFiles } from "../reports/install.js";
import type { Outcome } from "../reports/outcome.js";
import { warnOfSettings } from "../reports/setting-warnings.js";
import { warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { reportEnvironments } from "./each-environment.js";
import { describeConfigOption, findNextConfig } from "./follow-config.js";
import { checkUnblocked, type Draft, makeDraft } from "./install-draft.js";
import { type AdoptionPlan, planAdoption } from "./plan-adoption.js";

export interface AdoptOptions extends EnvironmentSelector, FrozenOptions {
  /** Does it without asking. */
  readonly yes?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Adopts the hand-written hooks of an environment. A failure is in its report.
 * @throws CondaGoHooksError `usage`, `setting-invalid`; then nothing was changed
 */
export async function adopt(options: AdoptOptions, session: Session): Promise<AdoptResult> {
  const environments = await reportEnvironments<AdoptReport>(options, session, {
    everyHome: false,
    work: (environment) => adoptIn(environment, options, session),
    fail: (failed) => ({ ...failed, ...NO_ADOPT, dryRun: options.dryRun === true }),
  });
  return { environments };
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  options: AdoptOptions & Manner & { readonly from?: string },
  session: Session,
): Promise<Outcome> {
  if (options.from !== undefined) {
    const { adoptFrom } = await import("./adopt-from.js");
    return describeFrom(await adoptFrom({ ...options, from: options.from }, session));
  }
  const result = await adopt(options, session);
  const [report] = result.environments as [AdoptReport];
  return { result, ...describeAdopt(report, options, session) };
}

async function adoptIn(
  environment: Environment,
  options: AdoptOptions,
  session: Session,
): Promise<AdoptReport> {
  const { prefix } = environment;
  await checkNamed(environment, options, session);
  checkEnvironment(prefix);
  checkActivatable(prefix, session.platform);
  const plan = planAdoption(environment, session);
  const idle = reportIdle(environment, plan, options);
  if (!plan.isDue) return idle;
  const hasScripts = plan.scripts.length > 0;
  const draft = await draftAdoption(environment, plan, session);
  const report = await prepareReport(idle, environment, plan, session);
  const seen = report(draft, []);
  if (options.dryRun) return seen;
  if (isActivated(prefix, session)) throw makeError("adopt-active", { prefix });
  if (hasScripts && !(await isAgreed(seen, options, session)))
    return { ...idle, action: "declined" };
  const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
  const work = async (isLocked: boolean) => {
    const { current, kept } = await takeOver(environment, plan, session);
    return withFates(report(current, kept), prefix, isLocked);
  };
  const done = await changeEnvironment(prefix, work, mayBeFrozen);
  return hasScripts ? done : { ...idle, files: done.files };
}

function draftAdoption(environment: Environment, plan: AdoptionPlan, session: Session) {
  return makeDraft(environment, plan.install, session, true, plan.recorded);
}

/** Installs the hooks and puts the scripts aside, under the lock. @returns what was installed */
async function takeOver(
  environment: Environment,
  plan: AdoptionPlan,
  session: Session,
): Promise<{ readonly current: Draft; readonly kept: readonly string[] }> {
  const { prefix } = environment;
  // What was agreed to is what was shown.
  if (!isDeepStrictEqual(planAdoption(environment, session), plan))
    throw makeError("adopt-changed", { prefix });
  const current = await draftAdoption(environment, plan, session);
  checkUnblocked(current, environment, plan.install, session);
  const kept = await writeChanges(prefix, current.after, current.changes);
  await putAside(prefix, plan.scripts);
  return { current, kept };
}

/** The report while nothing is done. */
function reportIdle(
  { prefix, name }: Environment,
  { wanted, leaks, left, install }: AdoptionPlan,
  { dryRun = false }: AdoptOptions,
): AdoptReport {
  return {
    ...{ prefix, name, dryRun, files: [], warnings: [], error: null },
    action: "nothing",
    adopted: [],
    settings: wanted,
    ...{ leaks, left, profile: install.profile ?? null, overrides: install.overrides ?? [] },
    next: null,
  };
}

/** Makes what reports an adoption, done or to be done, with the paths of kept copies. */
async function prepareReport(
  idle: AdoptReport,
  environment: Environment,
  { scripts }: AdoptionPlan,
  session: Session,
): Promise<(draft: Draft, kept: readonly string[]) => AdoptReport> {
  const config = await describeConfigOption(environment, session);
  const file = await findNextConfig(environment, session);
  const selector = selectorFor(environment, session);
  return ({ request, plan, changes, owners }, kept) => ({
    ...idle,
    action: "adopted",
    profile: request.profile,
    files: reportFiles(plan.files, changes, kept),
    adopted: scripts.map(({ path, aside }) => ({ path, aside, state: "aside" })),
    warnings: [
      ...warnOfSettings(environment, request, plan, owners, config, session),
      ...(file === null ? [] : [warn("adoptedBesideFile", { file, selector })]),
    ],
    next: idle.dryRun ? null : activationOf(environment, session),
  });
}

/** The report with what has become of each script. */
function withFates(report: AdoptReport, prefix: string, isLocked: boolean): AdoptReport {
  const now = listAdopted(prefix, readRecord(prefix));
  const asides = report.adopted.map(({ aside }) => aside);
  const adopted = now.filter(({ aside }) => asides.includes(aside));
  const stayed = adopted.filter(({ state }) => state !== "aside");
  return {
    ...report,
    adopted,
    warnings: [
      ...report.warnings,
      ...stayed.map(({ path }) => warn("adoptedLate", { path })),
      ...(isLocked ? [] : [warn("unlocked")]),
    ],
  };
}

async function isAgreed(
  report: AdoptReport,
  { yes = false }: AdoptOptions,
  session: Session,
): Promise<boolean> {
  if (yes) return true;
  let isAsked = false;
  const answer = await session.terminal?.confirm(async () => {
    isAsked = true;
    return askToAdopt(report, session);
  });
  if (answer === false) return false;
  if (!isAsked) throw makeError("adopt-unasked");
  return true;
}
