// The state of the hooks in environments, for people and programs.
import type { AdoptedFile } from "../conda/adoption.js";
import type { Environment, EnvironmentsSelector } from "../conda/environments.js";
import type { ErrorReport } from "../errors/error-report.js";
import { describeSetting, type Settings } from "../hooks/settings.js";
import type { ValuesInShell, VariableInShell } from "../hooks/values.js";
import { COMMAND } from "../names.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { isNewerVersion } from "../version.js";
import {
  activationOf,
  describeFailure,
  describeFiles,
  describeSettings,
  type EnvironmentReport,
  formatConfigOption,
  removalOf,
  selectorFor,
} from "./environments.js";
import { concludeAll, describeTotal } from "./many.js";
import { formatRows, inline, type Outcome } from "./outcome.js";
import type { OwnerReport } from "./owners.js";
import {
  DELETE_COPY,
  describeBelow,
  describeLayers,
  describePackagedMend,
  describeUnknown,
  isPackageAmiss,
  namePackage,
  namePackageFully,
  type PackagedReport,
} from "./packaged-report.js";
import { describeWarnings, type Warning, warn } from "./warnings.js";

/**
 * `absent`: nothing of ours; `installed`: all is as it was installed; `incomplete`: a file is missing, or a command
 * was interrupted; `drifted`: a file was edited, or one with our name is not in the record; `newer`: a newer version
 * made it; `outdated`: an older version or other templates did, or the settings file has changed since; `foreign`: files
 * with our names and no record; `packaged`: a package brought hooks with our names, or hooks of its own where none are
 * installed.
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

/** A settings file that an environment follows. */
export interface ConfigReport {
  readonly file: string;
  /**
   * `current`: it asks what it did when it was obeyed; `changed`: it asks something else now; `gone`: it is not there;
   * `invalid`: it cannot be read, or install would refuse it.
   */
  readonly state: "current" | "changed" | "gone" | "invalid";
  /** What is wrong with it; null where nothing is. */
  readonly error: ErrorReport | null;
}

export interface StatusReport extends EnvironmentReport {
  /** Null when the environment could not be read. */
  readonly state: State | null;
  readonly profile: string | null;
  readonly settings: Settings | null;
  /** The variables whose setting is not the profile's. */
  readonly changed: readonly string[];
  /** The settings file that it follows; null where all settings were typed. */
  readonly config: ConfigReport | null;
  /** The options, as one types them, that were typed on top of that file. */
  readonly onTop: readonly string[];
  /** The environment.yml that named the environment; null where you did, or it is the active one. */
  readonly chosenBy: string | null;
  /** The version of conda-go-hooks that installed it. */
  readonly version: string | null;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** The values in this shell; null when the environment is not active, or has no hooks. */
  readonly inShell: ValuesInShell | null;
  /** The hand-written scripts that adopt has put aside. */
  readonly adopted: readonly AdoptedFile[];
  /** Who else sets one of these variables, in a way that the hooks cannot put right. */
  readonly owners: readonly OwnerReport[];
  /** The packages, with their versions, that brought hooks with our names. */
  readonly packages: readonly string[];
  /** The hooks that a package has brought in scripts of their own, and on which installed ones act; null without any. */
  readonly packaged: PackagedReport | null;
  /** What to type to get the state right, a line for each way; null when it is right. */
  readonly next: string | null;
}

export interface StatusResult {
  readonly environments: readonly StatusReport[];
  /** With `export`, a settings file that says the same; passwords are left out of it. */
  readonly exported?: string;
}

/** What is known of an environment that could not be read. */
export const NO_STATUS = {
  state: null,
  profile: null,
  settings: null,
  changed: [],
  config: null,
  onTop: [],
  chosenBy: null,
  version: null,
  active: false,
  inShell: null,
  adopted: [],
  owners: [],
  packages: [],
  packaged: null,
  next: null,
} as const;

