// What is advised for a manifest of pixi: valid TOML, and once it is followed, in force by pixi's own rules.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "smol-toml";
import { describe, expect, it } from "vitest";
import { advisePixi } from "../../src/commands/pixi-advice.js";
import { renderPhase } from "../../src/hooks/render.js";
import { type HookRequest, planRequest } from "../../src/hooks/request.js";
import { findDialect } from "../../src/hooks/select-dialects.js";
import type { Override } from "../../src/hooks/settings.js";
import { describeAdvice, type PixiAdvice } from "../../src/reports/pixi.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const ISOLATED: HookRequest = { profile: "isolated", overrides: [], shells: null };
const SHARED: HookRequest = { profile: "shared-cache", overrides: [], shells: null };

/** A workspace with this manifest, and what is advised for one of its environments. */
function makeWorkspace(text: string, name = "default", file = "pixi.toml") {
  const folder = makeFolder();
  const manifest = join(folder, file);
  writeFileSync(manifest, text);
  const advise = (request: HookRequest = ISOLATED, platform = "linux") =>
    advisePixi({ manifest, name }, request, {
      ...makeSession(folder),
      platform,
    });
  return { folder, manifest, advise };
}

/** The manifest with the lines in it, put there as it is said. */
function follow(text: string, { activation, isAppendable }: PixiAdvice): string {
  const appended = `${text}\n${activation.join("\n")}\n`;
  if (isAppendable) return appended;
  expect(() => parse(appended)).toThrow();
  return stringify(merge(parse(text), parse(activation.join("\n"))));
}

type Toml = Record<string, unknown>;
function merge(there: Toml, added: Toml): Toml {
  const isTable = (value: unknown): value is Toml =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  for (const [key, value] of Object.entries(added)) {
    const old = there[key];
    there[key] = isTable(old) && isTable(value) ? merge(old, value) : value;
  }
  return there;
}

const ENV = [
  'GOPATH = "$CONDA_PREFIX/gopath"',
  'GOMODCACHE = "$CONDA_PREFIX/gopath/pkg/mod"',
  'GOCACHE = "$CONDA_PREFIX/.cache/go-build"',
  'GOBIN = "$CONDA_PREFIX/bin"',
];
const SCRIPT = 'scripts = [ "conda-go-hooks.sh" ]';

