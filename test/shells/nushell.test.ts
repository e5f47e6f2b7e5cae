// What is nushell's own: values that are no texts, names in lower case, and lines to be typed.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { HOOKS, hooksOf, type Phase, savedName, scriptPath, unsetName } from "../../src/names.js";
import { nushell } from "../../src/shells/nushell.js";
import { parseEnvironment } from "../sessions/play.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWith, findNushells, readVersion } from "../setup/programs.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prefix = makeEnvironment(join(folder, "envs", "it (is) #1"));
const { environments } = await install(
  {
    prefix,
    profile: "isolated",
    shells: ["all"],
    overrides: [
      { action: "append", variable: "GOFLAGS", value: "'-ldflags=-s -w'" },
      { action: "keep", variable: "GOPRIVATE" },
    ],
  },
  makeSession(folder),
);
if (environments[0]?.error) throw new Error(environments[0].error.message);

const source = (phase: Phase) =>
  hooksOf(phase).map((hook) => `source-env "${join(prefix, scriptPath(hook, ".nu"))}"`);
const activate = source("activate").join("\n");
const deactivate = source("deactivate").join("\n");

/** Writes a script. @returns its path */
function write(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

const CHILD = write("child.sh", ['. "$1"', 'env -0 >"$2"']);

// In config.nu, where users have it: what nu has inherited is converted before the first line.
const CONFIG = write("config.nu", [
  `$env.ENV_CONVERSIONS = ($env.ENV_CONVERSIONS | merge {
  GOPATH: {from_string: {|text: string| $text | split row ':'}, to_string: {|list: list<string>| $list | str join ':'}}
  GOPRIVATE: {from_string: {|text: string| $text | split row ','}, to_string: {|list: list<string>| $list | str join ','}}
})`,
]);

for (const nu of findNushells())
  describeWith(`nushell ${nu && readVersion(nu, "--version")}`, "nushell", nu, testNushell);

function testNushell(nu: string): void {
  /** Runs these lines in a fresh nu. @returns what it prints on stdout and stderr */
  const run = (
    lines: readonly string[],
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = ["--no-config-file"],
  ): string => {
    const script = write("script.nu", lines);
    const { stdout, stderr } = spawnSync(nu, [...args, script], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: folder, CONDA_PREFIX: prefix, ...env },
    });
    return stdout + stderr;
  };

  /** A line with which a program reports its environment, and that environment. */
  const look = (name: string) => `^/usr/bin/env -0 o> '${join(folder, name)}'`;
  const seen = (name: string): Readonly<Record<string, string>> =>
    parseEnvironment(readFileSync(join(folder, name), "utf8"));
  /** A line that has sh, as a child, deactivate and report its environment. */
  const inSh = (name: string) =>
    `^sh '${CHILD}' '${join(prefix, scriptPath("restore", ".sh"))}' '${join(folder, name)}'`;
  const stateOf = (values: Readonly<Record<string, string>>) =>
    Object.keys(values).filter((name) => name.startsWith("_CONDA_GO_HOOKS"));

  it.each(HOOKS)("prints no value when the script %s is the last that is run", (hook) => {
    expect(run([`source-env "${join(prefix, scriptPath(hook, ".nu"))}"`])).toBe("");
  });

  it("appends no token that is there, blanks in it or not", () => {
    const lines = [activate, look("inside")];
    expect(run(lines, { GOFLAGS: "-v\t'-ldflags=-s\n-w'\r-x" })).toBe("");
    expect(seen("inside").GOFLAGS).toBe("-v\t'-ldflags=-s\n-w'\r-x -modcacherw");
    // No blank of Go's, and another upper case.
    expect(run(lines, { GOFLAGS: "-v\u00a0-modcacherw -MODCACHERW" })).toBe("");
    expect(seen("inside").GOFLAGS).toBe(
      "-v\u00a0-modcacherw -MODCACHERW -modcacherw '-ldflags=-s -w'",
    );
  });

  it("is switched off by a number as well", () => {
    expect(run(["$env.CONDA_GO_HOOKS = 0", activate, look("inside")], { GOPATH: "/g" })).toBe("");
    expect(seen("inside").GOPATH).toBe("/g");
    expect(stateOf(seen("inside"))).toEqual([]);
  });

  it("gives a list back as a list, and hands it to no other shell, as nu does", () => {
    const before = run(["$env.GOPATH = [/a /b]", look("before"), "$env.GOPATH | to nuon"]);
    expect(seen("before").GOPATH).toBeUndefined();
    const lines = [
      "$env.GOPATH = [/a /b]; $env.GOFLAGS = [-v]; $env.GOPRIVATE = {a: 1}; $env.GOCACHE = 7",
      activate,
      look("inside"),
      inSh("child"),
      deactivate,
      look("after"),
      "print ([$env.GOFLAGS $env.GOPRIVATE $env.GOCACHE] | to nuon)",
      "$env.GOPATH | to nuon",
    ];
    expect(run(lines)).toBe(`[[-v], {a: 1}, 7]\n${before}`);
    expect(seen("inside")).toMatchObject({
      GOPATH: `${prefix}/gopath`,
      GOFLAGS: "-modcacherw '-ldflags=-s -w'",
    });
    expect(seen("inside")[unsetName("GOPATH")]).toBe("1");
    expect(seen("inside")[savedName("GOPATH")]).toBeUndefined();
    for (const name of ["child", "after"]) {
      expect(seen(name)).not.toHaveProperty("GOPATH");
      expect(seen(name)).not.toHaveProperty("GOFLAGS");
      expect(seen(name)).not.toHaveProperty("GOPRIVATE");
      expect(seen(name).GOCACHE).toBe("7");
      expect(stateOf(seen(name))).toEqual([]);
    }
  });

  it("gives back what ENV_CONVERSIONS make of a text, and the text to other shells", () => {
    const user = { GOPATH: "/a:/b", GOPRIVATE: "x,y" };
    const types = "print ([$env.GOPATH $env.GOPRIVATE] | to nuon)";
    const lines = [
      types,
      activate,
      types,
      look("inside"),
      inSh("child"),
      `^'${nu}' --config '${CONFIG}' '${write("child.nu", [deactivate, types, look("nu")])}'`,
      deactivate,
      types,
      look("after"),
    ];
    expect(run(lines, user, ["--config", CONFIG]).split("\n")).toEqual([
      "[[/a, /b], [x, y]]",
      `[["${prefix}/gopath"], [x, y]]`,
      "[[/a, /b], [x, y]]",
      "[[/a, /b], [x, y]]",
      "",
    ]);
    expect(seen("inside")).toMatchObject({
      GOPATH: `${prefix}/gopath`,
      GOPRIVATE: "x,y",
      [savedName("GOPATH")]: "/a:/b",
    });
    // It is only kept.
    expect(seen("inside")).not.toHaveProperty(savedName("GOPRIVATE"));
    for (const name of ["child", "nu", "after"]) {
      expect(seen(name)).toMatchObject(user);
      expect(stateOf(seen(name))).toEqual([]);
    }
  });

  it("has nothing to do with a name in lower case, or takes it as nu does", () => {
    expect(run([activate, look("inside"), deactivate, look("after")], { gopath: "low" })).toBe("");
    const inside = seen("inside");
    expect(inside.GOPATH ?? inside.gopath).toBe(`${prefix}/gopath`);
    expect(seen("after").gopath).toBe("low");
    expect(seen("after")).not.toHaveProperty("GOPATH");
    expect(stateOf(seen("after"))).toEqual([]);
  });

  it("gives back what sh has saved, and sh what nu has saved", () => {
    const user = { GOPATH: "it's\n'mine' \\", GOFLAGS: "" };
    expect(run([activate, inSh("from nu")], user)).toBe("");
    const child = write("child.nu", [deactivate, look("from sh")]);
    const scripts = hooksOf("activate").map((hook) => join(prefix, scriptPath(hook, ".sh")));
    execFileSync("sh", ["-c", '. "$1"; . "$2"; "$3" -n "$4"', "sh", ...scripts, nu, child], {
      env: { PATH: "/usr/bin:/bin", HOME: folder, CONDA_PREFIX: prefix, ...user },
    });
    for (const name of ["from nu", "from sh"]) {
      expect(seen(name), name).toMatchObject(user);
      expect(seen(name), name).not.toHaveProperty("GOCACHE");
      expect(stateOf(seen(name)), name).toEqual([]);
    }
  });

  it("evaluates what a command prints, in lines that are typed one after the other", () => {
    const printer = join(folder, "printer.mjs");
    writeFileSync(printer, "console.log(`$env.PROBE = 'two  lines,\n* as they are'`);\n");
    const lines = nushell.evaluate(nushell.run([process.execPath, printer])).split("\n");
    expect(lines).toHaveLength(3);
    // nu reads each of the three after the one before has been run, as if they were typed.
    const [first = "", second = "", third = ""] = lines;
    const args = [
      "--env-config",
      write("first.nu", [first]),
      "--config",
      write("second.nu", [second]),
    ];
    expect(run([third, look("evaluated")], {}, args)).toBe("");
    expect(seen("evaluated").PROBE).toBe("two  lines,\n* as they are");
    expect(existsSync(join(folder, ".conda-go-hooks.nu"))).toBe(false);
  });

  it("is in the demo, where it is on the PATH", () => {
    const { json, status } = runCommand(folder, ["demo", "--json"], {
      PATH: `${dirname(nu)}:/usr/bin:/bin`,
    });
    expect(status).toBe(0);
    expect(json.shells).toContainEqual(
      expect.objectContaining({ shell: "nu", restored: true, output: "" }),
    );
  });

  it("leaves no trace of a text that was run as code", () => {
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
}
