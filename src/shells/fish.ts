// The dialect of fish 3.2 and newer: before that, `set -e` takes only one name.
import type { Dialect } from "./dialect.js";
import { PrefixText, type Word } from "./word.js";

export const fish: Dialect = {
  id: "fish",
  extension: ".fish",
  shells: ["fish"],
  platforms: "unix",
  holdsEmpty: true,
  quote,
  // For `string match -r`, with what may stand before and behind a flag.
  pattern: (word) =>
    word instanceof PrefixText
      ? null
      : `(^|[ \\t\\r\\n])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}([ \\t\\r\\n]|$)`,
  encode: (script) => script,
  evaluate: (command) => `${command} | source`,
  source: (path) => `source ${quote(path)}`,
  run: (words) => words.map(quote).join(" "),
};

function quote(word: Word): string {
  if (typeof word === "string") return quoteText(word);
  // Quoted, because fish makes a list with no element, and so no word, of an unset variable.
  return word.literals
    .map((literal, index) => (index > 0 ? '"$CONDA_PREFIX"' : "") + quoteLiteral(literal))
    .join("");
}

function quoteLiteral(literal: string): string {
  return literal === "" ? "" : `'${literal.replace(/[\\']/g, "\\$&")}'`;
}

// Bare where fish_indent would take the quotes away.
function quoteText(text: string): string {
  return /^[\w/-]+$/.test(text) ? text : `'${text.replace(/[\\']/g, "\\$&")}'`;
}
