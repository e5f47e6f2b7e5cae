// A document as its parser hands it on: what it says, and where each of its keys is.
import { isMap } from "../is-map.js";

/** Below this many keys, nothing of ours has a place, and whoever nests more does so to take our time. */
export const MAX_DEPTH = 64;

/** Where a key or an item begins, and what is below it. */
export interface Place {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  /** By key; an item of a list by its number, from 0. */
  readonly below: Map<string, Place>;
  /** Where the same key is again. */
  repeatedAt?: number;
}

export interface ParsedDocument {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  readonly root: Place;
}

/** A place in words: file, line and column, both from 1. */
export function formatPlace(file: string, text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `${file}:${line}:${offset - before.lastIndexOf("\n")}`;
}

/** Where the key at this path is, or else the nearest one above it that has a place. */
export function locate(document: ParsedDocument, path: readonly string[]): string {
  const found = findPlace(document.root, path);
  return formatPlace(document.file, document.text, found.offset);
}

export function findPlace(root: Place, path: readonly string[]): Place {
  let place = root;
  for (const key of path) {
    const next = place.below.get(key);
    if (next === undefined) break;
    place = next;
  }
  return place;
}

/** Adds a key below a place; one that is there already is marked as repeated. */
export function addPlace(parent: Place, key: string, offset: number): Place {
  const before = parent.below.get(key);
  if (before !== undefined) before.repeatedAt ??= offset;
  const place: Place = before ?? makePlace(offset);
  parent.below.set(key, place);
  return place;
}

export function makePlace(offset: number): Place {
  return { offset, below: new Map() };
}

/** The first key found that is there twice. */
export function findRepeated(
  root: Place,
): { readonly key: string; readonly offset: number } | null {
  // Not by recursion: nobody says how deep the document is.
  const waiting = [root];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const [key, one] of place.below) {
      if (one.repeatedAt !== undefined) return { key, offset: one.repeatedAt };
      waiting.push(one);
    }
  }
  return null;
}

/** What a document says at a path; undefined when there is no such key. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path)
    found = isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}
