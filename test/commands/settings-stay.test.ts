// install over settings that are there: what is typed changes itself alone, and what is dropped is named.
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

/** An environment with these settings, and how to install over them. */
function makeInstalled(...settings: readonly string[]) {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "ml"));
  const install = (...more: readonly string[]) =>
    runCommand(home, ["install", "-p", prefix, "--shell", "sh", ...more]);
  expect(install(...settings).status).toBe(0);
  return { home, prefix, install };
}

const SHARED = ["--profile", "shared-cache", "--set", "GOPRIVATE=corp.example"] as const;

it("changes nothing but what is typed, and says from what to what", () => {
  const { home, prefix, install } = makeInstalled(...SHARED);
  const { stdout, status } = install("--set", "GOPROXY=https://me:secret@proxy.example");
  expect(status).toBe(0);
  expect(stdout).toContain("profile shared-cache, changes GOPROXY\n");
  expect(stdout).toContain("  GOPROXY  keep -> https://***@proxy.example\n");
  expect(stdout).not.toContain("GOPRIVATE");
  const { json } = runCommand(home, ["status", "-p", prefix, "--json"]);
  expect(json.environments[0]).toMatchObject({
    profile: "shared-cache",
    changed: ["GOPROXY", "GOPRIVATE"],
    settings: { GOPRIVATE: { action: "set", value: "corp.example" } },
  });
});

it("knows a setting that is typed again, and adds a flag once", () => {
  const { install } = makeInstalled();
  for (const more of [["--set", "GOPROXY=off"], ["--append", "GOFLAGS=-race"], ["--cgo"]]) {
    expect(install(...more, "--json").json.environments[0].action).toBe("updated");
    expect(install(...more, "--json").json.environments[0].action).toBe("unchanged");
  }
  const { settings } = install("--append", "GOFLAGS=-v", "--json").json.environments[0];
  expect(settings.GOFLAGS.append).toEqual(["-modcacherw", "-race", "-v"]);
  expect(install("--keep", "GOFLAGS", "--json").json.environments[0].settings).toMatchObject({
    GOFLAGS: { action: "keep" },
    GOPROXY: { action: "set", value: "off" },
  });
});

it("knows a flag again that names the prefix, or that the profile adds", () => {
  const { prefix, install } = makeInstalled();
  const flag = ["--append", `GOFLAGS=-modfile=${prefix}/x.mod`];
  for (const action of ["updated", "unchanged", "unchanged"]) {
    const [report] = install(...flag, "--json").json.environments;
    expect(report).toMatchObject({ action, related: ["GOFLAGS"] });
    expect(report.settings.GOFLAGS.append).toEqual(["-modcacherw", "-modfile={prefix}/x.mod"]);
  }
});

it("counts no flag as a change that the profile adds", () => {
  const { home, prefix } = makeInstalled("--append", "GOFLAGS=-modcacherw");
  const { json } = runCommand(home, ["status", "-p", prefix, "--json"]);
  expect(json.environments[0]).toMatchObject({ state: "installed", changed: [] });
});

it.each([
  [["--profile", "shared-cache"], "shared-cache"],
  [["--reset"], "isolated"],
])("starts afresh with %s, and names what it drops", (options, profile) => {
  const { install } = makeInstalled(...SHARED);
  const { stdout } = install(...options, "--dry-run");
  expect(stdout).toContain("drops --set GOPRIVATE=corp.example");
  const [report] = install(...options, "--json").json.environments;
  expect(report).toMatchObject({ profile, dropped: ["--set GOPRIVATE=corp.example"] });
  expect(report.settings).not.toHaveProperty("GOPRIVATE");
});

it("names what it drops as one types it", () => {
  const { install } = makeInstalled("--append", "CGO_LDFLAGS='-L{prefix}/lib' -lm");
  const [dropped] = install("--reset", "--json").json.environments[0].dropped;
  const { stdout } = spawnSync("/bin/sh", ["-c", `printf '%s\n' ${dropped}`], { encoding: "utf8" });
  expect(stdout).toBe("--append\nCGO_LDFLAGS='-L{prefix}/lib' -lm\n");
});

it("counts in a list what is unlike the profile", () => {
  const { home } = makeInstalled(...SHARED, "--keep", "GOCACHE", "--keep", "GOPATH");
  const { stdout } = runCommand(home, ["list"], { CONDA_ENVS_DIRS: join(home, "envs") });
  expect(stdout).toMatch(/ installed +shared-cache\+2 /);
});

it("refuses a module cache that holds the environment, and changes nothing", () => {
  const { home, prefix, install } = makeInstalled();
  mkdirSync(join(home, "conda-meta"));
  makeEnvironment(join(home, "other"));
  symlinkSync(prefix, join(home, "link"));
  symlinkSync(prefix, join(prefix, "link"));
  const before = readTree(home);
  const folders = ["envs", "", "link", "link/bin", "pkgs", "bin", "other", "other/lib"];
  for (const folder of [
    ...folders.map((name) => join(home, name)),
    prefix,
    `${dirname(prefix)}//${basename(prefix)}/bin`,
    "{prefix}/link",
    "{prefix}/condabin",
    "{prefix}//bin/",
  ]) {
    const { stderr, status } = install("--set", `GOMODCACHE=${folder}`);
    expect(stderr).toContain("go clean -modcache");
    expect(status).toBe(2);
  }
  expect(readTree(home)).toEqual(before);
  for (const folder of [join(home, "pkgs", "gomod"), join(home, "gomod"), "{prefix}/lib/gomod"])
    expect(install("--set", `GOMODCACHE=${folder}`, "--dry-run").status).toBe(0);
});

it("refuses a module cache that holds conda's own folder, and the folders of a root that has no conda-meta", () => {
  const { home, prefix } = makeInstalled();
  const root = makeEnvironment(join(makeFolder(), "opt", "mamba"));
  for (const folder of [join(home, "pkgs"), dirname(root)]) {
    const args = ["install", "-p", prefix, "--set", `GOMODCACHE=${folder}`];
    const { stderr, status } = runCommand(home, args, { MAMBA_ROOT_PREFIX: root });
    expect(stderr).toContain("go clean -modcache");
    expect(status).toBe(2);
  }
});
