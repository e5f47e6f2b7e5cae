// The dialect of nushell, whose hooks pixi and rattler run; conda and mamba never do.
import type { Dialect } from "./dialect.js";
import { PrefixText, type Word } from "./word.js";

export const nushell: Dialect = {
  id: "nushell",
  extension: ".nu",
  shells: ["nushell", "nu"],
  platforms: "all",
  holdsEmpty: true,
  quote,
  // For `=~`, with what stands before and behind a flag.
  pattern: (word) =>
    word instanceof PrefixText || /[\t\r\n]/.test(word)
      ? null
      : ` ${word} `.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[ \\t\\r\\n]"),
  encode: (script) => script,
  // nu has no eval, and what it sources must be there before it reads the line: three lines, typed
  // one after the other. Not below /tmp, where somebody else may put a file in its place.
  evaluate: (command) =>
    [
      `${command} | save --force ~/.conda-go-hooks.nu`,
      "source-env ~/.conda-go-hooks.nu",
      "rm ~/.conda-go-hooks.nu",
    ].join("\n"),
  source: (path) => `source-env ${quote(path)}`,
  run: (words) => `^${words.map(quote).join(" ")}`,
};

function quote(word: Word): string {
  if (typeof word === "string") return quoteText(word);
  const terms = word.literals.flatMap((literal, index) => [
    ...(index > 0 ? ["$env.CONDA_PREFIX"] : []),
    ...(literal ? [quoteText(literal)] : []),
  ]);
  return `(${terms.join(" + ")})`;
}

// Single quotes take everything as it is and cannot hold one of themselves. Not r#'...'#, which nu
// knows since 0.92 only.
function quoteText(text: string): string {
  return text.includes("'") ? `"${text.replace(/["\\]/g, "\\$&")}"` : `'${text}'`;
}
