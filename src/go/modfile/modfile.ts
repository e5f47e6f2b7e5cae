// The directives of a go.mod or go.work file, or the faults for which Go refuses it.

import { canonicalizeVersion, findMajorFault, readPathMajor } from "./module-version.js";
import {
  type Block,
  isBlock,
  type Line,
  quote,
  readStatements,
  type Statement,
  SyntaxFault,
  type Token,
  unquote,
} from "./syntax.js";

export interface ModuleVersion {
  readonly path: string;
  /** "" when none is given. */
  readonly version: string;
}

interface Directive {
  /** Where it stands, to be shown or edited. */
  readonly at: Line;
}

export interface Replace extends Directive {
  readonly old: ModuleVersion;
  /** A folder when it has no version. */
  readonly new: ModuleVersion;
}

export interface Require extends Directive, ModuleVersion {
  readonly indirect: boolean;
}

export interface ParseError {
  readonly line: number;
  readonly column: number;
  /** In Go's words, without the place. */
  readonly message: string;
  /**
   * `version`: no version, but perhaps a branch or the like, for which a build would ask the proxy;
   * `target`: a replacement that is neither a folder nor a module with a version; `blank`: a folder
   * with a blank and no quotes; `directive`: a word that is none; `conflict`: git's markers are in the
   * file; `encoding`: it is no plain UTF-8; `syntax`: all else.
   */
  readonly kind: "syntax" | "version" | "target" | "blank" | "directive" | "conflict" | "encoding";
  /** The word that it is about, where there is one. */
  readonly word: string | null;
}

/** A version that `go mod edit` takes, and a build only once `go mod tidy` has written it out. */
export interface LooseVersion {
  readonly line: number;
  readonly written: string;
  /** Null when it is no version, but perhaps a branch or the like. */
  readonly canonical: string | null;
}

/** Something that Go refuses in versions before `since`. */
export interface NewerSyntax {
  readonly line: number;
  readonly what: string;
  readonly since: string;
}

interface AnyFile {
  readonly go: (Directive & { readonly version: string }) | null;
  readonly toolchain: (Directive & { readonly name: string }) | null;
  readonly godebug: readonly (Directive & { readonly key: string; readonly value: string })[];
  readonly replace: readonly Replace[];
  readonly newer: readonly NewerSyntax[];
  readonly loose: readonly LooseVersion[];
  /** With any of these, Go takes nothing of the file. */
  readonly errors: readonly ParseError[];
}

export interface ModFile extends AnyFile {
  readonly module: (Directive & { readonly path: string; readonly deprecated: string }) | null;
  readonly require: readonly Require[];
  readonly exclude: readonly (Directive & ModuleVersion)[];
  readonly retract: readonly (Directive & {
    readonly low: string;
    readonly high: string;
    readonly rationale: string;
  })[];
  readonly tool: readonly (Directive & { readonly path: string })[];
  readonly ignore: readonly (Directive & { readonly path: string })[];
}

export interface WorkFile extends AnyFile {
  readonly use: readonly (Directive & { readonly path: string })[];
}

export interface ParseOptions {
  /** Whether a backslash may stand in a folder. */
  readonly windows?: boolean;
  /** Read it as Go reads the go.mod of a module that another one requires or replaces. */
  readonly dependency?: boolean;
  /** The file's name, for the one message that holds it. */
  readonly file?: string;
}

/**
 * Reads a go.mod as Go 1.27 does.
 * @param text decoded as UTF-8, with its byte order mark kept
 */
export function parseModFile(text: string, options: ParseOptions = {}): ModFile {
  return new Reader(MOD_VERBS, { file: "go.mod", ...options }).read(text);
}

/** Reads a go.work as Go 1.27 does; see `parseModFile`. */
export function parseWorkFile(text: string, options: ParseOptions = {}): WorkFile {
  return new Reader(WORK_VERBS, { file: "go.work", ...options }).read(text);
}

/** Whether Go takes the right side of a `replace` for a folder, whatever the system. */
export function isFolderPath(path: string): boolean {
  return /^(?:\.{1,2}(?:$|[/\\])|[/\\]|[A-Za-z]:)/.test(path);
}

type Verb =
  | "module"
  | "go"
  | "toolchain"
  | "godebug"
  | "require"
  | "exclude"
  | "replace"
  | "retract"
  | "tool"
  | "ignore"
  | "use";

