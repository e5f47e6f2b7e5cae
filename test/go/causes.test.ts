// Files that Go refuses for a cause that one can name: what scan says of them, and what the real go does.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { checkModule, checkWorkspace } from "../../src/go/checks/check-module.js";
import { makeDiskReader } from "../../src/go/loading/module-reader.js";
import { parseModFile, parseWorkFile } from "../../src/go/modfile/parse-modfile.js";
import { pathsOf } from "../../src/go/paths.js";
import { makeFolder } from "../setup/environments.js";
import { describeWithGo, runGo } from "./real-go.js";

const CONFLICT = `module m

go 1.20

require (
<<<<<<< HEAD
	example.com/a v1.0.0
=======
	example.com/a v1.1.0
>>>>>>> other
)
`;
const PLAIN = "module m\n\ngo 1.20\n";
const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();

const CASES = [
  ["git's markers in a block", CONFLICT, ["merge-conflict", 6, "remove the markers"]],
  [
    "git's markers at the top",
    `<<<<<<< HEAD\r\nmodule m\r\n=======\r\nmodule n\r\n>>>>>>> x\r\n`,
    ["merge-conflict", 1, "remove the markers"],
  ],
  ["UTF-16", Buffer.from(`\ufeff${PLAIN}`, "utf16le"), ["file-encoding", null, "as UTF-8"]],
  ["UTF-16 of the other order", bigEndian(`\ufeff${PLAIN}`), ["file-encoding", null, "as UTF-8"]],
  ["UTF-16 without a mark", Buffer.from(PLAIN, "utf16le"), ["file-encoding", null, "as UTF-8"]],
  ["a byte order mark", `\ufeff${PLAIN}`, ["file-encoding", null, "as UTF-8"]],
  [
    "a slip in a directive",
    `${PLAIN}replce example.com/a => ./a\n`,
    ["file-syntax", 4, "did you mean replace?"],
  ],
  [
    "a slip before a block",
    `${PLAIN}requires (\n\texample.com/a v1.0.0\n)\n`,
    ["file-syntax", 4, "did you mean require?"],
  ],
  [
    "a word that is near to none",
    `${PLAIN}dependencies example.com/a\n`,
    ["file-syntax", 4, "correct the line;"],
  ],
] as const;

function check(content: string | Buffer): Promise<Finding[]> {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(content as Buffer));
  const mod = parseModFile(text);
  const paths = pathsOf(process.platform);
  const target = { goos: "linux", goarch: "amd64" } as never;
  const reader = makeDiskReader({ paths, caches: [], target });
  return checkModule({ file: "/m/go.mod", folder: "/m", mod }, reader);
}

it.each(CASES)("names the cause: %s", async (_, content, [code, line, fix]) => {
  const findings = await check(content);
  expect(findings).toMatchObject([{ code, level: "error", place: { line } }]);
  expect(explainFinding(findings[0] as Finding).fix).toContain(fix);
});

it("knows the directives of a go.work", async () => {
  const work = parseWorkFile("go 1.20\n\nues ./m\n");
  const paths = pathsOf(process.platform);
  const reader = makeDiskReader({ paths, caches: [], target: {} as never });
  const [finding] = await checkWorkspace({ file: "/go.work", folder: "/", work }, reader);
  expect(explainFinding(finding as Finding).fix).toContain("did you mean use?");
});

it("says nothing of Go 1.21 to a go line above every Go", async () => {
  expect(await check("module m\n\ngo 1.30.1\n")).toEqual([]);
});

describeWithGo("as the real Go", (go) => {
  it.each(CASES)("refuses %s", async (_, content) => {
    const root = makeFolder();
    writeFileSync(join(root, "go.mod"), content);
    const { code, stderr } = await runGo(go, root, ["list", "-m", "all"]);
    expect(code).not.toBe(0);
    const words = (await check(content)).flatMap((finding) => explainFinding(finding).go);
    expect([stderr, words.some((word) => stderr.includes(word))]).toEqual([stderr, true]);
  });
});
