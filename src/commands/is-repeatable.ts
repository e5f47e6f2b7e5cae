// Tells of an option as it is declared whether it may be typed more than once.
import type { Option } from "commander";

/** What collects its values, which a list of choices does not. */
export function isRepeatable({ variadic, parseArg, argChoices }: Option): boolean {
  return variadic || (parseArg !== undefined && argChoices === undefined);
}
