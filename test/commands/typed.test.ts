// A word in a hint, pasted into any of the shells, is that word and nothing else.
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { typed } from "../../src/commands/environment-report.js";
import { describeWith, findProgram } from "../setup/programs.js";

const WORDS = [
  "plain",
  "",
  "a b",
  "it's",
  "\\",
  "/x\\';echo pwned;#/pixi.toml",
  "a\\\\'b",
  "!! !e \\!",
  "$(echo pwned) `echo pwned` $HOME ~ * ? [a] {b,c} & | < > ; # %",
  '"é"',
];

for (const [name, ...options] of [
  ["bash"],
  ["dash"],
  ["zsh", "-f"],
  ["fish", "-N"],
  ["tcsh", "-f"],
]) {
  const program = findProgram(name as string);
  describeWith(`in ${name}`, name as string, program, (found) => {
    it.each(WORDS)("is the word %j", (word) => {
      const script = `/usr/bin/printf '[%s]' ${typed(word)} end`;
      expect(execFileSync(found, [...options, "-c", script], { encoding: "utf8" })).toBe(
        `[${word}][end]`,
      );
    });
  });
}

it("is easy to read where it can be", () => {
  expect(typed("/opt/conda/envs/my-env_1.0")).toBe("/opt/conda/envs/my-env_1.0");
});
