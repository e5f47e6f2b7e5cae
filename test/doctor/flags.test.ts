// A GOFLAGS that breaks go commands or changes what they do, and what goes with it.
import { expect, it } from "vitest";
import { FLAGS } from "../../src/findings/codes/flags.js";
import { describeWithGo, goHome } from "../go/real-go.js";
import { askDoctor, stageSetup, testSetups } from "./judge-setup.js";

// Of all cases: what they compile takes long.
const GOCACHE = `${goHome}/cache`;

const WORK = { "go.work": "go 1.18\n\nuse .\n" };
const C = { "c.go": 'package main\n\nimport "C"\n' };

/** As conda does it after an installation. */
const AGAIN = [
  "deactivate.d/00-conda-go-hooks.sh",
  "activate.d/00-conda-go-hooks.sh",
  "activate.d/zz-conda-go-hooks.sh",
]
  .map((path) => `. '{prefix}/etc/conda/${path}'; `)
  .join("");

const UNKNOWN = { code: "flag-unknown", level: "error" } as const;

testSetups("the flags, in Go", [
  {
    ...UNKNOWN,
    title: "one that no go has, in this shell",
    env: { GOFLAGS: "-v -nosuch" },
    show: "go version",
  },
  {
    ...UNKNOWN,
    title: "one that no go has, in the file of go env -w",
    goenv: "GOFLAGS=-modcachrw -v\n",
    show: "go version",
  },
  {
    ...UNKNOWN,
    title: "one of a newer Go",
    env: { GOFLAGS: "-fixtool=x" },
    until: 24,
    show: "go version",
  },
  {
    ...UNKNOWN,
    title: "one that the hooks of the environment add to the user's own",
    active: true,
    env: {
      GOFLAGS: "-v -modcacherw -nosuch",
      _CONDA_GO_HOOKS_SAVED_GOFLAGS: "-v",
      _CONDA_GO_HOOKS_UNSET_GOFLAGS: "1",
    },
    before: ["npx conda-go-hooks install -p {prefix} --append GOFLAGS=-nosuch"],
    after: [AGAIN],
    show: `${AGAIN}go version`,
  },
  {
    code: "flag-syntax",
    level: "error",
    title: "one in two pieces",
    env: { GOFLAGS: "-mod readonly" },
    show: "go version",
  },
  {
    code: "flag-quoted",
    level: "error",
    title: "quotes, for a Go without",
    env: { GOFLAGS: "'-tags=a'" },
    until: 19,
    show: "go version",
  },
  {
    code: "flag-quote-open",
    level: "error",
    title: "an open quote",
    env: { GOFLAGS: "-v '-tags=a" },
    since: 20,
    show: "go version",
  },
  {
    code: "flag-quote-inside",
    level: "error",
    title: "a quote inside",
    env: { GOFLAGS: "-ldflags='-s -w'" },
    show: "go list",
  },
  {
    code: "flag-apart",
    level: "error",
    title: "the rest of another flag",
    env: { GOFLAGS: "-ldflags=-w -s" },
    show: "go list",
  },
  ...["-v=x", "-mod=foo", "-tags", "-buildmode=foo", "-compiler=x"].map((flag) => ({
    code: "flag-value" as const,
    level: "error" as const,
    title: flag,
    env: { GOFLAGS: flag },
    show: "go list",
  })),
  {
    code: "flag-harmful",
    level: "error",
    title: "-u",
    env: { GOFLAGS: "-u" },
    show: "go list",
  },
  {
    code: "flag-harmful",
    level: "error",
    title: "-C",
    env: { GOFLAGS: "-C=x" },
    since: 22,
    show: "go list",
  },
  ...["-f", "-m", "-versions"].map((flag) => ({
    code: "flag-harmful" as const,
    level: "error" as const,
    title: flag,
    env: { GOFLAGS: flag },
    show: "go list ./...",
  })),
  {
    code: "flag-harmful",
    level: "error",
    title: "-w",
    env: { GOFLAGS: "-w" },
    show: "go env GOPATH",
  },
  {
    code: "flag-harmful",
    level: "warning",
    title: "-cache",
    env: { GOFLAGS: "-cache" },
    show: "go version",
    fails: false,
  },
  {
    code: "flag-doubled",
    level: "warning",
    title: "another one later",
    env: { GOFLAGS: "-tags=a -v -tags=b" },
    show: "go version",
    fails: false,
  },
  {
    code: "flag-doubled",
    level: "info",
    title: "the same twice",
    goenv: "GOFLAGS=-v -v\n",
    show: "go version",
    fails: false,
  },
  {
    code: "flag-mod",
    level: "info",
    title: "-mod=mod",
    env: { GOFLAGS: "-mod=mod" },
    show: "go version",
    fails: false,
  },
  {
    code: "flag-without-cgo",
    level: "error",
    title: "-race",
    env: { GOFLAGS: "-race -v", CGO_ENABLED: "0" },
    show: "go list",
  },
  {
    code: "flag-modfile-in-workspace",
    level: "error",
    title: "-modfile",
    env: { GOFLAGS: "-modfile={project}/go.mod" },
    files: WORK,
    since: 22,
    show: "go list",
  },
  {
    code: "flag-modfile-missing",
    level: "error",
    title: "-modfile",
    env: { GOFLAGS: "-modfile={home}/x.mod" },
    show: "go list",
  },
  {
    code: "flag-quote-open",
    level: "error",
    title: "an open quote for C",
    env: { CGO_CFLAGS: "-O2 '-I" },
    files: C,
    show: "go env GOGCCFLAGS",
  },
  {
    code: "flag-quote-inside",
    level: "error",
    title: "a quote inside for C",
    env: { CGO_CFLAGS: "-DX='a b'", CGO_ENABLED: "1", GOCACHE },
    files: C,
    show: "go build",
  },
  {
    code: "compiler-leftover",
    level: "warning",
    title: "what a compiler package has left",
    env: { GOFLAGS: "-modcacherw -buildmode=pie -trimpath", GOOS: "linux", CGO_ENABLED: "1" },
    show: "go version",
    fails: false,
  },
  {
    code: "platform-foreign",
    level: "warning",
    title: "GOOS",
    env: { GOOS: "windows", GOCACHE },
    show: "go run .",
  },
  {
    code: "platform-foreign",
    level: "warning",
    title: "GOARCH",
    goenv: "GOARCH=s390x\n",
    env: { GOCACHE },
    show: "go run .",
  },
]);

