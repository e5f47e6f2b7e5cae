// The state of the hooks in environments, for people and programs.
import type { AdoptedFile } from "../conda/adoption.js";
import type { Environment, EnvironmentsSelector } from "../conda/environments.js";
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
  removalOf,
  selectorFor,
} from "./environments.js";
import { concludeAll, describeTotal } from "./many.js";
import { formatRows, inline, type Outcome } from "./outcome.js";
import type { OwnerReport } from "./owners.js";
import { describeWarnings, type Warning, warn } from "./warnings.js";

/**
 * `absent`: nothing of ours; `installed`: all is as it was installed; `incomplete`: a file is missing, or a command
 * was interrupted; `drifted`: a file was edited, or one with our name is not in the record; `newer`: a newer version
 * made it; `outdated`: an older version or other templates did; `foreign`: files with our names and no record;
 * `packaged`: a package brought hooks with our names.
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
  /** Null when the environment could not be read. */
  readonly state: State | null;
  readonly profile: string | null;
  readonly settings: Settings | null;
  /** The variables whose setting is not the profile's. */
  readonly changed: readonly string[];
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
  /** What to type to get the state right, a line for each way; null when it is right. */
  readonly next: string | null;
}

export interface StatusResult {
  readonly environments: readonly StatusReport[];
}

/** What is known of an environment that could not be read. */
export const NO_STATUS = {
  state: null,
  profile: null,
  settings: null,
  changed: [],
  version: null,
  active: false,
  inShell: null,
  adopted: [],
  owners: [],
  packages: [],
  next: null,
} as const;

/** The outcome for one environment. @param isFinding whether its state is one, for the exit code */
export function describeStatus(report: StatusReport, isFinding: boolean): Omit<Outcome, "result"> {
  const failure = describeFailure(report);
  if (failure) return failure;
  const lines = describeFiles(report.state ?? "", report);
  if (report.profile !== null)
    lines.push(
      `  profile ${inline(report.profile)}, by version ${inline(report.version ?? "")}${report.active ? ", active in this shell" : ""}`,
    );
  if (report.inShell !== null) lines.push(...describeValues(report.inShell));
  else if (report.settings !== null) lines.push(...describeSettings(report.settings));
  lines.push(...describeAdopted(report.adopted));
  if (report.next) lines.push(...report.next.split("\n"));
  return { text: lines.join("\n"), notes: describeWarnings(report), exitCode: isFinding ? 1 : 0 };
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
  const lines = [...describeStates(environments), ...remedies, describeTotal(words, options)];
  return concludeAll(result, lines, session, hasFindings);
}

export interface StatusOptions extends EnvironmentsSelector {
  /** Exit code 1 unless everything is as installed. */
  readonly check?: boolean | undefined;
}

/** A table with a line for each environment, the active one marked as conda marks it. */
export function describeStates(environments: readonly StatusReport[]): string[] {
  const rows = environments.map(({ active, name, state, profile, changed, prefix }) => [
    active ? "*" : "",
    name ?? "",
    state ?? "failed",
    `${profile ?? ""}${changed.length > 0 ? `+${changed.length}` : ""}`,
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
  const isOwn = ({ state, version, adopted }: StatusReport) =>
    isHalfAdopted({ adopted }) ||
    ["drifted", "foreign", "packaged"].includes(state ?? "") ||
    isNewerVersion(version);
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
  /** Removes the packages that brought hooks with our names. */
  readonly removal: string;
  readonly activation: string;
}

/**
 * @param version that installed the hooks
 * @param packages that brought hooks with our names
 */
export function listCommands(
  version: string | null,
  packages: readonly string[],
  environment: Environment,
  session: Session,
): Commands {
  const tool = isNewerVersion(version) ? `${COMMAND}@${version}` : COMMAND;
  const selector = selectorFor(environment, session);
  return {
    install: `${tool} install ${selector}`,
    uninstall: `${COMMAND} uninstall ${selector}`,
    adopt: `${COMMAND} adopt ${selector}`,
    removal: removalOf(packages, environment, session),
    activation: activationOf(environment, session),
  };
}

/** What to type after an adoption that was cut off. */
export function describeHalfAdopted({ adopt, uninstall }: Commands): string {
  return [`Finish it: ${adopt}`, `Undo it: ${uninstall} --restore-adopted`].map(inline).join("\n");
}

/** What to type to get a state right, a line for each way; null when it is right. */
export function describeRemedy(
  state: State,
  version: string | null,
  packages: readonly string[],
  commands: Commands,
): string | null {
  const ways = listRemedies(state, version, packages, commands);
  // A path may have a line break in it, and none but ours is to make a line.
  return ways.length === 0 ? null : ways.map(inline).join("\n");
}

function listRemedies(
  state: State,
  version: string | null,
  packages: readonly string[],
  { install, uninstall, removal }: Commands,
): string[] {
  switch (state) {
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
        `See the difference: ${install} --force --dry-run`,
        `Replace the files: ${install} --force`,
      ];
    case "packaged": {
      const names = packages.join(", ");
      return version === null
        ? [`The hooks are from the package ${names}`, `Remove it: ${removal}`]
        : [
            `The package ${names} replaced the installed hooks`,
            `Keep the package's: ${uninstall}`,
            `Go back to ours: ${removal} (then ${install})`,
          ];
    }
    case "installed":
      return [];
  }
}
