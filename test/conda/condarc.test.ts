// Which folders the .condarc files name: all of them, in conda's order, whatever else they hold.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  readDefaultEnvironment,
  readEnvsDirs,
  readProtectsFrozen,
} from "../../src/conda/condarc.js";
import { makeError } from "../../src/errors/error.js";
import { makeFolder, makeSession } from "../setup/environments.js";
import { makePipe } from "./pipe.js";

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What a `.condarc` with this text names; `~` is the folder that it stands in. */
async function read(
  text: string,
  env: Record<string, string> = {},
  platform: string = process.platform,
): Promise<string[]> {
  const home = makeFolder();
  write(join(home, ".condarc"), text);
  const dirs = await readEnvsDirs({ ...makeSession(home, env), platform }, []);
  return dirs.map((dir) => dir.replace(home, "~"));
}

describe("the files", () => {
  it("are read from all of conda's places, the most important first", async () => {
    const home = makeFolder();
    const at = (...parts: string[]) => join(home, ...parts);
    const fromMostImportant = [
      at("named.yml"),
      at("prefix", "condarc.d", "a.yml"),
      at("prefix", "condarc"),
      at("prefix", ".condarc"),
      at(".condarc"),
      at(".conda", "condarc.d", "b.yaml"),
      at(".conda", "condarc.d", "a.yml"),
      at(".conda", "condarc"),
      at(".conda", ".condarc"),
      at("xdg", "conda", "condarc"),
      at("xdg", "conda", ".condarc"),
      at("root", "condarc.d", "a.yml"),
      at("root", "condarc"),
      at("root", ".condarc"),
    ];
    for (const file of fromMostImportant) write(file, `envs_dirs: ["${file}.envs"]\n`);
    write(at(".conda", "condarc.d", "readme.txt"), "envs_dirs: [/not/read]\n");
    const session = makeSession(home, {
      CONDARC: "named.yml",
      CONDA_PREFIX: at("prefix"),
      XDG_CONFIG_HOME: at("xdg"),
    });
    const dirs = await readEnvsDirs(session, [at("root")]);
    expect(dirs).toEqual(fromMostImportant.map((file) => `${file}.envs`));
  });

  it("are read from ~/.config where XDG_CONFIG_HOME is not set", async () => {
    const home = makeFolder();
    write(join(home, ".config", "conda", ".condarc"), "envs_dirs: [/a]");
    expect(await readEnvsDirs(makeSession(home), [])).toEqual(["/a"]);
  });

  it.each(["/elsewhere", ""])(
    "are read from ~/.config as well where XDG_CONFIG_HOME is '%s'",
    async (XDG_CONFIG_HOME) => {
      const home = makeFolder();
      write(join(home, ".config", "conda", ".condarc"), "envs_dirs: [/a]");
      expect(await readEnvsDirs(makeSession(home, { XDG_CONFIG_HOME }), [])).toEqual(["/a"]);
    },
  );
});

