// What is refused in a settings file: each with its place, and a way out in the words of the file.
import { expect, it } from "vitest";
import { makeError } from "../../src/errors/error.js";
import { REFUSED_VARIABLES } from "../../src/hooks/variables.js";
import { findIn, refusalOf } from "./read.js";

const OWN = "conda-go-hooks.yaml";
const read = (text: string) => findIn({ [OWN]: text })?.config;

/** The fault and its place in the file. */
function refuse(text: string, file = OWN) {
  const { fault, where } = refusalOf({ [file]: text });
  if (!where.startsWith(`${file}:`)) throw new Error(`no place: ${where}`);
  return `${fault} ${where.slice(file.length + 1)}`;
}

it.each([
  ["profil: direct", "config-unknown-key 1:1"],
  ["cgo: true\nprofil: direct", "config-unknown-key 2:1"],
  ["environments:\n  api: {profil: direct}", "config-unknown-key 2:9"],
  ["environments:\n  api:\n    scan: {}", "config-unknown-key 3:5"],
  ["variables:\n  GOPROXI: off", "config-unknown-key 2:3"],
  ["variables:\n  GOFLAGS: {appendd: -race}", "config-unknown-key 2:13"],
  ["variables:\n  GOPATH: {prefix}", "config-unknown-key 2:12"],
  ["GOPROXY: off", "config-unknown-key 1:1"],
  ["scan: {ignored: []}", "config-unknown-key 1:8"],
  ["__proto__: {profile: direct}", "config-unknown-key 1:1"],
  ["variables: {constructor: x}", "config-unknown-key 1:13"],
  ["<<: {profile: direct}", "config-unknown-key 1:1"],
  ["profile: isolatde", "config-value 1:1"],
  ["profile: ''", "config-value 1:1"],
  ["shells: [bash, zhs]", "config-value 1:16"],
  ["scan: {ignore: [vendor-inconsistant]}", "config-value 1:17"],
  ["profile: [direct]", "config-type 1:1"],
  ["cgo: 1", "config-type 1:1"],
  ["cgo: yes", "config-type 1:1"],
  ["shells: bash", "config-type 1:1"],
  ["variables: [GOPROXY]", "config-type 1:1"],
  ["environments: [api]", "config-type 1:1"],
  ["environments:\n  api: direct", "config-type 2:3"],
  ["scan: [x]", "config-type 1:1"],
  ["variables:\n  CGO_ENABLED: true", "config-type 2:3"],
  ["variables:\n  GOTOOLCHAIN: 1.22", "config-type 2:3"],
  ["variables:\n  GOFLAGS: {append: [1]}", "config-type 2:22"],
  ["variables:\n  GOFLAGS: {keep: false}", "config-type 2:13"],
  ["profile:", "config-null 1:1"],
  ["variables:\n  GOPROXY:", "config-null 2:3"],
  ["environments:\n  api:", "config-null 2:3"],
  ["- profile", "config-root 1:1"],
  ["isolated", "config-root 1:1"],
  ["shells: []", "config-empty 1:1"],
  ["variables:\n  GOPROXY: ''", "config-empty 2:3"],
  ["variables:\n  GOPROXY: {}", "config-empty 2:3"],
  ["variables:\n  GOFLAGS: {append: []}", "config-empty 2:13"],
  ["environments: {'': {}}", "config-empty 1:16"],
  ["environments: {envs/api: {}}", "config-environment-name 1:16"],
  [`variables: {GOFLAGS: {append: [${"-x,".repeat(101)}]}}`, "config-much 1:23"],
  [`variables: {GOPRIVATE: ${"x".repeat(8193)}}`, "config-much 1:13"],
  ["variables:\n  GOROOT: /opt/go", "config-no-variable 2:3"],
  ["variables:\n  goroot: /opt/go", "config-no-variable 2:3"],
  ["variables:\n  GOPROXY: {append: x}", "config-not-flags 2:13"],
  ["variables:\n  GOFLAGS: {set: -x, append: -v}", "config-set-alone 2:3"],
  ["profile: direct\nprofile: offline", "config-repeated 2:1"],
  ["environments:\n  a: {cgo: true}\n  a: {cgo: true}", "config-repeated 3:3"],
  ["variables:\n  GOPATH: relative", "config-refused 2:3"],
  ["variables:\n  GOMODCACHE: '{prefix}'", "config-refused 2:3"],
  ["variables:\n  GOFLAGS: {append: ' '}", "config-refused 2:3"],
  ["variables:\n  CGO_CFLAGS: {append: x}", "config-refused 2:3"],
  ["variables:\n  GOPROXY: https://***@proxy.example", "config-refused 2:3"],
  ["variables:\n  CGO_ENABLED: 2", "config-refused 2:3"],
  ["environments:\n  api:\n    variables: {GOPATH: x}", "config-refused 3:17"],
  ["variables:\n  GOOS: linux\n  GOARCH: wasm", "config-refused 3:3"],
  [
    "variables: {GOOS: linux}\nenvironments:\n  api: {variables: {GOARCH: wasm}}",
    "config-refused 3:21",
  ],
  [
    "variables: {GOOS: js, GOARCH: wasm}\nenvironments:\n  api: {variables: {GOOS: linux}}",
    "config-refused 1:23",
  ],
  ["shells: [cmd]\nvariables:\n  GOPRIVATE: 'a\"b'", "config-refused 3:3"],
])("%j: %s", (text, expected) => {
  expect(refuse(text)).toBe(expected);
});

