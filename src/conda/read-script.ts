// Reads what a hand-written hook does to variables, line by line, where its meaning is certain.
import {
  type Part,
  type ReasonCode,
  readInner,
  type ScriptWord,
  splitCommands,
  textOf,
} from "./script-words.js";

export type { Part, ReasonCode } from "./script-words.js";

/** One thing that a line does to a variable. */
export type VariableDeed =
  | {
      readonly does: "set";
      readonly name: string;
      readonly parts: readonly Part[];
      /** Whether programs get it, whatever it was before. */
      readonly isExported: boolean;
    }
  | { readonly does: "unset"; readonly name: string }
  | { readonly does: "export"; readonly name: string };

export type Deed =
  | VariableDeed
  /** A part of a condition that changes nothing by itself. */
  | { readonly does: "if" | "elif" | "then" | "else" | "end" }
  /** As `:` does. */
  | { readonly does: "nothing" };

export interface ScriptLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** What it does, or why there is no telling. */
  readonly deeds: readonly Deed[] | ReasonCode;
}

type ReadLine = (line: string) => readonly Deed[] | ReasonCode;

/** Reads a script. Nothing is said of lines behind one that may end in another line. */
export function readScript(text: string, language: string): ScriptLine[] {
  const read = READERS[language];
  if (read === undefined) return [{ line: 1, text: "", deeds: "language" }];
  const isOfWindows = language === "ps1" || language === "bat";
  const lines = (language === "ps1" ? text.replace(/^\uFEFF/, "") : text).split(
    isOfWindows ? /\r?\n/ : "\n",
  );
  const found: ScriptLine[] = [];
  for (const [index, line] of lines.entries()) {
    // To cmd.exe, blanks at the end belong to the value.
    const deeds = read(line.replace(language === "bat" ? /^[ \t]+/ : /^[ \t]+|[ \t]+$/g, ""));
    if (deeds.length > 0) found.push({ line: index + 1, text: line, deeds });
    if (deeds === "several-lines") break;
  }
  return found;
}

const READERS: Readonly<Record<string, ReadLine>> = {
  sh: (line) => readCommands(line, "sh", readSh),
  fish: (line) => readCommands(line, "fish", readFish),
  csh: (line) => readCommands(line, "csh", readCsh),
  ps1: readPowerShell,
  bat: readCmd,
};

function readCommands(
  line: string,
  language: string,
  read: (words: readonly ScriptWord[]) => readonly Deed[] | ReasonCode,
): readonly Deed[] | ReasonCode {
  const commands = splitCommands(line, language);
  if (typeof commands === "string") return commands;
  const deeds: Deed[] = [];
  for (const command of commands) {
    const found = read(command);
    if (typeof found === "string") return found;
    deeds.push(...found);
  }
  return deeds;
}

const ASSIGNED = /^([A-Za-z_]\w*)(\+?)=/;
const NAME = /^[A-Za-z_]\w*$/;

function readSh(words: readonly ScriptWord[]): readonly Deed[] | ReasonCode {
  const [first, ...rest] = words;
  const command = first && textOf(first) === first.head ? first.head : null;
  switch (command) {
    case "then":
    case "else": {
      const deeds = rest.length === 0 ? [] : readSh(rest);
      return typeof deeds === "string" ? deeds : [{ does: command }, ...deeds];
    }
    case "fi":
      return rest.length === 0 ? [{ does: "end" }] : "syntax";
    case "if":
    case "elif":
      return isTest(rest) ? [{ does: command }] : "condition";
    case ":":
    case "true":
      return [{ does: "nothing" }];
    case "unset":
      return unsetAll(rest[0]?.head === "-v" ? rest.slice(1) : rest);
    case "export":
      return rest.length === 0 ? "command" : assignAll(rest, true);
    default:
      return assignAll(words, false);
  }
}

/** Whether it is a test that changes nothing: of no function or program. */
function isTest(words: readonly ScriptWord[]): boolean {
  const [first, ...rest] = words;
  const last = rest.at(-1)?.head;
  const opening = first?.head ?? "";
  return (
    (opening === "[" && last === "]") ||
    (opening === "[[" && last === "]]") ||
    (opening === "test" && rest.length > 0)
  );
}

function unsetAll(words: readonly ScriptWord[]): readonly Deed[] | ReasonCode {
  const names = words.map(textOf);
  if (!names.every((name) => name !== null && NAME.test(name))) return "syntax";
  return names.map((name) => ({ does: "unset", name: name as string }));
}

