// The hooks that a conda package brings: what they set, and what becomes of that below installed ones.
import { CondaGoHooksError } from "../errors/error.js";
import { readRequest } from "./request.js";
import { resolveSettings } from "./resolve-settings.js";
import { isKept, type Settings } from "./settings.js";
import { VARIABLES } from "./variables.js";

/**
 * The settings as packaged hooks have them. A variable that is only kept, and that nobody looks after by itself, is none
 * of theirs: installed hooks that follow would not know that it is saved.
 */
export function settingsToPackage(settings: Settings): Settings {
  const core = VARIABLES.filter((variable) => variable.core).map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(settings).filter(([name, setting]) => core.includes(name) || !isKept(setting)),
  );
}

/** What packaged hooks set. */
export interface PackagedSettings {
  readonly profile: string;
  readonly settings: Settings;
}

/**
 * Reads what the script of a packaged hook says it was asked for; null where this version does not understand it.
 * @param said whatever was read, from whomever
 */
export function readPackagedSettings(said: unknown, platform: string): PackagedSettings | null {
  const read = tryToRead(said, platform);
  return read === null || typeof read === "string" ? null : read;
}

/** Why settings that hold elsewhere are refused on this platform; null where they are not. */
export function explainRefusal(said: unknown, platform: string): string | null {
  const read = tryToRead(said, platform);
  if (typeof read !== "string") return null;
  return readPackagedSettings(said, platform === "win32" ? "linux" : "win32") && read;
}

/** @returns a text for the reason why they are refused, null where they are no settings */
function tryToRead(said: unknown, platform: string): PackagedSettings | string | null {
  const { profile, overrides } = (said ?? {}) as Record<string, unknown>;
  const request = readRequest({ profile, overrides, shells: null });
  if (request === null) return null;
  try {
    const settings = settingsToPackage(resolveSettings(request, platform));
    return { profile: request.profile, settings };
  } catch (error) {
    if (error instanceof CondaGoHooksError) return error.message;
    throw error;
  }
}

/** The variables that stay as packaged hooks set them, as the installed ones only keep them. */
export function listStaying(packaged: Settings, installed: Settings): string[] {
  return Object.keys(packaged).filter((name) => !isKept(packaged[name]) && isKept(installed[name]));
}

/** For each variable, the setting of the hooks that have the last word on it. */
export function mergeLayers(packaged: Settings, installed: Settings): Settings {
  const staying = listStaying(packaged, installed);
  return {
    ...packaged,
    ...installed,
    ...Object.fromEntries(Object.entries(packaged).filter(([name]) => staying.includes(name))),
  };
}