/** The outcome for one environment. @param isFinding whether its state is one, for the exit code */
export function describeStatus(report: StatusReport, isFinding: boolean): Omit<Outcome, "result"> {
  const failure = describeFailure(report);
  if (failure) return failure;
  const lines = describeFiles(describeLayers(report.state ?? "", report.packaged), report);
  if (report.chosenBy !== null)
    lines.push(inline(`  the environment that ${report.chosenBy} names`));
  if (report.profile !== null)
    lines.push(
      `  profile ${inline(report.profile)}, by version ${inline(report.version ?? "")}${report.active ? ", active in this shell" : ""}`,
    );
  lines.push(...describeConfig(report), ...describePackage(report));
  const settings = report.settings ?? report.packaged?.settings ?? null;
  if (report.inShell !== null) lines.push(...describeValues(report.inShell));
  else if (settings !== null) lines.push(...describeSettings(settings));
  lines.push(...describeAdopted(report.adopted));
  if (report.next) lines.push(...report.next.split("\n"));
  return {
    text: lines.join("\n"),
    brief: report.state ?? "",
    notes: describeWarnings(report),
    exitCode: isFinding ? 1 : 0,
  };
}

/** What the package's hooks are, where the environment has others above them or none. */
function describePackage({ packaged, profile, settings, active }: StatusReport): string[] {
  if (packaged === null || profile !== null) return describeBelow(packaged, settings ?? {});
  const by = `by the package ${namePackageFully(packaged)}${active ? ", active in this shell" : ""}`;
  return packaged.profile === null
    ? [`  ${by}; ${describeUnknown(packaged)}`]
    : [inline(`  profile ${packaged.profile}, ${by}`)];
}

function describeAdopted(adopted: readonly AdoptedFile[]): string[] {
  const words = {
    aside: "aside",
    edited: "aside, edited",
    missing: "lost",
    pending: "not aside yet",
  };
  return adopted.map(({ path, state }) =>
    inline(
      `  adopted: ${path} (${state === "rewritten" ? "edited, not aside yet" : words[state]})`,
    ),
  );
}

/**
 * The outcome for all environments.
 * @param mayLack whether the environment may be without hooks, as base may
 */
export function describeStatuses(
  result: StatusResult,
  options: StatusOptions,
  session: Session,
  mayLack: (report: StatusReport) => boolean,
  hasFindings: boolean,
): Outcome {
  const { environments } = result;
  const words = environments.map(({ state }) => state ?? "failed");
  const remedies = describeRemedies(environments, options, session, mayLack);
  const states = describeStates(environments);
  const lines = [...states, ...remedies, describeTotal(words, options)];
  return { ...concludeAll(result, lines, session, hasFindings), brief: states.join("\n") };
}

export interface StatusOptions extends EnvironmentsSelector {
  /** As for `install`, but it only says which environment is meant where none is named. */
  readonly config?: string | false | undefined;
  /** Gives back a settings file that says what is recorded of one environment. */
  readonly export?: boolean | undefined;
  /** Exit code 1 unless everything is as installed. */
  readonly check?: boolean | undefined;
}

/** The settings file, and what is on top of it. */
function describeConfig({ config, onTop }: StatusReport): string[] {
  if (config === null) return [];
  const words = { current: "", changed: ", which has changed since", gone: ", which is gone" };
  const word = config.state === "invalid" ? ", which is not valid" : words[config.state];
  return [
    inline(`  from ${config.file}${word}`),
    ...(onTop.length === 0 ? [] : [inline(`  on top of the file: ${onTop.join(" ")}`)]),
  ];
}

/** What is wrong with the settings file; null when nothing is. */
export function warnOfConfig(
  config: ConfigReport,
  environment: Environment,
  session: Session,
): Warning | null {
  const { file, state, error } = config;
  if (state === "gone") return warnOfGone(file, environment, session);
  if (error === null) return null;
  return warn("configInvalid", {
    file: error.where ?? file,
    words: error.message,
    hint: error.hint,
  });
}

export function warnOfGone(file: string, environment: Environment, session: Session): Warning {
  const command = `${COMMAND} install ${selectorFor(environment, session)} --no-config`;
  return warn("configGone", { file, command });
}

/** The outcome of `--export`: the file, and what is not in it. @param secrets the variables that are left out */
export function describeExport(
  result: StatusResult & { readonly exported: string },
  secrets: readonly string[],
): Outcome {
  const left = secrets.map((name) => warn("passwordLeftOut", { name }));
  const environments = result.environments.map((report) => ({
    ...report,
    warnings: [...report.warnings, ...left],
  }));
  return {
    result: { ...result, environments },
    text: "",
    script: result.exported,
    notes: describeWarnings({ warnings: left }),
    exitCode: 0,
  };
}

