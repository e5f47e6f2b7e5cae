// A pipe in the place of a file: whoever reads it waits for a writer, and nobody writes.
import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { onTestFinished } from "vitest";

export function makePipe(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  execFileSync("mkfifo", [file]);
  // Whoever waits at the end of the test gets a writer, and is released.
  onTestFinished(() => {
    try {
      closeSync(openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch {
      // Nobody waits.
    }
  });
}
