// What people set for a replace by a folder, and what becomes of it without: the real go loads it in both cases.
import { expect, it } from "vitest";
import { describeWithGo } from "../go/real-go.js";
import type { Files } from "../setup/environments.js";
import { askDoctor, type SetupCase, stageSetup, testSetups } from "./judge-setup.js";

// Nothing listens there: whatever Go would ask on the network fails.
const NOBODY = "http://127.0.0.1:1";
const NO_NETWORK = { HTTPS_PROXY: NOBODY, HTTP_PROXY: NOBODY };

/** A module with a folder in place of another one, which lies above it, and a package that needs it. */
const REPLACED: Files = {
  "go.mod":
    "module example.com/m\n\ngo 1.18\n\nrequire example.com/a v0.0.0\n\nreplace example.com/a => ../a\n",
  "main.go": 'package main\n\nimport _ "example.com/a"\n\nfunc main() {}\n',
  "sub/sub.go": 'package sub\n\nimport _ "example.com/a"\n',
  "../a/go.mod": "module example.com/a\n",
  "../a/a.go": "package a\n",
};

const BELIEFS: readonly Pick<SetupCase, "title" | "env" | "goenv">[] = [
  { title: "no checksum database", env: { GOSUMDB: "off" } },
  { title: "no checksum database, by go env -w", goenv: "GOSUMDB=off\n" },
  { title: "a variable that does nothing", env: { GONOSUMCHECK: "1" } },
  { title: "-mod=mod", env: { GOFLAGS: "-mod=mod" } },
  { title: "-mod=mod among others", env: { GOFLAGS: "-v -mod=mod -trimpath" } },
  { title: "direct", env: { GOPROXY: "direct" } },
  { title: "private", env: { GOPRIVATE: "example.com/a" } },
  { title: "private among others", env: { GOPRIVATE: "corp.example,example.com/a" } },
];

// What Go loads for a build or a test: with and without what is set, offline, from each folder.
const LOAD = "go list -deps ./... && (cd sub && go list -deps -test .) && go list -m all";

testSetups("what a replace does not need, in Go", [
  ...BELIEFS.map(
    (one): SetupCase => ({
      ...one,
      env: { ...one.env, ...NO_NETWORK },
      code: "replace-needs-no-setting",
      level: "info",
      files: REPLACED,
      show: LOAD,
      fails: false,
      passes: true,
    }),
  ),
]);

describeWithGo("no belief is told, in Go", (go) => {
  it.each([
    ["where nothing is replaced", {}, { GOSUMDB: "off", GOPROXY: "direct", GOFLAGS: "-mod=mod" }],
    [
      "of settings that are none of these",
      REPLACED,
      {
        GOSUMDB: "sum.golang.org",
        GOPROXY: "off",
        GOFLAGS: "-mod=readonly",
        GOPRIVATE: "example.com",
      },
    ],
    ["without any", REPLACED, {}],
  ])("%s", (_, files, env) => {
    const found = askDoctor(stageSetup({ files, env: { ...NO_NETWORK, ...env } }, go));
    expect(found.filter(({ code }) => code === "replace-needs-no-setting")).toEqual([]);
  });
});
