// What install, uninstall and status say about one environment in the same words.
import type { Environment } from "../conda/environments.js";
import type { ErrorReport } from "../errors/error-report.js";
import { describeSetting, type Settings } from "../hooks/settings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { describeError, formatRows, inline, type Outcome } from "./outcome.js";
import type { Warning } from "./warnings.js";

export type FileWord =
  | "created"
  | "updated"
  | "removed"
  | "restored"
  | "unchanged"
  | "kept"
  | "copy kept"
  | "ok"
  | "missing"
  | "edited"
  | "foreign"
  | "packaged"
  | "absent";

export interface FileReport {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  /**
   * What was done to the file: `created`, `updated`, `removed`, `unchanged`, `restored` (it was adopted), `kept` (it was
   * to be removed and stays), or `copy kept` (a copy of an edited file, under this name). In `status`, its state: `ok`, or
   * as for an environment.
   */
  readonly state: FileWord;
}

export interface EnvironmentReport {
  /** Null when the environment was not found. */
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

/** The outcome when the command failed; null when it did not. */
export function describeFailure(
  report: EnvironmentReport,
): Pick<Outcome, "text" | "notes" | "exitCode"> | null {
  const failed = describeFailed(report);
  return failed === null ? null : { text: "", notes: [failed], exitCode: 2 };
}

/** The error, and its environment where the error does not name it; null when there is no error. */
export function describeFailed({ error, prefix }: EnvironmentReport): string | null {
  if (error === null) return null;
  const isNamed = prefix === null || prefix === error.where;
  return describeError(error) + (isNamed ? "" : `\n  in:    ${inline(prefix)}`);
}

/** How much a person is to read. */
export interface Manner {
  /** Each file too, whatever was done to it. */
  readonly verbose?: boolean | undefined;
}

/** What a person is to read of the files after a change: all that a dry run would change, else what needs a look. */
export function selectFiles(
  { files, dryRun }: { readonly files: readonly FileReport[]; readonly dryRun: boolean },
  { verbose = false }: Manner,
): FileReport[] {
  return files.filter(
    ({ state }) =>
      verbose || state === "kept" || state === "copy kept" || (dryRun && state !== "unchanged"),
  );
}

/**
 * The first lines: a word for what was done or is the case, the environment, and its files.
 * @param files those of them that are shown
 */
export function describeFiles(
  word: string,
  report: EnvironmentReport & { readonly dryRun?: boolean },
  files: readonly FileReport[] = report.files,
): string[] {
  const title = [
    word,
    ...(report.name === null ? [] : [inline(report.name)]),
    inline(report.prefix ?? ""),
  ].join("  ");
  if (files.length === 0) return [title];
  const would = (state: FileWord) =>
    report.dryRun && /^(?:created|updated|removed|restored)$/.test(state)
      ? `would be ${state}`
      : state;
  const rows = files.map(({ state, path }) => [`  ${would(state)}`, path]);
  return [title, ...formatRows(rows)];
}

/** The environment as one types it behind a command. */
export function selectorFor({ name, prefix, isNamed }: Environment, { platform }: Session): string {
  return name !== null && isNamed ? `-n ${typed(name, platform)}` : `-p ${typed(prefix, platform)}`;
}

/** The settings file to go by, as one types it behind `install`; nothing where any will do. */
export function formatConfigOption(config: string | false | undefined, platform: string): string {
  if (config === undefined) return "";
  return config === false ? " --no-config" : ` --config ${typed(config, platform)}`;
}

/** What to type to remove packages, given with their versions. */
export function removalOf(
  owners: readonly string[],
  environment: Environment,
  session: Session,
): string {
  const names = owners.map((owner) => typed(owner.replace(/-[^-]*$/, ""), session.platform));
  return `conda remove ${selectorFor(environment, session)} ${names.join(" ")}`;
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
    "This shell still has your own values saved. To get them back, type in",
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
  return formatRows(rows);
}
