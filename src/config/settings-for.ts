// What a settings file asks of one environment, as if it had been typed.
import { posix, win32 } from "node:path";
import { cgoOverrides } from "../hooks/cgo.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import type { Override } from "../hooks/settings.js";
import type { Config, ConfigSettings, EnvironmentConfig, VariableSetting } from "./config.js";

/** An environment by the name that conda shows, or else by its folder. */
export interface NamedPlace {
  readonly name: string | null;
  readonly prefix: string;
}

/**
 * The settings for an environment: those for all, with the environment's own on top. A variable that the environment
 * names takes the place of the general one.
 * @returns null when the file asks nothing of this environment
 */
export function settingsFor(
  config: Config,
  environment: NamedPlace,
  platform: string,
): ConfigSettings | null {
  const own = findOwn(config, environment, platform);
  if (!hasSettings(config) && !hasSettings(own)) return null;
  return {
    profile: own.profile ?? config.profile ?? DEFAULT_PROFILE,
    overrides: listOverrides(config, own, platform),
    shells: own.shells ?? config.shells ?? null,
  };
}

function findOwn(
  { environments = {} }: Config,
  { name, prefix }: NamedPlace,
  platform: string,
): EnvironmentConfig {
  const isWindows = platform === "win32";
  const fold = (one: string) => (isWindows ? one.toLowerCase() : one);
  const wanted = fold(name ?? (isWindows ? win32 : posix).basename(prefix));
  const found = Object.entries(environments).find(([key]) => fold(key) === wanted);
  return found?.[1] ?? {};
}

/** Whether it asks anything. */
function hasSettings({ profile, cgo, variables = {}, shells }: EnvironmentConfig): boolean {
  return [profile, cgo, shells, ...Object.keys(variables)].some((one) => one !== undefined);
}

/** The overrides in order: cgo's, the general ones, the environment's. */
export function listOverrides(
  general: EnvironmentConfig,
  own: EnvironmentConfig,
  platform: string,
): readonly Override[] {
  const named = own.variables ?? {};
  const others = Object.entries(general.variables ?? {}).filter(
    ([variable]) => !Object.hasOwn(named, variable),
  );
  return [
    ...((own.cgo ?? general.cgo) ? cgoOverrides(platform) : []),
    ...[...others, ...Object.entries(named)].flatMap(([variable, setting]) =>
      toOverrides(variable, setting),
    ),
  ];
}

function toOverrides(variable: string, setting: VariableSetting): Override[] {
  if (setting === "unset" || setting === "keep") return [{ action: setting, variable }];
  if (typeof setting === "string") return [{ action: "set", variable, value: setting }];
  if ("set" in setting) return [{ action: "set", variable, value: setting.set }];
  const { keep, prepend = [], append = [] } = setting;
  return [
    ...(keep ? [{ action: "keep", variable } as const] : []),
    // Each goes before all that is there.
    ...prepend.toReversed().map((value) => ({ action: "prepend", variable, value }) as const),
    ...append.map((value) => ({ action: "append", variable, value }) as const),
  ];
}
