// What adopt says of hand-written hooks is true: in the real shells, its hooks set what the scripts set.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shells have them too
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { adopt } from "../../src/commands/adopt.js";
import { VARIABLE_NAMES, VARIABLES } from "../../src/hooks/variables.js";
import type { AdoptReport } from "../../src/reports/adopt.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makePrefix, makeSession } from "../setup/environments.js";
import { describeWith, findPowerShell, findProgram } from "../setup/programs.js";
import { toWindowsPath } from "../setup/wine.js";

type Values = Readonly<Record<string, string>>;

/** A shell that runs the scripts of a folder, one after the other, and prints the environment. */
interface Shell {
  readonly extension: string;
  /** @returns the variables after activation */
  run(prefix: string, scripts: readonly string[], user: Values): Values;
}

const USERS: readonly Values[] = [
  {},
  { GOPATH: "/home/you/go", GOFLAGS: "-v", CGO_CFLAGS: "-O3", GOPROXY: "direct" },
];

function start(
  command: readonly string[],
  env: Values,
  cwd: string,
  separator = "\0",
  encoding: BufferEncoding = "utf8",
): Values {
  const [program = "", ...args] = command;
  const { stdout, stderr } = spawnSync(program, args, { cwd, env, timeout: 60_000 });
  const text = stdout.toString(encoding).replaceAll("\r", "");
  if (!text.includes("CONDA_PREFIX=")) throw new Error(`${text}${stderr}`);
  const entries = text.split(separator).map((line): [string, string] => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  });
  return Object.fromEntries(entries);
}

const plain = (prefix: string, user: Values) => ({
  CONDA_PREFIX: prefix,
  PATH: "/usr/bin:/bin",
  HOME: prefix,
  ...user,
});
const quoted = (script: string) => `'${script}'`;

const SOURCED = (
  extension: string,
  command: readonly string[],
  before = "",
  after = "",
): Shell => ({
  extension,
  run: (prefix, scripts, user) => {
    const lines = scripts.map(
      (script) => `${extension === "sh" ? "." : "source"} ${quoted(script)}`,
    );
    const text = [before, ...lines, after, "env -0"].join("\n");
    return start([...command, text], plain(prefix, user), prefix);
  },
});

function openPowerShell(command: readonly string[]): Shell {
  return {
    extension: "ps1",
    run: (prefix, scripts, user) => {
      const file = join(prefix, "run.ps1");
      const look = `[Environment]::GetEnvironmentVariables().GetEnumerator() | % { [Console]::Write("$($_.Key)=$($_.Value)" + [char]0) }`;
      writeFileSync(file, [...scripts.map((script) => `. ${quoted(script)}`), look].join("\n"));
      return start([...command, file], plain(prefix, user), prefix);
    },
  };
}

/**
 * Whether Go sees no difference: of flags, each token counts once, as the hooks do not append a token that the
 * user has already; cgo's hooks put Go's own before what they add.
 */
function asGo(values: Values): Values {
  const seen = VARIABLE_NAMES.map((name) => {
    const { kind, fallback } = VARIABLES.find(
      (one) => one.name === name,
    ) as (typeof VARIABLES)[number];
    const value = values[name] ?? "";
    const tokens = value.split(/\s+/).filter((token) => token !== "");
    const own = tokens.filter((token) => !fallback?.split(" ").includes(token));
    return [name, /flags$/.test(kind) ? [...new Set(own)].join(" ") : value] as const;
  });
  return Object.fromEntries(seen.filter(([, value]) => value !== ""));
}

function listScripts(prefix: string, phase: string, extension: string): string[] {
  const folder = join(prefix, "etc", "conda", `${phase}.d`);
  const names = readdirSync(folder).filter((name) => name.endsWith(`.${extension}`));
  return names.sort().map((name) => join(folder, name));
}

async function adoptIn(prefix: string, extension: string): Promise<AdoptReport> {
  const session = makeSession(prefix);
  const platform = extension === "bat" ? "win32" : session.platform;
  const { environments } = await adopt({ prefix, yes: true }, { ...session, platform });
  return environments[0] as AdoptReport;
}

/** Adopts the script and compares what is inside the environment, and what is there when it is left. */
async function judge(shell: Shell, script: string, users = USERS): Promise<AdoptReport> {
  const { extension } = shell;
  const prefix = makePrefix({ [`etc/conda/activate.d/my-go.${extension}`]: script });
  const original = join(prefix, "etc/conda/activate.d", `my-go.${extension}`);
  const wanted = users.map((user) => asGo(shell.run(prefix, [original], user)));
  const report = await adoptIn(prefix, extension);
  if (report.action !== "adopted") return report;
  const inside = listScripts(prefix, "activate", extension);
  expect(inside).not.toContain(original);
  expect(users.map((user) => asGo(shell.run(prefix, inside, user)))).toEqual(wanted);
  const through = [...inside, ...listScripts(prefix, "deactivate", extension).reverse()];
  expect(users.map((user) => asGo(shell.run(prefix, through, user)))).toEqual(users.map(asGo));
  return report;
}

