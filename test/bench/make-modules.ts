// Made-up modules: few among many files, many that replace each other, and many that build from each other.
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

const PARTS = ["api", "store"];

/**
 * A repository of modules that each require and replace all that come after it, and whose packages import those of the
 * next ones; the first has a command besides.
 */
export function makeBuildable(root: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const module = join(root, `m${number}`);
    const after = range(number + 1, count);
    for (const part of PARTS) {
      mkdirSync(join(module, part), { recursive: true });
      for (let file = 0; file < 5; file++) {
        const path = join(module, part, `${part}${file}.go`);
        writeFileSync(path, makeSource(part, file, after[file]));
      }
    }
    const text = [
      `module example.com/m${number}`,
      "go 1.22",
      `require (\n${after.map((other) => `\texample.com/m${other} v1.0.0\n`).join("")})`,
      ...after.map((other) => `replace example.com/m${other} => ../m${other}`),
    ];
    writeFileSync(join(module, "go.mod"), `${text.join("\n\n")}\n`);
  }
  const command = join(root, "m0", "cmd", "serve");
  mkdirSync(command, { recursive: true });
  const text = `package main\n\nimport "example.com/m0/api"\n\nfunc main() { println(api.F0("")) }\n`;
  writeFileSync(join(command, "main.go"), text);
}

function makeSource(part: string, file: number, next: number | undefined): string {
  const other = next === undefined ? null : `other "example.com/m${next}/${part}"`;
  const value = other === null ? "text" : `other.F${file}(text)`;
  return `package ${part}

import (
	"fmt"
	"strings"
${other === null ? "" : `\n\t${other}\n`})

// F${file} says it loudly.
func F${file}(text string) string { return fmt.Sprint(strings.ToUpper(${value})) }
`;
}
