// What can be wrong with a settings file.
import { didYouMean } from "../did-you-mean.js";
import { TOOL } from "../names.js";
import type { ErrorReport } from "./error-report.js";

const invalid = (message: string, where: string, hint: string): ErrorReport => ({
  code: "config-invalid",
  message,
  where,
  hint,
});

interface At {
  /** File, line and column, or the file. */
  readonly where: string;
}

interface Key extends At {
  readonly key: string;
}

// As somebody else has written it. Not the start of a long one: it may be a password's, which is told by what is
// behind it.
const show = (text: string): string =>
  text.length <= 200 ? `'${text}'` : `a text of ${text.length} characters`;

/** The nearest that there is; none is near to a long text, and to look for it would take long. */
const findHint = (text: string, known: readonly string[]): string =>
  didYouMean(text.length <= 200 ? text : "", known);

/** By the parser's code. */
const YAML_FAULTS: Readonly<Record<string, readonly [fault: string, hint: string]>> = {
  PREFIX: [
    "a value that begins with { is to be in quotes",
    "write it in quotes: '{prefix}/gopath'",
  ],
  TAB_AS_INDENT: ["a tab is where spaces belong", "indent with spaces"],
  BAD_INDENT: ["the indentation does not fit the lines above", "indent it like its neighbours"],
  BAD_DQ_ESCAPE: [
    "a backslash in double quotes begins an escape, and this is none",
    "use single quotes, in which a backslash is a backslash",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "a second key is in one line with the first",
    "begin a line for it, or quote the value that has a colon in it",
  ],
  MISSING_CHAR: [
    "a sign is missing, such as a quote, a bracket, a comma or the space behind a colon",
    "add it, or quote the value",
  ],
  MULTIPLE_DOCS: ["a second document begins", "keep one document, without --- behind it"],
};

const YAML_OTHER = [
  "the line cannot be read from here",
  "quote a value that has special characters",
] as const;

/** What a path is where a file belongs. */
const NO_FILES = {
  absent: ["there is no such file", "check the path"],
  folder: ["this is a folder, and a settings file belongs here", "move it out of the way"],
  link: ["this link leads nowhere", "remove the link, or put a file where it leads"],
  other: ["this is not a file, and a settings file belongs here", "move it out of the way"],
} as const;

/** The way out of what install would refuse, where that is an option. */
const WITHOUT_SHELL = "take the shell out of shells";
const REFUSED_HINTS: Readonly<Record<string, string>> = {
  "flag-none": "name a flag, as in append: [-race]",
  "flag-half":
    "write it in one piece, as in -I/opt/include; or write the whole value, in place of what is added",
  "cmd-quote": `use single quotes, which mean the same to Go; or ${WITHOUT_SHELL}`,
  "cmd-exclamation": WITHOUT_SHELL,
  "cmd-ascii": WITHOUT_SHELL,
};

