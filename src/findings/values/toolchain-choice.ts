// What is wrong with a GOTOOLCHAIN, by the rules of cmd/go's toolchain.Select.
import { makeFault, NEWEST_KNOWN, type Rule } from "./rule.js";

const NUMBER = "(?:0|[1-9]\\d*)";
/** A name such as go1.22.1-mine: what is behind a dash or a space, Go does not compare. */
const NAME = `go(1\\d*(?:\\.${NUMBER}(?:\\.${NUMBER}|[a-z]+${NUMBER}?)?)?)(?:[ \\t-][^+/\\\\]*)?`;
const CHOICE = new RegExp(`^(?:auto|path|(?:local|${NAME})(?:\\+(?:auto|path))?)$`);

export const checkToolchainChoice: Rule = (value, bad, { minor }) => {
  // Older ones do not know the variable.
  if (minor !== null && minor < 21) return [];
  const chosen = CHOICE.exec(value);
  if (chosen === null) return [makeFault("toolchain-invalid", "error", bad)];
  const version = chosen[1];
  if (version === undefined || isReleased(version, minor ?? NEWEST_KNOWN)) return [];
  return [makeFault("toolchain-not-released", "warning", { ...bad, version })];
};

/** Whether there may be a release of this version, which has a third part since 1.21. */
function isReleased(version: string, newest: number): boolean {
  const [, minor = "0", rest = ""] = /^1\.(\d+)(.*)$/.exec(version) ?? [];
  return Number(minor) <= Math.max(newest, NEWEST_KNOWN) && (Number(minor) < 21 || rest !== "");
}