it.each([
  ["variables:\n  GOPATH: {prefix}/x", "config-yaml 2:19"],
  ["a: b: c", "config-yaml 1:4"],
  ["a: 'b", "config-yaml 1:6"],
  ["\tcgo: true", "config-yaml 1:1"],
  ["a: {b: [}", "config-yaml 1:9"],
  ["profile: direct\n---\nprofile: direct", "config-documents 2:1"],
  ["profile: direct\n...\nprofile: offline", "config-documents 3:1"],
  ["profile: *direct", "config-anchor 1:10"],
])("YAML %j: %s", (text, expected) => {
  expect(refuse(text)).toBe(expected);
});

it.each([
  ["", "config-json 1:1"],
  ["{", "config-json 1:2"],
  ['{"cgo": true,}', "config-json 1:14"],
  ['{"cgo": tru}', "config-json 1:9"],
  ["{'cgo': true}", "config-json 1:2"],
  ['{"cgo" true}', "config-json 1:8"],
  ['{"cgo": true} x', "config-json 1:15"],
  ['{"cgo": true]', "config-json 1:13"],
  ['{\n\t"cgo": true, // why\n}', "config-json 2:15"],
  ['{"profile": "a\nb"}', "config-json 1:13"],
  ["null", "config-root 1:1"],
  ['{"cgo": true, "cgo": false}', "config-repeated 1:15"],
  ['{"scan": {"ignore": ["vendor-inconsistent", "x"]}}', "config-value 1:45"],
  ['{"__proto__": {"cgo": true}}', "config-unknown-key 1:2"],
])("JSON %j: %s", (text, expected) => {
  expect(refuse(text, "conda-go-hooks.json")).toBe(expected);
});

it.each([
  ["[tool.conda-go-hooks]\nprofil = 'direct'", "config-unknown-key 2:1"],
  ["[tool]\nconda-go-hooks.variables.GOPROXI = 'off'", "config-unknown-key 2:26"],
  [
    "tool.conda-go-hooks = { cgo = true, variables = { GOPROXI = 'off' } }",
    "config-unknown-key 1:51",
  ],
  ['[tool.conda-go-hooks]\n"profil" = 1', "config-unknown-key 2:1"],
  ["[tool.conda-go-hooks]\nx.'y' = [\n{ a = 1 }, # =\n'=']\n", "config-unknown-key 2:1"],
  ["[tool.conda-go-hooks]\nprofile = '''\na = 1'''\n\ncgo = 1", "config-value 2:1"],
  ["[tool.conda-go-hooks]\nshells = [\n'bash', 'zhs' ]", "config-value 2:1"],
  ["[tool.conda-go-hooks]\nprofile = 2020-01-01", "config-type 2:1"],
  ["[tool.conda-go-hooks.variables]\nGOTOOLCHAIN = 2020-01-01", "config-type 2:1"],
  ["[tool.conda-go-hooks.variables]\nGOTOOLCHAIN = 99999999999999999999", "config-type 2:1"],
  ["[tool.conda-go-hooks]\ncgo = true\ncgo = true", "config-toml 3:1"],
  ["[tool.conda-go-hooks]\ncgo = yes", "config-toml 2:7"],
  ["[[tool.conda-go-hooks]]\ncgo = true", "config-root 1:8"],
  ["[tool.conda-go-hooks.environments.api.variables]\nGOPATH = 'x'", "config-refused 2:1"],
])("TOML %j: %s", (text, expected) => {
  expect(refuse(text, "pyproject.toml")).toBe(expected);
});

