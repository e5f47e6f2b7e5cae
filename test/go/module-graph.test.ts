// The graph of random modules, by us and by the real go: what is selected, and where go.mod needs an update.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { LocalModule } from "../../src/go/local-module.js";
import { type ModuleVersion, parseModFile } from "../../src/go/modfile.js";
import { findOutdated, loadGraph } from "../../src/go/module-graph.js";
import { makeFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { go, runGo } from "./real-go.js";

const SIZE = 6;
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 60);
const GO = process.env.GO_LINES?.split(" ") ?? ["", "1.13", "1.16", "1.17", "1.18", "1.19"];

interface Module {
  readonly go: string;
  readonly require: readonly (readonly [number, string])[];
}

const VERSIONS = ["v0.0.0", "v1.0.0", "v1.1.0", "v1.2.0-rc.1", "v1.2.0"];
const version = fc.constantFrom(...VERSIONS);
const modules: fc.Arbitrary<Module[]> = fc.array(
  fc.record({
    go: fc.constantFrom(...GO),
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

describeWith("as the real go", "go", go, () => {
  it("selects the same versions, and asks for the same updates", async () => {
    const counts = { fine: 0, outdated: 0 };
    for (const [all, excluded, used] of fc.sample(fc.tuple(modules, excludes, workspace), RUNS)) {
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
      if (used) {
        const uses = used.map((index) => `use ./m${index}`).join("\n");
        write("go.work", `go ${GO.at(-1)}\n${uses}\n${replaces(".", used)}`);
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
      const answer = await runGo(cwd, ["list", "-m", "-f", "{{.Path}} {{.Version}}", "all"]);
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