function assignAll(
  words: readonly ScriptWord[],
  isExported: boolean,
): readonly Deed[] | ReasonCode {
  const deeds: Deed[] = [];
  for (const word of words) {
    const [, name, plus] = ASSIGNED.exec(word.head) ?? [];
    const text = textOf(word);
    if (name !== undefined) {
      const value = [(word.parts[0] as string).replace(ASSIGNED, ""), ...word.parts.slice(1)];
      const parts = plus ? [{ variable: name }, ...value] : value;
      deeds.push({ does: "set", name, parts, isExported });
    } else if (isExported && text !== null && NAME.test(text)) {
      deeds.push({ does: "export", name: text });
    } else return "command";
  }
  const set = deeds.flatMap((deed) => (deed.does === "set" ? [deed] : []));
  // Some shells take all values before they set any.
  const isReadAfter = set.some(({ name }, index) =>
    set.slice(index + 1).some(({ parts }) => listRead(parts).includes(name)),
  );
  return isReadAfter ? "sequence" : deeds;
}

/** The variables whose values are in it. */
export function listRead(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : [part.variable]));
}

function readFish(words: readonly ScriptWord[]): readonly Deed[] | ReasonCode {
  const [first, ...rest] = words;
  const command = first && textOf(first);
  const texts = rest.map((word) => textOf(word) ?? "");
  if (command === "end") return rest.length === 0 ? [{ does: "end" }] : "syntax";
  if (command === "else" && rest.length === 0) return [{ does: "else" }];
  if (command === "if" || command === "else") {
    const does = command === "if" ? "if" : "elif";
    const isSound = isFishTest(texts, does === "if" ? 0 : 1);
    return isSound ? [{ does }, { does: "then" }] : "condition";
  }
  if (command !== "set") return "command";
  const start = texts.findIndex((text) => !text.startsWith("-"));
  const options = new Set(
    texts
      .slice(0, start < 0 ? texts.length : start)
      .flatMap((text) => FISH_OPTIONS[text] ?? text.slice(1).split("")),
  );
  const [name, ...values] = start < 0 ? [] : rest.slice(start);
  const variable = name && textOf(name);
  if (!variable || !NAME.test(variable)) return "syntax";
  const has = (...wanted: readonly string[]) =>
    options.size === wanted.length && wanted.every((option) => options.has(option));
  if (has("e") || has("e", "g"))
    return values.length === 0 ? [{ does: "unset", name: variable }] : "syntax";
  // Without -g it is gone with the function in which conda runs the script.
  if (!has("g", "x")) return options.has("x") ? "not-exported" : "command";
  const [value] = values;
  if (values.length > 1 && /PATH$/.test(variable)) return "syntax";
  const isLost = values.some(
    ({ parts, isBare }) =>
      isBare && parts.length > 1 && listRead(parts).some((read) => read !== "CONDA_PREFIX"),
  );
  if (isLost) return "syntax";
  const parts =
    values.length < 2
      ? (value?.parts ?? [])
      : values.flatMap((one, index) => [index > 0 ? " " : "", ...one.parts]);
  return [{ does: "set", name: variable, parts, isExported: true }];
}

const FISH_OPTIONS: Readonly<Record<string, string>> = {
  "--global": "g",
  "--export": "x",
  "--erase": "e",
};

function isFishTest(texts: readonly string[], from: number): boolean {
  if (from === 1 && texts[0] !== "if") return false;
  const words = texts.slice(from + (texts[from] === "not" ? 1 : 0));
  return (words[0] === "set" && words[1] === "-q" && words.length === 3) || words[0] === "test";
}

function readCsh(words: readonly ScriptWord[]): readonly Deed[] | ReasonCode {
  const [first, name, value, ...more] = words;
  const command = first && textOf(first);
  if (command === "unsetenv") return unsetAll(words.slice(1));
  const variable = name && textOf(name);
  if (command !== "setenv") return "command";
  if (!variable || !NAME.test(variable) || more.length > 0) return "syntax";
  return [{ does: "set", name: variable, parts: value?.parts ?? [], isExported: true }];
}

const PS_VARIABLE =
  /\$(?:env:([A-Za-z_]\w*)|\{env:([A-Za-z_]\w*)\}|\(\$env:([A-Za-z_]\w*)\))(?![\w:?])/iy;
