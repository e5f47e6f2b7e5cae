// --cgo, from the packed package: a real go builds against a C library that only the environment has.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { goVersions, REFERENCE } from "../go/real-go.js";
import { runCommand } from "../setup/command.js";
import { makeHome, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const COMPILER = "etc/conda/activate.d/activate-z61-go-cgo.sh";

const NAME = "my env";

/** Runs these lines in bash, where `activate` and `deactivate` run an environment's scripts as conda does. */
function runBash(home: string, prefix: string, lines: string, env: Record<string, string> = {}) {
  const script = `
activate() { local f; for f in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do . "$f"; done; }
deactivate() {
  local i all=("$CONDA_PREFIX"/etc/conda/deactivate.d/*.sh)
  for ((i = \${#all[@]} - 1; i >= 0; i--)); do . "\${all[i]}"; done
  CONDA_PREFIX=
}
${lines}`;
  return spawnSync("bash", ["--norc", "-euc", script], {
    cwd: home,
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_PREFIX: prefix, ...env },
  });
}

const hasCompilers = ["gcc", "g++"].every((name) => findProgram(name) !== null);
for (const minor of [19, REFERENCE]) {
  const go = hasCompilers ? goVersions.find((one) => one.minor === minor) : undefined;
  describeWith(
    `cgo with Go 1.${minor}`,
    `Go 1.${minor}, gcc and g++`,
    go ?? null,
    ({ program }) => {
      it("finds the environment's own library, and what it builds finds it after deactivation too", {
        timeout: 120_000,
      }, () => {
        const { home, prefix } = makeHome(NAME);
        writeFiles(prefix, { "include/only.h": "int only_here(int x);\n" });
        writeFiles(home, {
          "only.c": '#include "only.h"\nint only_here(int x) { return x + 42; }\n',
          "m/go.mod": "module example.com/m\n\ngo 1.19\n",
          "m/main.go": `package main

// #cgo LDFLAGS: -lonly
// #include "only.h"
// int from_cpp(int x);
import "C"

func main() { println(C.only_here(1), C.from_cpp(1)) }
`,
          "m/more.cpp":
            'extern "C" {\n#include "only.h"\nint from_cpp(int x) { return only_here(x) + 100; }\n}\n',
        });
        mkdirSync(join(prefix, "lib"));
        const library = join(prefix, "lib", "libonly.so");
        execFileSync("gcc", ["-shared", "-fPIC", `-I${prefix}/include`, "-o", library, "only.c"], {
          cwd: home,
        });
        const build = `"${program}" build -o program .`;
        const play = (lines: string) =>
          runBash(join(home, "m"), prefix, lines, {
            GOTOOLCHAIN: "local",
            CGO_CFLAGS: "-O1",
            HOME: home,
          });

        runCommand(home, ["install", "-p", prefix]);
        const without = play(`activate; ${build}`);
        expect(without.stderr).toContain("only.h");
        expect(without.status).not.toBe(0);

        runCommand(home, ["install", "-p", prefix, "--cgo"]);
        const { stderr, stdout, status } = play(
          `activate; ${build}; ./program; deactivate; ./program; env | grep ^CGO`,
        );
        expect(stderr).toBe("43 143\n43 143\n");
        expect(stdout).toBe("CGO_CFLAGS=-O1\n");
        expect(status).toBe(0);
      });
    },
  );
}

describe("--cgo", () => {
  it("is remembered, and taken back by --no-cgo", () => {
    const { home, prefix } = makeHome(NAME);
    const install = (...args: string[]) =>
      runCommand(home, ["install", "-p", prefix, ...args, "--json"]).json.environments[0];
    expect(install("--profile", "offline", "--cgo").settings).toMatchObject({
      GOPROXY: { value: expect.stringMatching(/,off$/) },
      CGO_ENABLED: { value: "1" },
      CGO_LDFLAGS: { append: ["'-L{prefix}/lib'", "'-Wl,-rpath,{prefix}/lib'"] },
    });
    expect(install()).toMatchObject({ action: "unchanged" });
    expect(install("--no-cgo").settings).toMatchObject({
      CGO_ENABLED: { action: "keep" },
      CGO_LDFLAGS: { action: "keep" },
    });
  });

  it("stands among the other settings in the order given", () => {
    const { home } = makeHome(NAME);
    const script = (...args: string[]) => runCommand(home, ["render", ...args]).stdout;
    expect(script("--cgo", "--set", "CGO_ENABLED=0")).toContain("CGO_ENABLED='0'");
    expect(script("--set", "CGO_ENABLED=0", "--cgo")).toContain("CGO_ENABLED='1'");
  });

  it("warns of a comma in the path, at which the linker takes a flag apart, and of no blank", () => {
    const codes = (name: string, ...args: string[]) => {
      const { home, prefix } = makeHome(name);
      const { json } = runCommand(home, ["install", "-p", prefix, ...args, "--json"]);
      return json.environments[0].warnings.map(({ code }: { code: string }) => code);
    };
    expect(codes("a,b", "--cgo")).toEqual(["comma-in-prefix"]);
    expect(codes("a,b")).toEqual([]);
    expect(codes("a b", "--cgo")).toEqual([]);
    expect(codes("a b", "--append", "CGO_CFLAGS=-I{prefix}/include")).toEqual(["blank-in-prefix"]);
  });
});

