// --all and list, from the packed package: every environment, none stopped by another, each failure named.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const ACTIVATE = "etc/conda/activate.d/zz-conda-go-hooks.sh";
const RECORD = "etc/conda/conda-go-hooks.json";

/** A home with these environments in its `.conda/envs`, and with what runs the command in it. */
function makeHome(...names: string[]) {
  const home = makeFolder();
  const at = (name: string) => join(home, ".conda", "envs", name);
  for (const name of names) makeEnvironment(at(name));
  const run = (args: string, env: Record<string, string> = {}) =>
    runCommand(home, args.split(" "), env);
  /** The states of all environments, by name. */
  const states = () =>
    Object.fromEntries(
      run("status --all --json").json.environments.map(
        ({ name, state }: { name: string; state: string }) => [name, state],
      ),
    );
  return { home, at, run, states };
}

const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

describe("install --all", () => {
  it("installs in every environment, and says so in a line each and a summary", () => {
    const { at, run, states } = makeHome("api", "web");
    const { stdout, stderr, status } = run("install --all --profile offline");
    expect(stdout).toBe(
      `installed  api  profile offline  ${at("api")}\ninstalled  web  profile offline  ${at("web")}\n2 environments: 2 installed\n`,
    );
    expect([stderr, status]).toEqual(["", 0]);
    expect(states()).toEqual({ api: "installed", web: "installed" });
    expect(run("install --all").stdout).toBe("2 environments: 2 unchanged\n");
  });

  it.each([
    ["", {}, null],
    ["protect_frozen_envs: false", {}, "frozen"],
    ["", { overrideFrozen: true }, "frozen"],
  ])("asks before it changes a frozen environment: %s, %o", async (condarc, options, named) => {
    const { home, at } = makeHome("frozen");
    writeFileSync(join(at("frozen"), "conda-meta", "frozen"), "{}");
    writeFileSync(join(home, ".condarc"), condarc);
    let question: string | null = "";
    const terminal = {
      confirm: async (makeQuestion: () => Promise<string | null>) => {
        question = await makeQuestion();
        return true;
      },
      showProgress: () => undefined,
    };
    await install({ all: true, ...options }, { ...makeSession(home), terminal });
    expect(question).toEqual(named === null ? null : expect.stringContaining(named));
  });

  it("leaves out what new shells activate, unless it has hooks already", () => {
    const { home, at, run } = makeHome("daily", "web");
    writeFileSync(join(home, ".condarc"), "default_activation_env: daily\n");
    expect(run("install --all").stdout).toMatch(/^1 environment: 1 installed$/m);
    expect(existsSync(join(at("daily"), "etc"))).toBe(false);
    expect(run("status --all --check").status).toBe(0);
    run("install -n daily");
    expect(run("install --all").stdout).toBe("2 environments: 2 unchanged\n");
  });

  it("leaves base out, unless it has hooks already", () => {
    const { home, run } = makeHome("web");
    const root = makeEnvironment(join(home, "conda"));
    const env = { MAMBA_ROOT_PREFIX: root };
    expect(run("install --all", env).stdout).toMatch(/^1 environment: 1 installed$/m);
    expect(existsSync(join(root, "etc"))).toBe(false);
    expect(run("status --all --check", env).status).toBe(0);
    run("install -n base", env);
    edit(join(root, RECORD), (record) => record.replace("isolated", "offline"));
    const { environments } = run("install --all --json", env).json;
    expect(environments).toMatchObject([
      { name: "base", prefix: root, action: "updated" },
      { name: "web", action: "unchanged" },
    ]);
  });

  it("stops at no environment that fails, names each, and exits with 1", () => {
    const { at, run, states } = makeHome("edited", "fine", "frozen", "odd", "spoilt");
    run("install --all");
    for (const name of ["edited", "fine", "frozen", "odd", "spoilt"])
      edit(join(at(name), RECORD), (record) =>
        record.replace(/"version": ".*"/, '"version": "0.0.1"'),
      );
    appendFileSync(join(at("edited"), ACTIVATE), "#");
    writeFileSync(join(at("frozen"), "conda-meta", "frozen"), "{}");
    rmSync(join(at("odd"), ACTIVATE));
    mkdirSync(join(at("odd"), ACTIVATE));
    writeFileSync(join(at("spoilt"), RECORD), "{");

    const { stdout, stderr, status } = run("install --all");
    expect(stdout).toBe(
      `updated  fine  profile isolated  ${at("fine")}\n5 environments: 4 failed, 1 updated\n`,
    );
    for (const name of ["edited", "frozen", "odd", "spoilt"])
      expect(stderr).toMatch(new RegExp(`^ {2}in: +${at(name)}$`, "m"));
    expect(stderr.match(/^error:/gm)).toHaveLength(4);
    // To force one is not to force all.
    expect(stderr).toContain("the same with -n edited --force for --all");
    expect(stderr).toContain(`To skip what cannot be changed: --exclude ${at("frozen")}\n`);
    expect(status).toBe(1);

    const { json, status: jsonStatus } = run("install --all --json");
    expect(jsonStatus).toBe(1);
    const actions = json.environments.map(
      ({ name, action, error }: Record<string, { code: string }>) => [name, action, error?.code],
    );
    expect(actions).toEqual([
      ["edited", "failed", "file-not-ours"],
      ["fine", "unchanged", undefined],
      ["frozen", "failed", "environment-frozen"],
      ["odd", "failed", "file-system"],
      ["spoilt", "failed", "record-invalid"],
    ]);
    expect(states()).toMatchObject({ edited: "drifted", fine: "installed", frozen: "outdated" });
    const listed = run("list");
    expect(listed.stdout).toMatch(/^ {2}spoilt +failed +\S+$/m);
    expect(listed.status).toBe(1);
    expect(run("status --all").status).toBe(1);
    expect(run("uninstall --all --yes").stdout).toMatch(/^5 environments: .*3 failed/m);
    expect(states()).toMatchObject({ edited: "drifted", fine: "absent" });
  });

  it("with --installed-only brings up to date what is installed, each with its own settings", () => {
    const { at, run } = makeHome("api", "bare", "web");
    run("install -n api --profile offline --shell sh");
    run("install -n web --set GOPROXY=https://proxy.example");
    const wanted = [readTree(at("api")), readTree(at("web"))];
    for (const name of ["api", "web"]) {
      edit(join(at(name), RECORD), (record) => {
        const old = JSON.parse(record);
        old.version = "0.0.1";
        old.files[0].sha256 = "0".repeat(64);
        return JSON.stringify(old);
      });
      // As an older version would have made it.
      rmSync(join(at(name), ACTIVATE));
    }
    const bare = readTree(at("bare"));
    expect(run("status --all --installed-only --check").status).toBe(1);
    const { stdout, status } = run("install --all --installed-only");
    expect(stdout).toMatch(/^2 environments: 2 updated$/m);
    expect(status).toBe(0);
    expect([readTree(at("api")), readTree(at("web"))]).toEqual(wanted);
    expect(readTree(at("bare"))).toEqual(bare);
    expect(run("status --all --installed-only --check").status).toBe(0);
    expect(run("status --all").stdout).not.toContain("to install");
    const check = run("status --all --check");
    expect(check.stdout).toContain(": npx conda-go-hooks install --all");
    expect(check.status).toBe(1);
    expect(run("status --all --check --exclude api --pixi .").stdout).toContain(
      "install --all --exclude api --pixi .\n",
    );
  });

  it("leaves out what is excluded, by name or path, and refuses to exclude nothing", () => {
    const { home, at, run, states } = makeHome("api", "docs", "web");
    const args = [
      "install",
      "--all",
      "--exclude",
      "api",
      "--exclude",
      join(".conda", "envs", "web"),
    ];
    expect(runCommand(home, args).stdout).toMatch(/^1 environment: 1 installed$/m);
    const slip = run("install --all --exclude ap");
    expect(slip.stderr).toMatch(/no environment is called 'ap'\n.*--exclude\n.*did you mean api\?/);
    expect(slip.status).toBe(2);
    expect(states()).toEqual({ api: "absent", docs: "installed", web: "absent" });
    expect(readTree(at("api"))).not.toHaveProperty("etc");
  });

  it.each(["install --all -n web", "install --exclude web", "list --all", "status --pixi ."])(
    "refuses %s, which is no clear wish",
    (args) => {
      const { run, at } = makeHome("web");
      const { status, stderr } = run(args);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: /)]);
      expect(existsSync(join(at("web"), "etc"))).toBe(false);
    },
  );

  it("refuses bad settings before it touches any", () => {
    const { at, run } = makeHome("api", "web");
    const { status, stderr } = run("install --all --set GOPATH=relative");
    expect([status, stderr]).toEqual([2, expect.stringContaining("GOPATH")]);
    expect(existsSync(join(at("api"), "etc"))).toBe(false);
  });

  it("only says what it would do with --dry-run", () => {
    const { at, run } = makeHome("api", "web");
    run("install -n web");
    const before = [readTree(at("api")), readTree(at("web"))];
    expect(run("install --all --profile direct --dry-run").stdout).toMatch(
      /^would be installed +api +profile direct .*\nwould be updated +web +profile direct \(was isolated\), changes GOPROXY, GOFLAGS .*\n2 environments: /,
    );
    expect(run("uninstall --all --dry-run").stdout).toMatch(/^would be removed +web /);
    expect([readTree(at("api")), readTree(at("web"))]).toEqual(before);
  });

  it("gives each warning once, with whom it concerns", () => {
    const { run } = makeHome("a", "b", "c", "d", "e");
    const { stderr } = run("install --all --profile direct");
    expect(stderr).toMatch(/^warning: profile direct: .* \(a, b, c and 2 more\)\n$/);
  });

  it("tells who has one of them active how to make it take effect", () => {
    const { at, run } = makeHome("api", "web");
    const { stdout } = run("install --all", { CONDA_PREFIX: at("web") });
    expect(stdout).toMatch(/^Active in this shell. To apply: conda activate web$/m);
    expect(stdout).not.toContain("activate api");
  });

  it("says so where there are none", () => {
    const { run } = makeHome();
    for (const command of ["install", "uninstall --yes", "status"]) {
      const { stdout, status } = run(`${command} --all`);
      expect([stdout, status]).toEqual([expect.stringContaining("No environment found."), 0]);
    }
    expect(run("list --json").json.environments).toEqual([]);
  });
});