const PS_NAMED = ([, ...names]: RegExpExecArray): readonly Part[] => [
  { variable: names.find((name) => name !== undefined) as string },
];
const PS_TEXT = [
  [PS_VARIABLE, PS_NAMED],
  [/[^$`"]/y, ([all]: RegExpExecArray) => [all]],
] as const;

function readPowerShell(line: string): readonly Deed[] | ReasonCode {
  if (line === "" || (line.startsWith("#") && !line.startsWith("#requires"))) return [];
  if (/<#|@["']|[`|]$/.test(line)) return "several-lines";
  // It takes typographic quotes for quotes.
  if (/[\u2018-\u201f]/.test(line)) return "syntax";
  const removed =
    /^(?:Remove-Item|ri|rm|del)\s+(?:-Path\s+)?["']?Env:[\\/]?([A-Za-z_]\w*)["']?(?:\s+-(?:ErrorAction|EA)\s+(?:SilentlyContinue|Ignore|0))?\s*;?$/i.exec(
      line,
    );
  if (removed) return [{ does: "unset", name: removed[1] as string }];
  const assigned = /^\$\{?env:([A-Za-z_]\w*)\}?\s*(\+?)=\s*(.*?)\s*;?$/i.exec(line);
  if (!assigned) return /^(?:if|else|\})/i.test(line) ? "condition" : "command";
  const [, name = "", plus, value = ""] = assigned;
  if (value.toLowerCase() === "$null" && !plus) return [{ does: "unset", name }];
  const parts = readPowerShellValue(value);
  if (typeof parts === "string") return parts;
  return [
    { does: "set", name, parts: plus ? [{ variable: name }, ...parts] : parts, isExported: true },
  ];
}

function readPowerShellValue(value: string): readonly Part[] | ReasonCode {
  const single = /^'([^']*)'$/.exec(value);
  if (single) return [single[1] ?? ""];
  const double = /^"([^"`]*)"$/.exec(value);
  if (double) return readInner(double[1] ?? "", PS_TEXT);
  const plain = /^\$(?:env:\w+|\{env:\w+\})$/i.test(value);
  if (plain) return readInner(value, PS_TEXT);
  return "syntax";
}

const CMD_TEXT = [
  [/%([A-Za-z_]\w*)%/y, ([, name = ""]: RegExpExecArray) => [{ variable: name.toUpperCase() }]],
  [/[^%!^"]/y, ([all]: RegExpExecArray) => [all]],
] as const;

function readCmd(line: string): readonly Deed[] | ReasonCode {
  if (line === "" || /^@?(?:echo off\s*|rem(?:\s.*)?|::.*)$/i.test(line)) return [];
  if (/\^$|\($/.test(line)) return "several-lines";
  const quoted = /^@?set "([A-Za-z_]\w*)=([^"]*)"\s*$/i.exec(line);
  const bare = /^@?set ([A-Za-z_]\w*)=(|[^"&|<>()]*[^"&|<>()\s])$/i.exec(line);
  const [, name = "", value = ""] = quoted ?? bare ?? [];
  if (name === "") return /^@?(?:if|for|else|\))/i.test(line) ? "condition" : "command";
  const variable = name.toUpperCase();
  if (value === "") return [{ does: "unset", name: variable }];
  const parts = readInner(value, CMD_TEXT);
  if (typeof parts === "string") return parts;
  return [{ does: "set", name: variable, parts, isExported: true }];
}

/** Follows the conditions of a script. */
export class Conditions {
  /** Of those that are open, the inner ones last. */
  readonly #open: { isTest: boolean; isEmpty: boolean; hasElse: boolean }[] = [];

  get depth(): number {
    return this.#open.length;
  }

  /** @returns whether it stands where the shell takes it */
  follow({ does }: Deed): boolean {
    const inner = this.#open.at(-1);
    // Also an unsound one is over, so that what comes behind it is in no condition.
    if (does === "end") {
      this.#open.pop();
      return inner !== undefined && !inner.isTest && !inner.isEmpty;
    }
    if (does === "then") {
      if (!inner?.isTest) return false;
      Object.assign(inner, { isTest: false, isEmpty: true });
      return true;
    }
    if (inner?.isTest) return false;
    if (does === "elif" || does === "else") {
      if (inner === undefined || inner.isEmpty || inner.hasElse) return false;
      Object.assign(inner, { isTest: does === "elif", isEmpty: true, hasElse: does === "else" });
      return true;
    }
    if (inner) inner.isEmpty = false;
    if (does === "if") this.#open.push({ isTest: true, isEmpty: true, hasElse: false });
    return true;
  }
}
