// Made-up modules: few among many files, and many that replace each other.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Modules of a hundred files each, every other one of which replaces its neighbour. */
export function makeSparse(root: string, count: number): void {
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

/** Which of the modules that come after it a module requires. */
export type Shape = (number: number, count: number) => readonly number[];

const LAYER = 10;

export const dense: Shape = (number, count) => range(number + 1, count);
export const chain: Shape = (number, count) => range(number + 1, Math.min(number + 2, count));
/** Each all of the next layer: more ways through them than anybody could go. */
export const layers: Shape = (number, count) => {
  const next = number - (number % LAYER) + LAYER;
  return range(Math.min(next, count), Math.min(next + LAYER, count));
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/**
 * Modules in which each replaces all that come after it.
 * @returns the lines of all their go.mod files
 */
export function makeLinked(root: string, count: number, shape: Shape): number {
  let lines = 0;
  for (let number = 0; number < count; number++) {
    const module = join(root, `m${number}`);
    mkdirSync(module, { recursive: true });
    const text = [
      `module example.com/m${number}`,
      // Up to then, Go reads on from each module to all that it requires.
      "go 1.16",
      ...shape(number, count).map((other) => `require example.com/m${other} v1.0.0`),
      ...range(number + 1, count).map((other) => `replace example.com/m${other} => ../m${other}`),
    ];
    lines += text.length;
    writeFileSync(join(module, "go.mod"), `${text.join("\n")}\n`);
  }
  return lines;
}
