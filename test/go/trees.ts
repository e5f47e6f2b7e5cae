// Project trees: what is in them, what scan finds there, and by which Go it is so.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import { writeTree } from "./judge.js";
import { type Go, goHome, runGo } from "./real-go.js";

export interface Tree {
  readonly name: string;
  /** By path; the go.mod stands in `proj`. */
  readonly files: Readonly<Record<string, string>>;
  /** What is done to the tree before it is judged. */
  readonly prepare?: (root: string, go: Go) => unknown;
  /** The codes of our findings that are errors, and of the others. */
  readonly errors?: readonly Finding["code"][];
  readonly others?: readonly Finding["code"][];
  /** How many there are, where that is not how many codes there are. */
  readonly findings?: number;
  /** What Go says where it fails and we do not know of it yet. */
  readonly missed?: RegExp;
  /** Go cannot list a module whose vendor folder is in use. */
  readonly commands?: readonly string[];
  /** The first Go, as in 1.22, that judges it so, or of which we miss something; those before it do the contrary. */
  readonly since?: number;
  /** Those after it that judge otherwise all the same. */
  readonly except?: readonly number[];
  /** The settings in force, such as GOFLAGS. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What an older one says, if it fails too. */
  readonly before?: RegExp;
}

const A = "example.com/a";
const MAIN = `package main\n\nimport _ "${A}"\n\nfunc main() {}\n`;
const EMPTY_MAIN = "package main\n\nfunc main() {}\n";
const LA = { "la/go.mod": `module ${A}\n\ngo 1.16\n`, "la/a.go": "package a\n" };
const LB = { "lb/go.mod": `module ${A}\n\ngo 1.16\n`, "lb/a.go": "package a\n" };

/** A go.mod that requires example.com/a and says this besides. */
const mod = (rest: string, version = "1.16") =>
  `module m\n\ngo ${version}\n\nrequire ${A} v1.0.0\n\n${rest}\n`;
const replace = (target: string, version?: string) => mod(`replace ${A} => ${target}`, version);
const vendored = async (root: string, go: Go) => {
  expect(await runGo(go, root, ["mod", "vendor"])).toMatchObject({ code: 0 });
};
const edit = (root: string, file: string, from: string, to: string) => {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
};
/** As go.sum has it. */
const hashMod = (text: string): string => {
  const sha256 = (of: string) => createHash("sha256").update(of);
  return `h1:${sha256(`${sha256(text).digest("hex")}  go.mod\n`).digest("base64")}`;
};
const BUILD = ["build ./..."];

