// What exec runs, from the packed command: as if the environment were active, and as if it had been started itself.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, inject, it } from "vitest";
import { makeError } from "../../src/errors/error.js";
import { savedName, unsetName } from "../../src/names.js";
import { describeError } from "../../src/reports/outcome.js";
import { addPackage, type PackageRequest } from "../sessions/add-package.js";
import { parseEnvironment } from "../sessions/play.js";
import { USER_VALUES, type UserValues } from "../sessions/user-values.js";
import { runCommand } from "../setup/command.js";
import { type Files, makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const PLACE = "/usr/bin:/bin";

function stage({ install = [] as string[], files = {} as Files } = {}) {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "api"));
  writeFiles(prefix, files);
  if (install.length > 0)
    expect(runCommand(home, ["install", "-n", "api", ...install]).status).toBe(0);
  const exec = (words: readonly string[], env: Record<string, string> = {}) =>
    runCommand(home, ["exec", "-n", "api", ...words], env);
  /** The environment that a command has there. */
  const look = (env: Record<string, string> = {}) =>
    parseEnvironment(exec(["/usr/bin/env", "-0"], env).stdout);
  return { home, prefix, exec, look };
}

/** The lines of sh in which conda activates an environment. */
function activate(prefix: string, name: string, level = 1): string {
  return [
    `CONDA_PREFIX='${prefix}' CONDA_SHLVL=${level} CONDA_DEFAULT_ENV=${name} PATH='${prefix}/bin':"$PATH"`,
    "export CONDA_PREFIX CONDA_SHLVL CONDA_DEFAULT_ENV",
    ...hooks(prefix, "activate"),
  ].join("\n");
}

function hooks(prefix: string, phase: string): string[] {
  const run = `[ ! -e "$hook" ] || . "$hook"`;
  return [`for hook in '${prefix}'/etc/conda/${phase}.d/*.sh; do ${run}; done; unset hook`];
}

/** What `env -0` says at the end of these lines of sh, but for what sh has of itself. */
function lookAfter(lines: string, home: string, env: Record<string, string>) {
  const { stdout } = spawnSync("/bin/sh", ["-c", `${lines}\nexec /usr/bin/env -0`], {
    env: { PATH: PLACE, HOME: home, ...env },
    encoding: "utf8",
  });
  const { _, PWD, OLDPWD, SHLVL, ...rest } = parseEnvironment(stdout);
  return rest;
}

/** Without what hooks of some languages write beside a saved value, which counts, so that giving back is fast. */
function withoutSigns(env: Record<string, string>): Record<string, string> {
  const signs = Object.keys(env).filter((name) => name.startsWith(unsetName("")));
  const isSaved = (sign: string) => sign.replace(unsetName(""), savedName("")) in env;
  const kept = Object.entries(env).filter(([name]) => !signs.includes(name) || !isSaved(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, signs.includes(name) ? "1" : value]),
  );
}

