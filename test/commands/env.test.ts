// What env prints, from the packed command: evaluated in real shells, read by real readers, whole in each format.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { makeError } from "../../src/errors/error.js";
import { nushell } from "../../src/shells/nushell.js";
import { addPackage } from "../sessions/add-package.js";
import { runCommand, startCommand } from "../setup/command.js";
import { type Files, makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { findShells } from "../shells/real-shells.js";

const FORMATS = "sh fish csh powershell cmd nu json dotenv github docker".split(" ");

// To which each format's quoting is put: flags are added to GOFLAGS, so that it is printed.
const HOSTILE: Readonly<Record<string, string>> = {
  code: "$(touch pwned) `touch pwned` ; touch pwned",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's expansion, not ours
  expansions: "$HOME ${HOME} %PATH% !x! !! $'\\x41' ~ *",
  "double quotes": 'a"b" "; touch pwned; " & echo x',
  "single quotes": "it's '; touch pwned; '",
  backslashes: "\\ \\\\ \\n \\t C:\\x\\",
  blanks: "  two  at  both  ends  ",
  more: "# a=b <<END é ✓ 😀 ^&|<> (x) [y] {z}",
  all: "'\"$\\ `x` \u2018 \u2019",
};
const LINES = "first\nENV X=1\nEND_OF_VALUE\nGITHUB=1\n\n'last\"\n";

function stage({ install = [] as string[], files = {} as Files } = {}) {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "api"));
  writeFiles(prefix, files);
  if (install.length > 0)
    expect(runCommand(home, ["install", "-n", "api", ...install]).status).toBe(0);
  const print = (format: string, env: Record<string, string> = {}) =>
    runCommand(home, ["env", "api", "--format", format], env);
  /** What it is to be, from the format that a parser of its own reads. */
  const wanted = (env: Record<string, string> = {}): Record<string, string | null> =>
    print("json", env).json;
  return { home, prefix, print, wanted };
}

const SETTINGS = ["--append", "GOFLAGS=-x", "--unset", "GOSUMDB"];

it("is what a package's hooks set where there are no others, and their profile", () => {
  const { home, prefix, print, wanted } = stage();
  addPackage(prefix, { profile: "shared-cache", overrides: [] });
  expect(wanted()).toEqual({ GOCACHE: `${prefix}/.cache/go-build`, GOBIN: `${prefix}/bin` });
  expect(print("sh").stderr).toBe("");
  const { json } = runCommand(home, ["env", "-n", "api", "--json"]);
  expect(json).toMatchObject({ profile: "shared-cache", unknown: [] });
});

it("is without what only running a package's script would tell, and says so", () => {
  const { home, prefix, print, wanted } = stage();
  const strip = (text: string) => text.replace('"shared-cache"', '"unheard-of"');
  addPackage(prefix, { profile: "shared-cache", overrides: [] }, true, strip);
  expect(wanted()).toEqual({});
  const { stderr } = print("sh");
  expect(stderr).toMatch(/^warning: GOCACHE is left out: only running .*-site\.sh would tell/m);
  expect(stderr).not.toContain("note:");
  const { json } = runCommand(home, ["env", "-n", "api", "--json"]);
  expect(json.profile).toBeNull();
  expect(json.unknown.map(({ name }: { name: string }) => name)).toContain("GOBIN");
});

it("says that a package's hooks are not for this shell", () => {
  const { home, prefix, print } = stage();
  const request = { profile: "shared-cache", overrides: [] };
  addPackage(prefix, request, true, (text, path) => (path.endsWith(".fish") ? text : null));
  expect(print("sh").stderr).toMatch(
    /^note: the package acme-go 1.0 has hooks in the environment, but none for this shell; to install them: npx conda-go-hooks install/m,
  );
  expect(runCommand(home, ["env", "-n", "api", "--json"]).json.variables).toEqual({});
});

