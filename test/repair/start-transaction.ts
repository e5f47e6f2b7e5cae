// Transactions in processes of their own, which can be ended in every way.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Makes the transaction a module that Node itself reads.
 * @param hasLocks whether it can load what locks files
 * @returns its path
 */
export async function bundleTransaction(folder: string, hasLocks = true): Promise<string> {
  const file = join(folder, "transaction.mjs");
  if (hasLocks) symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  const bundle = await rolldown({
    input: join(PROJECT, "src/go/repair/transaction.ts"),
    platform: "node",
  });
  await bundle.write({ file, format: "esm" });
  return file;
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * Starts a script with `root` and all that the module exports.
 * @returns once the script has printed something
 */
export async function startScript(
  module: string,
  root: string,
  script: string,
  options: SpawnOptions = {},
): Promise<{ readonly child: ChildProcess; readonly ended: Promise<Ended> }> {
  const code = `
    import fs, { writeFileSync, mkdirSync } from "node:fs";
    const { recover, withTransaction } = await import(process.argv[1]);
    const root = process.argv[2];
    const print = (...words) => fs.writeSync(1, words.join(" ") + "\\n");
    ${script}`;
  const args = ["--input-type=module", "--eval", code, module, root];
  const child = spawn(process.execPath, args, { ...options, stdio: "pipe" });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (data) => {
    stdout += data;
  });
  child.stderr?.on("data", (data) => {
    stderr += data;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ stdout, stderr, code, signal }));
  if (child.stdout) await Promise.race([once(child.stdout, "data"), ended]);
  return { child, ended };
}
