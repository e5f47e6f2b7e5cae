// What is wrong with a GOTOOLCHAIN, by the rules of cmd/go's toolchain.Select.
import { makeFault, NEWEST_KNOWN, type Rule } from "./rule.js";

const NUMBER = "(?:0|[1-9]\\d*)";
/** A name such as go1.22.1-mine: what is behind a dash or a space, Go does not compare. */
const NAME = `go(1\\d*(?:\\.(${NUMBER})(\\.${NUMBER}|[a-z]+${NUMBER}?)?)?)([ \\t-][^+/\\\\]*)?`;
const CHOICE = new RegExp(`^(?:auto|path|(?:local|${NAME})(?:\\+(?:auto|path))?)$`);

export const checkToolchainChoice: Rule = (value, bad, { minor }) => {
  // Older ones do not know the variable.
  if (minor !== null && minor < 21) return [];
  const chosen = CHOICE.exec(value);
  const [, version, of = "0", rest = "", own] = chosen ?? [];
  // Since 1.21 a release has three numbers, and what has two is the language.
  const isLanguage = Number(of) >= 21 && rest === "" && own === undefined;
  if (chosen === null || isLanguage) return [makeFault("toolchain-invalid", "error", bad)];
  if (
    version === undefined ||
    own !== undefined ||
    Number(of) <= Math.max(minor ?? 0, NEWEST_KNOWN)
  )
    return [];
  return [makeFault("toolchain-not-released", "warning", { ...bad, version })];
};
