// The command line as people expect it: how much is printed and in which colours, the help, what is refused.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { makeError } from "../../src/errors/error.js";
import { EXAMPLES } from "../../src/reports/help.js";
import { describeError } from "../../src/reports/outcome.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const CLI = join(inject("installation"), "dist", "cli.cjs");
const FILES = /^ {2}\S.*etc\/conda\//m;

/** A home with these environments, and the command in it. */
function makeHome(...names: readonly string[]) {
  const home = makeFolder();
  const at = (name: string) => join(home, ".conda", "envs", name);
  for (const name of names) makeEnvironment(at(name));
  const run = (line: string, env: Record<string, string> = {}) =>
    runCommand(home, line.split(" "), env);
  return { home, at, run };
}

describe("--quiet", () => {
  it.each(["-q install api", "install api -q", "install -qn api", "--quiet install api"])(
    "leaves nothing of a success: %s",
    (line) => {
      const { run } = makeHome("api");
      const { stdout, stderr, status } = run(`${line} --profile direct`);
      expect([stdout, stderr, status]).toEqual(["", "", 0]);
      expect(run("status api").stdout).toMatch(/^installed/);
      expect(run("-q uninstall api").stdout).toBe("");
    },
  );

  it("leaves what was asked for, and errors", () => {
    const { run } = makeHome("api");
    run("install api");
    expect(run("status api -q").stdout).toBe("installed\n");
    expect(run("list -q").stdout).toBe(run("list").stdout);
    expect(run("status --all -q").stdout).toBe(run("list").stdout);
    expect(run("-q install api --reset --dry-run").stdout).toMatch(/^unchanged {2}api/);
    const failed = run("-q install nope");
    expect([failed.stderr.split("\n")[0], failed.status]).toEqual([
      "error: no environment is called 'nope'",
      2,
    ]);
    expect(run("-q status api --json").json.environments[0].state).toBe("installed");
  });
});

