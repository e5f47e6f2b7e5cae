// From a profile and the user's overrides to a checked setting for each variable.

import { CondaGoHooksError, didYouMean } from "../errors.js";

import { checkSetting, invalid, splitFlags } from "./check-setting.js";
import { listArchitectures } from "./platforms.js";
import { findProfile } from "./profiles.js";
import { isKept, listOnce, type Override, type Setting, type Settings } from "./settings.js";
import { REFUSED_VARIABLES, VARIABLE_NAMES, VARIABLES, type Variable } from "./variables.js";

const KEEP: Setting = { action: "keep" };

/**
 * Works out the settings: the profile's, then each override in turn; the untouched core variables are kept, and what
 * is guarded and has no other setting is guarded.
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
    settings[variable.name] = applyOverride(settings[variable.name] ?? KEEP, override, variable);
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

/** Of the two, each may be known and both together not. */
function checkPlatform({ GOOS: system, GOARCH: architecture }: Settings): void {
  if (system?.action !== "set" || architecture?.action !== "set") return;
  const known = listArchitectures(system.value);
  const variable = VARIABLES.find(({ name }) => name === "GOARCH");
  if (variable && !known.includes(architecture.value))
    throw invalid(
      variable,
      architecture.value,
      `goes with no GOOS=${system.value}: there Go builds for ${known.join(", ")}`,
    );
}

function findVariable({ action, variable: name }: Override): Variable {
  const found = VARIABLES.find((variable) => variable.name === name);
  if (found) return found;
  // Windows knows them in any case.
  const real = name.toUpperCase();
  const reason = Object.hasOwn(REFUSED_VARIABLES, real) ? REFUSED_VARIABLES[real] : undefined;
  if (reason)
    throw new CondaGoHooksError(
      "usage",
      `a hook does not touch ${real}: ${reason}`,
      `--${action} ${name}`,
    );
  throw new CondaGoHooksError(
    "usage",
    `'${name}' is no variable that a hook can touch`,
    `--${action}`,
    didYouMean(name.toUpperCase(), VARIABLE_NAMES),
  );
}

function applyOverride(before: Setting, override: Override, variable: Variable): Setting {
  switch (override.action) {
    case "keep":
    case "unset":
      return { action: override.action };
    case "set":
      return { action: "set", value: override.value };
    default: {
      if (variable.kind !== "flags" && variable.kind !== "compiler-flags") {
        const what = `only GOFLAGS and CGO_*FLAGS are lists of flags that can be added to, and ${variable.name} is not`;
        throw new CondaGoHooksError(
          "usage",
          what,
          `--${override.action}`,
          `--set ${variable.name}=VALUE replaces it`,
        );
      }
      const tokens = splitFlags(override.value);
      if (tokens === null || tokens.length === 0) {
        throw invalid(
          variable,
          override.value,
          tokens ? "names no flag" : "has a quote that is not closed",
        );
      }
      return addTokens(before, override.action, tokens, variable);
    }
  }
}

/** Onto what the user has, where that is still seen; onto the literal, where one hides it. */
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
