// The action, the hook of pre-commit and the recipes for CI and containers: parsed, and each of their scripts played.
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWith, findProgram, itUnless } from "../setup/programs.js";
import { readPage } from "../setup/readme.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readPage("package.json"));
const cli = join(inject("installation"), "dist", "cli.cjs");

const commands = runCommand("/", ["--help"]).stdout;
const missing = (name: string) =>
  new RegExp(`^ +${name} `, "m").test(commands) ? null : `there is no command ${name}`;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The blocks of code below these titles. */
const RECIPES = new Map(
  [...readPage("docs/ci.md").matchAll(/<!-- recipe: ([^\n]*) -->\n```\w+\n(.*?)```/gs)].map(
    ([, title = "", code = ""]) => [title, code],
  ),
);

function recipe(title: string): string {
  const found = RECIPES.get(title);
  if (found === undefined) throw new Error(`no recipe ${title}`);
  return found;
}

const ACTION = parse(readPage("action.yml"));
const ACTION_STEPS: readonly Step[] = ACTION.runs.steps;

function writeProgram(path: string, script: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A machine with the environments api and web, and an npm and an npx that have our package at hand. */
function makeMachine() {
  const home = makeFolder();
  const work = join(home, "work");
  const bin = join(home, "bin");
  mkdirSync(work);
  writeFileSync(join(work, "go.mod"), "module example.com/a\n\ngo 1.22\n");
  for (const name of ["api", "web"]) makeEnvironment(join(home, ".conda", "envs", name));
  const run = `exec '${process.execPath}' '${cli}'`;
  // npm install --prefix FOLDER … PACKAGE
  writeProgram(
    join(bin, "npm"),
    `printf '%s\\n' "$PWD" "$@" >> '${home}/npm.log'
mkdir -p "$3/node_modules/.bin"
printf '%s\\n' '#!/bin/sh' "${run} \\"\\$@\\"" > "$3/node_modules/.bin/conda-go-hooks"
chmod +x "$3/node_modules/.bin/conda-go-hooks"`,
  );
  writeProgram(
    join(bin, "npx"),
    `test "$1 $2" = '--yes conda-go-hooks' || exit 9\nshift 2\n${run} "$@"`,
  );
  writeProgram(join(bin, "conda-go-hooks"), `${run} "$@"`);
  writeProgram(join(bin, "go"), `env > '${home}/go.env'`);
  const env = {
    HOME: home,
    PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    GITHUB_ACTION_PATH: root,
    GITHUB_ENV: join(home, "github.env"),
    GITHUB_PATH: join(home, "github.path"),
    RUNNER_TEMP: join(home, "temp dir"),
  };
  return { home, work, env };
}

type Machine = ReturnType<typeof makeMachine>;

/** As a runner does it with `shell: bash`. */
function playScript({ work, env }: Machine, script: string, more: Record<string, string> = {}) {
  writeFileSync(join(env.HOME, "step.sh"), script);
  const args = ["--noprofile", "--norc", "-eo", "pipefail", join(env.HOME, "step.sh")];
  return spawnSync("bash", args, { cwd: work, encoding: "utf8", env: { ...env, ...more } });
}

/** Plays the steps of the action up to the first that fails. @returns what that says */
function playAction(machine: Machine, inputs: Readonly<Record<string, string>>): string | null {
  const all: Record<string, string> = {};
  for (const [name, { default: given }] of Object.entries<{ default: string }>(ACTION.inputs))
    all[name] = inputs[name] ?? given;
  for (const step of ACTION_STEPS) {
    if (step.if !== undefined && all.export !== "true") continue;
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/^\$\{\{ inputs\.(\w+) \}\}$/, (_, input) => all[input] ?? ""),
    ]);
    const { status, stdout, stderr } = playScript(machine, step.run ?? "", Object.fromEntries(env));
    if (status !== 0) return `${stdout}${stderr}`;
  }
  return null;
}

const stateOf = ({ home }: Machine, name: string) =>
  runCommand(home, ["status", "-n", name, "--json"]).json.environments[0];