const SH: readonly (readonly [string, string])[] = [
  ["a path below the prefix", 'export GOPATH="$CONDA_PREFIX/gopath"\n'],
  [
    "braces and no quotes",
    "#!/bin/bash\nexport GOPATH=${CONDA_PREFIX}/go\nexport GOBIN=$GOPATH/bin\n",
  ],
  ["a save", 'export _OLD_GOPATH="${GOPATH:-}"\nGOPATH=$CONDA_PREFIX/g; export GOPATH\n'],
  [
    "a save under a condition",
    'if [ -n "${GOPATH+x}" ]; then\n  export GOPATH_OLD=$GOPATH\nfi\nexport GOPATH="$CONDA_PREFIX/g"\n',
  ],
  ["flags behind one's own", 'export GOFLAGS="$GOFLAGS -mod=mod"\n'],
  [
    "flags joined with care",
    'export GOFLAGS="${GOFLAGS:+$GOFLAGS }-trimpath"\nexport GOFLAGS="$GOFLAGS -tags=netgo"\n',
  ],
  ["flags before one's own", 'export CGO_CFLAGS="-I$CONDA_PREFIX/include ${CGO_CFLAGS}"\n'],
  [
    "single quotes, escapes and a comment",
    'export GOPRIVATE=\'git.example/*\' # ours\nexport GONOSUMDB=a\\*b GOVCS="x:\\"y"\n',
  ],
  ["a flag that the user has already", "export GOFLAGS+=' -v'\n"],
  ["what it unsets", "unset GOFLAGS GOPROXY\nexport GO111MODULE=on;\n"],
  ["a value set twice", 'export GOPROXY=off\nexport GOPROXY="https://p.example,direct"\n'],
  ["braces that are text", 'export GOFLAGS="-ldflags=-X=a={$CONDA_PREFIX}"\n'],
  [
    "branches that do nothing",
    "if [ -d / ]; then :; fi\nif [ -d /a ]; then\n  true\nelse :\nfi\nexport GOPATH=$CONDA_PREFIX/g\n",
  ],
  ["an own value back where it was", 'export GOPATH="$GOPATH"\nexport GOSUMDB=off\n'],
];

describeWith("a script of sh", "bash", findProgram("bash"), (bash) => {
  const shell = SOURCED("sh", [bash, "-c"]);
  it.each(SH)("is taken over with %s", async (_, script) => {
    expect(await judge(shell, script)).toMatchObject({ action: "adopted", left: [] });
  });

  const plausible = fc.constantFrom(
    ...["/x", "$CONDA_PREFIX", "${CONDA_PREFIX}/y", " ", "-v", "'q q'"],
    ...["{$CONDA_PREFIX}", "$CONDA_PREFIX}", "{"],
  );
  const own = fc.constantFrom(
    "$GOPATH",
    "${GOFLAGS} ",
    "$GOFLAGS ",
    "{$GOFLAGS} ",
    "${GOFLAGS:+$GOFLAGS }",
    "${GOPATH:-}",
    "$_OLD_GOPATH",
  );
  const wild = fc.constantFrom(
    "~",
    "*",
    "$HOME",
    "$(echo c)",
    "\\",
    "\\$",
    "'",
    '"',
    "#",
    "{a,b}",
    ":",
    "=",
    '"d $GOPATH"',
    "${GOPATH:=z}",
    "{prefix}",
  );
  const word = fc.oneof(
    { arbitrary: plausible, weight: 12 },
    { arbitrary: own, weight: 5 },
    { arbitrary: wild, weight: 1 },
  );
  const name = fc.constantFrom(
    "GOPATH",
    "GOPATH",
    "GOFLAGS",
    "GOFLAGS",
    "GOPRIVATE",
    "GOBIN",
    "_OLD_GOPATH",
  );
  const value = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(""));
  const quote = fc.constantFrom('"', '"', '"', "", "'");
  const set = fc
    .tuple(
      fc.constantFrom("export ", "export ", "export ", ""),
      name,
      fc.constantFrom("=", "=", "+="),
      quote,
      value,
    )
    .map(([lead, one, sign, mark, text]) => `${lead}${one}${sign}${mark}${text}${mark}`);
  const odd = fc
    .tuple(
      fc.constantFrom(
        'if [ -n "$GOPATH" ]; then ',
        "fi; ",
        "[ -d / ] && ",
        "then ",
        "else ",
        "export GOBIN=$GOPATH/b ",
        "false || ",
        "if [ -d / ]; then :; fi; ",
        "if [ -d / ]; then :; else ",
      ),
      set,
    )
    .map(([lead, one]) => `${lead}${one}`);
  const rest = name.map((one) => `unset ${one}`);
  const named = name.map((one) => `export ${one}`);
  const line = fc.oneof(
    { arbitrary: set, weight: 8 },
    { arbitrary: odd, weight: 1 },
    { arbitrary: rest, weight: 1 },
    { arbitrary: named, weight: 1 },
  );
  const script = fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((lines) => `${lines.join("\n")}\n`);

  it("does in any case what adopt takes it to do", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(script, async (text) => {
        count += (await judge(shell, text)).action === "adopted" ? 1 : 0;
      }),
      { numRuns: Number(process.env.ADOPT_RUNS ?? 400) },
    );
    expect(count).toBeGreaterThan(20);
  });
});

