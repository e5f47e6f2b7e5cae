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

const REPORT = fileURLToPath(new URL("report-memory.cjs", import.meta.url));

/** Runs node with these arguments. @returns also the most memory that it took, in MB */
export async function runNode(
  args: readonly string[],
  surroundings: Surroundings,
  expected?: readonly number[],
): Promise<Printed & { readonly peak: number }> {
  const command = [process.execPath, "--require", REPORT, ...args];
  const printed = await runProgram(command, surroundings, "pipe", expected);
  const [, kilobytes] = /\n(\d+)\n$/.exec(printed.stderr) ?? [];
  if (kilobytes === undefined) throw new Error(`no memory is reported: ${printed.stderr}`);
  return { ...printed, peak: Number(kilobytes) / 1024 };
}