describe("what a file says", () => {
  it.each([
    ["a list", "envs_dirs:\n  - /a\n  - /b\n", ["/a", "/b"]],
    ["a list in brackets", "envs_dirs: [/a, '/b']", ["/a", "/b"]],
    ["conda's other name", "envs_path: [/a]", ["/a"]],
    ["CRLF", "channels:\r\n  - x\r\nenvs_dirs:\r\n  - /a\r\n  - /b\r\n", ["/a", "/b"]],
    ["a byte order mark", "\uFEFFenvs_dirs: [/a]", ["/a"]],
    ["the home folder", "envs_dirs: [~/a, '~', ~x/a]", ["~/a", "~", "~/~x/a"]],
    ["another user's home folder", "envs_dirs: [~root/a]", ["/root/a"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: conda's syntax
    ["variables", "envs_dirs: [$WHERE/a, '${WHERE}/b', $NONE/c]", ["/w/a", "/w/b", "~/$NONE/c"]],
    ["a relative path", "envs_dirs: [a/../b]", ["~/b"]],
    ["nothing", "", []],
    ["other settings only", "channels: [conda-forge]\nauto_activate: false\n", []],
    ["an empty setting", "envs_dirs:\n", []],
    ["values that are no folders", "envs_dirs: [1, null, [/b], {c: /d}, '', /a]", ["/a"]],
    ["a mapping", "envs_dirs: {a: /a}", []],
    ["a comment", "# envs_dirs: [/a]\n", []],
    ["a sentence", "envs_dirs", []],
    ["a list of settings", "- envs_dirs: [/a]", []],
  ])("may be %s", async (_, text, dirs) => {
    expect(await read(text, { WHERE: "/w" })).toEqual(dirs);
  });
});

describe("what conda refuses, we refuse in its words", () => {
  it.each([
    ["a string", "envs_dirs: /a", { value: "'/a'", type: "str" }],
    ["an empty string", "envs_path: ''", { value: "''", type: "str" }],
    ["a number", "envs_dirs: 5", { value: "5", type: "int" }],
    ["both names", "envs_dirs: [/a]\nenvs_path: [/b]", null],
  ])("%s", async (_, text, wrong) => {
    const error = await read(text).catch((thrown) => thrown);
    const file = error.where;
    expect(file).toMatch(/\.condarc$/);
    expect(error).toEqual(
      wrong === null
        ? makeError("conda-keys", { file })
        : makeError("conda-type", { file, ...wrong }),
    );
  });
});

describe("a place", () => {
  const list = 'envs_dirs: ["/a"]';

  it.each([
    [".condarc", ["/a"]],
    ["condarc", ["/a"]],
    ["mine.yml", ["/a"]],
    ["mine.yaml", ["/a"]],
    ["mine.conf", []],
    [".yml", []],
    ["mine.YML", []],
  ])("called %s counts as in conda", async (name, dirs) => {
    const home = makeFolder();
    write(join(home, "here", name), list);
    const session = makeSession(home, { CONDARC: join("here", name) });
    expect(await readEnvsDirs(session, [])).toEqual(dirs);
  });

  it("may be a folder of files", async () => {
    const home = makeFolder();
    write(join(home, "rc", "b.yml"), 'envs_dirs: ["/b"]');
    write(join(home, "rc", "a.yaml"), list);
    write(join(home, "rc", "condarc"), 'envs_dirs: ["/not/read"]');
    mkdirSync(join(home, "rc", "c.yml"));
    write(join(home, ".condarc", "d.yml"), 'envs_dirs: ["/d"]');
    const session = makeSession(home, { CONDARC: "~/rc" });
    expect(await readEnvsDirs(session, [])).toEqual(["/b", "/a", "/d"]);
  });
});

describe("the environment that new shells activate", () => {
  it.each([
    ["", {}, "base"],
    ["default_activation_env: work", {}, "work"],
    ["default_activation_env: ''", {}, "base"],
    ["default_activation_env: [a]", {}, "base"],
    ["default_activation_env: work", { CONDA_DEFAULT_ACTIVATION_ENV: "other" }, "other"],
  ])("is, by '%s' and %j, %s", async (text, env, name) => {
    const home = makeFolder();
    write(join(home, ".condarc"), text);
    expect(await readDefaultEnvironment(makeSession(home, env), [])).toBe(name);
  });
});

describe("frozen environments", () => {
  // What conda 26.7 makes of each.
  it.each<[string, Record<string, string>, boolean]>([
    ["", {}, true],
    ["protect_frozen_envs: false", {}, false],
    ["protect_frozen_envs: 'no'", {}, false],
    ["protect_frozen_envs: 0", {}, false],
    ["protect_frozen_envs: true", {}, true],
    ["protect_frozen_envs: xyz", {}, true],
    ["protect_frozen_envs: true", { CONDA_PROTECT_FROZEN_ENVS: "0" }, false],
    ["protect_frozen_envs: false", { CONDA_PROTECT_FROZEN_ENVS: "yes" }, true],
  ])("are, by '%s' and %j, protected: %s", async (text, env, isProtected) => {
    const home = makeFolder();
    write(join(home, ".condarc"), text);
    expect(await readProtectsFrozen(makeSession(home, env), [])).toBe(isProtected);
  });
});

describe("a variable", () => {
  // What Python 3.11's ntpath.expandvars and posixpath.expandvars make of each.
  it.each([
    ["%WHERE%/a", "/w/a", "~/%WHERE%/a"],
    ["%NONE%/a", "~/%NONE%/a", "~/%NONE%/a"],
    ["/a%%b%", "/a%b%", "/a%%b%"],
    ["$WHERE/a", "/w/a", "/w/a"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: conda's syntax
    ["${WHERE}/a", "/w/a", "/w/a"],
    ["/$MY-DIR/a", "/d/a", "/m-DIR/a"],
    ["/a$$WHERE", "/a$WHERE", "/a$/w"],
    ["/'%WHERE%'$WHERE", "/'%WHERE%'/w", "/'%WHERE%'/w"],
    ["/it's/%WHERE%", "/it's/%WHERE%", "/it's/%WHERE%"],
  ])(
    "in %s is expanded as conda expands it on Windows, and elsewhere",
    async (dir, there, here) => {
      const env = { WHERE: "/w", MY: "m", "MY-DIR": "d" };
      const text = `envs_dirs: [${JSON.stringify(dir)}]`;
      expect([await read(text, env, "win32"), await read(text, env, "linux")]).toEqual([
        [there],
        [here],
      ]);
    },
  );
});

describe("a file that is no .condarc is passed over, and the others count", () => {
  const entities = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index)).join("\n");
  const bomb = `a0: &a0 [x, x]\n${entities(40, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)}`;
  const files: Readonly<Record<string, (file: string) => void>> = {
    "10 MB in one line": (file) => write(file, `envs_dirs: [${"/x, ".repeat(2_600_000)}]`),
    "10 MB of lines": (file) => write(file, `envs_dirs:\n${"- /x\n".repeat(2_100_000)}`),
    "an alias bomb": (file) => write(file, `${bomb}\nenvs_dirs: *a40\n`),
    "brackets within brackets": (file) => write(file, `envs_dirs: ${"[".repeat(50_000)}`),
    "broken YAML": (file) => write(file, "envs_dirs: [/x\nchannels: }\n"),
    "two documents": (file) => write(file, "envs_dirs: [/x]\n---\nenvs_dirs: [/x]\n"),
    "bytes that are no text": (file) => write(file, "envs_dirs: [\0\x01\x02\n\tx: }"),
    "a folder": (file) => mkdirSync(file),
    "a link to itself": (file) => symlinkSync(file, file),
    "a link to nothing": (file) => symlinkSync("/nowhere", file),
  };

  it.each(Object.entries(files))("%s", { timeout: 5_000 }, async (_, make) => {
    const home = makeFolder();
    make(join(home, ".condarc"));
    write(join(home, ".conda", ".condarc"), "envs_dirs: [/a]");
    expect(await readEnvsDirs(makeSession(home), [])).toEqual(["/a"]);
  });

  it.each([
    ["keys, 300 kB of them", `${entities(30_000, (n) => `k${n}: 1`)}\nenvs_dirs: [/x]\n`],
    ["empty keys, 100 kB of them", `envs_dirs: {${":,".repeat(50_000)}}`],
    ["brackets, 1 MB of them", `envs_dirs: ${"[".repeat(1_000_000)}`],
  ])("in no time: %s", { timeout: 2_000 }, async (_, text) => {
    await read(text);
  });

  it("a pipe that nobody writes to", { timeout: 3_000 }, async () => {
    const home = makeFolder();
    makePipe(join(home, ".condarc"));
    expect(await readEnvsDirs(makeSession(home), [])).toEqual([]);
  });

  it("without a word on stderr of what is odd in it", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => void process.off("warning", note));
    expect(await read("envs_dirs: !odd [/a]")).toEqual(["/a"]);
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });
});