describeWith("a script of fish", "fish", findProgram("fish"), (fish) => {
  // conda runs it within a function.
  const shell = SOURCED("fish", [fish, "--no-config", "-c"], "function run", "end\nrun");
  it.each([
    ["a path", 'set -gx GOPATH $CONDA_PREFIX/go\nset -xg GOBIN "$GOPATH/bin"\n'],
    [
      "long options and quotes",
      "set --global --export GOPRIVATE 'a\\'b'\nset -g -x GOPROXY \"https://p.example\"\n",
    ],
    ["flags", "set -gx GOFLAGS $GOFLAGS -mod=mod\n"],
    ["flags in quotes", 'set -gx GOFLAGS "$GOFLAGS -mod=mod"\n'],
    [
      "a save and an erasure",
      "if set -q GOPATH\n  set -gx _OLD_GOPATH $GOPATH\nend\nset -e GOPROXY\nset -gx GOPATH {$CONDA_PREFIX}/g\n",
    ],
  ])("is taken over with %s", async (_, script) => {
    expect(await judge(shell, script)).toMatchObject({ action: "adopted", left: [] });
  });
});

describeWith("a script of csh", "tcsh", findProgram("tcsh"), (tcsh) => {
  const shell = SOURCED("csh", [tcsh, "-f", "-c"]);
  it.each([
    ["a path", 'setenv GOPATH $CONDA_PREFIX/go\nsetenv GOBIN "${GOPATH}/bin"\n'],
    ["what it unsets", "unsetenv GOFLAGS\nsetenv GOPROXY 'https://p.example'\n"],
  ])("is taken over with %s", async (_, script) => {
    expect(await judge(shell, script)).toMatchObject({ action: "adopted", left: [] });
  });
});

describeWith("a script of PowerShell", "pwsh", findPowerShell(), (command) => {
  const shell = openPowerShell(command);
  it.each([
    [
      "paths and flags",
      "\uFEFF# ours\r\n$env:GOPATH = \"$env:CONDA_PREFIX/go\"\r\n$Env:GOBIN=\"$($env:GOPATH)/bin\"\r\n$env:GOFLAGS += ' -mod=mod'\r\n$env:GOPRIVATE = 'a$b'\r\n",
    ],
    [
      "a save and a removal",
      '$env:_OLD_GOPATH = $env:GOPATH\nRemove-Item Env:GOPROXY -ErrorAction SilentlyContinue\n$env:GOFLAGS = $null\n$env:GOPATH = "${env:CONDA_PREFIX}/g"\n',
    ],
  ])("is taken over with %s", async (_, script) => {
    expect(await judge(shell, script, [USERS[1] as Values])).toMatchObject({
      action: "adopted",
      left: [],
    });
  });
});

describeWith("a script of cmd.exe", "cmd.exe", findCommandPrompt(), (prompt) => {
  const shell: Shell = {
    extension: "bat",
    run: (prefix, scripts, user) => {
      const calls = scripts.map((script) => `@call "${toWindowsPath(script)}"`);
      writeFileSync(join(prefix, "run.bat"), [...calls, "@set"].join("\r\n"));
      const env = { ...prompt.env, ...user, CONDA_PREFIX: toWindowsPath(prefix) };
      const command = [...prompt.command, "/u", "/d", "/v:off", "/c", "run.bat"];
      return start(command, env, prefix, "\n", "utf16le");
    },
  };
  it.each([
    [
      "paths",
      '@echo off\r\nrem ours\r\nset GOPATH=%CONDA_PREFIX%\\go\r\n@set "GOBIN=%GOPATH%\\bin"\r\n',
    ],
    [
      "a save, flags and what it unsets",
      '@set "OLD_GOPATH=%GOPATH%"\r\nSET GOFLAGS=%GOFLAGS% -mod=mod\r\nset GOPROXY=\r\n',
    ],
  ])("is taken over with %s", async (_, script) => {
    expect(await judge(shell, script, [USERS[1] as Values])).toMatchObject({
      action: "adopted",
      left: [],
    });
  });
});
