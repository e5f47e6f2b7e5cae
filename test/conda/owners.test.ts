// Who else sets our variables: conda's own settings, packages' variables, packages' hooks.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findOtherOwners, type Owner } from "../../src/conda/owners.js";
import { HOOKS, scriptPath } from "../../src/names.js";
import { makePrefix } from "../setup/environments.js";

const HOOK = "etc/conda/activate.d/activate-go.sh";

async function find(
  files: Readonly<Record<string, string>>,
  variables = ["GOPATH", "GOFLAGS"],
): Promise<Pick<Owner, "variable" | "path">[]> {
  const owners = findOtherOwners(makePrefix(files), variables);
  return owners.map(({ variable, path }) => ({ variable, path }));
}

const GOFLAGS_IN_HOOK = [{ variable: "GOFLAGS", path: HOOK }];

it("finds nobody in a bare environment", async () => {
  expect(await find({})).toEqual([]);
});

it("names every owner of every variable that is asked for", async () => {
  const owners = await find({
    "conda-meta/state": '{"env_vars": {"GOFLAGS": "-v", "CC": "gcc"}}',
    "etc/conda/env_vars.d/go.json": '{"GOPATH": "/x", "GOTOOLCHAIN": "local"}',
    [HOOK]: "export GOFLAGS=-x\nexport GOPATH=/x\n",
  });
  expect(owners).toEqual([
    { variable: "GOFLAGS", path: "conda-meta/state" },
    { variable: "GOPATH", path: "etc/conda/env_vars.d/go.json" },
    { variable: "GOPATH", path: HOOK },
    { variable: "GOFLAGS", path: HOOK },
  ]);
});

describe("conda's own variables", () => {
  it("are found in small letters, which mamba turns into capitals", async () => {
    const path = "conda-meta/state";
    expect(await find({ [path]: '{"env_vars": {"goflags": "-v"}}' })).toEqual([
      { variable: "GOFLAGS", path },
    ]);
  });

  it("are not those that `conda env config vars unset` has crossed out", async () => {
    expect(await find({ "conda-meta/state": '{"env_vars": {"GOFLAGS": "***unset***"}}' })).toEqual(
      [],
    );
  });

  it.each([
    "",
    "null",
    "[]",
    "5",
    '"GOFLAGS"',
    '{"GOFLAGS": "-v"}',
    '{"env_vars": null}',
    '{"env_vars": "GOFLAGS"}',
    '{"env_vars": ["GOFLAGS"]}',
    '{"env_vars": {"GOFLAGS": "-v"',
  ])("are none in a state of %j", async (state) => {
    expect(await find({ "conda-meta/state": state })).toEqual([]);
  });

  it.each(["", "null", "[]", '{"GOFLAGS"', '{"env_vars": {"GOFLAGS": "-v"}}'])(
    "are none in a package's file of %j",
    async (text) => {
      expect(await find({ "etc/conda/env_vars.d/go.json": text })).toEqual([]);
    },
  );
});

