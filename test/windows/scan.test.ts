// Project trees as they are on Windows, judged by the command there and by a real Go for Windows.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import type { ScanResult } from "../../src/reports/scan.js";
import { makeFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeWithWindowsGo, runOnWindows } from "./windows-node.js";

interface Tree {
  readonly name: string;
  /** By path; `{root}` in a text stands for the tree's own, as Windows writes it. */
  readonly files: Readonly<Record<string, string>>;
  readonly errors?: readonly Finding["code"][];
  readonly others?: readonly Finding["code"][];
}

const A = "example.com/a";
const MAIN = { "main.go": `package main\n\nimport _ "${A}"\n\nfunc main() {}\n` };
const LIB = { "lib/go.mod": `module ${A}\n\ngo 1.16\n`, "lib/a.go": "package a\n" };
const main = (rest: string) => ({
  "go.mod": `module m\n\ngo 1.16\n\nrequire ${A} v1.0.0\n\n${rest}\n`,
  ...MAIN,
});
const replace = (target: string) => main(`replace ${A} => ${target}`);
const used = (name: string, rest = "") => ({
  [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.18\n${rest}`,
  [`${name}/x.go`]: `package ${name}\n`,
});
const needs = (target: string) => `\nrequire ${A} v1.0.0\n\nreplace ${A} => ${target}\n`;
const missing = { errors: ["replace-target-missing"] } as const;

const TREES: readonly Tree[] = [
  { name: "a folder", files: { ...replace("./lib"), ...LIB } },
  { name: "a folder by a backslash", files: { ...replace(".\\lib"), ...LIB } },
  { name: "a folder in another case", files: { ...replace("./LIB"), ...LIB } },
  { name: "no folder by a backslash", files: replace("..\\gone"), ...missing },
  {
    name: "a folder with its drive",
    files: { ...replace("{root}\\lib"), ...LIB },
    others: ["replace-target-absolute"],
  },
  {
    name: "no folder on a drive",
    files: replace("C:\\gone\\lib"),
    errors: ["replace-target-missing"],
    others: ["replace-target-absolute"],
  },
  // What names no drive, Go joins to the module's folder.
  ...["/lib", "\\lib"].map((target) => ({
    name: `${target}, which is there below the module`,
    files: { ...replace(target), ...LIB },
    others: ["replace-target-without-drive"] as const,
  })),
  ...["/w/lib", "\\w\\lib", "C:lib"].map((target) => ({
    name: `${target}, which is nowhere`,
    files: { ...replace(target), ...LIB },
    errors: ["replace-target-missing"] as const,
    others: ["replace-target-without-drive"] as const,
  })),
  {
    name: "a file for a folder",
    files: { ...replace(".\\lib"), lib: "" },
    errors: ["replace-target-not-folder"],
  },
  {
    name: "a folder without a go.mod",
    files: { ...replace(".\\lib"), "lib/a.go": "package a\n" },
    errors: ["replace-target-no-go-mod"],
  },
  {
    name: "a nested replace by a backslash",
    files: {
      ...replace("./lib"),
      ...LIB,
      "lib/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => ..\\y\n`,
      "lib/a.go": 'package a\n\nimport _ "example.com/y"\n',
      "y/go.mod": "module example.com/y\n",
      "y/y.go": "package y\n",
    },
    errors: ["replace-nested-ignored"],
  },
  {
    name: "modules that agree, by a backslash",
    files: { "go.work": "go 1.18\n\nuse (\n\t.\\m1\n\tm2\n)\n", ...used("m1"), ...used("m2") },
  },
  {
    name: "a used module beside the workspace",
    files: { "ws/go.work": "go 1.18\n\nuse ..\\m1\n", ...used("m1") },
  },
  {
    name: "a used module that is gone, by a backslash",
    files: { "go.work": "go 1.18\n\nuse (\n\t.\\m1\n\t..\\gone\n)\n", ...used("m1") },
    errors: ["work-use-missing"],
  },
  {
    name: "a used module that is rooted",
    files: { "go.work": "go 1.18\n\nuse /m1\n", ...used("m1") },
  },
  {
    name: "used modules that replace one by different folders, by backslashes",
    files: {
      "go.work": "go 1.18\n\nuse (\n\t./m1\n\t./m2\n)\n",
      ...used("m1", needs("..\\lib")),
      ...used("m2", needs("..\\lib2")),
      ...LIB,
      "lib2/go.mod": `module ${A}\n`,
      "lib2/a.go": "package a\n",
    },
    errors: ["work-conflict"],
  },
];

describeWithWindowsGo("a scan", (node, go) => {
  it("judges every tree as Go does there", async () => {
    const home = makeFolder();
    const roots = TREES.map(({ files }, index) => {
      const root = join(home, "trees", `${index}`);
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text.replaceAll("{root}", toWindowsPath(root)));
      }
      return `${toWindowsPath(root)}\\`;
    });
    const env = { PATH: toWindowsPath(join(go, "bin")) };
    const args = ["scan", "--verify", "--json", toWindowsPath(join(home, "trees"))];
    const [ran] = await runOnWindows(node, home, [{ args, env }]);
    expect([ran?.status, ran?.stderr]).toEqual([1, ""]);
    const { modules, findings, verify }: ScanResult = JSON.parse(ran?.stdout ?? "");
    const told = roots.map((root) => {
      const codes = (isError: boolean) => {
        const some = findings.filter(
          ({ file, level }) => file?.startsWith(root) && (level === "error") === isError,
        );
        return [...new Set(some.map(({ code }) => code))].sort();
      };
      const verdicts = modules
        .filter(({ file }) => file.startsWith(root))
        .filter(({ verify }) => verify?.verdict !== "agrees")
        .map(({ file, verify }) => `${file}: ${verify?.verdict}, ${verify?.says}`);
      return { errors: codes(true), others: codes(false), verdicts };
    });
    expect(TREES.map(({ name }, index) => ({ name, ...told[index] }))).toEqual(
      TREES.map(({ name, errors = [], others = [] }) => ({ name, errors, others, verdicts: [] })),
    );
    const version = /^go(\d+\.\d+)/.exec(verify?.go ?? "")?.[1];
    expectInReadme(
      `show a Go ${version} for Windows the environment`,
      `that Go agree on ${TREES.length} project trees`,
    );
  });
});
