// Made-up environments, and the command that finds these and nothing of this machine's conda.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { makeEnvironment } from "../setup/environments.js";
import type { Surroundings } from "./run-program.js";

export interface Site {
  /** The folder of the environments. */
  readonly envs: string;
  readonly prefixes: readonly string[];
  readonly surroundings: Surroundings;
}

/** Makes so many environments below the folder. */
export function makeSite(folder: string, count: number): Site {
  const [envs, home] = [join(folder, "envs"), join(folder, "home")];
  mkdirSync(home, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => (count === 1 ? "env" : `env-${index}`));
  return {
    envs,
    prefixes: names.map((name) => makeEnvironment(join(envs, name))),
    surroundings: { cwd: home, env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_ENVS_DIRS: envs } },
  };
}

/** What node is to be given to run the command as it is installed. */
export function commandLine(...args: readonly string[]): string[] {
  return [join(inject("installation"), "dist", "cli.cjs"), ...args];
}
