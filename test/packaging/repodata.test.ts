// The list of a channel's packages: ours goes in, all else stays as it was, and what is no such list is refused.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CondaGoHooksError } from "../../src/errors/error.js";
import { buildCondaPackage } from "../../src/packaging/conda-file.js";
import { formatExactJson, parseExactJson } from "../../src/packaging/exact-json.js";
import { findNextBuild, mergeRepodata, readRepodata } from "../../src/packaging/repodata.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { ABOUT, FILES, IDENTITY, makeExample, sha256 } from "./example-package.js";
import { runPython } from "./readers.js";

const PATH = "/srv/channel/noarch/repodata.json";

const merge = (text: string | null, made = makeExample()) =>
  mergeRepodata(readRepodata(text === null ? null : Buffer.from(text), PATH), made, 4);

/** The error that it ends with: its code, fault and place. */
function mergeFault(text: string, made = makeExample()) {
  try {
    merge(text, made);
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    const { code, fault, where, hint } = error;
    return { code, fault, where, hint };
  }
  throw new Error("it is taken");
}

it("is made where there is none", () => {
  const made = makeExample();
  const { text, isChanged } = merge(null, made);
  expect(isChanged).toBe(true);
  expect(JSON.parse(text)).toEqual({
    info: { subdir: "noarch" },
    packages: {},
    "packages.conda": {
      "go-hooks-1.26-3.conda": {
        ...made.index,
        md5: createHash("md5").update(made.bytes).digest("hex"),
        sha256: sha256(made.bytes),
        size: made.bytes.length,
      },
    },
    removed: [],
    repodata_version: 1,
  });
});

// Of numbers, a time with a fraction and one that no double holds; of keys, those that JavaScript has a meaning for.
const OTHER = `{
  "info": {
    "base_url": "../noarch/",
    "subdir": "noarch"
  },
  "packages": {
    "old-1.0-0.tar.bz2": {
      "build_number": 0,
      "license": "Caf\\u00e9 \\ud83d\\ude00",
      "timestamp": 1508520204.0
    }
  },
  "packages.conda": {
    "__proto__": {
      "constructor": null
    },
    "numpy-1.0-0.conda": {
      "10": 1,
      "9": -0,
      "depends": [
        "python >=3.9"
      ],
      "sha256": "0",
      "size": 12345678901234567890,
      "timestamp": 1e3
    }
  },
  "removed": [
    "bad-1.0-0.conda"
  ],
  "repodata_version": 2,
  "signatures": {}
}
`;

it("keeps everything else, to the byte where it was written in conda-index's manner", () => {
  const { text } = merge(OTHER);
  const ours = /\n {4}"go-hooks-1\.26-3\.conda": \{\n(?: {6}.*\n)+ {4}\},/.exec(text)?.[0] ?? "";
  expect(JSON.parse(`{${ours.slice(0, -1)}}`)).toEqual({
    "go-hooks-1.26-3.conda": JSON.parse(merge(null).text)["packages.conda"][
      "go-hooks-1.26-3.conda"
    ],
  });
  expect(text.replace(ours, "")).toBe(OTHER);
});

it("keeps it too where it is written in one line, behind a byte order mark", () => {
  const inOne = `\ufeff${OTHER.replace(/\n */g, "")}`;
  expect(merge(inOne).text).toBe(merge(OTHER).text);
});

it.each(['""', '"."', '"./"', '"../noarch"', "null"])(
  "is added to where packages are fetched from its own folder, by %s",
  (base) => {
    const { text } = merge(`{"info": {"base_url": ${base}, "subdir": "noarch"}}`);
    expect(JSON.parse(text).info).toEqual({ base_url: JSON.parse(base), subdir: "noarch" });
  },
);

it("stays as it is where the package is in it already", () => {
  // Not as we would write it.
  const text = JSON.stringify(JSON.parse(merge(OTHER).text));
  expect(merge(text)).toEqual({ text, isChanged: false });
});

