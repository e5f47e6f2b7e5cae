// Which Go files a build takes: their names and build constraints, held against a platform.

/** What a build is for. */
export interface BuildTarget {
  /** As Go names them: `linux`, `amd64`. */
  readonly goos: string;
  readonly goarch: string;
  /** Those of -tags. */
  readonly tags: ReadonlySet<string>;
  /** The 22 of the oldest Go, 1.22, that may build it. */
  readonly minor: number;
}

/**
 * `built`: part of the build; `open`: part of it if there is a C compiler, or a newer or another Go; `other`: part of
 * builds for other platforms or with other tags only, which `go mod tidy` counts; `none`: of no build.
 */
export type Inclusion = "built" | "open" | "other" | "none";

/** Whether a build takes a file of this name and content; what begins with `_` or `.` it never looks at. */
export function findInclusion(name: string, source: string, target: BuildTarget): Inclusion {
  const header = readHeader(source);
  if (header === null) return "none";
  const known = (tag: string) => matchTag(tag, target);
  const truth = Math.min(matchName(name, known), header(known, true));
  if (truth === TRUE) return "built";
  if (truth === OPEN) return "open";
  // cmd/go, imports.AnyTags: each tag is both there and not there, but for one.
  const isTidied = header((tag, isWanted) => (tag !== "ignore" && isWanted ? TRUE : FALSE), true);
  return isTidied === TRUE ? "other" : "none";
}

const GOOS: Readonly<Record<string, string>> = { win32: "windows", sunos: "solaris" };
const GOARCH: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", mipsel: "mipsle" };

/**
 * What Go builds for where Node says that it runs on this, unless GOOS and GOARCH say otherwise.
 * @param tags those of -tags
 */
export function findBuildTarget(
  platform: string,
  arch: string,
  { GOOS: goos, GOARCH: goarch }: Readonly<Record<string, string | undefined>> = {},
  tags: readonly string[] = [],
): BuildTarget {
  return {
    goos: goos || (GOOS[platform] ?? platform),
    goarch: goarch || (GOARCH[arch] ?? arch),
    tags: new Set(tags),
    minor: 21,
  };
}

type Truth = 0 | 0.5 | 1;
const FALSE = 0;
const OPEN = 0.5;
const TRUE = 1;

/** Asks for each tag; `isWanted` turns at each `!`. */
type Expression = (match: (tag: string, isWanted: boolean) => Truth, isWanted: boolean) => Truth;

const and =
  (all: readonly Expression[]): Expression =>
  (match, isWanted) =>
    all.reduce<Truth>((truth, one) => Math.min(truth, one(match, isWanted)) as Truth, TRUE);
const or =
  (any: readonly Expression[]): Expression =>
  (match, isWanted) =>
    any.reduce<Truth>((truth, one) => Math.max(truth, one(match, isWanted)) as Truth, FALSE);
const not =
  (negated: Expression): Expression =>
  (match, isWanted) =>
    (1 - negated(match, !isWanted)) as Truth;
const always: Expression = () => TRUE;

// internal/syslist of Go 1.27.
const SYSTEMS = new Set(
  "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos".split(
    " ",
  ),
);
const UNIX_SYSTEMS = new Set(
  "aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris".split(" "),
);
const ARCHITECTURES = new Set(
  "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm".split(
    " ",
  ),
);
const IMPLIED: Readonly<Record<string, string>> = {
  android: "linux",
  illumos: "solaris",
  ios: "darwin",
};

function matchTag(tag: string, { goos, goarch, tags, minor }: BuildTarget): Truth {
  if ([goos, IMPLIED[goos], goarch, "gc"].includes(tag) || tags.has(tag)) return TRUE;
  if (tag === "unix") return UNIX_SYSTEMS.has(goos) ? TRUE : FALSE;
  // As the Go is made that builds it.
  if (tag === "cgo" || tag.startsWith("goexperiment.") || tag.startsWith(`${goarch}.`)) return OPEN;
  const release = /^go1\.(\d+)$/.exec(tag)?.[1];
  if (release === undefined) return FALSE;
  return Number(release) <= minor ? TRUE : OPEN;
}

/** By suffixes such as `_linux`, `_amd64` and `_linux_amd64`. */
function matchName(name: string, match: (tag: string) => Truth): Truth {
  // The first word is a name, be it that of a system.
  const [, ...words] = name
    .replace(/\..*/s, "")
    .replace(/_test$/, "")
    .split("_");
  const [last = "", before = ""] = words.reverse();
  if (SYSTEMS.has(last)) return match(last);
  if (!ARCHITECTURES.has(last)) return TRUE;
  return SYSTEMS.has(before) ? (Math.min(match(before), match(last)) as Truth) : match(last);
}