describe("for a shell", () => {
  // The environment as any program sees it.
  const LOOK = "require('fs').writeFileSync(process.argv[1], JSON.stringify(process.env))";
  for (const { name, dialect, command } of findShells())
    describeWith(name, name, command, ([program, ...args]) => {
      it.each([...Object.entries(HOSTILE), ["lines", LINES]])(
        "is evaluated to what it says, a value with %s among it",
        (_, value) => {
          const { home, wanted } = stage({ install: SETTINGS });
          const env = { GOFLAGS: value, GOSUMDB: "mine", GOPROXY: value };
          const words = [process.execPath, join(inject("installation"), "dist", "cli.cjs"), "env"];
          const format = dialect === nushell ? "json" : dialect.shells[0];
          const printing = dialect.run([...words, "-n", "api", "--format", format]);
          // nu reads a script as a whole, and so cannot run what a line of it has printed.
          const evaluate =
            dialect === nushell ? `${printing} | from json | load-env` : dialect.evaluate(printing);
          const look = dialect.run([process.execPath, "-e", LOOK, join(home, "seen.json")]);
          const script = join(home, `script${dialect.extension}`);
          writeFileSync(script, dialect.encode(`${evaluate}\n${look}\n`));
          const place = { PATH: "/usr/bin:/bin", HOME: home, LC_ALL: "C.UTF-8" };
          const { stdout, stderr } = spawnSync(program, [...args, script], {
            cwd: home,
            env: { ...place, POWERSHELL_TELEMETRY_OPTOUT: "1", ...env },
            encoding: "utf8",
          });
          expect([stdout, stderr]).toEqual(["", ""]);
          const seen = JSON.parse(readFileSync(join(home, "seen.json"), "utf8"));
          const expected = wanted(env);
          expect(expected.GOFLAGS).toBe(`${value} -modcacherw -x`);
          expect(expected.GOSUMDB).toBe(null);
          for (const [name, one] of Object.entries(expected)) expect(seen[name] ?? null).toBe(one);
          expect(seen.GOPROXY).toBe(value);
        },
      );
    });

  // As one types it from habit: these shells make one line of what is printed.
  const IN_ONE_LINE = { fish: "eval (cat lines)", tcsh: "eval `cat lines`" } as const;
  for (const [name, format] of [["fish", "fish"] as const, ["tcsh", "csh"] as const])
    describeWith(`${name} in one line`, name, findProgram(name), (program) => {
      it("is evaluated to what it says, too", () => {
        const { home, print, wanted } = stage({ install: SETTINGS });
        const env = { GOFLAGS: "-v '$x; touch pwned'", GOSUMDB: "mine" };
        writeFileSync(join(home, "lines"), print(format, env).stdout);
        const look = `'${process.execPath}' -e "${LOOK}" seen.json`;
        const { stderr } = spawnSync(
          program,
          [name === "tcsh" ? "-fc" : "-c", `${IN_ONE_LINE[name]}; ${look}`],
          {
            cwd: home,
            env: { PATH: "/usr/bin:/bin", HOME: home, ...env },
            encoding: "utf8",
          },
        );
        expect(stderr).toBe("");
        const seen = JSON.parse(readFileSync(join(home, "seen.json"), "utf8"));
        for (const [name, one] of Object.entries(wanted(env))) expect(seen[name] ?? null).toBe(one);
        expect(seen.GOFLAGS).toContain("touch pwned");
      });
    });

  it("is by default of the one in which it is typed", () => {
    const fish = findProgram("fish");
    const { home } = stage({ install: SETTINGS });
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const type = (shell: string) =>
      spawnSync(shell, ["-c", `'${process.execPath}' '${cli}' env -n api; exit`], {
        cwd: home,
        env: { PATH: "/usr/bin:/bin", HOME: home },
        encoding: "utf8",
      }).stdout;
    expect(type("/bin/sh")).toMatch(/^export GOBIN=/);
    if (fish) expect(type(fish)).toMatch(/^set -gx GOBIN /);
  });
});

