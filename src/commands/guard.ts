// Which variables have to be given back because another script sets them, though no setting does.
import type { Owner } from "../conda/owners.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { runsOutside } from "../names.js";
import type { Guard } from "../reports/install.js";

/**
 * What other scripts of the environment set or unset, of the variables that its settings leave alone: of these the
 * last script could not tell whether a value is the user's or theirs. What conda itself sets, it gives back.
 */
export function findGuards(owners: readonly Owner[], settings: Settings): Guard[] {
  return owners.filter(
    ({ variable, path, line }) => line !== null && isKept(settings[variable]) && !runsOutside(path),
  );
}

/** The names of the variables among them, in the variables' order. */
export function listGuarded(guards: readonly Guard[]): string[] {
  return VARIABLE_NAMES.filter((name) => guards.some(({ variable }) => variable === name));
}