/** The constraint above the package clause; null when Go finds fault with it, and passes the file by. */
function readHeader(source: string): Expression | null {
  const { lines, oldLines } = splitHeader(source);
  const [line, another] = lines;
  if (another !== undefined) return null;
  if (line !== undefined) return parseConstraint(line);
  return and(oldLines.map(parseOldConstraint));
}

const LINE = /^\/\/go:build(?=\s|$)(.*)/s;
const OLD_LINE = /^\/\/\s*\+build(?=\s|$)(.*)/s;

/** The `//go:build` lines, and the `// +build` lines, which a blank line has to follow. */
function splitHeader(source: string): { lines: string[]; oldLines: string[] } {
  const lines: string[] = [];
  const oldLines: string[] = [];
  let waiting: string[] = [];
  let isComment = false;
  let isOpen = true;
  for (const raw of listLines(source)) {
    let line = raw.trim();
    if (!isComment) {
      const constraint = LINE.exec(line)?.[1];
      if (constraint !== undefined) lines.push(constraint);
    }
    if (!line.startsWith("//") && line !== "") isOpen = false;
    if (isOpen) {
      const old = OLD_LINE.exec(line)?.[1];
      if (old !== undefined) waiting.push(old);
      if (line === "") {
        oldLines.push(...waiting);
        waiting = [];
      }
    }
    while (line !== "") {
      if (isComment) {
        const end = line.indexOf("*/");
        isComment = end === -1;
        line = isComment ? "" : line.slice(end + 2).trim();
      } else if (line.startsWith("/*")) {
        isComment = true;
        line = line.slice(2);
      } else if (line.startsWith("//")) {
        line = "";
      } else {
        return { lines, oldLines };
      }
    }
  }
  return { lines, oldLines };
}

/** One after the other, as few are needed. */
function* listLines(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}

// How many operands an expression may have, and operators an old line, since Go 1.22.7.
const MAX_SIZE = 1000;
const MAX_OLD_SIZE = 100;

const TOKEN = /[ \t]*(\|\||&&|!|\(|\)|[\p{L}\p{Nd}_.]+)/uy;

/** Go's go/build/constraint: `||` below `&&` below `!`; null when it is malformed. */
function parseConstraint(text: string): Expression | null {
  let offset = 0;
  let size = 0;
  let token: string | null = null;
  let isBroken = false;
  const next = () => {
    TOKEN.lastIndex = offset;
    const found = TOKEN.exec(text);
    if (found !== null) offset = TOKEN.lastIndex;
    else if (text.slice(offset).trim() !== "") isBroken = true;
    token = found?.[1] ?? null;
  };
  const parseOr = (): Expression => {
    const any = [parseAnd()];
    while (token === "||") {
      next();
      any.push(parseAnd());
    }
    return or(any);
  };
  const parseAnd = (): Expression => {
    const all = [parseNot()];
    while (token === "&&") {
      next();
      all.push(parseNot());
    }
    return and(all);
  };
  const parseNot = (): Expression => {
    size += 1;
    if (size > MAX_SIZE) isBroken = true;
    if (isBroken) return always;
    if (token !== "!") return parseAtom();
    next();
    // Not twice: Go calls that a double negation, and an error.
    if (token === "!") isBroken = true;
    return not(parseAtom());
  };
  const parseAtom = (): Expression => {
    const tag = token;
    next();
    if (tag === "(") {
      const inner = parseOr();
      if (token !== ")") isBroken = true;
      next();
      return inner;
    }
    if (tag === null || /^[|&)]/.test(tag)) {
      isBroken = true;
      return always;
    }
    return (match, isWanted) => match(tag, isWanted);
  };
  next();
  const parsed = parseOr();
  return isBroken || token !== null ? null : parsed;
}

/** `// +build a,b !c`: a blank means or, a comma and. */
function parseOldConstraint(text: string): Expression {
  const clauses = text
    .trim()
    .split(/\s+/)
    .map((clause) => clause.split(","));
  // What is larger, Go passes by.
  if (clauses.flat().length - 1 > MAX_OLD_SIZE) return always;
  return or(clauses.map((words) => and(words.map(parseOldTag))));
}

function parseOldTag(word: string): Expression {
  const isNegated = /^!(?!!|$)/.test(word);
  const written = isNegated ? word.slice(1) : word;
  // What is malformed, Go takes for a tag that nobody sets.
  const tag = /^[\p{L}\p{Nd}_.]+$/u.test(written) ? written : "ignore";
  const expression: Expression = (match, isWanted) => match(tag, isWanted);
  return isNegated ? not(expression) : expression;
}
