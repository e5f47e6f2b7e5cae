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
  const literals = word.literals.map((literal) => literal.replace(/[\\$`"]/g, "\\$&"));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
  return `"${literals.join("${CONDA_PREFIX}")}"`;
}
