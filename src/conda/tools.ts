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
  // PATHEXT means nothing elsewhere, and an empty one is none.
  const options = {
    path: env.PATH ?? env.Path ?? "",
    pathExt: (platform === "win32" && env.PATHEXT) || "",
    nothrow: true,
  } as const;
  // What a variable names may be long gone, and then says nothing.
  const find = async (name: CondaTool["name"], program: string | undefined) => ({
    name,
    program: program ? await which(program, options) : null,
  });
  const tools = [
    await find("conda", env.CONDA_EXE),
    await find("conda", "conda"),
    await find(
      /micromamba[^/\\]*$/.test(env.MAMBA_EXE ?? "") ? "micromamba" : "mamba",
      env.MAMBA_EXE,
    ),
    await find("mamba", "mamba"),
    await find("micromamba", "micromamba"),
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
