// Takes a line of a script apart into commands and words, as far as each shell's quoting leaves no doubt.

/** A text, or the value of a variable; a mark says only whether the variable is there. */
export type Part = string | { readonly variable: string; readonly isMark?: boolean };

export interface ScriptWord {
  readonly parts: readonly Part[];
  /** What it begins with outside of quotes. */
  readonly head: string;
  /** Whether a variable stands in it outside of quotes, where some shells take an unset one for no word at all. */
  readonly isBare: boolean;
}

/** Why a line is not understood. */
export type ReasonCode =
  | "several-lines"
  | "syntax"
  | "default"
  | "command"
  | "condition"
  | "path"
  | "other-variable"
  | "depends"
  | "placeholder"
  | "not-exported"
  | "sequence"
  | "empty"
  | "own-value"
  | "refused"
  | "installed"
  | "order"
  | "differs"
  | "alone"
  | "group"
  | "literal"
  | "language"
  | "no-hooks"
  | "unreadable"
  | "link"
  | "password"
  | "layout";

/** What a pattern finds: parts of a word, or why there is no telling. */
type Find = (match: RegExpExecArray) => readonly Part[] | ReasonCode;

interface Quoting {
  /** The first that matches counts. */
  readonly tokens: readonly (readonly [RegExp, "head" | "bare" | "quoted", Find])[];
  readonly hasSemicolons: boolean;
}

const text: Find = ([all]) => [all];
const named: Find = ([, name = ""]) => [{ variable: name }];
const refuse = (code: ReasonCode) => () => code;

