// Holds the house rules of src: who imports whom, and who may touch the outside world.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Which layers each layer may import; a layer is a folder of src or a file directly in it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: "commands reports hooks errors names session version".split(" "),
  index: "commands reports hooks conda go go/repair go/settings errors names session".split(" "),
  commands:
    "commands commands/setup reports config hooks conda packaging go go/checks go/loading go/repair go/settings go/setup shells findings findings/values errors names session version".split(
      " ",
    ),
  "commands/setup":
    "commands/setup reports hooks conda go go/settings go/setup shells findings find-program errors names session".split(
      " ",
    ),
  // Of conda, the disk alone.
  config:
    "config is-map wrap hooks conda findings findings/values errors names session shells".split(
      " ",
    ),
  reports:
    "reports wrap hooks conda go go/checks go/modfile go/repair go/settings go/setup shells findings findings/codes findings/values errors did-you-mean names session version".split(
      " ",
    ),
  // Neither session nor version: hooks and shells are pure.
  hooks: ["hooks", "shells", "findings", "findings/values", "errors", "names"],
  conda:
    "conda packaging is-map shells errors names session find-program file-lock whole-files".split(
      " ",
    ),
  go: ["go", "findings", "session", "find-program"],
  "go/checks": "go go/checks go/loading go/modfile go/settings findings did-you-mean session".split(
    " ",
  ),
  "go/loading": ["go", "go/loading", "go/modfile", "session"],
  "go/repair":
    "go go/checks go/loading go/modfile go/repair findings errors file-lock find-program names session whole-files".split(
      " ",
    ),
  "go/settings": ["go", "go/settings", "findings/values", "session"],
  "go/setup": ["go", "go/modfile", "go/setup", "findings", "findings/values", "did-you-mean"],
  "go/modfile": ["go/modfile"],
  findings: ["findings", "findings/codes", "did-you-mean"],
  "findings/codes": ["findings/codes", "names"],
  "findings/values": ["findings", "findings/codes", "findings/values", "did-you-mean"],
  shells: ["shells", "names"],
  "find-program": ["session"],
  "file-lock": [],
  "whole-files": ["errors"],
  session: [],
  version: [],
  packaging: ["packaging", "errors", "is-map", "names"],
  names: [],
  "did-you-mean": [],
  "is-map": [],
  wrap: [],
  errors: ["errors", "did-you-mean", "names"],
};

interface Source {
  /** Below src, with `/` between the parts. */
  readonly path: string;
  readonly layer: string;
  readonly lines: readonly string[];
  /** Of every import and re-export, of types and at run time too: a path below src, or a package. */
  readonly imports: readonly string[];
  /** Those of them that are there at run time. */
  readonly values: readonly string[];
  /** The globals that the code names, such as `process.env` and `Date`. */
  readonly globals: ReadonlySet<string>;
}

const folder = fileURLToPath(new URL("../src", import.meta.url));
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readSource(path.split(sep).join("/")));

function readSource(path: string): Source {
  const text = readFileSync(join(folder, path), "utf8");
  const imports: string[] = [];
  const values: string[] = [];
  const globals = new Set<string>();
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== null) {
      imports.push(resolveImport(path, specifier));
      if (!isOfTypes(node)) values.push(resolveImport(path, specifier));
    }
    if (ts.isIdentifier(node) && isGlobal(node)) globals.add(nameGlobal(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, layer: layerOf(path), lines: text.split("\n"), imports, values, globals };
}

function specifierOf(node: ts.Node): string | null {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  if (specifier === undefined) return null;
  if (!ts.isStringLiteral(specifier)) throw new Error(`an import of ${specifier.getText()}`);
  return specifier.text;
}

function isOfTypes(node: ts.Node): boolean {
  return (
    ts.isImportTypeNode(node) ||
    (ts.isExportDeclaration(node) && node.isTypeOnly) ||
    (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
  );
}

function resolveImport(path: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const target = relative(folder, join(folder, dirname(path), specifier));
  return target.split(sep).join("/").replace(/\.js$/, ".ts");
}

/** Whether the identifier is a name by itself, and no property, key or import. */
function isGlobal(node: ts.Identifier): boolean {
  const { parent } = node;
  return !(
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node)
  );
}

function nameGlobal(node: ts.Identifier): string {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node
    ? `${node.text}.${parent.name.text}`
    : node.text;
}

function layerOf(path: string): string {
  return path.includes("/") ? dirname(path) : path.replace(/\.ts$/, "");
}

/** The files outside of `allowed` that import one of these. */
function importers(packages: RegExp, allowed: RegExp): string[] {
  return sources
    .filter(({ path }) => !allowed.test(path))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => packages.test(name)).map((name) => `${path} imports ${name}`),
    );
}

/** The files outside of `allowed` that name one of these globals. */
function users(names: RegExp, allowed: RegExp): string[] {
  return sources
    .filter(({ path }) => !allowed.test(path))
    .flatMap(({ path, globals }) =>
      [...globals].filter((name) => names.test(name)).map((name) => `${path} uses ${name}`),
    );
}

const NOBODY = /^$/;
const IMPURE =
  /^(?!did-you-mean|is-map|wrap|packaging\/|shells\/|hooks\/|errors\/|findings\/|go\/(?!toolchain\.ts$|repair\/(?:apply|git|journal|plan-all|transaction)\.ts$|checks\/verify\.ts$|settings\/user-settings\.ts$|loading\/(?:module-reader|module-cache|packages|folder-entries|find-modules|find-instead)\.ts$))/;

