// The values that settings produce from the user's own, and whether a shell has them.
import { isDeepStrictEqual } from "node:util";
import { splitFlags } from "../findings/values/flag-list.js";
import { hasSavedState, savedName, unsetName } from "../names.js";
import { isSwitchedOff } from "./held.js";
import { isKept, listOnce, listTexts, type Setting, type Settings } from "./settings.js";
import { fallbackOf, VARIABLE_NAMES } from "./variables.js";

/** Environment variables. */
type Env = Readonly<Record<string, string | undefined>>;

export interface VariableInShell {
  readonly name: string;
  /** Of the hooks that have the last word on it. */
  readonly setting: Setting;
  /** The value that the hooks would set; null is unset. */
  readonly wanted: string | null;
  /** The value in this shell; null is unset. */
  readonly present: string | null;
  readonly isAsWanted: boolean;
}

/**
 * `in-force`: all is as the hooks set it; `changed`: a value or the settings have changed since; `not-activated`: the
 * shell activated the environment before it had hooks; `other-shell`: the hooks are not installed for this shell;
 * `switched-off`: `CONDA_GO_HOOKS=0`.
 */
export type Effect = "in-force" | "changed" | "not-activated" | "other-shell" | "switched-off";

export interface ValuesInShell {
  readonly effect: Effect;
  readonly variables: readonly VariableInShell[];
}

/** What the user has outside of any environment. */
export function findOwnValue(name: string, env: Env): string | undefined {
  return env[savedName(name)] ?? (env[unsetName(name)] === undefined ? env[name] : undefined);
}

/** What the setting makes of the user's own value. */
export function applySetting(
  setting: Setting,
  own: string | undefined,
  fallback: string | null,
  prefix: string,
): string | undefined {
  const expand = (text: string) => text.replaceAll("{prefix}", () => prefix);
  switch (setting.action) {
    case "keep":
    case "guard":
      return own;
    case "unset":
      return undefined;
    case "set":
      return expand(setting.value);
    case "add": {
      const { prepend, append } = listOnce(setting);
      const whole = own || fallback || "";
      const before = prepend.map(expand).toReversed();
      const all = before.reduce((flags, one) => putInFront(one, flags), whole);
      return append.map(expand).reduce((flags, one) => putBehind(one, flags), all);
    }
  }
}

function putInFront(flag: string, flags: string): string {
  if (flags === "") return flag;
  return hasFlag(flags, flag) ? flags : `${flag} ${flags}`;
}

function putBehind(flag: string, flags: string): string {
  if (flags === "") return flag;
  return hasFlag(flags, flag) ? flags : `${flags} ${flag}`;
}

/**
 * What hooks make of the user's own value, each of what the ones before it have made.
 * @param layers the settings of each, the outermost first
 */
export function applyLayers(
  layers: readonly Settings[],
  name: string,
  own: string | undefined,
  prefix: string,
): string | undefined {
  return layers.reduce((value, settings) => {
    const setting = settings[name];
    return setting ? applySetting(setting, value, fallbackOf(name), prefix) : value;
  }, own);
}

/** The setting of the innermost hooks that do not only keep the variable. */
function findTopmost(layers: readonly Settings[], name: string): Setting {
  const all = layers.flatMap((settings) => settings[name] ?? []);
  return all.findLast((one) => !isKept(one)) ?? all.at(-1) ?? { action: "keep" };
}

/** As the hooks look for it: all that stands between has to be as it is. */
function hasFlag(flags: string, flag: string): boolean {
  return ` ${flags} `.replace(/[\t\r\n]/g, " ").includes(` ${flag} `);
}

/** The flags of a list; where a quote stays open, its words. */
function readTokens(flags: string): readonly string[] {
  return splitFlags(flags) ?? flags.split(/\s+/).filter((word) => word !== "");
}

/**
 * Compares the values in the shell that has this environment active with its settings.
 * @param layers the settings of packaged hooks, if it has such, then those of the installed ones
 * @param others the variables that somebody else sets too: a kept one may differ then
 * @param hasHooks whether the environment has hooks for this shell; true when the shell is not known
 */
export function compareValues(
  layers: readonly Settings[],
  others: readonly string[],
  env: Env,
  hasHooks: boolean,
): ValuesInShell {
  const isSaved = (name: string) =>
    env[savedName(name)] !== undefined || env[unsetName(name)] !== undefined;
  // A shell can have saved variables that the present settings do not name.
  const isNamed = (name: string) => layers.some((settings) => name in settings);
  const names = VARIABLE_NAMES.filter((name) => isNamed(name) || isSaved(name));
  const variables = names.map((name): VariableInShell => {
    const setting = findTopmost(layers, name);
    const own = findOwnValue(name, env);
    const wanted = applyLayers(layers, name, own, env.CONDA_PREFIX ?? "");
    const present = env[name];
    const isAdded = layers.some((settings) => settings[name]?.action === "add");
    const isSame = isAdded ? areSameFlags(wanted, present) : wanted === present;
    const isExplained = others.includes(name) && (isKept(setting) || adds(setting, present));
    return {
      name,
      setting,
      wanted: wanted ?? null,
      present: present ?? null,
      isAsWanted: isSame || isExplained,
    };
  });
  return { effect: findEffect(variables, env, hasHooks), variables };
}

/** csh cannot look for every flag, and may add one that is there: twice means the same. */
function areSameFlags(one = "", other = ""): boolean {
  const [first, second] = [readTokens(one), readTokens(other)];
  const orders = [
    (tokens: readonly string[]) => [...new Set(tokens)],
    (tokens: readonly string[]) => [...new Set(tokens.toReversed())],
  ];
  return orders.some((order) => isDeepStrictEqual(order(first), order(second)));
}

function findEffect(variables: readonly VariableInShell[], env: Env, hasHooks: boolean): Effect {
  if (isSwitchedOff(env)) return "switched-off";
  const isActivated = hasSavedState(env);
  if (isActivated && variables.every(({ isAsWanted }) => isAsWanted)) return "in-force";
  if (!hasHooks) return "other-shell";
  return isActivated ? "changed" : "not-activated";
}

/** Whether all that is added is there, whatever it was added to. */
function adds(setting: Setting, present: string | undefined): boolean {
  if (setting.action !== "add") return false;
  const there = (present ?? "").split(/\s+/);
  // Flags with the prefix or a space in them are not looked for.
  const added = listTexts(setting).filter((one) => !/\s|\{prefix\}/.test(one));
  return added.every((one) => there.includes(one));
}
