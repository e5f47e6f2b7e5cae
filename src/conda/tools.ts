// The conda-like programs on this machine, and how each one defines `activate` in a shell.
import { findProgram } from "../find-program.js";
import type { Session } from "../session.js";

export interface CondaTool {
  readonly name: "conda" | "mamba" | "micromamba";
  /** Its executable. */
  readonly program: string;
}

/** The tools that the session names or has on its PATH: each executable once, conda first. */
export function findTools(session: Session): CondaTool[] {
  const { CONDA_EXE, MAMBA_EXE } = session.env;
  // A variable may name a program that no longer exists.
  const find = (name: CondaTool["name"], program: string | undefined) => ({
    name,
    program: program ? findProgram(program, session) : null,
  });
  const tools = [
    find("conda", CONDA_EXE),
    find("conda", "conda"),
    find(/micromamba[^/\\]*$/.test(MAMBA_EXE ?? "") ? "micromamba" : "mamba", MAMBA_EXE),
    find("mamba", "mamba"),
    find("micromamba", "micromamba"),
  ];
  const found = new Map<string, CondaTool>();
  for (const { name, program } of tools) {
    if (program && !found.has(program)) found.set(program, { name, program });
  }
  return [...found.values()];
}

/** The arguments that make the tool print the code that defines `activate` in this shell. */
export function hookArguments(
  { name }: CondaTool,
  shell: "bash" | "zsh" | "dash" | "fish" | "powershell",
): string[] {
  if (name !== "conda") return ["shell", "hook", "--shell", shell];
  return [`shell.${shell === "dash" ? "posix" : shell}`, "hook"];
}
