// What completion offers: derived from the commands as they are declared, and nothing at all when anything fails.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, inject, it } from "vitest";
import { complete } from "../../src/commands/complete.js";
import { COMPLETION_SHELLS } from "../../src/commands/completion.js";
import { makeError } from "../../src/errors/error.js";
import { CATALOGUE } from "../../src/findings/catalogue.js";
import { PROFILES } from "../../src/hooks/profiles.js";
import { VARIABLE_NAMES } from "../../src/hooks/variables.js";
import { DIALECTS } from "../../src/shells/dialects.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";

function makeHome(): string {
  const home = makeFolder();
  for (const name of ["api", "web"]) makeEnvironment(join(home, ".conda", "envs", name));
  return home;
}

/** What the packed command offers for the last word. */
function ask(home: string, words: readonly string[], env = {}): { kind: string; values: string[] } {
  const { stdout, stderr, status } = runCommand(home, ["complete", "--", ...words], env);
  expect([status, stderr]).toEqual([0, ""]);
  const [kind = "", ...lines] = stdout.trimEnd().split("\n");
  return { kind, values: lines.map((line) => line.split("\t")[0] ?? "") };
}

const SHELLS = DIALECTS.flatMap(({ shells }) => shells);

describe("what is offered", () => {
  it.each<[string, string, readonly string[]]>([
    ["prof", "words", ["profiles"]],
    ["help una", "words", []],
    ["help uninst", "words", ["uninstall"]],
    ["nosuch ", "words", []],
    ["install ", "words", ["api", "web"]],
    ["install API", "words", ["api"]],
    ["install api --over", "words", ["--override-frozen"]],
    ["install api w", "words", []],
    ["install -n ", "words", ["api", "web"]],
    ["install -nw", "words", ["-nweb"]],
    ["install -n api w", "words", []],
    ["install --exclude w", "words", ["web"]],
    ["install --all --exclude=", "words", ["--exclude=api", "--exclude=web"]],
    ["install -p ", "folders", ["HOME/.conda/envs/api", "HOME/.conda/envs/web"]],
    ["install --env HOME/.conda/envs/w", "folders", ["HOME/.conda/envs/web"]],
    ["install --profile ", "words", PROFILES.map(({ name }) => name)],
    ["install --profile=off", "words", ["--profile=offline"]],
    ["install --profile offline --prof", "words", []],
    [
      "install --set A=b --set c",
      "words",
      ["CGO_ENABLED=", "CGO_CFLAGS=", "CGO_CXXFLAGS=", "CGO_LDFLAGS="],
    ],
    ["install --set=CGO_ENABLED=", "words", ["--set=CGO_ENABLED=0", "--set=CGO_ENABLED=1"]],
    ["install --append ", "words", ["GOFLAGS=", "CGO_CFLAGS=", "CGO_CXXFLAGS=", "CGO_LDFLAGS="]],
    ["install --unset ", "words", VARIABLE_NAMES],
    ["install --keep gopr", "words", ["GOPROXY", "GOPRIVATE"]],
    ["install --shell sh,po", "words", ["sh,posix", "sh,powershell"]],
    ["install --shell sh,s", "words", []],
    ["install -- --js", "words", []],
    ["render --shell ", "words", SHELLS],
    ["render --phase ", "words", ["activate", "deactivate"]],
    ["render --out ", "files", []],
    ["scan --format=s", "words", ["--format=sarif"]],
    ["scan --ignore a --ignore ", "words", Object.keys(CATALOGUE)],
    ["repair --only ", "words", Object.keys(CATALOGUE)],
    ["scan --explain ", "words", Object.keys(CATALOGUE)],
    ["scan ", "folders", []],
    ["scan a b", "folders", []],
    ["explain GOPROXY GOPRO", "words", []],
    ["explain GOMODC", "words", ["GOMODCACHE"]],
    ["completion ", "words", COMPLETION_SHELLS],
    [
      "profiles ",
      "words",
      ["--json", "-q", "--quiet", "-v", "--verbose", "--color", "-h", "--help"],
    ],
    ["scan --json --js", "words", []],
  ])("for %s", (line, kind, values) => {
    const home = makeHome();
    const put = (word: string) => word.replace("HOME", home);
    const answer = ask(home, line.split(" ").map(put));
    expect(answer).toEqual({ kind, values: values.map(put) });
  });

  it("comes in the words that PowerShell sends by standard input too", () => {
    const home = makeHome();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const { stdout } = spawnSync(process.execPath, [cli, "complete"], {
      encoding: "utf8",
      env: { HOME: home },
      input: "install\r\n--json\r\n-n\r\n\r\n",
    });
    expect(stdout).toBe(`words\napi\t${home}/.conda/envs/api\nweb\t${home}/.conda/envs/web\n`);
  });

  it("leaves out a name that no line can hold, and one that would be printed in other words", () => {
    const home = makeHome();
    for (const name of ["line\nbreak", "\x1b[31m", "a\tb", "x:y@z"])
      makeEnvironment(join(home, ".conda", "envs", name));
    expect(ask(home, ["install", "-n", ""]).values).toEqual(["api", "web"]);
  });
});

