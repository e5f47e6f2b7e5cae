// Which value Go uses and who has a say in it, from the packed command: before and after a real activation in sh.
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import type { ExplainResult } from "../../src/reports/explain.js";
import { goVersions } from "../go/real-go.js";
import { addPackage, type PackageRequest } from "../sessions/add-package.js";
import { type Files, makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";

const newest = goVersions.at(-1) ?? null;

interface Asked {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly result: ExplainResult;
}

describeWith("explain", "any Go; test/setup/fetch-tools fetches it", newest, (go) => {
  const PATH = `${dirname(go.program)}:/usr/bin:/bin`;

  function stage({ install = [] as string[], files = {} as Files, goenv = "" } = {}) {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, ".conda", "envs", "api"));
    const cli = join(inject("installation"), "dist", "cli.cjs");
    writeFiles(prefix, files);
    // Or Go would go on counting there after the test.
    writeFiles(home, { ".config/go/telemetry/mode": "off" });
    if (goenv !== "") writeFiles(home, { ".config/go/env": goenv });
    const type = (lines: readonly string[], env: Record<string, string | undefined>): Asked => {
      const script = [`cgh() { '${process.execPath}' '${cli}' "$@"; }`, ...lines].join("\n");
      const ran = spawnSync("/bin/sh", ["-c", script], {
        cwd: home,
        env: { PATH, HOME: home, GOTELEMETRY: "off", ...env },
        encoding: "utf8",
      });
      return {
        ...ran,
        get result() {
          return JSON.parse(ran.stdout);
        },
      };
    };
    if (install.length > 0) type([`cgh install -n api ${install.join(" ")}`], {});
    // As conda does it: its own variables, then the scripts.
    const activate = (at = prefix): string[] => [
      `CONDA_PREFIX='${at}' CONDA_SHLVL=1; export CONDA_PREFIX CONDA_SHLVL; PATH="${at}/bin:$PATH"`,
      `for hook in '${at}'/etc/conda/activate.d/*.sh; do [ ! -e "$hook" ] || . "$hook"; done`,
    ];
    const explain = (
      words: string,
      env: Record<string, string | undefined> = {},
      before: readonly string[] = [],
    ) => type([...before, `cgh explain ${words}`], env);
    return { home, prefix, activate, explain };
  }

  const one = ({ result }: Asked, name: string) => {
    const found = result.variables.find((variable) => variable.name === name);
    return [
      found?.value,
      ...(found?.sources ?? []).map(({ source, value, hidden, line }) =>
        [hidden ? "hidden" : "", source, JSON.stringify(value), line ?? ""].join(" ").trim(),
      ),
    ];
  };

  it("prints the chain as a table", () => {
    const { activate, explain } = stage({
      install: ["--profile isolated"],
      goenv: "GOPRIVATE=example.com\n\nGOFLAGS=-tags=foo\n",
    });
    const { stdout, stderr } = explain("GOFLAGS", { GOFLAGS: "-v" }, activate());
    expect([stdout, stderr]).toEqual([
      `\
GOFLAGS = -v -modcacherw
  yours, in this shell       -v             kept aside, back after conda deactivate
  environment api, isolated  + -modcacherw  etc/conda/activate.d/zz-conda-go-hooks.sh
  hidden: go env -w          -tags=foo      ~/.config/go/env:3; an empty or unset GOFLAGS would let it through
`,
      "",
    ]);
  });

  const PACKAGE: PackageRequest = {
    profile: "offline",
    overrides: [
      { action: "set", variable: "GOPRIVATE", value: "git.example" },
      { action: "append", variable: "GOFLAGS", value: "-trimpath" },
      { action: "unset", variable: "GOSUMDB" },
    ],
  };

  it("names the package whose hooks have a say, and what acts on them", () => {
    const { prefix, activate, explain } = stage({
      install: ["--profile shared-cache --append GOFLAGS=-race --set GOVCS=*:git --set GOBIN=/b"],
    });
    addPackage(prefix, PACKAGE);
    const { stdout, stderr } = explain("GOFLAGS GOPRIVATE", { GOFLAGS: "-v" }, activate());
    expect([stdout, stderr]).toEqual([
      `\
GOFLAGS = -v -modcacherw -trimpath -race
  yours, in this shell           -v                       kept aside, back after conda deactivate
  package acme-go 1.0, offline   + -modcacherw -trimpath  etc/conda/activate.d/zz-conda-go-hooks-site.sh
  environment api, shared-cache  + -race                  etc/conda/activate.d/zz-conda-go-hooks.sh

GOPRIVATE = git.example
  package acme-go 1.0, offline  git.example  etc/conda/activate.d/zz-conda-go-hooks-site.sh
`,
      "",
    ]);
    expect(explain("GOBIN", {}, activate()).stdout).toMatch(
      /^GOBIN = \/b\n.*api, shared-cache .*\n {2}hidden: package acme-go 1.0, .*; below the installed hooks$/m,
    );
    const changed = explain("GOPRIVATE GOBIN", {}, [
      ...activate(),
      "export GOPRIVATE=x GOBIN=x",
    ]).stdout;
    expect(changed).toMatch(/hidden: package .* git.example .*; changed since; conda activate/);
    expect(changed).toMatch(/hidden: environment api.* \/b .*; changed since; conda activate/);
    expect(changed).toMatch(/hidden: package .*\/bin .*; below the installed hooks/);
  });

  it("says of what only a package's script tells that it is not known", () => {
    const { prefix, activate, explain } = stage({ install: ["--profile shared-cache"] });
    addPackage(prefix, PACKAGE, true, (text) => text.replace('"offline"', '"unheard-of"'));
    const told = explain(`GOPRIVATE GOBIN GOVCS -p '${prefix}'`, { GOVCS: "*:git" }).stdout;
    expect(told).toContain("GOPRIVATE is set by a script, and only running it would tell to what");
    expect(told).toMatch(
      /^ {2}package acme-go 1.0 +not known +etc\/conda\/activate.d\/zz-conda-go-hooks-site.sh$/m,
    );
    expect(told).toContain(`GOBIN = ${prefix}/bin\n`);
    expect(told).toContain("GOVCS = *:git\n");
    const inside = explain("GOPRIVATE", {}, activate()).stdout;
    expect(inside).toMatch(/^GOPRIVATE = git.example\n {2}package acme-go 1.0 +git.example /);
  });

  const OWN = {
    GOFLAGS: "-v",
    GOPATH: "/mine:/other",
    GOPROXY: "https://mine.example.com",
    GOSUMDB: "off",
    CGO_CFLAGS: "-O3",
    GOOS: "linux",
  };
  const SCRIPTS = {
    "etc/conda/activate.d/go.sh": "# GOSUMDB=x\nexport GOSUMDB='sum.example.com'\n",
    "etc/conda/activate.d/zzz.sh": 'export GOINSECURE="late.example.com"\n',
  };
  const STATE = {
    "conda-meta/state": JSON.stringify({
      env_vars: { goprivate: "x.example.com", GOVCS: "***unset***" },
    }),
    "etc/conda/env_vars.d/p.json": JSON.stringify({ GOPRIVATE: "y", GONOSUMDB: "z" }),
  };
  it.each<[string, string[], Files]>([
    ["isolated", ["--profile isolated"], {}],
    ["offline", ["--profile offline --set GOINSECURE=x --cgo"], {}],
    [
      "what is unset, set, kept and added",
      ["--unset GOPATH --keep GOFLAGS --append CGO_CFLAGS=-I{prefix}/x --set GOPRIVATE=q"],
      {},
    ],
    ["other scripts", ["--set GOINSECURE=mine --set GOPROXY=off"], SCRIPTS],
    ["conda's variables", ["--append GOFLAGS=-x"], STATE],
    ["no hooks, and a script", [], SCRIPTS],
    ["a package's hooks alone", [], { packaged: "" }],
    [
      "a package's hooks between scripts, below others",
      ["--profile shared-cache --append GOFLAGS=-x --append CGO_CFLAGS=-I{prefix}/x --keep GOBIN"],
      { ...SCRIPTS, packaged: "" },
    ],
    ["a package's hooks and conda's variables", ["--keep GOFLAGS"], { ...STATE, packaged: "" }],
  ])("foretells what an activation brings: %s", (_, install, files) => {
    const { prefix, activate, explain } = stage({ install, files, goenv: "GOVCS=*:off\n" });
    if ("packaged" in files) addPackage(prefix, PACKAGE);
    // conda itself is not here.
    const conda = "conda-meta/state" in files ? { GOPRIVATE: "x.example.com", GONOSUMDB: "z" } : {};
    for (const own of [{}, OWN]) {
      const names = Object.keys({
        ...OWN,
        GOINSECURE: 1,
        GOPRIVATE: 1,
        GONOSUMDB: 1,
        GOVCS: 1,
        GOBIN: 1,
      });
      const words = `${names.join(" ")} GOMODCACHE GOCACHE GONOPROXY CGO_LDFLAGS --json`;
      const before = explain(`${words} -p '${prefix}'`, own);
      const after = explain(words, { ...own, ...conda }, activate());
      // What is the user's own in a shell where nothing saves it is known only before.
      const trim = ({ result }: Asked) => ({
        ...result,
        variables: result.variables.map(({ name, value, sources }) => {
          const sure = sources.filter(({ source, hidden }) => !hidden || source !== "shell");
          return { name, value, sources: sure };
        }),
      });
      expect(trim(after)).toEqual(trim(before));
      expect([before.status, after.stderr]).toEqual([0, ""]);
      const { stderr } = explain(`GOFLAGS -p '${prefix}'`, own);
      expect(stderr).toContain("note: after conda activate");
    }
  });

  it("shows who else sets a variable of the environment", () => {
    const { prefix, activate, explain } = stage({
      install: ["--set GOINSECURE=mine --set GOSUMDB=off --append GOFLAGS=-x"],
      files: {
        ...SCRIPTS,
        ...STATE,
        "etc/conda/activate.d/open.sh":
          'export GOAUTH="$HOME/x"\nif true; then\n  export GOBIN=/x\nfi\n',
      },
    });
    const own = { ...OWN, GOPRIVATE: "x.example.com" };
    const asked = explain("GOSUMDB GOINSECURE GOPRIVATE GOAUTH --json", own, activate());
    expect(one(asked, "GOSUMDB")).toEqual([
      "off",
      'hook "off"',
      'hidden package "sum.example.com" 2',
      'hidden saved "off"',
      'hidden goroot "sum.golang.org" 8',
    ]);
    expect(one(asked, "GOINSECURE")).toEqual([
      "late.example.com",
      'package "late.example.com" 1',
      'hidden hook "mine"',
    ]);
    expect(one(asked, "GOPRIVATE")).toEqual([
      "x.example.com",
      'conda "x.example.com"',
      'hidden conda "y"',
    ]);
    const [value, first] = one(asked, "GOAUTH");
    expect([value, first]).toEqual([
      `${dirname(dirname(dirname(prefix)))}/x`,
      `package "${value}" 1`,
    ]);
    // Not before it has run.
    const foretold = explain(`GOAUTH GOBIN -p '${prefix}'`, own);
    expect(foretold.stdout).toContain("GOAUTH is set by a script, and only running it would tell");
    expect(foretold.stdout).toMatch(/another script +not known +etc\/conda\/activate.d\/open.sh:1/);
  });

  it("shows a value that was changed after the activation, and one that was unset", () => {
    const { activate, explain } = stage({ install: ["--set GOPROXY=off"] });
    const after = (line: string) => [...activate(), line];
    const changed = explain("GOPROXY --json", OWN, after("export GOPROXY=direct"));
    expect(one(changed, "GOPROXY").slice(0, 4)).toEqual([
      "direct",
      'shell "direct"',
      'hidden hook "off"',
      'hidden saved "https://mine.example.com"',
    ]);
    const unset = explain("GOPROXY --json", OWN, after("unset GOPROXY"));
    expect(one(unset, "GOPROXY").slice(0, 3)).toEqual([
      "https://proxy.golang.org,direct",
      "shell null",
      'hidden hook "off"',
    ]);
    expect(explain("GOPROXY", OWN, after("unset GOPROXY")).stdout).toContain(
      "changed since; conda activate",
    );
  });

  it("takes the hooks for nothing that have not run", () => {
    const { activate, explain } = stage({ install: ["--set GOPROXY=off"] });
    const { result } = explain(
      "GOPROXY --json",
      { CONDA_GO_HOOKS: "0", GOPROXY: "direct" },
      activate(),
    );
    expect(result.variables[0]?.sources[0]).toMatchObject({ source: "shell", value: "direct" });
  });

  it("gives back what the active environment holds before another one is entered", () => {
    const { home, prefix, activate, explain } = stage({ install: ["--set GOPROXY=off"] });
    const other = makeEnvironment(join(home, "other"));
    writeFiles(other, { "conda-meta/state": '{"env_vars":{"GOVCS":"*:all"}}' });
    writeFiles(prefix, { "conda-meta/state": '{"env_vars":{"GOAUTH":"off"}}' });
    const asked = explain(
      `GOPROXY GOVCS GOAUTH GOFLAGS -p '${other}' --json`,
      { ...OWN, GOAUTH: "off" },
      activate(),
    );
    expect(one(asked, "GOPROXY").slice(0, 2)).toEqual([OWN.GOPROXY, `shell "${OWN.GOPROXY}"`]);
    expect(one(asked, "GOVCS")).toEqual(["*:all", 'conda "*:all"']);
    expect(one(asked, "GOAUTH")).toEqual(["netrc", 'default "netrc"']);
    expect(one(asked, "GOFLAGS")).toEqual(["-v", 'shell "-v"']);
  });

  it("asks the go that the environment has", () => {
    const { prefix, explain } = stage();
    writeFiles(prefix, { "bin/go": `#!/bin/sh\nexec '${go.program}' "$@"\n` });
    chmodSync(join(prefix, "bin/go"), 0o755);
    const { result } = explain(`GOVERSION -p '${prefix}' --json`);
    expect(result.go).toEqual({ program: join(prefix, "bin/go"), version: `go${go.version}` });
    expect(result.rules).toBe(`1.${go.minor}`);
  });

  it("answers without a go from the files, and says by which rules", () => {
    const { home, explain } = stage({ goenv: "GOFLAGS=-tags=foo\r\nGOPROXY=\nGOMODCACHE=rel\n" });
    const names = "GOFLAGS GOPROXY GOMODCACHE GOPATH GOVERSION CC GOSUMDB GOENV";
    const asked = explain(`${names} --json`, { PATH: "/nowhere" });
    expect(asked.result.variables.map(({ name, value }) => [name, value])).toEqual([
      ["GOFLAGS", "-tags=foo\r"],
      ["GOPROXY", null],
      ["GOMODCACHE", "rel"],
      ["GOPATH", `${home}/go`],
      ["GOVERSION", null],
      ["CC", null],
      ["GOSUMDB", null],
      ["GOENV", `${home}/.config/go/env`],
    ]);
    expect([asked.result.go, asked.result.rules]).toEqual([null, "1.27"]);
    const { stdout, stderr } = explain("GOVERSION", { PATH: "/nowhere" });
    expect(stdout).toBe("GOVERSION: only go itself knows\n");
    expect(stderr).toContain("no go on the PATH: by the rules of Go 1.27");
  });

  it("answers though go refuses to, and says what go says", () => {
    const { explain } = stage();
    const { stdout, stderr, result } = explain("GOPATH --json", { GOPATH: "rel" });
    expect([stdout !== "", stderr, result.variables[0]?.value]).toEqual([true, "", "rel"]);
    expect(explain("GOPATH", { GOPATH: "rel" }).stderr).toContain("GOPATH entry is relative");
  });

  it("names without a variable those that differ from Go's defaults", () => {
    const { home, explain } = stage({ goenv: "GOPRIVATE=example.com\nGOARCH=\n" });
    const env = { GOPATH: "/mine", GOMODCACHE: "", GOPROXY: "https://proxy.golang.org,direct" };
    const names = ({ result }: Asked) => result.variables.map(({ name }) => name);
    expect(names(explain("--json", env))).toEqual(["GOPATH", "GOPRIVATE"]);
    writeFileSync(join(home, ".config/go/env"), "");
    expect(explain("").stdout).toBe("Every variable of Go has its default\n");
  });

  it("shows no password", () => {
    const secret = "https://me:s3cr3t@example.com";
    const { prefix, explain } = stage({
      install: [`--set GONOPROXY=${secret}`],
      goenv: `GOPROXY=${secret}\nGOSUMDB=x ${secret}\n`,
      files: { "etc/conda/activate.d/a.sh": `export GOAUTH='${secret}'\n` },
    });
    for (const words of ["", "GOPROXY GOVCS", "--json"])
      for (const named of ["", `-p '${prefix}'`]) {
        const { stdout, stderr } = explain(`${words} ${named}`, { GOVCS: secret });
        expect(stdout).toContain("***");
        expect(stdout + stderr).not.toContain("s3cr3t");
      }
  });

  it("refuses a name that Go does not have", () => {
    const { explain } = stage();
    const { status, stderr } = explain("GOFLGS");
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean GOFLAGS?");
    expect(explain("CGO_CFLAGS_ALLOW GOGC GOWASM").status).toBe(0);
  });
});
