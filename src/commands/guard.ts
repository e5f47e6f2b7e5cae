// Which kept variables need a guard, because another script of the environment sets them.
import type { Owner } from "../conda/owners.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { runsOutside } from "../names.js";
import type { Guard } from "../reports/install.js";

/**
 * Finds the kept variables that another script sets or unsets. Of these, the last hook cannot tell whether a value is
 * the user's. Conda gives back by itself what it sets.
 */
export function findGuards(owners: readonly Owner[], settings: Settings): Guard[] {
  return owners.filter(
    ({ variable, path, line }) => line !== null && isKept(settings[variable]) && !runsOutside(path),
  );
}

/** The names of the guarded variables, in the order of `VARIABLES`. */
export function listGuarded(guards: readonly Guard[]): string[] {
  return VARIABLE_NAMES.filter((name) => guards.some(({ variable }) => variable === name));
}