describe("what a package's script sets", () => {
  const SCRIPT = "export GOOS=plan9 GOARCH=arm GOFLAGS=-buildmode=pie\nexport CGO_ENABLED=1\n";

  it("is saved as well, which is said and remembered, and comes back after deactivation", () => {
    const { home, prefix } = makeHome(NAME);
    writeFiles(prefix, { [COMPILER]: SCRIPT });
    const { stdout } = runCommand(home, ["install", "-p", prefix]);
    expect(stdout).toContain(
      "\n  saved too, as activate-z61-go-cgo.sh sets them: CGO_ENABLED GOOS GOARCH\n",
    );
    const record = JSON.parse(readFileSync(join(prefix, "etc/conda/conda-go-hooks.json"), "utf8"));
    expect(record.settings.guarded).toEqual(["CGO_ENABLED", "GOOS", "GOARCH"]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
    const show = 'echo "${GOOS-none} ${GOARCH-none} ${CGO_ENABLED-none} ${GOFLAGS-none}"';
    const played = runBash(home, prefix, `activate; ${show}; deactivate; ${show}`, {
      GOOS: "windows",
      CGO_ENABLED: "",
      GOFLAGS: "-v",
    });
    expect(played.stderr).toBe("");
    expect(played.stdout).toBe("plan9 arm 1 -buildmode=pie -modcacherw\nwindows none  -v\n");
  });

  it("is no finding of status where our flags are added to it", () => {
    const { home, prefix } = makeHome(NAME);
    writeFiles(prefix, { [COMPILER]: "export GOFLAGS=-trimpath\n" });
    expect(runCommand(home, ["install", "-p", prefix]).status).toBe(0);
    const { stdout } = runBash(home, prefix, "activate; env -0");
    const env = Object.fromEntries(
      stdout.split("\0").map((entry) => [entry.split("=")[0] ?? "", entry.replace(/^[^=]*=/, "")]),
    );
    expect(env.GOFLAGS).toBe("-trimpath -modcacherw");
    const look = (values: Record<string, string>) =>
      runCommand(home, ["status", "-p", prefix, "--check"], values).status;
    expect(look(env)).toBe(0);
    expect(look({ ...env, GOFLAGS: "-trimpath" })).toBe(1);
  });

  it("is no other owner's any more, be it of what the settings name", () => {
    const { home, prefix } = makeHome(NAME);
    writeFiles(prefix, { [COMPILER]: "export GOOS=plan9\nexport GOARCH=arm\n" });
    const { json } = runCommand(home, ["install", "-p", prefix, "--set", "GOOS=linux", "--json"]);
    const [{ guarded, warnings }] = json.environments;
    expect(guarded).toEqual([{ variable: "GOARCH", path: COMPILER, line: 2 }]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["behind our last script", "zz-go.sh", ""],
    ["to the value that you have", "go.sh", "unset GOOS GOPROXY CGO_ENABLED"],
    ["in a way that only its deactivate script shows", "go.sh", "unset GOOS GOPROXY CGO_ENABLED"],
  ])("comes back where it is set %s", (where, name, undo) => {
    const { home, prefix } = makeHome(NAME);
    const set = "export GOOS=plan9 CGO_ENABLED=1\nexport GOPROXY=direct\n";
    writeFiles(prefix, {
      [`etc/conda/activate.d/${name}`]: where.startsWith("in a way") ? `eval "${set}"` : set,
      [`etc/conda/deactivate.d/${name}`]: undo,
    });
    const { json } = runCommand(home, ["install", "-p", prefix, "--json"]);
    expect(json.environments[0].warnings).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
    const show = 'echo "${GOOS-none} ${GOPROXY-none} ${CGO_ENABLED-none}"';
    const { stdout } = runBash(
      home,
      prefix,
      `p=$CONDA_PREFIX; activate; ${show}; deactivate; CONDA_PREFIX=$p; activate; deactivate; ${show}`,
      { GOOS: "plan9", GOPROXY: "direct", CGO_ENABLED: "1" },
    );
    expect(stdout).toBe("plan9 direct 1\nplan9 direct 1\n");
  });

  it("is said to be lost where it came to the active environment before the hooks knew", () => {
    const { home, prefix } = makeHome();
    writeFiles(prefix, { [COMPILER]: SCRIPT });
    const warnings = (env: Record<string, string>) =>
      runCommand(home, ["install", "-p", prefix, "--json"], { CONDA_PREFIX: prefix, ...env }).json
        .environments[0].warnings;
    const saved = { GOOS: "plan9", _CONDA_GO_HOOKS_UNSET_GOOS: "1" };
    expect(warnings({ ...saved, GOARCH: "arm" })).toMatchObject([
      { code: "other-owner", message: expect.stringContaining("set GOARCH in this shell") },
    ]);
    expect(warnings(saved)).toEqual([]);
  });

  it("is looked for anew by each installation", () => {
    const { home, prefix } = makeHome(NAME);
    const install = () =>
      runCommand(home, ["install", "-p", prefix, "--json"]).json.environments[0];
    expect(install()).toMatchObject({ action: "installed", guarded: [] });
    writeFiles(prefix, { [COMPILER]: SCRIPT });
    expect(install()).toMatchObject({ action: "updated", settings: { GOOS: { action: "guard" } } });
    expect(install()).toMatchObject({ action: "unchanged" });
    writeFiles(prefix, { [COMPILER]: "" });
    expect(install()).toMatchObject({ action: "updated", guarded: [] });
    const record = readFileSync(join(prefix, "etc/conda/conda-go-hooks.json"), "utf8");
    expect(record).not.toContain("guarded");
  });
});