describeWithGo("healthy flags, in Go", (go) => {
  it.each(["isolated", "shared-cache", "offline"])("are so with the hooks of %s", (profile) => {
    const env = { GOFLAGS: "-trimpath --tags=a,b -race=false", CGO_CFLAGS: "-O2 '-I/a b'" };
    const before = [`npx conda-go-hooks install -p {prefix} --profile ${profile}`];
    const played = stageSetup({ env, active: true, before }, go);
    const found = askDoctor(played).filter(({ code }) => code in FLAGS);
    expect(found).toEqual([]);
  });

  it("are so of a compiler package whose environment is active", () => {
    const env = {
      ...{ GOFLAGS: "-modcacherw -buildmode=pie -trimpath", CONDA_GO_COMPILER: "1" },
      ...{ GOOS: "linux", GOARCH: "s390x", CGO_ENABLED: "1" },
    };
    expect(askDoctor(stageSetup({ env }, go))).toEqual([]);
  });

  it("say nothing of -mod twice", () => {
    const env = { GOFLAGS: "-mod=mod" };
    const files = { "go.work": "go 1.18\n\nuse .\n" };
    const codes = askDoctor(stageSetup({ env, files }, go)).map(({ code }) => code);
    expect(codes).toEqual(["flag-mod-in-workspace"]);
  });
});
