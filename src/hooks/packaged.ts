// The hooks that a conda package brings: what they set, and their files.
import { isKept, type Settings } from "./settings.js";
import { VARIABLES } from "./variables.js";

/**
 * The settings as packaged hooks have them. A variable that is only kept, and that nobody looks after by itself, is none
 * of theirs: installed hooks that follow would not know that it is saved.
 */
export function settingsToPackage(settings: Settings): Settings {
  const core = VARIABLES.filter((variable) => variable.core).map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(settings).filter(([name, setting]) => core.includes(name) || !isKept(setting)),
  );
}