it("clears away what a command left that was cut off before it had a record", () => {
  const { at, run, states } = makeHome("cut", "web");
  run("install -n web --profile offline");
  const left = join(at("cut"), ".conda-go-hooks.json.123.conda-go-hooks-tmp");
  writeFileSync(left, "");
  expect(states()).toEqual({ cut: "incomplete", web: "installed" });
  expect(run("status --all --installed-only --check").status).toBe(1);
  // With which settings, nobody knows.
  expect(run("install --all --installed-only").stdout).toBe("1 environment: 1 unchanged\n");
  expect(run("status --all").stdout).toContain(": npx conda-go-hooks uninstall --all");
  run("uninstall --all --installed-only --yes");
  expect(states()).toEqual({ cut: "absent", web: "absent" });
  expect(existsSync(left)).toBe(false);
});

it("takes an empty search for no proof", () => {
  const { run } = makeHome();
  expect(run("status --all --check").status).toBe(1);
  expect(run("list --pixi nowhere --json").json.error.code).toBe("file-system");
});

it("says so where nothing is installed", () => {
  const { run } = makeHome("web");
  expect(run("install --all --installed-only").stdout).toBe(
    "No environment has installed hooks.\n",
  );
});

describe("uninstall --all", () => {
  it("leaves every environment as it was", () => {
    const { home, run } = makeHome("api", "bare", "web");
    const before = readTree(home);
    run("install --all --exclude bare");
    const { stdout, status } = run("uninstall --all --yes");
    expect(stdout).toMatch(/^3 environments: 2 removed, 1 had no hooks$/m);
    expect(status).toBe(0);
    expect(readTree(home)).toEqual(before);
  });
});

