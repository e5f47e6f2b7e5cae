// What the start of a command takes of the processors, beside a node that does nothing, and what it should take.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { makeEnvironment } from "../setup/environments.js";
import { leaveOut, makeRow, type Row } from "./measure.js";
import { runNode } from "./run-program.js";
import { commandLine, makeSite } from "./site.js";

/** More than elsewhere, as each takes less than a blink. */
const ROUNDS = 31;

/** Measures with this Node and with the Node 24 that NODE_24 names. */
export async function benchStart(folder: string): Promise<Row[]> {
  const rows = await benchOn(join(folder, "start"), process.execPath, process.version);
  const { NODE_24 } = process.env;
  const version = NODE_24 ? spawnSync(NODE_24, ["--version"], { encoding: "utf8" }).stdout : "";
  const more =
    NODE_24 && version?.startsWith("v24.")
      ? await benchOn(join(folder, "start-24"), NODE_24, version.trim())
      : [leaveOut("start, CPU, Node 24", "NODE_24 names none")];
  return [...rows, ...more];
}

async function benchOn(folder: string, execPath: string, version: string): Promise<Row[]> {
  const { prefixes, surroundings } = makeSite(folder, 1);
  const [prefix] = prefixes as [string];
  let made = 0;
  // Outside of the folder that is looked through for a name.
  const makeNew = () => makeEnvironment(join(folder, "new", String(made++)));
  const run = async (args: readonly string[]) =>
    (await runNode(args, surroundings, [0], execPath)).cpu;
  const starts: readonly [what: string, wanted: number, args: () => readonly string[]][] = [
    ["--version", 1.2, () => ["--version"]],
    ["render", 1.4, () => ["render"]],
    ["status -n", 1.9, () => ["status", "-n", "env"]],
    ["doctor, with no go", 2.5, () => ["doctor"]],
    ["install -p, nothing to do", 1.9, () => ["install", "-p", prefix]],
    ["install -p, from nothing", 2.3, () => ["install", "-p", makeNew()]],
  ];
  await run(commandLine("install", "-p", prefix));
  const nothing: number[] = [];
  const ours = starts.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    nothing.push(await run(["-e", "0"]));
    for (const [index, [, , args]] of starts.entries())
      ours[index]?.push(await run(commandLine(...args())));
  }
  return starts.map(([what, wanted], index) => ({
    ...makeRow(`${what}, CPU, Node ${version}`, "ms", ours[index] ?? [], "node -e 0", nothing),
    wanted,
  }));
}
