// The command as a user runs it: the packed and installed package, in a process of its own.
import { execFile, spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  /** stdout as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it
  readonly json: any;
}

/** Runs the command with nothing of this machine's conda in its environment. */
export function runCommand(
  home: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Ran {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(inject("installation"), "dist", "cli.cjs"), ...args],
    {
      cwd: home,
      encoding: "utf8",
      // The report of a thousand environments has more than the megabyte that is the default.
      maxBuffer: 1 << 26,
      env: { PATH: "/usr/bin:/bin", HOME: home, ...env },
    },
  );
  return {
    stdout,
    stderr,
    status,
    get json() {
      return JSON.parse(stdout);
    },
  };
}

/** The same beside others, in this folder and with all that is set for it. */
export function startCommand(
  cwd: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ran> {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd, env }, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code);
      const json = () => JSON.parse(stdout);
      resolve({
        stdout,
        stderr,
        status,
        get json() {
          return json();
        },
      });
    });
  });
}

/** Every file below a folder with its content and mode, every folder with its mode. */
export function readTree(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, entry);
    const found = lstatSync(path);
    tree[entry] = `${found.mode.toString(8)} ${found.isFile() ? readFileSync(path, "utf8") : ""}`;
  }
  return tree;
}