describe("list", () => {
  it("shows every environment with its hooks, base first, and marks the active one", () => {
    const { home, at, run } = makeHome("api", "web");
    const root = makeEnvironment(join(home, "conda"));
    const elsewhere = makeEnvironment(join(home, "elsewhere"));
    writeFileSync(join(home, ".conda", "environments.txt"), `${elsewhere}\n${at("web")}\n`);
    const env = { MAMBA_ROOT_PREFIX: root, CONDA_PREFIX: at("web") };
    run("install -n web --profile offline", env);
    const { stdout, stderr, status } = run("list", env);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}|(?<=^[* ]) /))).toEqual([
      ["", "name", "hooks", "profile", "prefix"],
      ["", "base", "absent", root],
      ["", "api", "absent", at("api")],
      ["*", "web", "installed", "offline", at("web")],
      ["", "absent", elsewhere],
      [""],
    ]);
    expect([stderr, status]).toEqual(["", 0]);
    expect(run("list --json", env).json).toMatchObject({
      schemaVersion: 1,
      command: "list",
      environments: [
        { name: "base", state: "absent" },
        { name: "api", active: false },
        { name: "web", active: true, profile: "offline" },
        { name: null, prefix: elsewhere },
      ],
    });
  });

  it("lets no name write on the terminal", () => {
    const { run } = makeHome("a\x1b[2Jb");
    const { stdout } = run("list");
    expect(stdout).toContain("a\\u001b[2Jb");
    expect(stdout).not.toContain("\x1b");
  });
});