/** In which words a value is described, by its type. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
};

const oneOf = (types: readonly string[]): string =>
  types
    .filter((type) => type !== "integer" || types.length === 1)
    .map((type) => EXPECTED[type] ?? type)
    .join(" or ");

export const CONFIG = {
  "config-yaml": ({ where, code }: At & { code: string }) => {
    const [fault, hint] = YAML_FAULTS[code] ?? YAML_OTHER;
    return invalid(`this is not valid YAML: ${fault}`, where, hint);
  },
  "config-json": ({ where }: At) =>
    invalid(
      "this is not valid JSON from here on",
      where,
      "correct it; JSON has no comments, no single quotes and no comma behind the last item",
    ),
  "config-toml": ({ where }: At) =>
    invalid("this is not valid TOML", where, 'correct it; in TOML, text is in quotes: "text"'),
  "config-documents": ({ where }: At) =>
    invalid(
      "the file has more than one YAML document",
      where,
      "keep one of them, and no line --- behind it",
    ),
  "config-anchor": ({ where }: At) =>
    invalid(
      "an alias names an anchor that is not above it",
      where,
      "write &NAME before its value, or quote a value that begins with *",
    ),
  "config-aliases": ({ where }: At) =>
    invalid(
      "aliases stand for so much that the file is not read",
      where,
      "write the values in place of the aliases",
    ),
  "config-deep": ({ where }: At) =>
    invalid("the file is nested too deeply", where, "take out the brackets or levels too many"),
  "config-crowded": ({ where }: At) =>
    invalid(
      "the file has too many entries and is not read further",
      where,
      "a settings file has a few lines: check that this is one",
    ),
  "config-large": ({ where, megabytes }: At & { megabytes: number }) =>
    invalid(
      `the file is larger than ${megabytes} MB and is not read`,
      where,
      "a settings file has a few lines: check that this is one, or use conda-go-hooks.yaml",
    ),
  "config-encoding": ({ where }: At) =>
    invalid("the file is not UTF-8 text", where, "save it as UTF-8"),
  "config-no-file": ({ where, kind }: At & { kind: keyof typeof NO_FILES }) =>
    invalid(NO_FILES[kind][0], where, NO_FILES[kind][1]),
  "config-no-key": ({ where, table }: At & { table: string }) =>
    invalid(`the file has no settings of ${TOOL}`, where, `put them below ${table}`),
  "config-two": ({ files, typed }: { files: readonly string[]; typed: string }) =>
    invalid(
      "one folder has two settings files",
      files.join(", "),
      `keep one of them, or name one: --config ${typed}`,
    ),
  "config-near-key": ({ where, key, table }: Key & { table: string }) =>
    invalid(
      `${show(key)} looks like settings of ${TOOL}, but is not read`,
      where,
      `write ${table}`,
    ),
  "config-untrusted": ({
    where,
    path,
    isOfOther,
    typed,
  }: At & {
    /** The file, or the folder that it is in. */
    path: string;
    isOfOther: boolean;
    /** The file as one types it. */
    typed: string;
  }) =>
    invalid(
      `the file was found, not named, and ${isOfOther ? "another user owns" : "every user can write to"} ${path}`,
      where,
      `read it; if it is what you want, name it: --config ${typed}; or go on without it: --no-config`,
    ),
  "config-path": ({ where }: At) =>
    invalid(
      "the recorded path of the settings file is not an absolute path on this computer",
      where,
      "install again from the folder with the file, or name it with --config FILE",
    ),
  "config-repeated": ({ where, key }: Key) =>
    invalid(`${show(key)} is there twice`, where, "keep one of them"),
  "config-unknown-key": ({
    where,
    key,
    known,
    isVariable,
    isPrefix,
  }: Key & {
    /** Those that could be written here still. */
    known: readonly string[];
    /** Whether it would be known below `variables`. */
    isVariable: boolean;
    isPrefix: boolean;
  }) => {
    const hint = isPrefix
      ? "quote a value that begins with {: '{prefix}/gopath'"
      : isVariable
        ? `write it below variables: ${key}`
        : findHint(/^GO|^CGO/.test(known[0] ?? "") ? key.toUpperCase() : key, known);
    return invalid(`unknown key ${show(key)}`, where, hint || "take it out");
  },
  "config-no-variable": ({ where, key, reason }: Key & { reason: string }) =>
    invalid(`hooks leave ${key} alone: ${reason}`, where, "take it out"),
  "config-not-flags": ({ where, key, variable }: Key & { variable: string }) =>
    invalid(
      `${variable} is not a list of flags, so ${key} means nothing for it`,
      where,
      `write its value: ${variable}: VALUE`,
    ),
  "config-null": ({ where, key, isVariable }: Key & { isVariable: boolean }) =>
    invalid(
      `${show(key)} has no value`,
      where,
      isVariable
        ? "write a value, unset or keep behind it, or take it out"
        : "write a value behind it, or take it out",
    ),
  "config-type": ({
    where,
    key,
    found,
    expected,
  }: Key & {
    /** Such as `a list`. */
    found: string;
    /** As a schema names them. */
    expected: readonly string[];
  }) =>
    invalid(
      `${show(key)} is ${found}, and has to be ${oneOf(expected)}`,
      where,
      /number|^true|^false|date/.test(found) && expected.includes("string")
        ? 'write it in quotes: "VALUE"'
        : found === "text" && expected.includes("array")
          ? "write it as a list: [VALUE]"
          : `write ${oneOf(expected)}`,
    ),
  "config-root": ({ where, found }: At & { found: string }) =>
    invalid(
      `the settings are ${found}, and have to be a map of keys`,
      where,
      "write keys with their values, such as profile: isolated",
    ),
  "config-value": ({
    where,
    key,
    value,
    known,
  }: Key & { value: string; known: readonly string[] }) =>
    invalid(`${show(value)} is not a value of ${key}`, where, findHint(value, known)),
  "config-empty": ({ where, key, isVariable }: Key & { isVariable: boolean }) =>
    invalid(
      `${show(key)} is empty`,
      where,
      isVariable
        ? `to unset the variable, write unset: ${key}: unset`
        : "write something, or take it out",
    ),
  "config-much": ({ where, key, limit }: Key & { limit: string }) =>
    invalid(`${show(key)} has more than ${limit}`, where, "shorten it"),
  "config-environment-name": ({ where, key }: Key) =>
    invalid(
      `${show(key)} is a path, and environments go by their names`,
      where,
      "write the environment's name, or that of its folder",
    ),
  "config-set-alone": ({ where, key }: Key) =>
    invalid(
      `set replaces all of ${key}, so nothing else can be beside it`,
      where,
      "write the whole value behind set, or leave set out",
    ),
  /** What install would refuse, with a way out that goes by the file. */
  "config-refused": ({
    where,
    refused: { message, hint, fault },
  }: At & { refused: Pick<ErrorReport, "message" | "hint"> & { readonly fault: string | null } }) =>
    invalid(
      message,
      where,
      // Of a value that is refused, the way out may be the option with another value.
      REFUSED_HINTS[fault ?? ""] ?? (hint ?? "").replace(/^--set "(\w+)=(.*)"$/, "$1: $2"),
    ),
};
