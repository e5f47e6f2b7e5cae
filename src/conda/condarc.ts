// What conda's configuration files say about environments, in conda's order.
import { basename, dirname, join, resolve } from "node:path";
import { makeError } from "../errors/error.js";
import type { Session } from "../session.js";
import { isDirectory, isFile, listNames, readSmallFile } from "./disk.js";

// A .condarc has a few lines. A larger file is something else, and takes long to parse.
const MAX_BYTES = 64 * 1024;

/**
 * The folders of environments that the files name, the most important first.
 * @throws CondaGoHooksError `usage` for a configuration with which conda refuses every command
 */
export async function readEnvsDirs(session: Session, roots: readonly string[]): Promise<string[]> {
  const configs = await readConfigs(session, roots, /envs_(?:dirs|path)/);
  return configs.flatMap(({ file, config: { envs_dirs, envs_path } }) => {
    if (envs_dirs !== undefined && envs_path !== undefined) throw makeError("conda-keys", { file });
    const list = envs_dirs ?? envs_path ?? [];
    if (!Array.isArray(list) && typeof list !== "object") {
      const value = typeof list === "string" ? `'${list}'` : String(list);
      throw makeError("conda-type", { file, value, type: nameType(list) });
    }
    return (Array.isArray(list) ? list : [])
      .filter((dir) => typeof dir === "string" && dir !== "")
      .map((dir) => expand(dir, session));
  });
}

/** The name of its type in Python, which conda prints. */
function nameType(value: unknown): string {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  return Number.isInteger(value) ? "int" : "float";
}

/** The name or path of the environment that new shells activate; `base` unless one is configured. */
export async function readDefaultEnvironment(
  session: Session,
  roots: readonly string[],
): Promise<string> {
  const key = "default_activation_env";
  const value = session.env.CONDA_DEFAULT_ACTIVATION_ENV ?? (await readKey(session, roots, key));
  return (["string", "number"].includes(typeof value) && String(value)) || "base";
}

/** Whether `conda-meta/frozen` keeps conda from changing an environment. */
export async function readProtectsFrozen(
  session: Session,
  roots: readonly string[],
): Promise<boolean> {
  const key = "protect_frozen_envs";
  const value = session.env.CONDA_PROTECT_FROZEN_ENVS ?? (await readKey(session, roots, key));
  // With a value that is neither, conda refuses to work; here, the environment stays protected.
  return value === undefined || !FALSE.test(String(value).trim());
}

// conda/auxlib/type_coercion.py, boolify.
const FALSE = /^(?:false|off|n|no|non|none|[-+]?0*\.?0*)$/i;

/** The value of one key in the most important file that has it. */
async function readKey(session: Session, roots: readonly string[], key: string): Promise<unknown> {
  const configs = await readConfigs(session, roots, new RegExp(key));
  return configs.map(({ config }) => config[key]).find((value) => value != null);
}

interface Config {
  readonly file: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The files with this in their text, the most important first. */
async function readConfigs(
  session: Session,
  roots: readonly string[],
  wanted: RegExp,
): Promise<Config[]> {
  const files = listFiles(session, roots);
  const configs = await Promise.all(files.map((file) => readConfig(file, wanted)));
  return configs.filter((config) => config !== null).reverse();
}

// From the least to the most important; conda/base/constants.py, SEARCH_PATH.
function listFiles(session: Session, roots: readonly string[]): string[] {
  const { env, home, cwd, platform } = session;
  const system =
    platform === "win32" ? ["C:\\ProgramData\\conda"] : ["/etc/conda", "/var/lib/conda"];
  const xdg = env.XDG_CONFIG_HOME ? [join(env.XDG_CONFIG_HOME, "conda")] : [];
  const own = [...xdg, join(home, ".config", "conda"), join(home, ".conda")];
  const folders = [...system, ...roots, ...own];
  const prefix = env.CONDA_PREFIX;
  const places = [
    ...folders.flatMap(listPlaces),
    join(home, ".condarc"),
    ...(prefix ? listPlaces(prefix) : []),
    ...(env.CONDARC ? [resolve(cwd, expandHome(env.CONDARC, session))] : []),
  ];
  return [...new Set(places.flatMap(listPlaceFiles))];
}

function listPlaces(folder: string): string[] {
  return [".condarc", "condarc", "condarc.d"].map((name) => join(folder, name));
}

/** The place itself if it is a file with a name that conda reads, or such files in the folder. */
function listPlaceFiles(place: string): string[] {
  if (!isDirectory(place))
    return /^\.?condarc$/.test(basename(place)) || IS_YAML.test(basename(place)) ? [place] : [];
  return listNames(place)
    .filter((name) => IS_YAML.test(name))
    .sort()
    .map((name) => join(place, name))
    .filter(isFile);
}

// As in Python, a name that begins with its only dot has no suffix.
const IS_YAML = /[^.]\.ya?ml$/;

async function readConfig(file: string, wanted: RegExp): Promise<Config | null> {
  try {
    const text = readSmallFile(file, MAX_BYTES) ?? "";
    // Most files only set channels: the YAML parser is loaded when there is something to find.
    if (!wanted.test(text)) return null;
    const { parse } = await import("yaml");
    const config: unknown = parse(text, {
      maxAliasCount: 100,
      uniqueKeys: false,
      logLevel: "error",
    });
    if (typeof config !== "object" || config === null) return null;
    return { file, config: config as Record<string, unknown> };
  } catch {
    // Absent, unreadable or not YAML: conda says so at its next run, and we look elsewhere.
    return null;
  }
}

/** Resolves a folder as conda does: `~`, `~user`, `$NAME` and `${NAME}`, on Windows `%NAME%` as well. */
export function expand(dir: string, session: Session): string {
  const { env, cwd, platform } = session;
  const withValues = dir.replace(
    platform === "win32" ? VARIABLE_ON_WINDOWS : VARIABLE,
    (text, ...names) => {
      const name = names.slice(0, 3).find((group) => group !== undefined);
      if (name === undefined) return /^(?:%%|\$\$)$/.test(text) ? text.slice(1) : text;
      return env[name] ?? text;
    },
  );
  return resolve(cwd, expandHome(withValues, session));
}

/** Python's os.path.expanduser. */
function expandHome(path: string, { home, env, platform }: Session): string {
  return path.replace(/^~([^/\\]*)(?=[/\\]|$)/, (text, user: string) => {
    if (user === "") return home;
    if (platform !== "win32") return findHome(user) ?? text;
    if (user === env.USERNAME) return home;
    // Python's guess: other homes are beside this one, if this one has its user's name.
    return basename(home) === env.USERNAME ? join(dirname(home), user) : text;
  });
}

// One line for each user; conda would also find those of a directory service.
function findHome(user: string): string | undefined {
  const lines = readSmallFile("/etc/passwd", 1024 * 1024)?.split("\n") ?? [];
  return lines.map((line) => line.split(":")).find(([name]) => name === user)?.[5];
}

// What Python's os.path.expandvars expands; on Windows, nothing within single quotes, and %% and $$ are the
// signs themselves.
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;
const VARIABLE_ON_WINDOWS = /'[^']*'?|%%|%([^%]+)%|\$\$|\$(?:\{([^}]*)\}|([-\w]+))/g;