it("offers the key that is meant, but none that is there already", () => {
  const hint = (text: string) => refusalOf({ [OWN]: text }).hint;
  expect(hint("profil: direct")).toMatch(/\bprofile\?/);
  expect(hint("profile: direct\nprofil: direct")).not.toMatch(/\bprofile\b/);
  expect(hint("variables: {goproxy: off}")).toMatch(/\bGOPROXY\?/);
  expect(hint("profile: isolatde")).toMatch(/\bisolated\?/);
  expect(hint("scan: {ignore: [vendor-inconsistant]}")).toMatch(/\bvendor-inconsistent\?/);
  expect(hint("GOPROXY: off")).toMatch(/\bvariables\b/);
  expect(hint("variables: {GOPATH: {prefix}}")).toContain("'{prefix}");
  expect(hint("variables:\n  GOPATH: {prefix}/x")).toContain("'{prefix}");
  expect(hint("variables: {GOFLAGS: {appendd: -v}}")).toMatch(/\bappend\?/);
});

it("says why a variable is left alone", () => {
  const { where, message } = refusalOf({ [OWN]: "variables:\n  GOROOT: /x" });
  const reason = REFUSED_VARIABLES.GOROOT ?? "";
  expect(message).toBe(makeError("config-no-variable", { where, key: "GOROOT", reason }).message);
});

it.each([
  "variables: {GOFLAGS: {append: ' '}}",
  "variables: {CGO_CFLAGS: {append: x}}",
  "variables: {GOPATH: 'a:/b'}",
  "variables: {GOPATH: '/a::/b'}",
  "variables: {GOPROXY: 'u:p@host'}",
  "variables: {GOPROXY: ''}",
  "variables: {GOPROXY: {append: x}}",
  "variables: {GOROOT: /x}",
  "shells: [cmd]\nvariables: {GOPRIVATE: 'a\"b'}",
  "shells: [cmd]\nvariables: {GOPRIVATE: 'a!b'}",
  "shells: [cmd]\nvariables: {GOPRIVATE: 'ä'}",
])("the way out of %j is no option", (text) => {
  expect(refusalOf({ [OWN]: text }).hint).not.toMatch(/(?:^|\s)--/);
});

it("a type is named with the right article", () => {
  const { message } = refusalOf({ [OWN]: "shells: bash" });
  expect(message).toMatch(/\ba list\b/);
});

it.each([
  ["", {}],
  ["# nothing\n", {}],
  ["\ufeffprofile: direct\r\ncgo: true\r\n", { profile: "direct", cgo: true }],
  ["$schema: x", {}],
  ["{profile: direct}", { profile: "direct" }],
  ["variables: {CGO_ENABLED: 0}", { variables: { CGO_ENABLED: "0" } }],
  ["variables: {CGO_ENABLED: {set: 1}}", { variables: { CGO_ENABLED: { set: "1" } } }],
  ["variables: {GO111MODULE: on}", { variables: { GO111MODULE: "on" } }],
  ["variables: {GOFLAGS: {append: -race}}", { variables: { GOFLAGS: { append: ["-race"] } } }],
  [
    "variables: &v {GOPROXY: off}\nenvironments: {api: {variables: *v}}",
    {
      variables: { GOPROXY: "off" },
      environments: { api: { variables: { GOPROXY: "off" } } },
    },
  ],
  ["environments: {311: {cgo: true}}", { environments: { 311: { cgo: true } } }],
  ["%YAML 1.1\n---\nvariables: {GO111MODULE: on}", { variables: { GO111MODULE: "on" } }],
  ["scan: {ignore: [vendor-inconsistent]}", { scan: { ignore: ["vendor-inconsistent"] } }],
])("%j is read", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

it("shows nothing of a long text, whose start may be that of a password", () => {
  const value = `https://me:hunter2${"x".repeat(300)}@host`;
  for (const text of [`profile: "${value}"`, `"${value}": 1`]) {
    const { message, hint } = refusalOf({ [OWN]: text });
    expect(message + hint).not.toContain("hunter2");
  }
});
