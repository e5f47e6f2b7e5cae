// What the README says of the tests, and must go on saying.
import { readFileSync } from "node:fs";
import { expect } from "vitest";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The cells of the table's row that begins with this one. */
export function readRow(first: string): string[] {
  const row = readme.split("\n").find((line) => line.startsWith(`| ${first} |`)) ?? "";
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.slice(1, -1);
}

/** Fails unless these lines, or parts of lines, are in the README; shows them all the same. */
export function expectInReadme(...texts: readonly string[]): void {
  console.log(texts.join("\n"));
  for (const text of texts) expect(readme.includes(text), `the README has: ${text}`).toBe(true);
}
