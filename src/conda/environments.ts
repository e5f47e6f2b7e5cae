// From what the user names to a prefix, as conda does it, and without starting conda if need not be.
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { CondaGoHooksError, didYouMean } from "../errors.js";
import type { Session } from "../session.js";
import { expand, readEnvsDirs } from "./condarc.js";
import { findTools } from "./tools.js";

/** How the user names an environment; nothing named means the active one. */
export interface EnvironmentSelector {
  /** As in `conda -n`. */
  readonly name?: string | undefined;
  /** As in `conda -p`. */
  readonly prefix?: string | undefined;
  /** As in `conda activate`: a name, or a path when it holds a separator. */
  readonly env?: string | undefined;
}

export interface Environment {
  /** Absolute, as conda would spell it; whether it is an environment is for prefix.ts to say. */
  readonly prefix: string;
  /** As conda would show it, where it has one. */
  readonly name: string | null;
  /** Whether it was found by that name, so that `conda -n` finds it too. */
  readonly isNamed: boolean;
}

/**
 * Finds the environment that the selector names.
 * @throws CondaGoHooksError `no-environment`, `environment-unknown`, `environment-ambiguous`, `usage`
 */
export async function findEnvironment(
  selector: EnvironmentSelector,
  session: Session,
): Promise<Environment> {
  const { name, prefix, env } = selector;
  const given = [name, prefix, env].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new CondaGoHooksError(
      "usage",
      "name the environment once",
      "-n, -p, --env",
      "use one of -n NAME and -p PREFIX",
    );
  }
  if (given.includes(""))
    throw new CondaGoHooksError("usage", "the environment's name is empty", "-n, -p, --env");
  if (prefix !== undefined) return atPrefix(prefix, session);
  if (env !== undefined) return /[/\\]/.test(env) ? atPrefix(env, session) : byName(env, session);
  if (name === undefined) return active(session);
  if (/[/\\]/.test(name)) {
    throw new CondaGoHooksError(
      "usage",
      `'${name}' is a path, not a name`,
      "-n/--name",
      `use -p ${name}`,
    );
  }
  return byName(name, session);
}

/** Whether the user's shell has this prefix activated, be it below others. */
export async function isActivated(prefix: string, session: Session): Promise<boolean> {
  const levels = Object.entries(session.env).filter(([name]) =>
    /^CONDA_PREFIX(?:_\d+)?$/.test(name),
  );
  const active = await Promise.all(levels.map(([, value]) => (value ? physical(value) : null)));
  return active.includes(await physical(prefix));
}

/** Whether this prefix is the one that is active in the user's shell. */
export async function isActive(prefix: string, session: Session): Promise<boolean> {
  const current = session.env.CONDA_PREFIX;
  return !!current && (await physical(current)) === (await physical(prefix));
}

/** The prefixes of all environments that can be found without starting conda, each once. */
export async function listEnvironments(session: Session): Promise<string[]> {
  const roots = await findRoots(session);
  const dirs = await listEnvsDirs(session, roots);
  const named = dirs.map(async (dir) => (await listNames(dir)).map((name) => join(dir, name)));
  const { CONDA_PREFIX } = session.env;
  return selectEnvironments([
    ...roots,
    ...(CONDA_PREFIX ? [CONDA_PREFIX] : []),
    ...(await Promise.all(named)).flat(),
    ...(await readRegistered(session)),
  ]);
}

async function active(session: Session): Promise<Environment> {
  const prefix = session.env.CONDA_PREFIX;
  if (!prefix) {
    throw new CondaGoHooksError(
      "no-environment",
      "no environment is active, and none is named",
      null,
      "name one with -n NAME or -p PREFIX",
    );
  }
  return atPrefix(prefix, session);
}

/**
 * Holds that base is only changed when it is named: hooks there would be in force wherever
 * auto_activate is on, and nobody should get them by accident.
 * @throws CondaGoHooksError `no-environment`
 */
export function checkNamed({ prefix, name }: Environment, selector: EnvironmentSelector): void {
  const isNamed = [selector.name, selector.prefix, selector.env].some(
    (value) => value !== undefined,
  );
  if (isNamed || name !== "base") return;
  throw new CondaGoHooksError(
    "no-environment",
    "the active environment is base, which is only changed when named",
    prefix,
    "add -n base if you mean it",
  );
}

async function atPrefix(path: string, session: Session): Promise<Environment> {
  const prefix = resolve(session.cwd, path);
  return { prefix, name: await nameOf(prefix, session), isNamed: false };
}

// conda/activate.py, _default_env: but for base, only a folder right below one called envs has a name.
async function nameOf(prefix: string, session: Session): Promise<string | null> {
  const isRoot = async () => {
    const roots = await Promise.all((await findRoots(session)).map(physical));
    return roots.includes(await physical(prefix));
  };
  const isBelowEnvs = basename(dirname(prefix)) === "envs";
  // Only a root has environments of its own: for all others the search for roots is saved.
  const mayBeRoot =
    !isBelowEnvs ||
    (await isDirectory(join(prefix, "envs"))) ||
    session.env.CONDA_DEFAULT_ENV === "base";
  if (mayBeRoot && (await isRoot())) return "base";
  return isBelowEnvs ? basename(prefix) : null;
}