/** A table with a line for each environment, the active one marked as conda marks it. */
export function describeStates(environments: readonly StatusReport[]): string[] {
  const rows = environments.map(({ active, name, state, profile, packaged, changed, prefix }) => [
    active ? "*" : "",
    name ?? "",
    describeLayers(state ?? "failed", packaged),
    `${profile ?? packaged?.profile ?? ""}${changed.length > 0 ? `+${changed.length}` : ""}`,
    prefix ?? "",
  ]);
  return formatRows([["", "name", "hooks", "profile", "prefix"], ...rows]);
}

/** Each variable, and next to a value that is not the wanted one that one. */
function describeValues({ variables }: ValuesInShell): string[] {
  const word = (value: string | null) =>
    value === null ? "unset" : value === "" ? "empty" : value;
  const rows = variables.map(({ name, setting, wanted, present, isAsWanted }) => [
    `  ${name}`,
    describeSetting(setting),
    isAsWanted ? word(present) : `${word(present)} (expected ${word(wanted)})`,
  ]);
  return formatRows([["  variable", "setting", "in this shell"], ...rows]);
}

/** What is wrong in the shell that has the environment active; null when nothing is. */
export function warnOfEffect(
  { effect, variables }: ValuesInShell,
  shells: readonly string[],
  { install, activation }: Commands,
): Warning | null {
  switch (effect) {
    case "in-force":
      return null;
    case "switched-off":
      return warn("switchedOff", { activation });
    case "not-activated":
      return warn("notActivated", { activation });
    case "other-shell":
      return warn("otherShell", { install, shells, activation });
    case "changed":
      return warn("changedSinceActivation", { activation, variables: listChanged(variables) });
  }
}

/** The variables that have another value than the hooks would give them. */
export function listChanged(variables: readonly VariableInShell[]): string[] {
  return variables.flatMap(({ name, isAsWanted }) => (isAsWanted ? [] : [name]));
}

/** All environments, but for those that were left out, as one types it. */
function selectAll({ exclude = [], pixi = [] }: StatusOptions, { platform }: Session): string {
  const excluded = exclude.map((word) => `--exclude ${typed(word, platform)}`);
  return ["--all", ...excluded, ...pixi.map((folder) => `--pixi ${typed(folder, platform)}`)].join(
    " ",
  );
}

/** Whether an installation with the recorded settings puts it right, and overwrites nothing of anybody else. */
export function isOld(report: Pick<StatusReport, "state" | "version" | "adopted">): boolean {
  const { state, version } = report;
  if (isHalfAdopted(report)) return false;
  return (
    state === "outdated" || (state === "incomplete" && version !== null && !isNewerVersion(version))
  );
}

/** Whether adopt was cut off, which only adopt goes on with, as it asks. */
export function isHalfAdopted({ adopted }: Pick<StatusReport, "adopted">): boolean {
  return adopted.some(({ state }) => state === "pending" || state === "rewritten");
}

function describeRemedies(
  environments: readonly StatusReport[],
  options: StatusOptions,
  session: Session,
  mayLack: (report: StatusReport) => boolean,
): string[] {
  const isCutOff = ({ state, version }: StatusReport) => state === "incomplete" && version === null;
  // Packaged hooks are as they should be, in however many environments.
  const isAsPackaged = ({ packages, packaged }: StatusReport) =>
    packages.length === 0 && packaged?.isManaged === true && !isPackageAmiss(packaged);
  const isOwn = (report: StatusReport) =>
    isHalfAdopted(report) ||
    ["drifted", "foreign"].includes(report.state ?? "") ||
    (report.state === "packaged" && !isAsPackaged(report)) ||
    (report.packaged !== null && isPackageAmiss(report.packaged)) ||
    isNewerVersion(report.version);
  const isMissing = (report: StatusReport) => report.state === "absent" && !mayLack(report);
  const own = environments.filter(isOwn);
  const all = selectAll(options, session);
  return [
    ...own.flatMap(({ name, prefix, next }) =>
      (next?.split("\n") ?? []).map((line) => `${name ?? prefix}: ${line}`),
    ),
    ...(environments.some(isOld) ? [`Update: ${COMMAND} install ${all} --installed-only`] : []),
    ...(environments.some(isCutOff)
      ? [
          "Finish what was interrupted: run the same command again",
          `Undo what was interrupted: ${COMMAND} uninstall ${all}`,
        ]
      : []),
    ...(options.check && environments.some(isMissing)
      ? [`Install what is missing: ${COMMAND} install ${all}`]
      : []),
  ].map(inline);
}

