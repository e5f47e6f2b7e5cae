// conda's own order of events, as a model: for any commands what the recordings are for some.
import type { Step } from "./play.js";

/**
 * The steps of these commands: `activate X`, `activate --stack X`, `deactivate` and `reactivate`, from
 * where nothing is active.
 */
export function walkAsConda(commands: readonly string[]): Step[] {
  // The innermost last.
  const active: string[] = [];
  return commands.map((command) => {
    const [verb, ...args] = command.split(" ");
    const events: Step["events"][number][] = [];
    const run = (folder: string) => {
      const env = active.at(-1);
      if (env === undefined) return;
      events.push({ run: folder, env, CONDA_PREFIX: env, CONDA_SHLVL: String(active.length) });
    };
    const wanted = args.at(-1);
    if (verb === "activate" && wanted !== undefined && wanted !== active.at(-1)) {
      // What is stacked on is left as it is.
      if (!args.includes("--stack")) run("deactivate.d");
      active.push(wanted);
    } else {
      run("deactivate.d");
      if (verb === "deactivate") active.pop();
    }
    // Also the outer one, which may never have been deactivated.
    run("activate.d");
    const after = { CONDA_PREFIX: active.at(-1) ?? "", CONDA_SHLVL: String(active.length) };
    return { command, events, after };
  });
}
