// From a command's result to what the user reads, as text or JSON.
import type { CondaGoHooksError } from "../errors/error.js";
import { holdsCredential, redact } from "../findings/values/credentials.js";
import { type Channel, hasColors, isTerminal, print } from "./print.js";

/** What a command has to say. */
export interface Outcome {
  /** The JSON, but for `schemaVersion` and `command`. */
  readonly result: object;
  /** The same for a person, on stdout. */
  readonly text: string;
  /** What of the text is left with `--quiet`; all of it unless given. */
  readonly brief?: string;
  /** The same as JSON of some other program's making, printed in place of the text. */
  readonly document?: object;
  /** A script, printed as it is after the text: there is no control character in it but its own. */
  readonly script?: string;
  /** What a program reads, whole; a terminal shows it without passwords. */
  readonly data?: string;
  /** Warnings, errors and what to do next: on stderr, and only with text. */
  readonly notes: readonly string[];
  /** 0 fine, 1 findings, 2 usage or failure; of `exec`, its command's. */
  readonly exitCode: number;
}

const SCHEMA_VERSION = 1;

/**
 * Prints an outcome, as JSON or as text.
 * @param isQuiet whether only errors are wanted, and what was asked for
 * @returns the exit code
 */
export function printOutcome(
  command: string,
  outcome: Outcome,
  asJson: boolean,
  isQuiet = false,
): number {
  if (asJson) {
    print("stdout", formatJson({ schemaVersion: SCHEMA_VERSION, command, ...outcome.result }));
  } else if (outcome.document !== undefined) {
    print("stdout", formatJson(outcome.document));
  } else {
    const text = isQuiet ? (outcome.brief ?? outcome.text) : outcome.text;
    if (text !== "") printLines("stdout", text.split("\n"));
    if (outcome.script !== undefined) print("stdout", redact(outcome.script));
    const hiding = outcome.data === undefined ? [] : printData(outcome.data);
    const isWanted = (note: string) => !isQuiet || note.startsWith("error:");
    const notes = [...outcome.notes, ...hiding].filter(isWanted);
    if (notes.length > 0)
      printLines(
        "stderr",
        notes.flatMap((note) => note.split("\n")),
      );
  }
  return outcome.exitCode;
}

/** @returns what to say of it */
function printData(data: string): string[] {
  if (!isTerminal("stdout")) {
    print("stdout", data);
    return [];
  }
  const lines = data.replaceAll("\r\n", "\n");
  print("stdout", makePrintable(lines));
  if (!holdsCredential(lines)) return [];
  return ["note: passwords are shown as ***, and are whole in a file or a pipe"];
}

/** Prints an error that kept a command from having an outcome. @returns the exit code */
export function printError(command: string, error: CondaGoHooksError, asJson: boolean): number {
  return printOutcome(
    command,
    { result: { error }, text: "", notes: [describeError(error)], exitCode: 2 },
    asJson,
  );
}

/** Prints that the user was asked, and said no. @returns the exit code */
export function printDeclined(command: string): number {
  return printOutcome(
    command,
    { result: {}, text: "Nothing changed.", notes: [], exitCode: 1 },
    false,
  );
}

/** An error as a person reads it: what happened, where, what to type next. */
export function describeError({
  message,
  where,
  hint,
}: Pick<CondaGoHooksError, "message" | "where" | "hint">): string {
  const lines = [`error: ${inline(message)}`];
  if (where) lines.push(`  where: ${inline(where)}`);
  if (hint) lines.push(`  try:   ${inline(hint)}`);
  return lines.join("\n");
}

/** Columns of text, each as wide as its widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  return formatRows(rows).join("\n");
}

/** The same, line by line. */
export function formatRows(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(inline));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** A number of things, such as `2 errors`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A size as a person reads it, such as `12 MB`. */
export function describeSize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const number = bytes / 1000 ** power;
  return `${number < 10 && power > 0 ? number.toFixed(1) : Math.round(number)} ${units[power]}`;
}

/** A value of someone else's within a line of ours: no line break or control character gets through. */
export function inline(value: string): string {
  return escapeControls(value).replaceAll("\n", "\\n");
}

// Who may choose these characters could rewrite what stands on the terminal: the controls and the
// marks that turn the direction of text. The line break is ours.
const CONTROLS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
// Nearly every text is such a one, and the first use of the pattern above takes long.
const PLAIN = /^[\n -~]*$/;

/** Each control as `\u` and four digits, which is JSON's way to write it too. */
function escapeControls(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(CONTROLS, (control) =>
    control
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

function formatJson(value: object): string {
  const json = JSON.stringify(
    value,
    (_, item) => (typeof item === "string" ? redact(item) : item),
    2,
  );
  // JSON.stringify leaves the controls above 0x7e as they are, and JSON may be read on a terminal.
  return `${escapeControls(json)}\n`;
}

/** Lines with values of someone else's, as a terminal may have them. */
export function makePrintable(text: string): string {
  return redact(escapeControls(text));
}

function printLines(channel: Channel, lines: readonly string[]): void {
  const printed = lines.map(makePrintable);
  print(channel, `${printed.map(hasColors(channel) ? paint : String).join("\n")}\n`);
}

// What a line is, its first word tells; a colour only repeats it.
const COLORS: readonly (readonly [RegExp, number])[] = [
  [/^ *error:/, 31],
  [/^ *warning:/, 33],
  [/^(?:\+(?!\+\+)|installed|updated|removed)/, 32],
  [/^-(?!--)/, 31],
  [/^@@/, 36],
];

function paint(line: string): string {
  const color = COLORS.find(([pattern]) => pattern.test(line))?.[1];
  return color === undefined ? line : `\x1b[${color}m${line}\x1b[39m`;
}
