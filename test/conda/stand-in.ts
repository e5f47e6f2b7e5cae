// A stand-in for conda: a small program that answers as a test wants, and notes how it was called.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface StandIn {
  readonly program: string;
  /** The arguments of each call so far. */
  calls(): string[];
}

/** Makes a root prefix whose `bin/conda` prints the answer. */
export function makeConda(root: string, answer: object): StandIn {
  mkdirSync(join(root, "conda-meta"), { recursive: true });
  return makeProgram(join(root, "bin", "conda"), printing(JSON.stringify(answer)));
}

/** Makes a root prefix whose `bin/conda` activates as conda does, and refuses what conda refuses. */
export function makeActivatingConda(root: string): StandIn {
  mkdirSync(join(root, "conda-meta"), { recursive: true });
  const script = fileURLToPath(new URL("activating-conda.mjs", import.meta.url));
  const words = [process.execPath, script].map(quote).join(" ");
  return makeProgram(join(root, "bin", "conda"), `exec ${words} "$0" "$@"`);
}

/** Makes a program of these lines of sh, with nothing but the shell's own commands at hand. */
export function makeProgram(program: string, lines: string): StandIn {
  const log = `${program}.log`;
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$*" >> ${quote(log)}\n${lines}\n`);
  chmodSync(program, 0o755);
  return {
    program,
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []),
  };
}

/** A line of sh that prints this. */
export function printing(text: string): string {
  return `printf '%s\\n' ${quote(text)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
