// What install, uninstall and status have to say of one environment, alike in all three.
import type { Environment } from "../conda/environments.js";
import type { ErrorReport } from "../errors/error-report.js";
import { describeSetting, type Settings } from "../hooks/settings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { describeError, formatTable, inline, type Outcome } from "./outcome.js";

export interface Warning {
  /** What scripts may test. */
  readonly code:
    | "password"
    | "caution"
    | "other-owner"
    | "blank-in-prefix"
    | "comma-in-prefix"
    | "quote-in-prefix"
    | "prefix-in-value"
    | "hidden-setting"
    | "unknown-flag"
    | "go-version"
    | "active"
    | "kept"
    | "foreign"
    | "packaged"
    | "in-use"
    | "pixi"
    | "unlocked";
  readonly message: string;
}

export interface FileReport {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  /** What was done to it, or the state it is in. */
  readonly state: string;
}

export interface EnvironmentReport {
  /** Null when what was named could not be found. */
  readonly prefix: string | null;
  readonly name: string | null;
  readonly files: readonly FileReport[];
  readonly warnings: readonly Warning[];
  readonly error: ErrorReport | null;
}

/** How to have the saved values back in one kind of shell. */
export interface Restore {
  readonly shell: string;
  readonly command: string;
}

/** The outcome of a report that failed; null when it did not. */
export function describeFailure(
  report: EnvironmentReport,
): Pick<Outcome, "text" | "notes" | "exitCode"> | null {
  const failed = describeFailed(report);
  return failed === null ? null : { text: "", notes: [failed], exitCode: 2 };
}

/** The error, and the environment that it is about where that is not said yet; null where there is none. */
export function describeFailed({ error, prefix }: EnvironmentReport): string | null {
  if (error === null) return null;
  const isNamed = prefix === null || prefix === error.where;
  return describeError(error) + (isNamed ? "" : `\n  in:    ${inline(prefix)}`);
}

/** The first lines about an environment: what is the matter with it, where it is, and its files. */
export function describeFiles(word: string, report: EnvironmentReport): string[] {
  const title = [
    word,
    ...(report.name === null ? [] : [inline(report.name)]),
    inline(report.prefix ?? ""),
  ].join("  ");
  if (report.files.length === 0) return [title];
  const rows = report.files.map(({ state, path }) => [`  ${state}`, path]);
  return [title, ...formatTable(rows).split("\n")];
}

export function describeWarnings({ warnings }: EnvironmentReport): string[] {
  return warnings.map(({ message }) => `warning: ${inline(message)}`);
}

/** What to say when nothing kept other commands out. */
export function describeLock(isLocked: boolean): Warning[] {
  if (isLocked) return [];
  const message =
    "there is no lock to be had here: nothing keeps two commands from changing the environment at once";
  return [{ code: "unlocked", message }];
}

/** The environment as one types it behind a command. */
export function selectorFor({ name, prefix, isNamed }: Environment, { platform }: Session): string {
  return name !== null && isNamed ? `-n ${typed(name, platform)}` : `-p ${typed(prefix, platform)}`;
}

/** What to type to activate it, in the words of the tool that this shell has. */
export function activationOf(
  { name, prefix, isNamed }: Environment,
  { env, platform }: Session,
): string {
  const mamba = env.CONDA_EXE
    ? undefined
    : /(?:micro)?mamba(?=(?:\.exe)?$)/.exec(env.MAMBA_EXE ?? "")?.[0];
  return `${mamba ?? "conda"} activate ${typed(name !== null && isNamed ? name : prefix, platform)}`;
}

export function describeRestore(restore: readonly Restore[]): string[] {
  if (restore.length === 0) return [];
  return [
    "this shell still has your own values saved; to have them back, type in",
    ...restore.map(({ shell, command }) => {
      const indent = " ".repeat(`  ${shell}: `.length);
      return `  ${shell}: ${command.replaceAll("\n", `\n${indent}`)}`;
    }),
  ];
}

export function describeSettings(settings: Settings): string[] {
  const rows = Object.entries(settings).map(([name, setting]) => [
    `  ${name}`,
    describeSetting(setting),
  ]);
  return formatTable(rows).split("\n");
}
