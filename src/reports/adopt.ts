// What an adoption of hand-written hooks does, for people and programs.
import type { AdoptedFile } from "../conda/adoption.js";
import type { Reason, Return } from "../conda/interpret-script.js";
import {
  describeSetting,
  formatOverride,
  type Override,
  type Setting,
  type Settings,
} from "../hooks/settings.js";
import { COMMAND } from "../names.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import {
  describeFailure,
  describeFiles,
  type EnvironmentReport,
  type Manner,
  selectFiles,
} from "./environments.js";
import { formatRows, inline, makePrintable, type Outcome } from "./outcome.js";
import { describeWarnings } from "./warnings.js";

/** What becomes of the user's own value of a variable by the scripts themselves. */
export interface Leak {
  readonly variable: string;
  /** The script that sets it, below the prefix. */
  readonly path: string;
  /** `left`: it stays as the script has it; `unset`: what the user had is lost; `replaced`: it gets another value. */
  readonly becomes: Return | "left";
}

export interface AdoptReport extends EnvironmentReport {
  readonly action: "adopted" | "nothing" | "declined" | "failed";
  readonly dryRun: boolean;
  /** The scripts that are put aside, and where. */
  readonly adopted: readonly AdoptedFile[];
  /** What they set, for which the hooks stand in. */
  readonly settings: Settings;
  readonly leaks: readonly Leak[];
  /** Why others are left as they are; of the line, the names alone. */
  readonly left: readonly Reason[];
  /** The settings as they are installed: the profile, and what comes on top of it. */
  readonly profile: string | null;
  readonly overrides: readonly Override[];
  /** The command that makes the change take effect. */
  readonly next: string | null;
}

export interface AdoptResult {
  readonly environments: readonly AdoptReport[];
}

/** What is known of an environment in which nothing could be adopted. */
export const NO_ADOPT = {
  action: "failed",
  adopted: [],
  settings: {},
  leaks: [],
  left: [],
  profile: null,
  overrides: [],
  next: null,
} as const;

const LEFT = "Left as it is:";

const REASONS: Readonly<Record<Reason["code"], string>> = {
  "several-lines": "may go on in the next line, so the rest is not read",
  syntax: "is more than a plain assignment",
  default: "sets a value only where there is none",
  command: "runs a command",
  condition: "depends on a condition",
  path: "sets PATH, which hooks leave alone; with GOBIN in {prefix}/bin, no such line is needed",
  "other-variable": "sets a variable that hooks leave alone, which would be lost",
  depends: "takes its value from elsewhere",
  placeholder: "has {prefix} in its text, which a setting would replace",
  "not-exported": "is not exported to programs",
  sequence: "sets and reads a variable in one command",
  empty: "sets an empty value, which Go takes for none",
  "own-value": "adds to your own value, which a setting can do only with whole flags",
  refused: "sets a value that install refuses",
  installed: "differs from what the installed hooks set",
  order: "runs later, stays, and reads what would be set after it",
  differs: "differs from another shell's script",
  alone: "has no activate script that goes with it",
  group: "goes with a script that is left",
  language: "is in a language that is not read",
  "no-hooks":
    "is for a shell that gets no hooks here; have install write hooks for that shell too, then adopt it",
  unreadable: "is not a plain text",
  link: "is a symbolic link",
  password: "holds a password, which belongs in no file that is shared",
  literal: "holds $ or %, which conda hands on as it is",
  layout:
    "is read as direnv has it by itself; there your own GOPATH stays behind .direnv/go, and PATH has its bin; the path is this computer's",
};

