// Which packages a module has, and that each import is found, however far down its file.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { findBuildTarget } from "../../src/go/loading/build-constraint.js";
import { readPackages } from "../../src/go/loading/packages.js";
import { makeFolder } from "../setup/environments.js";

const TARGET = findBuildTarget("linux", "x64");

function readModule(files: Readonly<Record<string, string>>) {
  const root = makeFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return readPackages(root, TARGET);
}

it("has the packages of a module, and not those of modules in it", () => {
  const packages = readModule({
    "go.mod": "",
    "a.go": "package a",
    "b/c/c.go": "package c",
    "b/README.md": "",
    "nested/go.mod": "",
    "nested/n.go": "package n",
    "nested/below/n.go": "package n",
    "vendor/v/v.go": "package v",
    "testdata/t.go": "package t",
    "_x/x.go": "package x",
    ".y/y.go": "package y",
  });
  expect([...packages.keys()].sort()).toEqual(["", "b/c"]);
  const asked = ["", "b/c", "b", "nested", "nested/below", "vendor/v", "testdata", "_x", "b/c/"];
  const found = asked.filter((path) => packages.has(path));
  expect(found).toEqual(["", "b/c", "testdata", "_x"]);
  expect(["b", "../x", "b/../b/c"].map((path) => packages.get(path))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

const LONG = "// and so on\n".repeat(1000);

it.each([
  ["a licence above", `/*\n${LONG}*/\npackage a\nimport "x/y"\n`],
  ["a licence line by line", `${LONG}package a\nimport "x/y"\n`],
  ["a comment between imports", `package a\nimport "fmt"\n/*\n${LONG}*/\nimport "x/y"\n`],
  ["a comment in a block", `package a\nimport (\n"fmt"\n/*\n${LONG}*/\n"x/y"\n)\n`],
  ["many imports", `package a\nimport (\n${'"fmt"\n'.repeat(3000)}"x/y"\n)\n`],
  ["much code behind", `package a\nimport "x/y"\n${LONG}`],
])("finds the import with %s", (_, source) => {
  const packages = readModule({ "a.go": source });
  expect(packages.get("")?.get("x/y")).toEqual({ code: "built", test: "none" });
});