describe("the lines for a manifest", () => {
  /** The manifest, and the lines that it gets on Unix for the profile `isolated`. */
  const CASES: Readonly<Record<string, readonly [text: string, lines: readonly string[]]>> = {
    "with nothing in it": [
      "",
      ["[target.unix.activation]", SCRIPT, "", "[target.unix.activation.env]", ...ENV],
    ],
    "whose list of scripts would be hidden": [
      '[activation]\nscripts = ["a.sh"]\n[activation.env]\nA = "b"',
      [
        "[target.unix.activation]",
        'scripts = [ "a.sh", "conda-go-hooks.sh" ]',
        "",
        "[target.unix.activation.env]",
        ...ENV,
      ],
    ],
    "with a list for the target": [
      '[target.unix.activation]\nscripts = ["a.sh"]',
      [
        "[target.unix.activation]",
        'scripts = [ "a.sh", "conda-go-hooks.sh" ]',
        "",
        "[target.unix.activation.env]",
        ...ENV,
      ],
    ],
    "with a list for one platform": [
      '[workspace]\nplatforms = ["linux-64", "osx-arm64", "win-64"]\n[target.linux.activation]\nscripts = ["a.sh"]',
      [
        "[target.linux.activation]",
        'scripts = [ "a.sh", "conda-go-hooks.sh" ]',
        "",
        "[target.osx-arm64.activation]",
        SCRIPT,
        "",
        "[target.unix.activation.env]",
        ...ENV,
      ],
    ],
    "with the script in a list that another one hides": [
      '[project]\nplatforms = ["linux-64"]\n[target.unix.activation]\nscripts = ["conda-go-hooks.sh"]\n[target.linux-64.activation]\nscripts = ["a.sh"]',
      [
        "[target.linux-64.activation]",
        'scripts = [ "a.sh", "conda-go-hooks.sh" ]',
        "",
        "[target.unix.activation.env]",
        ...ENV,
      ],
    ],
    "in which pixi takes the last target": [
      '[project]\nplatforms = ["linux-64"]\n[target.linux-64.activation]\nscripts = ["a.sh"]\n[target.unix.activation]\nscripts = ["conda-go-hooks.sh"]',
      ["[target.unix.activation.env]", ...ENV],
    ],
    "with a value that hides ours": [
      '[project]\nplatforms = [{ platform = "linux-64", cuda = "12" }]\n[target.linux-64.activation.env]\nGOPATH = "/own"\n[target.unix.activation]\nscripts = ["./conda-go-hooks.sh"]',
      [
        "[target.linux-64.activation.env]",
        ENV[0] as string,
        "",
        "[target.unix.activation.env]",
        ...ENV.slice(1),
      ],
    ],
    "with some values for all platforms": [
      `[activation]\nscripts = ['conda-go-hooks.sh']\nenv = { GOPATH = "$CONDA_PREFIX/gopath", GOCACHE = "/own" }`,
      ["[target.unix.activation.env]", ...ENV.slice(1)],
    ],
    "with an inline table": [
      'target.unix.activation = { scripts = ["conda-go-hooks.sh"] }',
      ["[target.unix.activation.env]", ...ENV],
    ],
    "with dotted keys, CRLF and comments": [
      '# a\r\n[target.unix]\r\nactivation.env.GOPATH = "$CONDA_PREFIX/gopath" # b\r\n#activation.scripts = ["conda-go-hooks.sh"]\r\n',
      ["[target.unix.activation]", SCRIPT, "", "[target.unix.activation.env]", ...ENV.slice(1)],
    ],
  };

  it.each(Object.entries(CASES))("%s", async (_, [text, lines]) => {
    const { folder, manifest, advise } = makeWorkspace(text);
    const advice = await advise();
    expect(advice?.activation).toEqual(lines);
    writeFileSync(manifest, follow(text, advice as PixiAdvice));
    expect(await advise()).toMatchObject({ activation: [], command: expect.any(String) });
    const { settings } = planRequest(ISOLATED, "linux");
    writeFileSync(
      join(folder, "conda-go-hooks.sh"),
      renderPhase(findDialect("sh"), "activate", settings),
    );
    expect(await advise()).toBeNull();
  });

  it("are for the features of the environment, in pyproject.toml as well", async () => {
    const text = [
      "[tool.pixi.environments]",
      'test = ["a b"]',
      'lint = { features = ["lint"], no-default-feature = true }',
      "own = { activation = { env = { GOCACHE = '/own' } } }",
      "[tool.pixi.feature.'a b'.activation.env]",
      'GOCACHE = "$CONDA_PREFIX/.cache/go-build"',
      "[tool.pixi.feature.other.activation.env]",
      'GOBIN = "$CONDA_PREFIX/bin"',
    ].join("\n");
    const bin = 'GOBIN = "$CONDA_PREFIX/bin"';
    const cache = ENV[2] as string;
    const expected = {
      default: ["[tool.pixi.target.unix.activation.env]", cache, bin],
      test: ["[tool.pixi.target.unix.activation.env]", bin],
      lint: ["[tool.pixi.feature.lint.target.unix.activation.env]", cache, bin],
      own: [
        "[tool.pixi.environments.own.target.unix.activation.env]",
        cache,
        "",
        "[tool.pixi.target.unix.activation.env]",
        bin,
      ],
    };
    for (const [name, lines] of Object.entries(expected)) {
      const { manifest, advise } = makeWorkspace(text, name, "pyproject.toml");
      const advice = await advise(SHARED);
      expect(advice?.activation, name).toEqual(lines);
      writeFileSync(manifest, follow(text, advice as PixiAdvice));
      expect(await advise(SHARED), name).toBeNull();
    }
  });

  it("mean what is there by names that every object has", async () => {
    const text = [
      "[environments]",
      'constructor = { features = ["__proto__"], no-default-feature = true }',
      "[target.constructor.activation]",
      "[feature.__proto__.target.toString.activation]",
    ].join("\n");
    const { manifest, advise } = makeWorkspace(text, "constructor");
    const advice = await advise(SHARED);
    expect(advice?.activation[0]).toBe("[feature.__proto__.target.unix.activation.env]");
    expect({}).not.toHaveProperty("target");
    expect({}).not.toHaveProperty("activation");
    writeFileSync(manifest, `${text}\n${advice?.activation.join("\n")}`);
    expect(await advise(SHARED)).toBeNull();
  });

  it("name no script where none is needed, and say it of Windows in cmd's words", async () => {
    const { manifest, advise } = makeWorkspace("");
    expect(await advise(SHARED, "win32")).toEqual({
      manifest,
      platforms: "Windows",
      obstacle: null,
      command: null,
      activation: [
        "[target.win.activation.env]",
        'GOCACHE = "%CONDA_PREFIX%/.cache/go-build"',
        'GOBIN = "%CONDA_PREFIX%/bin"',
      ],
      isAppendable: true,
    });
    const advice = await advise(ISOLATED, "win32");
    expect(advice).toMatchObject({
      command: "npx conda-go-hooks render --shell cmd --profile isolated --out conda-go-hooks.bat",
      activation: expect.arrayContaining(['scripts = [ "conda-go-hooks.bat" ]']),
    });
    writeFileSync(manifest, follow("", advice as PixiAdvice));
    expect((await advise(ISOLATED, "win32"))?.activation).toEqual([]);
    expect((await advise(ISOLATED, "linux"))?.activation).toContain(SCRIPT);
  });

  it("guard nothing, as pixi gives nothing back", async () => {
    const { folder, advise } = makeWorkspace("");
    const request = { ...ISOLATED, guarded: ["GOOS"] };
    expect((await advise(request))?.command).toContain("--profile isolated --out");
    const { settings } = planRequest(ISOLATED, "linux");
    const script = renderPhase(findDialect("sh"), "activate", settings);
    writeFileSync(join(folder, "conda-go-hooks.sh"), script);
    expect((await advise(request))?.command).toBeNull();
  });

  it("say nothing of a manifest that is no TOML, but where", async () => {
    for (const text of ["a = 1\na = 2\n", `a = 1\nb = ${"[".repeat(500_000)}`]) {
      const { advise } = makeWorkspace(text);
      const advice = (await advise()) as PixiAdvice;
      expect(advice).toMatchObject({ command: null, activation: [] });
      expect(describeAdvice(advice).join("\n")).toContain(
        "line 2 of the manifest is not valid TOML",
      );
    }
  });

  it("are said where the manifest is not known, or gone", async () => {
    const { folder } = makeWorkspace("");
    for (const manifest of [null, join(folder, "gone", "pixi.toml")]) {
      const advice = advisePixi({ manifest, name: "default" }, ISOLATED, {
        ...makeSession(folder),
        platform: "linux",
      });
      expect((await advice)?.activation).toEqual(CASES["with nothing in it"]?.[1]);
    }
  });
});

