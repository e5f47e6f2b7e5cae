// Who else sets a variable in an environment: conda's own variables, packages' variables and hooks.
import { extname, join } from "node:path";
import { isScriptPath, PHASES } from "../names.js";
import { listNames, readSmallText } from "./disk.js";
import { isPackagedHook } from "./packaged-hooks.js";

export interface Owner {
  readonly variable: string;
  /** Below the prefix. */
  readonly path: string;
  /** Of a script, the first that sets or unsets it, counted from 1; null for conda's and packages' variables. */
  readonly line: number | null;
}

/** What somebody besides our hooks gives a variable as the environment is activated. */
export interface Assignment extends Owner {
  /** Null where only running the script would tell, or where it unsets the variable. */
  readonly value: string | null;
}

/** What conda runs: what has the extension of a shell, and nothing else. */
export const RUN = /\.(?:sh|fish|csh|xsh|ps1|bat|nu)$/;

/**
 * Finds the files of an environment, besides our hooks and packaged ones, that set one of these variables, at activation
 * or deactivation.
 */
export function findOtherOwners(prefix: string, variables: readonly string[]): Owner[] {
  const packages = list(prefix, "etc/conda/env_vars.d");
  const hooks = listPhaseFiles(prefix).filter((path) => RUN.test(path) && !isScriptPath(path));
  return [
    ...[STATE, ...packages].flatMap((path) => {
      const values = readValues(prefix, path);
      return variables
        .filter((variable) => values.has(variable))
        .map((variable) => ({ variable, path, line: null }));
    }),
    ...hooks.flatMap((path) => {
      const text = readText(prefix, path);
      if (isPackagedHook(path, text)) return [];
      const folded = text.toUpperCase();
      const named = variables.filter((variable) => folded.includes(variable));
      const lines = named.length > 0 ? text.split(/\r\n|[\r\n]/) : [];
      const first = new Map<string, number>();
      for (const [index, line] of lines.entries())
        for (const name of listSet(line, extname(path).slice(1)))
          if (!first.has(name)) first.set(name, index + 1);
      return named.flatMap((variable) => {
        const line = first.get(variable);
        return line === undefined ? [] : [{ variable, path, line }];
      });
    }),
  ];
}

/**
 * What is given to these variables at activation, the last one first: of scripts, and below them of conda's and
 * packages' variables, which conda sets before it runs any.
 * @param extension of the scripts that the shell runs; null for none of them
 */
export function listAssignments(
  prefix: string,
  variables: readonly string[],
  extension: string | null,
): Assignment[] {
  const found = findOtherOwners(prefix, variables);
  const isRun = ({ path }: Owner) =>
    path.startsWith("etc/conda/activate.d/") && extname(path) === extension;
  const scripts = found.filter((owner) => owner.line !== null && isRun(owner)).toReversed();
  const state = found.filter(({ path }) => path === STATE);
  const packages = found.filter(({ path, line }) => path !== STATE && line === null).toReversed();
  return [
    ...scripts.map((owner) => ({ ...owner, ...readLiteral(prefix, owner) })),
    ...[...state, ...packages].map((owner) => ({
      ...owner,
      value: readValues(prefix, owner.path).get(owner.variable) ?? null,
    })),
  ];
}

/** The variables that conda itself sets at activation, the packages' and those of `conda env config vars`. */
export function listCondaVariables(prefix: string): Map<string, string> {
  const files = [...list(prefix, "etc/conda/env_vars.d"), STATE];
  return new Map(files.flatMap((path) => [...readValues(prefix, path)]));
}

const STATE = "conda-meta/state";

// A word that every shell takes for what it is.
const PLAIN = String.raw`[\w./:,@+=-]*`;

// A line that assigns a literal and does nothing else, by extension; a blank before it may belong to a condition.
const LITERALS: Readonly<Record<string, (name: string) => RegExp>> = {
  sh: (name) => new RegExp(`^(?:export )?${name}=(?:${quotedWith(String.raw`\\$\``)});?$`),
  fish: (name) => new RegExp(`^set (?:-gx|-g -x|-x -g|-xg) ${name} (?:${quotedWith("\\\\$")});?$`),
  csh: (name) => new RegExp(`^setenv ${name} (?:${quotedWith(String.raw`\\$!\``)});?$`),
  xsh: (name) => new RegExp(`^\\$${name} ?= ?(?:'([^'\\\\]*)'|"([^"\\\\]*)")$`),
  nu: (name) => new RegExp(`^\\$env\\.${name} = (?:'([^']*)'|"([^"\\\\]*)");?$`),
  ps1: (name) => new RegExp(`^\\$env:${name} ?= ?(?:'([^']*)'|"([^"$\`]*)");?$`, "i"),
  bat: (name) => new RegExp(`^@?set (?:"${name}=([^"%!]*)"|${name}=(${PLAIN}))$`, "i"),
};