it("has another build beside the first", () => {
  const next = buildCondaPackage({ ...IDENTITY, buildNumber: 4 }, FILES, ABOUT);
  const { text } = merge(merge(null).text, next);
  expect(Object.keys(JSON.parse(text)["packages.conda"])).toEqual([
    "go-hooks-1.26-3.conda",
    "go-hooks-1.26-4.conda",
  ]);
});

it("names the package no longer among those that were removed", () => {
  const text = '{"removed": ["go-hooks-1.26-3.conda", "bad-1.0-0.conda"]}';
  expect(JSON.parse(merge(text).text).removed).toEqual(["bad-1.0-0.conda"]);
});

it.each<[string, string[], number, number | null]>([
  ["nothing", [], 3, 4],
  ["its own", ["go-hooks-1.26-3.conda"], 3, 4],
  ["later ones", ["go-hooks-1.26-4.conda", "go-hooks-1.26-10.tar.bz2"], 3, 11],
  ["earlier ones", ["go-hooks-1.26-4.conda"], 7, 8],
  ["those of other programs", ["go-hooks-1.26-h12ab_8.conda", "go-hooks-1.26-x.conda"], 3, 9],
  ["other versions and names", ["go-hooks-1.26.1-8.conda", "a-go-hooks-1.26-9.conda"], 3, 4],
  ["other files", ["go-hooks-1.26-8.conda.json", "go-hooks-1.26-9"], 3, 4],
  ["the last one", [`go-hooks-1.26-${Number.MAX_SAFE_INTEGER}.conda`], 3, null],
])("beside %s, the next build is the first that is newer", (_, names, buildNumber, next) => {
  const made = buildCondaPackage({ ...IDENTITY, buildNumber }, FILES, ABOUT);
  expect(findNextBuild(made, names)).toBe(next);
});

describe("is refused", () => {
  const other = buildCondaPackage(IDENTITY, [], ABOUT);

  it("where it has the package with other contents", () => {
    expect(mergeFault(merge(null).text, other)).toEqual({
      code: "package-differs",
      fault: "package-differs",
      where: PATH,
      hint: "make a new build with --build 4, or another version with --version",
    });
  });

  it.each([
    ['{"packages.conda": {"go-hooks-1.26-3.conda": {}}}'],
    ['{"packages.conda": {"go-hooks-1.26-3.conda": null}}'],
    ['{"packages.conda": {"go-hooks-1.26-3.conda": 1}}'],
    ['{"packages": {"go-hooks-1.26-3.tar.bz2": {}}}'],
  ])("where it has one of that name: %s", (text) => {
    expect(mergeFault(text).fault).toBe("package-differs");
  });

  it.each([
    ["", "repodata-json", PATH],
    ["<<<<<<< HEAD", "repodata-json", PATH],
    ['{"packages": {}', "repodata-json", PATH],
    ['{"packages": {1: 2}}', "repodata-json", PATH],
    ['{"a": 01}', "repodata-json", PATH],
    ["[".repeat(101) + "]".repeat(101), "repodata-json", PATH],
    ["[".repeat(100_000), "repodata-json", PATH],
    ["null", "repodata-shape", PATH],
    ["[]", "repodata-shape", PATH],
    ["1", "repodata-shape", PATH],
    ['{"packages": []}', "repodata-shape", `${PATH}, at "packages"`],
    ['{"packages": 1}', "repodata-shape", `${PATH}, at "packages"`],
    ['{"packages.conda": "x"}', "repodata-shape", `${PATH}, at "packages.conda"`],
    ['{"removed": {}}', "repodata-shape", `${PATH}, at "removed"`],
    ['{"info": []}', "repodata-shape", `${PATH}, at "info"`],
    ['{"info": {"subdir": "linux-64"}}', "repodata-subdir", `${PATH}, at "info"`],
    ['{"info": {"subdir": 1}}', "repodata-subdir", `${PATH}, at "info"`],
    ['{"info": {"base_url": "../x"}}', "repodata-base", `${PATH}, at "info"`],
    ['{"info": {"base_url": "https://a.example/noarch/"}}', "repodata-base", `${PATH}, at "info"`],
    ['{"info": {"base_url": "/noarch/"}}', "repodata-base", `${PATH}, at "info"`],
    ['{"info": {"base_url": "noarch"}}', "repodata-base", `${PATH}, at "info"`],
    ['{"info": {"base_url": 1}}', "repodata-base", `${PATH}, at "info"`],
  ])("as %.40s: %s", (text, fault, where) => {
    expect(mergeFault(text)).toMatchObject({ code: "channel-invalid", fault, where });
  });
});

