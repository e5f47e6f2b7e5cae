// Every dialect, and how `--shell` finds one.
import { makeError } from "../errors/error.js";
import { HOOKS, scriptPath } from "../names.js";
import { cmd } from "./cmd.js";
import { csh } from "./csh.js";
import type { Dialect } from "./dialect.js";
import { fish } from "./fish.js";
import { nushell } from "./nushell.js";
import { posix } from "./posix.js";
import { powershell } from "./powershell.js";

export const DIALECTS: readonly Dialect[] = [posix, fish, csh, cmd, powershell, nushell];

/** The dialect that goes by this name in `--shell`. @throws CondaGoHooksError `usage` */
export function findDialect(shell: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.shells.includes(shell));
  if (found) return found;
  const known = DIALECTS.map((dialect) => dialect.shells[0]);
  throw makeError("unknown-shell", { name: shell, known });
}

// Shells that read sh's language.
const SAME: Readonly<Record<string, string>> = { ash: "sh", busybox: "sh", mksh: "sh", yash: "sh" };

/** The dialect of a shell by the name of its program; undefined when it is not known. */
export function dialectOf(shell: string | null | undefined): Dialect | undefined {
  return DIALECTS.find(({ shells }) => shells.includes(SAME[shell ?? ""] ?? shell ?? ""));
}

/** The dialects whose hooks a shell runs: in xonsh on Windows, conda runs cmd's, mamba and pixi run sh's. */
function dialectsFor(shell: string, platform: string): readonly Dialect[] {
  const dialect = findDialect(shell);
  return shell === "xonsh" && platform === "win32" ? [dialect, cmd] : [dialect];
}

/** The dialects that an environment on this platform gets when none is named. */
export function defaultDialects(platform: string): readonly Dialect[] {
  const kind = platform === "win32" ? "windows" : "unix";
  return DIALECTS.filter(({ platforms }) => platforms === "all" || platforms === kind);
}

/** The dialects named by `--shell`, each once and in our order; null means the platform's own. */
export function selectDialects(
  shells: readonly string[] | null,
  platform: string,
): readonly Dialect[] {
  if (shells === null) return defaultDialects(platform);
  if (shells.length === 0) throw makeError("no-shell");
  if (shells.includes("all")) return DIALECTS;
  const selected = new Set(shells.flatMap((shell) => dialectsFor(shell, platform)));
  return DIALECTS.filter((dialect) => selected.has(dialect));
}

/** The paths that hook scripts have below a prefix, in every dialect. */
export function listScriptPaths(): string[] {
  return DIALECTS.flatMap(({ extension }) => HOOKS.map((hook) => scriptPath(hook, extension)));
}
