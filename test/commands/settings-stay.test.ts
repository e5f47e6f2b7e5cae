// install over settings that are there: what is typed changes itself alone, and what is dropped is named.
import { join } from "node:path";
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

it("counts in a list what is unlike the profile", () => {
  const { home } = makeInstalled(...SHARED, "--keep", "GOCACHE", "--keep", "GOPATH");
  const { stdout } = runCommand(home, ["list"], { CONDA_ENVS_DIRS: join(home, "envs") });
  expect(stdout).toMatch(/ installed +shared-cache\+2 /);
});

it("refuses a module cache that holds the environment, and changes nothing", () => {
  const { home, prefix, install } = makeInstalled();
  const before = readTree(home);
  for (const folder of [join(home, "envs"), home, prefix]) {
    const { stderr, status } = install("--set", `GOMODCACHE=${folder}`);
    expect(stderr).toContain("go clean -modcache");
    expect(status).toBe(2);
  }
  expect(readTree(home)).toEqual(before);
});
