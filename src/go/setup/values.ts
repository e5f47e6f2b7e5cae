// What is wrong with the value of each variable, by itself.
import type { Finding } from "../../findings/finding.js";
import { makeFinding } from "../../findings/finding.js";
import { checkValue, showValue } from "../../findings/values/check-value.js";
import type { GoVariable, Setup } from "./setup.js";

/** The findings about these variables, where somebody has given them a value. */
export function checkValues(
  { variables, platform, minor }: Setup,
  names: readonly string[],
): Finding[] {
  return names.flatMap((name) => {
    const found = variables.get(name);
    if (found === undefined || found.value === "" || found.origin.source === "default") return [];
    const check = ({ value, origin }: GoVariable) => {
      const place = { file: origin.file ?? "", line: origin.line };
      return checkValue(name, value, origin, { platform, minor }).map(
        ({ code, level, args }): Finding => makeFinding(code, level, place, args as never),
      );
    };
    // What is wrong with the user's own flags is to be mended there, and not where the hooks add to them.
    const own = found.own ? check(found.own) : [];
    const isTold = ({ code }: Finding) => own.some((other) => other.code === code);
    return [...own, ...check(found).filter((finding) => !isTold(finding))];
  });
}

/** Names and values, for the list of what was looked at. */
export function describeValues({ variables }: Setup, names: readonly string[]): string {
  const given = names.flatMap((name) => {
    const { value = "", origin } = variables.get(name) ?? {};
    return value === "" || origin?.source === "default"
      ? []
      : [`${name}=${showValue(name, value)}`];
  });
  return given.length === 0 ? "nothing set" : given.join(" ");
}
