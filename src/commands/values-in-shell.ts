// Whether this shell has what the hooks of its active environment set, and what to type where it has not.

import { isDeepStrictEqual } from "node:util";
import {
  describeSetting,
  isKept,
  listTexts,
  type Setting,
  type Settings,
} from "../hooks/settings.js";
import { fallbackOf, VARIABLE_NAMES } from "../hooks/variables.js";
import { hasSavedState, SWITCH_NAME, savedName, unsetName } from "../names.js";
import { formatTable } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { applySetting, findOwnValue, readTokens } from "./settings-in-force.js";

export interface VariableInShell {
  readonly name: string;
  readonly setting: Setting;
  /** What the hooks would set; null is unset. */
  readonly wanted: string | null;
  readonly present: string | null;
  readonly isAsWanted: boolean;
}

/**
 * `in-force`: all is as the hooks set it; `changed`: a value is another, or the settings are; `not-activated`: the
 * hooks came after the activation, and have saved nothing; `other-shell`: they are not installed for this shell;
 * `switched-off`: `CONDA_GO_HOOKS=0`.
 */
export type Effect = "in-force" | "changed" | "not-activated" | "other-shell" | "switched-off";

export interface ValuesInShell {
  readonly effect: Effect;
  readonly variables: readonly VariableInShell[];
}

/**
 * Compares the shell that has this environment active with its settings.
 * @param others the variables that somebody else sets there as well: a kept one may differ then
 * @param hasHooks whether this shell has hooks there, as far as it is known
 */
export function compareValues(
  settings: Settings,
  others: readonly string[],
  { env }: Session,
  hasHooks: boolean,
): ValuesInShell {
  const isSaved = (name: string) =>
    env[savedName(name)] !== undefined || env[unsetName(name)] !== undefined;
  // What a shell has saved for settings of before is not in those of now.
  const names = VARIABLE_NAMES.filter((name) => name in settings || isSaved(name));
  const variables = names.map((name): VariableInShell => {
    const setting = settings[name] ?? { action: "keep" };
    const own = findOwnValue(name, env);
    const wanted = applySetting(setting, own, fallbackOf(name), env.CONDA_PREFIX ?? "");
    const present = env[name];
    const isSame = setting.action === "add" ? areSameFlags(wanted, present) : wanted === present;
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

function findEffect(
  variables: readonly VariableInShell[],
  env: Session["env"],
  hasHooks: boolean,
): Effect {
  if (env[SWITCH_NAME] === "0") return "switched-off";
  const isActivated = hasSavedState(env);
  if (isActivated && variables.every(({ isAsWanted }) => isAsWanted)) return "in-force";
  if (!hasHooks) return "other-shell";
  return isActivated ? "changed" : "not-activated";
}

/** Each variable, and where the shell has another value that one. */
export function describeValues({ variables }: ValuesInShell): string[] {
  const word = (value: string | null) =>
    value === null ? "unset" : value === "" ? "empty" : value;
  const rows = variables.map(({ name, setting, wanted, present, isAsWanted }) => [
    `  ${name}`,
    describeSetting(setting),
    isAsWanted ? word(present) : `${word(present)}, not ${word(wanted)}`,
  ]);
  return formatTable([["  variable", "setting", "in this shell"], ...rows]).split("\n");
}

/**
 * What is the matter, and what to type; null where nothing is.
 * @param installation what installs the hooks for this shell too
 */
export function describeEffect(
  effect: Effect,
  activation: string,
  installation: string,
): string | null {
  switch (effect) {
    case "in-force":
      return null;
    case "switched-off":
      return `${SWITCH_NAME}=0 switches the hooks off in this shell; to have them: unset ${SWITCH_NAME}, then ${activation}`;
    case "not-activated":
      return `the hooks came after this shell activated the environment, and have saved nothing; to make them take effect: ${activation}`;
    case "other-shell":
      return `the hooks are not installed for this shell; to have them here too: ${installation}, then ${activation}`;
    case "changed":
      return `a value or the settings have changed since this shell activated the environment; to have them as set: ${activation}`;
  }
}

/** Whether all that is added is there, whatever it was added to. */
function adds(setting: Setting, present: string | undefined): boolean {
  if (setting.action !== "add") return false;
  const there = (present ?? "").split(/\s+/);
  // What has the prefix in it, or a blank, is not looked for.
  const added = listTexts(setting).filter((one) => !/\s|\{prefix\}/.test(one));
  return added.every((one) => there.includes(one));
}