export const WORK_VERBS: ReadonlySet<string> = new Set<Verb>([
  "go",
  "toolchain",
  "godebug",
  "use",
  "replace",
]);
export const MOD_VERBS: ReadonlySet<string> = new Set<Verb>([
  "module",
  "go",
  "toolchain",
  "godebug",
  "require",
  "exclude",
  "replace",
  "retract",
  "tool",
  "ignore",
]);
const DEPENDENCY_VERBS: ReadonlySet<string> = new Set<Verb>([
  "module",
  "go",
  "require",
  "retract",
  "ignore",
]);
const NEVER_IN_BLOCKS: ReadonlySet<string> = new Set<Verb>(["go", "toolchain"]);

const SINCE: Readonly<Partial<Record<Verb, string>>> = {
  toolchain: "1.21",
  godebug: "1.23",
  tool: "1.24",
  ignore: "1.25",
};

const GO_VERSION = /^[1-9]\d*\.(?:0|[1-9]\d*)(?:(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?)$/;
const OLD_GO_VERSION = /^\d+\.\d+$/;
// What Go makes of a version that only a later one can read, in a dependency.
const LAX_GO_VERSION = /^v?([1-9]\d*\.(?:0|[1-9]\d*))(?!\d)./;
const TOOLCHAIN = /^(?:default$|go1(?:$|\.))/;

/** One fault of one line, which ends its reading. */
class Fault extends Error {
  constructor(
    message: string,
    readonly kind: ParseError["kind"] = "syntax",
    readonly word: string | null = null,
  ) {
    super(message);
  }
}

type Draft<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key];
};

class Reader {
  private readonly file: Draft<ModFile & WorkFile> = {
    module: null,
    go: null,
    toolchain: null,
    godebug: [],
    require: [],
    exclude: [],
    replace: [],
    retract: [],
    tool: [],
    ignore: [],
    use: [],
    newer: [],
    loose: [],
    errors: [],
  };

  constructor(
    private readonly verbs: ReadonlySet<string>,
    private readonly options: ParseOptions & { readonly file: string },
  ) {}

  read(text: string): ModFile & WorkFile {
    try {
      for (const statement of readStatements(text, this.options.file))
        this.readStatement(statement);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      const { line, column, message } = error;
      this.file.errors.push({ line, column, message, kind: "syntax", word: null });
    }
    this.nameCause(text);
    return this.file;
  }

  /** Where all errors have one cause, each of them says so. */
  private nameCause(text: string): void {
    if (this.file.errors.length === 0) return;
    const kind = findEncoding(text) !== null ? "encoding" : findConflict(text) ? "conflict" : null;
    if (kind === null) return;
    const word = kind === "encoding" ? findEncoding(text) : String(findConflict(text));
    this.file.errors = this.file.errors.map((error) => ({ ...error, kind, word }));
  }

  private readStatement(statement: Statement): void {
    const [first, ...rest] = statement.tokens as [Token, ...Token[]];
    if (!isBlock(statement)) {
      this.readLine(statement, first.text, rest);
    } else if (rest.length > 0 || !this.verbs.has(first.text) || NEVER_IN_BLOCKS.has(first.text)) {
      if (this.options.dependency) return;
      const words = statement.tokens.map(({ text }) => text).join(" ");
      const isWord = rest.length === 0 && !this.verbs.has(first.text);
      const kind = isWord ? "directive" : "syntax";
      this.addError(statement, new Fault(`unknown block type: ${words}`, kind, first.text));
    } else {
      for (const line of statement.lines) this.readLine(line, first.text, line.tokens);
    }
  }

  private readLine(line: Line, verb: string, args: readonly Token[]): void {
    if (this.options.dependency && !DEPENDENCY_VERBS.has(verb)) return;
    try {
      if (!this.verbs.has(verb)) {
        throw new Fault(`unknown directive: ${verb}`, "directive", verb);
      }
      this.readDirective(
        line,
        verb as Verb,
        args.map(({ text }) => text),
      );
      const since = SINCE[verb as Verb];
      if (since) this.addNewer(line, verb, since);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.addError(line, error);
    }
  }

