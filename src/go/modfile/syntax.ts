// The lines, blocks and words of a go.mod or go.work file, as Go's own lexer divides it.
import { PRINTABLE, quoteCharacter } from "./quote.js";

/** A word, quoted string or bracket as it stands in the file; offsets count UTF-16 units. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Place {
  /** Both from 1; the column counts characters. */
  readonly line: number;
  readonly column: number;
}

/** One line of words, in a block without the block's own. */
export interface Line extends Place {
  readonly tokens: readonly Token[];
  readonly block: Block | null;
  /** The comments on the lines above that belong to it; in a block, "" stands for blank lines. */
  readonly above: readonly string[];
  /** The comment behind it, with its slashes. */
  readonly comment: string | null;
}

/** `word (`, lines, `)`. */
export interface Block extends Place {
  readonly tokens: readonly Token[];
  readonly lines: readonly Line[];
  readonly above: readonly string[];
  /** Behind the closing parenthesis. */
  readonly end: number;
}

export type Statement = Line | Block;

/** Why Go takes nothing of the file, in its words. */
export class SyntaxFault extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Divides the text of a file, decoded with its byte order mark kept.
 * @param file its name, for the one message that holds it
 * @throws SyntaxFault
 */
export function readStatements(text: string, file: string): Statement[] {
  return new Parser(text, file).readFile();
}

export function isBlock(statement: Statement): statement is Block {
  return "lines" in statement;
}

// Nearly all are of the first kind, for which no table of Unicode is asked.
const WORD = new RegExp(`(?:[\\w.@=+:~>-]+|(?![()[\\]{},]|/[/*])${PRINTABLE.source})+`, "uy");
const BLANKS = /[ \t\r]*/y;
// A backslash takes the next character along, be it the newline.
const STRING = { '"': /"(?:[^"\\\n]|\\[\s\S])*/y, "`": /`[^`\n]*/y } as const;

type Kind = "word" | "(" | ")" | "comment" | "end-comment" | "newline" | "end";

interface Lexeme extends Token, Place {
  readonly kind: Kind;
}

const ENDS_LINE: ReadonlySet<Kind> = new Set(["newline", "end-comment", "end"]);

