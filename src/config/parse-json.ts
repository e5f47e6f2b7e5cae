// Reads JSON of somebody else, with the place of each key.
import { makeError } from "../errors/error.js";
import {
  addPlace,
  formatPlace,
  MAX_DEPTH,
  makePlace,
  type ParsedDocument,
  type Place,
} from "./document.js";

/** Reads a document. @throws CondaGoHooksError `config-invalid`, at the place where it is not JSON */
export function parseJson(file: string, text: string): ParsedDocument {
  const root = makePlace(0);
  const faultAt = findPlaces(text, root);
  if (faultAt !== null) throw makeError("config-json", { where: formatPlace(file, text, faultAt) });
  return { file, text, value: JSON.parse(text), root };
}

const SPACE = /[ \t\r\n]*/y;
// Of characters, all from the space on, but for the quote and the backslash.
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** A map or a list that is not closed yet. */
interface Open {
  readonly place: Place;
  readonly close: "}" | "]";
  count: number;
}

/**
 * Puts the place of everything below the root. Without recursion, as nobody says how deep it is.
 * @returns where the text stops being JSON; null when all of it is
 */
function findPlaces(text: string, root: Place): number | null {
  const open: Open[] = [];
  let isBehindValue = false;
  for (let at = 0; ; ) {
    at = skip(SPACE, text, at);
    const inner = open.at(-1);
    if (isBehindValue && inner === undefined) return at < text.length ? at : null;
    if (inner && text[at] === inner.close && (isBehindValue || inner.count === 0)) {
      open.pop();
      isBehindValue = true;
      at++;
      continue;
    }
    if (isBehindValue) {
      if (text[at] !== ",") return at;
      at = skip(SPACE, text, at + 1);
    }
    const key = inner === undefined ? { place: root, at } : readKey(text, at, inner, open.length);
    if (key.place === null) return key.at;
    ({ at } = key);
    isBehindValue = text[at] !== "{" && text[at] !== "[";
    if (isBehindValue) {
      const end = skip(text[at] === '"' ? STRING : WORD, text, at);
      if (end === at) return at;
      at = end;
    } else {
      open.push({ place: key.place, close: text[at] === "{" ? "}" : "]", count: 0 });
      at++;
    }
  }
}

/** From before the next key or item to its value. The place is null where there is no key. */
function readKey(
  text: string,
  at: number,
  inner: Open,
  depth: number,
): { place: Place | null; at: number } {
  const add = (key: string) => (depth > MAX_DEPTH ? inner.place : addPlace(inner.place, key, at));
  const number = String(inner.count++);
  if (inner.close === "]") return { place: add(number), at };
  const end = skip(STRING, text, at);
  const colon = skip(SPACE, text, end);
  if (end === at || text[colon] !== ":") return { place: null, at: colon };
  return { place: add(JSON.parse(text.slice(at, end))), at: skip(SPACE, text, colon + 1) };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
