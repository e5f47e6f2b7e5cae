// Reads and writes JSON of somebody else, of which nothing changes but the order of keys and the spaces.
import { isMap } from "../is-map.js";

/** A number in the digits that it has in the text: JavaScript makes 1 of 1.0, and 9007199254740992 of its successor. */
class WrittenNumber {
  constructor(readonly digits: string) {}
}

const MAX_DEPTH = 100;

/** What the text says; undefined where it is not JSON, or is nested deeper than anybody would. */
export function parseExactJson(text: string): unknown {
  try {
    // First as it is, as the count of a number may make JSON of what is none.
    JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const counted = countNumbers(text);
  if (counted === null) return undefined;
  // Its keys become properties of their own, __proto__ too.
  return JSON.parse(counted.text, (_, value) =>
    typeof value === "number" ? new WrittenNumber(counted.numbers[value] ?? "") : value,
  );
}

/**
 * The text with each number's place in the list instead of the number; null where it is nested too deep.
 * @param json valid JSON, which may have strings of many megabytes
 */
function countNumbers(json: string): { text: string; numbers: readonly string[] } | null {
  const tokens = /["[\]{}]|-?\d[\d.eE+-]*/g;
  const parts: string[] = [];
  const numbers: string[] = [];
  let depth = 0;
  let start = 0;
  for (let found = tokens.exec(json); found; found = tokens.exec(json)) {
    const [token] = found;
    if (token === '"') {
      // No number is seen in a string.
      tokens.lastIndex = findEnd(json, tokens.lastIndex);
    } else if (token === "[" || token === "{") {
      depth += 1;
      if (depth > MAX_DEPTH) return null;
    } else if (token === "]" || token === "}") {
      depth -= 1;
    } else {
      parts.push(json.slice(start, found.index), String(numbers.push(token) - 1));
      start = tokens.lastIndex;
    }
  }
  return { text: parts.join("") + json.slice(start), numbers };
}

/** Behind the quote that ends the string; not by one pattern, which would keep a step back for each escape. */
function findEnd(json: string, start: number): number {
  const stops = /["\\]/g;
  stops.lastIndex = start;
  for (let found = stops.exec(json); found; found = stops.exec(json)) {
    if (found[0] === '"') return stops.lastIndex;
    stops.lastIndex += 1;
  }
  return json.length;
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
