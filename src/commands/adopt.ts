// Takes over hand-written Go hooks: installs hooks that do the same, and puts the scripts aside.
import { isDeepStrictEqual } from "node:util";
import { listAdopted, planAside, putAside } from "../conda/adoption.js";
import { writeChanges } from "../conda/changes.js";
import {
  checkNamed,
  type Environment,
  type EnvironmentSelector,
  type FrozenOptions,
  isActivated,
} from "../conda/environments.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import { findHandWritten, type HookGroup } from "../conda/hand-written.js";
import type { Reason } from "../conda/interpret-script.js";
import { changeEnvironment, checkActivatable, checkEnvironment } from "../conda/prefix.js";
import { type AdoptedScript, readRecord } from "../conda/record.js";
import { makeError } from "../errors/error.js";
import { chooseProfile, listOverrides } from "../hooks/choose-profile.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { isKept, type Setting, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import {
  type AdoptReport,
  type AdoptResult,
  askToAdopt,
  describeAdopt,
  describeFrom,
  NO_ADOPT,
} from "../reports/adopt.js";
import { activationOf, selectorFor } from "../reports/environments.js";
import { reportFiles } from "../reports/install.js";
import type { Outcome } from "../reports/outcome.js";
import { warnOfSettings } from "../reports/setting-warnings.js";
import { isHalfAdopted } from "../reports/status.js";
import { warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { reportEnvironments } from "./each-environment.js";
import { describeConfigOption, findNextConfig } from "./follow-config.js";
import { type AskedOptions, checkUnblocked, makeDraft } from "./install-draft.js";
import { isHoldable, toSetting } from "./to-setting.js";

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
  options: AdoptOptions & { readonly from?: string },
  session: Session,
): Promise<Outcome> {
  if (options.from !== undefined) {
    const { adoptFrom } = await import("./adopt-from.js");
    return describeFrom(await adoptFrom({ ...options, from: options.from }, session));
  }
  const result = await adopt(options, session);
  const [report] = result.environments as [AdoptReport];
  return { result, ...describeAdopt(report) };
}

/** What an adoption would do in an environment, as its scripts are now. */
interface Plan {
  /** What the scripts set. */
  readonly wanted: Settings;
  readonly leaks: AdoptReport["leaks"];
  readonly left: readonly Reason[];
  readonly install: AskedOptions;
  /** Those to put aside now, and all that are to be in the record. */
  readonly scripts: readonly AdoptedScript[];
  readonly recorded: readonly AdoptedScript[];
  /** Whether there is anything to do. */
  readonly isDue: boolean;
}

async function adoptIn(
  environment: Environment,
  options: AdoptOptions,
  session: Session,
): Promise<AdoptReport> {
  const { prefix, name } = environment;
  const { dryRun = false } = options;
  await checkNamed(environment, options, session);
  checkEnvironment(prefix);
  checkActivatable(prefix, session.platform);
  const plan = planAdoption(environment, session);
  const { wanted, leaks, left, scripts, install } = plan;
  const report: AdoptReport = {
    ...{ prefix, name, dryRun, files: [], warnings: [], error: null },
    action: "nothing",
    adopted: [],
    settings: wanted,
    ...{ leaks, left, profile: install.profile ?? null, overrides: install.overrides ?? [] },
    next: null,
  };
  if (!plan.isDue) return report;
  let draft = await makeDraft(environment, install, session, true, plan.recorded);
  const config = await describeConfigOption(environment, session);
  const file = await findNextConfig(environment, session);
  const selector = selectorFor(environment, session);
  const described = (kept: readonly string[]): AdoptReport => ({
    ...report,
    action: "adopted",
    profile: draft.request.profile,
    files: reportFiles(draft.plan.files, draft.changes, kept),
    adopted: scripts.map(({ path, aside }) => ({ path, aside, state: "aside" })),
    warnings: [
      ...warnOfSettings(environment, draft.request, draft.plan, draft.owners, config, session),
      ...(file === null ? [] : [warn("adoptedBesideFile", { file, selector })]),
    ],
    next: dryRun ? null : activationOf(environment, session),
  });
  if (dryRun) return described([]);
  if (isActivated(prefix, session)) throw makeError("adopt-active", { prefix });
  if (scripts.length > 0 && !(await isAgreed(described([]), options, session)))
    return { ...report, action: "declined" };
  const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
  const work = async (isLocked: boolean) => {
    // What was agreed to is what was shown.
    if (!isDeepStrictEqual(planAdoption(environment, session), plan))
      throw makeError("adopt-changed", { prefix });
    draft = await makeDraft(environment, install, session, true, plan.recorded);
    checkUnblocked(draft, environment, install, session);
    const kept = await writeChanges(prefix, draft.after, draft.changes);
    await putAside(prefix, scripts);
    return conclude(described(kept), isLocked);
  };
  const done = await changeEnvironment(prefix, work, mayBeFrozen);
  return scripts.length > 0 ? done : { ...report, files: done.files };
}

