// The dialect of sh, bash, dash, zsh, ksh, mksh and busybox; xonsh reads it through source-bash.
import type { Dialect } from "./dialect.js";
import type { Word } from "./word.js";

export const posix: Dialect = {
  id: "posix",
  extension: ".sh",
  shells: ["sh", "bash", "zsh", "dash", "ksh", "xonsh", "posix"],
  platforms: "all",
  holdsEmpty: true,
  quote,
  encode: (script) => script,
  evaluate: (command) => `eval "$(${command})"`,
  source: (path) => `. ${quote(path)}`,
  run: (words) => words.map(quote).join(" "),
};

function quote(word: Word): string {
  if (typeof word === "string") return `'${word.replaceAll("'", "'\\''")}'`;
  const [first = "", ...rest] = word.literals.map((literal) => literal.replace(/[\\$`"]/g, "\\$&"));
  // What zsh would take for a part of the expansion is kept out of it.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
  const prefix = (literal: string) => (/^[^/]/.test(literal) ? "${CONDA_PREFIX}" : "$CONDA_PREFIX");
  return `"${first}${rest.map((literal) => prefix(literal) + literal).join("")}"`;
}