describeWith("the action", "bash", findProgram("bash"), () => {
  it("hands inputs to its scripts as variables alone", () => {
    expect(ACTION.runs.using).toBe("composite");
    expect(ACTION_STEPS.length).toBeGreaterThan(2);
    const used = ACTION_STEPS.flatMap(({ run, shell, env = {}, if: condition = "" }) => {
      expect(run).not.toContain("${{");
      expect(shell).toBe("bash");
      for (const value of Object.values(env)) expect(value).toMatch(/^\$\{\{ inputs\.\w+ \}\}$/);
      return [...`${Object.values(env)} ${condition}`.matchAll(/inputs\.(\w+)/g)].map(
        ([, input]) => input,
      );
    });
    expect(new Set(used)).toEqual(new Set(Object.keys(ACTION.inputs)));
  });

  it("installs its own version outside of the project, and the hooks as they are asked for", () => {
    const machine = makeMachine();
    const inputs = { environment: "api", profile: "offline" };
    expect(playAction(machine, inputs)).toBeNull();
    const folder = join(machine.env.RUNNER_TEMP, "conda-go-hooks");
    expect(readFileSync(join(machine.home, "npm.log"), "utf8").split("\n").slice(0, -1)).toEqual([
      folder,
      ...["install", "--prefix", folder, "--no-audit", "--no-fund", `conda-go-hooks@${version}`],
    ]);
    const path = join(folder, "node_modules", ".bin");
    expect(readFileSync(machine.env.GITHUB_PATH, "utf8")).toBe(`${path}\n`);
    expect(stateOf(machine, "api")).toMatchObject({ state: "installed", profile: "offline" });
    expect(stateOf(machine, "web").state).toBe("absent");
    expect(existsSync(machine.env.GITHUB_ENV)).toBe(false);
  });

  it.each(["1.2.3", "1", "latest", "2.0.0-rc.1"])("installs the version %s", (asked) => {
    const machine = makeMachine();
    expect(playAction(machine, { environment: "api", version: asked })).toBeNull();
    expect(readFileSync(join(machine.home, "npm.log"), "utf8")).toContain(
      `conda-go-hooks@${asked}\n`,
    );
  });

  itUnless(missing("env"), "sets the variables for the steps that follow", () => {
    const machine = makeMachine();
    expect(playAction(machine, { environment: "api", export: "true" })).toBeNull();
    const lines = readFileSync(machine.env.GITHUB_ENV, "utf8").split("\n");
    expect(lines).toContain(`GOPATH=${machine.home}/.conda/envs/api/gopath`);
  });

  const HOSTILE = [
    '"; touch pwned; "',
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "a\ntouch pwned",
  ];
  const INPUTS = Object.keys(ACTION.inputs).filter((name) => name !== "export");
  it.each(INPUTS.flatMap((name) => HOSTILE.map((value) => [name, value] as const)))(
    "runs nothing of the input %s: %j",
    (name, value) => {
      const machine = makeMachine();
      expect(
        playAction(machine, { environment: "api", export: "true", [name]: value }),
      ).not.toBeNull();
      expect(readdirSync(machine.work)).toEqual(["go.mod"]);
      if (name === "version") expect(existsSync(join(machine.home, "npm.log"))).toBe(false);
      expect(stateOf(machine, "api").state).toBe("absent");
    },
  );

  it.each([
    "file:../evil",
    "npm:evil@1.0.0",
    "https://evil.example/a.tgz",
    "1.2.3 evil",
    "--global",
  ])("has npm install no other package by the version %s", (asked) => {
    const machine = makeMachine();
    expect(playAction(machine, { environment: "api", version: asked })).toContain("::error");
    expect(existsSync(join(machine.home, "npm.log"))).toBe(false);
  });

  it("takes an environment that begins with a dash for a name", () => {
    const machine = makeMachine();
    expect(playAction(machine, { environment: "--all" })).toContain("--all");
    expect(stateOf(machine, "api").state).toBe("absent");
  });

  it("is used with inputs that it has", () => {
    const steps = parse(recipe("action")).steps as { uses?: string; with?: object }[];
    const [own] = steps.filter(({ uses }) => uses?.includes("/conda-go-hooks@"));
    for (const name of Object.keys(own?.with ?? {})) expect(ACTION.inputs).toHaveProperty(name);
    const page = readPage("docs/ci.md");
    for (const name of Object.keys(ACTION.inputs))
      expect(page).toMatch(new RegExp(`^\\| \`${name}\``, "m"));
  });
});

describeWith("the workflow", "bash", findProgram("bash"), () => {
  const { jobs } = parse(recipe("workflow"));
  const scripts = (jobs.test.steps as Step[]).flatMap(({ run }) => run ?? []);

  it("installs the hooks, tests with them, and makes a report of what scan finds", () => {
    const machine = makeMachine();
    for (const script of scripts) {
      const { status, stderr } = playScript(machine, script);
      expect([script, status, stderr]).toEqual([script, 0, ""]);
    }
    expect(stateOf(machine, "api").state).toBe("installed");
    expect(existsSync(join(machine.home, "go.env"))).toBe(true);
    const report = JSON.parse(readFileSync(join(machine.work, "scan.sarif"), "utf8"));
    expect(report).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  });

  it("fails for a broken replace, and has the report all the same", () => {
    const machine = makeMachine();
    writeFileSync(
      join(machine.work, "go.mod"),
      "module example.com/a\n\ngo 1.22\n\nrequire example.com/b v1.0.0\n\nreplace example.com/b => ../b\n",
    );
    const [scan = ""] = scripts.filter((script) => script.includes("scan"));
    expect(playScript(machine, scan).status).toBe(1);
    const report = JSON.parse(readFileSync(join(machine.work, "scan.sarif"), "utf8"));
    expect(report.runs[0].results.length).toBeGreaterThan(0);
    const { if: condition } = (jobs.test.steps as Step[]).at(-1) ?? {};
    expect(condition).toBe("always()");
  });
});

