// Whether this shell has what the hooks of its active environment set.
import { isKept, listTexts, type Setting, type Settings } from "../hooks/settings.js";
import { fallbackOf, VARIABLE_NAMES } from "../hooks/variables.js";
import { hasSavedState, SWITCH_NAME, savedName, unsetName } from "../names.js";
import type { Effect, ValuesInShell, VariableInShell } from "../reports/status.js";
import type { Session } from "../session.js";
import { applySetting, findOwnValue } from "./settings-in-force.js";

/**
 * Compares the shell that has this environment active with its settings.
 * @param others the variables that somebody else sets there as well: a kept one may differ then
 */
export function compareValues(
  settings: Settings,
  others: readonly string[],
  { env }: Session,
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
    const isSame =
      setting.action === "add" ? tokens(wanted) === tokens(present) : wanted === present;
    const isExplained = others.includes(name) && (isKept(setting) || adds(setting, present));
    return {
      name,
      setting,
      wanted: wanted ?? null,
      present: present ?? null,
      isAsWanted: isSame || isExplained,
    };
  });
  return { effect: findEffect(variables, env), variables };
}

function tokens(flags: string | undefined): string {
  return (flags ?? "").split(/\s+/).filter(Boolean).join(" ");
}

function findEffect(variables: readonly VariableInShell[], env: Session["env"]): Effect {
  if (env[SWITCH_NAME] === "0") return "switched-off";
  if (!hasSavedState(env)) return "not-activated";
  return variables.every(({ isAsWanted }) => isAsWanted) ? "in-force" : "changed";
}

/** Whether all that is added is there, whatever it was added to. */
function adds(setting: Setting, present: string | undefined): boolean {
  if (setting.action !== "add") return false;
  const there = (present ?? "").split(/\s+/);
  // What has the prefix in it, or a blank, is not looked for.
  const added = listTexts(setting).filter((one) => !/\s|\{prefix\}/.test(one));
  return added.every((one) => there.includes(one));
}