describe("an installation", () => {
  it("is one line and its settings; each file is there with --verbose", () => {
    const { at, run } = makeHome("api");
    const { stdout } = run("install api");
    expect(stdout.split("\n")[0]).toBe(`installed  api  ${at("api")}`);
    expect(stdout).toMatch(/^ {2}GOPATH +\{prefix\}\/gopath$/m);
    expect(stdout).not.toMatch(FILES);
    const changed = run("install api --set GOPROXY=off");
    expect(changed.stdout).toMatch(/^ {2}GOPROXY {2}keep -> off$/m);
    expect(changed.stdout).not.toMatch(FILES);
    expect(run("-v install api --reset").stdout).toMatch(/^ {2}updated +etc\/conda\/activate\.d/m);
    expect(run("uninstall api --dry-run").stdout).toMatch(FILES);
    expect(run("uninstall api").stdout.split("\n")[0]).toBe(`removed  api  ${at("api")}`);
  });

  it("that is tried only lists what would change, and the text with --diff", () => {
    const { at, run } = makeHome("api");
    run("install api");
    const before = readTree(at("api"));
    const tried = run("install api --set GOPROXY=off --dry-run").stdout;
    expect(tried).toMatch(/^ {2}GOPROXY {2}keep -> off$/m);
    expect(tried).toMatch(/^ {2}would be updated {2}etc\/conda\/activate\.d\/zz-/m);
    expect(tried).not.toMatch(/unchanged|^[-+]/m);
    expect(run("install api --set GOPROXY=off --diff").stdout).toMatch(/^\+ {6}GOPROXY='off' /m);
    expect(readTree(at("api"))).toEqual(before);
  });

  it.each(["install", "uninstall"])(
    "is shown where it may not be done, with what keeps %s from it",
    (command) => {
      const { at, run } = makeHome("api");
      if (command === "uninstall") run("install api");
      writeFileSync(join(at("api"), "conda-meta", "frozen"), '{"message": "ask Ann"}');
      const { stdout, stderr, status } = run(`${command} api --dry-run`);
      expect([stdout, status]).toEqual([expect.stringMatching(/^would be .*\n.*etc\/conda\//), 0]);
      expect(stderr).toMatch(/^warning: .*ask Ann/);
      const [{ warnings }] = run(`${command} api --dry-run --json`).json.environments;
      expect(warnings).toMatchObject([{ code: "would-fail" }]);
      expect(run(`${command} api`).status).toBe(2);
    },
  );

  it("says where the hooks are switched off that the change waits for that", () => {
    const { at, run } = makeHome("api");
    const { stdout } = run("install api", { CONDA_GO_HOOKS: "0", CONDA_PREFIX: at("api") });
    expect(stdout).toMatch(/^Switched off .*CONDA_GO_HOOKS.*: conda activate api$/m);
    expect(stdout).not.toContain("To apply");
  });
});

describe("colours", () => {
  const RED = "\x1b[31m";
  const CASES: readonly [string, Record<string, string>, isOnPipe: boolean, isSeen: boolean][] = [
    ["", {}, false, true],
    ["--color=auto ", {}, false, true],
    ["--color always ", {}, true, true],
    ["--color never ", {}, false, false],
    ["", { NO_COLOR: "1" }, false, false],
    ["", { NO_COLOR: "" }, false, true],
    ["", { FORCE_COLOR: "1" }, true, true],
    ["", { FORCE_COLOR: "0" }, false, false],
    ["", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, false],
    ["--color always ", { NO_COLOR: "1" }, true, true],
    ["--color never ", { FORCE_COLOR: "1" }, false, false],
  ];

  it.each(CASES)("with '%s' and %j are on a pipe: %s", (option, env, isOnPipe) => {
    const { run } = makeHome();
    for (const line of [
      `${option}status nope`,
      `status ${option}nope`,
      `status nope ${option}-z`,
    ]) {
      const { stderr } = run(line, env);
      expect([stderr.startsWith(RED), stderr.includes("warn")]).toEqual([isOnPipe, false]);
    }
  });

  describeWith("on a terminal", "script", findProgram("script"), (script) => {
    it.each(CASES)("with '%s' and %j, %s on a pipe, are seen: %s", (option, env, _, isSeen) => {
      const line = `'${process.execPath}' '${CLI}' ${option}status nope`;
      const { stdout } = spawnSync(script, ["-qec", line, "/dev/null"], {
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin", HOME: makeFolder(), TERM: "xterm", ...env },
      });
      expect(stdout).toContain("error: ");
      expect(stdout.includes(RED)).toBe(isSeen);
    });
  });
});

describe("a command line", () => {
  const twice = (first: string, second = first) => makeError("option-twice", { first, second });
  it.each([
    ["install -n api -n api", twice("--name")],
    ["install -p a --prefix=b", twice("--prefix")],
    ["install api --profile direct --profile offline", twice("--profile")],
    ["install api --shell sh --shell fish", twice("--shell")],
    ["install api --cgo --no-cgo", twice("--cgo", "--no-cgo")],
    ["render --no-cgo --cgo", twice("--no-cgo", "--cgo")],
    ["scan --format text --format sarif", twice("--format")],
    ["--color never status --color always", twice("--color")],
    ["status -n api api", makeError("two-environments")],
    ["status --env api api", makeError("two-environments")],
    ["help nope", makeError("unknown-command", { name: "nope", known: listCommands() })],
    ["help instal", makeError("unknown-command", { name: "instal", known: ["install"] })],
    ["uninstall --all", makeError("needs-yes")],
    ["uninstall --all --json", makeError("needs-yes")],
  ])("is refused with one error: %s", (line, error) => {
    const { home, at, run } = makeHome("api");
    run("install api");
    const before = readTree(at("api"));
    const { stdout, stderr, status } = runCommand(home, line.split(" "));
    const told = line.endsWith("--json") ? JSON.parse(stdout).error : stderr;
    expect(told).toEqual(line.endsWith("--json") ? error.toJSON() : `${describeError(error)}\n`);
    expect(status).toBe(2);
    expect(readTree(at("api"))).toEqual(before);
  });

  it("may have an option again that gathers values, and a switch", () => {
    const { run } = makeHome("api");
    const line = "-q --json install api --set GOPROXY=off --set GOPRIVATE=x --json --json -q";
    expect(run(line).json.environments[0].settings).toMatchObject({
      GOPROXY: { value: "off" },
      GOPRIVATE: { value: "x" },
    });
  });

  it("is ours up to the two hyphens", () => {
    const { run } = makeHome();
    const { stdout, stderr } = run("explain -- --json");
    expect([stdout, stderr.split("\n")[0]]).toEqual([
      "",
      describeError(makeError("no-go-variable", { name: "--json", known: [] })).split("\n")[0],
    ]);
  });

  it.each(["--version", "-V", "-qV"])(
    "that asks for the version loads nothing else: %s",
    (line) => {
      const { home, run } = makeHome();
      const note = join(home, "note.cjs");
      const own = "Object.keys(require.cache).filter((file) => /dist.cli/.test(file))";
      writeFileSync(note, `process.on("exit", () => console.error(${own}.length));`);
      const env = { NODE_OPTIONS: `--require ${note}` };
      const { stdout, stderr, status } = run(line, env);
      expect([stdout, stderr, status]).toEqual([expect.stringMatching(/^\d+\.\d+/), "1\n", 0]);
      expect(Number(run("--help", env).stderr)).toBeGreaterThan(1);
    },
  );

  it("names an environment by a plain word, and does its work where nobody can be asked only with --yes", () => {
    const { run } = makeHome("api", "web");
    run("install api");
    expect(run("uninstall --all --yes").stdout).toMatch(/^2 environments: 1 removed/m);
  });
});

/** The commands that the program has, by its own help. */
function listCommands(): string[] {
  const { stdout } = runCommand(tmpdir(), ["--help"], { COLUMNS: "200" });
  const [, rest = ""] = stdout.split("\nCommands:\n");
  const [list = ""] = rest.split("\n\n");
  return [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name = ""]) => name);
}

describe("the help", () => {
  const COMMANDS = ["", ...listCommands()];
  const helpOf = (command: string, columns: number) =>
    runCommand(makeFolder(), [...command.split(" ").filter(Boolean), "--help"], {
      COLUMNS: `${columns}`,
    }).stdout;

  it.each(COMMANDS)("of '%s' breaks no word at 80, 50 and 40 columns", (command) => {
    const words = helpOf(command, 1000).split(/\s+/);
    expect(words.length).toBeGreaterThan(40);
    for (const columns of [80, 50, 40]) {
      const help = helpOf(command, columns);
      expect(help.split("\n").filter((line) => line.length > columns)).toEqual([]);
      expect(help.split(/\s+/)).toEqual(words);
    }
  });

  it.each(COMMANDS)("of '%s' has its options in groups, examples and exit codes", (command) => {
    const help = helpOf(command, 80);
    expect(help).toMatch(/^Output:\n(?: .*\n)* {2}-q, --quiet(?: .*\n)* {2}-h, --help +show/m);
    expect(help).toMatch(/^Exit codes: (?:0|that of)/m);
    expect(help).toMatch(/^(?:Examples|Start with):\n {2}\w/m);
    // What is in no group was forgotten.
    expect(help).not.toMatch(/^Options:/m);
    expect(runCommand(makeFolder(), ["help", ...command.split(" ").filter(Boolean)]).stdout).toBe(
      help,
    );
  });

  it("of install tells apart what is for whom, and names the shells", () => {
    const help = helpOf("install", 80);
    const groups = [...help.matchAll(/^([A-Z][\w ]+):$/gm)].map(([, name]) => name);
    expect(groups).toEqual(["Environment", "Settings", "Safety", "Output", "Examples"]);
    expect(help).toMatch(/^Safety:\n {2}-y, --yes/m);
    expect(help).toMatch(/^Shells: sh, bash,.*fish/m);
  });

  describeWith("on a terminal", "script", findProgram("script"), (script) => {
    it.each([40, 50, 120])("is as wide as that: %i columns", (columns) => {
      const line = `stty cols ${columns}; '${process.execPath}' '${CLI}' install --help`;
      const { stdout } = spawnSync(script, ["-qec", line, "/dev/null"], {
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin", HOME: makeFolder(), TERM: "xterm" },
      });
      expect(stdout.replaceAll("\r\n", "\n")).toBe(helpOf("install", columns));
    });
  });

  it("has an example of every command", () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    expect(COMMANDS.filter((name) => name !== "" && !EXAMPLES[name]?.length)).toEqual([]);
  });

  const LINES = COMMANDS.flatMap((name) => EXAMPLES[name] ?? []);
  it.each(LINES)(
    "has an example that works: %s",
    (line) => {
      const { home, at, run } = makeHome("api", "web");
      for (const folder of [join(home, "src"), join(at("api"), "src")]) {
        mkdirSync(folder);
        writeFileSync(join(folder, "go.mod"), "module example.com/a\n\ngo 1.22\n");
      }
      writeFileSync(join(home, "build.log"), "go: no go.mod file\n");
      mkdirSync(join(at("api"), "bin"), { recursive: true });
      if (line.startsWith("exec "))
        writeFileSync(join(at("api"), "bin", "go"), "#!/bin/sh\necho ok\n", { mode: 0o755 });
      run("install --all");
      const { stdout, status } = run(line);
      expect([stdout !== "", status], stdout).toEqual([true, 0]);
    },
    60_000,
  );
});
