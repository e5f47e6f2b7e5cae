// Which variables the hooks give back in any case, and what is saved of them while the environment is active.
import { SWITCH_NAME, savedName, unsetName } from "../names.js";
import type { Settings } from "./settings.js";

// A shell that cannot list its variables looks at the state of these to see whether anything is saved. Every profile
// sets one of them, and hooks from before version 0.2 save both.
export const MARKS: readonly string[] = ["GOPATH", "GOCACHE"];

/**
 * The variables that are always given back: all that are not only kept, and one of the marks if none is among them.
 */
export function listHeld(settings: Settings): string[] {
  const names = Object.keys(settings);
  const own = names.filter((name) => settings[name]?.action !== "keep");
  const hasMark = own.some((name) => MARKS.includes(name));
  return names.filter((name) => own.includes(name) || (!hasMark && name === MARKS.at(-1)));
}

type Values = ReadonlyMap<string, string | undefined>;

/**
 * The state that the hooks have in the environment once it is active. The innermost hooks forget what they only keep and
 * nobody has changed; what those around them touch alone stays saved.
 * @param layers the settings of packaged hooks, if it has such, then those of the installed ones
 * @param first the variables as the first hook finds them
 * @param last the same as the innermost last hook finds them; one that is missing is not known
 */
export function saveState(
  layers: readonly Settings[],
  first: Values,
  last: Values,
): Record<string, string> {
  const inner = layers.at(-1) ?? {};
  const held = listHeld(inner);
  const isChanged = (name: string) => !last.has(name) || last.get(name) !== first.get(name);
  // What no other script has changed stays the user's.
  const isSaved = (name: string) => !(name in inner) || held.includes(name) || isChanged(name);
  const all = new Set(layers.flatMap((settings) => Object.keys(settings)));
  const saved = [...all].filter(isSaved);
  return Object.fromEntries(
    saved.map((name) => {
      const value = first.get(name);
      return value === undefined ? [unsetName(name), "1"] : [savedName(name), value];
    }),
  );
}

/** Whether `CONDA_GO_HOOKS=0` keeps the hooks from saving and setting. */
export function isSwitchedOff(env: Readonly<Record<string, string | undefined>>): boolean {
  return env[SWITCH_NAME] === "0";
}
