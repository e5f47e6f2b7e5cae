// What healthy projects have, as far as Go would have to download something to judge it too: nothing is said.
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder } from "../setup/environments.js";
import { type Files, judge, writeTree } from "./judge.js";

const MAIN = "module example.com/m\n\ngo 1.22\n\n";

/** By what the tree itself has, as a module cache that is empty. */
async function judgeTree(files: Files): Promise<unknown> {
  const root = join(makeFolder(), "proj");
  writeTree(root, files);
  return (await judge(root)).map(({ code, level, place }) => [code, level, place.line]);
}

const nested = (more: string) =>
  judgeTree({
    "go.mod": `${MAIN}require example.com/a v0.0.0\n\nreplace example.com/a => ./x\n`,
    "x/go.mod": `module example.com/a\n\ngo 1.22\n\nrequire (\n\texample.com/y v1.0.0\n${more})\n\nreplace example.com/y => example.com/fork v1.0.0\n`,
  });

it("a target's own replace of what Go can download like the rest", async () => {
  expect(await nested("\texample.com/z v1.0.0\n")).toEqual([]);
  // If that is all that is not on the machine, there must be a reason.
  expect(await nested("")).toEqual([["replace-nested-ignored", "warning", 7]]);
});

it("versions pinned for what published modules may require", async () => {
  const judged = (target: string) =>
    judgeTree({
      "go.mod": `${MAIN}require example.com/a v1.0.0\n\nreplace example.com/b => ${target}\n`,
      "b/go.mod": "module example.com/b\n",
    });
  expect(await judged("example.com/b v1.2.0")).toEqual([]);
  expect(await judged("./b")).toEqual([["replace-effect-unknown", "info", 7]]);
  // A target that is not there is all that is said of the line.
  expect(await judged("./gone")).toEqual([["replace-target-missing", "warning", 7]]);
});

it("a module in use that a member replaces by a published version of itself", async () => {
  const hidden = (target: string) =>
    judgeTree({
      "go.work": "go 1.22\n\nuse ./a\nuse ./b\n",
      "a/go.mod": `module example.com/a\n\ngo 1.22\n\nrequire example.com/b v1.0.0\n\nreplace example.com/b => ${target}\n`,
      "b/go.mod": "module example.com/b\n\ngo 1.22\n",
    });
  expect(await hidden("example.com/b v1.2.0")).toEqual([]);
  expect(await hidden("example.com/fork v1.2.0")).toEqual([["work-hides-replace", "info", 7]]);
});
