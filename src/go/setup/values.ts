// What is wrong with the value of each variable, by itself.
import type { Finding } from "../../findings/finding.js";
import { checkValue, showValue } from "../../findings/values/check-value.js";
import { findGiven, type GoVariable, ofVariable, type Setup } from "./setup.js";

/** The findings about these variables, where somebody has given them a value. */
export function checkValues(setup: Setup, names: readonly string[]): Finding[] {
  return names.flatMap((name) => {
    const found = findGiven(setup, name);
    if (found === undefined) return [];
    const check = (one: GoVariable) =>
      checkValue(name, one.value, one.origin, setup).map(
        ({ code, level, args }): Finding => ofVariable(one, code, level, args as never),
      );
    // What is wrong with the user's own flags is to be mended there, and not where the hooks add to them.
    const own = found.own ? check(found.own) : [];
    const isTold = ({ code }: Finding) => own.some((other) => other.code === code);
    return [...own, ...check(found).filter((finding) => !isTold(finding))];
  });
}

/** Names and values, for the list of what was looked at. */
export function describeValues(setup: Setup, names: readonly string[]): string {
  const given = names.flatMap((name) => {
    const found = findGiven(setup, name);
    return found === undefined ? [] : [`${name}=${showValue(name, found.value)}`];
  });
  return given.length === 0 ? "nothing set" : given.join(" ");
}
