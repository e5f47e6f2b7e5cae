// What makes Go refuse a file as a whole, however many errors come of it: an encoding or a merge conflict.
import type { ParseError } from "./modfile.js";

/** The kind and the word that every error of such a file gets; null for a file whose errors are its own. */
export function findCause(text: string): Pick<ParseError, "kind" | "word"> | null {
  const encoding = findEncoding(text);
  if (encoding !== null) return { kind: "encoding", word: encoding };
  const marker = findMarker(text);
  return marker === 0 ? null : { kind: "conflict", word: String(marker) };
}

/** What a file is that is not plain UTF-8. */
function findEncoding(text: string): string | null {
  // Read as UTF-8, the byte order mark of UTF-16 is two characters that cannot be decoded.
  if (/^(?:\ufffd\ufffd)?(?:\0[^\0]|[^\0]\0){2}/.test(text)) return "UTF-16";
  return text.startsWith("\ufeff") ? "UTF-8 with a byte order mark" : null;
}

const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?:[ \r]|$)/;

/** The line of git's first marker, 0 where there is none. */
function findMarker(text: string): number {
  return text.split("\n").findIndex((line) => MARKER.test(line)) + 1;
}
