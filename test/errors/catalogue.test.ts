// The catalogue of errors: each fault says in plain words what happened, where, and what to type next.
import { describe, expect, it } from "vitest";
import { ADOPT } from "../../src/errors/adopt.js";
import { CATALOGUE, type Fault, type FaultArgs } from "../../src/errors/catalogue.js";
import { CHANNEL } from "../../src/errors/channel.js";
import { CONFIG } from "../../src/errors/config.js";
import { ENVIRONMENTS } from "../../src/errors/environments.js";
import { makeError } from "../../src/errors/error.js";
import { EXEC } from "../../src/errors/exec.js";
import { FILES } from "../../src/errors/files.js";
import { PACKAGING } from "../../src/errors/packaging.js";
import { REPAIR } from "../../src/errors/repair.js";
import { SETTINGS } from "../../src/errors/settings.js";
import { USAGE } from "../../src/errors/usage.js";
import { redact } from "../../src/findings/values/credentials.js";
import { REFUSED_VARIABLES } from "../../src/hooks/variables.js";

const GOPATH = { variable: "GOPATH", value: "x" };
const GOFLAGS = { variable: "GOFLAGS", value: "-x" };
const GOPROXY = { variable: "GOPROXY", value: "***@proxy.example" };
const PREFIX = { prefix: "/opt/conda/envs/ml" };
const RECORD = { file: "/opt/conda/envs/ml/etc/conda/conda-go-hooks.json" };
const PATH = { path: "/src/x" };
const BLOCKED = { files: [{ path: "a.sh", state: "edited" }], more: "add --force" };
const AT = { where: "/src/conda-go-hooks.yaml:3:1" };
const KEY = { ...AT, key: "profil" };
const NAME = { name: "Go_Hooks" };
const VERSION = { version: "1.26-X" };
const LIST = { where: "noarch/repodata.json" };
const NAMES = { name: "isolatde", known: ["isolated", "offline"] };

