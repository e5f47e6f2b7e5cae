// uninstall, from the packed package: as clean as it went in, and not a byte of anybody else's.
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import { scriptPath } from "../../src/names.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeHome } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const FIRST = scriptPath("first", ".sh");
const ACTIVATE = scriptPath("last", ".sh");
const RESTORE = scriptPath("restore", ".sh");
const RECORD = "etc/conda/conda-go-hooks.json";
const BUILD = `00/${"0f".repeat(32)}-a`;

it("leaves a bare environment as it was", () => {
  const { home, prefix } = makeHome();
  const before = readTree(prefix);
  runCommand(home, ["install", "-p", prefix, "--shell", "all"]);
  expect(readTree(prefix)).not.toEqual(before);
  const { json, status } = runCommand(home, ["uninstall", "-p", prefix, "--json"]);
  expect(json).toMatchObject({
    schemaVersion: 1,
    command: "uninstall",
    environments: [{ prefix, name: "myenv", action: "removed", warnings: [], error: null }],
  });
  expect(status).toBe(0);
  expect(readTree(prefix)).toEqual(before);
});

it("leaves other files and folders alone, the empty ones too", () => {
  const { home, prefix } = makeHome();
  mkdirSync(join(prefix, "etc/conda/deactivate.d"), { recursive: true });
  mkdirSync(join(prefix, "etc/conda/env_vars.d"));
  const before = readTree(prefix);
  runCommand(home, ["install", "-p", prefix]);
  writeFileSync(join(prefix, "etc/conda/activate.d/other.sh"), "");
  runCommand(home, ["uninstall", "-p", prefix]);
  rmSync(join(prefix, "etc/conda/activate.d"), { recursive: true });
  expect(readTree(prefix)).toEqual(before);
});

it("has no quarrel with an environment that has no hooks", () => {
  const { home, prefix } = makeHome();
  const { json, status } = runCommand(home, ["uninstall", "-p", prefix, "--json"]);
  expect(json.environments[0]).toMatchObject({ action: "absent", error: null });
  expect(status).toBe(0);
});

it("keeps a file that somebody edited, with what undoes it, and names it", () => {
  const { home, prefix } = makeHome();
  const bare = readTree(prefix);
  runCommand(home, ["install", "-p", prefix, "--shell", "all"]);
  appendFileSync(join(prefix, ACTIVATE), "# mine\n");
  const first = runCommand(home, ["uninstall", "-p", prefix]);
  expect(first.stderr).toContain(ACTIVATE);
  expect(first.stderr).toContain("--force");
  expect(first.status).toBe(1);
  const left = Object.keys(readTree(prefix)).filter((path) => /\.(?:sh|ps1|nu)$/.test(path));
  expect(left).toEqual([FIRST, ACTIVATE, RESTORE]);

  const forced = runCommand(home, ["uninstall", "-p", prefix, "--force", "--json"]);
  expect(forced.status).toBe(0);
  const added = Object.keys(readTree(prefix)).filter(
    (path) => !(path in bare) && !path.endsWith(".d") && !/^etc(?:\/conda)?$/.test(path),
  );
  expect(added).toHaveLength(1);
  expect(added[0]).not.toMatch(/\.(?:sh|ps1|nu)$/);
  expect(readFileSync(join(prefix, added[0] as string), "utf8")).toContain("# mine");
});

it("never touches a file with our name that is not in the record", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--shell", "powershell"]);
  mkdirSync(join(prefix, "etc/conda/activate.d"), { recursive: true });
  writeFileSync(join(prefix, ACTIVATE), "echo mine\n");
  const { json } = runCommand(home, ["uninstall", "-p", prefix, "--force", "--json"]);
  expect(json.environments[0].warnings).toMatchObject([{ code: "foreign" }]);
  expect(readFileSync(join(prefix, ACTIVATE), "utf8")).toBe("echo mine\n");
});

it("shows with --dry-run what would go, and touches nothing", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const before = readTree(prefix);
  const { stdout } = runCommand(home, ["uninstall", "-p", prefix, "--dry-run"]);
  expect(stdout).toMatch(/^would be removed/);
  expect(readTree(prefix)).toEqual(before);
});

