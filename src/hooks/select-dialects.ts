// The dialects that `--shell` names.
import { makeError } from "../errors/error.js";
import { cmd } from "../shells/cmd.js";
import type { Dialect } from "../shells/dialect.js";
import { DIALECTS } from "../shells/dialects.js";

/** The dialect that goes by this name in `--shell`. @throws CondaGoHooksError `usage` */
export function findDialect(shell: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.shells.includes(shell));
  if (found) return found;
  const known = DIALECTS.flatMap(({ shells }) => shells);
  throw makeError("unknown-shell", { name: shell, known });
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
  const named = shells.filter((shell) => shell !== "all");
  const selected = new Set(named.flatMap((shell) => dialectsFor(shell, platform)));
  if (named.length < shells.length) return DIALECTS;
  return DIALECTS.filter((dialect) => selected.has(dialect));
}
