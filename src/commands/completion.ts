// Prints the script that completes our commands in a shell.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeError } from "../errors/error.js";
import { describeCompletion } from "../reports/completion.js";
import type { Outcome } from "../reports/outcome.js";

/** The shells, each with its file in `templates/completion/`. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: "bash.sh",
  zsh: "zsh.zsh",
  fish: "fish.fish",
  powershell: "powershell.ps1",
  nu: "nu.nu",
};

/** Their names, as the command takes them. */
export const COMPLETION_SHELLS: readonly string[] = Object.keys(SCRIPTS);

/** Runs the command. @throws CondaGoHooksError `usage` for a shell that has none, or when no shell is named */
export async function run({
  words = [],
}: {
  readonly words?: readonly string[];
}): Promise<Outcome> {
  const [shell = ""] = words;
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined)
    throw makeError("no-completion", { name: shell, known: COMPLETION_SHELLS });
  const path = fileURLToPath(new URL(`../../templates/completion/${script}`, import.meta.url));
  return describeCompletion({ shell, script: readFileSync(path, "utf8") });
}
