// The catalogue of findings: every code has its sentences, and none has a line of its own making.
import { expect, it } from "vitest";
import { CATALOGUE } from "../../src/findings/catalogue.js";
import { explainFinding, type Finding, makeFinding } from "../../src/findings/finding.js";

// Arguments of any name, each of which says its own.
const ARGS = new Proxy({}, { get: (_, name) => `«${String(name)}»` });

it.each(Object.keys(CATALOGUE) as Finding["code"][])(
  "%s prints no command with a word in it that a shell would run",
  (code) => {
    const args = new Proxy({}, { get: () => "./a;$(pwned)" });
    const { fix } = explainFinding(
      makeFinding(code, "error", { file: "go.mod", line: 1 }, args as never),
    );
    // Versions are none of anybody's words.
    expect(fix.replace(/ -go=\S+/, "")).not.toMatch(/\bgo (?:get|mod|work)\b.*pwned/);
  },
);

it("shows no password of a target that is a URL", () => {
  for (const target of ["https://you:SECRET@a/x", "you:SECRET@a/x y"])
    expect(CATALOGUE["replace-target-no-path"]({ target, detail: "" }).fix).not.toContain(
      "SECRET ",
    );
});

it.each(Object.keys(CATALOGUE) as Finding["code"][])(
  "%s says what is so and what to do",
  (code) => {
    const place = { file: "go.mod", line: 1 };
    const { message, fix, go } = explainFinding(makeFinding(code, "error", place, ARGS as never));
    for (const sentence of [message, fix]) {
      expect(sentence).toMatch(/^[^\s].*[^\s.]$/);
      expect(sentence).not.toMatch(/undefined|\n/);
    }
    for (const words of go) expect(words).not.toBe("");
  },
);
