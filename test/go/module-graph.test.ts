// The graph of random modules, by us and by the real go: what is selected, and where go.mod needs an update.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { BuildTarget } from "../../src/go/loading/build-constraint.js";
import { followImports } from "../../src/go/loading/import-graph.js";
import type { LocalModule } from "../../src/go/loading/local-module.js";
import { findOutdated, loadGraph } from "../../src/go/loading/module-graph.js";
import { readPackages } from "../../src/go/loading/packages.js";
import type { ModuleVersion } from "../../src/go/modfile/modfile.js";
import { parseModFile } from "../../src/go/modfile/parse-modfile.js";
import { makeFolder } from "../setup/environments.js";
import { describeWithGo, REFERENCE, runGo } from "./real-go.js";

const SIZE = 6;
const TARGET: BuildTarget = { goos: "linux", goarch: "amd64", tags: new Set(), minor: 18 };
// Most of them by the Go whose rules are the reference.
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 60);
// The same ones each time, unless more are asked for.
const SEED = Number(
  process.env.DIFFERENTIAL_SEED ??
    (process.env.DIFFERENTIAL_RUNS === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)),
);
const GO_LINES = [
  "",
  "1.13",
  "1.16",
  "1.17",
  "1.18",
  "1.19",
  "1.20",
  "1.21",
  "1.21.0",

  "1.22",
  "1.22.0",
];

interface Module {
  /** Of its two packages, what each imports: packages of modules, by their number. */
  readonly imports: readonly (readonly number[])[];
  readonly go: string;
  readonly require: readonly (readonly [number, string])[];
}

const VERSIONS = ["v0.0.0", "v1.0.0", "v1.1.0", "v1.2.0-rc.1", "v1.2.0"];
const version = fc.constantFrom(...VERSIONS);
const modules = (goLines: readonly string[]): fc.Arbitrary<Module[]> =>
  fc.array(
    fc.record({
      imports: fc.tuple(
        fc.array(fc.nat(2 * SIZE), { maxLength: 2 }),
        fc.array(fc.nat(2 * SIZE), { maxLength: 2 }),
      ),
      go: fc.constantFrom(...goLines),
      require: fc.uniqueArray(fc.tuple(fc.nat(SIZE - 1), version), {
        maxLength: 4,
        selector: ([index]) => index,
      }),
    }),
    { minLength: SIZE, maxLength: SIZE },
  );
const excludes = fc.array(fc.tuple(fc.nat(SIZE - 1), version), { maxLength: 1 });
const workspace = fc.option(fc.uniqueArray(fc.nat(SIZE - 1), { minLength: 1, maxLength: 3 }));

const pathOf = (index: number) => `example.com/m${index}`;

/** The last has only the one of its folder, so that the other is missing. */
const packageOf = (number: number) =>
  number % 2 === 0 ? pathOf(number / 2) : `${pathOf((number - 1) / 2)}/p`;

function printMod({ go, require }: Module, index: number, more: string): string {
  return [
    `module ${pathOf(index)}`,
    ...(go === "" ? [] : [`go ${go}`]),
    ...require
      .filter(([other]) => other !== index)
      .map(([other, at]) => `require ${pathOf(other)} ${at}`),
    more,
  ].join("\n");
}

/** Of those in use, each version by itself: no go.work may replace all of them. */
const replaces = (back: string, used: readonly number[]) =>
  Array.from({ length: SIZE }, (_, index) =>
    (used.includes(index) ? VERSIONS : [""]).map(
      (at) => `replace ${pathOf(index)} ${at} => ${back}/m${index}`,
    ),
  )
    .flat()
    .join("\n");

