// From a profile and the user's overrides to a checked setting for each variable.

import { makeError } from "../errors/error.js";
import { splitFlags } from "../findings/values/flag-list.js";
import { checkForGo, checkSetting, showValue } from "./check-setting.js";
import { listArchitectures } from "./platforms.js";
import { findProfile } from "./profiles.js";
import { isKept, listOnce, type Override, type Setting, type Settings } from "./settings.js";
import { REFUSED_VARIABLES, VARIABLE_NAMES, VARIABLES, type Variable } from "./variables.js";

const KEEP: Setting = { action: "keep" };

/**
 * Works out the settings: the profile's, then each override in turn. Without a setting, core variables are kept, and
 * guarded ones are guarded.
 * @throws CondaGoHooksError `usage` for an unknown profile or variable, `setting-invalid` for a value
 *   that Go would refuse or a hook cannot hold
 */
export function resolveSettings(
  request: {
    readonly profile: string;
    readonly overrides: readonly Override[];
    readonly guarded?: readonly string[];
  },
  platform: string,
): Settings {
  const settings: Record<string, Setting> = { ...findProfile(request.profile).settings };
  for (const override of request.overrides) {
    const variable = findVariable(override);
    settings[variable.name] = applyOverride(
      settings[variable.name] ?? KEEP,
      override,
      variable,
      platform,
    );
  }
  const resolved: Record<string, Setting> = {};
  for (const variable of VARIABLES) {
    const setting = settings[variable.name] ?? (variable.core ? KEEP : null);
    const isGuarded = request.guarded?.includes(variable.name) && isKept(setting ?? undefined);
    const found = isGuarded ? ({ action: "guard" } as const) : setting;
    if (found === null) continue;
    checkSetting(variable, found, platform);
    resolved[variable.name] = found;
  }
  checkPlatform(resolved);
  return resolved;
}

/** Checks the pair: Go may know each of the two and not build for both together. */
function checkPlatform({ GOOS: system, GOARCH: architecture }: Settings): void {
  if (system?.action !== "set" || architecture?.action !== "set") return;
  const known = listArchitectures(system.value);
  const variable = VARIABLES.find(({ name }) => name === "GOARCH");
  if (variable && !known.includes(architecture.value)) {
    const value = showValue(variable, architecture.value);
    throw makeError("architecture", { ...value, system: system.value, known });
  }
}

function findVariable({ action, variable: name }: Override): Variable {
  const found = VARIABLES.find((variable) => variable.name === name);
  if (found) return found;
  // On Windows, case does not matter.
  const real = name.toUpperCase();
  const reason = Object.hasOwn(REFUSED_VARIABLES, real) ? REFUSED_VARIABLES[real] : undefined;
  if (reason) throw makeError("variable-refused", { name: real, given: name, action, reason });
  throw makeError("unknown-variable", { name, known: VARIABLE_NAMES, action });
}

function applyOverride(
  before: Setting,
  override: Override,
  variable: Variable,
  platform: string,
): Setting {
  switch (override.action) {
    case "keep":
    case "unset":
      return { action: override.action };
    case "set":
      return { action: "set", value: override.value };
    default: {
      if (variable.kind !== "flags" && variable.kind !== "compiler-flags")
        throw makeError("not-flags", { name: variable.name, action: override.action });
      checkForGo(variable.name, override.value, platform);
      const tokens = splitFlags(override.value) ?? [];
      if (tokens.length === 0) throw makeError("flag-none", showValue(variable, override.value));
      return addTokens(before, override.action, tokens, variable);
    }
  }
}

/** Adds to the user's own value, or to the literal that replaces it. */
function addTokens(
  before: Setting,
  side: "prepend" | "append",
  tokens: readonly string[],
  { fallback }: Variable,
): Setting {
  const join = (there: readonly string[]) =>
    side === "append" ? [...there, ...tokens] : [...tokens, ...there];
  switch (before.action) {
    case "keep":
    case "guard":
      return { action: "add", ...listOnce({ prepend: [], append: [], [side]: tokens }) };
    case "add":
      return { action: "add", ...listOnce({ ...before, [side]: join(before[side]) }) };
    case "unset":
      return { action: "set", value: join(fallback ? [fallback] : []).join(" ") };
    case "set":
      return { action: "set", value: join([before.value]).join(" ") };
  }
}
