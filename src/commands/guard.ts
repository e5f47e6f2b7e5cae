// Which variables have to be given back because another script sets them, though no setting does.
import { basename } from "node:path/posix";
import type { Owner } from "../conda/owners.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { inline } from "../reports/outcome.js";

/** A variable, and the script of somebody else that sets it. */
export type Guard = Owner;

/**
 * What other scripts of the environment set or unset, of the variables that its settings leave alone: of these the
 * last script could not tell whether a value is the user's or theirs. What conda itself sets, it gives back.
 */
export function findGuards(owners: readonly Owner[], settings: Settings): Guard[] {
  return owners.filter(({ variable, line }) => line !== null && isKept(settings[variable]));
}

/** The names of the variables among them, in the variables' order. */
export function listGuarded(guards: readonly Guard[]): string[] {
  return VARIABLE_NAMES.filter((name) => guards.some(({ variable }) => variable === name));
}

/** What is saved because of which script, a line each. */
export function describeGuards(guards: readonly Guard[]): string[] {
  const paths = [...new Set(guards.map(({ path }) => path))];
  return paths.map((path) => {
    const names = listGuarded(guards.filter((guard) => guard.path === path)).join(" ");
    return inline(`  saved as well, because ${basename(path)} sets them: ${names}`);
  });
}
