// Makes environments with their hooks, for a test to play with.
import { join } from "node:path";
import { install } from "../../src/commands/install.js";
import type { InstallOptions } from "../../src/commands/install-draft.js";
import { makeEnvironment, makeSession } from "../setup/environments.js";

/**
 * Makes each in a folder, with hooks for every shell.
 * @param options of install, by the environment's name; null for one without hooks
 */
export async function installEnvironments(
  envs: string,
  options: Readonly<Record<string, InstallOptions | null>>,
  cwd: string,
): Promise<void> {
  for (const [name, asked] of Object.entries(options)) {
    const prefix = makeEnvironment(join(envs, name));
    if (asked === null) continue;
    const { environments } = await install({ ...asked, prefix, shells: ["all"] }, makeSession(cwd));
    if (environments[0]?.error) throw new Error(environments[0].error.message);
  }
}
