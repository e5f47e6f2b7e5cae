// Reads and writes JSON of somebody else, of which nothing changes but the order of keys and the spaces.
import { isMap } from "../is-map.js";

/** A number in the digits that it has in the text: JavaScript makes 1 of 1.0, and 9007199254740992 of its successor. */
class WrittenNumber {
  constructor(readonly digits: string) {}
}

const MAX_DEPTH = 100;

// Strings too, so that no number is seen in one.
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{}]|-?\d[\d.eE+-]*/g;

/** What the text says; undefined where it is not JSON, or is nested deeper than anybody would. */
export function parseExactJson(text: string): unknown {
  const numbers: string[] = [];
  let depth = 0;
  let deepest = 0;
  const counted = text.replace(TOKENS, (token) => {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth--;
    // In its place, which one it is.
    else if (!token.startsWith('"')) return String(numbers.push(token) - 1);
    return token;
  });
  if (deepest > MAX_DEPTH) return undefined;
  try {
    // First as it is, as the count of a number may make JSON of what is none.
    JSON.parse(text);
    // Its keys become properties of their own, __proto__ too.
    return JSON.parse(counted, (_, value) =>
      typeof value === "number" ? new WrittenNumber(numbers[value] ?? "") : value,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether it has keys: no list, no number, nor nothing. */
export function hasKeys(value: unknown): value is Record<string, unknown> {
  return isMap(value) && !(value instanceof WrittenNumber);
}

/** JSON in the manner of conda-index: with sorted keys, two spaces, in ASCII, and a line break at the end. */
export function formatExactJson(value: unknown): string {
  return `${format(value, "\n")}\n`;
}

function format(value: unknown, lineBreak: string): string {
  if (value instanceof WrittenNumber) return value.digits;
  const inner = `${lineBreak}  `;
  if (Array.isArray(value))
    return join(
      "[]",
      lineBreak,
      value.map((one) => format(one, inner)),
    );
  if (!isMap(value)) return escapeAscii(JSON.stringify(value));
  // By ourselves, as a map of JavaScript has keys that are numbers before all others.
  const keys = Object.keys(value).sort(comparePoints);
  const entries = keys.map(
    (key) => `${escapeAscii(JSON.stringify(key))}: ${format(value[key], inner)}`,
  );
  return join("{}", lineBreak, entries);
}

function join(brackets: string, lineBreak: string, parts: readonly string[]): string {
  if (parts.length === 0) return brackets;
  return `${brackets[0]}${lineBreak}  ${parts.join(`,${lineBreak}  `)}${lineBreak}${brackets[1]}`;
}

/** As Python sorts texts: by code points, as their bytes in UTF-8 sort. */
function comparePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function escapeAscii(json: string): string {
  return json.replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
