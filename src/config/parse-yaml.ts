// Reads YAML of somebody else: in linear time, or not at all, and with the place of each key.
import { createRequire } from "node:module";
import type { CST, Document, Node, YAMLParseError } from "yaml";
import { makeError } from "../errors/error.js";
import {
  addPlace,
  formatPlace,
  MAX_DEPTH,
  makePlace,
  type ParsedDocument,
  type Place,
} from "./document.js";

// A file for a thousand environments has a tenth of these.
const MAX_TOKENS = 50_000;
// As the library counts them, by which a chain of aliases counts for all that it stands for.
const MAX_ALIASES = 100;

/**
 * Reads a document. An empty one is null.
 * @throws CondaGoHooksError `config-invalid`, at the place where it is not YAML, or too much
 */
export function parseYaml(file: string, text: string): ParsedDocument {
  const where = (offset: number) => formatPlace(file, text, offset);
  try {
    const [document, second] = compose(readTokens(text, where), text.length);
    const [fault] = document.errors as YAMLParseError[];
    if (fault) throw describeFault(fault, text, where);
    if (second) throw makeError("config-documents", { where: where(second.range[0]) });
    return { file, text, value: expand(document, where), root: placeOf(document) };
  } catch (error) {
    // From the library, though it is not that deep for us.
    if (error instanceof RangeError) throw makeError("config-deep", { where: where(0) });
    throw error;
  }
}

/** Not by an import: it is loaded where there is a file to read. */
function yaml(): typeof import("yaml") {
  return createRequire(import.meta.url)("yaml");
}

type Where = (offset: number) => string;

/** What the document is made of, as far as it is neither too deep nor too much. */
function readTokens(text: string, where: Where): CST.Token[] {
  const { Lexer, Parser } = yaml();
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    count++;
    if (count > MAX_TOKENS) throw makeError("config-crowded", { where: where(parser.offset) });
    if (parser.stack.length > MAX_DEPTH)
      throw makeError("config-deep", { where: where(parser.offset) });
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

type Composed = Document.Parsed;

function compose(tokens: CST.Token[], length: number): [Composed, Composed?] {
  const { Composer } = yaml();
  // The library looks for repeated keys in quadratic time.
  const options = {
    schema: "core",
    uniqueKeys: false,
    stringKeys: true,
    logLevel: "silent",
  } as const;
  return [...new Composer(options).compose(tokens, true, length)] as [Composed, Composed?];
}

function describeFault({ code, pos: [offset] }: YAMLParseError, text: string, where: Where) {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";
  const hasPrefix = /[:\-,[{]\s*\{prefix\}/.test(line.slice(0, 1000));
  return makeError("config-yaml", { where: where(offset), code: hasPrefix ? "PREFIX" : code });
}

/** The value, with what its aliases stand for. */
function expand(document: Composed, where: Where): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const isTooMuch = error.message.startsWith("Excessive");
    const fault = isTooMuch ? "config-aliases" : "config-anchor";
    throw makeError(fault, { where: where(findAlias(document)) });
  }
}

/** Where the first alias is. */
function findAlias(document: Composed): number {
  let offset = document.range[0];
  yaml().visit(document, {
    Alias(_, { range }) {
      offset = range?.[0] ?? offset;
      return yaml().visit.BREAK;
    },
  });
  return offset;
}

function placeOf({ contents, range }: Composed): Place {
  const root = makePlace(contents?.range[0] ?? range[0]);
  addBelow(root, contents);
  return root;
}

function addBelow(place: Place, node: unknown): void {
  const { isMap, isSeq, isScalar } = yaml();
  if (isMap(node))
    for (const { key, value } of node.items)
      if (isScalar(key))
        addBelow(addPlace(place, String(key.value), key.range?.[0] ?? place.offset), value);
  if (isSeq(node))
    for (const [index, item] of node.items.entries())
      addBelow(
        addPlace(place, String(index), (item as Node | null)?.range?.[0] ?? place.offset),
        item,
      );
}
