// go.mod and go.work files by the rules of Windows, as its Go was seen to take them.
import { describe, expect, it } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { checkModule, checkWorkspace } from "../../src/go/checks/check-module.js";
import { type ModuleReader, makeGoMod } from "../../src/go/loading/module-reader.js";
import { parseWorkFile } from "../../src/go/modfile/parse-modfile.js";
import { pathsOf } from "../../src/go/paths.js";

const paths = pathsOf("win32");
const ROOT = "Z:\\w\\m";

/** A disk on which these folders have a go.mod of this text. */
function makeReader(texts: Readonly<Record<string, string>>): ModuleReader & { asked: string[] } {
  const asked: string[] = [];
  return {
    paths,
    asked,
    async readGoMod(folder) {
      asked.push(folder);
      const text = texts[folder];
      return text === undefined ? { kind: "no-folder" } : makeGoMod(text, folder, paths);
    },
    readGoWork: async () => ({ kind: "no-file" }),
    readPublished: () => null,
    readPackages: () => null,
    hasGoFiles: () => false,
    readVendor: async () => null,
  };
}

async function judgeModule(
  text: string,
  reader: ModuleReader,
  prefixes: readonly string[] = [],
): Promise<Finding[]> {
  const read = makeGoMod(text, ROOT, paths);
  if (read.kind !== "file") throw new Error("it is one");
  const module = { folder: ROOT, file: `${ROOT}\\go.mod`, mod: read.parse("main") };
  return checkModule(module, reader, { prefixes });
}

async function judgeWorkspace(text: string, reader: ModuleReader): Promise<Finding[]> {
  const work = parseWorkFile(text, { windows: true });
  return checkWorkspace({ folder: ROOT, file: `${ROOT}\\go.work`, work }, reader);
}

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const replaceA = (target: string) =>
  `module m\ngo 1.18\nrequire a.b/a v1.0.0\nreplace a.b/a => ${target}\n`;

// What Go 1.27 for Windows opens for each, in a module in Z:\w\m.
const TARGETS = [
  [".\\lib", "Z:\\w\\m\\lib", []],
  ["../lib", "Z:\\w\\lib", []],
  ["/lib", "Z:\\w\\m\\lib", ["replace-target-without-drive"]],
  ["\\lib", "Z:\\w\\m\\lib", ["replace-target-without-drive"]],
  ["C:lib", "Z:\\w\\m\\C:lib", ["replace-target-without-drive"]],
  ["C:/lib", "C:\\lib", ["replace-target-absolute"]],
  ["c:\\lib", "c:\\lib", ["replace-target-absolute"]],
  ["\\\\host\\share\\lib", "\\\\host\\share\\lib", ["replace-target-absolute"]],
] as const;

describe("on Windows, from Z:\\w\\m", () => {
  it.each(TARGETS)("a replace by %s is one by %s", async (target, folder, found) => {
    const reader = makeReader({ [folder]: "module a.b/a\n" });
    expect(codes(await judgeModule(replaceA(target), reader))).toEqual(found);
    expect(new Set(reader.asked)).toEqual(new Set([folder]));
  });

  it.each(TARGETS)("a use of %s is one of %s", async (target, folder) => {
    const reader = makeReader({ [folder]: "module a.b/a\n" });
    expect(await judgeWorkspace(`go 1.18\nuse ${target}\n`, reader)).toEqual([]);
    expect(reader.asked).toEqual([folder]);
  });
});

it("a backslash in the go.mod of a used module hides no conflict", async () => {
  const reader = makeReader({
    [`${ROOT}\\m1`]: replaceA("..\\la").replace("module m", "module a.b/m1"),
    [`${ROOT}\\m2`]: replaceA("..\\lb").replace("module m", "module a.b/m2"),
  });
  const findings = await judgeWorkspace("go 1.18\nuse .\\m1\nuse ./m2\n", reader);
  expect(codes(findings)).toContain("work-conflict");
  expect(findings.map(({ args }) => args)).toContainEqual({
    module: "a.b/a",
    first: `${ROOT}\\la`,
    second: `${ROOT}\\lb`,
    target: "./la",
  });
});

it("a backslash in the go.mod of a replaced module hides no replace", async () => {
  const reader = makeReader({
    [`${ROOT}\\x`]: "module a.b/a\ngo 1.16\nrequire a.b/y v0.0.0\nreplace a.b/y => ..\\y\n",
  });
  expect(codes(await judgeModule(replaceA(".\\x"), reader))).toEqual(["replace-nested-ignored"]);
});

it("a prefix in other letters is the same one", async () => {
  const target = "c:\\ENVS\\Two\\src\\a";
  const reader = makeReader({ [target]: "module a.b/a\n" });
  const judge = (prefix: string) => judgeModule(replaceA(target), reader, [prefix]);
  expect(codes(await judge("C:\\envs\\two"))).toEqual(["replace-target-in-other-environment"]);
  expect(codes(await judge("C:\\envs\\tw"))).toEqual(["replace-target-absolute"]);
  expect(codes(await judge("D:\\envs\\two"))).toEqual(["replace-target-absolute"]);
});

// In wine, and so not in the words of Windows; up to the path they are Go's own.
it.each([
  [
    "no folder",
    replaceA("./gone"),
    "go: a.b/a@v1.0.0 (replaced by ./gone): reading gone\\go.mod: open Z:\\w\\m\\gone\\go.mod: Path not found.",
  ],
  [
    "a used folder that is gone",
    "go 1.18\nuse ./gone\n",
    "go: cannot load module gone listed in go.work file: open gone\\go.mod: Path not found.",
  ],
])("what Go says of %s is known but for the system's words", async (_, text, said) => {
  const judge = text.startsWith("module") ? judgeModule : judgeWorkspace;
  const findings = await judge(text, makeReader({}));
  const words = findings.flatMap((finding) => explainFinding(finding).go);
  expect(words.filter((word) => said.includes(word))).not.toEqual([]);
  expect(words.join("\n")).not.toContain("no such file or directory");
});
