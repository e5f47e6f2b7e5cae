// The catalogue of findings: every code has its sentences, an explanation and an example.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ABOUT } from "../../src/findings/about.js";
import { CATALOGUE } from "../../src/findings/catalogue.js";
import { explainFinding, type Finding, makeFinding } from "../../src/findings/finding.js";
import { makePage } from "../../src/findings/page.js";

it.each(Object.keys(CATALOGUE) as Finding["code"][])(
  "%s prints no command with a word in it that a shell would run",
  (code) => {
    const word = "./a;$(pwned)";
    const origin = { source: "shell", file: null, line: null, selector: null };
    const lists = {
      origin,
      toolchainOrigin: origin,
      uncheckedOrigin: origin,
      block: "GOPROXY",
      nested: [{ module: word, target: word }],
      details: [word],
      between: [word, word],
      versions: [word],
      first: [],
      parts: [word],
      takes: [word],
      names: [word],
      // What is in every sentence a name of ours, or quoted where it comes from.
      variable: "GOFLAGS",
      selector: "-n api",
      config: " --config conda-go-hooks.yaml",
      activation: "conda activate api",
      from: { source: "shell", file: word, line: 1, selector: "-n api" },
      files: [word],
      packages: [word],
      shells: [word],
      variables: [word],
      enter: [word],
      ways: [{ shell: word, commands: [word] }],
    };
    const args = new Proxy(lists, { get: (_, key) => lists[key as keyof typeof lists] ?? word });
    const { fix } = explainFinding(
      makeFinding(code, "error", { file: "go.mod", line: 1 }, args as never),
    );
    // Versions are none of anybody's words.
    expect(fix.replace(/ -go=\S+/, "")).not.toMatch(
      /\b(?:go (?:get|mod|work)|npx|export|unset|conda)\b.*pwned/,
    );
  },
);

it("shows no password of a target that is a URL", () => {
  for (const target of ["https://you:SECRET@a/x", "you:SECRET@a/x y"])
    expect(CATALOGUE["replace-target-no-path"]({ target, detail: "" }).fix).not.toContain(
      "SECRET ",
    );
});

it.each(Object.keys(CATALOGUE) as Finding["code"][])(
  "%s says what it is about, what is so and what to do",
  (code) => {
    const { about, example } = ABOUT[code];
    expect(about).toMatch(/^\S.*[^\s.]\.$/);
    const place = { file: "go.mod", line: 1 };
    const finding = makeFinding(code, example.level, place, example.args as never);
    const { message, fix, go, commands } = explainFinding(finding);
    for (const sentence of [message, fix]) {
      expect(sentence).toMatch(/^[^\s].*[^\s.]$/);
      expect(sentence).not.toMatch(/undefined|null|\n/);
    }
    for (const words of go) expect(words).not.toBe("");
    for (const command of commands) expect(fix).toContain(command);
  },
);

it("is what docs/findings.md says; npm run docs writes it", () => {
  const page = readFileSync(new URL("../../docs/findings.md", import.meta.url), "utf8");
  expect(page).toBe(makePage());
});
