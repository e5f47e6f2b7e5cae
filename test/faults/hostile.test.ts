// Hostile names, values and files, through the packed command: shown escaped, read in bounded time and memory.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeLastingFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";

// A window's title, colours, the line rewritten, C1's own CSI, text turned round, lines broken.
const HOSTILE =
  "\x1b]0;owned\x07\x1b[2J\x1b[31m\rfine\b\x7f\x9b1m\u202e\u2066\u200b\u2028\u2029\nerror: none\ty";
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const ACTIVATE = "etc/conda/activate.d/zz-conda-go-hooks.sh";

let tried = 0;
afterAll(() => expectInReadme(`YAML bombs, circles | ${tried} | 0 |`));

describe("no control character gets through", () => {
  const home = makeLastingFolder();
  beforeAll(() => prepare(home));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each<readonly [string, readonly string[]]>([
    ["the name of an environment", ["status", "-n", HOSTILE]],
    ["a prefix that is none", ["install", "-p", `./${HOSTILE}`]],
    ["a prefix that is one", ["status", "-p", `envs/${HOSTILE}`]],
    ["a prefix that conda cannot activate", ["install", "-p", `envs/${HOSTILE}`]],
    ["a prefix without hooks", ["uninstall", "-p", `envs/${HOSTILE}`]],
    ["a profile", ["install", "-p", "envs/fine", "--profile", HOSTILE]],
    ["a shell", ["render", "--shell", HOSTILE]],
    ["a phase", ["render", "--phase", HOSTILE]],
    ["a value", ["install", "-p", "envs/fine", "--set", `GOPRIVATE=${HOSTILE}`]],
    ["a flag", ["install", "-p", "envs/fine", "--append", `GOFLAGS=-x=${HOSTILE}`]],
    ["a variable", ["render", "--set", `${HOSTILE}=x`]],
    ["an option", ["status", `--${HOSTILE}`]],
    ["a command", [HOSTILE]],
    ["an edited file, in a diff", ["install", "-p", "envs/edited", "--force", "--diff"]],
    ["a recorded value and version", ["status", "-p", "envs/recorded"]],
    ["a recorded profile", ["install", "-p", "envs/recorded"]],
  ])("of %s", (_, args) => {
    for (const json of [[], ["--json"]]) {
      const { stdout, stderr, status } = runCommand(home, [...args, ...json]);
      tried += 1;
      expect(stdout + stderr).not.toBe("");
      expect(stdout + stderr).not.toMatch(RAW);
      // Nor a line that only looks like one of ours.
      expect(`${stdout}${stderr}`).not.toMatch(/^error: none/m);
      expect(status).toBeLessThanOrEqual(2);
    }
  });

  function prepare(home: string): void {
    makeEnvironment(join(home, "envs", "fine"));
    makeEnvironment(join(home, "envs", HOSTILE));
    const edited = makeEnvironment(join(home, "envs", "edited"));
    runCommand(home, ["install", "-p", edited, "--shell", "sh"]);
    appendFileSync(join(edited, ACTIVATE), HOSTILE);
    const recorded = makeEnvironment(join(home, "envs", "recorded"));
    mkdirSync(join(recorded, "etc/conda"), { recursive: true });
    const overrides = [{ action: "set", variable: HOSTILE, value: HOSTILE }];
    const settings = { profile: HOSTILE, overrides, shells: [HOSTILE] };
    writeFileSync(
      join(recorded, "etc/conda/conda-go-hooks.json"),
      JSON.stringify({ schemaVersion: 1, version: HOSTILE, settings, folders: [], files: [] }),
    );
  }
});

it("files of 10 MB, bombs and circles are passed over in bounded time and memory", {
  timeout: 10_000,
}, () => {
  const home = makeFolder();
  mkdirSync(join(home, ".conda", "condarc.d"), { recursive: true });
  const line = "/x".repeat(5_000_000);
  writeFileSync(join(home, ".conda", "environments.txt"), line);
  writeFileSync(join(home, ".condarc"), `envs_dirs: [${line}]`);
  const files: Readonly<Record<string, string>> = {
    "aliases.yml": `a0: &a0 [x, x]\n${Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}\nenvs_dirs: *a60\n`,
    "brackets.yml": `envs_dirs: ${"[".repeat(60_000)}`,
    "braces.yml": `envs_dirs: ${"{a: ".repeat(15_000)}`,
    "merges.yml": `a: &a {b: 1}\nenvs_dirs: {${"<<: *a, ".repeat(7_000)}}`,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(home, ".conda", "condarc.d", name), text);
  }
  symlinkSync("loop.yml", join(home, ".conda", "condarc.d", "loop.yml"));
  mkdirSync(join(home, "envs"));
  symlinkSync("myenv", join(home, "envs", "myenv"));
  symlinkSync("..", join(home, "envs", "up"));
  tried += Object.keys(files).length + 5;

  const cli = join(inject("installation"), "dist", "cli.cjs");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--max-old-space-size=64", cli, "install", "-n", "myenv"],
    {
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_ENVS_DIRS: join(home, "envs") },
    },
  );
  expect(stderr).toMatch(
    /^error: no environment is called 'myenv'\n {2}where: [^\n]*\n {2}try: [^\n]*\n(?: {2}in: [^\n]*\n)?$/,
  );
  expect([stdout, status]).toEqual(["", 2]);
});
