// How a word in a hint is spelt, so that it can be pasted into a shell.
import { posix } from "./posix.js";

/** A word as one types it in any shell of the platform. */
export function typed(word: string, platform: string): string {
  return platform === "win32" ? typedOnWindows(word) : typedOnUnix(word);
}

function typedOnUnix(word: string): string {
  if (/^[\w./:@%+=-]+$/.test(word)) return word;
  // In single quotes, fish takes a backslash and csh an exclamation mark for more than itself. PowerShell,
  // which knows no `\'` and takes the curly quotes for the straight one, would run what comes behind.
  return word
    .split(/([\\!]|['\u2018-\u201b]+)/)
    .map((part, index) => {
      if (index % 2 === 0) return posix.quote(part);
      return /[\\!]/.test(part) ? `\\${part}` : `"${part}"`;
    })
    .join("");
}

/**
 * In cmd.exe, PowerShell and Git Bash alike. What no spelling says in all three comes out as another word in
 * one of them, and is never run: a `"` is lost in bash, a `$` that names something, a backtick or a curly
 * double quote gets single quotes in cmd. There, `%NAME%` is expanded whatever one types.
 */
function typedOnWindows(word: string): string {
  if (/^[\w.][\w./:+=-]*$/.test(word)) return word;
  // bash makes one backslash of the two with which a share begins.
  const text = word.startsWith("\\\\") ? word.replaceAll("\\", "/") : word;
  const parts = text.split(EXPANDED);
  if (parts.length === 1) return quoteForAll(text);
  // PowerShell takes a quote for a part of the word only behind something that has none.
  const [bare = ""] = /^[\w./]*/.exec(text) ?? [];
  const [first = "", ...rest] = parts;
  const quoted = [first.slice(bare.length), ...rest].map((part, index) =>
    index % 2 > 0 ? `'${part}'` : part && quoteForAll(part),
  );
  return bare + quoted.join("");
}

// What PowerShell or bash expands in double quotes, or takes for their end.
const EXPANDED = /((?:\$(?=[\w{(^?$:!@*#-]|[^\0-\x7f])|[`\u201c-\u201e])+)/;

/** Behind a backslash, a double quote would be a part of the word. */
function quoteForAll(text: string): string {
  const inner = text.replace(
    /(\\*)("|$)/g,
    (_, slashes, quote) => slashes + slashes + quote + quote,
  );
  return `"${inner}"`;
}