describe("behind another program's first word", () => {
  const program = new Command();
  program.command("exec [command...]").option("-n, --name <name>").option("--json");

  it.each([
    [["exec", ""], "command 1"],
    [["exec", "-"], "words"],
    [["exec", "-n", "api", "go", "-"], "command 3"],
    [["exec", "-n", "api", "go", "test", "-"], "command 3"],
    [["exec", "-n", "api", "--", "-"], "command 4"],
    [["exec", "-n", "api", "--", "go", "--", "-"], "command 4"],
  ])("for %j, no option of ours is offered, but %s", async (words, kind) => {
    const answer = await complete(program, words, makeSession(makeFolder()));
    expect(answer.kind).toBe(kind);
    const values = answer.candidates.map(({ value }) => value);
    expect(values).toEqual(kind === "words" ? ["-n", "--name", "--json", "-h", "--help"] : []);
  });
});

describe("when something fails, nothing is offered and nothing is said", () => {
  it("with a configuration that conda refuses", () => {
    const home = makeHome();
    writeFileSync(join(home, ".condarc"), "envs_dirs: [/a]\nenvs_path: [/b]\n");
    expect(ask(home, ["install", "-n", ""])).toEqual({ kind: "words", values: [] });
    expect(ask(home, ["install", "--profile", "off"]).values).toEqual(["offline"]);
  });

  it("without a word", () => {
    const home = makeHome();
    expect(runCommand(home, ["complete"]).stdout).toContain("\ninstall\t");
  });

  it("and conda is not started", () => {
    const home = makeHome();
    const conda = join(home, "conda");
    writeFileSync(conda, `#!/bin/sh\ntouch '${home}/started'\n`, { mode: 0o755 });
    for (const line of ["-n nosuch", "--env ", "-p "])
      ask(home, ["install", ...line.split(" ")], {
        PATH: `${home}:/usr/bin:/bin`,
        CONDA_EXE: conda,
      });
    expect(existsSync(join(home, "started"))).toBe(false);
  });
});

describe("the script", () => {
  it.each(COMPLETION_SHELLS)("of %s is printed as it is, or in JSON", (shell) => {
    const home = makeFolder();
    const { stdout, status } = runCommand(home, ["completion", shell]);
    expect(status).toBe(0);
    expect(stdout).toContain("complete");
    expect(runCommand(home, ["completion", shell, "--json"]).json).toMatchObject({
      shell,
      script: stdout,
    });
  });

  it.each([
    ["tcsh", ["tcsh"]],
    ["", []],
    ["toString", ["toString"]],
  ])("of %j is none, and the error names the shells that have one", (name, args) => {
    const { code, message, where, hint } = makeError("no-completion", {
      name,
      known: COMPLETION_SHELLS,
    });
    const { json, status } = runCommand(makeFolder(), ["completion", ...args, "--json"]);
    expect(json.error).toEqual({ code, message, where, hint });
    expect(status).toBe(2);
    for (const shell of COMPLETION_SHELLS) expect(hint).toContain(shell);
  });
});

it("the command that the scripts ask stands in no help", () => {
  const { stdout } = runCommand(makeFolder(), ["--help"]);
  expect(stdout).toContain("completion");
  expect(stdout).not.toMatch(/^ +complete /m);
});
