// Finds the profile and the few overrides that amount to given settings.
import { isDeepStrictEqual } from "node:util";
import { PROFILES } from "./profiles.js";
import { isKept, type Override, type Setting, type Settings } from "./settings.js";

/**
 * The profile on which the fewest overrides make exactly these settings, and them.
 * @param wanted by name; every other variable is kept
 */
export function chooseProfile(wanted: Settings): {
  readonly profile: string;
  readonly overrides: readonly Override[];
} {
  const choices = PROFILES.map(({ name, settings }) => ({
    profile: name,
    overrides: [...new Set([...Object.keys(settings), ...Object.keys(wanted)])].flatMap(
      (variable) => overrideFor(variable, settings[variable], wanted[variable]),
    ),
  }));
  return choices.reduce((best, one) => (one.overrides.length < best.overrides.length ? one : best));
}

function overrideFor(
  variable: string,
  given: Setting | undefined,
  wanted: Setting | undefined,
): Override[] {
  if (isDeepStrictEqual(given, wanted) || (isKept(given) && isKept(wanted))) return [];
  const afresh: Override[] = isKept(given) ? [] : [{ action: "keep", variable }];
  return wanted?.action === "add"
    ? [...afresh, ...listOverrides(variable, wanted)]
    : isKept(wanted)
      ? afresh
      : listOverrides(variable, wanted);
}

/** A setting as one types it. */
export function listOverrides(variable: string, setting: Setting | undefined): Override[] {
  switch (setting?.action) {
    case "set":
      return [{ action: "set", variable, value: setting.value }];
    case "unset":
      return [{ action: "unset", variable }];
    case "add": {
      const add = (action: "append" | "prepend", tokens: readonly string[]) =>
        tokens.length > 0 ? [{ action, variable, value: tokens.join(" ") }] : [];
      return [...add("prepend", setting.prepend), ...add("append", setting.append)];
    }
    default:
      return [];
  }
}
