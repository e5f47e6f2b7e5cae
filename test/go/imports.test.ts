// Which imports we find in the head of a Go file.
import { expect, it } from "vitest";
import { readHead } from "../../src/go/loading/imports.js";

it.each([
  ["one", 'package a\nimport "fmt"\n', ["fmt"]],
  [
    "named, dotted and blank ones",
    'package a\nimport (\n\tx "a/x"; . "a/y"\n\t_ `a/z`\n)\n',
    ["a/x", "a/y", "a/z"],
  ],
  [
    "several declarations",
    'package a; import "a"; import ()\nimport ("b")\nvar x = 1\n',
    ["a", "b"],
  ],
  [
    "none in comments",
    'package a // import "x"\n/* import "y" */ import /* z */ "a" // "b"\n',
    ["a"],
  ],
  ["none behind the head", 'package a\nvar s = `\nimport "x"\n`\n', []],
  ["none in what is no Go file", 'import "x"\n', []],
  ["none without an end", 'package a\nimport (\n\t"x"\n', ["x"]],
])("finds %s", (_, source, paths) => {
  expect(readHead(source).paths).toEqual(paths);
});
