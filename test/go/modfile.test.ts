// The parser of go.mod and go.work beside the real one: recorded, and run on files nobody wrote.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { ModFile, ModuleVersion, WorkFile } from "../../src/go/modfile/modfile.js";
import { parseModFile, parseWorkFile } from "../../src/go/modfile/parse-modfile.js";
import { makeLastingFolder } from "../setup/environments.js";
import recorded from "./go-mod-cases.json" with { type: "json" };
import { describeWithGo, REFERENCE, runGo } from "./real-go.js";

interface Case {
  readonly name: string;
  readonly "go.mod": string;
  readonly error?: string;
  readonly go?: string | null;
  readonly replace?: unknown;
}

describe("a recorded go.mod", () => {
  it.each(recorded.cases as Case[])("$name is judged as Go judges it", (it) => {
    const text = it["go.mod"].replaceAll("@ROOT@", "/proj");
    const file = parseModFile(text, { file: "@ROOT@/go.mod" });
    expect(printErrors(file, "@ROOT@/go.mod")).toBe(it.error ?? "");
    if (it.error !== undefined) return;
    const { Go, Replace } = printModFile(file);
    expect(Go ?? null).toBe(it.go);
    expect(Replace ?? null).toEqual(
      JSON.parse(JSON.stringify(it.replace).replaceAll("@ROOT@", "/proj")),
    );
  });
});

it("every directive knows where it stands, to the character", () => {
  const property = fc.property(anyFile("go.mod"), (text) => {
    const { require, replace, exclude, retract, tool, ignore } = parseModFile(text);
    for (const { at } of [...require, ...replace, ...exclude, ...retract, ...tool, ...ignore]) {
      const words = at.block === null ? at.tokens : [...at.block.tokens, ...at.tokens];
      for (const { text: word, start, end } of words) expect(text.slice(start, end)).toBe(word);
      expect(text.slice(0, at.tokens[0]?.start).split("\n").length).toBe(at.line);
      if (at.block !== null) expect(text[at.block.end - 1]).toBe(")");
    }
  });
  fc.assert(property, { numRuns: 2000 });
});

