// Spells a word in a hint so that it can be pasted into a shell.
import { posix } from "./posix.js";

/** A word as one types it in any shell of the platform. */
export function typed(word: string, platform: string): string {
  return platform === "win32" ? typedOnWindows(word) : typedOnUnix(word);
}

function typedOnUnix(word: string): string {
  if (/^[\w./:@%+=-]+$/.test(word)) return word;
  // Even in single quotes, a backslash is special in fish and an exclamation mark in csh. PowerShell knows no `\'`,
  // takes curly quotes for straight ones, and would run what follows.
  return word
    .split(/([\\!]|['\u2018-\u201b]+)/)
    .map((part, index) => {
      if (index % 2 === 0) return posix.quote(part);
      return /[\\!]/.test(part) ? `\\${part}` : `"${part}"`;
    })
    .join("");
}

/**
 * For cmd.exe, PowerShell and Git Bash alike. Some words have no spelling that all three read the same. Then one of
 * them gets another word, but never runs it: bash loses a `"`; cmd keeps the single quotes around a `$NAME`, a
 * backtick or a curly double quote. cmd expands `%NAME%` in any spelling.
 */
function typedOnWindows(word: string): string {
  if (/^[\w.][\w./:+=-]*$/.test(word)) return word;
  // bash reads the two backslashes at the start of a share as one.
  const text = word.startsWith("\\\\") ? word.replaceAll("\\", "/") : word;
  const parts = text.split(EXPANDED);
  if (parts.length === 1) return quoteForAll(text);
  // PowerShell takes a quote as part of the word only after an unquoted character.
  const [bare = ""] = /^[\w./]*/.exec(text) ?? [];
  const [first = "", ...rest] = parts;
  const quoted = [first.slice(bare.length), ...rest].map((part, index) =>
    index % 2 > 0 ? `'${part}'` : part && quoteForAll(part),
  );
  return bare + quoted.join("");
}

// What PowerShell or bash expands in double quotes, or reads as their end.
const EXPANDED = /((?:\$(?=[\w{(^?$:!@*#-]|[^\0-\x7f])|[`\u201c-\u201e])+)/;

/** Behind a backslash, a double quote would be a part of the word. */
function quoteForAll(text: string): string {
  const inner = text.replace(
    /(\\*)("|$)/g,
    (_, slashes, quote) => slashes + slashes + quote + quote,
  );
  return `"${inner}"`;
}
