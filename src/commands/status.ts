// Looks at what is installed in an environment, and whether it is intact.
import { type AdoptedFile, listAdopted } from "../conda/adoption.js";
import { isSamePlace } from "../conda/disk.js";
import { type Environment, isActive } from "../conda/environments.js";
import { hasLeftovers, type InventoryFile, readInstallation } from "../conda/inventory.js";
import { findOtherOwners, type Owner } from "../conda/owners.js";
import { findDefaultPrefix } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import type { InstallRecord } from "../conda/record.js";
import {
  type HookRequest,
  listUnlikeProfile,
  type Plan,
  planIfKnown,
  readRequest,
} from "../hooks/request.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { compareValues, type ValuesInShell } from "../hooks/values.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import { reportOwners, warnOfOwners } from "../reports/owners.js";
import {
  type Commands,
  describeHalfAdopted,
  describeRemedy,
  describeStatus,
  describeStatuses,
  isHalfAdopted,
  listCommands,
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

/** What was seen of the hooks of one environment. */
export interface Inspection {
  readonly environment: Environment;
  readonly state: State;
  /** The version of conda-go-hooks that installed them. */
  readonly version: string | null;
  readonly request: HookRequest | null;
  /** What this version would install; null when it does not know the settings. */
  readonly plan: Plan | null;
  /** What is there, and what is missing. */
  readonly files: readonly InventoryFile[];
  /** The packages that brought hooks with our names. */
  readonly packages: readonly string[];
  /** Who else sets a variable. */
  readonly owners: readonly Owner[];
  readonly active: boolean;
  /** The values in this shell; null when the environment is not active, or has no hooks. */
  readonly inShell: ValuesInShell | null;
  /** The shells of the hooks and this one, as `--shell` names them. */
  readonly shells: readonly string[];
  readonly commands: Commands;
  /** The hand-written scripts that adopt has put aside. */
  readonly adopted: readonly AdoptedFile[];
}

/** @throws CondaGoHooksError `environment-invalid`, and for a record or a script that cannot be read */
export function inspectHooks(environment: Environment, session: Session): Inspection {
  const { prefix } = environment;
  checkEnvironment(prefix);
  const { record, inventory } = readInstallation(prefix, listScriptPaths());
  const version = record?.version ?? null;
  const request = readRequest(record?.settings);
  // A profile or variable that this version does not know makes the hooks outdated, not broken.
  const plan = request && planIfKnown(request, session.platform);
  const files = inventory.filter(({ state }) => state !== "absent");
  const packages = [...new Set(files.flatMap(({ owner }) => owner ?? []))];
  const active = isActive(prefix, session);
  const owners = plan ? findOtherOwners(prefix, VARIABLE_NAMES) : [];
  const owned = owners.flatMap(({ variable }) =>
    plan && Object.hasOwn(plan.settings, variable) ? [variable] : [],
  );
  const installed = plan ? selectDialects(request?.shells ?? null, session.platform) : [];
  const here = active ? dialectOf(session.shell) : undefined;
  const adopted = listAdopted(prefix, record);
  const isCutOff = hasLeftovers(prefix) || isHalfAdopted({ adopted });
  const hasHooks = here === undefined || installed.includes(here);
  const wanted = DIALECTS.filter((dialect) => dialect === here || installed.includes(dialect));
  return {
    environment,
    state: findState(record, plan, files, isCutOff),
    version,
    request,
    plan,
    files,
    packages,
    owners,
    active,
    inShell: plan && active ? compareValues(plan.settings, owned, session.env, hasHooks) : null,
    shells: wanted.map(({ shells: [shell] }) => shell),
    adopted,
    commands: listCommands(version, packages, environment, session),
  };
}

async function inspect(environment: Environment, session: Session): Promise<StatusReport> {
  const { prefix, name } = environment;
  const { state, version, request, plan, files, packages, owners, active, inShell, ...seen } =
    inspectHooks(environment, session);
  const { commands } = seen;
  const others = plan ? reportOwners(owners, plan.settings, selectorFor(environment, session)) : [];
  const effect = inShell && warnOfEffect(inShell, seen.shells, commands);
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
    version,
    active,
    inShell,
    adopted: seen.adopted,
    owners: others,
    packages,
    next: isHalfAdopted(seen)
      ? describeHalfAdopted(commands)
      : describeRemedy(state, version, packages, commands),
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