describeWithGo("as the real go", (go) => {
  it("selects the same versions, and asks for the same updates", async () => {
    const counts = { fine: 0, outdated: 0, broken: 0 };
    const goLines = go.minor < 21 ? GO_LINES.slice(0, 6) : GO_LINES;
    const runs = go.minor === REFERENCE ? RUNS : RUNS / 3;
    const all = fc.tuple(modules(goLines), excludes, workspace);
    const cases = fc.sample(all, { numRuns: Math.ceil(runs), seed: SEED });
    for (const [all, excluded, used] of cases) {
      const root = makeFolder();
      const write = (path: string, text: string) => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), `${text}\n`);
      };
      const mainIndexes = used ?? [0];
      const exclude = excluded.map(([index, at]) => `exclude ${pathOf(index)} ${at}`).join("\n");
      const texts = all.map((one, index) =>
        printMod(one, index, used || index > 0 ? "" : `${exclude}\n${replaces("..", [])}`),
      );
      for (const [index, text] of texts.entries()) write(`m${index}/go.mod`, text);
      for (const [index, { imports }] of all.entries()) {
        for (const [which, numbers] of imports.entries()) {
          // Only upwards, as packages must not go in circles.
          const higher = numbers.filter((number) => number > 2 * index + which);
          const lines = [...new Set(higher)].map((number) => `import _ "${packageOf(number)}"`);
          if (index === SIZE - 1 && which === 1) continue;
          const file = `m${index}/${which === 0 ? "" : "p/"}${numbers.includes(0) ? "x_test.go" : "x.go"}`;
          write(file, ["package p", ...lines].join("\n"));
        }
      }
      if (used) {
        const uses = used.map((index) => `use ./m${index}`).join("\n");
        write("go.work", `go ${goLines.at(-1)}\n${uses}\n${replaces(".", used)}`);
      }
      const mains: LocalModule[] = mainIndexes.map((index) => {
        const folder = join(root, `m${index}`);
        const file = join(folder, "go.mod");
        return { folder, file, mod: parseModFile(texts[index] as string) };
      });
      const read = async ({ path }: ModuleVersion) =>
        parseModFile(texts[Number(path.slice(-1))] as string, { dependency: true });
      const graph = await loadGraph(mains, used !== null, read);
      const outdated = used ? [] : mains.flatMap((main) => findOutdated(main, graph));

      const cwd = used ? root : join(root, "m0");
      const packagesOf = ({ path }: ModuleVersion) =>
        readPackages(join(root, path.slice(-2)), TARGET);
      const needed = followImports(mains, used !== null, graph, packagesOf);
      const faults = needed.filter(
        ({ state, inclusion }) =>
          inclusion === "built" && state !== "provided" && state !== "unknown",
      );
      const list = await runGo(go, cwd, [
        "list",
        "-deps",
        "-test",
        ...mainIndexes.map((index) => (used ? `./m${index}/...` : "./...")),
      ]);
      const judged = { texts, used, faults, outdated, stderr: list.stderr };
      if (faults.length > 0) {
        counts.broken += 1;
        expect({ ...judged, fails: list.code !== 0 }).toEqual({ ...judged, fails: true });
      } else if (outdated.length === 0) {
        expect({ ...judged, code: list.code }).toEqual({ ...judged, code: 0 });
      }
      const answer = await runGo(go, cwd, ["list", "-m", "-f", "{{.Path}} {{.Version}}", "all"]);
      const shown = { texts, used, stderr: answer.stderr };
      if (outdated.length > 0) {
        counts.outdated += 1;
        expect({ ...shown, isDirty: answer.stderr.includes("updates to go.mod needed") }).toEqual({
          ...shown,
          isDirty: true,
        });
        continue;
      }
      counts.fine += 1;
      const ours = [...graph.selected]
        .filter(([path]) => path !== "go")
        .map(([path, at]) => `${path} ${at}`);
      const listed = answer.stdout.trim().split("\n");
      const theirs = listed.filter(
        (line) => !mainIndexes.some((index) => line.trim() === pathOf(index)),
      );
      expect({ ...shown, code: answer.code, all: ours.sort() }).toEqual({
        ...shown,
        code: 0,
        all: theirs.filter((line) => line !== "").sort(),
      });
    }
    console.log(counts);
  });
});
