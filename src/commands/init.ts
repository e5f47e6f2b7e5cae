// Writes a settings file for the current folder.
import { dirname, join } from "node:path";
import {
  type EnvironmentSelector,
  findEnvironment,
  isEnvironmentNamed,
} from "../conda/environments.js";
import { checkNew, writeNewFile } from "../conda/write-new-file.js";
import type { ConfigSettings } from "../config/config.js";
import { expectError, makeError } from "../errors/error.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { COMMAND } from "../names.js";
import { describeInit, INIT_EXAMPLES, INIT_HEADER, type InitResult } from "../reports/init.js";
import type { Outcome } from "../reports/outcome.js";
import { sayWhose } from "../reports/packaged-report.js";
import type { Session } from "../session.js";
import { type FoundSettings, findSettings, formatSettings } from "./export-settings.js";
import { findProject } from "./find-project.js";

export interface InitOptions extends EnvironmentSelector {
  /** Says what would be written, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

const NAME = "conda-go-hooks.yaml";

const DEFAULTS: ConfigSettings = { profile: DEFAULT_PROFILE, overrides: [], shells: null };

/**
 * Writes `conda-go-hooks.yaml` into the current folder: with the settings of the environment that is named, or active,
 * where it has hooks, its own or a package's, and else with the default ones.
 * @throws CondaGoHooksError `file-not-ours` where the folder has a settings file, and what finding an environment may
 *   throw
 */
export async function init(options: InitOptions, session: Session): Promise<InitResult> {
  return (await run(options, session)).result as InitResult;
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(options: InitOptions, session: Session): Promise<Outcome> {
  const { dryRun = false } = options;
  const file = join(session.cwd, NAME);
  checkNew(file);
  await checkAlone(session);
  const found = await findGiven(options, session);
  const { settings, from, packaged } = found ?? { settings: DEFAULTS, from: null, packaged: null };
  const header = [...INIT_HEADER, ...sayWhose(packaged)];
  const { text, secrets } = await formatSettings(settings, header, session);
  const content = `${text}${INIT_EXAMPLES}`;
  const takes = await findTaken(session);
  if (!dryRun) await writeNewFile(file, content);
  return describeInit({ file, dryRun, content, from, takes, next: `${COMMAND} install` }, secrets);
}

/** Checks that the folder has no settings in another file, such as package.json. */
async function checkAlone(session: Session): Promise<void> {
  const found = await findProject({}, session).catch((error: unknown) => {
    // Of a file further up that is not valid, whoever goes by it is told.
    const { where } = expectError(error);
    if (where?.startsWith(join(session.cwd, "/"))) throw error;
    return null;
  });
  if (found && dirname(found.file) === session.cwd)
    throw makeError("init-exists", { path: found.file });
}

/** Those of the environment that is named, or active; null where there is none, or none in it. */
async function findGiven(
  options: InitOptions,
  session: Session,
): Promise<(FoundSettings & { readonly from: string }) | null> {
  if (!isEnvironmentNamed(options) && !session.env.CONDA_PREFIX) return null;
  const environment = await findEnvironment(options, session);
  const found = findSettings(environment, session);
  return found && { ...found, from: environment.name ?? environment.prefix };
}

/** The environment that the environment.yml of the folder names. */
async function findTaken({ cwd }: Session): Promise<InitResult["takes"]> {
  const { findEnvironmentFile, readEnvironmentFile } = await import(
    "../config/environment-file.js"
  );
  const file = findEnvironmentFile(cwd);
  const { name, prefix } = (file !== null && readEnvironmentFile(file)) || {};
  const environment = name ?? prefix;
  return file === null || environment === undefined ? null : { environment, file };
}
