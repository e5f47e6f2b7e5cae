// A real conda, mamba or micromamba in the shells that it knows, or a stand-in for one.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type CondaTool, hookArguments } from "../../src/conda/tools.js";
import { VARIABLES } from "../../src/hooks/variables.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { makeFolder } from "../setup/environments.js";
import { findPowerShell } from "../setup/programs.js";
import type { UserValues } from "./user-values.js";

export interface CondaShell {
  readonly condaName: Parameters<typeof hookArguments>[1];
  readonly program: string;
  /** Where it is, when it need not be on the PATH. */
  readonly path?: string | undefined;
  readonly args: (script: string) => string[];
  readonly dialect: Dialect;
}

export const CONDA_SHELLS: readonly CondaShell[] = [
  {
    condaName: "bash",
    program: "bash",
    args: (script) => ["--noprofile", "--norc", script],
    dialect: posix,
  },
  { condaName: "zsh", program: "zsh", args: (script) => ["-f", script], dialect: posix },
  { condaName: "dash", program: "dash", args: (script) => [script], dialect: posix },
  { condaName: "fish", program: "fish", args: (script) => [script], dialect: fish },
  {
    condaName: "powershell",
    program: "pwsh",
    path: findPowerShell()?.[0],
    args: (script) => ["-NoProfile", "-NonInteractive", "-File", script],
    dialect: powershell,
  },
];

/**
 * Runs the lines in the shell, with the tool's function defined.
 * @param envs where the tool looks for environments
 * @returns the environment before the first line, and after each
 */
export async function perform(
  tool: CondaTool,
  { condaName, args, dialect }: CondaShell,
  program: string,
  lines: readonly string[],
  user: UserValues,
  envs: string,
): Promise<Record<string, string>[]> {
  const stage = makeFolder();
  const out = join(stage, "looks");
  const look = dialect.run([
    process.execPath,
    "-e",
    "fs.appendFileSync(process.argv[1], JSON.stringify(process.env) + '\\n')",
    out,
  ]);
  const hook = dialect.evaluate(dialect.run([tool.program, ...hookArguments(tool, condaName)]));
  const script = join(stage, `script${dialect.extension}`);
  writeFileSync(script, `${[hook, look, ...lines.flatMap((line) => [line, look])].join("\n")}\n`);
  const isOurs = (name: string) =>
    /^_?CONDA_(?!EXE$)|^__CONDA|^_CE_/.test(name) ||
    VARIABLES.some((variable) => variable.name === name);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
  await promisify(execFile)(program, args(script), {
    cwd: stage,
    env: {
      ...env,
      ...user,
      HOME: stage,
      CONDA_ENVS_DIRS: envs,
      // By the name that every conda knows; both, and none of its commands runs.
      CONDA_AUTO_ACTIVATE_BASE: "false",
      POWERSHELL_TELEMETRY_OPTOUT: "1",
    },
  });
  return readFileSync(out, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
