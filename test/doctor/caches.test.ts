// What doctor says of the folders in which Go keeps modules and builds.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { describeWithGo } from "../go/real-go.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeHome } from "../setup/environments.js";
import { writeModule } from "../setup/module-proxy.js";
import { describeWith } from "../setup/programs.js";
import { askDoctor, type Played, type SetupCase, stageSetup, testSetups } from "./judge-setup.js";

const LIB = "module example.com/lib\n\ngo 1.18\n";
const USES_LIB = {
  "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire example.com/lib v1.0.0\n",
};
const CODES = /^(?:module-cache-|cache-not-|build-cache-|prefix-in-proxy)/;

const writeProxy = ({ home }: Played) =>
  writeModule(join(home, "proxy"), "example.com/lib", "v1.0.0", { "go.mod": LIB });

/** Has go download a module. @param flags as they are then */
function fill(played: Played, flags = ""): void {
  writeProxy(played);
  const download = `GOFLAGS=${flags} GOPROXY=file://{home}/proxy go mod download`;
  const { code, stderr } = played.type(download);
  expect(code, stderr).toBe(0);
}

const holds = (title: string, more: Partial<SetupCase>): SetupCase => ({
  title,
  code: "module-cache-holds",
  level: "error",
  active: true,
  show: "true",
  fails: false,
  ...more,
});

testSetups("a module cache with what is not Go's, of Go", [
  holds("the prefix itself", { env: { GOMODCACHE: "{prefix}" } }),
  holds("the prefix by a roundabout way", { env: { GOMODCACHE: "{prefix}/x/..//" } }),
  holds("the folder above", { env: { GOMODCACHE: "{home}/envs" } }),
  holds("conda's own folder", { env: { GOMODCACHE: "{prefix}/lib" } }),
  holds("an environment that is not active", { active: false, env: { GOMODCACHE: "{prefix}" } }),
  holds("the home", { active: false, env: { GOMODCACHE: "{home}" } }),
  holds("the root", { active: false, env: { GOMODCACHE: "/" } }),
  holds("the project", { active: false, env: { GOMODCACHE: "{project}" } }),
  holds("the prefix behind a link", {
    prepare: ({ home }) => symlinkSync(join(home, "envs"), join(home, "link")),
    env: { GOMODCACHE: "{home}/link/myenv" },
  }),
  holds("what go env -w has written", { goenv: "GOMODCACHE={prefix}\n" }),
]);

describeWithGo("a module cache that is the prefix, of Go", (go) => {
  it("is deleted with all that is in it, and of a link only the link", () => {
    const played = stageSetup({ env: { GOMODCACHE: "{prefix}" } }, go);
    expect(played.type("go clean -modcache").code).toBe(0);
    expect(existsSync(played.prefix)).toBe(false);
    const linked = stageSetup({ env: { GOMODCACHE: "{home}/link" } }, go);
    symlinkSync(linked.prefix, join(linked.home, "link"));
    expect(askDoctor(linked).filter(({ code }) => CODES.test(code))).toEqual([]);
    expect(linked.type("go clean -modcache").code).toBe(0);
    expect(existsSync(linked.prefix)).toBe(true);
  });
});

const REMOVE = "cp -a '{prefix}/gopath' '{home}'/copy.$$ && rm -rf '{home}'/copy.$$";

testSetups("a module cache, of Go", [
  {
    title: "with modules from before -modcacherw",
    code: "module-cache-read-only",
    level: "warning",
    active: true,
    isPlain: true,
    files: USES_LIB,
    env: { GOPATH: "{prefix}/gopath", GOSUMDB: "off" },
    prepare: (played) => fill(played),
    show: REMOVE,
  },
  {
    title: "with a toolchain",
    code: "module-cache-read-only",
    level: "warning",
    active: true,
    isPlain: true,
    env: { GOPATH: "{prefix}/gopath" },
    prepare: ({ prefix }) => {
      const name = "golang.org/toolchain@v0.0.1-go1.99.0.linux-amd64";
      const folder = join(prefix, "gopath", "pkg", "mod", name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "go.mod"), "");
      chmodSync(folder, 0o555);
    },
    show: REMOVE,
  },
  {
    title: "of somebody else",
    code: "cache-not-writable",
    level: "warning",
    isPlain: true,
    files: USES_LIB,
    env: { GOMODCACHE: "{home}/theirs", GOSUMDB: "off", GOPROXY: "file://{home}/proxy" },
    prepare: (played) => {
      writeProxy(played);
      mkdirSync(join(played.home, "theirs"), { mode: 0o555 });
    },
    show: "go mod download",
  },
  {
    title: "of somebody else, with a module in it",
    code: "cache-not-writable",
    level: "warning",
    isPlain: true,
    files: USES_LIB,
    env: { GOMODCACHE: "{home}/theirs", GOSUMDB: "off", GOPROXY: "file://{home}/proxy" },
    prepare: (played) => {
      fill(played);
      const lib = { "go.mod": LIB.replace("lib", "more") };
      writeModule(join(played.home, "proxy"), "example.com/more", "v1.0.0", lib);
      played.type("chmod -R a-w {home}/theirs");
    },
    show: "go mod download example.com/more@v1.0.0",
  },
  {
    title: "of builds, of somebody else",
    code: "cache-not-writable",
    level: "error",
    isPlain: true,
    env: { GOCACHE: "{home}/theirs/builds" },
    prepare: ({ home }) => mkdirSync(join(home, "theirs"), { mode: 0o555 }),
    show: "go list -deps .",
  },
  ...["a#b", "a%zb"].map(
    (environment): SetupCase => ({
      title: `in ${environment}, which no URL can hold`,
      code: "prefix-in-proxy",
      level: "error",
      environment,
      active: true,
      files: USES_LIB,
      env: {
        GOPATH: "{prefix}/gopath",
        GOSUMDB: "off",
        GOPROXY: "file:///{prefix}/gopath/pkg/mod/cache/download,off",
      },
      prepare: (played) => fill(played, "-modcacherw"),
      show: "go mod download",
    }),
  ),
]);

