// Where environments are kept and registered, for conda and mamba.
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { makeError } from "../errors/error.js";
import type { Session } from "../session.js";
import { expand, readDefaultEnvironment, readEnvsDirs } from "./condarc.js";
import { isDirectory, listNames, physical, readSmallFile, selectDistinct } from "./disk.js";
import { findTools } from "./tools.js";

/** The path of a folder that the user names. @throws CondaGoHooksError `file-system` when it does not exist */
export function findFolder(folder: string, { cwd }: Session): string {
  const path = resolve(cwd, folder);
  if (isDirectory(path)) return path;
  throw makeError("no-folder", { path });
}

/** The names of the environments right below a folder. */
export function listEnvironmentNames(dir: string): string[] {
  return listNames(dir).filter((name) => isDirectory(join(dir, name, "conda-meta")));
}

/**
 * The folders whose environments go by name, the most important first.
 * conda/base/context.py, envs_dirs: what is configured, then the root's own and the user's folders.
 * @throws CondaGoHooksError `usage` for a configuration with which conda refuses every command
 */
export async function listEnvsDirs(session: Session, roots: readonly string[]): Promise<string[]> {
  const { env, home, platform } = session;
  const { CONDA_ENVS_DIRS: dirs, CONDA_ENVS_PATH: path } = env;
  // An empty one counts too.
  if (dirs !== undefined && path !== undefined) throw makeError("conda-variables");
  const local = env.LOCALAPPDATA || join(home, "AppData", "Local");
  const configured = (dirs || path || "").split(delimiter).filter((dir) => dir !== "");
  return [
    ...new Set([
      ...configured.map((dir) => expand(dir, session)),
      ...(await readEnvsDirs(session, roots)),
      ...roots.map((root) => join(root, "envs")),
      join(home, ".conda", "envs"),
      ...(platform === "win32" ? [join(local, "conda", "conda", "envs")] : []),
    ]),
  ];
}

/** The prefix that new shells activate; null when it is base. */
export async function findDefaultPrefix(session: Session): Promise<string | null> {
  const roots = findRoots(session);
  const word = await readDefaultEnvironment(session, roots);
  if (word === "base" || word === "root") return null;
  const dirs = /[/\\]/.test(word) ? [] : await listEnvsDirs(session, roots);
  return dirs.map((dir) => join(dir, word)).find(isDirectory) ?? resolve(session.cwd, word);
}

/**
 * The root prefixes of the conda-like tools: the base environments, except for a micromamba without one.
 * conda's executable is in <root>/bin, <root>/condabin or, on Windows, <root>\Scripts.
 */
export function findRoots(session: Session): string[] {
  const condas = findTools(session).filter(({ name }) => name === "conda");
  const above = condas.map(({ program }) => dirname(dirname(physical(program))));
  const { MAMBA_ROOT_PREFIX, CONDA_PREFIX, CONDA_DEFAULT_ENV } = session.env;
  const named = [MAMBA_ROOT_PREFIX, CONDA_DEFAULT_ENV === "base" ? CONDA_PREFIX : undefined];
  return selectFolders([
    ...selectEnvironments(above),
    ...named.flatMap((root) => (root ? [resolve(session.cwd, root)] : [])),
  ]);
}

// One line for each prefix: anything larger is something else.
const MAX_REGISTERED_BYTES = 1024 * 1024;

/** The prefixes in a home's `.conda/environments.txt`, whether they still exist or not. */
export function readRegistered(home: string): string[] {
  const text = readSmallFile(join(home, ".conda", "environments.txt"), MAX_REGISTERED_BYTES);
  const lines = text?.split(/\r?\n/) ?? [];
  return [...new Set(lines.map((line) => line.trim()).filter((line) => isAbsolute(line)))];
}

/** The prefixes that may be environments, each once. */
export function selectEnvironments(prefixes: readonly string[]): string[] {
  return selectFolders(prefixes.filter((prefix) => isDirectory(join(prefix, "conda-meta"))));
}

/** The folders that exist, each once, even if several paths lead to it. */
export function selectFolders(folders: readonly string[]): string[] {
  return selectDistinct(folders.filter(isDirectory), (folder) => folder);
}
