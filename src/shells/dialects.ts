// Every dialect.
import { HOOKS, scriptPath } from "../names.js";
import { cmd } from "./cmd.js";
import { csh } from "./csh.js";
import type { Dialect } from "./dialect.js";
import { fish } from "./fish.js";
import { nushell } from "./nushell.js";
import { posix } from "./posix.js";
import { powershell } from "./powershell.js";

export const DIALECTS: readonly Dialect[] = [posix, fish, csh, cmd, powershell, nushell];

// Shells that read sh's language.
const SAME: Readonly<Record<string, string>> = { ash: "sh", busybox: "sh", mksh: "sh", yash: "sh" };

/** The dialect of a shell by the name of its program; undefined when it is not known. */
export function dialectOf(shell: string | null | undefined): Dialect | undefined {
  return DIALECTS.find(({ shells }) => shells.includes(SAME[shell ?? ""] ?? shell ?? ""));
}

/** The paths that hook scripts have below a prefix, in every dialect. */
export function listScriptPaths(): string[] {
  return DIALECTS.flatMap(({ extension }) => HOOKS.map((hook) => scriptPath(hook, extension)));
}
