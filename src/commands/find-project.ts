// What the project of the current folder says for a command: its settings file, and its environment.
import { isSamePlace } from "../conda/disk.js";
import {
  type Environment,
  type EnvironmentSelector,
  type EnvironmentsSelector,
  findEnvironment,
  isEnvironmentNamed,
} from "../conda/environments.js";
import type { FoundConfig } from "../config/find-config.js";
import { type CondaGoHooksError, expectError, makeError } from "../errors/error.js";
import type { ErrorReport } from "../errors/error-report.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";

export interface ProjectOptions {
  /**
   * The settings file to go by, from the current folder; false for none. Unless given, it is the one that is found from
   * the current folder upwards.
   */
  readonly config?: string | false | undefined;
}

/**
 * The settings file that is named, or found from the current folder upwards; null without one.
 * @throws CondaGoHooksError for one that cannot be read or is not valid
 */
export async function findProject(
  { config }: ProjectOptions,
  session: Session,
): Promise<FoundConfig | null> {
  if (config === false) return null;
  const { findConfig } = await import("../config/find-config.js");
  return findConfig(config, session);
}

/** The environment that a command works on, and who says so. */
export interface Choice {
  readonly selector: EnvironmentSelector;
  /** The environment.yml of the project that names it; null where the user did, or nobody. */
  readonly chosenBy: string | null;
}

/**
 * Where the user names no environment, the one that the project's environment.yml names; without that, the active one.
 * @throws CondaGoHooksError `config-invalid` for an environment.yml that is needed and cannot be gone by
 */
export function chooseEnvironment(
  { name, prefix, env, all }: EnvironmentsSelector,
  project: FoundConfig | null,
): Choice {
  const chosenBy = project?.environmentFile ?? null;
  const isOpen = all !== true && !isEnvironmentNamed({ name, prefix, env });
  // Not before: whoever names one is not to be stopped by a file that he does not need.
  const selector = isOpen && chosenBy !== null ? project?.findEnvironment() : null;
  return selector ? { selector, chosenBy } : { selector: { name, prefix, env }, chosenBy: null };
}

/**
 * The environment of a command that goes by no settings itself, and the project where that has a say: where the user names
 * no environment.
 * @throws CondaGoHooksError as `findProject`
 */
export async function findChoice(
  options: EnvironmentsSelector & ProjectOptions,
  session: Session,
): Promise<{ readonly choice: Choice; readonly project: FoundConfig | null }> {
  const isOpen = options.all !== true && !isEnvironmentNamed(options);
  const project = isOpen ? await findProject(options, session) : null;
  return { choice: chooseEnvironment(options, project), project };
}

/** Warns whoever has another environment active than the one that the project names; base says nothing. */
export function warnOfOther(
  prefix: string,
  { chosenBy }: Choice,
  { env: { CONDA_PREFIX: active, CONDA_DEFAULT_ENV: name } }: Session,
): Warning[] {
  const isOther = chosenBy !== null && !!active && name !== "base" && !isSamePlace(active, prefix);
  return isOther ? [warn("otherActive", { active: name || active, file: chosenBy })] : [];
}

/** An error that says more of an environment that the project names, and that is not made yet. */
export function explainUnknown(error: ErrorReport, choice: Choice, session: Session): ErrorReport {
  return describeUnmade(error.code, choice, session)?.toJSON() ?? error;
}

function describeUnmade(
  code: ErrorReport["code"],
  { selector: { name }, chosenBy }: Choice,
  { platform }: Session,
): CondaGoHooksError | null {
  if (code !== "environment-unknown" || chosenBy === null || name === undefined) return null;
  const command = `conda env create -f ${typed(chosenBy, platform)}`;
  return makeError("project-environment", { name, file: chosenBy, command });
}

/**
 * Finds the environment of a command that goes by no settings itself.
 * @throws CondaGoHooksError as `findProject`, and what finding an environment may throw
 */
export async function findChosen(
  options: EnvironmentSelector & ProjectOptions,
  session: Session,
): Promise<{ readonly environment: Environment; readonly warnings: readonly Warning[] }> {
  const { choice } = await findChoice(options, session);
  try {
    const environment = await findEnvironment(choice.selector, session);
    return { environment, warnings: warnOfOther(environment.prefix, choice, session) };
  } catch (thrown) {
    const error = expectError(thrown);
    throw describeUnmade(error.code, choice, session) ?? error;
  }
}