describe("JSON that is kept", () => {
  // Any key and any number in it, as somebody may write it.
  const number = fc.oneof(
    fc.stringMatching(/^-?(?:0|[1-9]\d{0,25})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/),
    fc.constantFrom("-0", "1.0", "9007199254740993", "1E5", "0.10"),
  );
  const key = fc.oneof(
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.constantFrom("__proto__", "constructor", "toString", "10", "9", "\0number:0", "é"),
  );
  const { json } = fc.letrec<{ json: string }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(
        number,
        key.map((text) => JSON.stringify(text)),
        fc.constantFrom("true", "null"),
      ),
      fc.array(tie("json"), { maxLength: 4 }).map((all) => `[${all.join(", ")}]`),
      fc
        .uniqueArray(fc.tuple(key, tie("json")), { selector: ([one]) => one, maxLength: 4 })
        .map(
          (all) => `{${all.map(([one, value]) => `${JSON.stringify(one)}:${value}`).join(",")}}`,
        ),
    ),
  }));

  it("says the same to JavaScript, and twice the same", () => {
    fc.assert(
      fc.property(json, (text) => {
        const written = formatExactJson(parseExactJson(text));
        expect(JSON.parse(written)).toEqual(JSON.parse(text));
        expect(formatExactJson(parseExactJson(written))).toBe(written);
        const digits = (from: string) =>
          (from.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/-?\d[\d.eE+-]*/g) ?? []).sort();
        expect(digits(written)).toEqual(digits(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["escapes", String.raw`\"`.repeat(200_000)],
    ["other escapes", String.raw`\\`.repeat(5_000_000)],
    ["digits", "7".repeat(10_000_000)],
  ])("may have a string of millions of %s", { timeout: 20_000 }, (_, long) => {
    const text = `{"a": "${long}", "b": 1.0}`;
    expect(formatExactJson(parseExactJson(text)) === `{\n  "a": "${long}",\n  "b": 1.0\n}\n`).toBe(
      true,
    );
    // Nor is it slow to say that it does not end.
    for (const broken of [`{"a": "${long}`, `["${long}]`, `[${long}`])
      expect(parseExactJson(broken)).toBeUndefined();
  });

  describeWith(
    "beside Python's json, by which conda-index writes",
    "python3",
    findProgram("python3"),
    (program) => {
      it("is the same text, where no number has digits that Python changes", () => {
        const plain = fc
          .jsonValue({ maxDepth: 4, stringUnit: "grapheme" })
          // Nor are fractions written alike.
          .filter(
            (value) =>
              !/\d[.e]/.test(JSON.stringify(value)) && !JSON.stringify(value).includes("-0"),
          );
        const values = ["\x1f \x7f\x80 \u2028 /", ...fc.sample(plain, 1_000)];
        const texts = runPython(
          { command: [program], env: {} },
          "dump-json.py",
          values,
        ) as string[];
        const own = values.map((value) => formatExactJson(parseExactJson(JSON.stringify(value))));
        expect(own).toEqual(texts);
      });
    },
  );
});

it("refuses a list with bytes that are no UTF-8, which would be written as others", () => {
  const bytes = Buffer.from('{"packages.conda": {"a": "\xff"}}', "latin1");
  expect(() => readRepodata(bytes, PATH)).toThrow(
    expect.objectContaining({ code: "channel-invalid", where: PATH }),
  );
});
