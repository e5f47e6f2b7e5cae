// Settings of downloads that Go cannot use, or that do not do what they look like.
import { expect, it } from "vitest";
import { describeWithGo } from "../go/real-go.js";
import type { Files } from "../setup/environments.js";
import { askDoctor, type SetupCase, stageSetup, testSetups } from "./judge-setup.js";

const X = "go list -m example.com/x@v1.0.0";

/** A proxy for one module, and a project that requires it. */
const PUBLISHED: { readonly home: Files; readonly files: Files } = {
  home: {
    "proxy/example.com/x/@v/list": "v1.0.0\n",
    "proxy/example.com/x/@v/v1.0.0.info": '{"Version": "v1.0.0"}\n',
    "proxy/example.com/x/@v/v1.0.0.mod": "module example.com/x\n",
  },
  files: { "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire example.com/x v1.0.0\n" },
};
const PROXY = "file://{home}/proxy";
// Nothing listens there, and nothing leaves the machine.
const NOBODY = "http://127.0.0.1:1";
const NO_NETWORK = { HTTPS_PROXY: NOBODY, HTTP_PROXY: NOBODY };
/** The checksum database at an address where nobody answers. */
const NO_DATABASE = `sum.golang.org ${NOBODY}`;

/** Shows it by what Go says; for what becomes of a fetch once it goes to the network. */
const says = (command: string, words: string): string =>
  `${command} >said 2>&1; cat said; grep -q '${words}' said`;
const saysNot = (command: string, words: string): string =>
  `${command} >said 2>&1; cat said; ! grep -q '${words}' said`;

const ofProxy = (title: string, list: string): SetupCase => ({
  ...PUBLISHED,
  title,
  code: "proxy-invalid",
  level: "error",
  env: { GOPROXY: list, ...NO_NETWORK },
  goenv: `GOPROXY=${PROXY}\n`,
  show: X,
});

testSetups("GOPROXY, in Go", [
  ofProxy("no entries", " , "),
  ofProxy("a word", "none"),
  ofProxy("no host", "https://"),
  ofProxy("a port that is none", "https://127.0.0.1:port"),
  {
    ...ofProxy("a list in the file of go env -w", ""),
    env: NO_NETWORK,
    goenv: "GOPROXY=none\n",
    show: saysNot(X, "missing scheme"),
  },
  {
    ...PUBLISHED,
    title: "a proxy that is down before a comma",
    code: "proxy-stops",
    level: "info",
    env: { GOPROXY: `${NOBODY},${PROXY}` },
    show: X,
  },
  {
    title: "an empty list in the file of go env -w",
    code: "download-default-hidden",
    level: "error",
    env: NO_NETWORK,
    goenv: "GOPROXY=\n",
    since: 21,
    show: saysNot(X, "contains no entries"),
  },
  {
    ...PUBLISHED,
    title: "an empty database in the file of go env -w",
    code: "download-default-hidden",
    level: "error",
    env: { GOPROXY: PROXY, ...NO_NETWORK },
    goenv: "GOSUMDB=\n",
    since: 21,
    show: saysNot("go list -mod=mod -m all", "missing GOSUMDB"),
  },
]);

testSetups("private modules, in Go", [
  {
    title: "off, and yet fetched",
    code: "private-not-offline",
    level: "warning",
    env: { GOPROXY: "off", GOPRIVATE: "example.com", GOVCS: "public:git" },
    show: says(
      "PATH=$(dirname $(command -v go)) go list -m example.com/r.git@v1.0.0",
      "disabled by GOPROXY=off",
    ),
  },
  {
    title: "a list of files, and yet fetched",
    code: "private-not-offline",
    level: "warning",
    goenv: `GOPROXY=${PROXY}\nGOPRIVATE=example.com\n`,
    ...PUBLISHED,
    show: "go list -mod=mod -m example.com/x@v1.0.0",
    env: { GOVCS: "private:off", ...NO_NETWORK },
  },
  ...[
    ["a space behind the comma", "corp.example, example.com"],
    ["spaces in place of commas", "corp.example example.com"],
    ["an address", "https://example.com/"],
    ["an address with a user", "corp.example,https://you@example.com"],
  ].map(
    ([title = "", GOPRIVATE = ""]): SetupCase => ({
      title,
      code: "pattern-matches-nothing",
      level: title.includes("user") ? "warning" : "error",
      env: { GOPROXY: "off", GOPRIVATE, GOVCS: "*:off" },
      // It is private once Go would go to its repository.
      show: says("go list -m example.com/r.git@v1.0.0", "GOVCS disallows"),
    }),
  ),
  {
    title: "the dots of a package pattern",
    code: "pattern-matches-nothing",
    level: "warning",
    env: { GOPROXY: "off", GONOPROXY: "example.com/...", GOVCS: "*:off" },
    show: says("go list -m example.com/r.git@v1.0.0", "GOVCS disallows"),
  },
]);

