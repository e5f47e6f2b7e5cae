// Settings files that somebody has made to take for ever: each is read, or refused, at once.
import { expect, it } from "vitest";
import { type Files, findIn, refusalOf } from "./read.js";

const MEGABYTE = 1024 * 1024;
/** What is repeated until there is just less than a megabyte of it. */
const fill = (unit: string, around = ["", ""]) =>
  `${around[0]}${unit.repeat(Math.floor((MEGABYTE - 100) / unit.length))}${around[1]}`;

const yaml = (text: string): Files => ({ "conda-go-hooks.yaml": text });
const json = (text: string): Files => ({ "conda-go-hooks.json": text });
const toml = (text: string): Files => ({ "pyproject.toml": `[tool.conda-go-hooks]\n${text}` });

const billion = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
for (let at = 0; at < 20; at++) {
  const [last, next] = [String.fromCharCode(97 + at), String.fromCharCode(98 + at)];
  billion.push(`${next}: &${next} [${Array(10).fill(`*${last}`).join(",")}]`);
}
const manyKeys = (line: (number: number) => string, separator: string) =>
  Array.from({ length: 40_000 }, (_, number) => line(number)).join(separator);

// Each would be minutes of work for what looks at every key from every other.
const TIMEOUT = 10_000;

it.each<[string, Files, string]>([
  ["a chain of aliases", yaml(billion.join("\n")), "config-aliases"],
  ["an anchor within itself", yaml("scan: &x [*x]"), "config-type"],
  ["a map of a megabyte", yaml(fill("a: 1, ", ["{", "}"])), "config-crowded"],
  ["different keys in a map", yaml(`{${manyKeys((one) => `k${one}: 1`, ", ")}}`), "config-crowded"],
  ["open brackets", yaml("[".repeat(100_000)), "config-deep"],
  ["open braces", yaml("{a: ".repeat(100_000)), "config-deep"],
  ["lists in one line", yaml("- ".repeat(100_000)), "config-deep"],
  ["keys in one line", yaml("? ".repeat(100_000)), "config-deep"],
  [
    "indentation",
    yaml(manyKeys((n) => `${" ".repeat(n % 900)}a:`, "\n").slice(0, 1e6)),
    "config-deep",
  ],
  ["a list of empty items", yaml(fill("-\n")), "config-crowded"],
  ["one line of anchors", yaml(fill("&a ")), "config-crowded"],
  ["documents", yaml(fill("---\n")), "config-crowded"],
  ["comments", yaml(fill("# x\n")), "config-crowded"],
  ["lines of text", yaml(fill("a\n")), "config-root"],
  ["lines in quotes", yaml(fill("a\n", ['"', '"'])), "config-root"],
  ["escapes in quotes", yaml(fill("\\\\", ['"', '"'])), "config-root"],
  ["a long value", yaml(fill("x", ["profile: ", ""])), "config-value"],
  ["a long code", yaml(fill("x", ["scan: {ignore: [", "]}"])), "config-value"],
  ["a long unknown key", json(fill("x", ['{"', '": 1}'])), "config-unknown-key"],
  ["a long key", yaml(fill("x", ["", ": 1"])), "config-yaml"],
  ["spaces", yaml(fill(" ", ["profile:", "x"])), "config-value"],
  ["nested JSON", json("[".repeat(400_000) + "]".repeat(400_000)), "config-root"],
  ["nested JSON without an end", json(fill("[")), "config-json"],
  ["nested maps of JSON", json(fill('{"a":')), "config-json"],
  ["many keys of JSON", json(`{${manyKeys((n) => `"k${n}":1`, ",")}}`), "config-unknown-key"],
  ["escapes in JSON", json(fill("\\\\", ['"', '"'])), "config-root"],
  ["a quote that stays open", json(fill("\\\\", ['"', ""])), "config-json"],
  ["nested TOML", toml(`profile = ${"[".repeat(100_000)}`), "config-deep"],
  ["a key of many keys", toml(fill(".a", ["a", "=1"])), "config-unknown-key"],
  ["many keys of TOML", toml(manyKeys((n) => `k${n}=1`, "\n")), "config-unknown-key"],
  [
    "many tables of TOML",
    toml(
      manyKeys((n) => `[tool.conda-go-hooks.a.k${n}]`, "\n")
        .slice(0, 900_000)
        .replace(/\n[^\n]*$/, ""),
    ),
    "config-unknown-key",
  ],
  ["lines of TOML's text", toml(fill('a"\n', ['profile = """', '"""'])), "config-value"],
  ["escapes of TOML", toml(fill("\\\\", ['profile = "', '"'])), "config-value"],
  ["a long list of TOML", toml(fill('"a",', ["shells = [", "]"])), "config-much"],
])("%s", { timeout: TIMEOUT }, (_, files, fault) => {
  expect(refusalOf(files).fault).toBe(fault);
});

it.each<[string, Files]>([
  ["YAML", yaml(`# ${"x".repeat(MEGABYTE)}`)],
  ["JSON", json(" ".repeat(10 * MEGABYTE))],
  [
    "package.json with our key",
    { "package.json": `{"conda-go-hooks": {}, "x": "${fill("x")}${fill("x")}"}` },
  ],
  ["pyproject.toml with our key", toml(fill("x = 1\n") + fill("y = 1\n"))],
])("%s that is larger than a megabyte is refused by its size", (_, files) => {
  const { fault, where } = refusalOf(files);
  expect({ fault, where }).toEqual({ fault: "config-large", where: Object.keys(files)[0] });
});

it.each(["package.json", "pyproject.toml", "pixi.toml"])(
  "a large %s of others is theirs",
  (name) => {
    expect(findIn({ [name]: fill("x").repeat(12) })).toBeNull();
  },
);

it("a thousand environments and long lists of flags are read", { timeout: TIMEOUT }, () => {
  const flags = Array.from({ length: 100 }, (_, number) => `-tags=t${number}`).join(", ");
  const environments = Array.from(
    { length: 1000 },
    (_, number) => `  e${number}: {profile: offline, cgo: true, variables: {GOFLAGS: -race}}`,
  );
  const text = `variables: {GOFLAGS: {append: [${flags}]}}\nenvironments:\n${environments.join("\n")}`;
  expect(Object.keys(findIn(yaml(text))?.config.environments ?? {})).toHaveLength(1000);
});
