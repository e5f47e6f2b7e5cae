// What all environments at once take, beside a copy of the same files, and how that grows with their number.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { findMedian, leaveOut, makeRow, measureTimes, type Row, type Task } from "./measure.js";
import { runNode, runProgram } from "./run-program.js";
import { commandLine, makeSite, type Site } from "./site.js";

/** How many environments, and in how many rounds. */
const SIZES = [
  { count: 10, rounds: 5 },
  { count: 100, rounds: 3 },
  { count: 1000, rounds: 1 },
  { count: 5000, rounds: 1 },
];

/** Measures the commands with `--all`; SMALL=1 leaves out the largest number. */
export async function benchMany(folder: string): Promise<Row[]> {
  const rows: Record<Command | "besideCopy", Row[]> = {
    besideCopy: [],
    [STATUS]: [],
    [INSTALL]: [],
  };
  let fewer: Growth | null = null;
  for (const { count, rounds } of process.env.SMALL === "1" ? SIZES.slice(0, -1) : SIZES) {
    const makeNext = makeSites(join(folder, `all-${count}`), count);
    const measured: Growth = await measureGrowth(makeNext, count, rounds);
    for (const command of [STATUS, INSTALL] as const)
      rows[command].push(...describeGrowth(command, measured, fewer));
    if (count === 1000) rows.besideCopy.push(...(await benchBesideCopy(makeNext, count)));
    fewer = measured;
  }
  return Object.values(rows).flat();
}

const STATUS = "status --all";
const INSTALL = "install --all, from nothing";
const INSTALL_AGAIN = "install --all, nothing to do";

/**
 * Makes so many environments anew at each call. Where something has been removed, ext4 takes several times as
 * long to write, so all of them stay until the bench is at its end.
 */
function makeSites(folder: string, count: number): () => Site {
  let made = 0;
  return () => makeSite(join(folder, String(made++)), count);
}

async function benchBesideCopy(makeNext: () => Site, length: number): Promise<Row[]> {
  const what = (command: string) => `${command}, ${count(length)}`;
  // The cp of macOS does not make the folders.
  if (process.platform !== "linux") return [leaveOut(what("--all"), "there is no GNU cp")];
  let site: Site;
  const { copy, ...times } = await measureTimes(
    {
      [INSTALL]: { prepare: () => (site = makeNext()), run: () => install(site, "installed") },
      copy: copyHooks(() => site),
      [STATUS]: { run: () => status(site) },
      [INSTALL_AGAIN]: { run: () => install(site, "unchanged") },
    },
    { rounds: 3, warmUps: 0 },
  );
  return Object.entries(times).map(([command, ours]) =>
    makeRow(what(command), "ms", ours, "cp of the same files", copy),
  );
}

type Command = typeof STATUS | typeof INSTALL;

interface Growth {
  readonly length: number;
  /** The milliseconds of each round. */
  readonly times: Readonly<Record<Command | "version", readonly number[]>>;
  /** The MB of each round. */
  readonly memory: Readonly<Record<Command | "node", readonly number[]>>;
}

async function measureGrowth(
  makeNext: () => Site,
  length: number,
  rounds: number,
): Promise<Growth> {
  let site: Site;
  const memory: Record<Command | "node", number[]> = { node: [], [STATUS]: [], [INSTALL]: [] };
  const times = await measureTimes(
    {
      [INSTALL]: {
        prepare: () => (site = makeNext()),
        run: async () => memory[INSTALL].push(await install(site, "installed")),
      },
      node: {
        run: async () => memory.node.push((await runNode(["-e", "0"], site.surroundings)).peak),
      },
      version: { run: () => runNode(commandLine("--version"), site.surroundings) },
      [STATUS]: { run: async () => memory[STATUS].push(await status(site)) },
    },
    { rounds, warmUps: 0 },
  );
  return { length, times, memory };
}

function describeGrowth(command: Command, growth: Growth, fewer: Growth | null): Row[] {
  const { length, times, memory } = growth;
  const what = `${command}, ${count(length)}`;
  const each = findEach(command, growth);
  return [
    { what, value: findMedian(times[command]), unit: "ms", beside: null, ratio: null },
    {
      what: `${what}: each, above --version`,
      value: each,
      unit: "ms",
      beside: fewer && `each of ${count(fewer.length)}`,
      ratio: fewer && each / findEach(command, fewer),
    },
    makeRow(`${what}: memory`, "MB", memory[command], "node -e 0", memory.node),
  ];
}

function findEach(command: Command, { length, times }: Growth): number {
  const above = times[command].map((time, round) => time - (times.version[round] as number));
  return findMedian(above) / length;
}

function count(environments: number): string {
  return `${environments.toLocaleString("en")} environments`;
}

function status(site: Site): Promise<number> {
  return runAll(site, ["status", "--all"], "installed");
}

function install(site: Site, action: "installed" | "unchanged"): Promise<number> {
  return runAll(site, ["install", "--all", "--yes"], action);
}

/** Runs the command, which has to say this word of each. @returns the most memory that it took, in MB */
async function runAll(
  { prefixes: { length }, surroundings }: Site,
  args: readonly string[],
  word: string,
): Promise<number> {
  const { stdout, peak } = await runNode(commandLine(...args), surroundings);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(`${length} environments: ${length} ${word}`);
  return peak;
}

/** Copies what is installed, and nothing else, into an empty tree. */
function copyHooks(getSite: () => Site): Task {
  const copyOf = ({ envs }: Site) => `${envs}-copy`;
  const script =
    "find . -type f -path '*/etc/conda/*conda-go-hooks*' -print0 | xargs -0 cp --parents -t \"$0\"";
  const countHooks = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /conda-go-hooks\.\w+$/.test(path),
    ).length;
  return {
    prepare: () => mkdirSync(copyOf(getSite())),
    run: () => {
      const { envs, surroundings } = getSite();
      return runProgram(["sh", "-c", script, copyOf(getSite())], { ...surroundings, cwd: envs });
    },
    check: () => {
      const { prefixes } = getSite();
      expect(countHooks(copyOf(getSite()))).toBe(
        prefixes.length * countHooks(prefixes[0] as string),
      );
    },
  };
}
