// How long a scan takes, and how much memory, beside a find that opens no file.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { leaveOut, makeRow, measureTimes, type Row } from "./measure.js";
import { runNode, runProgram } from "./run-program.js";
import { commandLine, makeSite } from "./site.js";

/** Measures a scan; LARGE=1 for ten times as many modules. */
export async function benchScan(folder: string): Promise<Row[]> {
  const count = process.env.LARGE === "1" ? 2000 : 200;
  const what = `scan, ${count} go.mod in ${(count * 100).toLocaleString("en")} files`;
  if (process.platform === "win32") return [leaveOut(what, "there is no find")];
  const { surroundings } = makeSite(join(folder, "scan"), 0);
  const [root, tenth] = [join(folder, "modules"), join(folder, "tenth")];
  makeModules(root, count);
  makeModules(tenth, count / 10);
  const scan = (...args: readonly string[]) => runNode(commandLine("scan", ...args), surroundings);
  const { summary } = JSON.parse((await scan("--json", root)).stdout);
  expect(summary).toMatchObject({ modules: count, error: 0, warning: 0 });

  const memory = { all: [] as number[], tenth: [] as number[] };
  const times = await measureTimes({
    find: { run: () => runProgram(["find", root, "-name", "go.mod"], surroundings) },
    scan: { run: async () => memory.all.push((await scan(root)).peak) },
    tenth: { run: async () => memory.tenth.push((await scan(tenth)).peak) },
  });
  return [
    makeRow(what, "ms", times.scan, "find -name go.mod", times.find),
    makeRow(`${what}: memory`, "MB", memory.all, "a tenth of them", memory.tenth),
  ];
}

/** Modules of a hundred files each, every other one of which replaces its neighbour. */
function makeModules(root: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const module = join(root, `group${number % 20}`, `m${number}`);
    for (const part of ["a", "b", "c"]) {
      mkdirSync(join(module, part), { recursive: true });
      for (let file = 0; file < 33; file++)
        writeFileSync(join(module, part, `${file}.go`), `package ${part}\n`);
    }
    const next = number + 1;
    const replace = `\nrequire m${next} v0.0.0\n\nreplace m${next} => ../../group${next % 20}/m${next}\n`;
    const text = `module m${number}\n\ngo 1.20\n${number % 2 === 0 ? replace : ""}`;
    writeFileSync(join(module, "go.mod"), text);
  }
}