interface PreCommitHook {
  readonly entry: string;
  readonly args?: readonly string[];
  readonly files: string;
  readonly language: string;
  readonly pass_filenames: boolean;
  readonly additional_dependencies?: readonly string[];
}

describeWith("the hook of pre-commit", "bash", findProgram("bash"), () => {
  const own: PreCommitHook = parse(readPage(".pre-commit-hooks.yaml"))[0];
  const local: PreCommitHook = parse(recipe("pre-commit")).repos[0].hooks[0];

  it.each([
    ["of the repository", own],
    ["of the recipe", local],
  ])("%s looks when a file of modules has changed, and fails for a broken replace", (_, hook) => {
    expect(hook).toMatchObject({ language: "node", pass_filenames: false });
    const isFor = (path: string) => new RegExp(hook.files).test(path);
    expect(["go.mod", "a/go.mod", "go.work", "a/vendor/modules.txt"].filter(isFor)).toHaveLength(4);
    expect(["go.sum", "a/cargo.mod", "go.mod.md", "modules.txt"].filter(isFor)).toEqual([]);
    const machine = makeMachine();
    const script = [hook.entry, ...(hook.args ?? [])].join(" ");
    expect(playScript(machine, script).status).toBe(0);
    writeFileSync(
      join(machine.work, "go.mod"),
      "module example.com/a\n\ngo 1.22\n\nrequire example.com/b v1.0.0\n\nreplace example.com/b => ../b\n",
    );
    expect(playScript(machine, script).status).toBe(1);
  });

  it("of the recipe installs this version", () => {
    expect(local.additional_dependencies).toEqual([`conda-go-hooks@${version}`]);
  });

  it("of the repository is built and installed as pre-commit does it", () => {
    const folder = makeFolder();
    const clone = join(folder, "clone");
    copyRepository(clone);
    // In place of: npm install --include=dev --include=prod --ignore-prepublish --no-progress --no-save
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
    const npm = (...args: string[]) =>
      execFileSync("npm", args, {
        cwd: clone,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    // All that is printed is taken for the name of the package.
    const packed = npm("pack").trim();
    expect(readdirSync(clone)).toContain(packed);
    npm("install", "-g", "--prefix", folder, "--prefer-offline", join(clone, packed));
    const { stdout } = spawnSync(join(folder, "bin", "conda-go-hooks"), ["--version"], {
      encoding: "utf8",
    });
    expect(stdout).toBe(`${version}\n`);
  });
});

/** What is in the repository, as far as the package is made of it. */
function copyRepository(clone: string): void {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  const listed = files
    .trim()
    .split("\n")
    .filter((path) => /^(?:src|templates)\/|^[^/]+\.\w+$|^\.npmrc$|^\.pre-commit/.test(path));
  for (const path of listed)
    if (existsSync(join(root, path))) cpSync(join(root, path), join(clone, path));
}

describeWith("pre-commit", "pre-commit", findProgram("pre-commit"), (program) => {
  it("builds the hook of the repository, and fails with it for a broken replace alone", () => {
    const folder = makeFolder();
    const [source, project] = [join(folder, "source"), join(folder, "project")];
    copyRepository(source);
    const commit = (cwd: string) => {
      const git = (...words: string[]) =>
        execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...words], {
          cwd,
          encoding: "utf8",
        }).trim();
      git("init", "--quiet");
      git("add", "--all");
      git("commit", "--quiet", "--message", "x");
      return git("rev-parse", "HEAD");
    };
    const repo = { repo: source, rev: commit(source), hooks: [{ id: "conda-go-hooks-scan" }] };
    mkdirSync(project);
    writeFileSync(join(project, ".pre-commit-config.yaml"), JSON.stringify({ repos: [repo] }));
    writeFileSync(
      join(project, "go.mod"),
      "module example.com/a\n\ngo 1.22\n\nrequire example.com/b v1.0.0\n\nreplace example.com/b => ../b\n",
    );
    commit(project);
    const run = () =>
      spawnSync(program, ["run", "--all-files"], {
        cwd: project,
        encoding: "utf8",
        env: { ...process.env, PRE_COMMIT_HOME: join(folder, "cache") },
      });
    const { status, stdout } = run();
    expect(stdout).toContain("(replace-target-missing)");
    expect(status).toBe(1);
    mkdirSync(join(folder, "b"));
    writeFileSync(join(folder, "b", "go.mod"), "module example.com/b\n");
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining("Passed") });
  }, 300_000);
});

