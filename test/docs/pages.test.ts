// The README and the pages: short enough, without a broken link, and true where a figure or a table can be compared.
import { existsSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";
import { listPages, readPage, readRow } from "../setup/readme.js";

const withoutCode = (text: string) => text.replaceAll(/^```.*?^```$/gms, "");

/** What a reader sees of a page, but for its blocks of code: tables count, addresses and alternative texts do not. */
const rendered = (text: string) =>
  withoutCode(text)
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\]\([^)]*\)/g, "]");

const countWords = (text: string) =>
  rendered(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

it("the README has at most 1,200 words, those of its tables among them and those of its blocks of code not", () => {
  expect(countWords("a **b** | c-d [e](f) | `g`\n\n```\nh i\n```\n- j\n<!-- k -->")).toBe(6);
  expect(countWords(readPage("README.md"))).toBeLessThanOrEqual(1200);
});

/** The anchors of a page, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)) {
    const stem = rendered(heading)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    for (let number = 0; ; number++) {
      const anchor = number === 0 ? stem : `${stem}-${number}`;
      if (anchors.has(anchor)) continue;
      anchors.add(anchor);
      break;
    }
  }
  return anchors;
}

function linksOf(text: string): string[] {
  const shown = withoutCode(text).replaceAll(/`[^`]*`/g, (code) => "x".repeat(code.length));
  return [
    ...[...shown.matchAll(/\]\(([^)]*)\)/g)].map(([, link = ""]) => link),
    ...[...shown.matchAll(/(?:src|srcset|href)="([^"]*)"/g)].map(([, link = ""]) => link),
  ];
}

describe.each(listPages())("%s", (page) => {
  const links = linksOf(readPage(page));

  it("has no broken link", () => {
    const broken = links
      .filter((link) => !/^\w+:/.test(link))
      .filter((link) => {
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? page : posix.join(posix.dirname(page), path);
        if (target.startsWith("..")) return true;
        if (!existsSync(fileURLToPath(new URL(`../../${target}`, import.meta.url)))) return true;
        return anchor !== undefined && !anchorsOf(readPage(target)).has(anchor);
      });
    expect(broken).toEqual([]);
  });

  it("links to other sites by https and a whole address", () => {
    const others = links.filter((link) => /^\w+:/.test(link));
    for (const link of others) expect(link).toMatch(/^https:\/\/[\w.-]+\.\w+\/\S*$/);
  });

  it("is reached from the README or CONTRIBUTING", () => {
    const reached = ["README.md", "CONTRIBUTING.md"].flatMap((from) => linksOf(readPage(from)));
    if (page.startsWith("docs/")) expect(reached.map((link) => link.split("#")[0])).toContain(page);
  });
});

it("every row of the comparison names its proof", () => {
  const [, table = ""] =
    /## Why not something else\?\n\n(.*?)\n\n/s.exec(readPage("README.md")) ?? [];
  const rows = table.split("\n").slice(2);
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(linksOf(row), row).not.toEqual([]);
});

const cellOf = (value: string | undefined) =>
  value === undefined ? "*unset*" : value === "" ? "*empty*" : `\`${value}\``;

it("the README's first table is what the demo shows", () => {
  const { json } = runCommand(makeFolder(), ["demo", "--json"]);
  const { before, inside, after } = json.shells[0];
  for (const name of Object.keys({ ...before, ...inside }))
    expect(readRow(name, "README.md"), name).toEqual([
      name,
      ...[before, inside, after].map((values) =>
        cellOf(values[name]?.replaceAll(json.prefix, "{prefix}")),
      ),
    ]);
});

it("the README's profiles are those there are", () => {
  const { json } = runCommand(makeFolder(), ["profiles", "--json"]);
  const text = readPage("README.md");
  const [, table = ""] = /## Profiles\n\n(.*?)\n\n/s.exec(text) ?? [];
  const rows = table.split("\n").map((row) =>
    row
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  const [[, ...titles] = [], , ...settings] = rows;
  expect(titles).toEqual(
    json.profiles.map(
      ({ name, isDefault }: { name: string; isDefault: boolean }) =>
        `\`${name}\`${isDefault ? " (default)" : ""}`,
    ),
  );
  const names = new Set(
    json.profiles.flatMap(({ settings }: { settings: object }) => Object.keys(settings)),
  );
  expect(settings.map(([name]) => name)).toEqual([...names]);
  for (const [name = "", ...cells] of settings)
    expect(cells, name).toEqual(
      json.profiles.map(({ settings }: { settings: Record<string, Shown> }) =>
        wordOf(settings[name]),
      ),
    );
});

interface Shown {
  readonly action: string;
  readonly value?: string;
  readonly append?: readonly string[];
}

function wordOf(setting: Shown | undefined): string {
  if (setting === undefined) return "";
  if (setting.action === "set") return `\`${setting.value}\``;
  return setting.action === "add" ? `append \`${setting.append?.join(" ")}\`` : setting.action;
}
