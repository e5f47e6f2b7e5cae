// A package's recipe: what it says in YAML, that nothing in it is run, and its scripts in bash and cmd.exe.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderRecipe } from "../../src/packaging/recipe.js";
import { text } from "../properties/text.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { type Files, makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { toWindowsPath } from "../setup/wine.js";
import { ABOUT, FILES, IDENTITY } from "./example-package.js";
import { findPython, runPython } from "./readers.js";

const SORTED = FILES.map(({ path }) => path).sort();

function render(license: string | null = IDENTITY.license, summary = ABOUT.summary): Files {
  const about = { ...ABOUT, summary, sets: "GOPATH" };
  const files = renderRecipe({ ...IDENTITY, license }, FILES, about);
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

const read = (files: Files, path: string) => parse(String(files[path]), { version: "1.1" });

it("holds each file of the package as it is, below a folder", () => {
  const files = render();
  for (const { path, content } of FILES) expect(files[`files/${path}`]).toBe(content);
  expect(Object.keys(files).filter((path) => !path.startsWith("files/"))).toEqual([
    "recipe.yaml",
    "meta.yaml",
    "build.sh",
    "build.bat",
    "run_test.sh",
    "run_test.bat",
    ".gitattributes",
  ]);
});

it("tells rattler-build the package and its tests", () => {
  expect(read(render(), "recipe.yaml")).toEqual({
    schema_version: 1,
    package: { name: "go-hooks", version: "1.26" },
    build: { number: 3, noarch: "generic" },
    tests: [
      { package_contents: { strict: true, files: SORTED } },
      { script: { file: "run_test" } },
    ],
    about: { summary: ABOUT.summary, license: "MIT" },
  });
});

it("tells conda-build the package, and finds its tests by their names", () => {
  expect(read(render(), "meta.yaml")).toEqual({
    package: { name: "go-hooks", version: "1.26" },
    build: { number: 3, noarch: "generic", script: 'call "%RECIPE_DIR%\\build.bat"' },
    about: { summary: ABOUT.summary, license: "MIT" },
  });
});

it("names no license where none is told", () => {
  const files = render(null);
  for (const path of ["recipe.yaml", "meta.yaml"]) expect(files[path]).not.toContain("license");
});

it("takes no path that a shell or a pattern could read otherwise", () => {
  for (const path of ["etc/a b", "etc/*.sh", "../x", "etc//x", "etc/$x", "-x", ""])
    expect(() => renderRecipe(IDENTITY, [{ path, content: "" }], { ...ABOUT, sets: null })).toThrow(
      TypeError,
    );
});

// Of one line, as checkIdentity asks of a license; with what means something to Jinja and to conda-build.
const line = fc
  .array(
    fc.oneof(
      text.map((one) => one.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, "")),
      fc.constantFrom(
        "{{ 1/0 }}",
        `\${{ 1/0 }}`,
        "{% raw %}",
        "{# ",
        "${{",
        "}}",
        " # [win]",
        "$",
        "{",
        "%}",
        "\\",
        '"',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

it("has nothing but words of YAML in it, whatever the texts are", () => {
  fc.assert(
    fc.property(line, line, (license, summary) => {
      const { "recipe.yaml": recipe, "meta.yaml": meta } = render(license, summary);
      const lines = `${recipe}${meta}`.split("\n");
      // conda-build runs what is in brackets at the end of a line, and rattler-build nothing that is not in a text.
      const marked = lines.filter((one) => /[{[\]}]/.test(one) || /^[^"]*"[^"]*#/.test(one));
      expect(marked).toEqual(['  script: call "%RECIPE_DIR%\\build.bat"  # [win]']);
    }),
    { numRuns: 1_000 },
  );
});

describeWith("in Jinja, a recipe", "python3 with jinja2", findPython("jinja2"), (python) => {
  it("says what it was given, and none of it is run", () => {
    const given = fc.sample(fc.tuple(line, line), 1_000);
    const rendered = given.map(([license, summary]) => render(license, summary));
    const input = rendered.map((files) => {
      const { about } = read(files, "recipe.yaml");
      return { meta: files["meta.yaml"], texts: [about.license, about.summary] };
    });
    const output = runPython(python, "render-recipes.py", input) as {
      meta: string;
      texts: string[];
    }[];
    for (const [index, { meta, texts }] of output.entries()) {
      const { about } = parse(meta);
      expect([about.license, about.summary]).toEqual(given[index]);
      expect(texts).toEqual(given[index]);
    }
  });
});

/** What is in each file below the folder. */
function readTree(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    files.map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

const BUILT = Object.fromEntries(FILES.map(({ path, content }) => [path, content]));
const [FIRST = ""] = SORTED;

interface Builder {
  /** Runs a script of the recipe. @returns its exit status */
  readonly run: (script: string, env: Readonly<Record<string, string>>) => number | null;
  readonly extension: string;
  readonly toPath: (path: string) => string;
}

function expectBuilds({ run, extension, toPath }: Builder): void {
  const root = makeFolder();
  const [recipe, prefix] = [join(root, "my recipe"), join(root, "my prefix")];
  mkdirSync(prefix);
  writeFiles(recipe, render());
  const env = { RECIPE_DIR: toPath(recipe), PREFIX: toPath(prefix) };
  const [build, test] = [`build.${extension}`, `run_test.${extension}`].map((name) =>
    join(recipe, name),
  ) as [string, string];
  expect(run(build, env)).toBe(0);
  expect(readTree(prefix)).toEqual(BUILT);
  expect(run(test, { ...env, GOPATH: "x" })).toBe(0);
  expect(run(test, env)).not.toBe(0);
  rmSync(join(prefix, FIRST));
  expect(run(test, { ...env, GOPATH: "x" })).not.toBe(0);
  rmSync(join(recipe, "files"), { recursive: true });
  expect(run(build, env)).not.toBe(0);
}

describeWith("on Linux and macOS, a recipe", "bash", findProgram("bash"), (bash) => {
  it("builds the package's files, and its test sees each, and what activating sets", () => {
    const { PATH = "" } = process.env;
    expectBuilds({
      run: (script, env) => spawnSync(bash, [script], { env: { PATH, ...env } }).status,
      extension: "sh",
      toPath: (path) => path,
    });
  });
});

describeWith("on Windows, a recipe", "cmd.exe", findCommandPrompt(), (prompt) => {
  it("builds the package's files, and its test sees each, and what activating sets", () => {
    const [program, ...args] = prompt.command;
    expectBuilds({
      run: (script, env) =>
        spawnSync(program, [...args, "/d", "/c", "call", toWindowsPath(script)], {
          env: { ...prompt.env, PATH: process.env.PATH ?? "", ...env },
        }).status,
      extension: "bat",
      toPath: toWindowsPath,
    });
  });
});

describe("a recipe whose package sets no variable", () => {
  it("asks for none in its test", () => {
    const files = renderRecipe(IDENTITY, FILES, { ...ABOUT, sets: null });
    const scripts = files.filter(({ path }) => path.startsWith("run_test"));
    expect(scripts.length).toBe(2);
    for (const { content } of scripts) expect(content).not.toMatch(/GOPATH|-n|defined/);
  });

  it.each([
    [".fish", false, false],
    [".sh", true, false],
    [".bat", false, true],
  ])("or has scripts of %s alone asks for it only where they run", (extension, inSh, inCmd) => {
    const own = [{ path: `etc/conda/activate.d/zz-x-site${extension}`, content: "" }];
    const files = renderRecipe(IDENTITY, own, { ...ABOUT, sets: "GOPATH" });
    const textOf = (path: string) => files.find((file) => file.path === path)?.content ?? "";
    expect(/GOPATH/.test(textOf("run_test.sh"))).toBe(inSh);
    expect(/GOPATH/.test(textOf("run_test.bat"))).toBe(inCmd);
  });
});