/** The instructions of a Dockerfile, one a line. */
function readInstructions(text: string): { name: string; rest: string }[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      expect(["FROM", "RUN", "ENV", "WORKDIR", "COPY", "ENTRYPOINT", "CMD"]).toContain(name);
      return { name, rest };
    });
}

/** An image: where the text has /opt/conda, a folder of our own with a conda that can create, and no more. */
function playDockerfile(text: string) {
  const home = makeFolder();
  const conda = makeEnvironment(join(home, "opt", "conda"));
  const bin = join(conda, "envs", "api", "bin");
  const run = `exec '${process.execPath}' '${cli}'`;
  const npm = join(home, "npm");
  writeProgram(
    npm,
    `printf '%s\\n' '#!/bin/sh' "${run} \\"\\$@\\"" > '${bin}/conda-go-hooks'; chmod +x '${bin}/conda-go-hooks'`,
  );
  const go = join(home, "go");
  writeProgram(go, `env > '${home}/'"$1.env"`);
  writeProgram(
    join(conda, "bin", "conda"),
    `test "$1" = create || exit 9
mkdir -p '${conda}/envs/api/conda-meta' '${bin}'
: > '${conda}/envs/api/conda-meta/history'
cp '${npm}' '${go}' '${bin}'`,
  );
  const env: Record<string, string> = { HOME: home, PATH: `${conda}/bin:/usr/bin:/bin` };
  const play = (script: string) => {
    const { status, stderr } = spawnSync("bash", ["-c", script], {
      cwd: home,
      encoding: "utf8",
      env,
    });
    expect([script, status, stderr]).toEqual([script, 0, ""]);
  };
  let start: string[] = [];
  for (const { name, rest } of readInstructions(text.replaceAll("/opt/conda", conda))) {
    if (name === "RUN") play(rest);
    if (name === "ENV") {
      const [, variable = "", value = ""] = /^(\w+)="(.*)"$/.exec(rest) ?? [];
      env[variable] = value.replace("$PATH", env.PATH ?? "");
    }
    if (name === "ENTRYPOINT" || name === "CMD") start = [...start, ...JSON.parse(rest)];
  }
  play(start.map((word) => `'${word}'`).join(" "));
  const readGo = (command: string) =>
    Object.fromEntries(
      readFileSync(join(home, `${command}.env`), "utf8")
        .split("\n")
        .map((line) => line.split(/=(.*)/s, 2)),
    );
  return { home, conda, env, build: readGo("build"), test: readGo("test") };
}

describeWith("the Dockerfile", "bash", findProgram("bash"), () => {
  const expected = (conda: string) => ({
    GOPATH: `${conda}/envs/api/gopath`,
    GOMODCACHE: `${conda}/envs/api/gopath/pkg/mod`,
    GOCACHE: `${conda}/envs/api/.cache/go-build`,
    GOBIN: `${conda}/envs/api/bin`,
    GOFLAGS: "-modcacherw",
  });

  it("in which only PATH is set has the variables for all that runs in it", () => {
    const { conda, build, test } = playDockerfile(recipe("Dockerfile, only PATH is set"));
    expect(build).toMatchObject(expected(conda));
    expect(test).toMatchObject(expected(conda));
  });

  itUnless(missing("env"), "has what env prints", () => {
    const text = recipe("Dockerfile, only PATH is set");
    const { home, conda } = playDockerfile(text);
    const [, command = ""] =
      /# Printed by: docker run --rm IMAGE conda-go-hooks (.*)/.exec(text) ?? [];
    const { stdout } = runCommand(home, command.split(" "), { PATH: `${conda}/bin:/usr/bin:/bin` });
    expect(text).toContain(`\n${stdout.replaceAll(conda, "/opt/conda")}`);
    expect(stdout).toContain("ENV GOPATH=");
  });

  itUnless(missing("exec"), "with exec has them where that runs", () => {
    const { conda, env, build, test } = playDockerfile(recipe("Dockerfile, exec"));
    expect(build).toMatchObject(expected(conda));
    expect(test).toMatchObject(expected(conda));
    expect(test.PATH?.split(":")[0]).toBe(`${conda}/envs/api/bin`);
    expect(env).not.toHaveProperty("GOPATH");
  });
});

describe("every recipe", () => {
  it("is one that is played here", () => {
    const played = [
      "workflow",
      "action",
      "pre-commit",
      "Dockerfile, only PATH is set",
      "Dockerfile, exec",
    ];
    expect([...RECIPES.keys()]).toEqual(played);
    const blocks = readPage("docs/ci.md").match(/^```\w/gm);
    expect(blocks).toHaveLength(played.length);
  });
});
