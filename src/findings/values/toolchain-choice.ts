// What is wrong with a GOTOOLCHAIN.
import { makeFault, type Rule } from "./rule.js";

// A name with -go1 in it is a toolchain of the user's own.
const TOOLCHAIN = /^(?:auto|path|(?:local|go1[^+]*|[^+]*-go1[^+]*)(?:\+(?:auto|path))?)$/;

export const checkToolchainChoice: Rule = (value, bad, { minor }) =>
  // Older ones do not know the variable.
  TOOLCHAIN.test(value) || (minor !== null && minor < 21)
    ? []
    : [makeFault("toolchain-invalid", "error", bad)];
