// Runs a program to its end, and fails unless it succeeds.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Printed {
  /** Empty where it is thrown away. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it with nothing to read. @throws Error unless its exit code is 0, or one of those named */
export async function runProgram(
  [program = "", ...args]: readonly string[],
  { cwd, env }: Surroundings,
  output: "ignore" | "pipe" = "ignore",
  expected: readonly number[] = [0],
): Promise<Printed> {
  const child = spawn(program, args, { cwd, env: { ...env }, stdio: ["ignore", output, "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "close"),
  ]);
  if (!expected.includes(code)) {
    throw new Error(`${[program, ...args].join(" ")}: exit code ${code}\n${stdout}${stderr}`);
  }
  return { stdout, stderr };
}

const REPORT = fileURLToPath(new URL("report-use.cjs", import.meta.url));

/** What a run of node took. */
export interface Use {
  /** The most memory, in MB. */
  readonly peak: number;
  /** The time of its processors, its own and the system's for it, in milliseconds. */
  readonly cpu: number;
}

/** Runs node, this one or that of `execPath`, with these arguments. */
export async function runNode(
  args: readonly string[],
  surroundings: Surroundings,
  expected?: readonly number[],
  execPath: string = process.execPath,
): Promise<Printed & Use> {
  const command = [execPath, "--require", REPORT, ...args];
  const printed = await runProgram(command, surroundings, "pipe", expected);
  const [, kilobytes, microseconds] = /\n(\d+) (\d+)\n$/.exec(printed.stderr) ?? [];
  if (kilobytes === undefined) throw new Error(`nothing is reported: ${printed.stderr}`);
  return { ...printed, peak: Number(kilobytes) / 1024, cpu: Number(microseconds) / 1000 };
}
