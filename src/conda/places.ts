// Where environments are kept and registered, for conda and mamba.
import { readdir, realpath, stat } from "node:fs/promises";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { CondaGoHooksError } from "../errors.js";
import type { Session } from "../session.js";
import { expand, readEnvsDirs } from "./condarc.js";
import { readSmallFile } from "./small-file.js";
import { findTools } from "./tools.js";

/** The environments right below a folder. */
export async function listNames(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  const are = await Promise.all(names.map((name) => isDirectory(join(dir, name, "conda-meta"))));
  return names.filter((_, index) => are[index]);
}

/**
 * The folders in which environments have names, the most important first.
 * conda/base/context.py, envs_dirs: what is configured, then the root's own and the user's folder.
 * @throws CondaGoHooksError `usage` for what makes conda itself refuse every command
 */
export async function listEnvsDirs(session: Session, roots: readonly string[]): Promise<string[]> {
  const { env, home } = session;
  const { CONDA_ENVS_DIRS: dirs, CONDA_ENVS_PATH: path } = env;
  if (dirs && path) {
    throw new CondaGoHooksError(
      "usage",
      "CONDA_ENVS_DIRS and CONDA_ENVS_PATH are both set, which conda refuses",
      null,
      "unset one of them",
    );
  }
  const configured = (dirs || path || "").split(delimiter).filter((dir) => dir !== "");
  return [
    ...new Set([
      ...configured.map((dir) => expand(dir, session)),
      ...(await readEnvsDirs(session, roots)),
      ...roots.map((root) => join(root, "envs")),
      join(home, ".conda", "envs"),
    ]),
  ];
}

/**
 * The root prefixes of the conda-like tools: the base environments, but for a micromamba without one.
 * conda's executable stands in <root>/bin, <root>/condabin or, on Windows, <root>\Scripts.
 */
export async function findRoots(session: Session): Promise<string[]> {
  const condas = (await findTools(session)).filter(({ name }) => name === "conda");
  const above = await Promise.all(
    condas.map(async ({ program }) => dirname(dirname(await physical(program)))),
  );
  const { MAMBA_ROOT_PREFIX, CONDA_PREFIX, CONDA_DEFAULT_ENV } = session.env;
  const named = [MAMBA_ROOT_PREFIX, CONDA_DEFAULT_ENV === "base" ? CONDA_PREFIX : undefined];
  return selectDistinct([
    ...(await selectEnvironments(above)),
    ...named.flatMap((root) => (root ? [resolve(session.cwd, root)] : [])),
  ]);
}

// A line a prefix: past this size it is no such file.
const MAX_REGISTERED_BYTES = 1024 * 1024;

/** The prefixes in a home's `.conda/environments.txt`, be they there or not. */
export async function readRegistered(home: string): Promise<string[]> {
  const text = await readSmallFile(join(home, ".conda", "environments.txt"), MAX_REGISTERED_BYTES);
  const lines = text?.split(/\r?\n/) ?? [];
  return [...new Set(lines.map((line) => line.trim()).filter((line) => isAbsolute(line)))];
}

/** Those of these prefixes that may be environments, each once. */
export async function selectEnvironments(prefixes: readonly string[]): Promise<string[]> {
  const are = await Promise.all(prefixes.map((prefix) => isDirectory(join(prefix, "conda-meta"))));
  return selectDistinct(prefixes.filter((_, index) => are[index]));
}

/** Those of these folders that are there, each once, whatever the path to it. */
export async function selectDistinct(folders: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    if (!(await isDirectory(folder))) continue;
    const real = await physical(folder);
    if (!found.has(real)) found.set(real, folder);
  }
  return [...found.values()];
}

export async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The path without symbolic links in it, or as it is when it leads nowhere. */
export async function physical(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
