// What a code means, for `scan --explain` and for the page of all codes.
import { ABOUT } from "./about.js";
import { CATALOGUE } from "./catalogue.js";
import {
  explainFinding,
  type Finding,
  type FindingCode,
  type Level,
  makeFinding,
} from "./finding.js";

/** What `scan --explain --json` prints. */
export interface CodeReport {
  readonly code: FindingCode;
  /** What it means and why it matters. */
  readonly about: string;
  readonly example: {
    readonly level: Level;
    /** A line of a go.mod or go.work; null when the finding is about the file as a whole. */
    readonly line: string | null;
    readonly message: string;
    readonly go: readonly string[];
    readonly fix: string;
    readonly commands: readonly string[];
  };
}

/** What a code means, with the sentences of its example. */
export function explainCode(code: FindingCode): CodeReport {
  const { about, example } = ABOUT[code];
  const { level, line, args } = example;
  const place = { file: "go.mod", line: null };
  const finding = makeFinding(code, level, place, args as never) as Finding;
  return { code, about, example: { level, line, ...explainFinding(finding) } };
}

/** The same as lines of text. */
export function describeCode({ code, about, example }: CodeReport): string[] {
  return [code, `  ${about}`, "", "for example:", ...describeExample(example)];
}

function describeExample({ level, line, message, go, fix }: CodeReport["example"]): string[] {
  const says = level === "error" ? "Go says" : "Go would say";
  const [first = "", ...more] = (go[0] ?? "").trimEnd().split("\n");
  return [
    ...(line === null ? [] : [`  ${line}`]),
    `    ${level}: ${message}`,
    ...(first === ""
      ? []
      : [`      ${says}: ${first}`, ...more.map((one) => `        ${one.trim()}`)]),
    `      to do: ${fix}`,
  ];
}

/** The page of all codes, as Markdown. */
export function makePage(): string {
  const parts = (Object.keys(CATALOGUE) as FindingCode[]).sort().flatMap((code) => {
    const { about, example } = explainCode(code);
    return [`## ${code}`, "", about, "", "```", ...describeExample(example), "```", ""];
  });
  return [
    "# What scan and doctor find",
    "",
    "Each code, what it means and how to fix it; `conda-go-hooks scan --explain CODE` says the same. In an",
    "example, the first line is of a go.mod or go.work. This page is made by `npm run docs`.",
    "",
    ...parts,
  ].join("\n");
}
