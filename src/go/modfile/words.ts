// What the words of a directive say: a path, a version or an interval, or a fault in Go's own words.
import type { ParseError } from "./modfile.js";
import { findMajorFault } from "./module-version.js";
import { quote, unquote } from "./quote.js";
import type { Verb } from "./verbs.js";

/** The first fault of a line, which ends its reading. */
export class Fault extends Error {
  constructor(
    message: string,
    readonly kind: ParseError["kind"] = "syntax",
    readonly word: string | null = null,
  ) {
    super(message);
  }
}

/** Whether Go takes the right side of a `replace` for a folder; the same on every system. */
export function isFolderPath(path: string): boolean {
  return /^(?:\.{1,2}(?:$|[/\\])|[/\\]|[A-Za-z]:)/.test(path);
}

/**
 * A word without its quotes.
 * @throws Fault when its quotes are wrong
 */
export function readString(token: string): string {
  const [text, fault] = unquoteToken(token);
  if (fault !== null) throw new Fault(`invalid quoted string: ${fault}`);
  return text;
}

/** What a word says, and why it says nothing, else null. */
function unquoteToken(token: string): [string, string | null] {
  if (token.startsWith('"')) {
    const text = unquote(token);
    return text === null ? ["", "invalid syntax"] : [text, null];
  }
  return [token, /["'`]/.test(token) ? "unquoted string cannot contain quote" : null];
}

/**
 * A version without its quotes; whether it is one is not asked.
 * @throws Fault when its quotes are wrong
 */
export function readVersionText(verb: Verb, path: string, token: string): string {
  const [text, fault] = unquoteToken(token);
  if (fault !== null) throw prefixed(verb, path, `version ${quote(token)} invalid: ${fault}`);
  return text;
}

/**
 * Asks whether a version goes with its path.
 * @param major the end of the path that names the major version
 * @throws Fault when it does not
 */
export function checkMajor(verb: Verb, path: string, version: string, major: string): void {
  const fault = findMajorFault(version, major);
  if (fault !== null) throw prefixed(verb, path, `version ${quote(version)} invalid: ${fault}`);
}

/** A fault whose message begins as Go's does, with the directive and the path. */
export function prefixed(
  verb: Verb,
  path: string,
  fault: string,
  kind: ParseError["kind"] = "syntax",
  word: string | null = null,
): Fault {
  return new Fault(`${path === "" ? verb : `${verb} ${path}`}: ${fault}`, kind, word);
}

/**
 * The interval of a retract: `v1.0.0` or `[v1.0.0, v1.9.9]`.
 * @returns its lowest version, its highest, and the words behind it
 * @throws Fault when it is none
 */
export function readInterval(args: readonly string[]): [string, string, readonly string[]] {
  const [first] = args;
  if (first === undefined || first === "(") throw new Fault("expected '[' or version");
  if (first !== "[") {
    const version = readVersionText("retract", "", first);
    return [version, version, args.slice(1)];
  }
  const [, low, comma, high, bracket] = args;
  if (low === undefined) throw new Fault("expected version after '['");
  const lowest = readVersionText("retract", "", low);
  if (comma !== ",") throw new Fault("expected ',' after version");
  if (high === undefined) throw new Fault("expected version after ','");
  const highest = readVersionText("retract", "", high);
  if (bracket !== "]") throw new Fault("expected ']' after version");
  return [lowest, highest, args.slice(5)];
}