// Corners that chance alone may not reach in a few hundred runs.
const MOD_CORNERS: readonly string[] = [
  // A string runs on over an escaped newline, and what follows counts from there.
  'module "a\\\nb" // x\nfrob\n',
  'require "a\\\nb" v1.0.0 // indirect\nfoo (\n',
  '"',
  '"\\',
  '"\\\n',
  "`a\nb`",
  "module m\nrequire (\n",
  "module m\nrequire (",
  "module m\nrequire () x\n",
  "module m\nrequire ( ) // x\nfoo ()\n() x\n) y\n",
  "require ( // x\n// y\n) // z\n) z\n",
  'require (\n) "\\\n"',
  "go (\n\t1.16\n)\n",
  "module a/*b\n",
  "module a//b\n",
  "module a/\n",
  "\ufffd\ufffe",
  "\u200b",
  "  \u{1f600} \u00a0\n",
  "module m\rgo 1.16\r\n",
  // Which comments belong to a line, and which to its block.
  "module m\n// block\nretract (\n\n\tv1.0.0\n\n\tv1.1.0\n\t//\n\t// own\n\tv1.2.0 // too\n)\n",
  "// far\n\n// near\nmodule m // Deprecated: x\n",
  "// Deprecated: a\n// b\n//\n// c\nmodule (\n\tm\n)\n",
  "module (\n\tm // Deprecated:  y \n)\nmodule n\n",
  "require (\n\ta.b/c v1.0.0 //indirect\n\ta.b/d v1.0.0 // indirect;\n\ta.b/e v1.0.0 // indirect; \u3000\n\ta.b/f v1.0.0 // indirect; x\n\ta.b/h v1.0.0 // indirect;x\n\ta.b/i v1.0.0 // indirect x\n\ta.b/g v1.0.0 // indirect\u0085\n)\n",
  'require "" v1.0.0\nexclude "" v1.0.0\nreplace "" => /x\nretract ""\n',
  "exclude a v1.0.0\nexclude b v1.0.0\nexclude a v1\n",
  "replace a => /x\nreplace a v1 => /x\nreplace a => /y\n",
  "require gopkg.in/x.v0-unstable v0.1.0\n",
  "require gopkg.in/x.v-unstable v0.1.0\n",
  "require gopkg.in/x.v1-unstable v0.0.0-20161208181325-20d25e280405\n",
  "require (\n\tgopkg.in/x v1.0.0\n\tgopkg.in/x.v2 v1.0.0\n\ta/v1 v1.0.0\n\ta/v2.1 v2.0.0\n\t/v2 v2.0.0\n)\n",
  "retract [\nretract [v1\nretract [v1,\nretract [v1,v2\nretract [v1,v2]\nretract [v1,v2] x\nretract (v1)\nretract\n",
  'module "\\303\\274\\377\\u00fc\\U0001F600\\a\\v"\n',
  'module "\\400"\nmodule "\\ud800"\nmodule "\\U00110000"\nmodule "\\\'"\nmodule "\\x4"\n',
  "replace a v1 => ./b v1\nreplace a => b\nreplace => b\nreplace a => b c d\nreplace a/v1 => ./b\nreplace a => x@v1\n",
  "go 1.016\ngo v1.16\ngo 1\ngo 1.16 x\ngo\n",
];
const WORK_CORNERS: readonly string[] = [
  'go 1.18\nuse ()\nuse (\n\t.\n\t"./a b" // x\n)\nuse a b\nuse\n',
  'use ""\nuse ./a\nuse ./a\nreplace a => /b\nreplace a => /c\n',
  "module m\nrequire (\n)\nuse x (\n)\n",
];

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The recordings too: so they are what every Go still says.
const RECORDED = recorded.cases.map((one) => one["go.mod"]);

const { DIFFERENTIAL_RUNS } = process.env;

describeWithGo("beside the real Go", (go) => {
  const { minor } = go;
  const runs = Number(DIFFERENTIAL_RUNS ?? (minor === REFERENCE ? 300 : 200));
  it.each([
    ["go.mod", runs, [...MOD_CORNERS, ...RECORDED], parseModFile, printModFile],
    ["go.work", Math.ceil(runs / 2), WORK_CORNERS, parseWorkFile, printWorkFile],
  ] as const)("every %s gets the same verdict", async (name, numRuns, examples, parse, print) => {
    let number = 0;
    const property = fc.asyncProperty(anyFile(name, minor), async (text) => {
      const file = parse(text);
      // By design: what this go is too old for.
      fc.pre(!isNewerThan(minor, text, file));
      number += 1;
      const cwd = join(folder, `${minor}-${name}-${number}`);
      mkdirSync(cwd);
      writeFileSync(join(cwd, name), text);
      const verb = name === "go.mod" ? "mod" : "work";
      const answer = await runGo(go, cwd, [verb, "edit", "-json", name]);
      rmSync(cwd, { recursive: true });
      if (file.errors.length > 0) {
        expect(wordAs(minor, name, printErrors(file, name))).toBe(
          answer.stderr.replace(/^(?:(?:go: )?errors parsing .*:\n)+/, "").trimEnd(),
        );
      } else {
        expect(answer.stderr).toBe("");
        const printed = (print as (file: unknown) => Record<string, unknown>)(file);
        expect(shapeAs(minor, name, printed)).toEqual(JSON.parse(answer.stdout));
      }
    });
    await fc.assert(property, { numRuns, examples: examples.map((text) => [text]) });
  });
});

/** The first Go, as in 1.21, that knows a directive. */
const VERBS_SINCE = { toolchain: 21, godebug: 23, tool: 24, ignore: 25 } as const;

