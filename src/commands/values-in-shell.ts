// Whether this shell has what the hooks of its active environment set.
import { isDeepStrictEqual } from "node:util";
import { isKept, listTexts, type Setting, type Settings } from "../hooks/settings.js";
import { fallbackOf, VARIABLE_NAMES } from "../hooks/variables.js";
import { hasSavedState, SWITCH_NAME, savedName, unsetName } from "../names.js";
import type { Effect, ValuesInShell, VariableInShell } from "../reports/status.js";
import type { Session } from "../session.js";
import { applySetting, findOwnValue, readTokens } from "./settings-in-force.js";

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

/** Whether all that is added is there, whatever it was added to. */
function adds(setting: Setting, present: string | undefined): boolean {
  if (setting.action !== "add") return false;
  const there = (present ?? "").split(/\s+/);
  // What has the prefix in it, or a blank, is not looked for.
  const added = listTexts(setting).filter((one) => !/\s|\{prefix\}/.test(one));
  return added.every((one) => there.includes(one));
}
