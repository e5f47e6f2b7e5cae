// What conda itself says about its environments, for when the files leave it open.
import { basename, dirname } from "node:path";
import { withoutRelativePath } from "../find-program.js";
import type { Session } from "../session.js";
import { findTools } from "./tools.js";

export interface CondaAnswer {
  readonly root: string | null;
  readonly envsDirs: readonly string[];
  /** The prefixes with this name, in conda's folders or elsewhere. */
  readonly listNamed: (name: string) => string[];
}

/** What `conda info --json` or mamba's says; null without a conda, and when it does not answer. */
export async function askConda(session: Session): Promise<CondaAnswer | null> {
  for (const { program } of findTools(session)) {
    const answer = await askTool(program, session);
    if (answer) return answer;
  }
  return null;
}

async function askTool(program: string, session: Session): Promise<CondaAnswer | null> {
  const { execa } = await import("execa");
  const running = execa(program, ["info", "--json"], {
    // conda can be a script that looks for its Python on the PATH.
    cwd: dirname(program),
    env: withoutRelativePath(session),
    extendEnv: false,
    stdin: "ignore",
    stderr: "ignore",
    reject: false,
  });
  // Not execa's timeout: when conda is a script, that waits for its children.
  const timer = setTimeout(() => {
    running.kill();
    running.stdout.destroy();
  }, 60_000);
  const { stdout, failed } = await running;
  clearTimeout(timer);
  return failed ? null : readAnswer(stdout);
}

function readAnswer(json: string): CondaAnswer | null {
  try {
    const info = JSON.parse(json);
    // conda's words, then mamba's.
    const strings = (value: unknown) =>
      (Array.isArray(value) ? value : []).filter((text) => typeof text === "string");
    const details = info.envs_details ?? {};
    return {
      root: strings([info.root_prefix ?? info["base environment"]])[0] ?? null,
      envsDirs: strings(info.envs_dirs ?? info["envs directories"]),
      listNamed: (name) =>
        strings(info.envs).filter((prefix) => (details[prefix]?.name || basename(prefix)) === name),
    };
  } catch {
    return null;
  }
}
