// Which variables have to be saved because a package's script sets them, though no setting names them.
import { basename, dirname } from "node:path/posix";
import type { Owner } from "../conda/owners.js";
import type { Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { scriptPath } from "../names.js";
import { inline } from "../report.js";

/** A variable, and the script of somebody else that sets it. */
export type Guard = Owner;

const FOLDER = dirname(scriptPath("first", ""));

/**
 * What other scripts of the environment set on activation, of the variables that are not in its settings.
 * What conda itself sets, it gives back.
 */
export function findGuards(owners: readonly Owner[], settings: Settings): Guard[] {
  // What is set behind the last script stays, whatever is saved.
  const last = scriptPath("last", "");
  return owners.filter(
    ({ variable, path }) =>
      !Object.hasOwn(settings, variable) && path.startsWith(`${FOLDER}/`) && path < last,
  );
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