async function byName(name: string, session: Session): Promise<Environment> {
  if (name === "." || name === "..") {
    throw new CondaGoHooksError(
      "usage",
      `'${name}' is a folder, not a name`,
      "-n/--name",
      `use -p ${name}`,
    );
  }
  const roots = await findRoots(session);
  const isBase = name === "base" || name === "root";
  const dirs = isBase ? [] : await listEnvsDirs(session, roots);
  const found = isBase ? roots : await findIn(dirs, name);
  if (found.length === 1 && found[0])
    return { prefix: found[0], name: isBase ? "base" : name, isNamed: true };

  const registered = isBase ? [] : await readRegistered(session);
  const homonyms = registered.filter((prefix) => basename(prefix) === name);
  const namesakes = found.length > 0 ? found : await selectEnvironments(homonyms);
  // environments.txt knows prefixes, not names: conda itself would not find it by this one.
  if (namesakes.length === 1 && namesakes[0]) return { prefix: namesakes[0], name, isNamed: false };

  const answer = await askConda(session);
  if (answer) {
    const prefix = isBase ? answer.root : (await findIn(answer.envsDirs, name))[0];
    if (prefix) return { prefix, name: isBase ? "base" : name, isNamed: true };
    const known = await selectDistinct(answer.listNamed(name));
    if (known.length === 1 && known[0]) return { prefix: known[0], name, isNamed: false };
  }
  if (namesakes.length > 1) {
    throw new CondaGoHooksError(
      "environment-ambiguous",
      `more than one environment is called '${name}'`,
      namesakes.join(", "),
      `name one by its path: -p ${namesakes[0]}`,
    );
  }
  throw await unknown(name, [...dirs, ...(answer?.envsDirs ?? [])], registered, session);
}

/** The prefixes called `name` in these folders, in their order. */
async function findIn(dirs: readonly string[], name: string): Promise<string[]> {
  return selectDistinct(dirs.map((dir) => join(dir, name)));
}

async function selectEnvironments(prefixes: readonly string[]): Promise<string[]> {
  const are = await Promise.all(prefixes.map((prefix) => isDirectory(join(prefix, "conda-meta"))));
  return selectDistinct(prefixes.filter((_, index) => are[index]));
}

/** Those of these folders that are there, each once, whatever the path to it. */
async function selectDistinct(folders: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    if (!(await isDirectory(folder))) continue;
    const real = await physical(folder);
    if (!found.has(real)) found.set(real, folder);
  }
  return [...found.values()];
}

async function unknown(
  name: string,
  dirs: readonly string[],
  registered: readonly string[],
  session: Session,
): Promise<CondaGoHooksError> {
  const listed = await Promise.all(dirs.map(listNames));
  const others = await selectEnvironments(registered.slice(0, 1000));
  const names = [...new Set([...listed.flat(), ...others.map((prefix) => basename(prefix))])];
  const where = `looked in ${[...dirs, join(session.home, ".conda", "environments.txt")].join(", ")}`;
  const hint = [didYouMean(name, names), "a path goes with -p PREFIX"].filter((text) => text);
  return new CondaGoHooksError(
    "environment-unknown",
    `no environment is called '${name}'`,
    where,
    hint.join("; "),
  );
}

/** The environments right below a folder. */
async function listNames(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  const are = await Promise.all(names.map((name) => isDirectory(join(dir, name, "conda-meta"))));
  return names.filter((_, index) => are[index]);
}

// conda/base/context.py, envs_dirs: what is configured, then the root's own and the user's folder.
async function listEnvsDirs(session: Session, roots: readonly string[]): Promise<string[]> {
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

// conda's executable stands in <root>/bin, <root>/condabin or, on Windows, <root>\Scripts.
async function findRoots(session: Session): Promise<string[]> {
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

/** The prefixes in `~/.conda/environments.txt`, be they there or not. */
async function readRegistered({ home }: Session): Promise<string[]> {
  const file = join(home, ".conda", "environments.txt");
  const found = await stat(file).catch(() => null);
  // A line a prefix: past this size it is no such file.
  if (!found?.isFile() || found.size > 1024 * 1024) return [];
  const lines = (await readFile(file, "utf8").catch(() => "")).split(/\r?\n/);
  return [...new Set(lines.map((line) => line.trim()).filter((line) => isAbsolute(line)))];
}

interface CondaAnswer {
  readonly root: string | null;
  readonly envsDirs: readonly string[];
  /** The prefixes that go by this name, in its folders or not. */
  readonly listNamed: (name: string) => string[];
}

/** What `conda info --json` knows, or mamba's; null when there is none or it does not answer. */
async function askConda(session: Session): Promise<CondaAnswer | null> {
  for (const { program } of await findTools(session)) {
    const answer = await askTool(program, session);
    if (answer) return answer;
  }
  return null;
}

async function askTool(program: string, session: Session): Promise<CondaAnswer | null> {
  const { execa } = await import("execa");
  const running = execa(program, ["info", "--json"], {
    env: session.env as Record<string, string>,
    extendEnv: false,
    stdin: "ignore",
    stderr: "ignore",
    reject: false,
  });
  // Not execa's timeout, which waits for the children of a conda that is a script.
  const timer = setTimeout(() => {
    running.kill();
    running.stdout.destroy();
  }, 60_000);
  const { stdout, failed } = await running;
  clearTimeout(timer);
  return failed ? null : readAnswer(stdout);
}

function readAnswer(json: string): CondaAnswer | null {
  try {
    const info = JSON.parse(json);
    // conda's words, then mamba's.
    const strings = (value: unknown) =>
      (Array.isArray(value) ? value : []).filter((text) => typeof text === "string");
    const details = info.envs_details ?? {};
    return {
      root: strings([info.root_prefix ?? info["base environment"]])[0] ?? null,
      envsDirs: strings(info.envs_dirs ?? info["envs directories"]),
      listNamed: (name) =>
        strings(info.envs).filter((prefix) => (details[prefix]?.name || basename(prefix)) === name),
    };
  } catch {
    return null;
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function physical(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
