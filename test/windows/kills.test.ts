// The packed command, killed on Windows at every step that changes something: the next run completes or removes.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTree } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnNewest, type Run, runOnWindows } from "./windows-node.js";

const preload = toWindowsPath(fileURLToPath(new URL("kill-at-step.cjs", import.meta.url)));

const SHELL = ["--shell", "cmd"];
const INSTALL = ["install", ...SHELL];
const COMMANDS: readonly (readonly [
  title: string,
  before: readonly string[],
  args: readonly string[],
])[] = [
  ["an installation", [], INSTALL],
  ["an update", INSTALL, [...INSTALL, "--profile", "direct"]],
  ["a removal", INSTALL, ["uninstall"]],
];

let count = 0;

describeOnNewest("killed", (node) => {
  it.each(COMMANDS)("%s leaves what the next run completes or removes", async (_, before, args) => {
    const home = makeFolder();
    const at = (prefix: string) => ["-p", toWindowsPath(prefix)];
    const run = (words: readonly string[], prefix: string, step?: number): Run => ({
      args: [...words, ...at(prefix)],
      ...(step === undefined ? {} : { preload, env: { KILL_AT_STEP: `${step}` } }),
    });
    const copyEach = (folders: readonly string[], name: string) =>
      folders.map((folder, index) => {
        const copy = join(home, name, `${index}`);
        cpSync(folder, copy, { recursive: true });
        return copy;
      });
    const start = makeEnvironment(join(home, "start"));
    const bare = readTree(start);
    const whole = makeEnvironment(join(home, "whole"));
    if (before.length > 0) await runOnWindows(node, home, [run(before, start), run(before, whole)]);
    const [undisturbed] = await runOnWindows(node, home, [run(args, whole, 0)]);
    const steps = Number(/(\d+) steps/.exec(undisturbed?.stderr ?? "")?.[1]);
    expect(steps).toBeGreaterThan(5);

    const completed = copyEach(Array(steps).fill(start), "completed");
    const killed = await runOnWindows(
      node,
      home,
      completed.map((prefix, index) => run(args, prefix, index + 1)),
      2,
    );
    // As Windows has it, what is ended from outside has this status, and has said nothing.
    expect(killed.map(({ status, stdout, stderr }) => [status, stdout, stderr])).toEqual(
      killed.map(() => [1, "", ""]),
    );
    count += steps;
    const removed = copyEach(completed, "removed");
    const ended = await runOnWindows(
      node,
      home,
      [
        ...completed.map((prefix) => run(args, prefix)),
        ...removed.map((prefix) => run(["uninstall"], prefix)),
      ],
      2,
    );
    expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 0));
    for (const prefix of completed) expect(readTree(prefix)).toEqual(readTree(whole));
    for (const prefix of removed) expect(readTree(prefix)).toEqual(bare);
  });

  it("was tried as often as the README says", () => {
    expectInReadme(`ended at ${count} steps, it completes or removes at the next run`);
  });
});