describe("the environment of the command", () => {
  const users = Object.entries(USER_VALUES) as [string, UserValues][];
  const installs: Readonly<Record<string, string[]>> = {
    isolated: ["--profile", "isolated"],
    "shared-cache": ["--profile", "shared-cache"],
    direct: ["--profile", "direct", "--unset", "GOSUMDB", "--prepend", "GOFLAGS=-x"],
    // Only a mark is saved of it.
    few: ["--keep=GOPATH", "--keep=GOCACHE", "--keep=GOMODCACHE", "--keep=GOFLAGS", "--keep=GOBIN"],
  };

  it.each(
    Object.keys(installs).flatMap((profile) =>
      users.map(([name, user]) => [profile, name, user] as const),
    ),
  )("is that of an activation, state and all: %s, the user's values %s", (profile, _, user) => {
    const { home, prefix, look } = stage({ install: installs[profile] });
    const real = lookAfter(activate(prefix, "api"), home, user);
    expect(look(user)).toEqual(withoutSigns(real));
  });

  // What the package sets and the installed hooks keep, what both set, what one alone touches, and what both keep.
  const PACKAGE: PackageRequest = {
    profile: "offline",
    overrides: [
      { action: "set", variable: "GOPRIVATE", value: "git.example" },
      { action: "append", variable: "GOFLAGS", value: "-trimpath" },
      { action: "unset", variable: "GOSUMDB" },
      { action: "keep", variable: "GOMODCACHE" },
    ],
  };
  const LAYERED = {
    alone: [],
    "below isolated": ["--profile", "isolated", "--keep=GOMODCACHE", "--set=GOVCS=*:git"],
    "below few": [...(installs.few ?? []), "--unset=GOPRIVATE", "--append=GOFLAGS=-x"],
  };
  it.each(
    Object.entries(LAYERED).flatMap(([title, install]) =>
      users.map(([name, user]) => [title, name, install, user] as const),
    ),
  )(
    "is that of an activation with a package's hooks %s, the user's values %s",
    (_, __, install, user) => {
      const { home, prefix, look } = stage({ install });
      addPackage(prefix, PACKAGE);
      const real = lookAfter(activate(prefix, "api"), home, user);
      expect(look(user)).toEqual(withoutSigns(real));
      expect(look(real)).toEqual(withoutSigns(real));
    },
  );

  it("leaves out what only running a package's script would tell", () => {
    const { prefix, exec } = stage();
    addPackage(prefix, PACKAGE, true, (text) => text.replace(/^(#|@rem) Settings: .*\r?\n/m, ""));
    const { stderr, stdout } = exec(["/usr/bin/env"], { GOFLAGS: "-v", GOVCS: "*:git" });
    const script = join(prefix, "etc/conda/activate.d/zz-conda-go-hooks-site.sh");
    expect(stderr).toContain(`warning: GOPRIVATE is left out: only running ${script} would tell`);
    expect(stderr).not.toContain("GOVCS");
    expect(stdout).toMatch(/^GOVCS=\*:git$/m);
    expect(stdout).not.toMatch(/^GOPRIVATE=/m);
  });

  it.each(users)("is given back by the hooks in a child, the user's values %s", (_, user) => {
    const { prefix, exec } = stage({ install: installs.direct });
    const lines = `${hooks(prefix, "deactivate").join("\n")}\nexec /usr/bin/env -0`;
    const seen = parseEnvironment(exec(["/bin/sh", "-c", lines], user).stdout);
    const own = Object.entries(seen).filter(([name]) => /GO/.test(name));
    expect(Object.fromEntries(own)).toEqual(user);
  });

  it("is that of an activation where another one is active, and where it is itself", () => {
    const { home, prefix, look } = stage({
      install: installs.direct,
      files: { "conda-meta/state": '{"env_vars":{"MINE":"new","OTHER":"new"}}' },
    });
    const other = makeEnvironment(join(home, ".conda", "envs", "other"));
    writeFiles(other, { "conda-meta/state": '{"env_vars":{"MINE":"old","LEFT":"old"}}' });
    runCommand(home, ["install", "-n", "other", "--set", "GOPRIVATE=x"]);
    const user = { GOFLAGS: " -v ", GOPRIVATE: "mine", OTHER: "mine" };
    // What conda keeps of a value that it replaces.
    const set =
      "MINE=old LEFT=old __CONDA_SHLVL_0_LEFT=before; export MINE LEFT __CONDA_SHLVL_0_LEFT";
    const active = lookAfter(`${set}\n${activate(other, "other")}`, home, user);
    const seen = look(active);
    const alone = lookAfter(activate(prefix, "api"), home, user);
    const gos = (env: Record<string, string>) =>
      Object.fromEntries(Object.entries(env).filter(([name]) => /GO/.test(name)));
    expect(gos(seen)).toEqual(gos(withoutSigns(alone)));
    expect(seen).toMatchObject({
      ...{
        CONDA_PREFIX: prefix,
        CONDA_PREFIX_1: other,
        CONDA_SHLVL: "2",
        CONDA_DEFAULT_ENV: "api",
      },
      ...{ MINE: "new", OTHER: "new", LEFT: "before", __CONDA_SHLVL_1_OTHER: "mine" },
      PATH: `${prefix}/bin:${PLACE}`,
    });
    const itself = lookAfter(activate(prefix, "api"), home, user);
    expect(gos(look({ ...itself, GOFLAGS: "changed" }))).toEqual(gos(withoutSigns(alone)));
    expect(look(itself)).toMatchObject({ CONDA_SHLVL: "1", PATH: `${prefix}/bin:${PLACE}` });
  });

  it("is the user's own with the hooks switched off, but conda's part of it", () => {
    const { prefix, look } = stage({ install: installs.direct });
    const seen = look({ CONDA_GO_HOOKS: "0", GOFLAGS: "-v" });
    expect(
      Object.keys(seen)
        .filter((name) => /GO/.test(name))
        .sort(),
    ).toEqual(["CONDA_GO_HOOKS", "GOFLAGS"]);
    expect(seen).toMatchObject({ GOFLAGS: "-v", CONDA_PREFIX: prefix });
  });
});

describe("the program", () => {
  const write = (folder: string, text: string, mode = 0o755) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "tool"), text);
    chmodSync(join(folder, "tool"), mode);
  };

  it("is the environment's, before all others", () => {
    const { home, prefix, exec } = stage();
    write(join(home, "bin"), "#!/bin/sh\necho user\n");
    write(join(prefix, "bin"), "#!/bin/sh\necho environment\n");
    expect(exec(["tool"], { PATH: `${home}/bin:${PLACE}` }).stdout).toBe("environment\n");
  });

  it.each(["", ":/usr/bin:/bin", "/usr/bin:.", "./:/bin"])(
    "is never one of the current folder with the PATH %j, unless a path says so",
    (PATH) => {
      const { home, exec } = stage();
      write(home, "#!/bin/sh\necho ran\n");
      expect(exec(["tool"], { PATH })).toMatchObject({ status: 127, stdout: "" });
      expect(exec(["./tool"], { PATH })).toMatchObject({ status: 0, stdout: "ran\n" });
    },
  );

  it.each(["", undefined])("leaves no empty entry on the PATH that is %j", (PATH) => {
    const { home, prefix } = stage();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const words = [cli, "exec", "-n", "api", "/usr/bin/env", "-0"];
    const env = { HOME: home, ...(PATH === undefined ? {} : { PATH }) };
    const { stdout } = spawnSync(process.execPath, words, { cwd: home, env, encoding: "utf8" });
    expect(parseEnvironment(stdout).PATH).toBe(`${prefix}/bin`);
  });

  it.each([
    ["that is nowhere", ["nosuch"], 127],
    ["with an empty name", [""], 127],
    ["by a path that is not there", ["./nosuch"], 127],
    ["that may not be run", ["tool"], 126],
    ["by the path of one that may not be run", ["./bin/tool"], 126],
    ["that is a folder", ["./bin"], 126],
  ])("%s is one error, and the code of shells", (_, words, status) => {
    const { home, exec } = stage();
    write(join(home, "bin"), "#!/bin/sh\n", 0o644);
    const ran = exec(words, { PATH: `${home}/bin` });
    expect([ran.status, ran.stdout]).toEqual([status, ""]);
    expect(ran.stderr).toMatch(/^error: [^\n]+\n(?: {2}\w+: +[^\n]+\n)+$/);
  });

  it.each([
    ["that is not there", "#!/no/such/program -x\n", "/no/such/program"],
    ["with an end of line of Windows", "#! /bin/sh\r\nexit 0\r\n", "/bin/sh\r"],
  ])("with an interpreter %s is told apart", (_, text, interpreter) => {
    const { home, exec } = stage();
    write(join(home, "broken"), text);
    const { stderr, status } = exec(["./broken/tool"]);
    const error = makeError("no-interpreter", { file: join(home, "broken", "tool"), interpreter });
    expect([stderr, status]).toEqual([`${describeError(error)}\n`, 126]);
  });

  it.each([
    ["without a command", ["exec", "-n", "api"]],
    ["with an environment before the --", ["exec", "api", "--", "ls"]],
    ["with an environment that is not there", ["exec", "-n", "nowhere", "ls"]],
    ["with an option that is none", ["exec", "--json", "ls"]],
    ["with an option that is none, and nothing else", ["exec", "-n", "api", "--json"]],
    ["with none active", ["exec", "ls"]],
  ])("is not run %s, by one error and a code of its own", (_, words) => {
    const { home } = stage();
    const { status, stdout, stderr } = runCommand(home, words);
    expect([status, stdout]).toEqual([125, ""]);
    expect(stderr).toMatch(/^error: [^\n]+\n(?: {2}\w+: +[^\n]+\n)+$/);
    if (words[1] === "api") expect(stderr).toContain("-n api");
  });

  it.each([
    ["a, bc", ["a, bc"]],
    [
      "options like ours",
      ["--json", "--format", "json", "-n", "x", "--help", "--version", "--all"],
    ],
    ["another --", ["--", "-p", "--", "x"]],
    ["hostile ones", ["$(touch pwned)", "`touch pwned`", "'", '"', "", "\\", "a\nb", "*"]],
  ])("gets every word behind it as it is: %s", (_, words) => {
    const { exec } = stage();
    const show = [
      process.execPath,
      "-e",
      "console.log(JSON.stringify(process.argv.slice(1)))",
      "--",
    ];
    for (const before of [[], ["--"]])
      expect(JSON.parse(exec([...before, ...show, ...words]).stdout)).toEqual(words);
  });

  // Two words are ours wherever they stand elsewhere, and what they would change is to be seen.
  it.each([
    [["exec", "-n", "api", "--", "echo", "--json"], "--json\n", true],
    [["exec", "-n", "api", "echo", "--json"], "--json\n", true],
    [["exec", "-n", "api", "echo", "-q"], "-q\n", true],
    [["exec", "-n", "api", "--", "echo", "-q"], "-q\n", true],
    [["-q", "exec", "-n", "api", "echo", "x"], "x\n", false],
    [["exec", "-q", "-n", "api", "--", "echo", "x"], "x\n", false],
    [["exec", "-qn", "api", "echo", "-v"], "-v\n", false],
  ])("gets the options behind it, and those before it are ours: %j", (words, printed, isTold) => {
    const path = "etc/conda/activate.d/zzz.sh";
    const { home } = stage({ files: { [path]: "export GOFLAGS=$(date)\n" } });
    const { stdout, stderr, status } = runCommand(home, words);
    expect([stdout, status]).toEqual([printed, 0]);
    expect(stderr).toEqual(isTold ? expect.stringContaining(`${path}:1`) : "");
  });

  it("is not run where -q is ours and something is wrong, and the error is told", () => {
    const { home } = stage();
    const { stdout, stderr, status } = runCommand(home, ["-q", "exec", "-n", "api", "nosuch"]);
    const error = makeError("command-not-found", { name: "nosuch", isPath: false });
    expect([stdout, stderr, status]).toEqual(["", `${describeError(error)}\n`, 127]);
  });

  it("reads and writes the streams of the user, and all of it", () => {
    const { home } = stage();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const input = "line é\n".repeat(200_000);
    const words = [cli, "exec", "-n", "api", "sh", "-c", "echo told >&2; exec cat"];
    const ran = spawnSync(process.execPath, words, {
      input,
      cwd: home,
      env: { PATH: PLACE, HOME: home },
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect([ran.stdout === input, ran.stderr, ran.status]).toEqual([true, "told\n", 0]);
  });

  it("is said to lack a variable that only a script would tell", () => {
    const path = "etc/conda/activate.d/zzz.sh";
    const { exec } = stage({ files: { [path]: "export GOFLAGS=$(date)\n" } });
    const { status, stderr } = exec(["true"]);
    expect([status, stderr]).toEqual([0, expect.stringContaining(`${path}:1`)]);
  });
});

describe("the end", () => {
  it.each([0, 1, 2, 7, 125, 255])("has the command's exit code: %i", (code) => {
    expect(stage().exec(["sh", "-c", `exit ${code}`]).status).toBe(code);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGALRM"])(
    "is by the signal that ended the command: %s",
    (signal) => {
      const { home } = stage();
      const cli = join(inject("installation"), "dist", "cli.cjs");
      const words = [cli, "exec", "-n", "api", "sh", "-c", `kill -${signal.slice(3)} $$`];
      const ran = spawnSync(process.execPath, words, {
        cwd: home,
        env: { PATH: PLACE, HOME: home },
        encoding: "utf8",
      });
      expect([ran.signal, ran.status, ran.stderr]).toEqual([signal, null, ""]);
    },
  );

  it.each([
    ["that cannot end us", "PIPE"],
    ["that would leave a core file of us", "SEGV"],
    ["that would leave a core file of us", "ABRT"],
    ["that would leave a core file of us", "QUIT"],
  ])("is 128 and the number of a signal %s: %s", (_, name) => {
    const words = ["sh", "-c", `ulimit -c 0; kill -${name} $$`];
    expect(stage().exec(words).status).toBe(128 + constants.signals[`SIG${name}` as "SIGPIPE"]);
  });
});

// Tells each signal that it gets; SIGTERM is the last one.
const LISTENER = `
for (const name of ["SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR2", "SIGCONT", "SIGWINCH", "SIGTERM"])
  process.on(name, () => {
    console.log(name);
    if (name === "SIGTERM") process.exit(5);
  });
setInterval(() => undefined, 1000);
console.log("ready " + process.ppid);
`;

describe("a signal", () => {
  it("that is sent to us reaches the command once", async () => {
    const { home } = stage();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const words = [cli, "exec", "-n", "api", process.execPath, "-e", LISTENER];
    const child = spawn(process.execPath, words, {
      cwd: home,
      env: { PATH: PLACE, HOME: home },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const ended = once(child, "exit");
    const sent = [
      "SIGINT",
      "SIGHUP",
      "SIGQUIT",
      "SIGUSR2",
      "SIGCONT",
      "SIGWINCH",
      "SIGTERM",
    ] as const;
    const rest = [...sent];
    const seen: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith("ready")) seen.push(line);
      const next = rest.shift();
      if (next) child.kill(next);
    }
    expect(seen).toEqual(sent);
    expect(await ended).toEqual([5, null]);
  });

  describeWith("of a terminal", "script", findProgram("script"), (script) => {
    it("reaches the command once", async () => {
      const { home } = stage();
      const cli = join(inject("installation"), "dist", "cli.cjs");
      writeFileSync(join(home, "listener.cjs"), LISTENER);
      const line = `exec '${process.execPath}' '${cli}' exec -n api '${process.execPath}' listener.cjs`;
      const child = spawn(script, ["--quiet", "--flush", "--command", line, "/dev/null"], {
        cwd: home,
        env: { PATH: PLACE, HOME: home, SHELL: "/bin/sh" },
      });
      const seen: string[] = [];
      let ours = 0;
      for await (const raw of createInterface({ input: child.stdout })) {
        const text = raw.replace(/\^C|\r/g, "");
        const [, pid] = /^ready (\d+)$/.exec(text) ?? [];
        if (pid !== undefined) {
          ours = Number(pid);
          child.stdin.write("\x03");
        } else if (text !== "") {
          seen.push(text);
          // Behind whatever else may be on its way.
          if (text === "SIGINT") process.kill(ours, "SIGTERM");
        }
      }
      expect(seen).toEqual(["SIGINT", "SIGTERM"]);
    });
  });
});