/** Arguments for each, with which every one of its sentences is whole. */
const SAMPLES: { readonly [One in Fault]: FaultArgs<One> } = {
  "command-line": [{ words: "unknown option '--x'", excess: "options", help: "npx x --help" }],
  "unknown-command": [NAMES],
  "option-twice": [{ first: "--cgo", second: "--no-cgo" }],
  "option-value": [{ option: "--name", next: "--version" }],
  "needs-yes": [],
  "override-syntax": [{ given: "GOPROXY", action: "set" }],
  "no-go": [],
  "package-nowhere": [{ option: "--out" }],
  "package-missing": [{ option: "--version" }],
  "package-secret": [{ names: ["GOPROXY"] }],
  "channel-url": [{ isFile: true }],
  "channel-token": [{ path: "/srv/t/channel" }],
  "channel-subdir": [{ path: "/srv/channel/noarch", subdir: "noarch", isLast: true }],
  "channel-ending": [{ path: "/srv/go.conda", ending: ".conda" }],
  "channel-not-folder": [PATH],
  "channel-not-file": [PATH],
  "channel-busy": [PATH],
  "recipe-link": [PATH],
  "recipe-in-channel": [PATH],
  "channel-in-recipe": [PATH],
  "recipe-not-ours": [PATH],
  "repair-flag": [{ flag: "-overlay" }],
  "repair-interrupted": [{ folder: "/src/m" }],
  "repair-no-file": [{ path: "/project/go.sum" }],
  "git-fault": [{ fault: "fatal: detected dubious ownership" }],
  uncommitted: [{ paths: ["/src/m/go.mod"] }],
  "two-formats": [{ format: "sarif" }],
  "unknown-shell": [NAMES],
  "no-shell": [],
  "no-completion": [NAMES],
  "unknown-phase": [NAMES],
  "unknown-profile": [NAMES],
  "unknown-finding": [{ ...NAMES, option: "--ignore" }],
  "no-go-variable": [{ name: "GOFLGS", known: ["GOFLAGS"] }],
  "unknown-variable": [{ ...NAMES, action: "set" }],
  "variable-refused": [{ name: "GOGC", given: "gogc", action: "set", reason: "it is not for go" }],
  "not-flags": [{ name: "GOPATH", action: "append" }],
  "two-environments": [],
  "empty-name": [],
  "name-is-path": [{ name: "a/b", typed: "a/b" }],
  "all-and-name": [],
  "reset-and-config": [{ file: "/src/api/conda-go-hooks.yaml" }],
  "export-all": [],
  "no-export": [PREFIX],
  "no-export-packaged": [{ prefix: "/envs/ml", name: "acme-go 1.0" }],
  "init-exists": [PATH],
  "init-no-folder": [PATH],
  "project-environment": [
    { name: "api", file: "/src/api/environment.yml", command: "conda env create -f x.yml" },
  ],
  "config-gone": [{ file: "/src/api/conda-go-hooks.yaml" }],
  "needs-all": [{ option: "--exclude" }],
  "unknown-exclusion": [{ name: "x", known: [] }],
  "conda-variables": [],
  "conda-keys": [{ file: "/home/you/.condarc" }],
  "conda-type": [{ file: "/home/you/.condarc", value: "'/a'", type: "str" }],
  "value-control": [GOPATH],
  "value-unicode": [GOPATH],
  "value-empty": [GOPATH],
  "value-tilde": [GOPATH],
  "value-hidden": [GOPATH],
  "value-unknown": [{ ...GOPATH, known: ["on", "off"] }],
  "path-outside": [GOPATH],
  "cache-of-others": [GOPATH],
  "cache-holds": [{ ...GOPATH, what: "the environment" }],
  "proxy-credentials": [GOPROXY],
  "flag-none": [GOFLAGS],
  "flag-half": [GOFLAGS],
  "value-refused": [
    {
      variable: "GOTOOLCHAIN",
      message: "GOTOOLCHAIN='1.22' is not a toolchain",
      fix: "write go1.22",
    },
  ],
  architecture: [{ ...GOPATH, system: "linux", known: ["amd64"] }],
  "cmd-quote": [{ ...GOFLAGS, shell: "cmd" }],
  "cmd-exclamation": [{ ...GOFLAGS, shell: "cmd" }],
  "cmd-ascii": [{ ...GOFLAGS, shell: "cmd" }],
  "settings-too-large": [{ kilobytes: 512 }],
  "none-active": [],
  "base-unnamed": [{ ...PREFIX, isBase: true, typed: "" }],
  "unknown-environment": [{ ...NAMES, looked: ["/opt/conda/envs"] }],
  namesakes: [{ name: "ml", prefixes: ["/a/ml", "/b/ml"], typed: "/a/ml" }],
  "no-prefix": [PREFIX],
  "prefix-not-folder": [PREFIX],
  "not-environment": [PREFIX],
  "prefix-character": [{ ...PREFIX, character: "$" }],
  "prefix-delimiter": [{ ...PREFIX, delimiter: ":" }],
  "link-outside": [PATH],
  "folder-for-file": [PATH],
  "file-for-folder": [PATH],
  frozen: [{ ...RECORD, reason: "ask Ann" }],
  "read-only": [PATH],
  active: [PREFIX],
  busy: [PREFIX],
  "record-broken": [{ ...RECORD, fault: "json" }],
  "record-unusable": [
    { isOfShell: true, fault: "unknown profile 'x'", more: "add --profile NAME" },
  ],
  "record-newer": [RECORD],
  "hooks-newer": [{ version: "9.0.0", own: "0.2.0", more: "add --force" }],
  system: [{ errno: "EACCES", words: "EACCES: permission denied", ...PATH }],
  "file-open": [PATH],
  "not-script": [PATH],
  "no-folder": [PATH],
  "folder-refused": [PATH],
  "link-nowhere": [PATH],
  "log-not-file": [PATH],
  "not-module": [PATH],
  "out-not-file": [PATH],
  "out-no-folder": [PATH],
  "out-not-ours": [PATH],
  packaged: [{ owners: ["go-hooks-1.0"], paths: ["a.sh"], removal: "conda remove go-hooks" }],
  edited: [BLOCKED],
  foreign: [BLOCKED],
  "no-module": [{ looked: ["/src"], closed: null }],
  "repair-busy": [{ folder: "/src/x" }],
  "repair-holder": [{ holder: "7 on host", ...PATH }],
  "repair-foreign": [PATH],
  "repair-edited": [{ path: "/src/x/go.mod", folder: "/src/x/.conda-go-hooks-repair" }],
  "repair-left": [{ left: [{ path: "/src/x/go.mod", kept: "/k", words: "the disk is full" }] }],
  interrupted: [{ folder: "/src/x" }],
  "config-yaml": [{ ...AT, code: "BAD_INDENT" }],
  "config-json": [AT],
  "config-toml": [AT],
  "config-documents": [AT],
  "config-anchor": [AT],
  "config-aliases": [AT],
  "config-deep": [AT],
  "config-crowded": [AT],
  "config-large": [{ ...AT, megabytes: 1 }],
  "config-encoding": [AT],
  "config-no-file": [{ ...AT, kind: "folder" }],
  "config-no-key": [{ ...AT, table: "[tool.conda-go-hooks]" }],
  "config-two": [{ files: ["/a.yaml", "/a.json"], typed: "/a.yaml" }],
  "config-near-key": [{ ...KEY, table: "[tool.conda-go-hooks]" }],
  "config-untrusted": [{ ...AT, path: "/a", isOfOther: true, typed: "/a.yaml" }],
  "config-path": [AT],
  "config-repeated": [KEY],
  "config-unknown-key": [{ ...KEY, known: ["profile"], isVariable: false, isPrefix: false }],
  "config-no-variable": [{ ...KEY, reason: "go works it out by itself" }],
  "config-not-flags": [{ ...KEY, variable: "GOPROXY" }],
  "config-null": [{ ...KEY, isVariable: false }],
  "config-type": [{ ...KEY, found: "text", expected: ["array"] }],
  "config-root": [{ ...AT, found: "a list" }],
  "config-value": [{ ...KEY, value: "isolatde", known: ["isolated"] }],
  "config-empty": [{ ...KEY, isVariable: true }],
  "config-much": [{ ...KEY, limit: "100 items" }],
  "config-environment-name": [KEY],
  "config-set-alone": [KEY],
  "config-refused": [
    { ...AT, refused: { message: "GOFLAGS='x' is wrong", fault: null, hint: "mind it" } },
  ],
  "unknown-format": [NAMES],
  "no-command": [],
  "environment-for-command": [{ name: "api", typed: "-n api" }],
  "command-not-found": [{ name: "goo", isPath: false }],
  "command-not-executable": [{ file: "/src/x", words: null }],
  "no-interpreter": [{ file: "/src/x", interpreter: "/bin/sh" }],
  "batch-argument": [{ file: "C:\\x.cmd", argument: "a%b" }],
  "package-name-characters": [{ ...NAME, character: "/" }],
  "package-name-case": [NAME],
  "package-name-virtual": [{ name: "__go" }],
  "package-name-start": [{ name: "-go" }],
  "package-name-separators": [{ ...NAME, separators: ".-" }],
  "package-name-device": [{ name: "con.go" }],
  "package-name-long": [{ ...NAME, limit: 5 }],
  "package-version-dash": [VERSION],
  "package-version-case": [VERSION],
  "package-version-characters": [{ ...VERSION, character: "a space" }],
  "package-version-epoch": [{ version: "a!1" }],
  "package-version-local": [{ version: "1+1+1" }],
  "package-version-empty": [{ version: "1..2" }],
  "package-version-number": [{ ...VERSION, number: "18446744073709551616" }],
  "package-version-long": [{ ...VERSION, limit: 5 }],
  "package-build": [{ build: "-1" }],
  "package-license": [{ fault: "is empty" }],
  "repodata-base": [LIST],
  "repodata-json": [LIST],
  "repodata-shape": [{ ...LIST, expected: "a list" }],
  "repodata-subdir": [{ ...LIST, subdir: "linux-64" }],
  "package-differs": [{ ...LIST, file: "go-hooks-1.0-0.conda", build: 1 }],
  declined: [],
  "adopt-unasked": [],
  "adopt-active": [PREFIX],
  "adopt-changed": [PREFIX],
  "adopt-from-option": [{ option: "--yes", from: ".envrc" }],
  "adopt-no-file": [PATH],
  bug: [{ words: "TypeError: x is not a function" }],
};