/** What to type about the hooks of one environment. */
export interface Commands {
  /** With the version that wrote the hooks, if that is newer: an older one changes them only by force. */
  readonly install: string;
  readonly uninstall: string;
  readonly adopt: string;
  /** Removes the packages that brought hooks with our names, or else with those that packages have. */
  readonly removal: string;
  /** What makes a package's hooks right again; null where nothing is wrong with them. */
  readonly mend: string | null;
  readonly activation: string;
}

/**
 * @param version that installed the hooks
 * @param packages that brought hooks with our names
 * @param packaged hooks with the names that packages have
 * @param config the settings file to go by, wherever that is typed
 */
export function listCommands(
  version: string | null,
  packages: readonly string[],
  packaged: PackagedReport | null,
  environment: Environment,
  config: string | false | undefined,
  session: Session,
): Commands {
  const tool = isNewerVersion(version) ? `${COMMAND}@${version}` : COMMAND;
  const selector = selectorFor(environment, session);
  return {
    install: `${tool} install ${selector}${formatConfigOption(config, session.platform)}`,
    uninstall: `${COMMAND} uninstall ${selector}`,
    adopt: `${COMMAND} adopt ${selector}`,
    removal: removalOf([...packages, ...(packaged?.owners ?? [])], environment, session),
    mend: packaged && describePackagedMend(packaged, environment, session),
    activation: activationOf(environment, session),
  };
}

/** What to type after an adoption that was cut off. */
export function describeHalfAdopted({ adopt, uninstall }: Commands): string {
  return [`Finish it: ${adopt}`, `Undo it: ${uninstall} --restore-adopted`].map(inline).join("\n");
}

/** What is to be put right. */
interface Seen extends Pick<StatusReport, "version" | "packages" | "packaged"> {
  readonly state: State;
}

/** What to type to get a state right, a line for each way; null when it is right. */
export function describeRemedy(seen: Seen, commands: Commands): string | null {
  const ways = listRemedies(seen, commands);
  // A path may have a line break in it, and none but ours is to make a line.
  return ways.length === 0 ? null : ways.map(inline).join("\n");
}

function listRemedies(seen: Seen, commands: Commands): string[] {
  const { mend } = commands;
  const isAlone = seen.state === "packaged" && seen.version === null && seen.packages.length === 0;
  if (mend !== null && (isAlone || seen.state === "installed")) return [mend];
  return [...listOwnRemedies(seen, commands), ...(mend === null ? [] : [mend])];
}

function listOwnRemedies(seen: Seen, commands: Commands): string[] {
  const { install, uninstall } = commands;
  switch (seen.state) {
    case "absent":
      return [`Install: ${install}`];
    case "incomplete":
      return [`Finish it: ${install}`, `Remove it: ${uninstall}`];
    case "newer":
      return [`Change it with the newer version: ${install}`];
    case "outdated":
      return [`Update: ${install}`];
    case "drifted":
    case "foreign":
      return [
        `See the difference: ${install} --force --diff`,
        `Replace the files: ${install} --force`,
      ];
    case "packaged":
      return listPackageRemedies(seen, commands);
    case "installed":
      return [];
  }
}

function listPackageRemedies(
  { version, packages, packaged }: Seen,
  { install, uninstall, removal }: Commands,
): string[] {
  if (version !== null)
    return [
      `The package ${packages.join(", ")} replaced the installed hooks`,
      `Keep the package's: ${uninstall}`,
      `Go back to ours: ${removal} (then ${install})`,
    ];
  const names = [...packages, ...(packaged ? [namePackage(packaged)] : [])].join(", ");
  if (packages.length === 0 && packaged?.isManaged === false)
    return [
      `The hooks are from the package ${names}, but conda has no record of it: they are a copy`,
      `Remove it: ${DELETE_COPY}`,
    ];
  return packages.length === 0
    ? []
    : [`The hooks are from the package ${names}`, `Remove it: ${removal}`];
}