/** The report with what has become of each script. */
function conclude(report: AdoptReport, isLocked: boolean): AdoptReport {
  const { prefix } = report;
  const now = listAdopted(prefix ?? "", readRecord(prefix ?? ""));
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
  { terminal }: Session,
): Promise<boolean> {
  if (yes) return true;
  let isAsked = false;
  const answer = await terminal?.confirm(async () => {
    isAsked = true;
    return askToAdopt(report);
  });
  if (answer === false) return false;
  if (!isAsked) throw makeError("adopt-unasked");
  return true;
}

function planAdoption(environment: Environment, session: Session): Plan {
  const { prefix } = environment;
  const record = readRecord(prefix);
  const request = readRequest(record?.settings);
  const present = (request && planIfKnown(request, session.platform)?.settings) ?? {};
  const known = listAdopted(prefix, record);
  // Agreed upon, and their settings are installed.
  const resumed = record?.adopted?.filter(({ aside }) =>
    known.some((one) => one.aside === aside && one.state === "pending"),
  );
  const stay = record?.adopted?.filter(({ aside }) =>
    known.some((one) => one.aside === aside && (one.state === "aside" || one.state === "edited")),
  );
  const except = resumed?.map(({ path }) => path) ?? [];
  const groups = findHandWritten(prefix, VARIABLE_NAMES, except).map((group) =>
    judge(group, present, request?.shells ?? null, environment, session),
  );
  const sound = groups.filter(({ reasons }) => reasons.length === 0);
  const torn = sound.filter((one) => sound.some((other) => differ(one.settings, other.settings)));
  const taken = sound.filter((one) => !torn.includes(one));
  const wanted: Settings = Object.assign({}, ...taken.map(({ settings }) => settings));
  const fresh = Object.entries(wanted).filter(([variable]) => isKept(present[variable]));
  const scripts = [
    ...(resumed ?? []),
    ...planAside(
      prefix,
      taken.flatMap((group) => group.scripts),
    ),
  ];
  return {
    wanted,
    leaks: taken.flatMap(({ endings, returns }) =>
      [...endings].map(([variable, { path }]) => ({
        variable,
        path,
        becomes: returns.get(variable) ?? "left",
      })),
    ),
    left: [
      ...groups.flatMap(({ reasons }) => reasons),
      ...torn.flatMap(({ endings }) =>
        [...endings].map(([name, { path, line }]) => ({
          path,
          line,
          code: "differs" as const,
          names: [name],
        })),
      ),
    ],
    // On top of the settings file that it follows, if any, and of no other one.
    install: {
      project: null,
      ...(record === null
        ? chooseProfile(wanted)
        : { overrides: fresh.flatMap(([variable, setting]) => listOverrides(variable, setting)) }),
    },
    scripts,
    recorded: [...(stay ?? []), ...scripts].sort((one, other) =>
      one.aside < other.aside ? -1 : 1,
    ),
    isDue: scripts.length > 0 || isHalfAdopted({ adopted: known }),
  };
}

interface Judged extends HookGroup {
  readonly settings: Settings;
}

/** The group with its settings, and with what keeps hooks from having them. */
function judge(
  group: HookGroup,
  present: Settings,
  shells: readonly string[] | null,
  { prefix }: Environment,
  { platform }: Session,
): Judged {
  const settings: Record<string, Setting> = {};
  const reasons = [...group.reasons];
  const hasHooks = selectDialects(shells, platform).some(({ extension }) =>
    group.scripts.every(({ path }) => path.endsWith(extension)),
  );
  if (!hasHooks)
    for (const { path } of group.scripts)
      reasons.push({ path, line: 1, code: "no-hooks", names: [...group.endings.keys()] });
  for (const [name, ending] of group.endings) {
    const refuse = (code: Reason["code"]) => {
      reasons.push({ path: ending.path, line: ending.line, code, names: [name] });
    };
    const setting = toSetting(name, ending, prefix, platform);
    if (setting === null) refuse("own-value");
    else if (!isKept(present[name]) && !isDeepStrictEqual(present[name], setting))
      refuse("installed");
    else if (!isHoldable({ [name]: setting }, shells, platform)) refuse("refused");
    else settings[name] = setting;
  }
  if (reasons.length === 0 && !isHoldable(settings, shells, platform))
    for (const [name, { path, line }] of group.endings)
      reasons.push({ path, line, code: "refused", names: [name] });
  const silent = group.scripts.filter(
    ({ path }) => !reasons.some((reason) => reason.path === path),
  );
  const isLeft = reasons.length > 0;
  const others = silent.map(({ path }) => ({ path, line: 1, code: "group" as const, names: [] }));
  return { ...group, settings, reasons: isLeft ? [...reasons, ...others] : [] };
}

function differ(one: Settings, other: Settings): boolean {
  return Object.keys(one).some(
    (name) => other[name] !== undefined && !isDeepStrictEqual(one[name], other[name]),
  );
}
