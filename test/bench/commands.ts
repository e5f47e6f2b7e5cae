// How soon each command answers for one environment, beside a node that does nothing.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { RECORD_PATH } from "../../src/names.js";
import { makeRow, measureTimes, type Row, type Task } from "./measure.js";
import { runProgram } from "./run-program.js";
import { commandLine, makeSite } from "./site.js";

/** Measures the commands, each a process of its own. */
export async function benchCommands(folder: string): Promise<Row[]> {
  const { prefixes, surroundings } = makeSite(join(folder, "commands"), 1);
  const [prefix] = prefixes as [string];
  const run = (...args: readonly string[]) =>
    runProgram([process.execPath, ...commandLine(...args)], surroundings);
  const report = async (...args: readonly string[]) => {
    const json = [process.execPath, ...commandLine(...args, "--json")];
    const { environments } = JSON.parse((await runProgram(json, surroundings, "pipe")).stdout);
    return environments.map(({ action, state }: Record<string, unknown>) => action ?? state);
  };
  expect(await report("install", "-p", prefix)).toEqual(["installed"]);
  expect(await report("install", "-p", prefix)).toEqual(["unchanged"]);
  expect(await report("status", "-p", prefix)).toEqual(["installed"]);
  expect(await report("list")).toEqual(["installed"]);

  const isInstalled = () => existsSync(join(prefix, RECORD_PATH));
  const task = (...args: readonly string[]): Task => ({
    prepare: () => isInstalled() || run("install", "-p", prefix),
    run: () => run(...args),
    check: () => expect(isInstalled()).toBe(true),
  });
  const { node, ...times } = await measureTimes({
    node: { run: () => runProgram([process.execPath, "-e", "0"], surroundings) },
    "--version": task("--version"),
    render: task("render"),
    "status -p": task("status", "-p", prefix),
    list: task("list"),
    "install -p, nothing to do": task("install", "-p", prefix),
    "install -p, from nothing": {
      ...task("install", "-p", prefix),
      prepare: () => rmSync(join(prefix, "etc"), { recursive: true }),
    },
    "uninstall -p": {
      ...task("uninstall", "-p", prefix),
      check: () => expect(isInstalled()).toBe(false),
    },
  });
  return Object.entries(times).map(([what, ours]) => makeRow(what, "ms", ours, "node -e 0", node));
}
