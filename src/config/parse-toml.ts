// Reads TOML of somebody else, with the place of each key.
import { createRequire } from "node:module";
import { makeError } from "../errors/error.js";
import { addPlace, MAX_DEPTH, makePlace, type ParsedDocument, type Place } from "./document.js";

/** Reads a document. @throws CondaGoHooksError `config-invalid`, at the place where it is not TOML */
export function parseToml(file: string, text: string): ParsedDocument {
  // Not by an import: it is loaded where there is a file to read.
  const { parse }: typeof import("smol-toml") = createRequire(import.meta.url)("smol-toml");
  try {
    const value = parse(text, { integersAsBigInt: "asNeeded" });
    const root = makePlace(0);
    findPlaces(text, root);
    return { file, text, value, root };
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string };
    if (line === undefined) throw error;
    const fault = message.includes("excessively nested") ? "config-deep" : "config-toml";
    throw makeError(fault, { where: `${file}:${line}:${column}` });
  }
}

// The text is known to be TOML, so that a word is a key or a value by what is before it.
const TOKEN =
  /(\n)|([[\]{}=,])|("""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}|'''[^']*(?:'(?!'')[^']*)*'{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|[\w-]+)|#[^\n]*|./gs;

interface Key {
  readonly name: string;
  readonly offset: number;
}

/** Puts the place of each key below the root; what is in a list has that of the list. */
function findPlaces(text: string, root: Place): void {
  /** The table of the last header, and those in braces that are open. */
  const tables = [root];
  let lists = 0;
  /** What is before a `=`, or in a header. */
  let keys: Key[] = [];
  /** Of what is before the last `=`. */
  let place = root;
  let now: "key" | "value" | "header" = "key";
  for (const { 1: line, 2: sign = "", 3: word, index: offset } of `${text}\n`.matchAll(TOKEN)) {
    if (lists > 0) {
      if (/[[{]/.test(sign)) lists++;
      if (/[\]}]/.test(sign)) lists--;
    } else if (line !== undefined) {
      if (now === "header") tables[0] = addPlaces(root, keys);
      if (tables.length > 1) continue;
      keys = [];
      now = "key";
    } else if (word !== undefined) {
      if (now !== "value" && keys.length < MAX_DEPTH) keys.push({ name: unquote(word), offset });
    } else if (sign === "=") {
      place = addPlaces(tables.at(-1) ?? root, keys);
      now = "value";
    } else if (sign === "[") {
      if (now === "value") lists = 1;
      else now = "header";
    } else if (sign === "{") {
      tables.push(place);
      keys = [];
      now = "key";
    } else if (sign === "}") {
      tables.pop();
      now = "value";
    } else if (sign === "," && tables.length > 1) {
      keys = [];
      now = "key";
    }
  }
}

/** The place below these keys. None is repeated: TOML opens a table more than once, and its parser refuses the rest. */
function addPlaces(table: Place, keys: readonly Key[]): Place {
  let place = table;
  for (const { name, offset } of keys)
    place = place.below.get(name) ?? addPlace(place, name, offset);
  return place;
}

function unquote(word: string): string {
  if (word.startsWith("'")) return word.slice(1, -1);
  if (!word.startsWith('"')) return word;
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}