describe("for a file", () => {
  const holds = Object.entries(HOSTILE);

  it.each([...holds.filter(([name]) => name !== "all"), ["lines", LINES.replace(/'/g, "")]])(
    "dotenv is read by Node as it is meant, a value with %s among it",
    (_, value) => {
      const { home, print, wanted } = stage({ install: SETTINGS });
      const env = { GOFLAGS: value, GOSUMDB: "mine" };
      const file = join(home, ".env");
      writeFileSync(file, print("dotenv", env).stdout);
      const expected = wanted(env);
      const show = `JSON.stringify(${JSON.stringify(Object.keys(expected))}.map((n) => process.env[n]))`;
      const { stdout } = spawnSync(process.execPath, [`--env-file=${file}`, "-p", show], {
        env: {},
        encoding: "utf8",
      });
      expect(JSON.parse(stdout)).toEqual(Object.values(expected).map((one) => one ?? ""));
    },
  );

  it.each([...holds, ["lines", LINES]])(
    "github is what GitHub reads as it is meant, a value with %s among it",
    (_, value) => {
      const { print, wanted } = stage({ install: SETTINGS });
      const env = { GOFLAGS: value, GOSUMDB: "mine" };
      const expected = Object.entries(wanted(env)).map(([name, one]) => [name, one ?? ""]);
      expect(readAsGitHub(print("github", env).stdout)).toEqual(Object.fromEntries(expected));
    },
  );

  it.each(holds)(
    "docker is what Docker reads as it is meant, a value with %s among it",
    (_, value) => {
      const { print, wanted } = stage({ install: SETTINGS });
      const env = { GOFLAGS: value, GOSUMDB: "mine" };
      const expected = Object.entries(wanted(env)).map(([name, one]) => [name, one ?? ""]);
      expect(readAsDocker(print("docker", env).stdout)).toEqual(Object.fromEntries(expected));
    },
  );

  it.each([
    ["docker", LINES],
    ["dotenv", HOSTILE.all ?? ""],
    ["dotenv", "a\rb"],
    ["cmd", LINES],
    ["cmd", "é"],
    ["cmd", '"'.repeat(5000)],
  ])("%s says what it cannot hold, and leaves it out", (format, value) => {
    const { home, print } = stage({ install: SETTINGS });
    const { status, stdout, stderr } = print(format, { GOFLAGS: value });
    expect(status).toBe(1);
    expect(stdout).toContain("GOPATH");
    expect(stdout).not.toContain("GOFLAGS");
    expect(stderr).toContain("GOFLAGS");
    const words = ["env", "-n", "api", "--format", format, "--json"];
    expect(runCommand(home, words, { GOFLAGS: value }).json.omitted).toEqual(["GOFLAGS"]);
  });

  it.each(["dotenv", "github", "docker"])("%s says what it can only empty", (format) => {
    const { print } = stage({ install: SETTINGS });
    const { status, stderr } = print(format);
    expect([status, stderr.split("\n").length]).toEqual([0, 2]);
    expect(stderr).toContain("GOSUMDB");
  });
});

describe("a password", () => {
  const GOPROXY = "https://me:s3cr3t@example.com";

  it.each(FORMATS)("is whole as %s, as a program needs it", (format) => {
    const { print } = stage({ install: ["--set", `GOPROXY=${GOPROXY}`] });
    expect(print(format).stdout).toContain(GOPROXY);
  });

  it("is hidden in the result, which says where", () => {
    const { home } = stage({ install: ["--set", `GOPROXY=${GOPROXY}`] });
    const { stdout, json } = runCommand(home, ["env", "api", "--json"]);
    expect(stdout).not.toContain("s3cr3t");
    expect(json).toMatchObject({ command: "env", profile: "isolated", hidden: ["GOPROXY"] });
  });

  describeWith("on a terminal", "script", findProgram("script"), (script) => {
    it("is hidden", () => {
      const { home } = stage({ install: ["--set", `GOPROXY=${GOPROXY}`] });
      const cli = join(inject("installation"), "dist", "cli.cjs");
      const line = `'${process.execPath}' '${cli}' env -n api --format sh`;
      const { stdout } = spawnSync(script, ["--quiet", "--command", line, "/dev/null"], {
        env: { PATH: "/usr/bin:/bin", HOME: home, SHELL: "/bin/sh" },
        encoding: "utf8",
      });
      expect(stdout).toContain("export GOPROXY='https://***@example.com'\r\n");
      expect(stdout).toMatch(/^note: /m);
    });
  });
});

describe("an environment", () => {
  it("without hooks gives what conda sets in it, and a note", () => {
    const state = { "conda-meta/state": '{"env_vars":{"goflags":"-v","OTHER":"x"}}' };
    expect(stage().print("sh")).toMatchObject({ status: 0, stdout: "" });
    const { stdout, stderr } = stage({ files: state }).print("sh");
    expect(stdout).toBe("export GOFLAGS='-v'\n");
    expect(stderr).toMatch(/^note: .*\n$/);
  });

  it.each([
    ["by name", "-n", "shared", ""],
    ["by path, of this project", "-p", "", ""],
    ["by path, where this project has another one", "-p", "other", " --no-config"],
    ["by name, where this project has another one", "-n", "other", " --no-config"],
  ])(
    "without hooks says what installs them there, from anywhere: %s",
    async (_, option, named, more) => {
      const home = makeFolder();
      const prefix = makeEnvironment(
        option === "-n" ? join(home, ".conda", "envs", "shared") : join(home, "apart", "my env"),
      );
      const project = join(home, "project");
      writeFiles(project, {
        "conda-go-hooks.yaml": "profile: direct\n",
        ...(named === "" ? {} : { "environment.yml": `name: ${named}\n` }),
      });
      const words = ["env", option, option === "-n" ? "shared" : prefix];
      const env = { PATH: "/usr/bin:/bin", HOME: home };
      const { stderr } = await startCommand(project, [...words, "--format", "sh"], env);
      const typed = option === "-n" ? "-n shared" : `-p '${prefix}'`;
      expect(stderr).toMatch(/^note: .*\n$/);
      const [, line] = /: npx conda-go-hooks (install .*)\n$/.exec(stderr) ?? [];
      expect(line).toBe(`install ${typed}${more}`);
      const cli = join(inject("installation"), "dist", "cli.cjs");
      const script = `'${process.execPath}' '${cli}' ${line}`;
      expect(spawnSync("/bin/sh", ["-c", script], { cwd: home, env }).status).toBe(0);
      expect(existsSync(join(prefix, "etc", "conda", "conda-go-hooks.json"))).toBe(true);
    },
  );

  it("with hooks is told of none that are missing", () => {
    expect(stage({ install: ["--profile", "direct"] }).print("sh").stderr).toBe("");
  });

  it("whose package computes a variable leaves that out, and says which script would tell", () => {
    const path = "etc/conda/activate.d/zzz.sh";
    const { home, prefix, print } = stage({
      install: SETTINGS,
      files: { [path]: "export GOFLAGS=$(date)\nexport GOVCS='*:off'\n" },
    });
    const { stdout, stderr, status } = print("sh");
    expect(stdout).not.toContain("GOFLAGS");
    expect(stdout).toContain("export GOVCS='*:off'\n");
    expect([status, stderr]).toEqual([0, expect.stringContaining(`${path}:1`)]);
    const unknown = [{ name: "GOFLAGS", file: join(prefix, path), line: 1 }];
    expect(runCommand(home, ["env", "api", "--json"]).json.unknown).toEqual(unknown);
  });

  it("that is not there, or has a record that is of no use, is the usual error", () => {
    const { home, prefix } = stage();
    const codeOf = (...words: string[]) => runCommand(home, ["env", ...words, "--json"]).json.error;
    expect(codeOf("-n", "nowhere").code).toBe("environment-unknown");
    expect(codeOf("-p", home).code).toBe("environment-invalid");
    expect(codeOf().code).toBe("no-environment");
    const record = { schemaVersion: 1, version: "0.1.0", folders: [], files: [] };
    const settings = { profile: "none", overrides: [], shells: null };
    const text = JSON.stringify({ ...record, settings });
    writeFiles(prefix, { "etc/conda/conda-go-hooks.json": text });
    expect(codeOf("-n", "api").code).toBe("record-invalid");
  });

  it("is refused in a format that is not there", () => {
    const { home } = stage();
    const { json, status } = runCommand(home, ["env", "api", "--format", "jsno", "--json"]);
    const error = makeError("unknown-format", { name: "jsno", known: FORMATS });
    expect([status, json.error]).toEqual([2, error.toJSON()]);
  });
});

/** The files of `$GITHUB_ENV`, by the rule of GitHub's documentation: a line each, or lines up to a delimiter. */
function readAsGitHub(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", sign, rest = ""] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    const end = sign === "<<" ? lines.indexOf(rest) : -1;
    values[name] =
      sign === "<<"
        ? lines
            .splice(0, end + 1)
            .slice(0, -1)
            .join("\n")
        : rest;
  }
  return values;
}

/**
 * The ENV instructions, by the rules of Dockerfiles: within double quotes a backslash takes a quote, a dollar sign
 * and itself as they are, a bare dollar sign begins a variable, and a line ends the instruction.
 */
function readAsDocker(text: string): Record<string, string> {
  const lines = text.trimEnd().split("\n");
  const entries = lines.map((line) => {
    const [, name, quoted = ""] = /^ENV (\w+)="((?:\\["\\$]|[^"\\$])*)"$/.exec(line) ?? [];
    return [name ?? `no instruction: ${line}`, quoted.replace(/\\(["\\$])/g, "$1")];
  });
  return Object.fromEntries(entries);
}
