// Folders of Go's that cannot be used, or are others than is meant; no go, or another one.
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { describeWithGo, goVersions } from "../go/real-go.js";
import type { Files } from "../setup/environments.js";
import { askDoctor, judgeSetup, type SetupCase, stageSetup, testSetups } from "./judge-setup.js";

const AT_V1 = "proxy/example.com/a/@v";
/** A module to download, in a proxy that is a folder. */
const needsModule = {
  files: { "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire example.com/a v1.0.0\n" },
  home: {
    [`${AT_V1}/v1.0.0.info`]: '{"Version":"v1.0.0"}\n',
    [`${AT_V1}/v1.0.0.mod`]: "module example.com/a\n",
    [`${AT_V1}/v1.0.0.zip`]: Buffer.from(
      "UEsDBBQAAAAAAAAAIQC8PvQjFQAAABUAAAAbAAAAZXhhbXBsZS5jb20vYUB2MS4wLjAvZ28ubW9kbW9kdWxlIGV4YW1wbGUuY29tL2EKUEsBAhQDFAAAAAAAAAAhALw+9CMVAAAAFQAAABsAAAAAAAAAAAAAAIABAAAAAGV4YW1wbGUuY29tL2FAdjEuMC4wL2dvLm1vZFBLBQYAAAAAAQABAEkAAABOAAAAAAA=",
      "base64",
    ),
  } as Files,
  show: "go mod download",
} as const;
const FROM_PROXY = {
  GOPROXY: "file://{home}/proxy",
  GOSUMDB: "off",
  GOFLAGS: "-modcacherw",
};

const build = "go vet .";
const isError = { level: "error" as const, show: build };
const isWarning = { level: "warning" as const, fails: false };
const file: Files = { afile: "" };

testSetups("a folder of Go's, in Go", [
  ...["rel", "/abs:rel"].map(
    (GOPATH): SetupCase => ({
      title: `GOPATH ${GOPATH}`,
      code: "path-relative",
      ...isError,
      env: { GOPATH },
    }),
  ),
  ...["~/go", "/abs:~/go"].map(
    (GOPATH): SetupCase => ({
      title: `GOPATH ${GOPATH}`,
      code: "path-tilde",
      ...isError,
      env: { GOPATH },
    }),
  ),
  {
    title: "GOPATH in the file of go env -w",
    code: "path-relative",
    ...isError,
    goenv: "GOFLAGS=-v\nGOPATH=rel\n",
  },
  {
    title: "GOCACHE",
    code: "path-relative",
    ...isError,
    env: { GOCACHE: "rel" },
  },
  { title: "GOCACHE", code: "path-tilde", ...isError, env: { GOCACHE: "~/x" } },
  {
    title: "GOBIN",
    code: "path-relative",
    ...isError,
    env: { GOBIN: "rel" },
    show: "go install .",
  },
  { title: "GOBIN", code: "path-tilde", ...isError, env: { GOBIN: "~/bin" }, show: "go install ." },
  { title: "GOTMPDIR", code: "path-tilde", ...isError, env: { GOTMPDIR: "~/x" } },
  ...["off", "~/x"].map(
    (GOMODCACHE): SetupCase => ({
      title: `GOMODCACHE ${GOMODCACHE}`,
      code: GOMODCACHE.startsWith("~") ? "path-tilde" : "path-relative",
      level: "error",
      env: { ...FROM_PROXY, GOMODCACHE },
      ...needsModule,
    }),
  ),
  { title: "GOWORK", code: "path-relative", ...isError, env: { GOWORK: "rel/go.work" } },
  {
    title: "GOWORK in the file of go env -w",
    code: "path-relative",
    ...isError,
    goenv: "GOWORK=rel\n",
  },
  { title: "GOCACHE", code: "gocache-off", ...isError, env: { GOCACHE: "off" } },
  ...["GOENV", "GOTMPDIR"].map(
    (name): SetupCase => ({
      title: name,
      code: "path-follows-folder",
      ...isWarning,
      env: { [name]: "." },
      show: "go env GOENV",
    }),
  ),
  {
    title: "a list as on Windows",
    code: "path-separator",
    ...isWarning,
    env: { GOPATH: "/a;/b" },
    show: "go env GOPATH",
  },
  ...[":{home}/gp", ":"].map(
    (GOPATH): SetupCase => ({
      title: GOPATH,
      code: "gopath-entry-empty",
      level: "error",
      env: { ...FROM_PROXY, GOPATH },
      ...needsModule,
    }),
  ),
  {
    title: "GOPATH",
    code: "gopath-is-goroot",
    ...isWarning,
    env: { GOPATH: "{go}/.." },
    show: build,
  },
  {
    title: "with a go.mod",
    code: "gopath-holds-module",
    level: "error",
    env: { GOPATH: "{home}/gp" },
    home: { "gp/go.mod": "module example.com/x\n" },
    show: "go mod tidy",
  },
  {
    title: "with a go.mod, by default",
    code: "gopath-holds-module",
    level: "error",
    home: { "go/go.mod": "module example.com/x\n" },
    show: "go mod tidy",
    stays: true,
  },
  {
    title: "a project in the folder for temporary files",
    code: "temp-holds-module",
    level: "error",
    env: { TMPDIR: "{project}" },
    show: "go mod tidy",
    stays: true,
  },
  {
    title: "GOCACHE",
    code: "path-not-folder",
    ...isError,
    env: { GOCACHE: "{home}/afile" },
    home: file,
  },
  {
    title: "GOBIN",
    code: "path-not-folder",
    ...isError,
    env: { GOBIN: "{home}/afile" },
    home: file,
    show: "go install .",
  },
  {
    title: "GOPATH",
    code: "path-not-folder",
    ...isError,
    env: { GOPATH: "{home}/afile" },
    home: file,
    show: "go install .",
  },
  {
    title: "GOMODCACHE",
    code: "path-not-folder",
    level: "error",
    env: { ...FROM_PROXY, GOMODCACHE: "{home}/afile" },
    ...needsModule,
    home: { ...needsModule.home, ...file },
  },
  ...["GOTMPDIR", "TMPDIR"].map(
    (name): SetupCase => ({
      title: name,
      code: "temp-missing",
      ...isError,
      env: { [name]: "{home}/nowhere" },
    }),
  ),
  {
    title: "GOTMPDIR that is a file",
    code: "temp-missing",
    ...isError,
    env: { GOTMPDIR: "{home}/afile" },
    home: file,
  },
  {
    title: "the cache",
    code: "xdg-relative",
    ...isError,
    env: { XDG_CACHE_HOME: "rel" },
    since: 24,
  },
  {
    title: "the settings",
    code: "xdg-relative",
    level: "warning",
    env: { XDG_CONFIG_HOME: "rel" },
    since: 24,
    show: "go env -w GOFLAGS=-v",
  },
  ...["XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(
    (name): SetupCase => ({
      title: name,
      code: "path-follows-folder",
      ...isWarning,
      env: { [name]: "rel" },
      until: 23,
      show: "go env GOENV GOCACHE",
    }),
  ),
  {
    title: "empty",
    code: "home-missing",
    ...isError,
    env: { HOME: "", XDG_CACHE_HOME: "" },
    stays: true,
  },
  {
    title: "empty, with a build cache",
    code: "home-missing",
    level: "error",
    env: { ...FROM_PROXY, HOME: "", GOCACHE: "{home}/gocache" },
    ...needsModule,
    stays: true,
  },
  {
    title: "relative",
    code: "home-missing",
    level: "error",
    env: { ...FROM_PROXY, HOME: "rel" },
    ...needsModule,
    stays: true,
  },
  {
    title: "GOBIN",
    code: "bin-not-on-path",
    ...isWarning,
    env: { GOBIN: "{home}/gobin" },
    show: "go install .",
  },
  {
    title: "bin of the GOPATH, once it is there",
    code: "bin-not-on-path",
    level: "info",
    fails: false,
    home: { "go/bin/x": "" },
    show: "go install .",
  },
]);

