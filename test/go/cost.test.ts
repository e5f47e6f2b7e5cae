// How often a scan looks at the same things, where a go.mod has many lines.
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkModule } from "../../src/go/checks/check-module.js";
import { findBuildTarget } from "../../src/go/loading/build-constraint.js";
import { makeDiskReader } from "../../src/go/loading/module-reader.js";
import { pathsOf } from "../../src/go/paths.js";
import { makeFolder } from "../setup/environments.js";
import { writeTree } from "./judge.js";

const LINES = 100;

it("reads as much for each line as for the one before, where none is required", async () => {
  const root = makeFolder();
  const names = Array.from({ length: LINES }, (_, index) => `l${index}`);
  const replaces = names.map((name) => `replace example.com/${name} => ./${name}\n`);
  const folders = names.map((name): [string, string][] => [
    [`${name}/go.mod`, `module example.com/${name}\n`],
    [`${name}/x.go`, "package x\n"],
  ]);
  writeTree(root, {
    "go.mod": `module m\n\ngo 1.22\n\n${replaces.join("")}`,
    "m.go": `package m\n\n${names.map((name) => `import _ "example.com/${name}"\n`).join("")}`,
    ...Object.fromEntries(folders.flat()),
  });
  const target = findBuildTarget(process.platform, process.arch);
  const reader = makeDiskReader({ paths: pathsOf(process.platform), caches: [], target });
  let asked = 0;
  const counting: typeof reader = {
    ...reader,
    readGoMod: (folder) => {
      asked += 1;
      return reader.readGoMod(folder);
    },
    readPackages: (folder) => {
      asked += 1;
      return reader.readPackages(folder);
    },
  };
  const read = await reader.readGoMod(root);
  if (read.kind !== "file") throw new Error(read.kind);
  const module = { folder: root, file: join(root, "go.mod"), mod: read.parse("main") };
  expect(await checkModule(module, counting)).toHaveLength(LINES);
  expect(asked).toBeLessThan(20 * LINES);
});