testSetups("checksums, in Go", [
  ...["none", "sum.golang.org a b"].map(
    (GOSUMDB): SetupCase => ({
      ...PUBLISHED,
      title: GOSUMDB,
      code: "checksum-database-invalid",
      level: "error",
      env: { GOPROXY: PROXY, GOSUMDB },
      goenv: "GOSUMDB=off\n",
      show: "go list -mod=mod -m all",
    }),
  ),
  {
    title: "off for all",
    code: "checksum-database-off",
    level: "warning",
    env: { GOSUMDB: "off", GOTOOLCHAIN: "local" },
    show: 'test "$(go env GOSUMDB)" != off',
  },
  {
    ...PUBLISHED,
    title: "http allowed, and yet asked for",
    code: "insecure-still-checked",
    level: "info",
    env: { GOPROXY: PROXY, GOSUMDB: NO_DATABASE, GOINSECURE: "example.com" },
    show: "go list -mod=mod -m all",
  },
  {
    ...PUBLISHED,
    title: "http allowed in the file of go env -w, beside what is private",
    code: "insecure-still-checked",
    level: "info",
    env: { GOPROXY: PROXY, GOSUMDB: NO_DATABASE },
    goenv: "GOPRIVATE=corp.example\nGOINSECURE=example.com,corp.example\n",
    show: "go list -mod=mod -m all",
  },
  {
    title: "GONOSUMCHECK",
    code: "checksum-variable-unknown",
    level: "warning",
    env: { GONOSUMCHECK: "1" },
    show: "go version",
    fails: false,
  },
  {
    title: "a letter that is missing",
    code: "variable-misspelled",
    level: "warning",
    env: { GOPRIVAT: "example.com" },
    show: "go version",
    fails: false,
  },
  {
    title: "small letters",
    code: "variable-misspelled",
    level: "warning",
    env: { goproxy: "off" },
    show: "go version",
    fails: false,
  },
]);

testSetups("version control and passwords, in Go", [
  ...["git", "a:git,a:hg"].map(
    (GOVCS): SetupCase => ({
      title: GOVCS,
      code: "version-control-invalid",
      level: "error",
      env: { GOPROXY: "direct", GOVCS },
      goenv: "GOVCS=*:off\n",
      show: says("go list -m example.com/r.git@v1.0.0", "GOVCS disallows"),
    }),
  ),
  {
    title: "off for all, and all direct",
    code: "version-control-off",
    level: "warning",
    env: { GOPROXY: "direct", GOVCS: "*:off" },
    show: saysNot(
      "PATH=$(dirname $(command -v go)):/bin go list -m example.com/r.git@v1.0.0",
      "GOVCS disallows",
    ),
  },
  {
    title: "off for private modules",
    code: "version-control-off",
    level: "warning",
    env: { GOPROXY: "off", GOPRIVATE: "example.com", GOVCS: "private:off" },
    show: saysNot(
      "PATH=$(dirname $(command -v go)):/bin go list -m example.com/r.git@v1.0.0",
      "GOVCS disallows",
    ),
  },
  ...["git", "off;netrc"].map(
    (GOAUTH): SetupCase => ({
      title: GOAUTH,
      code: "auth-invalid",
      level: "error",
      env: { GOPROXY: "https://127.0.0.1:1", GOAUTH },
      since: 24,
      show: saysNot(X, "GOAUTH"),
    }),
  ),
]);

testSetups("modules and toolchains, in Go", [
  {
    title: "a value that is none",
    code: "module-mode-unknown",
    level: "error",
    env: { GO111MODULE: "true" },
    show: "go build ./...",
  },
  {
    title: "off",
    code: "modules-off",
    level: "warning",
    env: { GO111MODULE: "off" },
    show: "go list -m",
  },
  {
    title: "off, in the file of go env -w",
    code: "modules-off",
    level: "warning",
    goenv: "GO111MODULE=off\n",
    show: "go mod tidy",
  },
  {
    title: "auto",
    code: "modules-auto",
    level: "info",
    env: { GO111MODULE: "auto" },
    show: 'mkdir -p ../away && cd ../away && test "$(go env GOMOD)" = /dev/null',
  },
  ...[" local", "go1.99", "go1.99+path"].map(
    (GOTOOLCHAIN): SetupCase => ({
      title: GOTOOLCHAIN,
      code: "toolchain-invalid",
      level: "error",
      env: { GOTOOLCHAIN, GOPROXY: "off" },
      since: 21,
      show: "go version",
    }),
  ),
  ...["go1.99.0", "go1.99rc1+path"].map(
    (GOTOOLCHAIN): SetupCase => ({
      title: GOTOOLCHAIN,
      code: "toolchain-not-released",
      level: "warning",
      env: { GOTOOLCHAIN, GOPROXY: "off" },
      since: 21,
      show: "go version",
    }),
  ),
]);

describeWithGo("nothing is found, in Go", (go) => {
  it.each<Record<string, string>>([
    {},
    { GOPROXY: "https://goproxy.cn,direct", GOPRIVATE: "github.com/team/*,*.corp.example" },
    { GOPROXY: "off", GONOPROXY: "none", GOPRIVATE: "corp.example" },
    { GOPROXY: "file:///srv/proxy", GOSUMDB: "off" },
    { GOVCS: "*:off", GOAUTH: "netrc;git /srv", GOTOOLCHAIN: "local" },
    { GOINSECURE: "corp.example/x", GOPRIVATE: "corp.example", GO111MODULE: "on" },
    // Of Go programs, and of other tools.
    { GOGC: "100", GOMAXPROCS: "2", GORACE: "x", GOTMPDIR: "/tmp", GOPASS: "x", GO_PATH: "/x" },
  ])("%j", (env) => {
    expect(askDoctor(stageSetup({ env }, go))).toEqual([]);
  });
});
