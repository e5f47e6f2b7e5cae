// Hooks for cmd.exe as the command installs them on Windows, run in conda's own order; and what a Go for Windows makes of them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseEnvironment } from "../sessions/play.js";
import { makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";
import { writeModule } from "../setup/module-proxy.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeWithWindowsGo, runOnWindows } from "./windows-node.js";

const USER = {
  GOPATH: "C:\\Users\\you\\go",
  GOFLAGS: "-v -x",
  GOPROXY: "https://proxy.example,direct",
};

describeWithWindowsGo("the hooks", (node, go) => {
  it("give an environment its Go in cmd.exe, and the user's own back", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "envs", "a (b) & c"));
    const args = ["-p", toWindowsPath(prefix), "--profile", "direct", "--append", "GOFLAGS=-x"];
    const [installed] = await runOnWindows(node, home, [{ args: ["install", ...args] }]);
    expect(installed?.status, installed?.stderr).toBe(0);

    // conda sorts what it activates, and deactivates the other way round.
    const scripts = (phase: string) => {
      const folder = join(prefix, "etc", "conda", `${phase}.d`);
      const names = readdirSync(folder)
        .filter((name) => name.endsWith(".bat"))
        .sort();
      return (phase === "activate" ? names : names.reverse()).map(
        (name) => `@call "${toWindowsPath(join(folder, name))}"`,
      );
    };
    const program = `"${toWindowsPath(join(go, "bin", "go.exe"))}"`;
    const look = (label: string) => [
      `@set > ${label}`,
      `@${program} env -json GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN > ${label}.json`,
    ];
    const lines = [
      ...look("before"),
      `@set "CONDA_PREFIX=${toWindowsPath(prefix)}"`,
      ...scripts("activate"),
      ...look("inside"),
      ...scripts("deactivate"),
      '@set "CONDA_PREFIX="',
      ...look("after"),
    ];
    expect(lines.filter((line) => line.startsWith("@call"))).not.toEqual([]);
    writeFileSync(join(home, "session.bat"), `${lines.join("\r\n")}\r\n`);
    const cmd = {
      program: "C:\\windows\\system32\\cmd.exe",
      args: ["/d", "/c", "session.bat"],
    };
    const [ran] = await runOnWindows(node, home, [{ ...cmd, env: { ...USER, GOENV: "off" } }]);
    expect(ran).toMatchObject({ status: 0, stdout: "", stderr: "" });

    const [before, inside, after] = ["before", "inside", "after"].map((label) => ({
      env: parseEnvironment(readFileSync(join(home, label), "utf8").replaceAll("\r\n", "\0")),
      go: JSON.parse(readFileSync(join(home, `${label}.json`), "utf8")),
    }));
    expect(after).toEqual(before);
    expect(before?.go).toMatchObject(USER);
    const below = (path: string) => toWindowsPath(join(prefix, path));
    const paths = Object.fromEntries(
      ["GOPATH", "GOMODCACHE", "GOCACHE", "GOBIN"].map((name) => [
        name,
        inside?.go[name].replaceAll("/", "\\"),
      ]),
    );
    expect(paths).toEqual({
      GOPATH: below("gopath"),
      GOMODCACHE: below("gopath/pkg/mod"),
      GOCACHE: below(".cache/go-build"),
      GOBIN: below("bin"),
    });
    expect(inside?.go.GOFLAGS).toBe("-v -x -modcacherw -mod=mod -trimpath");
    expect(inside?.go.GOPROXY).toBe("direct");
  });

  it("give an environment that is offline what is in its module cache", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "envs", "a (b) & c"));
    const LIB = "module example.com/lib\n\ngo 1.18\n";
    writeModule(join(home, "proxy"), "example.com/lib", "v1.0.0", { "go.mod": LIB });
    writeFiles(join(home, "m"), { "go.mod": "module example.com/m\n\ngo 1.18\n" });
    const at = ["-p", toWindowsPath(prefix), "--shell", "cmd", "--json"];
    const offline = { args: ["install", ...at, "--profile", "offline"] };
    const [installed] = await runOnWindows(node, home, [offline]);
    const { settings } = JSON.parse(installed?.stdout ?? "").environments[0];
    const own = Object.fromEntries(
      ["GOPATH", "GOMODCACHE", "GOPROXY", "GONOPROXY"].map((name) => [
        name,
        settings[name].value.replace("{prefix}", () => toWindowsPath(prefix)),
      ]),
    );
    const env = { ...own, GOENV: "off", GOSUMDB: "off", GOTOOLCHAIN: "local", GOTELEMETRY: "off" };
    const get = (GOPROXY: string | undefined) => ({
      program: toWindowsPath(join(go, "bin", "go.exe")),
      args: ["list", "-m", "-json", "example.com/lib@latest"],
      cwd: toWindowsPath(join(home, "m")),
      env: { ...env, ...(GOPROXY !== undefined && { GOPROXY }) },
    });
    const [empty, filled, off, found] = await runOnWindows(node, home, [
      get(undefined),
      get(`file:///${toWindowsPath(join(home, "proxy"))}`),
      get("off"),
      get(undefined),
    ]);
    const REFUSED = "module lookup disabled by GOPROXY=off";
    expect(empty?.stderr).toContain(REFUSED);
    expect(filled?.status, filled?.stderr).toBe(0);
    expect(off?.stderr).toContain(REFUSED);
    expect(found?.status, found?.stderr).toBe(0);
    expect(JSON.parse(found?.stdout ?? "")).toMatchObject({ Version: "v1.0.0" });
  });
});