/** A variable of sh, in and outside of quotes. */
const SH_VARIABLES: readonly (readonly [RegExp, Find])[] = [
  [/\$\{([A-Za-z_]\w*)\}/y, named],
  [/\$([A-Za-z_]\w*)/y, named],
  [/\$\{([A-Za-z_]\w*):?-\}/y, named],
  // As much as the value, with blanks around it where there is one: to a list of flags the same.
  [
    /\$\{([A-Za-z_]\w*):?\+( *)\$(?:\1|\{\1\})( *)\}/y,
    ([, name = "", before = "", after = ""]) => [before, { variable: name }, after],
  ],
  [/\$\{([A-Za-z_]\w*):?\+\w+\}/y, ([, variable = ""]) => [{ variable, isMark: true }]],
  [/\$\{\w+:?[=-]/y, refuse("default")],
];

const SH: Quoting = {
  hasSemicolons: true,
  tokens: [
    [/\\$/y, "bare", refuse("several-lines")],
    [/<</y, "bare", refuse("several-lines")],
    [/'([^']*)'/y, "quoted", ([, inner = ""]) => [inner]],
    [/"((?:[^"\\]|\\.)*)"/y, "quoted", ([, inner = ""]) => readInner(inner, SH_INNER)],
    [/['"]/y, "bare", refuse("several-lines")],
    ...SH_VARIABLES.map(([pattern, find]) => [pattern, "bare", find] as const),
    [/\\(.)/y, "quoted", ([, character = ""]) => [character]],
    [/[\w./:,@%+=-]+/y, "head", text],
    [/(?:\[\[?|\]\]?|!=?)(?=[ \t;]|$)/y, "head", text],
  ],
};
const SH_INNER: Inner = [
  ...SH_VARIABLES,
  [/\\([\\"$`])/y, ([, character = ""]) => [character]],
  [/[^$`]/y, text],
];

const FISH_VARIABLES: Inner = [
  [/\$([A-Za-z_]\w*)(?![\w\u0080-\uffff[])/y, named],
  [/\{\$([A-Za-z_]\w*)\}(?!\[)/y, named],
];
const FISH: Quoting = {
  hasSemicolons: true,
  tokens: [
    [/\\$/y, "bare", refuse("several-lines")],
    [/'((?:[^'\\]|\\.)*)'/y, "quoted", ([, inner = ""]) => [inner.replace(/\\([\\'])/g, "$1")]],
    [/"((?:[^"\\]|\\.)*)"/y, "quoted", ([, inner = ""]) => readInner(inner, FISH_INNER)],
    [/['"]/y, "bare", refuse("several-lines")],
    ...FISH_VARIABLES.map(([pattern, find]) => [pattern, "bare", find] as const),
    [/[\w./:,@%+=-]+/y, "head", text],
  ],
};
const FISH_INNER: Inner = [
  [/\$([A-Za-z_]\w*)(?![\w\u0080-\uffff[])/y, named],
  [/\\([\\"$])/y, ([, character = ""]) => [character]],
  [/[^$]/y, text],
];

// After a variable, a colon begins one of csh's modifiers.
const CSH_VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))(?![\w:[])/y;
const namedInCsh: Find = ([, braced, bare]) => [{ variable: braced ?? bare ?? "" }];
const CSH: Quoting = {
  hasSemicolons: true,
  tokens: [
    [/\\$/y, "bare", refuse("several-lines")],
    [/'([^'!]*)'/y, "quoted", ([, inner = ""]) => [inner]],
    [/"([^"!\\]*)"/y, "quoted", ([, inner = ""]) => readInner(inner, CSH_INNER)],
    [/['"]/y, "bare", refuse("several-lines")],
    [CSH_VARIABLE, "bare", namedInCsh],
    [/[\w./:,@%+=-]+/y, "head", text],
  ],
};
const CSH_INNER: Inner = [
  [CSH_VARIABLE, namedInCsh],
  [/[^$`]/y, text],
];

const QUOTINGS: Readonly<Record<string, Quoting>> = { sh: SH, fish: FISH, csh: CSH };

type Inner = readonly (readonly [RegExp, Find])[];

/** What stands within quotes; of it, every character has to be one of these. */
export function readInner(inner: string, tokens: Inner): readonly Part[] | ReasonCode {
  const parts: Part[] = [];
  for (let at = 0; at < inner.length; ) {
    const found = findToken(inner, at, tokens);
    if (found === null) return "syntax";
    const read = found.find(found.match);
    if (typeof read === "string") return read;
    parts.push(...read);
    at += found.match[0].length;
  }
  return parts;
}

function findToken<Rest extends readonly unknown[]>(
  line: string,
  at: number,
  tokens: readonly (readonly [RegExp, ...Rest, Find])[],
): { match: RegExpExecArray; find: Find; rest: readonly unknown[] } | null {
  for (const [pattern, ...others] of tokens) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) return { match, find: others.at(-1) as Find, rest: others };
  }
  return null;
}

/** The commands of a line of sh, fish or csh, each as its words. */
export function splitCommands(line: string, language: string): ScriptWord[][] | ReasonCode {
  const { tokens, hasSemicolons } = QUOTINGS[language] as Quoting;
  const commands: ScriptWord[][] = [[]];
  let word: { parts: Part[]; head: string; isBare: boolean } | null = null;
  for (let at = 0; at < line.length; ) {
    const character = line[at] as string;
    if (/[ \t;]/.test(character)) {
      word = null;
      if (character === ";" && !hasSemicolons) return "syntax";
      // Two of them, or one behind nothing, is no script.
      if (character === ";" && commands.at(-1)?.length === 0) return "syntax";
      if (character === ";") commands.push([]);
      at += 1;
      continue;
    }
    if (character === "#" && word === null) break;
    const found = findToken(line, at, tokens);
    if (found === null) return "syntax";
    const read = found.find(found.match);
    if (typeof read === "string") return read;
    if (word === null) {
      word = { parts: [], head: found.rest[0] === "head" ? found.match[0] : "", isBare: false };
      commands.at(-1)?.push(word);
    }
    word.parts.push(...read);
    word.isBare ||= found.rest[0] === "bare";
    at += found.match[0].length;
  }
  return commands.filter((words) => words.length > 0);
}

/** The word's text, where no variable stands in it. */
export function textOf({ parts }: ScriptWord): string | null {
  return parts.every((part) => typeof part === "string") ? parts.join("") : null;
}
