// The dialect of tcsh, which is csh nearly everywhere: BSD's old csh cannot hold names as long as ours.
import type { Dialect } from "./dialect.js";
import { PrefixText, type Word } from "./word.js";

export const csh: Dialect = {
  id: "csh",
  extension: ".csh",
  shells: ["csh", "tcsh"],
  platforms: "unix",
  holdsEmpty: true,
  quote,
  // Quotes do not reach into a pattern of =~ and !~: what is special there stands in brackets.
  pattern: (word) => (word instanceof PrefixText ? null : word.replace(/[*?[{\\^]/g, "[$&]")),
  encode: (script) => script,
  // Through a file: eval would join the lines, and `if` needs one of its own.
  evaluate: (command) =>
    [
      `set ${FILE} = "\`mktemp\`"`,
      `${command} >! "$${FILE}"`,
      `source "$${FILE}"`,
      `rm -f "$${FILE}"`,
      `unset ${FILE}`,
    ].join("; "),
  source: (path) => `source ${quote(path)}`,
  run: (words) => words.map(quote).join(" "),
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
const PREFIX_EXPANSION = "${CONDA_PREFIX:q}";

const FILE = "_conda_go_hooks_file";

function quote(word: Word): string {
  if (typeof word === "string") return quoteText(word);
  return word.literals
    .map((literal, index) => (index > 0 ? PREFIX_EXPANSION : "") + (literal && quoteText(literal)))
    .join("");
}

// ! is history even between quotes; \ is itself there, unless the user has set backslash_quote.
function quoteText(text: string): string {
  if (text === "") return "''";
  return text
    .split(/([!'\\])/)
    .filter((part) => part !== "")
    .map((part) => (/^[!'\\]$/.test(part) ? `\\${part}` : `'${part.replaceAll("\n", "\\\n")}'`))
    .join("");
}
