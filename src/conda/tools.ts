// The conda-like programs on this machine, and how a shell is taught their `activate`.
import type { Session } from "../session.js";

export interface CondaTool {
  readonly name: "conda" | "mamba" | "micromamba";
  /** Its executable. */
  readonly program: string;
}

/** Those that the session names or has on its PATH, each executable once, conda first. */
export async function findTools({ env, platform }: Session): Promise<CondaTool[]> {
  const { default: which } = await import("which");
  const path = env.PATH ?? env.Path ?? "";
  // PATHEXT means nothing elsewhere, and an empty one is none.
  const pathExt = (platform === "win32" && env.PATHEXT) || "";
  const onPath = async (name: CondaTool["name"]) => ({
    name,
    program: await which(name, { path, nothrow: true, pathExt }),
  });
  const mamba = env.MAMBA_EXE;
  const tools = [
    { name: "conda" as const, program: env.CONDA_EXE ?? null },
    await onPath("conda"),
    {
      name: /micromamba[^/\\]*$/.test(mamba ?? "") ? ("micromamba" as const) : ("mamba" as const),
      program: mamba ?? null,
    },
    await onPath("mamba"),
    await onPath("micromamba"),
  ];
  const found = new Map<string, CondaTool>();
  for (const { name, program } of tools) {
    if (program && !found.has(program)) found.set(program, { name, program });
  }
  return [...found.values()];
}

/** The arguments with which the tool prints what defines its `activate` in this shell. */
export function hookArguments(
  { name }: CondaTool,
  shell: "bash" | "zsh" | "dash" | "fish" | "powershell",
): string[] {
  if (name !== "conda") return ["shell", "hook", "--shell", shell];
  return [`shell.${shell === "dash" ? "posix" : shell}`, "hook"];
}
