// Says what is installed in an environment, and whether it is as it was installed.
import { isDeepStrictEqual } from "node:util";
import { physical } from "../conda/disk.js";
import { type Environment, type EnvironmentsSelector, isActive } from "../conda/environments.js";
import { hasLeftovers, type InventoryFile, readInstallation } from "../conda/inventory.js";
import { findOtherOwners } from "../conda/owners.js";
import { findDefaultPrefix } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import type { InstallRecord } from "../conda/record.js";
import { findProfile } from "../hooks/profiles.js";
import { type Plan, planIfKnown, readRequest } from "../hooks/request.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { COMMAND } from "../names.js";
import {
  activationOf,
  describeFailure,
  describeFiles,
  describeSettings,
  describeWarnings,
  type EnvironmentReport,
  selectorFor,
} from "../reports/environments.js";
import { formatTable, inline, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { DIALECTS, listScriptPaths, selectDialects } from "../shells/dialects.js";
import { typed } from "../shells/typed.js";
import { isNewerVersion, VERSION } from "../version.js";
import { findOwnDialect, reportEnvironments } from "./each-environment.js";
import { findHiddenSettings } from "./hidden-settings.js";
import { removalOf } from "./install-draft.js";
import { type OwnerReport, reportOwners } from "./owner-remedies.js";
import {
  compareValues,
  describeEffect,
  describeValues,
  type ValuesInShell,
} from "./values-in-shell.js";

export interface StatusOptions extends EnvironmentsSelector {
  /** Makes everything but `installed` a finding, exit code 1. */
  readonly check?: boolean | undefined;
}

/**
 * `absent`: nothing of ours; `foreign`: files with our names that no record knows; `drifted`: a file
 * is edited, or one with our name is not in the record; `incomplete`: a file is missing or a
 * command was cut off; `newer`: a newer version made it; `outdated`: an older one, or other templates;
 * `packaged`: a package has put hooks of our names there.
 */
export type State =
  | "absent"
  | "installed"
  | "incomplete"
  | "drifted"
  | "newer"
  | "outdated"
  | "foreign"
  | "packaged";

export interface StatusReport extends EnvironmentReport {
  /** Null when the environment could not be looked at. */
  readonly state: State | null;
  readonly profile: string | null;
  readonly settings: Settings | null;
  /** The variables that have another setting than in the profile. */
  readonly changed: readonly string[];
  /** Of the tool that installed it. */
  readonly version: string | null;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** Of the environment that is active in this shell; null of any other, and where nothing is installed. */
  readonly inShell: ValuesInShell | null;
  /** Who else sets one of these variables, in a way that the hooks cannot make good. */
  readonly owners: readonly OwnerReport[];
  /** The packages, with their versions, whose hooks stand where ours would. */
  readonly packages: readonly string[];
  /** What to type to mend the state; null where there is nothing to mend. */
  readonly next: string | null;
}

export interface StatusResult {
  readonly environments: readonly StatusReport[];
}

/** Looks at the hooks of environments. What goes wrong is in the report. @throws CondaGoHooksError `usage` */
export async function status(options: StatusOptions, session: Session): Promise<StatusResult> {
  const environments = await reportEnvironments<StatusReport>(options, session, {
    everyHome: true,
    work: (environment) => inspect(environment, session),
    fail: (failed) => ({
      ...failed,
      state: null,
      profile: null,
      settings: null,
      changed: [],
      version: null,
      active: false,
      inShell: null,
      owners: [],
      packages: [],
      next: null,
    }),
  });
  return { environments };
}

/** The command. */
export async function run(options: StatusOptions, session: Session): Promise<Outcome> {
  const result = await status(options, session);
  const { environments } = result;
  const first = options.all ? await findDefaultPrefix(session) : null;
  const isLeftOut = (report: StatusReport) => mayLack(report, first);
  const isFinding = (report: StatusReport) =>
    options.check === true && !isAsInstalled(report) && !(options.all && isLeftOut(report));
  // To have looked at nothing is no proof that all is well.
  const isNothing = options.check === true && environments.length === 0;
  const hasFindings = isNothing || environments.some(isFinding);
  const [report] = environments;
  if (options.all || report === undefined) {
    const { concludeAll, describeTotal } = await import("../reports/many.js");
    const words = environments.map(({ state }) => state ?? "failed");
    const remedies = describeRemedies(environments, options, session, isLeftOut);
    const lines = [...describeStates(environments), ...remedies, describeTotal(words, options)];
    return concludeAll(result, lines, session, hasFindings);
  }
  const failure = describeFailure(report);
  if (failure) return { result, ...failure };
  const lines = describeFiles(report.state ?? "", report);
  if (report.profile !== null)
    lines.push(
      `  profile ${inline(report.profile)}, by version ${inline(report.version ?? "")}${report.active ? ", active in this shell" : ""}`,
    );
  if (report.inShell !== null) lines.push(...describeValues(report.inShell));
  else if (report.settings !== null) lines.push(...describeSettings(report.settings));
  if (report.next) lines.push(inline(report.next));
  const notes = describeWarnings(report);
  return { result, text: lines.join("\n"), notes, exitCode: hasFindings ? 1 : 0 };
}

/** A line for each environment, the active one marked as conda marks it. */
export function describeStates(environments: readonly StatusReport[]): string[] {
  const rows = environments.map(({ active, name, state, profile, changed, prefix }) => [
    active ? "*" : "",
    name ?? "",
    state ?? "failed",
    `${profile ?? ""}${changed.length > 0 ? `+${changed.length}` : ""}`,
    prefix ?? "",
  ]);
  return formatTable([["", "name", "hooks", "profile", "prefix"], ...rows]).split("\n");
}

/** A package's hooks are as conda installed them, unless they have come over ours. */
function isAsInstalled({ state, version, inShell, owners }: StatusReport): boolean {
  const isInForce = inShell === null || inShell.effect === "in-force";
  if (!isInForce || owners.some(({ isFinding }) => isFinding)) return false;
  return state === "installed" || (state === "packaged" && version === null);
}

/** Base, and what new shells activate instead, has no hooks unless somebody named it: `install --all` passes it by. */
function mayLack({ name, prefix, state }: StatusReport, first: string | null): boolean {
  const isFirst = prefix !== null && first !== null && physical(prefix) === physical(first);
  return (name === "base" || isFirst) && state === "absent";
}

/** All, and of them those that were asked about, as one types it behind a command. */
function selectAll({ exclude = [], pixi = [] }: StatusOptions, { platform }: Session): string {
  const excluded = exclude.map((word) => `--exclude ${typed(word, platform)}`);
  return ["--all", ...excluded, ...pixi.map((folder) => `--pixi ${typed(folder, platform)}`)].join(
    " ",
  );
}

function describeRemedies(
  environments: readonly StatusReport[],
  options: StatusOptions,
  session: Session,
  isLeftOut: (report: StatusReport) => boolean,
): string[] {
  const isOld = ({ state, version }: StatusReport) =>
    state === "outdated" ||
    (state === "incomplete" && version !== null && !isNewerVersion(version));
  const isCutOff = ({ state, version }: StatusReport) => state === "incomplete" && version === null;
  const isOwn = ({ state, version }: StatusReport) =>
    ["drifted", "foreign", "packaged"].includes(state ?? "") || isNewerVersion(version);
  const isMissing = (report: StatusReport) => report.state === "absent" && !isLeftOut(report);
  const own = environments.filter(isOwn);
  const all = selectAll(options, session);
  return [
    ...own.flatMap(({ name, prefix, next }) => (next ? [`${name ?? prefix}: ${next}`] : [])),
    ...(environments.some(isOld)
      ? [`to bring up to date what is installed: ${COMMAND} install ${all} --installed-only`]
      : []),
    ...(environments.some(isCutOff)
      ? [
          `to complete what was cut off, run the same command again; to clear it away: ${COMMAND} uninstall ${all}`,
        ]
      : []),
    ...(options.check && environments.some(isMissing)
      ? [`to install where nothing is: ${COMMAND} install ${all}`]
      : []),
  ].map(inline);
}

async function inspect(environment: Environment, session: Session): Promise<StatusReport> {
  const { prefix, name } = environment;
  checkEnvironment(prefix);
  const { record, inventory } = readInstallation(prefix, listScriptPaths());
  const request = readRequest(record?.settings);
  // With a profile or a variable of another version, the hooks are out of date, not broken.
  const plan = request && planIfKnown(request, session.platform);
  const files = inventory.filter(({ state }) => state !== "absent");
  const state = findState(record, plan, files, hasLeftovers(prefix));
  const owners = [...new Set(files.flatMap(({ owner }) => owner ?? []))];
  const active = isActive(prefix, session);
  const found = plan ? findOtherOwners(prefix, VARIABLE_NAMES) : [];
  const others = plan ? reportOwners(found, plan.settings, environment, session) : [];
  const owned = found.flatMap(({ variable }) =>
    plan && Object.hasOwn(plan.settings, variable) ? [variable] : [],
  );
  const installed = plan ? selectDialects(request?.shells ?? null, session.platform) : [];
  const here = active ? findOwnDialect(session) : undefined;
  const hasHooks = here === undefined || installed.includes(here);
  const inShell = plan && active ? compareValues(plan.settings, owned, session, hasHooks) : null;
  const wanted = DIALECTS.filter((dialect) => dialect === here || installed.includes(dialect));
  const shells = wanted.map(({ shells: [shell] }) => shell);
  const installation = `${COMMAND} install ${selectorFor(environment, session)} --shell ${shells.join(",")}`;
  const activation = activationOf(environment, session);
  const effect = inShell && describeEffect(inShell.effect, activation, installation);
  return {
    prefix,
    name,
    state,
    files: files.map(({ path, state }) => ({ path, state: state === "ours" ? "ok" : state })),
    warnings: [
      ...(effect ? [{ code: "active" as const, message: effect }] : []),
      ...others.map(({ message }) => ({ code: "other-owner" as const, message })),
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
    next:
      state === "packaged"
        ? describePackaged(owners, record !== null, environment, session)
        : findRemedy(state, environment, record?.version ?? null, session),
  };
}

function listUnlikeProfile(profile: string, settings: Settings): string[] {
  const plain = findProfile(profile).settings;
  const names = new Set([...Object.keys(settings), ...Object.keys(plain)]);
  return [...names].filter(
    (name) =>
      !(isKept(settings[name]) && isKept(plain[name])) &&
      !isDeepStrictEqual(settings[name], plain[name]),
  );
}

function findState(
  record: InstallRecord | null,
  plan: Plan | null,
  files: readonly InventoryFile[],
  isCutOff: boolean,
): State {
  if (files.some(({ state }) => state === "packaged")) return "packaged";
  if (record === null) return files.length > 0 ? "foreign" : isCutOff ? "incomplete" : "absent";
  // A foreign file of a dialect that is not wanted is somebody else's, whatever its name.
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

/** @param isReplaced whether they have come over ours */
function describePackaged(
  owners: readonly string[],
  isReplaced: boolean,
  environment: Environment,
  session: Session,
): string {
  const names = owners.join(", ");
  const removal = removalOf(owners, environment, session);
  return isReplaced
    ? `the package ${names} has replaced what was installed; to keep its hooks: ${COMMAND} uninstall ${selectorFor(environment, session)}; to have ours again: ${removal}, then ${COMMAND} install ${selectorFor(environment, session)}`
    : `the hooks are those of the package ${names}; to remove them: ${removal}`;
}

function findRemedy(
  state: Exclude<State, "packaged">,
  environment: Environment,
  version: string | null,
  session: Session,
): string | null {
  // An older one changes it only by force.
  const tool = isNewerVersion(version) ? `${COMMAND}@${version}` : COMMAND;
  const selector = selectorFor(environment, session);
  const command = `${tool} install ${selector}`;
  switch (state) {
    case "absent":
      return `to install: ${command}`;
    case "incomplete":
      return `to complete it: ${command}; to remove it: ${COMMAND} uninstall ${selector}`;
    case "newer":
      return `to change it: ${command}`;
    case "outdated":
      return `to bring it up to date: ${command}`;
    case "drifted":
    case "foreign":
      return `to see the difference: ${command} --force --dry-run; to replace the files: ${command} --force`;
    case "installed":
      return null;
  }
}