describe("an environment of pixi", () => {
  function makeWorkspace(manifest: string, text = "") {
    const { home, run } = makeHome();
    const workspace = join(home, "work", "service");
    const prefix = makeEnvironment(join(workspace, ".pixi", "envs", "default"));
    writeFileSync(join(workspace, manifest), text);
    const note = { manifest_path: join(workspace, manifest), environment_name: "default" };
    writeFileSync(join(prefix, "conda-meta", "pixi"), JSON.stringify(note));
    return { home, run, workspace, prefix };
  }

  it("is found below a folder that is named, and nowhere else", () => {
    const { run, prefix } = makeWorkspace("pixi.toml");
    expect(run("list").stdout).not.toContain(prefix);
    expect(run("list --pixi work").stdout).toMatch(/default +absent/);
    run("install --all --pixi work");
    expect(run("status --all --check --pixi work").stdout).toMatch(/default +installed/);
    expect(run("list --pixi nowhere").status).toBe(2);
  });

  it.each([
    ["pixi.toml", "target.unix.activation"],
    ["pyproject.toml", "tool.pixi.target.unix.activation"],
  ])("gets the lines that keep the hooks in its %s", (manifest, table) => {
    const { home, workspace, prefix } = makeWorkspace(manifest);
    const settings = ["--append", "GOFLAGS=-tags=a,b", "--unset", "GOPRIVATE"];
    const args = ["install", "-p", prefix, "--profile", "offline", ...settings];
    const { stdout } = runCommand(home, args);
    const command =
      "npx conda-go-hooks render --shell sh --profile offline --append 'GOFLAGS=-tags=a,b' --unset GOPRIVATE --out conda-go-hooks.sh";
    expect(stdout).toContain(`  in ${workspace}: ${command}\n`);
    const lines = [
      `[${table}]`,
      'scripts = [ "conda-go-hooks.sh" ]',
      "",
      `[${table}.env]`,
      'GOPATH = "$CONDA_PREFIX/gopath"',
      'GOMODCACHE = "$CONDA_PREFIX/gopath/pkg/mod"',
      'GOCACHE = "$CONDA_PREFIX/.cache/go-build"',
      'GOPROXY = "file:///$CONDA_PREFIX/gopath/pkg/mod/cache/download,off"',
      'GOBIN = "$CONDA_PREFIX/bin"',
      'GOPRIVATE = ""',
      'GONOPROXY = "none"',
    ];
    const shown = lines.map((line) => line && `    ${line}`).join("\n");
    expect(stdout).toContain(`  and at the end of ${manifest}:\n${shown}\n`);
    expect(stdout).toContain("in the workspace on Linux and macOS");
    expect(stdout).toContain(
      `Next: pixi shell --manifest-path ${join(workspace, manifest)} -e default\n`,
    );
    const { pixi } = runCommand(home, [...args, "--json"]).json.environments[0];
    expect(pixi).toEqual({
      manifest: join(workspace, manifest),
      command,
      activation: lines,
      isAppendable: true,
      obstacle: null,
      platforms: "Linux and macOS",
    });
  });

  it("is told no command that would show a password, or lose it", () => {
    const { home, prefix } = makeWorkspace("pixi.toml");
    const args = ["install", "-p", prefix, "--set", "GOPROXY=https://me:s3cret@proxy.example"];
    const { stdout } = runCommand(home, args);
    expect(stdout).toContain("~/.netrc");
    expect(stdout).not.toMatch(/render|s3cret/);
    const { pixi } = runCommand(home, [...args, "--json"]).json.environments[0];
    expect(pixi).toMatchObject({ command: null, activation: [] });
  });

  it("gets none when they are there, and the script is made that install says", () => {
    const { run, prefix, workspace } = makeWorkspace("pixi.toml");
    const advice = (args = "") =>
      run(`install -p ${prefix} --json ${args}`.trim()).json.environments[0].pixi;
    const { command, activation } = advice();
    writeFileSync(join(workspace, "pixi.toml"), activation.join("\n"));
    expect(advice(), "named, but not made").toMatchObject({ command, activation: [] });
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const script = command.replace("npx conda-go-hooks", `'${process.execPath}' '${cli}'`);
    expect(spawnSync("sh", ["-c", script], { cwd: workspace }).status).toBe(0);
    expect(advice()).toBeNull();
    expect(advice("--profile offline"), "of other settings").toMatchObject({
      command: expect.stringContaining("--profile offline"),
      activation: [
        "[target.unix.activation.env]",
        'GOPROXY = "file:///$CONDA_PREFIX/gopath/pkg/mod/cache/download,off"',
        'GONOPROXY = "none"',
      ],
    });
  });

  it("is said to have them still when they are taken out, and its manifest has the lines", () => {
    const { run, prefix, workspace } = makeWorkspace("pixi.toml");
    const manifest = join(workspace, "pixi.toml");
    const warnings = (text: string, args: string) => {
      writeFileSync(manifest, text);
      run(`install -p ${prefix}`);
      return run(`uninstall ${args}`).stderr;
    };
    const still = (what: string) =>
      `warning: ${manifest} still ${what}, so pixi still sets the variables in the whole workspace`;
    const script = "[feature.x.target.linux-64.activation]\nscripts = ['./conda-go-hooks.sh']\n";
    const env = '[activation.env]\nGOPATH = "$CONDA_PREFIX/gopath"\nGOCACHE = "/mine"\n';
    expect(warnings(script, `-p ${prefix}`)).toContain(still("names conda-go-hooks.sh"));
    expect(warnings(script, "--all --yes --pixi .")).toContain(still("names conda-go-hooks.sh"));
    expect(warnings(env, `-p ${prefix}`)).toContain(still("sets GOPATH"));
    expect(warnings(script + env, `-p ${prefix}`)).toContain(
      still("names conda-go-hooks.sh and sets GOPATH"),
    );
    expect(run(`uninstall -p ${prefix}`).stderr, "whose settings nobody knows any more").toContain(
      still("names conda-go-hooks.sh"),
    );
    for (const text of [
      "",
      script.replace(/^/gm, "#"),
      `[package]\ndescription = "conda-go-hooks.sh"`,
    ])
      expect(warnings(text, `-p ${prefix}`), text).toBe("");
    expect(warnings("[", `-p ${prefix}`)).toBe("");
  });

  it("may stand where its workspace only links to", () => {
    const { home, run, prefix, workspace } = makeWorkspace("pixi.toml");
    const detached = makeEnvironment(join(home, "cache", "service-1", "envs", "default"));
    rmSync(join(prefix, ".."), { recursive: true });
    symlinkSync(join(detached, ".."), join(workspace, ".pixi", "envs"));
    expect(run("list --pixi .").stdout).toMatch(/default +absent/);
  });
});