// Words of ours that people had to read twice, or that only one of our glossary stands for.
const BANNED =
  /\b(?:blanks?|mend|somebody|stands? there|of all|be it|what it comes to|none that|may be had|passed by|wherever|whatever|is none)\b/;

const faults = Object.keys(SAMPLES) as Fault[];
const makeSample = (fault: Fault) => makeError(fault, ...(SAMPLES[fault] as FaultArgs<Fault>));

describe("every fault", () => {
  it("has a name that no other room has", () => {
    const all = [
      USAGE,
      SETTINGS,
      ENVIRONMENTS,
      EXEC,
      FILES,
      PACKAGING,
      CHANNEL,
      REPAIR,
      ADOPT,
      CONFIG,
    ].flatMap((room) => Object.keys(room));
    expect(all.sort()).toEqual(Object.keys(CATALOGUE).sort());
    expect(faults.sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  it.each([
    ...faults.map((fault) => [fault, makeSample(fault)] as const),
    // Their reasons are with the variables.
    ...Object.entries(REFUSED_VARIABLES).map(([name, reason]) => {
      const args = { name, given: name, action: "set", reason };
      return [name, makeError("variable-refused", args)] as const;
    }),
  ])("%s says it in one plain line each", (_, { message, where, hint }) => {
    // A name, a value and an option are as they are; our own words begin in lower case.
    expect(message).toMatch(/^(?:[a-z']|--|[A-Z][A-Z0-9_]+\b)/);
    for (const sentence of [message, where, hint].filter((one) => one !== null)) {
      expect(sentence).toMatch(/^\S.*[^\s.,;:]$/);
      expect(sentence).not.toMatch(/undefined|null|\[object| {2}|\n/);
      expect(sentence).not.toMatch(BANNED);
      expect(redact(sentence)).toBe(sentence);
    }
  });

  it.each(faults.filter((fault) => fault !== "declined"))("%s says what to do next", (fault) => {
    expect(makeSample(fault).hint).toMatch(/\S/);
  });
});

it("names a few of many folders in which there is no module", () => {
  const looked = ["/a", "/b", "/c", "/d", "/e", "/f", "/g"];
  const { where } = makeError("no-module", { looked, closed: null });
  expect(where).toBe("/a, /b, /c, /d, /e, and 2 more");
});

it("names the folder that could not be read, where there is one", () => {
  const closed = { folder: "/src/closed", reason: "permission denied" };
  const { hint } = makeError("no-module", { looked: ["/src"], closed });
  expect(hint).toMatch(/\/src\/closed.*permission denied/);
});

it("says in its own words what the system says, or else in the system's", () => {
  const messageOf = (errno: string) =>
    makeError("system", { errno, words: "EBUSY: busy", path: null }).message;
  expect(messageOf("ENOSPC")).not.toBe("EBUSY: busy");
  expect(messageOf("EBUSY")).toBe("EBUSY: busy");
});
