// Reads a go.mod or go.work as Go does, line by line, and goes on behind a line with a fault.
import { isIndirect, readComment, readDeprecation } from "./comments.js";
import { findCause } from "./error-cause.js";
import type { ModFile, Replace, WorkFile } from "./modfile.js";
import { canonicalizeVersion, readPathMajor } from "./module-version.js";
import { quote } from "./quote.js";
import {
  type Block,
  isBlock,
  type Line,
  readStatements,
  type Statement,
  SyntaxFault,
  type Token,
} from "./syntax.js";
import {
  DEPENDENCY_VERBS,
  MOD_VERBS,
  NEVER_IN_BLOCKS,
  SINCE,
  type Verb,
  WORK_VERBS,
} from "./verbs.js";
import {
  checkMajor,
  Fault,
  isFolderPath,
  prefixed,
  readInterval,
  readString,
  readVersionText,
} from "./words.js";

export interface ParseOptions {
  /** Whether a folder may have a backslash in it, as on Windows. */
  readonly windows?: boolean;
  /** Whether to read it as Go reads the go.mod of a module that another one requires or replaces. */
  readonly dependency?: boolean;
  /** The file's name, for the one message that holds it. */
  readonly file?: string;
}

/**
 * Reads a go.mod as Go 1.27 does; what is wrong with it stands in `errors`, and nothing is thrown.
 * @param text decoded as UTF-8, with its byte order mark kept
 */
export function parseModFile(text: string, options: ParseOptions = {}): ModFile {
  return new Reader(MOD_VERBS, { file: "go.mod", ...options }).read(text);
}

/** Reads a go.work as Go 1.27 does; see `parseModFile`. */
export function parseWorkFile(text: string, options: ParseOptions = {}): WorkFile {
  return new Reader(WORK_VERBS, { file: "go.work", ...options }).read(text);
}

const GO_VERSION = /^[1-9]\d*\.(?:0|[1-9]\d*)(?:(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?)$/;
const OLD_GO_VERSION = /^\d+\.\d+$/;
// In a dependency, Go takes the beginning of a version that only a later Go can read.
const LAX_GO_VERSION = /^v?([1-9]\d*\.(?:0|[1-9]\d*))(?!\d)./;
const TOOLCHAIN = /^(?:default$|go1(?:$|\.))/;

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
    const { errors } = this.file;
    const cause = errors.length > 0 ? findCause(text) : null;
    if (cause !== null) this.file.errors = errors.map((error) => ({ ...error, ...cause }));
    return this.file;
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
        // Go refuses a second one even where the first is bad.
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
