// What is wrong with a list of patterns, such as GOPRIVATE, by the rules of x/mod's MatchPrefixPatterns.
import { makeFault, type Rule } from "./rule.js";

export const checkPatterns: Rule = (value, bad) => {
  const dead = value.split(",").filter((pattern) => !isEmpty(pattern) && isDead(pattern));
  if (dead.length === 0) return [];
  const wanted = value.split(",").flatMap((one) => (isDead(one) ? repair(one) : [one]));
  const args = { ...bad, patterns: dead, wanted: wanted.filter((one) => !isEmpty(one)).join(",") };
  return [makeFault("pattern-matches-nothing", SLIP.test(value) ? "error" : "warning", args)];
};

// What people type who separate patterns with spaces, or who take them for addresses.
const SLIP = /^(?:(?=.*\s)[\w.*?/[\]{},\s-]+|(?=.*https?:\/\/)[\w.*?/[\]{},:\s-]+)$/;

/** Go passes over it. */
function isEmpty(pattern: string): boolean {
  return pattern === "" || pattern === "/";
}

// Go's path.Match refuses any other, and so the pattern matches nothing.
const GLOB = /^(?:[^\\[]|\\.|\[\^?(?:(?:[^\\\]-]|\\.)(?:-(?:[^\\\]-]|\\.))?)+\])*$/su;
const CLASS = /\[\^?(?:[^\\\]]|\\.)*\]/gsu;

/** Whether no path of a module can match, as there is something in the pattern that is in none. */
function isDead(pattern: string): boolean {
  if (!GLOB.test(pattern)) return true;
  // A class stands for any of its characters.
  const text = pattern.replace(CLASS, "?").replace(/\\(.)/gsu, "$1").replace(/\/$/, "");
  // In a path there is no element without a name, and none that starts or ends with a dot.
  return /[^\w.~+/*?-]/.test(text) || /(?:^|\/)(?:\/|\.|$)|\.(?:\/|$)/.test(text);
}

/** What was meant, as far as one can tell: a pattern that is still dead is left out, which changes nothing. */
function repair(pattern: string): string[] {
  return pattern
    .split(/[\s;]+/)
    .map((one) =>
      one
        .replace(/^[A-Za-z+]+:\/\//, "")
        .replace(/^[^/@]*@/, "")
        .replace(/^\/+|\/*(?:\/\.\.\.)?\/*$/g, ""),
    )
    .filter((one) => one !== "" && !isDead(one));
}