  private readDirective(at: Line, verb: Verb, args: readonly string[]): void {
    const { file } = this;
    const [first = "", second = ""] = args;
    switch (verb) {
      case "module":
        if (file.module) throw new Fault("repeated module statement");
        // Even a bad one is not to be repeated.
        file.module = { path: "", deprecated: readDeprecation(at), at };
        if (args.length !== 1) throw new Fault("usage: module module/path");
        file.module = { ...file.module, path: readString(first) };
        break;
      case "go":
        if (file.go) throw new Fault("repeated go statement");
        if (args.length !== 1) throw new Fault("go directive expects exactly one argument");
        file.go = { version: this.readGoVersion(at, first), at };
        break;
      case "toolchain":
        if (file.toolchain) throw new Fault("repeated toolchain statement");
        if (args.length !== 1) throw new Fault("toolchain directive expects exactly one argument");
        if (!TOOLCHAIN.test(first)) {
          throw new Fault(
            `invalid toolchain version '${first}': must match format go1.23.0 or default`,
          );
        }
        file.toolchain = { name: first, at };
        break;
      case "godebug": {
        const equals = first.indexOf("=");
        if (args.length !== 1 || /["`',]/.test(first) || equals === -1) {
          throw new Fault("usage: godebug key=value");
        }
        file.godebug.push({ key: first.slice(0, equals), value: first.slice(equals + 1), at });
        break;
      }
      case "require":
      case "exclude": {
        if (args.length !== 2) throw new Fault(`usage: ${verb} module/path v1.2.3`);
        const path = readString(first);
        const version = this.readVersion(at, verb, path, second);
        const major = readPathMajor(path);
        if (major === null) throw new Fault("invalid module path");
        checkMajor(verb, path, version, major);
        if (verb === "exclude") file.exclude.push({ path, version, at });
        else file.require.push({ path, version, indirect: isIndirect(at), at });
        break;
      }
      case "replace":
        file.replace.push({ ...this.readReplace(at, args), at });
        break;
      case "retract":
        this.readRetract(at, args);
        break;
      case "tool":
      case "ignore":
        if (args.length !== 1) throw new Fault(`${verb} directive expects exactly one argument`);
        file[verb].push({ path: readString(first), at });
        break;
      case "use":
        if (args.length !== 1) throw new Fault("usage: use local/dir");
        file.use.push({ path: readString(first), at });
    }
  }

  private readGoVersion(at: Line, version: string): string {
    if (GO_VERSION.test(version)) {
      if (!OLD_GO_VERSION.test(version)) this.addNewer(at, `go ${version}`, "1.21");
      return version;
    }
    const lax = this.options.dependency ? LAX_GO_VERSION.exec(version)?.[1] : undefined;
    if (lax === undefined) {
      throw new Fault(`invalid go version '${version}': must match format 1.23.0`);
    }
    return lax;
  }

  private readReplace(at: Line, args: readonly string[]): Omit<Replace, "at"> {
    const arrow = args[1] === "=>" ? 1 : 2;
    const right = args.slice(arrow + 1);
    if (args[arrow] !== "=>" || right.length < 1 || right.length > 2) {
      throw new Fault(
        "usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory",
      );
    }
    const path = readString(args[0] as string);
    const major = readPathMajor(path);
    if (major === null) throw prefixed("replace", path, "invalid module path");
    let version = "";
    if (arrow === 2) {
      version = this.readVersion(at, "replace", path, args[1] as string);
      checkMajor("replace", path, version, major);
    }
    const target = readString(right[0] as string);
    const targetVersion =
      right[1] === undefined ? "" : this.readVersion(at, "replace", target, right[1]);
    if (right[1] === undefined) this.checkFolder(at, target);
    else if (isFolderPath(target)) {
      throw new Fault(`replacement module directory path ${quote(target)} cannot have version`);
    }
    return { old: { path, version }, new: { path: target, version: targetVersion } };
  }

  private checkFolder(at: Line, target: string): void {
    if (!isFolderPath(target)) {
      const message = target.includes("@")
        ? "replacement module must match format 'path version', not 'path@version'"
        : "replacement module without version must be directory path (rooted or starting with . or ..)";
      throw new Fault(message, "target", target);
    }
    if (!this.options.windows && target.includes("\\")) {
      throw new Fault(
        "replacement directory appears to be Windows path (on a non-windows system)",
        "target",
        target,
      );
    }
    if (/^\.{1,2}$/.test(target)) this.addNewer(at, `replacement directory ${target}`, "1.22");
  }

  private readRetract(at: Line, args: readonly string[]): void {
    let low: string;
    let high: string;
    let rest: readonly string[];
    try {
      [low, high, rest] = readInterval(args);
    } catch (error) {
      if (this.options.dependency && error instanceof Fault) return;
      throw error;
    }
    if (rest.length > 0 && !this.options.dependency) {
      throw new Fault(`unexpected token after version: ${quote(rest[0] as string)}`);
    }
    this.file.retract.push({ low, high, rationale: readComment(at), at });
    for (const version of new Set([low, high])) this.addLoose(at, version);
  }

  private readVersion(at: Line, verb: Verb, path: string, token: string): string {
    const text = readVersionText(verb, path, token);
    const version = canonicalizeVersion(text);
    if (version === null) {
      const fault = `version ${quote(text)} invalid: must be of the form v1.2.3`;
      if (isFolderPath(path)) throw prefixed(verb, path, fault, "blank", `${path} ${text}`);
      throw prefixed(verb, path, fault, "version", text);
    }
    this.addLoose(at, text);
    return version;
  }

  private addLoose({ line }: Line, written: string): void {
    const canonical = canonicalizeVersion(written);
    if (canonical !== written) this.file.loose.push({ line, written, canonical });
  }

  private addError({ line, column }: Line | Block, { message, kind, word }: Fault): void {
    this.file.errors.push({ line, column, message, kind, word });
  }

  private addNewer({ line }: Line, what: string, since: string): void {
    this.file.newer.push({ line, what, since });
  }
}

const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?:[ \r]|$)/;

