// Project trees, judged by us from the files alone and by the real go: an error is where Go fails.
import { join } from "node:path";
import { expect, it } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { askGo } from "../../src/go/toolchain.js";
import { makeFolder, makeSession } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { applyRemedy, isPlain, judge, listWords } from "./judge.js";
import { describeWithGo, type Go, goHome, goVersions, runGo } from "./real-go.js";
import { growTree, TREES, type Tree } from "./trees.js";

it("as the README says, of so many trees and by these versions of Go", () => {
  expectInReadme(`${TREES.length} project trees`);
  const versions = new Intl.ListFormat("en-GB").format(goVersions.map(({ version }) => version));
  // Another machine has others.
  if (process.env.REQUIRE_ALL === "1") expectInReadme(`Go ${versions}`);
  else console.log(`Go ${versions}`);
});

describeWithGo("as the real Go", (go) => {
  it.each(TREES)("we judge $name", async (tree) => {
    const {
      errors = [],
      others = [],
      since = 0,
      before: older,
      missed,
      settings,
      except = [],
    } = tree;
    const root = await grow(tree, go);
    const findings = await judge(root, settings);
    const codes = (isError: boolean) =>
      findings.filter(({ level }) => (level === "error") === isError).map(({ code }) => code);
    expect([...new Set(codes(true))].sort()).toEqual([...errors].sort());
    expect([...new Set(codes(false))].sort()).toEqual([...others].sort());
    if (tree.findings !== undefined) expect(findings).toHaveLength(tree.findings);

    const isJudged = go.minor >= since && !except.includes(go.minor);
    const isSo = isJudged === (missed === undefined);
    const isFine = (errors.length === 0) === isSo && (isSo || older === undefined);
    const words = listWords(findings);
    for (const command of commandsOf(tree)) {
      const { code, stderr } = await runGo(go, root, command.split(" "), settings);
      expect([command, code === 0, stderr]).toEqual([command, isFine, stderr]);
      if (missed && !isSo) expect(stderr).toMatch(missed);
      if (older && !isSo) expect(stderr).toMatch(older);
      if (code !== 0 && isSo && !words.some((word) => stderr.includes(word))) {
        expect(stderr).toBe(words.join("\n or \n"));
      }
    }
    const session = makeSession(goHome);
    const toolchain = { program: go.program, version: `go${go.version}`, root: null };
    const work = "go.work" in tree.files ? join(root, "go.work") : null;
    const { verdict, says } = await askGo(toolchain, { folder: root, work }, findings, [], session);
    // It asks with none of the user's settings.
    const agrees = verdict === "unknown" && tree.except ? "unknown" : isSo ? "agrees" : "differs";
    if (settings === undefined) expect([verdict, says]).toEqual([agrees, says]);

    // What scan says to do is done, on the same tree grown anew; then go is content, or names what scan names.
    for (const [index, finding] of findings.entries()) {
      if (!isJudged || missed !== undefined) break;
      if (!isPlain(finding)) continue;
      const again = await grow(tree, go);
      const same = (await judge(again, settings))[index] as Finding;
      const before = await Promise.all(
        commandsOf(tree).map((one) => runGo(go, again, one.split(" "), settings)),
      );
      if (!(await applyRemedy(same, go, settings))) continue;
      const left = await judge(again, settings);
      expect(left.map(({ code, place }) => [code, place])).not.toContainEqual([
        same.code,
        same.place,
      ]);
      const isPortable = (all: readonly Finding[]) =>
        all.every(({ code }) => code !== "replace-target-absolute");
      expect(isPortable(left)).toBe(isPortable(findings));
      const known = listWords(left);
      for (const [at, command] of commandsOf(tree).entries()) {
        const { code, stderr } = await runGo(go, again, command.split(" "), settings);
        if (code === 0 || known.some((word) => stderr.includes(word))) continue;
        // Of a line without effect, go says after its removal what it said before.
        const isSame = finding.level !== "error" && before[at]?.code === code;
        expect([explainFinding(same).fix, isSame ? "" : stderr]).toEqual([
          explainFinding(same).fix,
          "",
        ]);
      }
    }
  });
});

const grow = (tree: Tree, go: Go) => growTree(tree, go, makeFolder());

const commandsOf = ({ commands = ["build ./...", "list -m all"] }: Tree) => commands;
