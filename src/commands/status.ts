// Looks at what is installed in an environment, and whether it is intact.
import { type AdoptedFile, listAdopted } from "../conda/adoption.js";
import { isSamePlace } from "../conda/disk.js";
import { type Environment, isActive } from "../conda/environments.js";
import { hasLeftovers, type InventoryFile, readInstallation } from "../conda/inventory.js";
import { findOtherOwners, type Owner } from "../conda/owners.js";
import { findDefaultPrefix } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import type { InstallRecord } from "../conda/record.js";
import type { FoundConfig } from "../config/find-config.js";
import { makeError } from "../errors/error.js";
import { mergeLayers } from "../hooks/packaged.js";
import {
  type HookRequest,
  listUnlikeProfile,
  type Plan,
  planIfKnown,
  readRequest,
} from "../hooks/request.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { compareValues, type ValuesInShell } from "../hooks/values.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { formatConfigOption, selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import { reportOwners, warnOfOwners } from "../reports/owners.js";
import { isPackageAmiss, namePackage } from "../reports/packaged-report.js";
import {
  type Commands,
  type ConfigReport,
  describeExport,
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
  warnOfConfig,
  warnOfEffect,
} from "../reports/status.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { DIALECTS, dialectOf, listScriptPaths } from "../shells/dialects.js";
import { isNewerVersion, VERSION } from "../version.js";
import { reportEnvironments } from "./each-environment.js";
import { type Exported, exportSettings } from "./export-settings.js";
import { type Choice, explainUnknown, findChoice, warnOfOther } from "./find-project.js";
import { askOf, compareConfig, findConfigOption } from "./follow-config.js";
import { findHiddenSettings } from "./hidden-settings.js";
import {
  findPackagedLayer,
  keepProfile,
  type PackagedLayer,
  reportPackaged,
} from "./setup/packaged-layer.js";
import { listOnTop } from "./typed-settings.js";

/** Looks at the hooks of environments. A failure is in the report. @throws CondaGoHooksError `usage` */
export async function status(options: StatusOptions, session: Session): Promise<StatusResult> {
  return (await inspectEnvironments(options, session)).result;
}

/** The same, and which settings `--export` leaves out. */
async function inspectEnvironments(
  options: StatusOptions,
  session: Session,
): Promise<{ result: StatusResult; secrets: readonly string[] }> {
  if (options.export && options.all) throw makeError("export-all");
  const { choice, project } = await findChoice(options, session);
  let exported: Exported | null = null;
  const environments = await reportEnvironments<StatusReport>(
    { ...options, ...choice.selector },
    session,
    {
      everyHome: true,
      work: async (environment) => {
        if (options.export) exported = await exportSettings(environment, session);
        const report = await inspect(environment, choice, session);
        const unused = project && (await warnOfUnused(report, project, environment, session));
        return unused ? { ...report, warnings: [unused, ...report.warnings] } : report;
      },
      fail: (failed) => ({
        ...failed,
        ...NO_STATUS,
        error: explainUnknown(failed.error, choice, session),
      }),
    },
  );
  const { text, secrets } = (exported as Exported | null) ?? { text: null, secrets: [] };
  return { result: { environments, ...(text !== null && { exported: text }) }, secrets };
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(options: StatusOptions, session: Session): Promise<Outcome> {
  const { result, secrets } = await inspectEnvironments(options, session);
  const { environments, exported } = result;
  if (exported !== undefined) return describeExport({ ...result, exported }, secrets);
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
function isAsInstalled(report: StatusReport): boolean {
  const { state, version, inShell, owners, config, packaged } = report;
  if (config !== null && config.state !== "current") return false;
  if (packaged && isPackageAmiss(packaged)) return false;
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
  /** The settings file that it follows. */
  readonly config: ConfigReport | null;
  /** What was typed on top of that. */
  readonly onTop: readonly string[];
  /** What to type behind install and the environment, so that it goes by that file, and by no other. */
  readonly configOption: string;
  /** What this version would install; null when it does not know the settings. */
  readonly plan: Plan | null;
  /** What is there, and what is missing. */
  readonly files: readonly InventoryFile[];
  /** The packages that brought hooks with our names. */
  readonly packages: readonly string[];
  /** The hooks that a package has brought in scripts of their own. */
  readonly packaged: PackagedLayer | null;
  /** What all hooks together do to each variable; null where they are none, or not known. */
  readonly settings: Settings | null;
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
export async function inspectHooks(
  environment: Environment,
  session: Session,
): Promise<Inspection> {
  const { prefix } = environment;
  checkEnvironment(prefix);
  const { record, inventory } = readInstallation(prefix, listScriptPaths());
  const version = record?.version ?? null;
  const request = readRequest(record?.settings);
  // A profile or variable that this version does not know makes the hooks outdated, not broken.
  const plan = request && planIfKnown(request, session.platform);
  const files = inventory.filter(({ state }) => state !== "absent");
  const packages = [...new Set(files.flatMap(({ owner }) => owner ?? []))];
  const config = record?.config ? await compareConfig(record.config, environment, session) : null;
  const option = await findConfigOption(environment, config?.file, record !== null, session);
  const asked = readRequest(record?.config?.settings);
  const packaged = findPackagedLayer(prefix, session, true);
  const settings = joinSettings(packaged, plan);
  const owners = settings ? findOwners(prefix, settings, plan) : [];
  const adopted = listAdopted(prefix, record);
  const isCutOff = hasLeftovers(prefix) || isHalfAdopted({ adopted });
  const state = findState(record, plan, files, isCutOff, config);
  return {
    environment,
    state: state === "absent" && packaged ? "packaged" : state,
    version,
    request,
    config,
    configOption: formatConfigOption(option.config, session.platform),
    onTop: request && asked ? listOnTop(request, asked, prefix, session) : [],
    plan,
    files,
    packages,
    packaged,
    settings,
    owners,
    ...lookAtShell({ environment, request, plan, packaged, settings, owners }, session),
    adopted,
    commands: listCommands(version, packages, packaged, environment, option.config, session),
  };
}

/** What all hooks together do to each variable; null without any that are known. */
function joinSettings(packaged: PackagedLayer | null, plan: Plan | null): Settings | null {
  const below = packaged?.settings ?? null;
  if (below === null || plan === null) return plan?.settings ?? below;
  return mergeLayers(below, plan.settings);
}

/** Who else sets a variable; where nothing is installed, one that the package's hooks set. */
function findOwners(prefix: string, settings: Settings, plan: Plan | null): readonly Owner[] {
  const owners = findOtherOwners(prefix, VARIABLE_NAMES);
  return plan ? owners : owners.filter(({ variable }) => !isKept(settings[variable]));
}

/** Whether this shell has the environment active, and what it has of the hooks. */
function lookAtShell(
  seen: Pick<Inspection, "environment" | "request" | "plan" | "packaged" | "settings" | "owners">,
  session: Session,
): Pick<Inspection, "active" | "inShell" | "shells"> {
  const { request, plan, packaged, settings, owners } = seen;
  const active = isActive(seen.environment.prefix, session);
  const here = active ? dialectOf(session.shell) : undefined;
  const installed = plan ? selectDialects(request?.shells ?? null, session.platform) : [];
  const wanted = DIALECTS.filter((dialect) => dialect === here || installed.includes(dialect));
  const shells = wanted.map(({ shells: [shell] }) => shell);
  if (settings === null || !active) return { active, inShell: null, shells };
  const isForHere = here === undefined || packaged?.extensions.includes(here.extension) === true;
  const below = isForHere ? (packaged?.settings ?? null) : null;
  const isUntold = isForHere && packaged !== null && below === null;
  const isInstalledHere = here === undefined || installed.includes(here);
  // Alone and for other shells, they are what this one lacks; beside a package's, they are nothing here.
  const inner = plan && (isInstalledHere || below === null) ? plan.settings : null;
  const layers = [below, inner].filter((one) => one !== null);
  const owned = owners.map(({ variable }) => variable).filter((name) => name in settings);
  const others = isUntold ? VARIABLE_NAMES : owned;
  const hasHooks = isInstalledHere || below !== null;
  return { active, inShell: compareValues(layers, others, session.env, hasHooks), shells };
}

/** Warns that the project's own environment has hooks which follow no settings file; null where that is not so. */
async function warnOfUnused(
  { state, version, config, packaged, chosenBy }: StatusReport,
  project: FoundConfig,
  environment: Environment,
  session: Session,
): Promise<Warning | null> {
  if (chosenBy === null || config !== null || state === "absent") return null;
  const asked = await askOf(project, environment, session);
  if (asked === null) return null;
  const name = version === null && packaged !== null ? namePackage(packaged) : null;
  return warn("configUnused", { file: project.file, name });
}

async function inspect(
  environment: Environment,
  choice: Choice,
  session: Session,
): Promise<StatusReport> {
  const { prefix, name } = environment;
  const { state, version, request, plan, files, packages, settings, active, inShell, ...seen } =
    await inspectHooks(environment, session);
  const { commands, config, onTop, configOption } = seen;
  const goOn = configOption || keepProfile(seen.packaged, request !== null);
  const fault = config && warnOfConfig(config, environment, session);
  const selector = selectorFor(environment, session);
  const others = settings ? reportOwners(seen.owners, settings, selector, configOption) : [];
  const packaged = reportPackaged(seen.packaged);
  const effect = inShell && warnOfEffect(inShell, seen.shells, commands);
  return {
    prefix,
    name,
    state,
    files: [
      ...files.map(
        ({ path, state }) => ({ path, state: state === "ours" ? "ok" : state }) as const,
      ),
      ...(packaged?.damaged ?? []),
    ],
    warnings: [
      ...warnOfOther(prefix, choice, session),
      ...(fault ? [fault] : []),
      ...(effect ? [effect] : []),
      ...warnOfOwners(others),
      ...(settings
        ? findHiddenSettings(environment, settings, packaged?.settings ?? null, goOn, session)
        : []),
    ],
    error: null,
    profile: request?.profile ?? null,
    settings: plan?.settings ?? null,
    changed: request && plan ? listUnlikeProfile(request.profile, plan.settings) : [],
    config,
    onTop,
    chosenBy: choice.chosenBy,
    version,
    active,
    inShell,
    adopted: seen.adopted,
    owners: others,
    packages,
    packaged,
    next: isHalfAdopted(seen)
      ? describeHalfAdopted(commands)
      : describeRemedy({ state, version, packages, packaged }, commands),
  };
}

function findState(
  record: InstallRecord | null,
  plan: Plan | null,
  files: readonly InventoryFile[],
  isCutOff: boolean,
  config: ConfigReport | null,
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
    config?.state !== "changed" &&
    record.version === VERSION &&
    plan?.files.length === recorded.size &&
    plan.files.every(({ path, sha256 }) => recorded.get(path) === sha256);
  return isCurrent ? "installed" : "outdated";
}