it("cleans up after an installation or a removal that was cut off", () => {
  const { home, prefix } = makeHome();
  const bare = readTree(prefix);
  runCommand(home, ["install", "-p", prefix]);
  rmSync(join(prefix, ACTIVATE));
  writeFileSync(join(prefix, `${RECORD}.999999999.conda-go-hooks-tmp`), "{");
  writeFileSync(join(prefix, `${ACTIVATE}.999999998.conda-go-hooks-tmp`), "half");
  expect(runCommand(home, ["uninstall", "-p", prefix]).status).toBe(0);
  expect(readTree(prefix)).toEqual(bare);
});

it.each([
  ["a path out of the prefix", (record: string) => record.replace(ACTIVATE, "../../victim.sh")],
  [
    "another folder",
    (record: string) => record.replace('"folders": [', '"folders": ["conda-meta",'),
  ],
  [
    "a newer version",
    (record: string) => record.replace('"schemaVersion": 1', '"schemaVersion": 2'),
    "newer-version",
  ],
  ["half of it", (record: string) => record.slice(0, 200)],
])("refuses a record with %s and touches nothing", (_, spoil, code = "record-invalid") => {
  const { home, prefix } = makeHome();
  writeFileSync(join(home, "victim.sh"), "");
  runCommand(home, ["install", "-p", prefix]);
  writeFileSync(join(prefix, RECORD), spoil(readFileSync(join(prefix, RECORD), "utf8")));
  const before = readTree(home);
  for (const command of ["uninstall", "install", "status"]) {
    const { json, status } = runCommand(home, [command, "-p", prefix, "--json"]);
    expect(json.environments[0].error.code).toBe(code);
    expect(status).toBe(2);
  }
  expect(readTree(home)).toEqual(before);
});

it("refuses a frozen environment", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  writeFileSync(join(prefix, "conda-meta", "frozen"), "{}");
  const before = readTree(prefix);
  expect(
    runCommand(home, ["uninstall", "-p", prefix, "--json"]).json.environments[0].error.code,
  ).toBe("environment-frozen");
  expect(readTree(prefix)).toEqual(before);
});

it.each([
  ["with --override-frozen", ["--override-frozen"], ""],
  ["where conda does not protect it", [], "protect_frozen_envs: false"],
])("changes a frozen environment %s", (_, options, condarc) => {
  const { home, prefix } = makeHome();
  writeFileSync(join(prefix, "conda-meta", "frozen"), "{}");
  writeFileSync(join(home, ".condarc"), condarc);
  const before = readTree(prefix);
  for (const command of ["install", "uninstall"])
    expect(runCommand(home, [command, "-p", prefix, ...options]).status).toBe(0);
  expect(readTree(prefix)).toEqual(before);
});

it("names what Go has left there, and --purge removes it: read-only, and no more than that", () => {
  const { home, prefix } = makeHome();
  const outside = join(home, "outside");
  const make = (file: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "12345");
  };
  const fill = () => {
    make(join(prefix, "gopath/pkg/mod/m@v1.0.0/a.go"));
    make(join(prefix, ".cache/go-build", BUILD));
    symlinkSync(outside, join(prefix, "gopath/pkg/mod/m@v1.0.0/link"));
    chmodSync(join(prefix, "gopath/pkg/mod/m@v1.0.0"), 0o555);
  };
  make(join(outside, "mine"));
  make(join(prefix, "gopath/src/mine/main.go"));
  make(join(prefix, ".cache/other/x"));
  const bare = readTree(home);
  runCommand(home, ["install", "-p", prefix]);
  appendFileSync(join(prefix, ACTIVATE), "#");
  runCommand(home, ["install", "-p", prefix, "--force"]);
  fill();
  const filled = readTree(home);
  const paths = (remains: { path: string }[]) => remains.map(({ path }) => path).slice(0, 2);
  const all = ["gopath/pkg", ".cache/go-build"];
  const look = runCommand(home, ["uninstall", "-p", prefix, "--dry-run", "--purge", "--json"]);
  expect(paths(look.json.environments[0].purged)).toEqual(all);
  expect(look.json.environments[0].purged).toHaveLength(3);
  expect(readTree(home)).toEqual(filled);

  const { stdout } = runCommand(home, ["uninstall", "-p", prefix]);
  expect(stdout).toContain("left behind: .cache/go-build (5 bytes)");
  expect(stdout).toContain("add --purge");
  const purge = runCommand(home, ["uninstall", "-p", prefix, "--purge", "--json"]);
  expect(purge.json.environments[0]).toMatchObject({ action: "absent", left: [], error: null });
  const after = readTree(home);
  for (const path of Object.keys(after)) if (/envs.myenv.etc/.test(path)) delete after[path];
  expect(after).toEqual(bare);

  runCommand(home, ["install", "-p", prefix]);
  fill();
  runCommand(home, ["uninstall", "-p", prefix, "--purge"]);
  expect(existsSync(join(prefix, "gopath/pkg"))).toBe(false);
  expect(readFileSync(join(outside, "mine"), "utf8")).toBe("12345");
});