/** The line of git's first marker, 0 where there is none. */
function findConflict(text: string): number {
  return text.split("\n").findIndex((line) => MARKER.test(line)) + 1;
}

/** What a file that is no plain UTF-8 is instead. */
function findEncoding(text: string): string | null {
  // As UTF-8, the byte order mark of UTF-16 is two characters that cannot be decoded.
  if (/^(?:\ufffd\ufffd)?(?:\0[^\0]|[^\0]\0){2}/.test(text)) return "UTF-16";
  return text.startsWith("\ufeff") ? "UTF-8 with a byte order mark" : null;
}

function readString(token: string): string {
  const [text, fault] = unquoteToken(token);
  if (fault !== null) throw new Fault(`invalid quoted string: ${fault}`);
  return text;
}

/** What the token says, or why it says nothing. */
function unquoteToken(token: string): [string, string | null] {
  if (token.startsWith('"')) {
    const text = unquote(token);
    return text === null ? ["", "invalid syntax"] : [text, null];
  }
  return [token, /["'`]/.test(token) ? "unquoted string cannot contain quote" : null];
}

function readVersionText(verb: Verb, path: string, token: string): string {
  const [text, fault] = unquoteToken(token);
  if (fault !== null) throw prefixed(verb, path, `version ${quote(token)} invalid: ${fault}`);
  return text;
}

function checkMajor(verb: Verb, path: string, version: string, major: string): void {
  const fault = findMajorFault(version, major);
  if (fault !== null) throw prefixed(verb, path, `version ${quote(version)} invalid: ${fault}`);
}

function prefixed(
  verb: Verb,
  path: string,
  fault: string,
  kind: ParseError["kind"] = "syntax",
  word: string | null = null,
): Fault {
  return new Fault(`${path === "" ? verb : `${verb} ${path}`}: ${fault}`, kind, word);
}

/** `v1.0.0` or `[v1.0.0, v1.9.9]`, and what stands behind it. */
function readInterval(args: readonly string[]): [string, string, readonly string[]] {
  const [first] = args;
  if (first === undefined || first === "(") throw new Fault("expected '[' or version");
  if (first !== "[") {
    const version = readVersionText("retract", "", first);
    return [version, version, args.slice(1)];
  }
  const [, low, comma, high, bracket] = args;
  if (low === undefined) throw new Fault("expected version after '['");
  const lowest = readVersionText("retract", "", low);
  if (comma !== ",") throw new Fault("expected ',' after version");
  if (high === undefined) throw new Fault("expected version after ','");
  const highest = readVersionText("retract", "", high);
  if (bracket !== "]") throw new Fault("expected ']' after version");
  return [lowest, highest, args.slice(5)];
}

// Go's unicode.IsSpace, which is not what \s is.
const SPACE = "[\\t-\\r\\x85\\p{Z}]";
const OUTER_SPACE = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");
const INDIRECT = new RegExp(`^//${SPACE}*indirect(?:${SPACE}*$|;${SPACE}+(?!${SPACE}).)`, "u");

function isIndirect({ comment }: Line): boolean {
  return comment !== null && INDIRECT.test(comment);
}

/** The comment of the line, or else of its block. */
function readComment({ above, comment, block }: Line): string {
  const own = comment === null ? above : [...above, comment];
  return (own.length === 0 && block ? block.above : own)
    .filter((text) => text !== "")
    .map((text) => text.slice(2).replace(OUTER_SPACE, ""))
    .join("\n");
}

function readDeprecation(at: Line): string {
  return /(?:^|\n\n)Deprecated: *(.*?)(?:$|\n\n)/s.exec(readComment(at))?.[1] ?? "";
}