describe("a package's hook", () => {
  it.each([
    ["sh", "export GOFLAGS=-x"],
    ["sh", '  GOFLAGS="$GOFLAGS -x"; export GOFLAGS'],
    ["sh", 'if true; then export "GOFLAGS=-x"; fi'],
    ["sh", "export CGO_ENABLED=1 GOFLAGS=-x"],
    ["sh", "declare -gx GOFLAGS=-x"],
    ["sh", "if true; then GOFLAGS=-x; fi"],
    ["sh", "export GOFLAGS+=' -x'"],
    ["sh", "unset GOFLAGS"],
    ["fish", "set -gx GOFLAGS -x"],
    ["fish", "set -g -x GOFLAGS -x"],
    ["fish", "set -e GOFLAGS"],
    ["fish", "set --global --export GOFLAGS -x"],
    ["csh", "setenv GOFLAGS -x"],
    ["csh", "unsetenv GOFLAGS"],
    ["ps1", '$env:GOFLAGS = "-x"'],
    ["ps1", "$Env:GoFlags += ' -x'"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: PowerShell's syntax
    ["ps1", "${env:GOFLAGS} = '-x'"],
    ["bat", "@SET GOFLAGS=-x"],
    ["bat", '@set "GOFLAGS=-x"'],
    ["bat", "@set GOFLAGS="],
    ["nu", '$env.GOFLAGS = "-x"'],
  ])("sets a variable in %s: %s", async (extension, line) => {
    const path = `etc/conda/activate.d/x.${extension}`;
    expect(await find({ [path]: `# a hook\n${line}\n` })).toEqual([{ variable: "GOFLAGS", path }]);
  });

  it.each([
    ["sh", "f() { export GOFLAGS=-x; }"],
    ["fish", "test -d /x; and set -gx GOFLAGS -x"],
    ["csh", "if (! $?GOFLAGS) setenv GOFLAGS -x"],
    ["ps1", "if (-not $env:GOFLAGS) { $env:GOFLAGS = '-x' }"],
    ["bat", "@if not defined GOFLAGS set GOFLAGS=-x"],
    ["bat", '@if "%CC%"=="gcc" @set "GOFLAGS=-x"'],
  ])("may set a variable in %s: %s", async (extension, line) => {
    const path = `etc/conda/activate.d/x.${extension}`;
    expect(await find({ [path]: `# a hook\n${line}\n` })).toEqual([{ variable: "GOFLAGS", path }]);
  });

  it.each([
    "# export GOFLAGS=-x",
    "  # GOFLAGS=-x",
    "@echo off\r\nrem set GOFLAGS=-x\r\n  REM set GOFLAGS=-x\r\n:: set GOFLAGS=-x",
    'echo "$GOFLAGS"',
    'if [ "$GOFLAGS" = "" ]; then :; fi',
    "export MY_GOFLAGS=-x",
    "export GOFLAGS_OLD=-x",
    "export OLD=$GOFLAGS",
    "set -gx MY_GOFLAGS -x",
    "echo $env:GOFLAGS",
    "cc -DGOFLAGS=1",
  ])("sets no variable: %j", async (line) => {
    expect(await find({ [HOOK]: `${line}\n` })).toEqual([]);
  });

  it("sets no variable by asking whether it is set", async () => {
    const path = "etc/conda/activate.d/x.fish";
    expect(await find({ [path]: "set -q GOFLAGS; or echo none\n" })).toEqual([]);
  });

  it("is not one of ours", async () => {
    const files = [".sh", ".fish", ".ps1"].flatMap((extension) =>
      HOOKS.map((hook) => scriptPath(hook, extension)),
    );
    const text = "export GOFLAGS=-x\n";
    expect(await find(Object.fromEntries(files.map((path) => [path, text])))).toEqual([]);
  });

  it.each([
    "zz-conda-go-hooks.sh.0123abcd.kept",
    "zz-conda-go-hooks.sh.1234567",
    "activate-go.sh.bak",
    "README",
  ])("is not what no shell would run: %s", async (name) => {
    expect(await find({ [`etc/conda/activate.d/${name}`]: "export GOFLAGS=-x\n" })).toEqual([]);
  });

  it("is found beside all that cannot be read", async () => {
    const prefix = makePrefix({ [HOOK]: "export GOFLAGS=-x\n" });
    const folder = join(prefix, dirname(HOOK));
    mkdirSync(join(folder, "folder.sh"));
    symlinkSync("circle.sh", join(folder, "circle.sh"));
    symlinkSync("/nowhere", join(folder, "nowhere.sh"));
    mkdirSync(join(prefix, "conda-meta", "state"));
    writeFileSync(join(prefix, "etc", "conda", "env_vars.d"), "a file");
    expect(findOtherOwners(prefix, ["GOFLAGS"])).toMatchObject(GOFLAGS_IN_HOOK);
  });
});

describe("files that are too large or made to be slow", () => {
  it("are not searched past a size that no hook has", { timeout: 5_000 }, async () => {
    const filler = "x".repeat(10 * 1024 * 1024);
    const owners = await find({
      [HOOK]: `${filler}\nexport GOFLAGS=-x\n`,
      "conda-meta/state": `{"env_vars": {"GOFLAGS": "${filler}"}}`,
    });
    expect(owners).toEqual([]);
  });

  it("are searched up to that size", async () => {
    const text = `${"x".repeat(200_000)}\nexport GOFLAGS=-x\n`;
    expect(await find({ [HOOK]: text })).toEqual(GOFLAGS_IN_HOOK);
  });

  it.each([
    ["set and its options", "set -a ".repeat(35_000)],
    ["empty lines", "\n".repeat(100_000)],
    ["empty lines of Windows", "\r\n".repeat(60_000)],
  ])("are searched in no time: %s", { timeout: 2_000 }, async (_, lines) => {
    const text = `${lines}\nexport GOFLAGS=-x\n`;
    expect(await find({ [HOOK]: text }, ["GOFLAGS"])).toEqual(GOFLAGS_IN_HOOK);
  });

  it.each([
    ["blanks", " "],
    ["openings", "$env:GOFLAGS "],
    ["unset", "unset "],
  ])("are searched in no time: %s", { timeout: 3_000 }, async (_, word) => {
    const text = `${word.repeat(Math.floor(250_000 / word.length))}\nexport GOFLAGS=-x\n`;
    expect(await find({ [HOOK]: text }, ["GOFLAGS"])).toEqual(GOFLAGS_IN_HOOK);
  });
});
