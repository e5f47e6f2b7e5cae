// What healthy projects have, as far as Go would have to download something to judge it too: nothing is said.
import { join } from "node:path";
import { expect, it } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { makeFolder } from "../setup/environments.js";
import { type Files, judge, writeTree } from "./judge.js";

const MAIN = "module example.com/m\n\ngo 1.22\n\n";

function findIn(files: Files): Promise<Finding[]> {
  const root = join(makeFolder(), "proj");
  writeTree(root, files);
  return judge(root);
}

/** By what the tree itself has, as a module cache that is empty. */
async function judgeTree(files: Files): Promise<unknown> {
  return (await findIn(files)).map(({ code, level, place }) => [code, level, place.line]);
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

it("one line, of which one thing is wrong", async () => {
  const judged = (rest: string) =>
    findIn({ "go.mod": `${MAIN}${rest}`, "b/c/c.go": "package c\n" });
  const line = "replace example.com/m/b/c => ./b/c\n";
  // As nothing needs it, it does not matter that it leads nowhere.
  expect((await judged(line)).map(({ code }) => code)).toEqual(["replace-not-required"]);
  const [finding, ...more] = await judged(`require example.com/x v1.0.0\n\n${line}`);
  expect([finding?.code, more]).toEqual(["replace-target-no-go-mod", []]);
  // A go.mod there would take the package out of the module that it is in.
  expect(explainFinding(finding as Finding)).toMatchObject({
    message: "there is no go.mod in ./b/c, which is a package of example.com/m",
    commands: ["go mod edit -dropreplace=example.com/m/b/c"],
  });
});
