// Strings and characters in quotes, as Go prints and reads them.

/** What Go's unicode.IsPrint takes for printable, without the space. */
export const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/** A character as Go's `%q` prints it. */
export function quoteCharacter(code: number): string {
  const char = String.fromCodePoint(code);
  return `'${char === "'" ? "\\'" : char === '"' ? char : quote(char).slice(1, -1)}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

/** A string as Go's strconv.Quote prints it. */
export function quote(text: string): string {
  const quoted = [...text].map((char) => {
    const code = char.codePointAt(0) as number;
    const short = ESCAPES[char];
    if (short !== undefined) return short;
    if (char === " " || PRINTABLE.test(char)) return char;
    const hex = code.toString(16);
    if (code < 0x80) return `\\x${hex.padStart(2, "0")}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
  return `"${quoted.join("")}"`;
}

const SIMPLE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ESCAPES).map(([char, short]) => [short, char]),
);
const ESCAPE =
  /\\(?:[abfnrtv"\\]|x([\dA-Fa-f]{2})|([0-7]{3})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))|[^\\\n]/gu;

/** What a string in double quotes says, by Go's strconv.Unquote; null when it is none. */
export function unquote(quoted: string): string | null {
  const inside = quoted.slice(1, -1);
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  let end = 0;
  for (const { 0: piece, 1: hex, 2: octal, 3: short, 4: long, index } of inside.matchAll(ESCAPE)) {
    if (index !== end) return null;
    end += piece.length;
    const byte = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : null;
    const code = short || long ? Number.parseInt((short ?? long) as string, 16) : null;
    if (byte !== null) {
      if (byte > 0xff) return null;
      bytes.push(byte);
    } else if (code !== null) {
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
      bytes.push(...encoder.encode(String.fromCodePoint(code)));
    } else {
      bytes.push(...encoder.encode(SIMPLE[piece] ?? piece));
    }
  }
  if (end !== inside.length) return null;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