it.each([
  ["GOCACHE", "{prefix}/.cache/", [".cache/pip/x", ".cache/README", ".cache/00/mine"], [BUILD]],
  [
    "GOCACHE",
    "{prefix}/work",
    ["work/thesis/x", "work/fuzz/x", "work/01/x", "work/cache/x"],
    ["trim.txt", "testexpire.txt", `fuzz/m/FuzzX/${"0".repeat(16)}`],
  ],
  [
    "GOMODCACHE",
    "{prefix}/work//",
    ["work/thesis/x", "work/paper@v2/x", "work/cache/x"],
    ["cache/download/m/@v/v1.0.0.zip", "cache/lock", "m.org/!a/b@v1.0.0+incompatible/x"],
  ],
  [
    "GOPATH",
    "{prefix}/work/",
    ["work/src/x", "work/pkg/x", "work/bin/x", "work/pkg/mod/x"],
    ["pkg/sumdb/x/latest", "pkg/linux_amd64/m/x.a", "pkg/mod/m@v1.0.0/x"],
  ],
])("purges of %s=%s what Go has written, and leaves the user's own", (name, value, own, gos) => {
  const { home, prefix } = makeHome();
  const make = (path: string) => {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), "12345");
  };
  const keep = ["GOPATH", "GOCACHE", "GOMODCACHE"].filter((other) => other !== name);
  for (const path of own) make(path);
  const before = readTree(prefix);
  const options = keep.flatMap((other) => ["--keep", other]);
  runCommand(home, ["install", "-p", prefix, "--set", `${name}=${value}`, ...options]);
  for (const path of gos) make(`${value.replace(/^\{prefix\}\/|\/+$/g, "")}/${path}`);
  const { json } = runCommand(home, ["uninstall", "-p", prefix, "--purge", "--json"]);
  const [{ purged }] = json.environments;
  const bytes = purged.reduce((sum: number, one: { bytes: number }) => sum + one.bytes, 0);
  expect(bytes).toBe(5 * gos.length);
  expect(readTree(prefix)).toEqual(before);
});

it.skipIf(process.getuid?.() !== 0)(
  "names the folder that it may not purge, and has taken out the hooks",
  () => {
    const { home, prefix } = makeHome();
    runCommand(home, ["install", "-p", prefix]);
    const locked = join(prefix, "gopath/pkg/mod/m@v1.0.0");
    mkdirSync(locked, { recursive: true });
    writeFileSync(join(locked, "x"), "");
    chmodSync(locked, 0o555);
    const nobody = 65534;
    spawnSync("chown", ["-R", `${nobody}`, home]);
    spawnSync("chown", ["0", locked]);
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const args = [cli, "uninstall", "-p", prefix, "--purge", "--json"];
    const env = { PATH: "/usr/bin:/bin", HOME: home };
    const { stdout } = spawnSync(process.execPath, args, {
      env,
      cwd: prefix,
      uid: nobody,
      encoding: "utf8",
    });
    const [{ error }] = JSON.parse(stdout).environments;
    expect(error).toMatchObject({ code: "file-system", where: locked });
    expect(existsSync(join(prefix, ACTIVATE))).toBe(false);
  },
);

