// Who else sets our variables: conda's own settings, packages' variables, packages' hooks.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findOtherOwners, listAssignments, type Owner } from "../../src/conda/owners.js";
import { VARIABLE_NAMES } from "../../src/hooks/variables.js";
import { HOOKS, scriptPath } from "../../src/names.js";
import { addPackage } from "../sessions/add-package.js";
import { makeFolder, makePrefix } from "../setup/environments.js";
import { describeWith, findNushell, findPowerShell, findProgram } from "../setup/programs.js";

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

it("takes the hooks of a package for none, but what only has their name for one", async () => {
  const prefix = makePrefix();
  addPackage(prefix, { profile: "offline", overrides: [] });
  expect(findOtherOwners(prefix, VARIABLE_NAMES)).toEqual([]);
  expect(listAssignments(prefix, VARIABLE_NAMES, ".sh")).toEqual([]);
  const path = "etc/conda/activate.d/zz-conda-go-hooks-site.sh";
  expect(await find({ [path]: "export GOFLAGS=-x\n" })).toEqual([{ variable: "GOFLAGS", path }]);
  const elsewhere = HOOK.replace("activate-go", "conda-go-hooks-site");
  const text = readFileSync(join(prefix, path), "utf8");
  expect(await find({ [elsewhere]: text }, ["GOFLAGS"])).toEqual([
    { variable: "GOFLAGS", path: elsewhere },
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

const NAME = "GOSUMDB";

/** Lines, and whether they change the variable, by the extension of a hook. */
const LINES: Readonly<Record<string, readonly (readonly [string, boolean])[]>> = {
  sh: [
    [`export FOO=1 # my notes on GOPROXY and ${NAME}`, false],
    [`:;# ${NAME}=off`, false],
    [`echo a#b; ${NAME}=off`, true],
    [`${NAME}=off env`, false],
    [`A=1 ${NAME}=off true`, false],
    [`A=1 B=2 ${NAME}=off`, true],
    [`export A="x;${NAME}=off"`, false],
    [`export A='x ${NAME}=off'`, false],
    [`export A=x\\ ${NAME}=off`, false],
    [`export A="\\"" ${NAME}=off`, true],
    [`export '${NAME}=off'`, true],
    [`export "${NAME}"=off`, true],
    [`command export ${NAME}=off`, true],
    [`builtin export ${NAME}=off`, true],
    [`readonly ${NAME}=off`, true],
    [`command unset ${NAME}`, true],
    [`unset -v A ${NAME}`, true],
    [`unset -f ${NAME}`, false],
    [`declare -p ${NAME}`, false],
    [`eval "export ${NAME}=off"`, true],
    [`eval 'A="x;${NAME}=off"'`, false],
    [`eval export ${NAME}=off`, true],
    [`command eval "A=1; ${NAME}=off"`, true],
    [`eval "${NAME}=off env"`, false],
    [`set ${NAME}`, false],
    [`if true; then ! ${NAME}=off; fi`, true],
    [`true && { ${NAME}=off; }`, true],
    [`for a in 1; do export A=$a ${NAME}=off; done`, true],
    [`case x in x) ${NAME}=off ;; esac`, true],
    [`A=$(${NAME}=off env)`, false],
    [`'${NAME}=off' || true`, false],
    [`MY_${NAME}=off`, false],
    [`cat <<< ${NAME}=off`, false],
    [`A=${NAME}=off`, false],
  ],
  fish: [
    [`set -gx A 1 # ${NAME}`, false],
    [`set -l a ${NAME}`, false],
    [`set -l ${NAME} off`, false],
    [`set -lx ${NAME} off`, false],
    [`set -gx a ${NAME}`, false],
    [`set -gx '${NAME}' off`, true],
    [`set -x ${NAME} -off`, true],
    [`set -e A ${NAME}`, true],
    [`set --erase ${NAME}`, true],
    [`set -q ${NAME}; or echo`, false],
    [`set -S ${NAME}`, false],
    [`set -a ${NAME} off`, true],
    [`${NAME}=off env`, false],
    [`export ${NAME}=off`, true],
    [`export "${NAME}=off"`, true],
    [`builtin set -gx ${NAME} off`, true],
    [`eval "set -gx ${NAME} off"`, true],
    [`set -gx A "x;set -gx ${NAME} off"`, false],
    [`set -gx A 'it\\'s; set -gx ${NAME} off'`, false],
    [`if true; and set -gx ${NAME} off; end`, true],
    [`not set -gx ${NAME} off`, true],
  ],
  csh: [
    [`setenv A 1 # ${NAME}`, false],
    [`setenv A ${NAME}`, false],
    [`set ${NAME} = off`, false],
    [`unsetenv A ${NAME}`, true],
    [`if (1) setenv ${NAME} off`, true],
    [`eval "setenv ${NAME} off"`, true],
    [`setenv A "x;setenv ${NAME} off"`, false],
    [`if ($?${NAME}) echo there`, false],
  ],
  ps1: [
    [`$env:A = 1 # $env:${NAME} = 1`, false],
    [`$env:A = "x; $env:${NAME} = 1"`, false],
    [`if ($env:${NAME} -eq 'a') { }`, false],
    [`$a = $env:${NAME}`, false],
    [`if ($true) {$env:${NAME} = 'off'}`, true],
    [`$env:${NAME}='off'`, true],
    [`$env:${NAME} += 'off'`, true],
    [`Set-Item Env:${NAME} off`, true],
    [`Set-Item -Path Env:\\${NAME} -Value off`, true],
    [`set-content "env:${NAME}" off`, true],
    [`Remove-Item Env:\\${NAME}`, true],
    [`Remove-Item Env:/${NAME} -ErrorAction Ignore`, true],
    [`Get-Item Env:${NAME}`, false],
    [`Set-Item Env:A Env:${NAME}x`, false],
    [`[Environment]::SetEnvironmentVariable("${NAME}", "off")`, true],
    [`[System.Environment]::SetEnvironmentVariable('${NAME}', $null)`, true],
    [`[Environment]::SetEnvironmentVariable("A", "${NAME}")`, false],
    [`[Environment]::GetEnvironmentVariable("${NAME}")`, false],
  ],
  nu: [
    [`$env.A = 1 # $env.${NAME} = 1`, false],
    [`$env.A = "$env.${NAME} = 1"`, false],
    [`$env.${NAME} = "off"`, true],
    [`$env.${NAME} += "off"`, true],
    [`if true {$env.${NAME} = "off"}`, true],
    [`load-env {${NAME}: "off"}`, true],
    [`load-env { A: "x", "${NAME}": "off" }`, true],
    [`load-env { A: "${NAME}" }`, false],
    [`hide-env ${NAME}`, true],
    [`hide-env -i ${NAME}`, true],
    [`print ($env.${NAME} == "x")`, false],
    [`with-env {${NAME}: "off"} { print x }`, false],
  ],
  bat: [
    [`set "A=${NAME}=off"`, false],
    [`@set ${NAME}=off`, true],
    [`@set "${NAME}=off"`, true],
    [`set /p ${NAME}=`, true],
    [`@set ${NAME}`, false],
    [`@echo ${NAME}=off`, false],
    [`@rem set ${NAME}=off`, false],
    [`@for %%a in (1 2) do @set ${NAME}=%%a`, true],
    [`@if exist x (set A=1) else set ${NAME}=off`, true],
    [`@set A=1& set ${NAME}=off`, true],
    [`@set "A=1& set ${NAME}=off"`, false],
    [`@call set ${NAME}=off`, true],
  ],
  xsh: [
    [`$A = 1 # $${NAME} = 1`, false],
    [`$${NAME} = "off"`, true],
    [`del $${NAME}`, true],
    [`print($${NAME})`, false],
  ],
};

describe("whether a line sets a variable", () => {
  it.each(
    Object.entries(LINES).flatMap(([extension, lines]) =>
      lines.map(([line, isSet]) => ({ extension, line, isSet })),
    ),
  )("is seen in $extension: $line", async ({ extension, line, isSet }) => {
    const path = `etc/conda/activate.d/x.${extension}`;
    const found = await find({ [path]: `${line}\n` }, [NAME]);
    expect(found).toEqual(isSet ? [{ variable: NAME, path }] : []);
  });

  const powershell = findPowerShell();
  const judges: readonly (readonly [string, string, readonly string[] | null])[] = [
    ["sh", "bash", withOptions(findProgram("bash"), "--norc", "-c")],
    ["fish", "fish", withOptions(findProgram("fish"), "--no-config", "-c")],
    ["csh", "tcsh", withOptions(findProgram("tcsh"), "-f", "-c")],
    ["nu", "nushell", withOptions(findNushell(), "-n", "-c")],
    ["ps1", "pwsh", powershell && [...powershell.filter((word) => word !== "-File"), "-Command"]],
  ];
  for (const [extension, shell, command] of judges)
    describeWith(`as ${shell} has it`, shell, command, ([program = "", ...options]) => {
      it.each(LINES[extension] ?? [])("%s", (line, isSet) => {
        const folder = makeFolder();
        const file = join(folder, `line.${extension}`);
        writeFileSync(file, `${line}\n`);
        const [reads, says] = {
          sh: [".", "echo; echo ======; env"],
          fish: ["source", "echo; echo ======; command env"],
          csh: ["source", "echo; echo ======; env"],
          nu: ["source", "print ''; print ======; ^env"],
          ps1: [".", "echo '' ======; /usr/bin/env"],
        }[extension] as [string, string];
        const env = { PATH: "/usr/bin:/bin", HOME: folder, [NAME]: "before" };
        const script = `${reads} '${file}'; ${says}`;
        const { stdout } = spawnSync(program, [...options, script], { encoding: "utf8", env });
        const after = stdout.split("======\n")[1]?.split("\n") ?? [];
        expect(after).toContain(`HOME=${folder}`);
        expect(!after.includes(`${NAME}=before`)).toBe(isSet);
      });
    });
});

function withOptions(program: string | null, ...options: string[]): string[] | null {
  return program === null ? null : [program, ...options];
}

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

describe("what is given to a variable", () => {
  const read = (script: string, extension: string) => {
    const prefix = makePrefix({ [`etc/conda/activate.d/go${extension}`]: script });
    return listAssignments(prefix, ["GOFLAGS"], extension).map(({ value }) => value);
  };

  it.each([
    [".sh", "export GOFLAGS=-v", "-v"],
    [".sh", "GOFLAGS='-v -x';", "-v -x"],
    [".sh", '# a comment\nexport GOFLAGS="-v -x"\n', "-v -x"],
    [".sh", "export GOFLAGS=", ""],
    [".sh", 'export GOFLAGS="$GOFLAGS -x"', null],
    [".sh", "export GOFLAGS=`echo -v`", null],
    [".sh", "export GOFLAGS=-v|cat", null],
    [".sh", "export GOFLAGS=~/x", null],
    [".sh", "export GOFLAGS+=-v", null],
    [".sh", "unset GOFLAGS", null],
    // Both lines count, or one of them under a condition.
    [".sh", "export GOFLAGS=-v\nexport GOFLAGS=-x", null],
    [".sh", "if x; then\n  export GOFLAGS=-v\nfi", null],
    [".sh", "x && export GOFLAGS=-v", null],
    [".fish", "set -gx GOFLAGS '-v -x'", "-v -x"],
    [".fish", "set -gx GOFLAGS -v -x", null],
    [".fish", 'set -gx GOFLAGS "$x"', null],
    [".csh", 'setenv GOFLAGS "-v -x"', "-v -x"],
    [".csh", 'setenv GOFLAGS "-v $x"', null],
    [".xsh", "$GOFLAGS = '-v'", "-v"],
    [".nu", '$env.GOFLAGS = "-v"', "-v"],
    [".nu", '$env.GOFLAGS = $"-v($x)"', null],
    [".ps1", "$Env:GOFLAGS = '-v -x'", "-v -x"],
    [".ps1", '$Env:GOFLAGS = "-v $x"', null],
    [".bat", '@set "GOFLAGS=-v -x"', "-v -x"],
    [".bat", "SET GOFLAGS=-v", "-v"],
    [".bat", '@set "GOFLAGS=%X% -x"', null],
  ])("in %s by %j is %j", (extension, script, value) => {
    expect(read(`${script}\n`, extension)).toEqual([value]);
  });

  it("is told of the last one first, and of conda's below all scripts", () => {
    const prefix = makePrefix({
      "conda-meta/state": '{"env_vars": {"GOFLAGS": "state", "GOPATH": "***unset***"}}',
      "etc/conda/env_vars.d/a.json": '{"goflags": "a"}',
      "etc/conda/env_vars.d/b.json": '{"GOFLAGS": 7}',
      "etc/conda/activate.d/a.sh": "export GOFLAGS=1\n",
      "etc/conda/activate.d/b.sh": "\nexport GOFLAGS=2\n",
      "etc/conda/activate.d/b.fish": "set -gx GOFLAGS 3\n",
      "etc/conda/deactivate.d/a.sh": "export GOFLAGS=4\n",
    });
    const said = (extension: string | null) =>
      listAssignments(prefix, ["GOFLAGS", "GOPATH"], extension).map(({ value, line }) => [
        value,
        line,
      ]);
    const condas = ["state", "7", "a"].map((value) => [value, null]);
    expect(said(".sh")).toEqual([["2", 2], ["1", 1], ...condas]);
    expect(said(null)).toEqual(condas);
  });
});