testSetups("the go command, in Go", [
  {
    title: "none",
    code: "go-missing",
    level: "error",
    env: { PATH: "{bin}" },
    show: "go version",
    stays: true,
  },
  {
    title: "that of the environment behind another",
    code: "go-behind",
    ...isWarning,
    active: true,
    env: { PATH: "{bin}:{go}:{prefix}/bin" },
    programs: ["envs/myenv/bin/go"],
    show: "go version",
  },
  {
    title: "a newer one behind",
    code: "go-behind",
    level: "info",
    fails: false,
    env: { PATH: "{bin}:{go}:{home}/sdk/bin" },
    home: { "sdk/VERSION": "go1.999.1\ntime 2050-01-01T00:00:00Z\n" },
    programs: ["sdk/bin/go"],
    show: "go version",
  },
  {
    title: "that is not there",
    code: "goroot-other",
    ...isError,
    env: { GOROOT: "{home}/go" },
  },
  {
    title: "in the file of go env -w",
    code: "goroot-other",
    ...isError,
    goenv: "GOROOT={home}/nowhere\n",
  },
  {
    title: "with no Go in it",
    code: "goroot-other",
    ...isError,
    env: { GOROOT: "{home}" },
  },
]);

describeWithGo("GOROOT and HOME, in Go", (go) => {
  const other = goVersions.find(({ minor }) => minor !== go.minor);
  it.skipIf(other === undefined)("is that of another go", () => {
    const GOROOT = dirname(dirname(other?.program ?? ""));
    const title = "of another go";
    judgeSetup({ title, code: "goroot-other", ...isError, env: { GOROOT } }, go);
  });

  it("is its own, and nothing is said", () => {
    const played = stageSetup({ env: { GOROOT: "{go}/.." } }, go);
    expect(played.type(build).code).toBe(0);
    expect(askDoctor(played)).toEqual([]);
  });

  it("is not set, and doctor names the one to set", () => {
    const [found] = askDoctor(stageSetup({}, go), [], ["unset HOME XDG_CACHE_HOME"]);
    expect([found?.code, ...(found?.commands ?? [])]).toEqual([
      "home-missing",
      expect.stringMatching(/^export HOME=\/\S+$/),
    ]);
  });
});

describeWithGo("a set-up in which nothing is wrong, in Go", (go) => {
  it.each<[string, Parameters<typeof stageSetup>[0]]>([
    ["with nothing set", {}],
    ["with lists and blanks", { env: { GOPATH: "{home}/my go:/b:", GOCACHE: "{home}/a:b c" } }],
    ["with a folder for building", { env: { GOTMPDIR: "{home}", GOENV: "off" } }],
    ["with GOBIN on the PATH", { env: { GOBIN: "{home}/b/", PATH: "{bin}:{go}:{home}/b" } }],
    [
      "with a module in another entry of GOPATH",
      { env: { GOPATH: "/a:{home}" }, home: { "go.mod": "module x\n" } },
    ],
    [
      "with the environment's own go",
      { active: true, env: { PATH: "{bin}:{prefix}/bin:{go}" }, programs: ["envs/myenv/bin/go"] },
    ],
    ["without HOME, where nothing needs it", { env: { HOME: "", GOPATH: "/a" } }],
  ])("%s", (_, one) => {
    // The go of an environment is one that ends with a complaint.
    const found = askDoctor(stageSetup(one, go)).filter(
      ({ code, level }) => code !== "go-no-answer" && level !== "info",
    );
    expect(found).toEqual([]);
  });
});
