// The dialect of PowerShell: Windows PowerShell 5.1 and pwsh on every platform.
import type { Dialect } from "./dialect.js";
import type { Word } from "./word.js";

export const powershell: Dialect = {
  id: "powershell",
  extension: ".ps1",
  shells: ["powershell", "pwsh"],
  platforms: "all",
  // Before 7.5 an empty variable is none.
  holdsEmpty: false,
  quote,
  // Windows PowerShell 5.1 reads a file without a byte order mark in the machine's code page.
  encode: (script) => (/^[\0-\x7f]*$/.test(script) ? script : `\ufeff${script}`),
  evaluate: (command) => `${command} | Out-String | Invoke-Expression`,
  source: (path) => `. ${quote(path)}`,
  run: (words) => `& ${words.map(quote).join(" ")}`,
};

function quote(word: Word): string {
  if (typeof word === "string") return quoteText(word);
  const terms = word.literals.flatMap((literal, index) => [
    ...(index > 0 ? ["$prefix"] : []),
    ...(literal ? [quoteText(literal)] : []),
  ]);
  return `(${terms.join(" + ")})`;
}

// PowerShell takes the four curly single quotes for the straight one, inside a string too.
function quoteText(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
