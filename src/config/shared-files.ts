// The files of other tools that may hold our settings: which keys they are below, and whether they are there.
import { basename } from "node:path";
import { makeError } from "../errors/error.js";
import { isMap } from "../is-map.js";
import { TOOL } from "../names.js";
import { locate, type ParsedDocument, valueAt } from "./document.js";
import { parseJson } from "./parse-json.js";
import { parseToml } from "./parse-toml.js";
import { holdsMatch, readText } from "./read-text.js";

export interface SharedFile {
  /** The keys below which the settings are. */
  readonly path: readonly string[];
  /** The same as one writes it. */
  readonly table: string;
  /** What is in the text of a file with settings, and in nearly no other. */
  readonly sign: RegExp;
  readonly parse: (file: string, text: string) => ParsedDocument;
}

const TOML: SharedFile = {
  path: ["tool", TOOL],
  table: `[tool.${TOOL}]`,
  sign: /\btool\s{0,20}\.\s{0,20}["']?conda-go-hooks/,
  parse: parseToml,
};

const SHARED: Readonly<Record<string, SharedFile>> = {
  "package.json": {
    path: [TOOL],
    table: `"${TOOL}": {}`,
    sign: /"conda-go-hooks"\s{0,20}:\s{0,20}\{/,
    parse: parseJson,
  },
  "pixi.toml": TOML,
  "pyproject.toml": TOML,
};

// Longer than any match of these.
const MATCH_LENGTH = 128;
const MENTION = /conda[-_. ]?go[-_. ]?hook/i;

export const SHARED_NAMES = Object.keys(SHARED);

/** What is known of a file of this name; null for a file that has nothing but settings. */
export function findShared(file: string): SharedFile | null {
  const name = basename(file);
  return Object.hasOwn(SHARED, name) ? (SHARED[name] as SharedFile) : null;
}

/**
 * Reads a file that may hold settings of ours. What is wrong with one that holds none is not our matter.
 * @returns null when it holds none
 * @throws CondaGoHooksError `config-invalid` when it holds settings and cannot be read, or holds them below another key
 */
export function readShared(file: string, shared: SharedFile): ParsedDocument | null {
  if (!mentions(file, MENTION)) return null;
  const document = readMentioning(file, shared);
  if (document === null) return null;
  checkNearKeys(document, shared);
  return valueAt(document.value, shared.path) === undefined ? null : document;
}

/** The document; null when it cannot be read and only mentions us, such as among the packages that it needs. */
function readMentioning(file: string, shared: SharedFile): ParsedDocument | null {
  try {
    return shared.parse(file, readText(file));
  } catch (error) {
    if (mentions(file, shared.sign)) throw error;
    return null;
  }
}

function mentions(file: string, pattern: RegExp): boolean {
  try {
    return holdsMatch(file, pattern, MATCH_LENGTH);
  } catch {
    // Not ours to read.
    return false;
  }
}

/** @throws CondaGoHooksError `config-invalid` for settings below a key that is nearly ours, and would be passed by */
export function checkNearKeys(document: ParsedDocument, { path, table }: SharedFile): void {
  for (const folder of new Set([[], path.slice(0, -1)])) {
    const found = valueAt(document.value, folder);
    for (const key of isMap(found) ? Object.keys(found) : []) {
      const isOurs = key === path.at(-1) && folder.length === path.length - 1;
      if (isOurs || !/^condagohooks?$/.test(key.toLowerCase().replace(/[-_. ]/g, ""))) continue;
      const where = locate(document, [...folder, key]);
      throw makeError("config-near-key", { where, key: [...folder, key].join("."), table });
    }
  }
}