class Parser {
  // Behind `next`, which is read one ahead; a fault found there comes before any of the parser's.
  private offset = 0;
  private line = 1;
  private lineStart = 0;
  private next: Lexeme;
  private readonly isWide: boolean;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.isWide = /[\ud800-\udfff]/.test(text);
    this.next = this.lex();
  }

  readFile(): Statement[] {
    const statements: Statement[] = [];
    let above: string[] = [];
    for (;;) {
      switch (this.next.kind) {
        case "newline":
          this.take();
          above = [];
          break;
        case "comment":
          above.push(this.take().text);
          break;
        case "end":
          return statements;
        default:
          statements.push(this.readStatement(above));
          above = [];
      }
    }
  }

  private readStatement(above: readonly string[]): Statement {
    const first = this.take();
    const tokens = [first];
    for (;;) {
      const token = this.take();
      if (ENDS_LINE.has(token.kind)) return makeLine(tokens, null, above, token);
      if (token.kind === "(") {
        if (ENDS_LINE.has(this.next.kind)) return this.readBlock(tokens, above);
        if (this.next.kind === ")") {
          const closing = this.take();
          if (ENDS_LINE.has(this.next.kind)) {
            this.take();
            return { ...placeOf(first), tokens, lines: [], above, end: closing.end };
          }
          tokens.push(token, closing);
          continue;
        }
      }
      tokens.push(token);
    }
  }

  private readBlock(tokens: readonly Lexeme[], above: readonly string[]): Block {
    const lines: Line[] = [];
    const [first] = tokens as [Lexeme];
    const block = { ...placeOf(first), tokens, lines, above, end: 0 };
    let comments: string[] = [];
    for (;;) {
      switch (this.next.kind) {
        case "end-comment":
          this.take();
          break;
        case "newline":
          this.take();
          if (comments.length > 0 || lines.length > 0) comments.push("");
          break;
        case "comment":
          comments.push(this.take().text);
          break;
        case "end":
          return this.fail(
            `syntax error (unterminated block started at ${this.file}:${block.line}:${block.column})`,
          );
        case ")":
          block.end = this.take().end;
          if (!ENDS_LINE.has(this.next.kind)) {
            this.fail("syntax error (expected newline after closing paren)");
          }
          this.take();
          return block;
        default:
          lines.push(this.readLine(block, comments));
          comments = [];
      }
    }
  }

  private readLine(block: Block, above: readonly string[]): Line {
    const tokens: Lexeme[] = [];
    for (;;) {
      const token = this.take();
      if (ENDS_LINE.has(token.kind)) return makeLine(tokens, block, above, token);
      tokens.push(token);
    }
  }

  private take(): Lexeme {
    const taken = this.next;
    this.next = this.lex();
    return taken;
  }

  private lex(): Lexeme {
    this.match(BLANKS);
    const { text, offset } = this;
    if (text.startsWith("//", offset)) {
      const isFirst = text.slice(this.lineStart, offset).trim() === "";
      const newline = text.indexOf("\n", offset);
      const end = newline === -1 ? text.length : newline + 1;
      const comment = this.advance(isFirst ? "comment" : "end-comment", end);
      return { ...comment, text: comment.text.replace(/\r?\n$/, "") };
    }
    this.refuseBlockComment();
    const char = text[offset];
    switch (char) {
      case undefined:
        return this.advance("end", offset);
      case "\n":
        return this.advance("newline", offset + 1);
      case "(":
      case ")":
        return this.advance(char, offset + 1);
      case "[":
      case "]":
      case "{":
      case "}":
      case ",":
        return this.advance("word", offset + 1);
      case '"':
      case "`":
        return this.lexString(char);
    }
    const length = this.matchLength(WORD);
    if (length === 0) {
      this.fail(`unexpected input character ${quoteCharacter(text.codePointAt(offset) as number)}`);
    }
    const word = this.advance("word", offset + length);
    this.refuseBlockComment();
    return word;
  }

  private lexString(quote: keyof typeof STRING): Lexeme {
    const end = this.offset + this.matchLength(STRING[quote]);
    if (this.text[end] === quote) return this.advance("word", end + 1);
    if (this.text[end] !== "\n") this.fail("unexpected EOF in string");
    this.advance("word", end);
    return this.fail("unexpected newline in string");
  }

  private refuseBlockComment(): void {
    if (this.text.startsWith("/*", this.offset)) {
      this.fail("mod files must use // comments (not /* */ comments)");
    }
  }

  private match(pattern: RegExp): void {
    this.offset += this.matchLength(pattern);
  }

  private matchLength(pattern: RegExp): number {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.text)?.[0].length ?? 0;
  }

  private advance(kind: Kind, end: number): Lexeme {
    const start = this.offset;
    const text = this.text.slice(start, end);
    const lexeme = { kind, text, start, end, line: this.line, column: this.column() };
    this.offset = end;
    const newline = text.lastIndexOf("\n");
    if (newline !== -1) {
      this.line += text.split("\n").length - 1;
      this.lineStart = start + newline + 1;
    }
    return lexeme;
  }

  private column(): number {
    const { lineStart, offset } = this;
    // Characters beyond the first plane take two units, and hardly any file has one.
    return (this.isWide ? [...this.text.slice(lineStart, offset)].length : offset - lineStart) + 1;
  }

  private fail(message: string): never {
    throw new SyntaxFault(this.line, this.column(), message);
  }
}

function makeLine(
  tokens: readonly Lexeme[],
  block: Block | null,
  above: readonly string[],
  end: Lexeme,
): Line {
  const [first] = tokens as [Lexeme];
  const comment = end.kind === "end-comment" ? end.text : null;
  return { line: first.line, column: first.column, tokens, block, above, comment };
}

function placeOf({ line, column }: Lexeme): Place {
  return { line, column };
}
