// Which envs_dirs the .condarc files name, in conda's order.
import { join, resolve } from "node:path";
import type { Session } from "../session.js";
import { listNames, readSmallFile } from "./disk.js";

// A .condarc is a few lines; past this it is no such file, and parsing it would take for ever.
const MAX_BYTES = 64 * 1024;

/** The folders that the .condarc files name for environments, the most important first. */
export async function readEnvsDirs(session: Session, roots: readonly string[]): Promise<string[]> {
  const files = listFiles(session, roots);
  const lists = await Promise.all(files.map((file) => readFileEnvsDirs(file, session)));
  return lists.reverse().flat();
}

// From the least to the most important; conda/base/constants.py, SEARCH_PATH.
function listFiles({ env, home, cwd, platform }: Session, roots: readonly string[]): string[] {
  const system =
    platform === "win32" ? ["C:\\ProgramData\\conda"] : ["/etc/conda", "/var/lib/conda"];
  const xdg = env.XDG_CONFIG_HOME ? [join(env.XDG_CONFIG_HOME, "conda")] : [];
  const own = [...xdg, join(home, ".config", "conda"), join(home, ".conda")];
  const folders = [...system, ...roots, ...own];
  const prefix = env.CONDA_PREFIX;
  return [
    ...folders.flatMap(listFolderFiles),
    join(home, ".condarc"),
    ...(prefix ? listFolderFiles(prefix) : []),
    ...(env.CONDARC ? [resolve(cwd, env.CONDARC)] : []),
  ];
}

function listFolderFiles(folder: string): string[] {
  const parts = join(folder, "condarc.d");
  return [
    join(folder, ".condarc"),
    join(folder, "condarc"),
    ...listNames(parts)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(parts, name)),
  ];
}

async function readFileEnvsDirs(file: string, session: Session): Promise<string[]> {
  try {
    const text = readSmallFile(file, MAX_BYTES) ?? "";
    // Most of them set channels only: the YAML parser is loaded when there is something to find.
    if (!/envs_(?:dirs|path)/.test(text)) return [];
    const { parse } = await import("yaml");
    const config: unknown = parse(text, {
      maxAliasCount: 100,
      uniqueKeys: false,
      logLevel: "error",
    });
    if (typeof config !== "object" || config === null) return [];
    const { envs_dirs, envs_path } = config as Record<string, unknown>;
    const list = envs_dirs ?? envs_path;
    return (Array.isArray(list) ? list : [list])
      .filter((dir) => typeof dir === "string" && dir !== "")
      .map((dir) => expand(dir, session));
  } catch {
    // Absent, unreadable or no YAML: conda itself says so at its next run; we look elsewhere.
    return [];
  }
}

/** Resolves a folder as conda does: `~`, `$NAME` and `${NAME}`, on Windows `%NAME%` as well. */
export function expand(dir: string, { env, home, cwd, platform }: Session): string {
  const withValues = dir.replace(
    platform === "win32" ? VARIABLE_ON_WINDOWS : VARIABLE,
    (text, ...names) => {
      const name = names.slice(0, 3).find((group) => group !== undefined);
      if (name === undefined) return /^(?:%%|\$\$)$/.test(text) ? text.slice(1) : text;
      return env[name] ?? text;
    },
  );
  return resolve(cwd, withValues.replace(/^~(?=[/\\]|$)/, home));
}

// What Python's os.path.expandvars takes for one; on Windows nothing within single quotes, and a sign that
// is doubled is the sign itself.
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;
const VARIABLE_ON_WINDOWS = /'[^']*'?|%%|%([^%]+)%|\$\$|\$(?:\{([^}]*)\}|([-\w]+))/g;
