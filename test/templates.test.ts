// Holds what the templates may print and how, and lints the scripts that come of them.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { settingsToPackage } from "../src/hooks/packaged.js";
import { DEFAULT_PROFILE, PROFILES } from "../src/hooks/profiles.js";
import { renderHook } from "../src/hooks/render.js";
import { resolveSettings } from "../src/hooks/resolve-settings.js";
import type { Override, Setting, Settings } from "../src/hooks/settings.js";
import { HOOKS, type Hook, TOOL } from "../src/names.js";
import type { Dialect } from "../src/shells/dialect.js";
import { DIALECTS } from "../src/shells/dialects.js";
import { makeLastingFolder } from "./setup/environments.js";
import {
  describeWith,
  findNushells,
  findPowerShell,
  findProgram,
  readVersion,
} from "./setup/programs.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const templates = readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ejs"))
  .map((path) => ({
    path: path.split(sep).join("/"),
    text: readFileSync(join(root, "templates", path), "utf8"),
  }));

/** The tags of a template: what stands behind `<%`, and what is in it. */
function listTags(text: string): { mark: string; code: string }[] {
  return [...text.matchAll(/<%([=\-#_%]?)([\s\S]*?)[-_]?%>/g)].map(([, mark = "", code = ""]) => ({
    mark,
    code: code.trim(),
  }));
}

/** The places where a value stands between quotes, which its own quotes would end (CVE-2024-53899). */
function findQuotedValues(text: string): string[] {
  // What is said in a comment quotes nothing.
  const code = text.replace(/<%#[\s\S]*?%>/g, "").replace(/^\s*#.*$/gm, "");
  const found: string[] = [];
  let open = "";
  for (const [part] of code.matchAll(/<%[\s\S]*?%>|[\s\S]/g)) {
    if (part.startsWith("<%=") && open !== "") found.push(open + part);
    else if (part === open) open = "";
    else if (open === "" && /^['"`]$/.test(part)) open = part;
  }
  return open === "" ? found : [...found, `${open} is never closed`];
}

describe("a template", () => {
  it("has a dialect, and a dialect has one for each hook", () => {
    const folders = new Set(templates.map(({ path }) => path.replace(/\/.*/, "")));
    expect([...folders].sort()).toEqual(DIALECTS.map(({ id }) => id).sort());
    for (const { id } of DIALECTS) {
      for (const hook of HOOKS)
        expect(templates.map(({ path }) => path)).toContain(`${id}/${hook}.ejs`);
    }
  });

  it.each(templates)("$path prints no value between quotes", ({ path, text }) => {
    // In cmd.exe a quote has no other that belongs to it: a word stands where one may begin.
    if (path.startsWith("cmd/")) expect(text.match(/(?<!@set |\) set |==| set )<%=/g)).toBeNull();
    else expect(findQuotedValues(text)).toEqual([]);
  });

  it("with a value between quotes would be found", () => {
    for (const line of [
      "X='<%= v %>'",
      'X="a <%= v %> b"',
      'X="\'<%= v -%>"',
      "X=`<%=v%>`",
      "X='",
    ]) {
      expect(findQuotedValues(`# it's a comment\n${line}\n`), line).toHaveLength(1);
    }
    expect(findQuotedValues(`X='a'<%= v %>"b"\n`)).toEqual([]);
  });

  it("prints unquoted only names, and what it includes", () => {
    const tags = templates.flatMap(({ text }) => listTags(text));
    const raw = tags.filter(({ mark }) => mark === "-");
    const allowed =
      /^(?:(?:(?:sign|held\[0\])\.)?(?:saved|unset)|names?|stem|savedStem|unsetStem|switchName|packagedName|unless|care|request|loopName|restName|temporary|from|to|label|length \+ 1|2 \* marks\.length|allVariables\.map\(\(\{ name \}\) => name\)\.join\(' '\)|include\('[a-z-]+', \{.*\}\))$/;
    expect(raw.map(({ code }) => code).filter((code) => !allowed.test(code))).toEqual([]);
    expect(raw.length).toBeGreaterThan(100);
  });

  it.each(templates)("$path has tags of the known kinds only", ({ text }) => {
    const marks = listTags(text).map(({ mark }) => mark);
    expect(marks.filter((mark) => !["", "=", "-", "#"].includes(mark))).toEqual([]);
    expect(text.match(/<%/g)).toHaveLength(marks.length);
    expect(text.match(/%>/g)).toHaveLength(marks.length);
  });
});

/** Whatever has a meaning in some shell. */
const NASTY: readonly Override[] = [
  { action: "set", variable: "GOBIN", value: "{prefix}/b i\"n'$(touch pwned)`touch pwned`\\é" },
  {
    action: "set",
    variable: "GOPRIVATE",
    value: "a'b\"c$d`e`\\f{prefix}{prefix}…\u2019$HOME %PATH%",
  },
  { action: "set", variable: "GOPROXY", value: "https://you:pa$$w'ord@proxy.example|direct" },
  { action: "set", variable: "GOVCS", value: "*:off|{a,b:c}~!#<>&;()[]?^=" },
  { action: "unset", variable: "GOSUMDB" },
  { action: "keep", variable: "GOCACHE" },
  { action: "prepend", variable: "GOFLAGS", value: "-x  -run=$(touch) -modfile={prefix}/x" },
  {
    action: "append",
    variable: "GOFLAGS",
    value:
      "'-ldflags=-s  -w \"x\"' \"-gcflags=all=-N 'l'\" -tags=é,$HOME,`y` -o=\u2018{prefix}\u201c",
  },
];

/** Each thing that can be asked of a variable, and a value with a prefix, quotes and blanks. */
const EVERYTHING: readonly Override[] = [
  { action: "set", variable: "GOBIN", value: "{prefix}/it's my bin" },
  { action: "set", variable: "GOAUTH", value: 'git {prefix}/repositories; my "own" words; netrc' },
  { action: "prepend", variable: "GOFLAGS", value: "-modfile={prefix}/go.mod" },
  { action: "append", variable: "GOFLAGS", value: "'-ldflags=-s -w'" },
  // To what Go has of itself.
  { action: "append", variable: "CGO_CFLAGS", value: "-I{prefix}/include" },
  { action: "unset", variable: "GOSUMDB" },
  { action: "keep", variable: "GOCACHE" },
];

interface NamedRequest {
  readonly title: string;
  readonly profile: string;
  readonly overrides: readonly Override[];
  /** What else in the environment sets variables. */
  readonly guarded?: readonly string[];
  /** The version of the conda package that brings the hooks. */
  readonly packageVersion?: string;
}

const DEFAULT: NamedRequest = { title: DEFAULT_PROFILE, profile: DEFAULT_PROFILE, overrides: [] };

const EVERYTHING_IN_ONE: NamedRequest = {
  title: "everything",
  profile: DEFAULT_PROFILE,
  overrides: EVERYTHING,
  guarded: ["GOOS", "GOPROXY"],
};

const PACKAGED: NamedRequest = {
  title: "packaged",
  profile: DEFAULT_PROFILE,
  overrides: EVERYTHING,
  packageVersion: "2!1.0+b_c",
};

const requests: readonly NamedRequest[] = [
  PACKAGED,
  { ...PACKAGED, title: "packaged-nasty", overrides: NASTY },
  ...PROFILES.flatMap(({ name }) => [
    { title: name, profile: name, overrides: [] },
    { title: `${name}-nasty`, profile: name, overrides: NASTY },
  ]),
  EVERYTHING_IN_ONE,
];

/** The settings, but for what the dialect cannot hold. */
function settingsOf(
  { findFault }: Dialect,
  { profile, overrides, guarded = [] }: NamedRequest,
): Settings {
  const held = overrides.filter((one) => !("value" in one && findFault?.(one.value)));
  return resolveSettings({ profile, overrides: held, guarded }, "linux");
}

function render(dialect: Dialect, hook: Hook, request: NamedRequest): string {
  const settings = settingsOf(dialect, request);
  const { packageVersion: version } = request;
  if (version === undefined) return renderHook(dialect, hook, settings);
  const packaging = { name: "acme-go.hooks_", version, request };
  return renderHook(dialect, hook, settingsToPackage(settings), packaging);
}

/** What the first line says of each. */
const PURPOSES: Readonly<Record<Hook, string>> = {
  first: "runs first when this environment is activated, and saves your Go variables.",
  last: "runs last when this environment is activated, and sets its Go variables.",
  restore: "when this environment is deactivated, you get your own Go variables back.",
};

const scripts = requests.flatMap((request) =>
  DIALECTS.flatMap((dialect) =>
    HOOKS.map((hook) => ({
      file: `${request.title}-${hook}${dialect.extension}`,
      extension: dialect.extension,
      hook,
      hasQuotes: request.overrides.length > 0,
      text: render(dialect, hook, request),
    })),
  ),
);

/** The scripts that are kept, for a reviewer to see what becomes of a change. */
const golden = DIALECTS.flatMap((dialect) =>
  HOOKS.flatMap((hook) =>
    [DEFAULT, EVERYTHING_IN_ONE, PACKAGED].map((request) => ({
      file: `${request === DEFAULT ? "" : `${request.title}-`}${hook}${dialect.extension}`,
      dialect,
      text: render(dialect, hook, request),
    })),
  ),
);

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the scripts of this language that `isMeant` picks. @returns their paths */
function writeScripts(
  extension: string,
  isMeant: (script: (typeof scripts)[number]) => boolean = () => true,
): string[] {
  const meant = scripts.filter((script) => script.extension === extension && isMeant(script));
  for (const { file, text } of meant) writeFileSync(join(folder, file), text);
  expect(meant.length).toBeGreaterThanOrEqual(PROFILES.length);
  return meant.map(({ file }) => join(folder, file));
}

/** What a linter says of these files; nothing when it is content. */
function lint(program: string, args: readonly string[], files: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, [...args, ...files], { encoding: "utf8" });
  return status === 0 ? stdout + stderr : `status ${status}\n${stdout}${stderr}`;
}

describe("a script", () => {
  it.each(DIALECTS)("of $id that runs first or gives back holds no value", (dialect) => {
    for (const request of requests) {
      const settings = settingsOf(dialect, request);
      const bare = Object.entries(settings).map(([name, { action }]): [string, Setting] => [
        name,
        { action: action === "keep" ? "keep" : "unset" },
      ]);
      for (const hook of ["first", "restore"] as const) {
        const text = renderHook(dialect, hook, Object.fromEntries(bare));
        expect(renderHook(dialect, hook, settings), request.title).toBe(text);
      }
    }
  });

  it.each(DIALECTS)("of $id that runs last differs with the settings", (dialect) => {
    const texts = requests.map((request) => render(dialect, "last", request));
    expect(new Set(texts)).toHaveProperty("size", requests.length);
  });

  it.each(scripts)("$file holds no path of this machine", ({ text }) => {
    for (const path of [root, process.cwd(), homedir(), tmpdir(), process.execPath])
      expect(text).not.toContain(path.replace(/[/\\]$/, ""));
  });

  it.each(scripts)("$file says who made it, and reads as if written by hand", (script) => {
    const { hook, extension } = script;
    const text = extension === ".bat" ? script.text.replaceAll("\r\n", "\n") : script.text;
    const header = text.split("\n\n")[0] ?? "";
    expect(header).toContain(`Made by ${TOOL}: ${PURPOSES[hook]}`);
    if (script.file.startsWith(PACKAGED.title))
      expect(header).toContain(`the conda package acme-go.hooks_ ${PACKAGED.packageVersion} `);
    else
      for (const verb of ["install", "uninstall"]) expect(header).toContain(`npx ${TOOL} ${verb}`);
    expect(text).not.toMatch(/<%|%>|undefined|\[object|[ \t]$|\n\n\n|\r/m);
    expect(text).toMatch(/[^\n]\n$/);
  });

  // `npx vitest run test/templates.test.ts -u` writes them anew.
  it.each(golden)("is kept as $dialect.id/$file", async ({ file, dialect, text }) => {
    await expect(text).toMatchFileSnapshot(`hooks/golden/${dialect.id}/${file}`);
  });

  it.each(golden)("has a comment above each block: $dialect.id/$file", ({ text }) => {
    const blocks = text.trimEnd().split(/\r?\n\r?\n/);
    expect(blocks.length).toBeGreaterThan(1);
    // Of PowerShell the lines that open a block, of csh a label, which the line that goes there has explained.
    const bare = blocks.filter((block) => !/^(?:& \{\n)?\s*(?:@rem|#) /.test(block));
    expect(bare.filter((block) => !/^conda_go_hooks_\w+:\n/.test(block))).toEqual([]);
  });

  it.each(["posix", "fish", "powershell"])("of %s that sets can be read on two screens", (id) => {
    const activating = golden.filter(
      ({ dialect, file }) => dialect.id === id && /^(?:first|last)\./.test(file),
    );
    const lines = activating.flatMap(({ text }) => text.trimEnd().split("\n"));
    expect(activating).toHaveLength(2);
    expect(lines.length).toBeLessThanOrEqual(80);
  });

  it("in ASCII goes to disk in ASCII, whatever reads it", () => {
    const plain = scripts.filter(({ file, hook }) => !/nasty/.test(file) || hook !== "last");
    expect(plain.filter(({ text }) => !/^[\r\n\x20-\x7e]*$/.test(text))).toEqual([]);
  });
});

describeWith("shellcheck", "shellcheck", findProgram("shellcheck"), (shellcheck) => {
  it("is told nothing by the scripts", () => {
    for (const { file, text } of scripts) expect(text, file).not.toMatch(/#\s*shellcheck\b/);
  });

  it("finds nothing in the profiles' scripts", () => {
    const files = writeScripts(".sh", ({ hasQuotes }) => !hasQuotes);
    expect(lint(shellcheck, ["--norc", "--shell=sh", "--severity=style"], files)).toBe("");
  });

  it("finds nothing in scripts with nasty values, but that there are quotes in them", () => {
    // SC2016: $ in single quotes; SC1111, SC2089, SC2090: quotes in a value. All of them are meant.
    const args = [
      "--norc",
      "--shell=sh",
      "--severity=style",
      "--exclude=SC1111,SC2016,SC2089,SC2090",
    ];
    expect(lint(shellcheck, args, writeScripts(".sh"))).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.sh");
    writeFileSync(file, "# shellcheck shell=sh\necho $HOME\n");
    expect(lint(shellcheck, ["--norc", "--shell=sh", "--severity=style"], [file])).toContain(
      "SC2086",
    );
  });
});

describeWith("shfmt", "shfmt", findProgram("shfmt"), (shfmt) => {
  it("would change nothing", () => {
    // -ci: the branches of a case are indented.
    expect(lint(shfmt, ["-ln", "posix", "-i", "2", "-ci", "-d"], writeScripts(".sh"))).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.sh");
    writeFileSync(file, "if true; then\necho\nfi\n");
    expect(lint(shfmt, ["-ln", "posix", "-i", "2", "-ci", "-d"], [file])).not.toBe("");
  });
});

describeWith("fish", "fish", findProgram("fish"), (fish) => {
  it("could parse every .fish", () => {
    for (const file of writeScripts(".fish")) expect(lint(fish, ["--no-execute"], [file])).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.fish");
    writeFileSync(file, "if true\n    set -gx GOPATH x\n");
    expect(lint(fish, ["--no-execute"], [file])).toContain("Missing end");
  });
});

describeWith("fish_indent", "fish_indent", findProgram("fish_indent"), (fishIndent) => {
  it("would change nothing", () => {
    expect(lint(fishIndent, ["--check"], writeScripts(".fish"))).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.fish");
    writeFileSync(file, "if true\nset -gx GOPATH 'x'\nend\n");
    expect(lint(fishIndent, ["--check"], [file])).not.toBe("");
  });
});

describeWith("tcsh", "tcsh", findProgram("tcsh"), (tcsh) => {
  // It reads words only: that every `if` has its end, the sessions show.
  it("could read every .csh", () => {
    for (const file of writeScripts(".csh")) expect(lint(tcsh, ["-f", "-n"], [file])).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.csh");
    writeFileSync(file, "setenv GOPATH 'a'b'\n");
    expect(lint(tcsh, ["-f", "-n"], [file])).toContain("Unmatched");
  });
});

describeWith("Windows PowerShell 5.1", "PowerShell", findPowerShell(), ([program, ...args]) => {
  const check = [...args, join(root, "test", "powershell", "check-syntax.ps1")];

  it("could parse every .ps1, and finds no command in it", () => {
    expect(lint(program, check, writeScripts(".ps1"))).toBe("");
  });

  it("would find something", () => {
    const file = join(folder, "bad.ps1");
    writeFileSync(file, "$x = $null ?? 1\nWrite-Output $x\n");
    const said = lint(program, check, [file]);
    expect(said).toContain("newer than 5.1");
    expect(said).toContain("calls a command");
  });
});

for (const nu of findNushells())
  describeWith(
    `nushell's parser ${nu && readVersion(nu, "--version")}`,
    "nushell",
    nu,
    testNushellParser,
  );

function testNushellParser(nu: string): void {
  /** What it says of each script, but for the types that it has guessed. */
  const parse = (files: readonly string[]) =>
    files
      .flatMap((file) => lint(nu, ["--no-config-file", "--ide-check", "99"], [file]).split("\n"))
      .filter((line) => line !== "" && !line.startsWith('{"type":"hint"'));

  it("takes every .nu", () => {
    expect(parse(writeScripts(".nu"))).toEqual([]);
  });

  it("would find something", () => {
    const file = join(folder, "bad.nu");
    writeFileSync(file, "hide-env --no-such-flag X\n");
    expect(parse([file]).join("\n")).toContain("no-such-flag");
  });
}
