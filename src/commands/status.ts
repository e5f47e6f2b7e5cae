// Looks at what is installed in an environment, and whether it is intact.
import { isSamePlace } from "../conda/disk.js";
import { type Environment, isActive } from "../conda/environments.js";
import { hasLeftovers, type InventoryFile, readInstallation } from "../conda/inventory.js";
import { findOtherOwners } from "../conda/owners.js";
import { findDefaultPrefix } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import type { InstallRecord } from "../conda/record.js";
import { listUnlikeProfile, type Plan, planIfKnown, readRequest } from "../hooks/request.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { compareValues } from "../hooks/values.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import { reportOwners, warnOfOwners } from "../reports/owners.js";
import {
  describeRemedy,
  describeStatus,
  describeStatuses,
  NO_STATUS,
  type State,
  type StatusOptions,
  type StatusReport,
  type StatusResult,
  warnOfEffect,
} from "../reports/status.js";
import type { Session } from "../session.js";
import { DIALECTS, dialectOf, listScriptPaths } from "../shells/dialects.js";
import { isNewerVersion, VERSION } from "../version.js";
import { reportEnvironments } from "./each-environment.js";
import { findHiddenSettings } from "./hidden-settings.js";

/** Looks at the hooks of environments. A failure is in the report. @throws CondaGoHooksError `usage` */
export async function status(options: StatusOptions, session: Session): Promise<StatusResult> {
  const environments = await reportEnvironments<StatusReport>(options, session, {
    everyHome: true,
    work: (environment) => inspect(environment, session),
    fail: (failed) => ({ ...failed, ...NO_STATUS }),
  });
  return { environments };
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(options: StatusOptions, session: Session): Promise<Outcome> {
  const result = await status(options, session);
  const { environments } = result;
  const first = options.all ? await findDefaultPrefix(session) : null;
  const isSpared = (report: StatusReport) => mayLack(report, first);
  const isFinding = (report: StatusReport) =>
    options.check === true && !isAsInstalled(report) && !(options.all && isSpared(report));
  // No environment at all proves nothing.
  const isNothing = options.check === true && environments.length === 0;
  const hasFindings = isNothing || environments.some(isFinding);
  const [report] = environments;
  if (options.all || report === undefined)
    return describeStatuses(result, options, session, isSpared, hasFindings);
  return { result, ...describeStatus(report, hasFindings) };
}

/** A package's hooks count as installed, unless they replaced ours. */
function isAsInstalled({ state, version, inShell, owners }: StatusReport): boolean {
  const isInForce = inShell === null || inShell.effect === "in-force";
  if (!isInForce || owners.some(({ isFinding }) => isFinding)) return false;
  return state === "installed" || (state === "packaged" && version === null);
}

/** `install --all` skips base and the environment that new shells activate, so both may lack hooks. */
function mayLack({ name, prefix, state }: StatusReport, first: string | null): boolean {
  return (name === "base" || isSamePlace(prefix, first)) && state === "absent";
}

async function inspect(environment: Environment, session: Session): Promise<StatusReport> {
  const { prefix, name } = environment;
  checkEnvironment(prefix);
  const { record, inventory } = readInstallation(prefix, listScriptPaths());
  const request = readRequest(record?.settings);
  // A profile or variable that this version does not know makes the hooks outdated, not broken.
  const plan = request && planIfKnown(request, session.platform);
  const files = inventory.filter(({ state }) => state !== "absent");
  const state = findState(record, plan, files, hasLeftovers(prefix));
  const owners = [...new Set(files.flatMap(({ owner }) => owner ?? []))];
  const active = isActive(prefix, session);
  const found = plan ? findOtherOwners(prefix, VARIABLE_NAMES) : [];
  const selector = selectorFor(environment, session);
  const others = plan ? reportOwners(found, plan.settings, selector) : [];
  const owned = found.flatMap(({ variable }) =>
    plan && Object.hasOwn(plan.settings, variable) ? [variable] : [],
  );
  const installed = plan ? selectDialects(request?.shells ?? null, session.platform) : [];
  const here = active ? dialectOf(session.shell) : undefined;
  const hasHooks = here === undefined || installed.includes(here);
  const inShell =
    plan && active ? compareValues(plan.settings, owned, session.env, hasHooks) : null;
  const wanted = DIALECTS.filter((dialect) => dialect === here || installed.includes(dialect));
  const shells = wanted.map(({ shells: [shell] }) => shell);
  const effect = inShell && warnOfEffect(inShell.effect, shells, environment, session);
  return {
    prefix,
    name,
    state,
    files: files.map(({ path, state }) => ({ path, state: state === "ours" ? "ok" : state })),
    warnings: [
      ...(effect ? [effect] : []),
      ...warnOfOwners(others),
      ...(plan ? findHiddenSettings(environment, plan.settings, session) : []),
    ],
    error: null,
    profile: request?.profile ?? null,
    settings: plan?.settings ?? null,
    changed: request && plan ? listUnlikeProfile(request.profile, plan.settings) : [],
    version: record?.version ?? null,
    active,
    inShell,
    owners: others,
    packages: owners,
    next: describeRemedy(state, record?.version ?? null, owners, environment, session),
  };
}

function findState(
  record: InstallRecord | null,
  plan: Plan | null,
  files: readonly InventoryFile[],
  isCutOff: boolean,
): State {
  if (files.some(({ state }) => state === "packaged")) return "packaged";
  if (record === null) return files.length > 0 ? "foreign" : isCutOff ? "incomplete" : "absent";
  // A file for a shell that was not asked for is somebody else's, whatever its name.
  const isPlanned = (path: string) =>
    plan === null || plan.files.some((file) => file.path === path);
  const isDrift = ({ path, state }: InventoryFile) =>
    state === "edited" || (state === "foreign" && isPlanned(path));
  if (files.some(isDrift)) return "drifted";
  const isPending = record.files.some(({ replaces }) => replaces !== undefined);
  if (isPending || isCutOff || files.some(({ state }) => state === "missing")) return "incomplete";
  if (isNewerVersion(record.version)) return "newer";
  const recorded = new Map(record.files.map(({ path, sha256 }) => [path, sha256]));
  const isCurrent =
    record.version === VERSION &&
    plan?.files.length === recorded.size &&
    plan.files.every(({ path, sha256 }) => recorded.get(path) === sha256);
  return isCurrent ? "installed" : "outdated";
}