/** Whether something in the text is read otherwise by Go 1.`minor`. */
function isNewerThan(minor: number, text: string, { newer }: ModFile | WorkFile): boolean {
  const verbs = Object.entries(VERBS_SINCE)
    .filter(([, since]) => since > minor)
    .map(([verb]) => verb);
  return (
    newer.some(({ since }) => Number(since.split(".")[1]) > minor) ||
    (verbs.length > 0 && new RegExp(`(?:${verbs.join("|")})`).test(text)) ||
    // The forms of Go versions since 1.21, where something else is wrong with the line.
    (minor < 21 && /go[ \t"]+1\.\d+[.a-z]/.test(text))
  );
}

/** Our words as Go 1.`minor` puts them. */
function wordAs(minor: number, name: string, errors: string): string {
  let words = errors;
  if (minor < 24) {
    words = words.replaceAll("format go1.23.0 or default", "format go1.23.0 or local");
    if (name === "go.work") {
      words = words
        .replaceAll("must match format 1.23.0", "must match format 1.23")
        .replaceAll("format go1.23.0 or local", "format go1.23 or local");
    }
  }
  if (minor < 22) words = words.replaceAll("starting with . or ..)", "starting with ./ or ../)");
  if (minor >= 21) return words;
  return words
    .replaceAll("must match format 1.23.0", "must match format 1.23")
    .replaceAll(
      "replacement module must match format 'path version', not 'path@version'",
      "replacement module without version must be directory path (rooted or starting with ./ or ../)",
    );
}

/** What `go mod edit -json` and `go work edit -json` of 1.27 print, as Go 1.`minor` prints it. */
function shapeAs(
  minor: number,
  name: string,
  printed: Record<string, unknown>,
): Record<string, unknown> {
  if (minor >= 27) return printed;
  if (name === "go.work") {
    const { Toolchain, Godebug, ...older } = printed;
    return { Use: null, Replace: null, ...older };
  }
  const { GoDebug, ...rest } = printed;
  return {
    ...{ Require: null, Exclude: null, Replace: null, Retract: null },
    ...(minor >= VERBS_SINCE.tool && { Tool: null }),
    ...(minor >= VERBS_SINCE.ignore && { Ignore: null }),
    ...rest,
    ...(minor >= 26 && GoDebug !== undefined && { GoDebug }),
  };
}

function printErrors({ errors }: ModFile | WorkFile, name: string): string {
  return errors
    .map(({ line, column, message }) =>
      column > 1 ? `${name}:${line}:${column}: ${message}` : `${name}:${line}: ${message}`,
    )
    .join("\n");
}

// As `go mod edit -json` of 1.27 prints them: without what has no path, and with the last of equal replaces only.
function printModFile(file: ModFile): Record<string, unknown> {
  const { module, go, toolchain, godebug, require, exclude, retract, tool, ignore } = file;
  return omitEmpty({
    Module: omitEmpty({ Path: module?.path ?? "", Deprecated: module?.deprecated }, "Path"),
    Go: go?.version,
    Toolchain: toolchain?.name,
    GoDebug: printGodebugs(godebug.filter(({ key }) => key !== "")),
    Require: require
      .filter(({ path }) => path !== "")
      .map(({ path, version, indirect }) =>
        omitEmpty({ Path: path, Version: version, Indirect: indirect }),
      ),
    Exclude: exclude
      .filter(({ path }) => path !== "")
      .filter((one, index) => exclude.findIndex((other) => isSame(one, other)) === index)
      .map(printVersion),
    Replace: printReplaces(file),
    Retract: retract
      .filter(({ low, high }) => low !== "" || high !== "")
      .map(({ low, high, rationale }) => omitEmpty({ Low: low, High: high, Rationale: rationale })),
    Tool: printPaths(tool),
    Ignore: printPaths(ignore),
  });
}

function printWorkFile(file: WorkFile): Record<string, unknown> {
  return omitEmpty({
    Go: file.go?.version,
    Toolchain: file.toolchain?.name,
    Godebug: printGodebugs(file.godebug),
    Use: file.use.filter(({ path }) => path !== "").map(({ path }) => ({ DiskPath: path })),
    Replace: printReplaces(file),
  });
}

function printGodebugs(godebug: ModFile["godebug"]): unknown {
  return godebug.map(({ key, value }) => ({ Key: key, Value: value }));
}

function printPaths(directives: ModFile["tool"]): unknown {
  return [...new Set(directives.map(({ path }) => path))].map((path) => ({ Path: path }));
}

function printReplaces({ replace }: ModFile | WorkFile): unknown {
  return replace
    .filter(({ old }, index) => replace.findLastIndex((other) => isSame(old, other.old)) === index)
    .filter(({ old }) => old.path !== "")
    .map((one) => ({ Old: printVersion(one.old), New: printVersion(one.new) }));
}

function isSame(a: ModuleVersion, b: ModuleVersion): boolean {
  return a.path === b.path && a.version === b.version;
}

function printVersion({ path, version }: ModuleVersion): Record<string, unknown> {
  return omitEmpty({ Path: path, Version: version }, "Path");
}

function omitEmpty(value: Record<string, unknown>, kept = ""): Record<string, unknown> {
  const isEmpty = (one: unknown) =>
    one === "" || one === false || one === undefined || (Array.isArray(one) && one.length === 0);
  return Object.fromEntries(
    Object.entries(value).filter(([key, one]) => key === kept || !isEmpty(one)),
  );
}

const PATHS = [
  "example.com/a",
  "example.com/a/v2",
  "example.com/a/v1",
  "example.com/v02",
  "example.com/v2.1",
  "gopkg.in/yaml.v2",
  "gopkg.in/check.v1",
  "gopkg.in/x.v0-unstable",
  "gopkg.in/x.v-unstable",
  "gopkg.in/x.v2-unstable",
  "gopkg.in/x",
  "/v2",
  "m",
  '""',
  '"example.com/\\x61"',
  '"\\u00fc\\303\\274"',
  '"a\\tb"',
  '"a\\qb"',
  "'a'",
  "`a`",
  'a"b',
  "ü😀",
  "a,b",
  "a(1)",
];
const FOLDERS = [
  "./la",
  "../lb",
  "/abs",
  "la",
  "~/la",
  "file:///x",
  "C:/la",
  "c:x",
  ".\\la",
  "./l\\a",
  '"./l c"',
  "./l c",
  "./la//x",
  "./la/*x",
  "x@v1",
  "./la(1)",
];
const VERSIONS = [
  "v1.0.0",
  "v0.0.0-20161208181325-20d25e280405",
  "v1",
  "v1.2",
  "v01.0.0",
  "v2.0.0",
  "v2.0.0+incompatible",
  "v1.0.0+meta",
  "v1.0.0-rc.1+incompatible",
  "v1.0.0-01",
  "v1.0.0-0a.b",
  "v1.0.0-",
  "v1.2+x",
  "1.0.0",
  "latest",
  '"v1.0.0"',
  '"v1.0.0',
  "'v1'",
];
const COMMENTS = [
  "// indirect",
  "//indirect",
  "// indirect; why",
  "// indirect;",
  "// indirect;  ",
  "// indirect\u0085",
  "//\ufeffindirect",
  "// Deprecated: no",
  "//",
  "// x\r",
  "/* x */",
];
const PIECES = [
  ..."\n\n\n()()[],\t\r \"'`\\=>/{}\0\x7f\x0b\u00a0\u0085\u3000\u200b\ufeff\ufffd",
  "\r\n",
  "=>",
  "//",
  "/*",
  "\\\n",
  "\\x41",
  "\\400",
  "\\ud800",
  "\\U0001f600",
  "\\'",
  "module m",
  "replace",
  "require",
  "retract [v1.0.0, v1.2.0]",
  "use ./m",
  "(\n",
  "\n)",
  ...PATHS,
  ...FOLDERS,
  ...VERSIONS,
  ...COMMENTS,
];

/** Files written by rule for Go 1.`minor`, and recorded ones, with a few pieces cut out, put in or moved. */
function anyFile(name: "go.mod" | "go.work", minor: number = REFERENCE): fc.Arbitrary<string> {
  const from = <T>(list: readonly T[]) => fc.constantFrom(...list);
  const version = from(VERSIONS);
  const comment = fc.option(from(COMMENTS), { freq: 3, nil: "" });
  const oldSide = fc.tuple(from(PATHS), fc.option(version, { nil: "", freq: 2 }));
  const newSide = fc.oneof(from(FOLDERS), fc.tuple(from(PATHS), version));
  const interval = fc.tuple(fc.constant("["), version, fc.constant(","), version, fc.constant("]"));
  const args = {
    module: from(PATHS),
    go: from([
      ...["1.16", "1.19", "1.0", "1.05", "1", "v1.16", "01.2", '"1.16"'],
      ...(minor < 21 ? [] : ["1.21", "1.22.0", "1.22.12", "1.21rc1", "1.22.1-x", "1.99", "1.21."]),
    ]),
    toolchain: from(["go1.22.0", "go1.21", "default", "local", "go2", "go1.22-x", '"go1.22"']),
    godebug: from(["a=b", "default=go1.21", "=", "a=", "=b", "a=b=c", "a", "a,b=c", '"a=b"']),
    tool: from(PATHS),
    ignore: fc.oneof(from(FOLDERS), from(PATHS)),
    require: fc.tuple(from(PATHS), version),
    exclude: fc.tuple(from(PATHS), version),
    retract: fc.oneof(version, interval),
    replace: fc.tuple(oldSide, fc.constant("=>"), newSide),
    use: fc.oneof(from(FOLDERS), from(PATHS)),
  };
  const newer = Object.entries(VERBS_SINCE)
    .filter(([, since]) => since <= minor && (name === "go.mod" || since < VERBS_SINCE.tool))
    .map(([verb]) => verb);
  const verbs =
    name === "go.mod"
      ? ["module", "go", "require", "exclude", "retract", "replace", ...newer]
      : ["go", "use", "replace", ...newer];
  const join = (words: unknown): string =>
    Array.isArray(words) ? words.map(join).join(" ") : String(words);
  const line = (body: fc.Arbitrary<unknown>) => fc.tuple(body, comment).map(join);
  const statement = fc.oneof(
    ...verbs.flatMap((verb) => {
      const body = args[verb as keyof typeof args];
      const single = line(fc.tuple(fc.constant(verb), body));
      const rest = fc.oneof({ arbitrary: line(body), weight: 4 }, from(COMMENTS), fc.constant(""));
      const block = fc
        .tuple(comment, fc.array(rest, { maxLength: 4 }), comment)
        .map(([open, lines, close]) => `${verb} ( ${open}\n${lines.join("\n")}\n) ${close}`);
      return [single, block];
    }),
    from(COMMENTS),
    fc.constant(""),
  );
  const written = fc.array(statement, { maxLength: 6 }).map((lines) => `${lines.join("\n")}\n`);
  const kept = from(
    RECORDED.map((text) =>
      name === "go.mod" ? text : text.replace(/^(?:module|require)\b.*/gm, "use ./m"),
    ),
  );
  const edit = fc.tuple(
    fc.nat(),
    fc.integer({ min: 0, max: 6 }),
    fc.option(from(PIECES), { nil: "", freq: 5 }),
  );
  return fc.tuple(fc.oneof(written, kept), fc.array(edit, { maxLength: 3 })).map(([text, edits]) =>
    edits
      .reduce((result, [at, cut, piece]) => {
        const start = at % (result.length + 1);
        return result.slice(0, start) + piece + result.slice(start + cut);
      }, text)
      .toWellFormed(),
  );
}
