// Which value Go uses for each variable, and who has a say in it, as data for programs and as text for people.
import type { Environment, EnvironmentSelector } from "../conda/environments.js";
import type { ResolvedVariable, ValueSource } from "../go/settings/resolve.js";
import type { Session } from "../session.js";
import { activationOf } from "./environments.js";
import { formatRows, inline } from "./outcome.js";
import { isOfPackage, namePackage, type PackagedReport } from "./packaged-report.js";

export interface ExplainOptions extends EnvironmentSelector {
  /** Their names; those that differ from Go's defaults unless given. */
  readonly variables?: readonly string[] | undefined;
}

/** What `explain --json` prints. */
export interface ExplainResult {
  readonly variables: readonly ResolvedVariable[];
  /** The go that was asked; null without one on the PATH, and then only the environment and the files tell. */
  readonly go: {
    readonly program: string;
    /** As in `go1.22.1`. */
    readonly version: string;
  } | null;
  /** The version of Go whose rules were used, such as `1.22`. */
  readonly rules: string;
}

/** What the words are made from, besides the result. */
export interface Explained {
  readonly environment: Environment | null;
  /** Whether it is active in this shell. */
  readonly isActive: boolean;
  readonly profile: string | null;
  /** The hooks that a package has brought; null without any. */
  readonly packaged: PackagedReport | null;
  /** Why go itself said nothing; null where it did. */
  readonly fault: string | null;
}

/** Whether somebody has given the variable a value that is not the one that comes with Go. */
export function isChanged({ value, sources }: ResolvedVariable): boolean {
  const isOfGo = ({ source }: ValueSource) => source === "goroot" || source === "default";
  const top = sources.find((one) => !one.hidden && one.value !== "");
  if (top === undefined || isOfGo(top) || top.value === null) return false;
  return sources.find(isOfGo)?.value !== value;
}

/** A few lines for each variable. */
export function describeExplain(
  { variables, rules }: ExplainResult,
  explained: Explained,
  session: Session,
): string {
  if (variables.length === 0) return "Every variable of Go has its default";
  const texts = variables.map((variable) => {
    const rows = arrange(variable).map((source) =>
      describeSource(source, variable, explained, session),
    );
    return [describeValue(variable, rules), ...formatRows(rows)].join("\n");
  });
  return texts.join("\n\n");
}

/** What is not as one would think. */
export function noteExplain(
  { go, rules }: ExplainResult,
  { environment, isActive, fault }: Explained,
  session: Session,
): string[] {
  const activation = environment && activationOf(environment, session);
  return [
    ...(activation && !isActive
      ? [`after ${inline(activation)}, which this shell has not run`]
      : []),
    ...(go === null
      ? [`no go on the PATH: by the rules of Go ${rules}, as far as files tell`]
      : []),
    ...(fault === null
      ? []
      : [`go gives no answer here, so this is by its rules: ${inline(fault)}`]),
  ].map((note) => `note: ${note}`);
}

function describeValue({ name, value, sources }: ResolvedVariable, rules: string): string {
  if (value !== null) return value === "" ? `${name} is empty` : `${name} = ${quote(value)}`;
  const told = sources.find(({ hidden }) => !hidden);
  if (told?.value) return `${name}: ${quote(told.value)} is set, and go does not take it`;
  if (told) return `${name} is set by a script, and only running it would tell to what`;
  return sources.length > 0
    ? `${name} has no effect: Go ${rules} does not read it`
    : `${name}: only go itself knows`;
}

/** With quotes where a blank at an end would not be seen. */
function quote(value: string): string {
  return inline(value === value.trim() ? value : JSON.stringify(value));
}

/** The topmost first, but what is added to stands before what is added. */
function arrange({ sources }: ResolvedVariable): readonly ValueSource[] {
  const counting = sources.filter(isAddedUp);
  if (sources[0]?.source !== "hook" || counting.length < 2) return sources;
  return [...counting.toReversed(), ...sources.filter((source) => !isAddedUp(source))];
}

function isAddedUp({ source, hidden }: ValueSource): boolean {
  return !hidden && ["hook", "saved", "conda"].includes(source);
}

function describeSource(
  source: ValueSource,
  variable: ResolvedVariable,
  explained: Explained,
  session: Session,
): string[] {
  const { hidden, value } = source;
  const text = value === null ? describeNothing(source) : value === "" ? "empty" : quote(value);
  const isAdded = source.source === "hook" && !hidden && isAddition(source, variable);
  const place = [
    showPlace(source, explained, session),
    ...explainSource(source, variable, explained, session),
  ];
  return [
    `  ${hidden ? "hidden: " : ""}${nameSource(source, explained)}`,
    isAdded ? `+ ${text}` : text,
    place.filter((part) => part !== "").join("; "),
  ];
}

/** Whether it is added to what stands before it, or to what Go has by itself. */
function isAddition(source: ValueSource, { value, sources }: ResolvedVariable): boolean {
  const counting = sources.filter(isAddedUp);
  const isBase = counting.length > 1 && source === counting.at(-1);
  return !isBase && source.value !== null && source.value !== value;
}

function describeNothing({ source }: ValueSource): string {
  return source === "package" ? "not known" : "unset";
}

function nameSource(
  { source, file }: ValueSource,
  { environment, profile, packaged }: Explained,
): string {
  if (packaged && environment && isOfPackage(file, environment.prefix))
    return [
      `package ${namePackage(packaged)}`,
      ...(packaged.profile ? [packaged.profile] : []),
    ].join(", ");
  switch (source) {
    case "hook":
      return [
        `environment ${environment?.name ?? environment?.prefix ?? ""}`,
        ...(profile ? [profile] : []),
      ].join(", ");
    case "saved":
      return "yours, in this shell";
    case "conda":
      return "conda's variables";
    case "package":
      return "another script";
    case "shell":
      return "this shell";
    case "goenv":
      return "go env -w";
    case "goroot":
      return "Go's own file";
    case "default":
      return "Go's default";
  }
}

/** The file, as short as it can be said, and the line. */
function showPlace(
  { file, line }: ValueSource,
  { environment }: Explained,
  { home }: Session,
): string {
  if (file === null) return "";
  const inside = (folder: string) =>
    folder !== "" && /^[\\/]/.test(file.slice(folder.length)) && file.startsWith(folder);
  const { prefix = "" } = environment ?? {};
  const path = inside(prefix)
    ? file.slice(prefix.length + 1)
    : inside(home)
      ? `~${file.slice(home.length)}`
      : file;
  return line === null ? path : `${path}:${line}`;
}

/** What follows from it. */
function explainSource(
  one: ValueSource,
  { name, value, sources }: ResolvedVariable,
  { environment }: Explained,
  session: Session,
): string[] {
  const { source, hidden, value: said } = one;
  if (source === "saved") return ["kept aside, back after conda deactivate"];
  if (!hidden || value === null) return [];
  if (source === "hook" && one !== sources.find((other) => other.source === "hook"))
    return ["below the installed hooks"];
  if (source === "hook" && environment)
    return [`changed since; ${activationOf(environment, session)} sets it again`];
  const isOfFile = said && (source === "goenv" || source === "goroot");
  const top = sources.find((one) => !one.hidden && one.value);
  return isOfFile && top && top.source !== "goenv" && top.source !== "default"
    ? [`an empty or unset ${name} would let it through`]
    : [];
}
