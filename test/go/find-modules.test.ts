// Where go.mod and go.work files are looked for, and where not.
import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { type Found, findModules } from "../../src/go/loading/find-modules.js";
import { pathsOf } from "../../src/go/paths.js";
import { makeFolder } from "../setup/environments.js";
import { itUnless } from "../setup/programs.js";

function makeFiles(root: string, ...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "");
  }
}

async function find(root: string, ...starts: string[]): Promise<string[]> {
  const found: Found[] = [];
  const places = starts.map((start) => join(root, start));
  for await (const one of findModules(places, pathsOf(process.platform))) found.push(one);
  return found.map(({ folder, name }) => join(relative(root, folder), name ?? "unreadable")).sort();
}

it("finds modules, modules in them, and workspaces", async () => {
  const root = makeFolder();
  const paths = ["go.mod", "go.work", "a/b/go.mod", "a/go.mod", "pkgs/go.mod", "cache/mod/go.mod"];
  makeFiles(root, ...paths);
  expect(await find(root, ".")).toEqual(paths.sort());
});

it.each([
  [".hidden/go.mod"],
  ["_old/go.mod"],
  ["vendor/x/go.mod"],
  ["testdata/go.mod"],
  ["a/node_modules/x/go.mod"],
  ["modcache/example.com/a@v1.0.0/go.mod"],
  ["pkg/mod/x/go.mod", "pkg/mod/cache/download/x"],
  ["go/misc/go.mod", "go/src/go.mod", "go/src/cmd/go/main.go"],
  ["pkgs/x/go.mod", "pkgs/urls.txt"],
  ["a/go.mod/x"],
])("passes by %s", async (...paths) => {
  const root = makeFolder();
  makeFiles(root, ...paths);
  expect(await find(root, ".")).toEqual([]);
});

it("does not start within a GOROOT or a module cache either", async () => {
  const root = makeFolder();
  makeFiles(root, "go/src/go.mod", "go/src/cmd/go/main.go", "x@v1.0.0/sub/go.mod");
  expect(await find(root, "go/src", "x@v1.0.0/sub")).toEqual([]);
});

it("comes by each folder once, whatever leads to it", async () => {
  const root = makeFolder();
  makeFiles(root, "src/a/go.mod", "elsewhere/b/go.mod", "elsewhere/.git/c/go.mod");
  const links = {
    "src/again": "a",
    "src/a/loop": ".",
    "src/up": "..",
    "src/everything": "/",
    "src/gone": "nothing",
    "src/self": "self",
    "src/out": "../elsewhere/b",
    "src/twice": "../elsewhere/b",
    "elsewhere/b/back": "../../src",
  };
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(root, link));
  const expected = ["src/a/go.mod", "src/out/go.mod"];
  expect(await find(root, "src")).toEqual(expected);
  expect(await find(root, "src", "src/a", "src/a/loop")).toEqual(expected);
  expect(await find(root, "src/a", "src")).toEqual(expected);
});

it("follows a link to a folder that it passes by under its own name", async () => {
  const root = makeFolder();
  makeFiles(root, ".trees/a/go.mod");
  symlinkSync(".trees/a", join(root, "a"));
  expect(await find(root, ".")).toEqual(["a/go.mod"]);
});

it("follows no link into a GOROOT or a module cache", async () => {
  const root = makeFolder();
  makeFiles(root, "go/src/cmd/go/main.go", "go/src/go.mod", "mods/a@v1.0.0/b/go.mod", "x/y");
  symlinkSync(realpathSync(join(root, "go/src")), join(root, "x/std"));
  symlinkSync(realpathSync(join(root, "mods/a@v1.0.0/b")), join(root, "x/a"));
  expect(await find(root, "x")).toEqual([]);
});

const rootReads = process.getuid?.() === 0 ? "root may read all" : null;
itUnless(rootReads, "reports a folder that it may not read", async () => {
  const root = makeFolder();
  makeFiles(root, "a/go.mod", "closed/go.mod");
  chmodSync(join(root, "closed"), 0);
  expect(await find(root, ".")).toEqual(["a/go.mod", "closed/unreadable"]);
  chmodSync(join(root, "closed"), 0o700);
});