describeWithGo("a set-up with nothing wrong in its caches, of Go", (go) => {
  it.each(["isolated", "shared-cache", "offline", "direct"])("%s", (profile) => {
    const env = { GOSUMDB: "off" };
    const played = stageSetup({ active: true, isPlain: true, files: USES_LIB, env }, go);
    const installed = played.type(`npx conda-go-hooks install -p {prefix} --profile ${profile}`);
    expect(installed.code, installed.stderr).toBe(0);
    writeProxy(played);
    const filled = played.type(
      'for hook in {prefix}/etc/conda/activate.d/*.sh; do . "$hook"; done; GOPROXY=file://{home}/proxy go mod download',
    );
    expect(filled.code, filled.stderr).toBe(0);
    const found = askDoctor(played, ["-p", played.prefix]);
    expect(found.filter(({ code }) => CODES.test(code))).toEqual([]);
  });

  it("none set, with a module that is read-only in the user's own cache", () => {
    const played = stageSetup(
      { active: true, isPlain: true, files: USES_LIB, env: { GOSUMDB: "off" } },
      go,
    );
    fill(played);
    expect(askDoctor(played).filter(({ code }) => CODES.test(code))).toEqual([]);
    // Where one looks at what is in there, no project would be lost.
    const at = "cd {home}/go/pkg/mod/example.com/lib@v1.0.0; npx conda-go-hooks doctor --json";
    expect(played.type(at).stdout).not.toContain("module-cache-holds");
  });
});

const nobody = 65534;
describeWith("a plain user", "root, and so the right to be somebody else", isRoot(), () => {
  it("removes the environment after what doctor says, and not before", () => {
    const { home, prefix } = makeHome();
    runCommand(home, ["install", "-p", prefix]);
    const module = join(prefix, "gopath/pkg/mod/example.com/m@v1.0.0/sub");
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, "m.go"), "");
    spawnSync("chown", ["-R", `${nobody}:${nobody}`, home]);
    chmodSync(module, 0o555);
    chmodSync(join(module, ".."), 0o555);
    const as = (program: string, ...args: string[]) =>
      spawnSync(program, args, {
        uid: nobody,
        gid: nobody,
        cwd: home,
        env: { PATH: "/usr/bin:/bin", HOME: home },
        encoding: "utf8",
      });
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const ask = () =>
      JSON.parse(as(process.execPath, cli, "doctor", "-p", prefix, "--json").stdout).findings;
    expect(as("rm", "-rf", join(prefix, "gopath")).status).toBe(1);
    const [{ code, commands }] = ask();
    expect(code).toBe("module-cache-read-only");
    for (const command of commands) expect(as("sh", "-c", command).status).toBe(0);
    expect(ask()).toEqual([]);
    expect(as("rm", "-rf", prefix).status).toBe(0);
  });
});

function isRoot(): true | null {
  return process.getuid?.() === 0 ? true : null;
}

describeWith("a small disk", "right to mount one", isRoot(), () => {
  it("is told of where builds are kept, and nothing where there is room", () => {
    const disk = makeFolder();
    const options = ["-t", "tmpfs", "-o", "size=20m", "none", disk];
    expect(spawnSync("mount", options).status).toBe(0);
    try {
      const home = makeFolder();
      const ask = (GOCACHE: string) =>
        runCommand(home, ["doctor", "--json"], { GOCACHE }).json.findings;
      expect(ask(join(disk, "builds"))).toMatchObject([
        { code: "build-cache-disk-full", level: "warning", file: join(disk, "builds") },
      ]);
      expect(ask(join(home, "builds"))).toEqual([]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});

it("a module cache that holds the home or another environment is refused at installation", () => {
  const { home, prefix } = makeHome();
  const other = makeEnvironment(join(makeFolder(), "other"));
  writeFileSync(join(home, "environments"), "");
  mkdirSync(join(home, ".conda"));
  writeFileSync(join(home, ".conda", "environments.txt"), `${other}\n`);
  for (const folder of [home, join(other, ".."), other, prefix, join(prefix, ".."), "/"]) {
    const args = ["install", "-p", prefix, "--set", `GOMODCACHE=${folder}`, "--json"];
    const { json } = runCommand(home, args);
    const error = json.error ?? json.environments[0].error;
    expect(error, folder).toMatchObject({ code: "setting-invalid" });
  }
});
