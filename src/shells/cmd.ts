// The dialect of cmd.exe, the Anaconda Prompt on Windows.
import type { Dialect } from "./dialect.js";
import type { Word } from "./word.js";

export const cmd: Dialect = {
  id: "cmd",
  extension: ".bat",
  shells: ["cmd", "cmd.exe"],
  platforms: "windows",
  holdsEmpty: false,
  quote,
  // cmd.exe reads a file in the machine's code page. A quote ends the quotes. ! begins a variable where delayed
  // expansion is on, and only there.
  findFault: (text) => {
    if (text.includes('"')) return "cmd-quote";
    if (text.includes("!")) return "cmd-exclamation";
    return /^[\x20-\x7e]*$/.test(text) ? null : "cmd-ascii";
  },
  // With bare line feeds, cmd.exe does not find every label.
  encode: (script) => script.replaceAll("\n", "\r\n"),
  evaluate: (command) => `${command} > ${FILE} & call ${FILE} & del ${FILE}`,
  source: (path) => `@call ${quote(path)}`,
  run: (words) => `@${words.map(quote).join(" ")}`,
};

const FILE = '"%TEMP%\\conda-go-hooks.bat"';

// A quote in the prefix, which no folder on Windows has, is doubled so that it cannot end the quotes.
const PREFIX_EXPANSION = '%CONDA_PREFIX:"=""%';

function quote(word: Word): string {
  const literals = typeof word === "string" ? [word] : word.literals;
  return `"${literals.map((literal) => literal.replaceAll("%", "%%")).join(PREFIX_EXPANSION)}"`;
}
