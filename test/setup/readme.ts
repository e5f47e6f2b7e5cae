// What the README and the pages in docs say of the tests, and must go on saying.
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";

const root = new URL("../../", import.meta.url);

/** The text of a page, by its path below the project. */
export function readPage(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** The paths of all pages: the README, those beside it, and those in docs. */
export function listPages(): string[] {
  const pagesIn = (folder: string) =>
    readdirSync(new URL(folder, root)).flatMap((name) =>
      name.endsWith(".md") ? [`${folder}${name}`] : [],
    );
  return [...pagesIn("./"), ...pagesIn("docs/")].map((path) => path.replace(/^\.\//, ""));
}

// However the lines are broken; the history tells of other times.
const words = listPages()
  .filter((path) => path !== "CHANGELOG.md")
  .map(readPage)
  .join("\n")
  .replaceAll(/\s+/g, " ");

/** The cells of a page's row that begins with this one. */
export function readRow(first: string, page = "docs/proof.md"): string[] {
  const row =
    readPage(page)
      .split("\n")
      .find((line) => /^\| *(.*?) *\|/.exec(line)?.[1] === first) ?? "";
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.slice(1, -1);
}

/** Fails unless these words are on one of the pages; shows them all the same. */
export function expectInReadme(...texts: readonly string[]): void {
  console.log(texts.join("\n"));
  for (const text of texts) expect(words.includes(text), `the pages have: ${text}`).toBe(true);
}