describe("what other users have registered", () => {
  it("is shown to who may see it, and changed by nobody else", async () => {
    const [home, other] = [makeFolder(), makeFolder()];
    const prefix = makeEnvironment(join(other, "web"));
    mkdirSync(join(other, ".conda"));
    writeFileSync(join(other, ".conda", "environments.txt"), `${prefix}\n`);
    const session = { ...makeSession(home), homes: [home, other] };
    expect((await status({ all: true }, session)).environments).toMatchObject([{ prefix }]);
    expect((await install({ all: true }, session)).environments).toEqual([]);
    expect(existsSync(join(prefix, "etc"))).toBe(false);
  });
});

// util-linux gives the command a terminal, and what we type into it.
describeWith("on a terminal", "script", findProgram("script"), (script) => {
  /** @param typed what is typed at the prompt; @returns what is seen */
  function runOnTerminal(home: string, args: string, typed: string) {
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const command = `'${process.execPath}' '${cli}' ${args}`;
    const { stdout, status } = spawnSync(script, ["-qec", command, "/dev/null"], {
      cwd: home,
      input: typed,
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home, NO_COLOR: "1" },
    });
    return { seen: stdout.replaceAll("\r\n", "\n"), status };
  }

  it("a change of all is asked for, with what it is to change", () => {
    const { home, at, states } = makeHome("api", "web");
    const no = runOnTerminal(home, "install --all", "what?\nn\n");
    expect(no.seen).toContain(
      `in 2 environments:\n  api  ${at("api")}\n  web  ${at("web")}\nProceed [Y/n]? `,
    );
    expect(no.seen.match(/Proceed/g)).toHaveLength(2);
    expect(no.seen).toMatch(/Nothing changed\.\n$/);
    expect(no.seen).not.toContain("error");
    expect(no.status).toBe(1);
    expect(states()).toEqual({ api: "absent", web: "absent" });
    expect(runOnTerminal(home, "install --all", "\n").status).toBe(0);
    expect(states()).toEqual({ api: "installed", web: "installed" });
    // Only what is to be changed, and can be, is asked about.
    const unchanged = runOnTerminal(home, "install --all", "");
    expect([unchanged.seen, unchanged.status]).toEqual(["2 environments: 2 unchanged\n", 0]);
    for (const name of ["api", "web"]) rmSync(join(at(name), ACTIVATE));
    appendFileSync(join(at("api"), ACTIVATE), "mine");
    const one = runOnTerminal(home, "install --all", "y\n");
    expect(one.seen).toContain(`in 1 environment:\n  web  ${at("web")}\nProceed`);
    expect(one.status).toBe(1);
    const secret = "GOPROXY=https://me:s3cret@proxy.example";
    const set = runOnTerminal(home, `install --all --profile direct --set ${secret}`, "n\n");
    expect(set.seen).toContain(
      "Replace all settings by --profile direct --set GOPROXY=https://***@",
    );
    expect(set.seen).not.toContain("s3cret");
    const forced = runOnTerminal(home, "install --all --force --yes", "");
    expect(forced.seen).toContain(`copy kept: ${join(at("api"), ACTIVATE)}`);
    // The end of what is typed is no yes, and neither is Enter alone where much is lost.
    expect(runOnTerminal(home, "uninstall --all", "\x04").status).toBe(1);
    const enter = runOnTerminal(home, "uninstall --all", "\n");
    expect([enter.seen, enter.status]).toEqual([expect.stringContaining("Proceed [y/N]? "), 1]);
    expect(states()).toEqual({ api: "installed", web: "installed" });
    expect(runOnTerminal(home, "uninstall --all", "yes\n").seen).toMatch(
      /Remove the hooks in 2 env/,
    );
    expect(states()).toEqual({ api: "absent", web: "absent" });
  });

  it("purges only where there were hooks, and asks about that too", () => {
    const { home, run, at } = makeHome("api", "bare");
    const files = ["api", "bare"].map((name) => join(at(name), "gopath/pkg/mod/cache/download/x"));
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "");
    }
    run("install --all --exclude bare");
    const { seen } = runOnTerminal(home, "uninstall --all --purge", "y\n");
    expect(seen).toMatch(/Remove the hooks and what Go stored in 1 environment/);
    expect(files.map((file) => existsSync(file))).toEqual([false, true]);
  });

  it.each(["install --all --yes", "install --all -y", "install --all --dry-run", "status --all"])(
    "nothing is asked for by %s",
    (args) => {
      const { home } = makeHome("api", "web");
      const { seen, status } = runOnTerminal(home, args, "");
      expect([seen, status]).toEqual([expect.not.stringContaining("Proceed"), 0]);
    },
  );

  it("long work shows how far it is, and wipes that away", () => {
    const { home } = makeHome(...Array.from({ length: 300 }, (_, index) => `e${index}`));
    const { seen } = runOnTerminal(home, "install --all --yes", "");
    const wipe = "\r\x1b[K";
    const shown = seen.split(wipe);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.at(-2)).toMatch(/^\d+ of 300 environments$/);
    expect(shown.at(-1)).toMatch(/^installed +e0 /);
  });
});

describe("a thousand environments", () => {
  it("survive being killed half way, and the next run completes them", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    const { home, at, run } = makeHome(...names);
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const env = { PATH: "/usr/bin:/bin", HOME: home };
    const killed = spawn(process.execPath, [cli, "install", "--all"], { env, stdio: "ignore" });
    const half = join(at("e500"), RECORD);
    while (!existsSync(half) && killed.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    killed.kill("SIGKILL");
    expect((await once(killed, "exit"))[1]).toBe("SIGKILL");

    const { environments } = run("status --all --json").json;
    const found = new Set(environments.map(({ state }: { state: string }) => state));
    expect(found).toContain("installed");
    expect(found).toContain("absent");
    expect(
      [...found].filter(
        (state) => !["installed", "absent", "incomplete"].includes(state as string),
      ),
    ).toEqual([]);

    const { stdout, status } = run("install --all");
    expect(stdout).toMatch(/^1000 environments: \d+ (?:installed|unchanged|updated), .*$/m);
    expect(status).toBe(0);
    expect(run("status --all --check").status).toBe(0);
    const whole = readTree(at("e0"));
    for (const name of names) expect(readTree(at(name))).toEqual(whole);
  });
});
