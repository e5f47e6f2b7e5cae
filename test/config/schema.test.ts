// The schema: what is shipped is what files are checked by, and what the pages show passes it.
import { Ajv } from "ajv";
import { parse as parseTomlText } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYamlText } from "yaml";
import { findConfig } from "../../src/config/find-config.js";
import { SCHEMA, SCHEMA_ADDRESS, SCHEMA_FILE } from "../../src/config/schema.js";
import { VARIABLE_NAMES } from "../../src/hooks/variables.js";
import { makeFolder } from "../setup/environments.js";
import { listPages, readPage } from "../setup/readme.js";
import { makeSession, writeFiles } from "./read.js";

const shipped = JSON.parse(readPage(SCHEMA_FILE));
const validate = new Ajv({ allowUnionTypes: true }).compile(shipped);

it("is shipped as it is; npm run docs writes it", () => {
  expect(readPage(SCHEMA_FILE)).toBe(`${JSON.stringify(SCHEMA, null, 2)}\n`);
  expect(JSON.parse(readPage("package.json")).files).toContain(SCHEMA_FILE);
  expect(SCHEMA_ADDRESS.endsWith(`/${SCHEMA_FILE}`)).toBe(true);
});

it("says of every key what it is for", () => {
  const missing: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== "object" || schema === null) return;
    const {
      properties = {},
      definitions = {},
      additionalProperties,
    } = schema as Record<string, Record<string, object>>;
    for (const [key, one] of Object.entries({ ...properties, ...definitions })) {
      if (!("description" in one) && !("$ref" in one)) missing.push(`${path}/${key}`);
      visit(one, `${path}/${key}`);
    }
    visit(additionalProperties, `${path}/*`);
  };
  visit(shipped, "");
  expect(missing).toEqual([]);
  expect(Object.keys(shipped.definitions.variables.properties)).toEqual(VARIABLE_NAMES);
});

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const KEYS = Object.keys(SCHEMA.properties);
const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  yaml: parseYamlText,
  json: JSON.parse,
  toml: (text) => (parseTomlText(text).tool as object | undefined) ?? {},
};

/** The settings in a block; null when there are none. */
function settingsIn({ language, text }: Block): object | null {
  const value = PARSERS[language]?.(text);
  if (typeof value !== "object" || value === null) return null;
  if ("conda-go-hooks" in value) return value["conda-go-hooks"] as object;
  return language !== "toml" && Object.keys(value).some((key) => KEYS.includes(key)) ? value : null;
}

const blocks = listPages().flatMap((page) =>
  [...readPage(page).matchAll(/^```(yaml|json|toml)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]): Block => ({ page, language, text }),
  ),
);
const shown = blocks.filter((block) => settingsIn(block) !== null);

describe("a settings file on a page", () => {
  it("is each block of the page about it, in every language", () => {
    const own = blocks.filter(({ page }) => page === "docs/settings-file.md");
    expect(own.filter((block) => !shown.includes(block))).toEqual([]);
    expect(new Set(own.map(({ language }) => language))).toEqual(new Set(Object.keys(PARSERS)));
  });

  it.each(shown)("passes the schema and is read: $page, $text", (block) => {
    expect(validate(settingsIn(block)), JSON.stringify(validate.errors)).toBe(true);
    const { language, text } = block;
    const isShared = language === "json" && !text.includes('"$schema"');
    const name = isShared ? "package.json" : language === "toml" ? "pixi.toml" : `x.${language}`;
    const folder = writeFiles(makeFolder(), { [name]: text });
    expect(findConfig(name, makeSession(folder))).not.toBeNull();
  });
});