describe("a value", () => {
  const PREFIX = "/o pt/it's";
  const VALUES: readonly string[] = [
    "{prefix}/gopath",
    "file://{prefix}/a,direct",
    "{prefix}/a:{prefix}/b c",
    "https://proxy.example|direct",
    "it's & < > ; # ! ~ * ? é %A%",
  ];
  const request = (value: string): HookRequest => ({
    profile: "shared-cache",
    overrides: [{ action: "set", variable: "GOPRIVATE", value }],
    shells: null,
  });

  /** The value in the manifest; null where a script is to set it. */
  async function say(value: string, platform: string): Promise<string | null> {
    const advice = await makeWorkspace("").advise(request(value), platform);
    const { target } = parse(advice?.activation.join("\n") ?? "") as Toml;
    const [{ activation }] = Object.values(target as Record<string, { activation: Toml }>) as [
      { activation: { env: Record<string, string>; scripts?: string[] } },
    ];
    expect(activation.scripts === undefined).toBe(Object.hasOwn(activation.env, "GOPRIVATE"));
    return activation.env.GOPRIVATE ?? null;
  }

  it.each(["a$b", "a`b`", 'a"b', "a\\b", "{prefix}x", "{prefix}:b"])(
    "of %j, which some shell of pixi would take for more than itself, is left to the script",
    async (value) => {
      expect(await say(value, "linux")).toBeNull();
    },
  );

  it("of none is an empty one, which is none to Go, as pixi drops what is unset", async () => {
    const overrides: Override[] = [{ action: "unset", variable: "GOPRIVATE" }];
    const advice = await makeWorkspace("").advise({ ...SHARED, overrides });
    expect(advice).toMatchObject({
      command: null,
      activation: expect.arrayContaining(['GOPRIVATE = ""']),
    });
  });

  // As rattler_shell 0.27.15 writes it.
  const double = (value: string) => `"${value.replace(/[\\"]/g, "\\$&")}"`;
  const WRITERS: Readonly<Record<string, (value: string) => string>> = {
    bash: (value) =>
      `export GOPRIVATE=${value.includes("$") ? `"${value.replaceAll('"', '\\"')}"` : `'${value.replaceAll("'", "'\\''")}'`}`,
    zsh: (value) => `export GOPRIVATE=${double(value)}`,
    fish: (value) => `set -gx GOPRIVATE ${double(value)}`,
  };
  for (const [name, write] of Object.entries(WRITERS)) {
    const program = findProgram(name);
    describeWith(`in ${name}`, name, program, (found) => {
      it.each(VALUES)("%j is what the hook would set", async (value) => {
        const said = await say(value, "linux");
        const script = `${write(said ?? "")}\n/usr/bin/printenv GOPRIVATE`;
        const stdout = execFileSync(found, ["-c", script], {
          encoding: "utf8",
          env: { PATH: "/usr/bin:/bin", CONDA_PREFIX: PREFIX, HOME: "/nowhere" },
        });
        expect(stdout).toBe(`${value.replaceAll("{prefix}", PREFIX)}\n`);
      });
    });
  }

  describeWith("in cmd.exe", "cmd.exe", findCommandPrompt(), ({ command, env }) => {
    it("is what the hook would set", async () => {
      const folder = makeFolder();
      mkdirSync(join(folder, "x"));
      const values = [...VALUES.slice(0, 4), "a & b ^ c | d", "C:\\a;{prefix}\\b"];
      const lines = await Promise.all(
        values.map(async (value) => {
          const said = await say(value, "win32");
          return `@SET "GOPRIVATE=${said}"\r\n@set GOPRIVATE>>values.txt\r\n`;
        }),
      );
      writeFileSync(join(folder, "run.bat"), lines.join(""));
      const [program, ...args] = command;
      execFileSync(program, [...args, "/d", "/c", "run.bat"], {
        cwd: folder,
        env: { ...process.env, ...env, CONDA_PREFIX: "C:\\my envs\\x" },
        stdio: "ignore",
        timeout: 60_000,
      });
      expect(readFileSync(join(folder, "values.txt"), "utf8").trimEnd().split("\r\n")).toEqual(
        values.map((value) => `GOPRIVATE=${value.replaceAll("{prefix}", "C:\\my envs\\x")}`),
      );
    });
  });

  it.each(["a%b", "100%"])("of %j is left to the script on Windows", async (value) => {
    expect(await say(value, "win32")).toBeNull();
  });
});

it.each([
  "[activation]\nscripts = [{ a = 1 }, 1]\n",
  "[environments]\ndefault = [{ a = 1 }]\n",
  "[environments]\ndefault = { features = [[1]] }\n",
  "[x]\nnumber = 9223372036854775807\n",
])("a manifest is read whatever its lists and numbers are: %j", async (text) => {
  const advice = await makeWorkspace(text).advise();
  expect(advice).toMatchObject({ obstacle: null });
});
