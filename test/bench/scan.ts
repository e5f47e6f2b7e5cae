// How long a scan takes, and how much memory: beside a find that opens no file, and beside Go.
import { delimiter, join } from "node:path";
import { expect } from "vitest";
import { goVersions, runGo } from "../go/real-go.js";
import { chain, dense, layers, makeLinked, makeSparse, type Shape } from "./make-modules.js";
import { findMedian, leaveOut, makeRow, measureTimes, type Row } from "./measure.js";
import { type Printed, runNode, runProgram, type Surroundings } from "./run-program.js";
import { commandLine, makeSite } from "./site.js";

const isSmall = process.env.SMALL === "1";

/** Measures scans; SMALL=1 for a tenth of the files, SCAN_TREES for folders of real projects. */
export async function benchScan(folder: string): Promise<Row[]> {
  if (process.platform === "win32") return [leaveOut("scan", "there is no find")];
  const { surroundings } = makeSite(join(folder, "scan"), 0);
  return [
    ...(await benchSparse(folder, surroundings)),
    ...(await benchDense(folder, surroundings)),
    ...(await benchGrowth(folder, surroundings)),
    ...(await benchReal(surroundings)),
  ];
}

async function benchSparse(folder: string, surroundings: Surroundings): Promise<Row[]> {
  const count = isSmall ? 200 : 2000;
  const what = `scan, ${number(count)} go.mod in ${number(count * 100)} files`;
  const [root, tenth] = [join(folder, "modules"), join(folder, "tenth")];
  makeSparse(root, count);
  makeSparse(tenth, count / 10);
  expect(await listFiles([root], surroundings)).toHaveLength(count);
  const memory = { all: [] as number[], tenth: [] as number[] };
  const times = await measureTimes({
    find: { run: () => findGoMods([root], surroundings) },
    scan: { run: async () => memory.all.push((await scan([root], surroundings)).peak) },
    tenth: { run: async () => memory.tenth.push((await scan([tenth], surroundings)).peak) },
  });
  return [
    makeRow(what, "ms", times.scan, "find -name go.mod", times.find),
    makeRow(`${what}: memory`, "MB", memory.all, "a tenth of them", memory.tenth),
  ];
}

async function benchDense(folder: string, surroundings: Surroundings): Promise<Row[]> {
  const count = isSmall ? 100 : 300;
  const what = `scan, ${count} modules that each require all after it`;
  const root = join(folder, "dense");
  makeLinked(root, count, dense);
  return besideGo(what, [root], ["list", "-m", "all"], surroundings);
}

const SIZES = [250, 500, 1000];

/** What each line costs as they become more. */
async function benchGrowth(folder: string, surroundings: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  const shapes: Record<string, Shape> = { "in a chain": chain, "in layers": layers };
  for (const [name, shape] of Object.entries(shapes)) {
    let fewer: number | null = null;
    for (const count of isSmall ? SIZES.slice(0, -1) : SIZES) {
      const root = join(folder, `${name}-${count}`);
      const lines = makeLinked(root, count, shape);
      const { all, none } = await measureTimes(
        {
          all: { run: () => scan([root], surroundings) },
          none: { run: () => runNode(commandLine("--version"), surroundings) },
        },
        { rounds: 3, warmUps: 0 },
      );
      const above = all.map((time, round) => time - (none[round] as number));
      const each = (findMedian(above) * 1000) / lines;
      rows.push({
        what: `scan, ${number(count)} modules ${name}: each of ${number(lines)} lines`,
        value: each,
        unit: "µs",
        beside: fewer === null ? null : "each of half as many modules",
        ratio: fewer === null ? null : each / fewer,
      });
      fewer = each;
    }
  }
  return rows;
}

/** Real projects, which lie on this machine already. */
async function benchReal(surroundings: Surroundings): Promise<Row[]> {
  const trees = (process.env.SCAN_TREES ?? "").split(delimiter).filter((tree) => tree !== "");
  if (trees.length === 0) return [leaveOut("scan, real projects", "SCAN_TREES names none")];
  const what = `scan, ${number(trees.length)} real projects`;
  const times = await measureTimes({
    find: { run: () => findGoMods(trees, surroundings) },
    scan: { run: () => scan(trees, surroundings) },
  });
  return [
    makeRow(what, "ms", times.scan, "find -name go.mod", times.find),
    ...(await besideGo(what, trees, ["list", "-m"], surroundings)),
  ];
}

/** A scan of all beside a go that is run in each module's folder. */
async function besideGo(
  what: string,
  roots: readonly string[],
  args: readonly string[],
  surroundings: Surroundings,
): Promise<Row[]> {
  const go = goVersions.at(-1);
  const beside = `go ${args.join(" ")} in each`;
  if (go === undefined) return [leaveOut(`${what}, beside ${beside}`, "there is no go")];
  const files = await listFiles(roots, surroundings);
  const folders = files.filter((file) => file.endsWith("/go.mod")).map((file) => join(file, ".."));
  const times = await measureTimes(
    {
      go: {
        run: async () => {
          for (const one of folders) await runGo(go, one, args, { GOWORK: "off" });
        },
      },
      scan: { run: () => scan(roots, surroundings) },
    },
    { rounds: 3, warmUps: 0 },
  );
  return [makeRow(what, "ms", times.scan, beside, times.go)];
}

/** Runs a scan, which on real projects may find errors. */
function scan(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<Printed & { readonly peak: number }> {
  return runNode(commandLine("scan", ...args), surroundings, [0, 1]);
}

async function listFiles(roots: readonly string[], surroundings: Surroundings): Promise<string[]> {
  const { modules } = JSON.parse((await scan(["--json", ...roots], surroundings)).stdout);
  return modules.map(({ file }: { file: string }) => file);
}

function findGoMods(roots: readonly string[], surroundings: Surroundings): Promise<Printed> {
  return runProgram(["find", ...roots, "-name", "go.mod"], surroundings);
}

function number(count: number): string {
  return count.toLocaleString("en");
}
