// Which settings file an environment follows, and what that asks of it now.
import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../conda/environments.js";
import { isRecordable, type RecordedConfig, readRecord } from "../conda/record.js";
import type { ConfigSettings } from "../config/config.js";
import type { FoundConfig } from "../config/find-config.js";
import { expectError, makeError } from "../errors/error.js";
import { mergeOverrides, planRequest, readRequest } from "../hooks/request.js";
import type { Override } from "../hooks/settings.js";
import { formatConfigOption } from "../reports/environments.js";
import type { ConfigReport } from "../reports/status.js";
import type { Session } from "../session.js";
import { chooseEnvironment, findProject, type ProjectOptions } from "./find-project.js";

/** The settings that one types. */
export interface TypedSettings {
  /**
   * Of these three, what is not given is as the settings file has it; without one, as recorded when none is given, and
   * else the default.
   */
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** Starts from the default profile, as naming a profile starts from that one. */
  readonly reset?: boolean | undefined;
  /** The dialects, as `--shell` names them. */
  readonly shells?: readonly string[] | undefined;
}

/** What is asked of one environment: what was typed, on top of its settings file. */
export interface Followed {
  /** Of the shells, null is the platform's default, whatever is recorded. */
  readonly asked: Omit<TypedSettings, "shells"> & {
    readonly shells?: readonly string[] | null | undefined;
  };
  /** The file, as it is to be recorded; null without one. */
  readonly config: RecordedConfig | null;
  /** The file whose settings are in `asked`; null where what is recorded goes on, as where the file is gone. */
  readonly obeyed: string | null;
}

/**
 * Puts the options on top of the file that the environment is to follow: the one that is named or found, or else the
 * one that is recorded.
 * @param recorded the file that it follows so far
 * @throws CondaGoHooksError for a file that is not valid, or whose settings install refuses
 */
export async function followConfig(
  environment: Environment,
  recorded: RecordedConfig | null,
  options: TypedSettings & ProjectOptions & { readonly project: FoundConfig | null },
  session: Session,
): Promise<Followed> {
  const { profile, overrides, reset, shells } = options;
  const typed = { profile, overrides, reset, shells };
  const alone: Followed = { asked: typed, config: null, obeyed: null };
  if (options.config === false) return alone;
  const { project } = options;
  const asked = project && (await askOf(project, environment, session));
  if (project && asked) {
    const { file } = project;
    const isNamed = project.isNamed || (recorded?.file === file && recorded.isNamed === true);
    return obeyFile({ file, settings: asked, isNamed }, typed, session);
  }
  // What names no settings leaves the environment as it is.
  if (recorded === null) return alone;
  if (!existsSync(recorded.file)) return { ...alone, config: recorded };
  const settings = await readSettings(recorded, environment, session);
  return settings === null ? alone : obeyFile({ ...recorded, settings }, typed, session);
}

function obeyFile(
  { file, settings, isNamed }: RecordedConfig & { readonly settings: ConfigSettings },
  typed: TypedSettings,
  { platform }: Session,
): Followed {
  if (typed.reset) throw makeError("reset-and-config", { file });
  const overrides = mergeOverrides(settings.overrides, typed.overrides ?? []);
  const { profile = settings.profile, shells = settings.shells } = typed;
  checkShells(file, settings, shells, platform);
  const config = isRecordable(file) ? { file, settings, ...(isNamed && { isNamed }) } : null;
  return { asked: { profile, overrides, shells }, config, obeyed: file };
}

/** What only the shells that go with it refuse; the rest is checked as the file is read. */
function checkShells(
  file: string,
  settings: ConfigSettings,
  shells: ConfigSettings["shells"],
  platform: string,
): void {
  try {
    planRequest({ ...settings, shells }, platform);
  } catch (error) {
    throw makeError("config-refused", { where: file, refused: expectError(error) });
  }
}

async function readSettings(
  { file, isNamed = false }: RecordedConfig,
  environment: Environment,
  session: Session,
): Promise<ConfigSettings | null> {
  const { readConfig } = await import("../config/find-config.js");
  return askOf(readConfig(file, isNamed, session), environment, session);
}

/** What the file asks of an environment; null where that is nothing. */
export async function askOf(
  { config }: FoundConfig,
  environment: Environment,
  { platform }: Session,
): Promise<ConfigSettings | null> {
  const { settingsFor } = await import("../config/settings-for.js");
  return settingsFor(config, environment, platform);
}

/** Whether a recorded file still asks for what it did when it was obeyed. */
export async function compareConfig(
  recorded: RecordedConfig,
  environment: Environment,
  session: Session,
): Promise<ConfigReport> {
  const { file, settings } = recorded;
  if (!existsSync(file))
    return { file, state: "gone", error: makeError("config-gone", { file }).toJSON() };
  try {
    const asked = await readSettings(recorded, environment, session);
    if (asked) checkShells(file, asked, asked.shells, session.platform);
    const isSame = asked !== null && isDeepStrictEqual(readRequest(asked), readRequest(settings));
    return { file, state: isSame ? "current" : "changed", error: null };
  } catch (error) {
    return { file, state: "invalid", error: expectError(error).toJSON() };
  }
}

// For as long as one command takes: with many environments, they are not looked for again.
const projects = new WeakMap<Session, Promise<FoundConfig | "invalid" | null>>();

/** The project of the current folder; `invalid` where install would say what is wrong with its settings file. */
function findOwnProject(session: Session): Promise<FoundConfig | "invalid" | null> {
  const found =
    projects.get(session) ??
    findProject({}, session).catch((error: unknown) => {
      expectError(error);
      return "invalid" as const;
    });
  projects.set(session, found);
  return found;
}

/**
 * What to add to a printed `install`, so that it goes by the environment's own file wherever it is typed, and by no other
 * project's.
 * @param file the one that it follows
 */
export async function findConfigOption(
  environment: Environment,
  file: string | undefined,
  hasHooks: boolean,
  session: Session,
): Promise<ProjectOptions> {
  if (file !== undefined) return { config: existsSync(file) && file };
  const project = await findOwnProject(session);
  if (project === null) return {};
  const isOwn = project !== "invalid" && mayBeOf(project, environment);
  return hasHooks || !isOwn ? { config: false } : {};
}

/** The settings file by which the next plain install goes: the one that is followed, or the project's. */
export async function findNextConfig(
  environment: Environment,
  session: Session,
): Promise<string | null> {
  const file = readRecord(environment.prefix)?.config?.file;
  if (file !== undefined) return file;
  const project = await findOwnProject(session);
  if (project === null || project === "invalid" || !mayBeOf(project, environment)) return null;
  return (await askOf(project, environment, session)) ? project.file : null;
}

/** What to add to a printed `install`, as one types it, for an environment of which nothing is known yet. */
export async function describeConfigOption(
  environment: Environment,
  session: Session,
): Promise<string> {
  try {
    const record = readRecord(environment.prefix);
    const file = record?.config?.file;
    const { config } = await findConfigOption(environment, file, record !== null, session);
    return formatConfigOption(config, session.platform);
  } catch (error) {
    // A record that cannot be read is told of elsewhere.
    expectError(error);
    return "";
  }
}

/** Whether the project names this environment, or none. */
function mayBeOf(project: FoundConfig, { name, prefix }: Environment): boolean {
  try {
    const { selector, chosenBy } = chooseEnvironment({}, project);
    return chosenBy === null || selector.name === name || selector.prefix === prefix;
  } catch (error) {
    // A plain install says what is wrong with the environment.yml.
    expectError(error);
    return false;
  }
}