export const TREES: readonly Tree[] = [
  {
    name: "-mod=vendor where there is no vendor",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    settings: { GOFLAGS: "-mod=vendor" },
    errors: ["flag-mod-vendor-missing"],
    commands: BUILD,
  },
  {
    name: "-mod=vendor where there is nothing to vendor",
    files: { "go.mod": "module m\n\ngo 1.16\n", "main.go": EMPTY_MAIN },
    settings: { GOFLAGS: "-mod=vendor" },
    commands: BUILD,
  },
  ...(
    [
      [
        "a newer go line in the folder",
        "go-line-lower",
        { "la/go.mod": `module ${A}\n\ngo 1.22\n` },
      ],
      [
        "an idle toolchain line",
        "toolchain-idle",
        { "go.mod": `${replace("./la", "1.22")}toolchain go1.20\n` },
      ],
      [
        "an import that is not required",
        "replace-imported-not-required",
        { "go.mod": `module m\n\ngo 1.17\n\nreplace ${A} => ./la\n` },
      ],
      [
        "a requirement twice",
        "requirement-outdated",
        { "go.mod": `${replace("./la")}require ${A} v1.1.0\n` },
      ],
      [
        "an exclude of what is required",
        "requirement-excluded",
        { "go.mod": `${replace("./la")}exclude ${A} v1.0.0\n`, "main.go": EMPTY_MAIN },
      ],
      [
        "a requirement of the folder's own",
        "requirement-missing",
        {
          "go.mod": `${replace("./la", "1.17")}replace example.com/b => ./lb\n`,
          "la/go.mod": `module ${A}\n\ngo 1.17\n\nrequire example.com/b v1.0.0\n`,
          "la/a.go": 'package a\n\nimport _ "example.com/b"\n',
          "lb/go.mod": "module example.com/b\n",
          "lb/b.go": "package b\n",
        },
      ],
    ] as const
  ).map(([what, code, more]) => ({
    name: `-mod=mod and ${what}`,
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA, ...more } as Record<string, string>,
    settings: { GOFLAGS: "-mod=mod" },
    others: [code] as const,
    ...(code === "toolchain-idle" && { since: 22, before: /unknown directive: toolchain/ }),
  })),
  {
    name: "-mod=mod and a package that the folder lacks",
    files: { "go.mod": replace("./la"), "main.go": MAIN.replace(A, `${A}/sub`), ...LA },
    settings: { GOFLAGS: "-mod=mod" },
    errors: ["replace-package-missing"],
    commands: BUILD,
  },
  {
    name: "-mod=mod over a vendor",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: vendored,
    settings: { GOFLAGS: "-trimpath -mod=mod" },
    others: ["flag-mod-hides-vendor"],
  },
  {
    name: "-mod=mod over a vendor that hides a missing folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      rmSync(join(root, "la"), { recursive: true });
    },
    settings: { GOFLAGS: "-mod=mod" },
    errors: ["replace-target-missing"],
    others: ["flag-mod-hides-vendor"],
  },
  ...[
    { GOFLAGS: "-tags=other,extra" },
    { GOFLAGS: "-tags=none '-tags=other extra'" },
    { GOOS: "windows" },
  ].map((settings) => ({
    name: `an import in builds with ${Object.entries(settings).join().replace(",", "=")} only`,
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nreplace ${A} => ./la\n`,
      "main.go": EMPTY_MAIN,
      [settings.GOOS === undefined ? "tagged.go" : "x_windows.go"]:
        `${settings.GOOS === undefined ? "//go:build extra\n\n" : ""}package main\n\nimport _ "${A}"\n`,
      ...LA,
    },
    settings: settings as Record<string, string>,
    errors: ["replace-imported-not-required"] as const,
    commands: BUILD,
    // Go 1.19 knows no quotes in GOFLAGS.
    ...(settings.GOFLAGS?.includes("'") && { since: 22, before: /parsing \$GOFLAGS/ }),
  })),
  {
    name: "a module that is called like a package of the standard library",
    files: {
      "go.mod": "module m\n\ngo 1.16\n\nrequire log v0.0.0\n\nreplace log => ./log\n",
      "main.go": 'package main\n\nimport _ "log"\n\nfunc main() {}\n',
      "log/go.mod": "module log\n",
      "log/log.go": "package log\n",
    },
    errors: ["import-ambiguous"],
    commands: BUILD,
    since: 22,
  },
  {
    name: "a requirement twice, of two versions",
    files: {
      "go.mod": `${replace("./la")}require ${A} v1.1.0\n`,
      "main.go": MAIN,
      ...LA,
    },
    errors: ["requirement-outdated"],
  },
  {
    name: "a requirement twice, of one version",
    files: {
      "go.mod": `${replace("./la")}require ${A} v1.0.0\n`,
      "main.go": MAIN,
      ...LA,
    },
  },
  {
    name: "an import of which a higher version than the required one is replaced",
    files: {
      "go.mod": `${replace("./la")}replace ${A} v1.1.0 => ./lb\n`,
      "main.go": `package main\n\nimport _ "${A}/sub"\n\nfunc main() {}\n`,
      ...LA,
      ...LB,
      "lb/sub/s.go": "package sub\n",
    },
    errors: ["replace-imported-not-required"],
    commands: BUILD,
  },
  {
    name: "an import that is not required, and replaced with and without a version",
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nreplace ${A} => ./la\n\nreplace ${A} v1.1.0 => ./gone\n`,
      "main.go": MAIN,
      ...LA,
    },
    errors: ["replace-target-missing"],
    others: ["replace-overridden"],
    commands: BUILD,
  },
  {
    name: "a published version above the replaced one",
    files: {
      "go.mod": `module m\n\ngo 1.17\n\nreplace ${A} v1.0.0 => ./la\n`,
      "main.go": MAIN,
      ...LA,
    },
    prepare: () =>
      writeTree(join(goHome, "proxy", A, "@v"), {
        list: "v1.5.0\n",
        "v1.5.0.info": '{"Version":"v1.5.0"}',
        "v1.5.0.mod": `module ${A}\n`,
      }),
    settings: { GOPROXY: `file://${goHome}/proxy` },
    errors: ["replace-imported-not-required"],
    commands: BUILD,
  },
  {
    name: "a line for what pruning leaves out of the graph",
    files: {
      "go.mod": mod(
        `replace ${A} => ./la\n\nreplace example.com/b => ./lb\n\nreplace example.com/c => ./lc`,
        "1.18",
      ),
      "main.go": MAIN,
      "la/go.mod": `module ${A}\n\ngo 1.18\n\nrequire example.com/c v1.0.0\n`,
      "la/a.go": "package a\n",
      "lb/go.mod": "module example.com/b\n",
      "lc/go.mod": "module example.com/c\n\ngo 1.18\n\nrequire example.com/b v1.0.0\n",
    },
    others: ["replace-not-required"],
  },
  {
    name: "a line for the main module that pruning leaves out of the graph",
    files: {
      "go.mod": mod(`replace ${A} => ./la\n\nreplace m => ./`, "1.18"),
      "main.go": MAIN,
      "la/go.mod": `module ${A}\n\ngo 1.18\n\nrequire m v0.0.0\n`,
      "la/a.go": "package a\n",
    },
    others: ["replace-of-main-module"],
  },
  {
    name: "a missing target that is required in two versions",
    files: {
      "go.mod": mod(
        `require example.com/b v0.0.0\n\nreplace ${A} => ./gone\n\nreplace example.com/b => ./lb`,
      ),
      "main.go": MAIN,
      "lb/go.mod": `module example.com/b\n\ngo 1.16\n\nrequire ${A} v1.1.0\n`,
      "lb/b.go": "package b\n",
    },
    errors: ["replace-target-missing", "requirement-outdated"],
  },
  { name: "a folder that is there", files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA } },
  ...(["1.16", "1.17"] as const).map((version) => ({
    name: `no folder, go ${version}`,
    files: { "go.mod": replace("./la", version), "main.go": MAIN },
    errors: ["replace-target-missing"] as const,
  })),
  ...(["1.16", "1.17"] as const).map((version) => ({
    name: `no folder and no import of it, go ${version}`,
    files: { "go.mod": replace("./la", version), "main.go": EMPTY_MAIN },
    errors: ["replace-target-missing"] as const,
    commands: ["list -m all"],
  })),
  {
    name: "no go.mod in the folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, "la/a.go": "package a\n" },
    errors: ["replace-target-no-go-mod"],
  },
  {
    name: "an empty go.mod in the folder",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      "la/a.go": "package a\n",
      "la/go.mod": "",
    },
  },
  {
    name: "a file for a folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, la: "" },
    errors: ["replace-target-not-folder"],
  },
  {
    name: "a go.mod that is a folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, "la/go.mod/x": "" },
    errors: ["replace-target-unreadable"],
  },
  {
    name: "a link to a folder",
    files: { "go.mod": replace("./link"), "main.go": MAIN, ...LA },
    prepare: (root) => symlinkSync("la", join(root, "link")),
  },
  {
    name: "a link to nothing",
    files: { "go.mod": replace("./link"), "main.go": MAIN },
    prepare: (root) => symlinkSync("la", join(root, "link")),
    errors: ["replace-target-missing"],
  },
  ...(["1.16", "1.17"] as const).map((version) => ({
    name: `a link to itself, go ${version}`,
    files: { "go.mod": replace("./link", version), "main.go": MAIN },
    prepare: (root: string) => symlinkSync("link", join(root, "link")),
    errors: ["replace-target-unreadable"] as const,
  })),
  {
    name: "a drive where there are none",
    files: { "go.mod": replace("C:/la"), "main.go": MAIN, ...LA },
    errors: ["replace-target-missing"],
  },
  {
    name: "a folder that declares another path",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      ...LA,
      "la/go.mod": "module other.org/z\n",
    },
    others: ["replace-path-mismatch"],
  },
  {
    name: "a folder that imports itself by the path that it declares",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      "la/go.mod": "module other.org/z\n",
      "la/a.go": 'package a\n\nimport _ "other.org/z/sub"\n',
      "la/sub/s.go": "package sub\n",
    },
    errors: ["replace-self-import"],
    commands: BUILD,
  },
  {
    name: "a folder that imports itself so where nobody gets to",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      "la/go.mod": "module other.org/z\n",
      "la/a.go": "package a\n",
      "la/cmd/c.go": 'package main\n\nimport _ "other.org/z/sub"\n\nfunc main() {}\n',
      "la/sub/s.go": "package sub\n",
    },
    others: ["replace-path-mismatch"],
  },
  {
    name: "a folder that imports itself so in a package of a package",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      "la/go.mod": "module other.org/z\n",
      "la/a.go": `package a\n\nimport _ "${A}/b"\n`,
      "la/b/b.go": 'package b\n\nimport _ "other.org/z/sub"\n',
      "la/sub/s.go": "package sub\n",
    },
    errors: ["replace-self-import"],
    commands: BUILD,
  },
  {
    name: "two modules, one folder",
    files: {
      "go.mod": mod(
        `require example.com/a2 v1.0.0\nreplace ${A} => ./la\nreplace example.com/a2 => ./la`,
      ),
      "main.go": EMPTY_MAIN,
      ...LA,
    },
    errors: ["replace-shared-target"],
    others: ["replace-path-mismatch"],
    commands: BUILD,
  },
  {
    name: "two modules, one folder, two ways to write it",
    files: {
      "go.mod": mod(
        `require example.com/a2 v1.0.0\nreplace ${A} => ./la\nreplace example.com/a2 => ./la/`,
      ),
      "main.go": EMPTY_MAIN,
      ...LA,
    },
    others: ["replace-path-mismatch"],
  },
  {
    name: "a module that stands for another and for itself",
    files: {
      "go.mod": mod(`require example.com/a2 v1.0.0\nreplace ${A} => example.com/a2 v1.0.0`, "1.17"),
      "main.go": EMPTY_MAIN,
    },
    errors: ["replace-shared-target"],
    commands: BUILD,
  },
  {
    name: "an import of what is replaced and not required",
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nreplace ${A} => ./la\n`,
      "main.go": MAIN,
      ...LA,
    },
    errors: ["replace-imported-not-required"],
    commands: BUILD,
  },
  ...[A, "example.com/fork", "example.com/other"].map((declared) => ({
    name: `a published module that is ${declared}`,
    files: {
      "go.mod": replace("example.com/fork v1.0.0", "1.17"),
      "go.sum": `example.com/fork v1.0.0/go.mod ${hashMod(`module ${declared}\n`)}\n`,
      "main.go": EMPTY_MAIN,
    },
    prepare: () => {
      const files = { "v1.0.0.mod": `module ${declared}\n` };
      const download = join(goHome, declared, "cache", "download");
      writeTree(join(download, "example.com", "fork", "@v"), files);
    },
    settings: { GOMODCACHE: join(goHome, declared) },
    errors: declared.endsWith("other") ? (["replace-by-other-module"] as const) : [],
    commands: ["list -m all"],
  })),
  {
    name: "an import in a file of the package documentation",
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nreplace ${A} => ./la\n`,
      "main.go": EMPTY_MAIN,
      "doc.go": MAIN.replace("main", "documentation"),
      ...LA,
    },
    others: ["replace-imported-not-required"],
  },
  {
    name: "a tool that is not required",
    files: {
      "go.mod": `module m\n\ngo 1.24\n\ntool ${A}/gen\n\nreplace ${A} => ./la\n\nreplace example.com/b => ./lb\n`,
      "main.go": EMPTY_MAIN,
      ...LA,
      "la/gen/g.go": MAIN.replace(A, "example.com/b"),
      "lb/go.mod": "module example.com/b\n",
      "lb/b.go": "package b\n",
    },
    others: ["replace-imported-not-required"],
    findings: 1,
    since: 24,
    before: /unknown directive: tool|requires go >= 1.24/,
  },
  {
    name: "mylib, without a dot, that is not required",
    files: {
      "go.mod": "module app\n\ngo 1.16\n\nreplace mylib => ./mylib\n",
      "main.go": MAIN.replace(A, "mylib"),
      "mylib/go.mod": "module mylib\n",
      "mylib/l.go": "package mylib\n",
    },
    errors: ["replace-imported-not-required"],
    commands: BUILD,
  },
  {
    name: "mylib, without a dot and without the package",
    files: {
      "go.mod": "module app\n\ngo 1.16\n\nrequire mylib v0.0.0\n\nreplace mylib => ./mylib\n",
      "main.go": MAIN.replace(A, "mylib/sub"),
      "mylib/go.mod": "module mylib\n",
      "mylib/l.go": "package mylib\n",
    },
    errors: ["replace-package-missing"],
    commands: BUILD,
  },
  {
    name: "a missing folder for a module that nothing requires",
    files: {
      "go.mod": `${replace("./la")}replace example.com/zzz => ./gone\n`,
      "main.go": MAIN,
      ...LA,
    },
    others: ["replace-not-required"],
  },
  {
    name: "a missing folder for a version that is not in use",
    files: {
      "go.mod": mod(`replace ${A} v1.0.0 => ./la\nreplace ${A} v1.1.0 => ./gone`),
      "main.go": MAIN,
      ...LA,
    },
    others: ["replace-version-unused", "replace-target-missing"],
  },
  {
    name: "a line for the version before one for all",
    files: {
      "go.mod": mod(`replace ${A} => ./gone\nreplace ${A} v1.0.0 => ./lb`),
      "main.go": MAIN,
      ...LB,
    },
    others: ["replace-overridden", "replace-target-missing"],
  },
  {
    name: "two folders for one module",
    files: {
      "go.mod": mod(`replace ${A} => ./la\nreplace ${A} => ./lb`),
      "main.go": MAIN,
      ...LA,
      ...LB,
    },
    errors: ["replace-conflict"],
  },
  {
    name: "two folders for one version",
    files: {
      "go.mod": mod(`replace ${A} v1.0.0 => ./la\nreplace ${A} v1.0.0 => ./la/`),
      "main.go": MAIN,
      ...LA,
    },
    errors: ["replace-conflict"],
  },
  {
    name: "the same line twice",
    files: {
      "go.mod": mod(`replace ${A} => ./la\nreplace ${A} => ./la`),
      "main.go": MAIN,
      ...LA,
    },
    others: ["replace-duplicate"],
  },
  {
    name: "a folder that is a package of a module by now, and that nothing requires",
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nrequire ${A} v1.0.0\n\nreplace ${A} => ./la\n\nreplace ${A}/b/c => ./la/b/c\n`,
      "main.go": MAIN.replace(A, `${A}/b/c`),
      ...LA,
      "la/b/c/c.go": "package c\n",
    },
    others: ["replace-not-required"],
  },
  {
    name: "a folder that is a package of a module by now",
    files: {
      "go.mod": `module m\n\ngo 1.16\n\nrequire ${A} v1.0.0\n\nreplace ${A} => ./la/b\n`,
      "main.go": MAIN,
      "la/go.mod": "module example.com\n",
      "la/b/b.go": "package b\n",
    },
    errors: ["replace-target-no-go-mod"],
  },
  {
    name: "imports of folders that ./... passes by",
    files: {
      "go.mod": replace("./la"),
      "main.go": `package main\n\nimport (\n\t_ "${A}/b/testdata/c"\n\t_ "${A}/linked"\n\t_ "m/_own"\n)\n\nfunc main() {}\n`,
      "_own/own.go": `package own\n\nimport _ "${A}/testdata"\n`,
      ...LA,
      "la/testdata/t.go": "package testdata\n",
      "la/b/testdata/c/c.go": "package c\n",
    },
    prepare: (root) => symlinkSync("b/testdata/c", join(root, "la", "linked")),
  },
  {
    name: "an import of a folder that ./... passes by, and that is a module of its own",
    files: {
      "go.mod": replace("./la"),
      "main.go": `package main\n\nimport _ "${A}/testdata/c"\n\nfunc main() {}\n`,
      ...LA,
      "la/testdata/go.mod": "module example.com/testdata\n",
      "la/testdata/c/c.go": "package c\n",
    },
    errors: ["replace-package-missing"],
    commands: BUILD,
  },
  {
    name: "a replaced module that replaces another",
    files: {
      "go.mod": replace("./x"),
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ../y\n`,
      "x/a.go": 'package a\n\nimport _ "example.com/y"\n',
      "y/go.mod": "module example.com/y\n",
      "y/y.go": "package y\n",
    },
    errors: ["replace-nested-ignored"],
  },
  {
    name: "replaced modules that replace others, each of which is told once",
    files: {
      "go.mod": `${replace("./x/a")}require example.com/b v0.0.0\nreplace example.com/b => ./x/b\n`,
      "main.go": MAIN,
      "x/a/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/y v0.0.0\nrequire example.com/z v1.0.0\n\nreplace example.com/y => ../y\nreplace example.com/z => ../z\n`,
      "x/a/a.go": 'package a\n\nimport _ "example.com/y"\n',
      "x/b/go.mod":
        "module example.com/b\n\ngo 1.16\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ../y\n",
      "x/y/go.mod": "module example.com/y\n",
      "x/y/y.go": "package y\n",
      "x/z/go.mod": "module example.com/z\n",
    },
    errors: ["replace-nested-ignored"],
    findings: 1,
  },
  {
    name: "a nested replace of what no build comes to",
    files: {
      "go.mod": replace("./x", "1.20"),
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.20\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ../y\n`,
      "x/a.go": "package a\n",
      "x/b/b.go": 'package b\n\nimport _ "example.com/y"\n',
      "y/go.mod": "module example.com/y\n",
      "y/y.go": "package y\n",
    },
    others: ["replace-nested-ignored"],
    commands: BUILD,
    // Whether it can be listed is up to what can be downloaded.
    except: [],
  },
  {
    name: "a nested replace of what a build comes to, and go.mod does not list",
    files: {
      "go.mod": replace("./x", "1.20"),
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.20\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ../y\n`,
      "x/a.go": 'package a\n\nimport _ "example.com/y"\n',
      "y/go.mod": "module example.com/y\n",
      "y/y.go": "package y\n",
    },
    errors: ["replace-nested-ignored"],
    commands: BUILD,
    except: [],
  },
  {
    name: "a nested replace that is repeated",
    files: {
      "go.mod": `${replace("./x")}replace example.com/y => ./y\n`,
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ../y\n`,
      "x/a.go": 'package a\n\nimport _ "example.com/y"\n',
      "y/go.mod": "module example.com/y\n",
      "y/y.go": "package y\n",
    },
  },
  {
    name: "a missing folder that only a dependency requires, go 1.16",
    files: {
      "go.mod": `${replace("./x")}replace example.com/y => ./gone\n`,
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/y v1.0.0\n`,
      "x/a.go": "package a\n",
    },
    errors: ["replace-target-missing"],
  },
  {
    name: "a missing folder that only a dependency requires, go 1.17",
    files: {
      "go.mod": `${replace("./x", "1.17")}replace example.com/y => ./gone\n`,
      "main.go": MAIN,
      "x/go.mod": `module ${A}\n\ngo 1.17\n\nrequire example.com/y v1.0.0\n`,
      "x/a.go": "package a\n",
    },
    others: ["replace-target-missing"],
  },
  {
    name: "an unreadable go.mod in the folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA, "la/go.mod": "module a\nxyz (\n" },
    errors: ["replace-target-syntax"],
  },
  {
    name: "an unknown directive and a bad replace in the folder's go.mod",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      ...LA,
      "la/go.mod": `module ${A}\nfrob x\nreplace a => b\n`,
    },
  },
  ...["la", "~/la", "file:///x", "$HOME/la", "x@v1.0.0"].map((target) => ({
    name: `${target} for a folder`,
    files: { "go.mod": replace(target), "main.go": MAIN, ...LA },
    errors: ["replace-target-no-path"] as const,
  })),
  {
    name: "a branch for a version",
    files: { "go.mod": replace("example.com/fork master"), "main.go": MAIN },
    errors: ["version-unresolved"],
  },
  {
    name: "a short version",
    files: {
      "go.mod": replace("./la").replace("v1.0.0", "v1.0"),
      "main.go": MAIN,
      ...LA,
    },
    errors: ["version-not-canonical"],
  },
  {
    name: "a retract of what is no version",
    files: { "go.mod": "module example.com/m\n\nretract foo\n", "main.go": EMPTY_MAIN },
    errors: ["version-unresolved"],
  },
  {
    name: "a retract of a major version that is another module's",
    files: { "go.mod": "module example.com/m\n\nretract v2.0.0\n", "main.go": EMPTY_MAIN },
    errors: ["version-mismatch"],
  },
  {
    name: "a major version that the path does not have",
    files: { "go.mod": replace("example.com/c v2.0.0"), "main.go": MAIN },
    errors: ["version-mismatch"],
  },
  {
    name: "a blank in quotes",
    files: {
      "go.mod": replace('"./l c"'),
      "main.go": MAIN,
      "l c/go.mod": "",
      "l c/a.go": "package a",
    },
  },
  {
    name: "a blank without quotes",
    files: { "go.mod": replace("./l c"), "main.go": MAIN },
    errors: ["replace-target-unquoted"],
  },
  ...["`./la`", "'./la'", "./la /* x */", '"./la', "./la foo bar"].map((target) => ({
    name: `${target} that no parser takes`,
    files: { "go.mod": replace(target), "main.go": MAIN, ...LA },
    errors: ["file-syntax"] as const,
  })),
  {
    name: "a byte order mark",
    files: { "go.mod": `\ufeff${replace("./la")}`, "main.go": MAIN, ...LA },
    errors: ["file-encoding"],
  },
  {
    name: "no module line",
    files: { "go.mod": "go 1.16\n", "main.go": EMPTY_MAIN },
    errors: ["module-path-missing"],
  },
  {
    name: "a replace of the module itself",
    files: { "go.mod": `${replace("./la")}replace m => ./la\n`, "main.go": MAIN, ...LA },
    others: ["replace-of-main-module"],
  },
  {
    name: "a package named internal",
    files: {
      "go.mod":
        "module myproject\n\ngo 1.16\n\nrequire local/internal v0.0.0\n\nreplace local/internal => ./internal\n",
      "main.go": 'package main\n\nimport _ "local/internal"\n\nfunc main() {}\n',
      "internal/go.mod": "module local/internal\n",
      "internal/i.go": "package internal\n",
    },
    errors: ["replace-internal"],
    commands: BUILD,
  },
  {
    name: "a package named internal of the module's own",
    files: {
      "go.mod":
        "module local/m\n\ngo 1.16\n\nrequire local/internal v0.0.0\n\nreplace local/internal => ./internal\n",
      "main.go": 'package main\n\nimport _ "local/internal"\n\nfunc main() {}\n',
      "internal/go.mod": "module local/internal\n",
      "internal/i.go": "package internal\n",
    },
  },
  ...[".", ".."].map((target) => ({
    name: `${target} for a folder`,
    files: { "go.mod": replace(target), "main.go": EMPTY_MAIN, "../go.mod": "" },
    others: ["syntax-newer", "replace-path-mismatch"].slice(
      0,
      target === "." ? 2 : 1,
    ) as Finding["code"][],
    since: 22,
  })),
  ...(
    [
      ["toolchain go1.21.1", 21, "1.21"],
      ["godebug default=go1.21", 23, "1.16"],
      [`tool ${A}`, 24, "1.16"],
      ["ignore ./x", 25, "1.16"],
    ] as const
  ).map(([line, since, version]) => ({
    name: line,
    files: { "go.mod": `${replace("./la", version)}${line}\n`, "main.go": MAIN, ...LA },
    // Where the go line asks for that Go, it is no news.
    others: version === "1.16" ? (["syntax-newer"] as const) : [],
    since,
  })),
  {
    name: "a toolchain line that go mod tidy would take out",
    files: { "go.mod": `${replace("./la", "1.21")}toolchain default\n`, "main.go": MAIN, ...LA },
    errors: ["toolchain-idle"],
    since: 22,
    before: /unknown directive: toolchain/,
  },
  ...["go1.22", "go1.21.1"].map((name) => ({
    name: `toolchain ${name} below or at the go line`,
    files: { "go.mod": `${replace("./la", "1.22")}toolchain ${name}\n`, "main.go": MAIN, ...LA },
    errors: ["toolchain-idle"] as const,
    commands: ["list -m all"],
    since: 22,
    before: /unknown directive: toolchain/,
  })),
  ...(
    [
      ["asynctimerchan=1", 27],
      ["asynctimerchan=0", 0],
      ["gotypesalias=0", 27],
      ["default=go1.99", 0],
      ["default=1.22", 0],
    ] as const
  ).map(([setting, since]) => ({
    name: `godebug ${setting}`,
    files: {
      "go.mod": `${replace("./la", `1.${since || 23}`)}godebug ${setting}\n`,
      "main.go": MAIN,
      ...LA,
    },
    errors: setting.endsWith("=0") && since === 0 ? [] : (["godebug-refused"] as const),
    since: since || 23,
    before: /unknown directive: godebug|requires go >= 1.2[37]/,
    ...(since > 0 && { settings: {} }),
  })),
  {
    name: "a godebug setting that Go does not know",
    files: { "go.mod": `${replace("./la")}godebug nosuch=1\n`, "main.go": MAIN, ...LA },
    errors: ["godebug-unknown"],
    others: ["syntax-newer"],
    since: 23,
    before: /unknown directive: godebug/,
  },
  {
    name: "a folder whose module needs a newer Go than the main one",
    files: {
      "go.mod": replace("./la"),
      "main.go": MAIN,
      ...LA,
      "la/go.mod": `module ${A}\n\ngo 1.22\n`,
    },
    errors: ["go-line-lower"],
    since: 22,
  },

  {
    name: "a vendor that hides a missing folder",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      rmSync(join(root, "la"), { recursive: true });
    },
    others: ["vendor-hides-target"],
    commands: BUILD,
  },
  {
    name: "a vendor that is linked",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      renameSync(join(root, "vendor"), join(root, "_vendor"));
      symlinkSync("_vendor", join(root, "vendor"));
      rmSync(join(root, "la"), { recursive: true });
    },
    others: ["vendor-hides-target"],
    commands: BUILD,
  },
  ...(
    [
      ["another folder", "=> ./la", "=> ./lb"],
      ["a line more", "replace", `replace ${A} v1.0.0 => ./lb\nreplace`, "replace-overridden"],
      ["a line less", `replace ${A} => ./la`, ""],
      ["another version", `${A} v1.0.0`, `${A} v1.1.0`],
    ] as const
  ).map(([what, from, to, ...others]) => ({
    name: `a vendor from before ${what}`,
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA, ...LB },
    prepare: async (root: string, go: Go) => {
      await vendored(root, go);
      edit(root, "go.mod", from, to);
    },
    errors: ["vendor-inconsistent"] as const,
    others,
    commands: BUILD,
  })),
  {
    name: "a vendor from before a line that nothing needs",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA, "g/go.mod": "" },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "go.mod", "replace", "replace example.com/yyy => ./g\nreplace");
    },
    errors: ["vendor-inconsistent"],
    others: ["replace-not-required"],
    commands: BUILD,
  },
  ...(
    [
      ["a module imported since, not required", "example.com/c", "replace-imported-not-required"],
      ["a package imported since", `${A}/sub`, "vendor-package-missing"],
      ["a package imported since that is nowhere", `${A}/none`, "replace-package-missing"],
    ] as const
  ).map(([what, path, code]) => ({
    name: `a vendor from before ${what}`,
    files: {
      "go.mod": `${replace("./la", "1.17")}${path.startsWith(A) ? "" : `replace ${path} => ./lc\n`}`,
      "main.go": MAIN,
      ...LA,
      "la/sub/s.go": "package sub\n",
      "lc/go.mod": "module example.com/c\n",
      "lc/c.go": "package c\n",
    },
    prepare: async (root: string, go: Go) => {
      await vendored(root, go);
      edit(root, "main.go", "import", `import _ "${path}"\nimport`);
    },
    errors: [code] as const,
    commands: BUILD,
  })),
  {
    name: "a vendor from before a requirement and a folder's newer go line",
    files: { "go.mod": replace("./la", "1.17"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "go.mod", `${A} v1.0.0`, `${A} v1.1.0`);
      edit(root, "la/go.mod", "go 1.16", "go 1.22");
    },
    errors: ["vendor-inconsistent", "go-line-lower"],
    commands: BUILD,
  },
  {
    name: "a vendor from before a requirement of what is gone",
    files: { "go.mod": replace("./la", "1.17"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "go.mod", `${A} v1.0.0`, `${A} v1.1.0`);
      rmSync(join(root, "la"), { recursive: true });
    },
    errors: ["vendor-inconsistent"],
    others: ["vendor-hides-target"],
    commands: BUILD,
  },
  ...["default", "go1.20", "go1.22", "go1.21.1"].map((name) => ({
    name: `a vendor, and toolchain ${name}`,
    files: { "go.mod": replace("./la", "1.22"), "main.go": MAIN, ...LA },
    prepare: async (root: string, go: Go) => {
      await vendored(root, go);
      edit(root, "go.mod", "go 1.22", `go 1.22\n\ntoolchain ${name}`);
    },
    errors: name === "go1.21.1" ? [] : (["toolchain-idle"] as const),
    commands: BUILD,
    since: 22,
    before: /unknown directive: toolchain/,
  })),
  {
    name: "a vendor, and an exclude of what is required",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "go.mod", "replace", `exclude ${A} v1.0.0\n\nreplace`);
    },
    errors: ["requirement-excluded"],
    commands: BUILD,
  },
  {
    name: "a vendor, and a missing folder that nothing needs",
    files: {
      "go.mod": `${replace("./la")}replace example.com/z => ./gone\n`,
      "main.go": MAIN,
      ...LA,
    },
    prepare: vendored,
    others: ["replace-not-required"],
    commands: BUILD,
  },
  {
    name: "a vendor of go 1.13, asked for by -mod=vendor",
    files: { "go.mod": replace("./la", "1.13"), "main.go": MAIN, ...LA },
    prepare: vendored,
    settings: { GOFLAGS: "-mod=vendor" },
    commands: BUILD,
  },
  {
    name: "a vendor of go 1.13 from before another version",
    files: { "go.mod": replace("./la", "1.13"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "go.mod", `${A} v1.0.0`, `${A} v1.1.0`);
    },
    settings: { GOFLAGS: "-mod=vendor" },
    errors: ["vendor-inconsistent"],
    commands: BUILD,
  },
  ...(["1.13", "1.17"] as const).map((version) => ({
    name: `a folder in a vendor of go ${version}`,
    files: {
      "go.mod": replace(`./vendor/${A}`, version),
      "main.go": MAIN,
      ...Object.fromEntries(
        Object.entries(LA).map(([path, text]) => [path.replace("la/", `vendor/${A}/`), text]),
      ),
    },
    errors: version === "1.13" ? [] : (["replace-target-in-vendor"] as const),
    others: version === "1.13" ? (["replace-target-in-vendor"] as const) : [],
    commands: BUILD,
  })),
  {
    name: "a vendor in which only the line for the version is another",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA },
    prepare: async (root, go) => {
      await vendored(root, go);
      edit(root, "vendor/modules.txt", "v1.0.0 => ./la", "v1.0.0 => ./lb");
    },
    others: ["vendor-inconsistent"],
    commands: BUILD,
    since: 22,
  },
  {
    name: "a vendor from before two requirements, all of which one command mends",
    files: {
      "go.mod": mod(`replace ${A} => ./la`),
      "main.go": MAIN,
      ...LA,
      "lb/go.mod": "module example.com/b\n",
      "lb/b.go": "package b\n",
    },
    prepare: async (root, go) => {
      await vendored(root, go);
      const more = `require example.com/b v1.0.0\n\nreplace example.com/b => ./lb\n`;
      writeFileSync(join(root, "go.mod"), mod(`replace ${A} => ./la\n\n${more}`));
    },
    errors: ["vendor-inconsistent"],
    findings: 1,
    commands: BUILD,
  },
  {
    name: "a vendor of a module that replaces itself",
    files: {
      "go.mod": `${replace("./la")}replace m => ./\n`,
      "main.go": MAIN,
      ...LA,
      "vendor/modules.txt": `# ${A} v1.0.0 => ./la\n## explicit; go 1.16\n${A}\n# ${A} => ./la\n`,
      [`vendor/${A}/a.go`]: "package a\n",
    },
    others: ["replace-of-main-module", "vendor-inconsistent"],
    commands: BUILD,
    since: 22,
  },
  {
    name: "an empty vendor",
    files: { "go.mod": replace("./la"), "main.go": MAIN, ...LA, "vendor/.keep": "" },
    errors: ["vendor-inconsistent"],
    commands: BUILD,
  },
  {
    name: "an empty vendor of a module without requirements",
    files: { "go.mod": "module m\n\ngo 1.16\n", "main.go": EMPTY_MAIN, "vendor/.keep": "" },
    commands: BUILD,
  },
  ...(["go 1.13\n", ""] as const).map((line) => ({
    name: `a vendor that is not used, with ${JSON.stringify(line)}`,
    files: {
      "go.mod": replace("./la").replace("go 1.16\n", line),
      "main.go": MAIN,
      "vendor/x": "",
    },
    errors: ["replace-target-missing"] as const,
    commands: BUILD,
  })),
  {
    name: "a vendor that is a file",
    files: { "go.mod": replace("./la"), "main.go": MAIN, vendor: "" },
    errors: ["replace-target-missing"],
  },
  {
    name: "a vendor made with a blank in the path",
    files: {
      "go.mod": replace('"./l c"'),
      "main.go": MAIN,
      "l c/go.mod": "",
      "l c/a.go": "package a",
    },
    prepare: vendored,
    errors: ["vendor-blank-in-target"],
    commands: BUILD,
  },

  ...(() => {
    const used = (name: string, rest = "", version = "1.18") => ({
      [`${name}/go.mod`]: `module example.com/${name}\n\ngo ${version}\n${rest}`,
      [`${name}/x.go`]: `package ${name}\n`,
    });
    const needs = (target: string) => `\nrequire ${A} v1.0.0\n\nreplace ${A} => ${target}\n`;
    const VENDOR = {
      "vendor/modules.txt": `## workspace\n# ${A} v1.0.0 => ./la\n## explicit; go 1.16\n# ${A} => ./la\n`,
    };
    const WORK = "go 1.18\n\nuse (\n\t./m1\n\t./m2\n)\n";
    const trees: readonly Tree[] = [
      {
        name: "-mod=mod in a workspace",
        files: { "go.work": WORK, ...used("m1"), ...used("m2") },
        settings: { GOFLAGS: "-mod=mod" },
        errors: ["flag-mod-in-workspace"],
      },
      {
        name: "-mod=vendor in a workspace without one",
        files: { "go.work": WORK, ...used("m1", needs("../la")), ...used("m2"), ...LA },
        settings: { GOFLAGS: "-mod=vendor" },
        errors: ["flag-mod-vendor-missing"],
        commands: ["build ./m1"],
        since: 22,
        before: /may only be set to readonly/,
      },
      {
        name: "a vendored workspace",
        files: { "go.work": WORK, ...used("m1", needs("../la")), ...used("m2"), ...LA, ...VENDOR },
        commands: ["build ./m1"],
      },
      {
        name: "a vendored workspace from before another version",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../la").replace("v1.0.0", "v1.1.0")),
          ...used("m2"),
          ...LA,
          ...VENDOR,
        },
        errors: ["vendor-inconsistent"],
        commands: ["build ./m1"],
        since: 22,
      },
      {
        name: "a vendored workspace from before another folder",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../lb")),
          ...used("m2"),
          ...LB,
          ...VENDOR,
        },
        errors: ["vendor-inconsistent"],
        commands: ["build ./m1"],
        since: 22,
      },
      {
        name: "a vendored workspace from before a line in go.work",
        files: {
          "go.work": `${WORK}replace example.com/b => ./lb\n`,
          ...used("m1", needs("../la")),
          ...used("m2"),
          ...LA,
          ...LB,
          ...VENDOR,
        },
        errors: ["vendor-inconsistent"],
        others: ["replace-not-required"],
        commands: ["build ./m1"],
        since: 22,
      },
      {
        name: "a vendored workspace from before a module of it was used",
        files: {
          "go.work": `${WORK}use ./la\n`,
          ...used("m1", needs("../la")),
          ...used("m2"),
          ...LA,
          ...VENDOR,
        },
        errors: ["vendor-inconsistent"],
        commands: ["build ./m1"],
        since: 22,
      },
      {
        name: "a vendored workspace from before a line was taken out",
        files: { "go.work": WORK, ...used("m1"), ...used("m2"), ...VENDOR },
        errors: ["vendor-inconsistent"],
        commands: ["build ./m1"],
        since: 22,
      },
      {
        name: "a module whose replace counts for what only another requires",
        files: {
          "go.work": WORK,
          ...used("m1", `\nrequire ${A} v1.0.0\n`),
          ...used("m2", `\nreplace ${A} => ../gone\n`),
        },
        errors: ["replace-target-missing"],
        // A build does not come to it, as nothing imports it.
        commands: ["list -m all"],
      },
      {
        name: "one folder for two modules, across a workspace",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../la")),
          ...used("m2", needs("../la").replaceAll(A, "example.com/a2")),
          "m1/x.go": `package m1\n\nimport _ "${A}"\n`,
          ...LA,
        },
        errors: ["replace-shared-target"],
        commands: ["build ./m1"],
        except: [24, 26],
      },
      { name: "modules that agree", files: { "go.work": WORK, ...used("m1"), ...used("m2") } },
      {
        name: "a godebug setting of go.work that Go does not know",
        files: { "go.work": `${WORK}godebug nosuch=1\n`, ...used("m1"), ...used("m2") },
        errors: ["godebug-unknown"],
        others: ["syntax-newer"],
        since: 23,
        before: /unknown directive: godebug/,
      },
      {
        name: "a module that is gone",
        files: { "go.work": `${WORK}use ./gone\n`, ...used("m1"), ...used("m2") },
        errors: ["work-use-missing"],
      },
      {
        name: "a module used twice",
        files: { "go.work": `${WORK}use m1/\n`, ...used("m1"), ...used("m2") },
        errors: ["work-use-duplicate"],
      },
      {
        name: "modules that replace one by different folders",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../la")),
          ...used("m2", needs("../lb")),
          ...LA,
          ...LB,
        },
        errors: ["work-conflict"],
      },
      {
        name: "modules that replace one in different words, the second by its version",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../la")),
          ...used("m2", `\nreplace ${A} v1.0.0 => ../la/\n`),
          ...LA,
        },
        errors: ["work-conflict"],
        commands: ["list -m all"],
      },
      {
        name: "modules that replace one in different words, the first by its version",
        files: {
          "go.work": WORK,
          ...used("m1", `\nreplace ${A} v1.0.0 => ../gone\n`),
          ...used("m2", needs("../la")),
          ...LA,
        },
        commands: ["list -m all"],
      },
      {
        name: "modules that replace one by the same folder",
        files: {
          "go.work": WORK,
          ...used("m1", needs("../la")),
          ...used("m2", needs("./../m2/../la")),
          ...LA,
        },
      },
      {
        name: "different folders that the workspace decides upon",
        files: {
          "go.work": `${WORK}replace ${A} => ./la\n`,
          ...used("m1", needs("../la")),
          ...used("m2", needs("../lb")),
          ...LA,
        },
        others: ["work-hides-replace"],
      },
      {
        name: "a workspace that replaces what it uses",
        files: {
          "go.work": `${WORK}replace example.com/m2 => ./m2\n`,
          ...used("m1"),
          ...used("m2"),
        },
        errors: ["work-replaces-used"],
      },
      {
        name: "a missing folder for what is used and required by a placeholder",
        files: {
          "go.work": `${WORK}replace example.com/m2 => ./gone\n`,
          ...used("m1", "\nrequire example.com/m2 v0.0.0\n"),
          ...used("m2"),
        },
        errors: ["work-replaces-used"],
      },
      {
        name: "a workspace that replaces by a missing folder",
        files: {
          "go.work": `${WORK}replace ${A} => ./gone\n`,
          ...used("m1", `\nrequire ${A} v1.0.0\n`),
          ...used("m2"),
          "m1/x.go": `package m1\n\nimport _ "${A}"\n`,
        },
        errors: ["replace-target-missing"],
      },
      {
        name: "a short version, which is fine here",
        files: {
          "go.work": `${WORK}replace ${A} v1 => ./la\n`,
          ...used("m1", `\nrequire ${A} v1.0.0\n`),
          ...used("m2"),
          ...LA,
        },
      },
      {
        name: "a branch, which is not",
        files: {
          "go.work": `${WORK}replace ${A} => example.com/b master\n`,
          ...used("m1"),
          ...used("m2"),
        },
        errors: ["file-syntax"],
      },
      {
        name: "a directive that go.work does not have",
        files: { "go.work": `${WORK}require ${A} v1.0.0\n`, ...used("m1"), ...used("m2") },
        errors: ["file-syntax"],
      },
      {
        name: "a module that needs a newer Go than go.work says",
        files: { "go.work": WORK, ...used("m1", "", "1.22"), ...used("m2") },
        errors: ["work-go-lower"],
        since: 22,
      },
      {
        name: "a module that needs a newer Go than a go.work without a go line",
        files: {
          "go.work": WORK.replace("go 1.18\n", ""),
          ...used("m1", "", "1.21"),
          ...used("m2"),
        },
        errors: ["work-go-lower"],
        since: 22,
      },
      {
        name: "a module whose newer Go was but a hint",
        files: { "go.work": WORK, ...used("m1", "", "1.20"), ...used("m2") },
      },
      {
        name: "a file for a used folder",
        files: { "go.work": WORK, ...used("m1"), m2: "" },
        errors: ["work-use-missing"],
      },
      {
        name: "two modules of one path",
        files: {
          "go.work": `${WORK}use ./m3\n`,
          ...used("m1"),
          ...used("m2"),
          ...used("m3"),
          "m3/go.mod": "module example.com/m1\n\ngo 1.18\n",
        },
        errors: ["work-module-duplicate"],
        // Before, it is one of the two that is built.
        commands: ["list -m all"],
        since: 22,
      },
      {
        name: "a module used by its folder and through a link",
        files: { "go.work": WORK, ...used("m1") },
        prepare: (root) => symlinkSync("m1", join(root, "m2")),
        errors: ["work-module-duplicate"],
        // Before, it is one of the two that is built.
        commands: ["list -m all"],
        since: 22,
      },
    ];
    return trees.map((tree) => ({ commands: ["build ./m1", "list -m all"], ...tree }));
  })(),
];

/** Makes a tree in `proj` below a folder. @returns where that is */
export async function growTree({ files, prepare }: Tree, go: Go, folder: string): Promise<string> {
  const root = join(folder, "proj");
  writeTree(root, files);
  await prepare?.(root, go);
  return root;
}