describe("the layers", () => {
  it("are all there is in src", () => {
    const unknown = sources.filter(({ layer }) => !Object.hasOwn(MAY_IMPORT, layer));
    expect(unknown.map(({ path }) => path)).toEqual([]);
    expect(sources.length).toBeGreaterThan(25);
  });

  it.each(Object.keys(MAY_IMPORT))("of %s imports nothing above or beside it", (name) => {
    const wrong = sources
      .filter(({ layer }) => layer === name)
      .flatMap(({ path, imports }) =>
        imports
          .filter((target) => target.endsWith(".ts"))
          .filter((target) => !MAY_IMPORT[name]?.includes(layerOf(target)))
          .map((target) => `${path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))("of %s is allowed nothing that it does not use", (name) => {
    const own = sources.filter(({ layer }) => layer === name);
    const used = new Set(own.flatMap(({ imports }) => imports.map(layerOf)));
    expect(MAY_IMPORT[name]?.filter((layer) => !used.has(layer))).toEqual([]);
  });

  it("let config see the disk, and nothing else of conda", () => {
    expect(importers(/^conda\/(?!disk\.ts$)/, /^(?!config\/)/)).toEqual([]);
  });

  it("hold every file that an import names", () => {
    const paths = new Set(sources.map(({ path }) => path));
    const lost = sources.flatMap(({ imports }) => imports.filter((name) => name.endsWith(".ts")));
    expect(lost.filter((name) => !paths.has(name))).toEqual([]);
  });

  it("have no circle of imports", () => {
    const graph = new Map(sources.map(({ path, imports }) => [path, imports]));
    const done = new Set<string>();
    const follow = (path: string, trail: readonly string[]): string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(" -> ")];
      if (done.has(path)) return [];
      const circles = (graph.get(path) ?? []).flatMap((next) => follow(next, [...trail, path]));
      done.add(path);
      return circles;
    };
    expect(sources.flatMap(({ path }) => follow(path, []))).toEqual([]);
  });
});

describe("the outside world", () => {
  it("shows templates to hooks/template.ts alone", () => {
    expect(importers(/^ejs(?:$|\/)/, NOBODY)).toEqual(["hooks/template.ts imports ejs"]);
  });

  it("shows other programs to conda and go alone", () => {
    const starters = /^(?:execa|cross-spawn|(?:node:)?(?:child_process|worker_threads|cluster))$/;
    expect(importers(starters, /^(?:conda|go)\//)).toEqual([]);
    expect(importers(/^execa$/, NOBODY)).toContain("conda/play-shells.ts imports execa");
  });

  it("shows the environment and the arguments to cli.ts and session.ts alone", () => {
    expect(users(/^process\.(?:env|argv)$/, /^(?:cli|session)\.ts$/)).toEqual([]);
    expect(users(/^process\.env$/, NOBODY)).toEqual(["session.ts uses process.env"]);
  });

  it("is reached through a named property of `process`, which the rule above can see", () => {
    expect(users(/^(?:process|globalThis|global)$/, NOBODY)).toEqual([]);
    expect(importers(/^(?:node:)?(?:process|console)$/, NOBODY)).toEqual([]);
  });

  it("is not read by a report: of what reads the disk, it knows the types alone", () => {
    const readers = /^(?:node:(?:fs|os|child_process)|fs-extra|execa|conda\/|go\/(?!paths))/;
    const found = sources
      .filter(({ layer }) => layer === "reports")
      .flatMap(({ path, values }) =>
        values.filter((name) => readers.test(name)).map((name) => `${path} imports ${name}`),
      );
    expect(found).toEqual(["reports/print.ts imports node:fs"]);
  });

  it("is written to by reports/print.ts alone, and asked by reports/terminal.ts", () => {
    const writers = /^reports\/(?:print|terminal)\.ts$/;
    expect(users(/^process\.(?:stdout|stderr|stdin)$/, writers)).toEqual([]);
    expect(users(/^process\.stdout$/, NOBODY)).toEqual(["reports/print.ts uses process.stdout"]);
    expect(users(/^console\b/, NOBODY)).toEqual([]);
  });

  it("shows shells, hooks, findings, packaging and go's parsers no more than the templates", () => {
    const harmless = /^(?:node:(?:path(?:\/posix|\/win32)?|crypto|util|zlib)$|[^:]*\.ts$)/;
    const foreign = importers(/(?:)/, IMPURE).filter(
      (line) => !harmless.test(line.split(" imports ")[1] ?? ""),
    );
    expect(foreign.sort()).toEqual([
      "did-you-mean.ts imports leven",
      "go/repair/keep-format.ts imports diff",
      "go/repair/lines.ts imports diff",
      "hooks/template.ts imports ejs",
      "hooks/template.ts imports node:fs",
      "hooks/template.ts imports node:url",
    ]);
  });

  it("has no process, clock, chance or network for them either", () => {
    const impure =
      /^(?:process|Date|Intl|performance|Math\.random|random\w+|fetch|set(?:Timeout|Interval|Immediate))(?:\.|$)/;
    expect(users(impure, IMPURE)).toEqual([]);
  });
});

describe("every file of src", () => {
  it.each(sources)("$path says in its first line what it is for", ({ lines }) => {
    const [first = ""] = lines.filter((line) => !line.startsWith("#!"));
    // One sentence: no full stop but the last, unless within a name.
    expect(first).toMatch(/^\/\/ [A-Z`](?:(?![.!?] ).)*[^.]\.$/);
  });
});
