// A word in a hint, pasted into any of the platform's shells, is that word and nothing else.
import { execFileSync, spawnSync } from "node:child_process";
import { openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, win32 } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typed } from "../../src/shells/typed.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findPowerShell, findProgram } from "../setup/programs.js";
import { findTool } from "../setup/tools.js";
import { toWindowsPath } from "../setup/wine.js";

describe("on Unix", () => {
  const WORDS = [
    "plain",
    "",
    "a b",
    "it's",
    "\\",
    "/x\\';echo pwned;#/pixi.toml",
    "a\\\\'b",
    "!! !e \\!",
    "$(echo pwned) `echo pwned` $HOME ~ * ? [a] {b,c} & | < > ; # %",
    '"é"',
  ];

  for (const [name, ...options] of [
    ["bash"],
    ["dash"],
    ["zsh", "-f"],
    ["fish", "-N"],
    ["tcsh", "-f"],
  ]) {
    const program = findProgram(name as string);
    describeWith(`in ${name}`, name as string, program, (found) => {
      it.each(WORDS)("is the word %j", (word) => {
        const script = `/usr/bin/printf '[%s]' ${typed(word, "linux")} end`;
        expect(execFileSync(found, [...options, "-c", script], { encoding: "utf8" })).toBe(
          `[${word}][end]`,
        );
      });
    });
  }

  // It knows no spelling of a quote that the others know, too: there, the word is several.
  const pwsh = findTool("powershell", "pwsh");
  describeWith("in pwsh", "PowerShell", pwsh, (found) => {
    it.each([
      "a'; echo pwned; 'b",
      "a\u2019; echo pwned; \u2018b",
      "!\\'; echo pwned; '",
      "'; echo pwned; '",
      "a\u201d; echo pwned; \u201cb",
    ])("runs nothing of %j", (word) => {
      const script = `/usr/bin/printf '[%s]' ${typed(word, "linux")}`;
      const args = ["-NoProfile", "-NonInteractive", "-Command", script];
      const printed = execFileSync(found, args, { encoding: "utf8" });
      expect(printed).toMatch(/^(?:\[[^\]]*\])+$/);
    });
  });

  it("is easy to read where it can be", () => {
    expect(typed("/opt/conda/envs/my-env_1.0", "linux")).toBe("/opt/conda/envs/my-env_1.0");
  });
});

describe("on Windows", () => {
  /** Those of the shells in which a word may come out as another one. */
  const WORDS: Readonly<Record<string, readonly string[]>> = {
    plain: [],
    "C:/conda/envs/my-env_1.0": [],
    "": [],
    "C:\\a": [],
    "C:\\Users\\Jo Doe\\envs\\my env": [],
    "C:\\Jo Doe\\": [],
    "\\\\server\\C$\\my envs": [],
    "it's & | < > ^ ( ) ; , # ~ * ? [a] {b,c} = @ - + !": [],
    "@splat": [],
    "50 % of it": [],
    "GOFLAGS=-tags=a,b": [],
    "C:\\a$ \\b$": [],
    // wine's prompt reads these lines in its code page.
    "é ’single‘ 漢": ["cmd"],
    "C:\\a$HOME\\$(Set-Content pwned 1)$(echo 1 > pwned)`echo 1 > pwned` & echo 1 > pwned": ["cmd"],
    "a”; Set-Content pwned 1 #“": ["cmd"],
    "$HOME & echo 1 > pwned": ["cmd", "pwsh"],
    'a"& echo 1 > pwned &"; echo 1 > pwned; "b': ["bash"],
    'a\\"& echo 1 > pwned &\\"; echo 1 > pwned; b': ["bash"],
    "a %PATH% & echo 1 > pwned": ["cmd"],
  };
  const folder = makeLastingFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, "note.cjs"),
    "require('node:fs').appendFileSync(process.argv[2], JSON.stringify(process.argv.slice(3)) + '\\n')",
  );

  /** What typing the words in a shell gave, each between two others. */
  function describeShell(name: string, what: string, isThere: unknown, type: () => string): void {
    describeWith(`in ${name}`, what, isThere, () => {
      let lines: string[] = [];
      beforeAll(() => {
        lines = readFileSync(type(), "utf8").trimEnd().split("\n");
      }, 60_000);

      it.each(Object.entries(WORDS))("is the word %j", (word, wrongIn) => {
        const [start, ...found] = JSON.parse(lines[Object.keys(WORDS).indexOf(word)] ?? "[]");
        expect([start, found.pop()]).toEqual(["start", "end"]);
        if (wrongIn.includes(name)) expect(found).not.toEqual([word]);
        // A path may be spelt in more than one way.
        else expect(found.map(win32.normalize)).toEqual([win32.normalize(word)]);
      });

      it("runs nothing of it", () => {
        expect(lines).toHaveLength(Object.keys(WORDS).length);
        expect(readdirSync(folder).filter((file) => /pwned/.test(file))).toEqual([]);
      });
    });
  }

  /** The lines to type, with a node that notes what it is given. */
  function linesFor(node: string, script: string, file: string): string {
    const words = Object.keys(WORDS).map((word) => typed(word, "win32"));
    return words.map((word) => `${node} ${script} ${file} start ${word} end\n`).join("");
  }

  const bash = findProgram("bash");
  describeShell("bash", "bash", bash, () => {
    const script = linesFor(`'${process.execPath}'`, "note.cjs", "bash.jsonl");
    spawnSync(bash as string, ["-c", script], { cwd: folder });
    return join(folder, "bash.jsonl");
  });

  const pwsh = findPowerShell();
  describeShell("pwsh", "PowerShell", pwsh, () => {
    const lines = linesFor(`& '${process.execPath}'`, "note.cjs", "pwsh.jsonl");
    writeFileSync(join(folder, "words.ps1"), lines);
    const [program, ...args] = pwsh ?? [""];
    spawnSync(program, [...args, "words.ps1"], { cwd: folder });
    return join(folder, "pwsh.jsonl");
  });

  // Typed at its prompt, as in a file each % would have to be two.
  const cmd = findCommandPrompt();
  const node = findTool("node-22-windows", "node.exe");
  describeShell("cmd", cmd ? "Node for Windows" : "cmd.exe", cmd && node, () => {
    const [program, ...args] = cmd?.command ?? [""];
    const words = join(folder, "words.txt");
    const lines = linesFor(toWindowsPath(node as string), "note.cjs", "cmd.jsonl");
    writeFileSync(words, lines.replaceAll("\n", "\r\n"));
    spawnSync(program, [...args, "/d"], {
      cwd: folder,
      env: { ...process.env, ...cmd?.env, NODE_SKIP_PLATFORM_CHECK: "1" },
      // No pipe, which wine's programs would hold.
      stdio: [openSync(words, "r"), "ignore", "ignore"],
      timeout: 50_000,
    });
    return join(folder, "cmd.jsonl");
  });
});