it.each([
  [
    "leads through a link",
    "{prefix}/cache",
    (prefix: string, outside: string) => symlinkSync(outside, join(prefix, "cache")),
  ],
  ["leads out", "{prefix}/../outside", () => undefined],
  [
    "is conda's",
    "{prefix}/lib",
    (prefix: string) => {
      mkdirSync(join(prefix, "lib"));
      writeFileSync(join(prefix, "lib", "x"), "");
    },
  ],
  ["is the prefix", "{prefix}/.", () => undefined],
])("purges nothing where a setting %s", (_, value, make) => {
  const { home } = makeHome();
  const prefix = makeEnvironment(join(home, "myenv"));
  const outside = join(home, "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, "mine"), "");
  make(prefix, outside);
  const before = readTree(home);
  const set = ["GOCACHE", "GOMODCACHE"].flatMap((name) => ["--set", `${name}=${value}`]);
  runCommand(home, ["install", "-p", prefix, ...set, "--keep", "GOPATH"]);
  const { json } = runCommand(home, ["uninstall", "-p", prefix, "--purge", "--json"]);
  expect(json.environments[0]).toMatchObject({ purged: [], error: null });
  expect(readTree(home)).toEqual(before);
});

describeWith("with Go", "go", findProgram("go"), (go) => {
  it("purges all that Go has written, and the folders", { timeout: 120_000 }, () => {
    const { home, prefix } = makeHome();
    runCommand(home, ["install", "-p", prefix]);
    const project = join(home, "project");
    mkdirSync(project);
    writeFileSync(join(project, "go.mod"), "module m\n\ngo 1.19\n");
    writeFileSync(join(project, "main.go"), "package main\n\nfunc main() {}\n");
    const before = readTree(prefix);
    const env = {
      PATH: "/usr/bin:/bin",
      HOME: home,
      GOPATH: join(prefix, "gopath"),
      GOCACHE: join(prefix, ".cache/go-build"),
      GOFLAGS: "-modcacherw",
    };
    for (const args of [
      ["install", "."],
      ["vet", "."],
      ["clean", "-testcache"],
    ])
      expect(spawnSync(go, args, { cwd: project, env, encoding: "utf8" })).toMatchObject({
        status: 0,
      });
    expect(existsSync(join(prefix, "gopath/bin/m"))).toBe(true);
    runCommand(home, ["uninstall", "-p", prefix, "--purge"]);
    runCommand(home, ["install", "-p", prefix]);
    expect(readTree(prefix)).toEqual(before);
  });
});

describeWith("with bash", "bash", findProgram("bash"), (bash) => {
  it("prints what gives the saved values back where the environment is active, and it does", () => {
    const { home, prefix } = makeHome();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    writeFileSync(
      join(home, "npx"),
      `#!/bin/sh\nshift\nexec '${process.execPath}' '${cli}' "$@"\n`,
    );
    chmodSync(join(home, "npx"), 0o755);
    runCommand(home, ["install", "-p", prefix]);
    const script = `
      export PATH="${home}:$PATH" CONDA_PREFIX="${prefix}" GOFLAGS="it's mine"
      . "${join(prefix, FIRST)}"
      . "${join(prefix, ACTIVATE)}"
      npx conda-go-hooks uninstall -p "${prefix}" 2>"${home}/refused" && echo not refused
      npx conda-go-hooks uninstall -p "${prefix}" --force >"${home}/said"
      eval "$(sed -n 's/^  sh: //p' "${home}/said")"
      echo "$GOFLAGS|\${GOPATH-unset}|$(env | grep -c CONDA_GO_HOOKS)"`;
    const { stdout, stderr } = spawnSync(bash, ["--norc", "-c", script], {
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home },
    });
    expect(stderr).toBe("");
    expect(stdout).toBe("it's mine|unset|0\n");
    expect(readFileSync(join(home, "refused"), "utf8")).toContain("run conda deactivate first");
    // For this shell, and not for all.
    expect(readFileSync(join(home, "said"), "utf8").match(/conda-go-hooks render/g)).toHaveLength(
      1,
    );
  });
});
