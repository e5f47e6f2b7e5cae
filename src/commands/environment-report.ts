// What install, uninstall and status have to say of one environment, alike in all three.

import {
  type Environment,
  type EnvironmentSelector,
  findEnvironment,
} from "../conda/environments.js";
import { CondaGoHooksError, type ErrorReport, expectError } from "../errors.js";
import { describeError, formatTable, inline, type Outcome } from "../report.js";
import type { Session } from "../session.js";
import { posix } from "../shells/posix.js";

export interface Warning {
  /** What scripts may test. */
  readonly code:
    | "password"
    | "caution"
    | "other-owner"
    | "blank-in-prefix"
    | "active"
    | "kept"
    | "foreign";
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

/**
 * Finds the environment and does the work on it. What goes wrong there becomes part of the report;
 * only wrong usage is thrown.
 */
export async function reportEnvironment<Report extends EnvironmentReport>(
  selector: EnvironmentSelector,
  session: Session,
  work: (environment: Environment) => Promise<Report>,
  fail: (report: EnvironmentReport & { readonly error: ErrorReport }) => Report,
): Promise<Report> {
  let environment: Environment | null = null;
  try {
    environment = await findEnvironment(selector, session);
    return await work(environment);
  } catch (thrown) {
    const error = expectError(thrown);
    if (error.code === "usage" || error.code === "setting-invalid") throw error;
    return fail({
      prefix: environment?.prefix ?? selector.prefix ?? null,
      name: environment?.name ?? selector.name ?? selector.env ?? null,
      files: [],
      warnings: [],
      error: error.toJSON(),
    });
  }
}

/** The outcome of a report that failed; null when it did not. */
export function describeFailure(
  report: EnvironmentReport,
): Pick<Outcome, "text" | "notes" | "exitCode"> | null {
  if (report.error === null) return null;
  return { text: "", notes: [describeError(report.error)], exitCode: 2 };
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

/** The environment as one types it behind a command. */
export function selectorFor({ name, prefix, isNamed }: Environment): string {
  return name !== null && isNamed ? `-n ${typed(name)}` : `-p ${typed(prefix)}`;
}

/** What to type to activate it, in the words of the tool that this shell has. */
export function activationOf({ name, prefix, isNamed }: Environment, { env }: Session): string {
  const mamba = env.CONDA_EXE
    ? undefined
    : /(?:micro)?mamba(?=(?:\.exe)?$)/.exec(env.MAMBA_EXE ?? "")?.[0];
  return `${mamba ?? "conda"} activate ${typed(name !== null && isNamed ? name : prefix)}`;
}

function typed(word: string): string {
  return /^[\w./\\:@%+=-]+$/.test(word) ? word : posix.quote(word);
}

/** Thrown when files stand in the way that are not ours to touch. */
export function notOurs(files: readonly FileReport[], hint: string): CondaGoHooksError {
  const names = files.map(({ path, state }) => `${path} (${state})`).join(", ");
  const one = files.length === 1 ? "a file is" : `${files.length} files are`;
  return new CondaGoHooksError(
    "file-not-ours",
    `${one} not as conda-go-hooks wrote it, and would be lost`,
    names,
    hint,
  );
}