/** A word, or a text in quotes in which these characters do not stand for anything. */
function quotedWith(special: string): string {
  return `'([^'${special}]*)'|"([^"${special}]*)"|(${PLAIN})`;
}

/** The value and the line of the one assignment of a script; null where there is no telling. */
function readLiteral(
  prefix: string,
  { variable, path, line }: Owner,
): Pick<Assignment, "value" | "line"> {
  const language = extname(path).slice(1);
  const lines = readText(prefix, path).split(/\r\n|[\r\n]/);
  const all = lines.filter((text) => listSet(text, language).includes(variable));
  const [, ...found] = LITERALS[language]?.(variable).exec(all[0]?.trimEnd() ?? "") ?? [];
  return {
    line,
    value: all.length === 1 ? (found.find((one) => one !== undefined) ?? null) : null,
  };
}

/** Every file in the folders of both phases, below the prefix: those that conda runs, and others. */
export function listPhaseFiles(prefix: string): string[] {
  return PHASES.flatMap((phase) => list(prefix, `etc/conda/${phase}.d`));
}

function list(prefix: string, folder: string): string[] {
  return listNames(join(prefix, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function readText(prefix: string, path: string): string {
  return readSmallText(prefix, path) ?? "";
}

/** What `conda env config vars` has set in the environment, by name. */
export function readCondaVariables(prefix: string): Map<string, string> {
  return readValues(prefix, STATE);
}

/** The variables of one of conda's files and their values; conda turns the names to upper case. */
function readValues(prefix: string, path: string): Map<string, string> {
  try {
    const value = JSON.parse(readText(prefix, path));
    const entries = Object.entries((path === STATE ? value.env_vars : value) ?? {});
    return new Map(
      entries
        .filter(([, text]) => text !== CROSSED_OUT)
        .map(([name, text]) => [name.toUpperCase(), String(text)]),
    );
  } catch {
    return new Map();
  }
}

// What `conda env config vars unset` leaves in the file, and conda does not set.
const CROSSED_OUT = "***unset***";

/** A look at the words of a line, not a parse: the names of the variables that it assigns, sets or unsets. */
type FindNames = (words: readonly string[], before: readonly string[]) => readonly string[];

interface Language {
  /** What is quoted, as a pattern. */
  readonly quoted: string;
  /** What begins a comment, or a block, the same. */
  readonly comment: string;
  readonly block: string;
  readonly findNames: FindNames;
  /** Whether the names are the same in capitals. */
  readonly foldsCase?: boolean;
}

const ESCAPED = String.raw`\\.`;
const SINGLE = "'[^']*'";
const DOUBLE = String.raw`"(?:\\.|[^"\\])*"`;
const UNIX: Omit<Language, "findNames"> = {
  quoted: `${ESCAPED}|${SINGLE}|${DOUBLE}`,
  comment: "#",
  // The one of ${NAME} opens none.
  block: String.raw`\{(?=\s|$)`,
};
const BLOCK = String.raw`(?<!\$)\{`;

/** By extension; conda's other shells run what is for sh. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  sh: { ...UNIX, findNames: findInSh },
  fish: {
    ...UNIX,
    quoted: `${ESCAPED}|${DOUBLE.replaceAll('"', "'")}|${DOUBLE}`,
    findNames: findInFish,
  },
  csh: { ...UNIX, findNames: findInCsh },
  xsh: { ...UNIX, findNames: findInXonsh },
  nu: { ...UNIX, block: BLOCK, findNames: findInNushell },
  // A backslash is a part of a path.
  ps1: {
    quoted: `${SINGLE}|"[^"]*"`,
    comment: "#",
    block: BLOCK,
    findNames: findInPowerShell,
    foldsCase: true,
  },
  bat: {
    quoted: '"[^"]*"',
    comment: String.raw`(?:rem\b|::)`,
    block: "(?!)",
    findNames: findInCmd,
    foldsCase: true,
  },
};

/** The names of the variables that a line may assign, set or unset. @param extension of the script, without the dot */
export function listSet(line: string, extension: string): readonly string[] {
  const language = LANGUAGES[extension];
  if (!language) return [];
  const { quoted, comment, block, findNames, foldsCase = false } = language;
  const parts = new RegExp(`(${quoted})|(?<![^\\s;&|()@])${comment}.*|([;&|()]|${block})`, "gi");
  const word = new RegExp(`(?:${quoted}|\\S)+`, "g");
  const commands = line
    .replace(parts, (_, kept, end) => kept ?? (end ? "\n" : ""))
    .split("\n")
    .map((command) => command.match(word) ?? []);
  const names = commands.flatMap((words, index) => findNames(words, commands[index - 1] ?? []));
  return foldsCase ? names.map((name) => name.toUpperCase()) : names;
}

function skipWords(words: readonly string[], skipped: RegExp): readonly string[] {
  const start = words.findIndex((word) => !skipped.test(word));
  return start < 0 ? [] : words.slice(start);
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
    (_, single, double, escaped) => single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped,
  );
}

/** What the pattern's first group finds in each. */
function find(pattern: RegExp, texts: readonly string[]): string[] {
  return texts.flatMap((text) => pattern.exec(text)?.[1] ?? []);
}

const ASSIGNED = /^([A-Za-z_]\w*)\+?=/;
const NAMED = /^([A-Za-z_]\w*)(?:\+?=|\[|$)/;

function findInSh(words: readonly string[]): readonly string[] {
  const rest = skipWords(
    words,
    /^(?:then|else|do|elif|if|while|until|!|time|command|builtin|\{|\}|-.*)$/,
  );
  const others = skipWords(rest, ASSIGNED);
  // Before a command, they are for that alone.
  if (others.length === 0) return find(ASSIGNED, rest);
  const [command = "", ...args] = others.map(unquote);
  if (command === "eval") return listSet(args.join(" "), "sh");
  const isQuestion = args.some((arg) => /^-\w*[pfF]/.test(arg));
  if (isQuestion || !/^(?:export|readonly|declare|typeset|unset)$/.test(command)) return [];
  return find(NAMED, args);
}

function findInFish(words: readonly string[]): readonly string[] {
  const rest = skipWords(words, /^(?:and|or|not|!|begin|else|if|while|command|builtin)$/);
  const [command = "", ...args] = rest.map(unquote);
  if (command === "eval") return listSet(args.join(" "), "fish");
  if (command === "export") return find(ASSIGNED, args);
  if (command !== "set") return [];
  const names = skipWords(args, /^-/);
  const options = args.slice(0, args.length - names.length);
  const has = (pattern: RegExp) => options.some((option) => pattern.test(option));
  if (has(/^(?:-\w*[qSnl]|--(?:query|show|names|local)$)/)) return [];
  return find(NAMED, has(/^(?:-\w*e|--erase$)/) ? names : names.slice(0, 1));
}

function findInCsh(words: readonly string[]): readonly string[] {
  const [command = "", ...args] = skipWords(words, /^(?:then|else|if)$/).map(unquote);
  if (command === "eval") return listSet(args.join(" "), "csh");
  if (command === "setenv") return args.slice(0, 1);
  return command === "unsetenv" ? args : [];
}

function findInXonsh(words: readonly string[]): readonly string[] {
  const command = words.join(" ");
  return find(command.startsWith("del ") ? /^del \$(\w+)$/ : /^\$(\w+) ?[-+]?=(?!=)/, [command]);
}

function findInNushell(words: readonly string[], before: readonly string[]): readonly string[] {
  const command = words.join(" ");
  if (before.at(-1) === "load-env")
    return [...command.matchAll(/(\w+)["']?\s*:/g)].flatMap(([, name = ""]) => name);
  if (words[0] === "hide-env") return words.slice(1).map(unquote);
  return find(/^\$env\.["']?(\w+)["']?\??\s?(?:\+\+|[-+*/])?=(?!=)/, [command]);
}

function findInPowerShell(words: readonly string[], before: readonly string[]): readonly string[] {
  const texts = words.map((word) => word.replace(/["']/g, ""));
  if (/\]::SetEnvironmentVariable$/i.test(before.at(-1) ?? ""))
    return find(/^(\w+)/, texts.slice(0, 1));
  if (/^(?:(?:set|new|remove|clear)-(?:item|content)|si|ni|ri|rm|del|cli)$/i.test(texts[0] ?? ""))
    return find(/^env:[\\/]?(\w+)$/i, texts);
  return find(/^\$\{?env:(\w+)\}?\s?(?:[-+*/%]|\?\?)?=(?!=)/i, [words.join(" ")]);
}

function findInCmd(words: readonly string[]): readonly string[] {
  const command = words.join(" ");
  return find(
    /^(?:@|else |do |call |(?:if|for)\b.*?\s(?=@?set\b))*set (?:\/[ap] )?"?([^="]+?)\s?=/i,
    [command],
  );
}