/** The outcome for one environment. */
export function describeAdopt(
  report: AdoptReport,
  manner: Manner,
  session: Session,
): Omit<Outcome, "result"> {
  const failure = describeFailure(report);
  if (failure) return failure;
  const { action, dryRun, left, next } = report;
  const words = { adopted: dryRun ? "would be adopted" : "adopted", declined: "declined" };
  const isNothing = action === "nothing";
  const title = isNothing
    ? left.length > 0
      ? "nothing to adopt"
      : "no hand-written Go hooks"
    : words[action as "adopted"];
  const lines = describeFiles(title, report, isNothing ? [] : selectFiles(report, manner));
  if (action === "adopted") lines.push(...describeAdoption(report));
  if (action === "declined") lines.push("Nothing changed.");
  lines.push(...describeReasons(left), ...describeWayOut(report, session));
  if (next !== null) lines.push(inline(`Next: ${next}`));
  const isFinding =
    left.length > 0 ||
    action === "declined" ||
    report.adopted.some(({ state }) => state !== "aside");
  const text = lines.join("\n");
  const isDone = action === "adopted" && !dryRun && left.length === 0;
  return {
    text,
    brief: isDone ? "" : text,
    notes: describeWarnings(report),
    exitCode: isFinding ? 1 : 0,
  };
}

/** What to ask before scripts are put aside, as it may stand on a terminal. */
export function askToAdopt(report: AdoptReport, session: Session): string {
  const lines = [
    `Put aside ${report.prefix}:`,
    ...describeAdoption(report),
    ...describeReasons(report.left),
    ...describeWayOut(report, session),
    "and install hooks that do the same?",
  ];
  return makePrintable(lines.join("\n"));
}

function describeAdoption({ adopted, settings, leaks, profile, overrides }: AdoptReport): string[] {
  const scripts = adopted.map(({ path, aside }) => [`  ${path}`, "->", aside.replace(/.*\//, "")]);
  const rows = Object.entries(settings).map(([name, setting]) => [
    `  ${name} = ${describeSetting(setting)}`,
    describeLeak(leaks.find(({ variable }) => variable === name)?.becomes, setting),
  ]);
  const options = overrides.map((override) => ` ${formatOverride(override)}`).join("");
  return [...formatRows(scripts), ...formatRows(rows), inline(`  profile ${profile}${options}`)];
}

function describeLeak(becomes: Leak["becomes"] | undefined, { action }: Setting): string {
  switch (becomes) {
    case "left":
      return `the script leaves it ${action === "unset" ? "unset" : "set"} at deactivation`;
    case "unset":
      return "the script loses your own value at deactivation";
    case "replaced":
      return "the script gives it another value at deactivation";
    default:
      return "";
  }
}

/** Each line that keeps a script from being adopted. */
function describeReasons(left: readonly Reason[]): string[] {
  if (left.length === 0) return [];
  const rows = left.map(({ path, line, code, names }) => [
    `  ${path}:${line}`,
    names.join(" "),
    REASONS[code],
  ]);
  return [LEFT, ...formatRows(rows)];
}

/** What to type so that the scripts' settings take the place of what is installed. */
function describeWayOut({ prefix, left }: AdoptReport, { platform }: Session): string[] {
  const names = new Set(left.flatMap((one) => (one.code === "installed" ? one.names : [])));
  if (names.size === 0) return [];
  const options = [...names].map((name) => ` --keep ${name}`).join("");
  const command = `${COMMAND} install -p ${typed(prefix ?? "", platform)}${options}`;
  return [inline(`To have what the scripts set, first: ${command}`)];
}

export interface FromResult {
  /** As it was given: `conda-vars` or a file. */
  readonly from: string;
  /** The settings file, as YAML. */
  readonly config: string;
  readonly profile: string;
  readonly overrides: readonly Override[];
  /** What could not be read, or is left out. */
  readonly left: readonly Reason[];
  /** The command that takes the settings out of where they were; null where there is none. */
  readonly next: string | null;
}

/** A settings file, and beside it what it does not say. */
export function describeFrom(result: FromResult): Outcome {
  const { config, left, next } = result;
  const unread = describeReasons(left).map((line) => (line === LEFT ? "Not in the file:" : line));
  const notes = [
    ...unread,
    ...(next === null ? [] : [inline(`Next, once it is installed: ${next}`)]),
  ];
  return { result, text: config.trimEnd(), notes, exitCode: left.length > 0 ? 1 : 0 };
}

/** What the file says of itself. */
export function makeHeader(from: string): string[] {
  const source = from === "conda-vars" ? "conda env config vars" : from;
  return [`Says of the variables that hooks set what ${source} says.`];
}
