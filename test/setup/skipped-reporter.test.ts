// The list of what was skipped: each reason once, and nothing when there is nothing to say.
import { expect, it } from "vitest";
import { listSkipped, titleSkipped } from "./skipped-reporter.js";

it("says nothing when nothing was skipped", () => {
  expect(listSkipped([])).toEqual([]);
});

it("says each reason once, with the tests below it", () => {
  const noFish = "there is no fish";
  const tests = [
    { file: "a.test.ts", title: titleSkipped("in fish", noFish) },
    { file: "a.test.ts", title: titleSkipped("in tcsh > twice (or more)", "there is no tcsh") },
    { file: "b.test.ts", title: "some time" },
    { file: "b.test.ts", title: titleSkipped("to fish", noFish) },
  ];
  expect(listSkipped(tests)).toEqual([
    "Skipped:",
    "  there is no fish:",
    "    a.test.ts > in fish",
    "    b.test.ts > to fish",
    "  there is no tcsh:",
    "    a.test.ts > in tcsh > twice (or more)",
    "  no reason given:",
    "    b.test.ts > some time",
    "",
  ]);
});
