// What is to become of each variable: a profile with the user's overrides on top, checked.
import { posix, win32 } from "node:path";
import { CondaGoHooksError } from "../errors.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { findProxyListFault } from "./goproxy.js";
import { findProfile } from "./profiles.js";
import { REFUSED_VARIABLES, VARIABLES, type Variable } from "./variables.js";

/** What an activate script does to one variable, after it has saved it. */
export type Setting =
  | { readonly action: "keep" }
  | { readonly action: "unset" }
  /** `{prefix}` in the value stands for the environment's prefix at activation. */
  | { readonly action: "set"; readonly value: string }
  /** Tokens put before and behind the user's own; one that is there already is not put twice. */
  | {
      readonly action: "add";
      readonly prepend: readonly string[];
      readonly append: readonly string[];
    };

/** One `--set`, `--append`, `--prepend`, `--unset` or `--keep`; the last two have no value. */
export type Override =
  | {
      readonly action: "set" | "append" | "prepend";
      readonly variable: string;
      readonly value: string;
    }
  | { readonly action: "unset" | "keep"; readonly variable: string };

/** A setting for each variable that the environment touches, by name, in the variables' order. */
export type Settings = Readonly<Record<string, Setting>>;

/**
 * Works out the settings: the profile's, then each override in turn, the untouched core variables kept.
 * @throws CondaGoHooksError `usage` for an unknown profile or variable, `setting-invalid` for a value
 *   that Go would refuse or a hook cannot hold
 */
export function resolveSettings(
  request: { readonly profile: string; readonly overrides: readonly Override[] },
  platform: NodeJS.Platform,
): Settings {
  const settings: Record<string, Setting> = { ...findProfile(request.profile).settings };
  for (const override of request.overrides) {
    const variable = findVariable(override);
    settings[variable.name] = applyOverride(
      settings[variable.name] ?? { action: "keep" },
      override,
      variable,
    );
  }
  const resolved: Record<string, Setting> = {};
  for (const variable of VARIABLES) {
    const setting = settings[variable.name] ?? (variable.core ? { action: "keep" } : null);
    if (setting === null) continue;
    checkSetting(variable, setting, platform);
    resolved[variable.name] = setting;
  }
  return resolved;
}

function findVariable({ action, variable: name }: Override): Variable {
  const found = VARIABLES.find((variable) => variable.name === name);
  if (found) return found;
  const reason = Object.hasOwn(REFUSED_VARIABLES, name) ? REFUSED_VARIABLES[name] : undefined;
  if (reason)
    throw new CondaGoHooksError(
      "usage",
      `a hook does not touch ${name}: ${reason}`,
      `--${action} ${name}`,
    );
  const known = VARIABLES.map((variable) => variable.name).join(", ");
  throw new CondaGoHooksError(
    "usage",
    `'${name}' is no variable that a hook can touch`,
    `--${action}`,
    `the variables are ${known}`,
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
      if (variable.kind !== "flags") {
        const what = `only GOFLAGS is a list of flags that can be added to, and ${variable.name} is not`;
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
      return addTokens(before, override.action, tokens);
    }
  }
}

/** Onto what the user has, where that is still seen; onto the literal, where one hides it. */
function addTokens(
  before: Setting,
  side: "prepend" | "append",
  tokens: readonly string[],
): Setting {
  const join = (there: readonly string[]) =>
    side === "append" ? [...there, ...tokens] : [...tokens, ...there];
  switch (before.action) {
    case "keep":
      return { action: "add", prepend: [], append: [], [side]: tokens };
    case "add":
      return { ...before, [side]: join(before[side]) };
    case "unset":
      return { action: "set", value: tokens.join(" ") };
    case "set":
      return { action: "set", value: join([before.value]).join(" ") };
  }
}

// As cmd/go splits GOFLAGS since 1.20: at blanks, a whole entry may stand in quotes, no escapes.
function splitFlags(value: string): string[] | null {
  const tokens: string[] = [];
  for (let rest = value.trimStart(); rest !== ""; rest = rest.trimStart()) {
    const token = /^(?:'[^']*'|"[^"]*"|[^'"\s]\S*)/.exec(rest)?.[0];
    if (token === undefined) return null;
    tokens.push(token);
    rest = rest.slice(token.length);
  }
  return tokens;
}

function checkSetting(variable: Variable, setting: Setting, platform: NodeJS.Platform): void {
  if (setting.action === "set") checkValue(variable, setting.value, platform);
  if (setting.action === "add")
    checkValue(variable, [...setting.prepend, ...setting.append].join(" "), platform);
}

function checkValue(variable: Variable, value: string, platform: NodeJS.Platform): void {
  if (/\p{Cc}/u.test(value))
    throw invalid(variable, value, "holds a control character or a line break");
  if (!value.isWellFormed()) throw invalid(variable, value, "is no valid Unicode text");
  if (value === "") {
    throw invalid(
      variable,
      value,
      "is empty, which Go takes for unset",
      `--unset ${variable.name} says so`,
    );
  }
  if (value.startsWith("~")) {
    throw invalid(
      variable,
      value,
      "starts with ~, which nothing expands here",
      "write the whole path",
    );
  }
  const fault = findValueFault(variable, value, platform);
  if (fault) throw invalid(variable, value, fault);
}

function findValueFault(
  { kind, values }: Variable,
  value: string,
  platform: NodeJS.Platform,
): string | null {
  switch (kind) {
    case "path":
      return findPathFault(value, platform);
    case "path-list": {
      const entries = value.split(platform === "win32" ? ";" : ":");
      return (
        entries.map((entry) => findPathFault(entry, platform)).find((fault) => fault !== null) ??
        null
      );
    }
    case "proxy-list":
      return findProxyListFault(value.replaceAll(PREFIX_PLACEHOLDER, "/prefix"));
    case "flags":
      return findFlagsFault(value);
    case "text":
      return values && !values.includes(value) ? `is none of ${values.join(", ")}` : null;
  }
}

function findPathFault(path: string, platform: NodeJS.Platform): string | null {
  const { isAbsolute, normalize } = platform === "win32" ? win32 : posix;
  if (path.includes(PREFIX_PLACEHOLDER)) {
    const rest = path.slice(PREFIX_PLACEHOLDER.length);
    const isBelow = path.startsWith(PREFIX_PLACEHOLDER) && /^(?:[/\\]|$)/.test(rest);
    const climbs = /^\.\.(?:[/\\]|$)/.test(normalize(rest.slice(1)));
    return isBelow && !climbs && !rest.includes(PREFIX_PLACEHOLDER)
      ? null
      : "is not below {prefix}";
  }
  if (path.startsWith("~"))
    return "has an entry with ~, which nothing expands here; write the whole path";
  // Go dies with "must be absolute path" on every command that reads it.
  return isAbsolute(path) ? null : "is neither an absolute path nor below {prefix}";
}

function findFlagsFault(value: string): string | null {
  const tokens = splitFlags(value);
  if (tokens === null) return "has a quote that is not closed";
  const bad = tokens.find((token) => !/^--?[^-=]/.test(token.replace(/^(['"])(.*)\1$/, "$2")));
  return bad === undefined
    ? null
    : `has '${bad}', and every flag must start with - and be in one piece, as in -mod=mod`;
}

function invalid(
  variable: Variable,
  value: string,
  fault: string,
  hint: string | null = null,
): CondaGoHooksError {
  return new CondaGoHooksError(
    "setting-invalid",
    `the value '${value}' for ${variable.name} ${fault}`,
    variable.name,
    hint,
  );
}

/** The variables whose value holds a password or another URL credential, in clear. */
export function findSecrets(settings: Settings): string[] {
  return Object.entries(settings)
    .filter(([, setting]) => setting.action === "set" && /:\/\/[^/?#,|\s]*@/.test(setting.value))
    .map(([name]) => name);
}

/** A setting in a few words, as a person reads it. */
export function describeSetting(setting: Setting): string {
  switch (setting.action) {
    case "keep":
    case "unset":
      return setting.action;
    case "set":
      return setting.value;
    case "add":
      return [
        ...(setting.prepend.length > 0 ? [`prepend ${setting.prepend.join(" ")}`] : []),
        ...(setting.append.length > 0 ? [`append ${setting.append.join(" ")}`] : []),
      ].join(", ");
  }
}
