// From what the user names to a prefix, as conda does it, and without starting conda if need not be.
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { CondaGoHooksError } from "../errors.js";
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

/** Whether this prefix is the one that is active in the user's shell. */
export async function isActive(prefix: string, session: Session): Promise<boolean> {
  const current = session.env.CONDA_PREFIX;
  return !!current && (await physical(current)) === (await physical(prefix));
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
  const environment = await atPrefix(prefix, session);
  if (environment.name === "base") {
    // Hooks in base would be in force wherever auto_activate is on: nobody gets them by accident.
    throw new CondaGoHooksError(
      "no-environment",
      "the active environment is base, which is only changed when named",
      prefix,
      "add -n base if you mean it",
    );
  }
  return environment;
}

async function atPrefix(path: string, session: Session): Promise<Environment> {
  const prefix = resolve(session.cwd, path);
  return { prefix, name: await nameOf(prefix, session), isNamed: false };
}

// conda/activate.py, _default_env: but for base, only a folder right below one called envs has a name.
async function nameOf(prefix: string, session: Session): Promise<string | null> {
  if (basename(dirname(prefix)) === "envs") return basename(prefix);
  const { CONDA_PREFIX, CONDA_DEFAULT_ENV } = session.env;
  if (CONDA_PREFIX === prefix && CONDA_DEFAULT_ENV === "base") return "base";
  const roots = await Promise.all((await findRoots(session)).map(physical));
  return roots.includes(await physical(prefix)) ? "base" : null;
}

async function byName(name: string, session: Session): Promise<Environment> {
  const roots = await findRoots(session);
  const isBase = name === "base" || name === "root";
  const dirs = isBase ? [] : await listEnvsDirs(session, roots);
  const found = isBase ? roots : await findIn(dirs, name);
  if (found.length === 1 && found[0])
    return { prefix: found[0], name: isBase ? "base" : name, isNamed: true };

  const registered = isBase ? [] : await readRegistered(session);
  const namesakes =
    found.length > 0 ? found : registered.filter((prefix) => basename(prefix) === name);
  if (namesakes.length === 1 && namesakes[0]) return { prefix: namesakes[0], name, isNamed: true };

  const answer = await askConda(session);
  if (answer) {
    const prefix = isBase
      ? answer.root
      : ((await findIn(answer.envsDirs, name))[0] ?? answer.names.get(name));
    if (prefix) return { prefix, name: isBase ? "base" : name, isNamed: true };
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

/** The prefixes called `name` in these folders, in their order, each once. */
async function findIn(dirs: readonly string[], name: string): Promise<string[]> {
  const found = new Map<string, string>();
  for (const dir of dirs) {
    const prefix = join(dir, name);
    if (!(await isDirectory(prefix))) continue;
    const real = await physical(prefix);
    if (!found.has(real)) found.set(real, prefix);
  }
  return [...found.values()];
}

async function unknown(
  name: string,
  dirs: readonly string[],
  registered: readonly string[],
  session: Session,
): Promise<CondaGoHooksError> {
  const listed = await Promise.all(dirs.map((dir) => readdir(dir).catch(() => [])));
  const names = [...new Set([...listed.flat(), ...registered.map((prefix) => basename(prefix))])];
  const { closestMatch } = await import("leven");
  const near = closestMatch(name, names, { maxDistance: Math.max(2, Math.ceil(name.length / 3)) });
  const others = names
    .filter((other) => other !== near)
    .sort()
    .slice(0, 5);
  const where = `looked in ${[...dirs, join(session.home, ".conda", "environments.txt")].join(", ")}`;
  const known = [...(near === undefined ? [] : [near]), ...others];
  const hint =
    known.length > 0
      ? `${near === undefined ? "there are" : "did you mean"} ${known.join(", ")}? A path goes with -p PREFIX`
      : "a path goes with -p PREFIX";
  return new CondaGoHooksError(
    "environment-unknown",
    `no environment is called '${name}'`,
    where,
    hint,
  );
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
  const mambaRoot = session.env.MAMBA_ROOT_PREFIX;
  const roots = new Map<string, string>();
  for (const root of [...above, ...(mambaRoot ? [mambaRoot] : [])]) {
    if (await isDirectory(join(root, "conda-meta"))) roots.set(await physical(root), root);
  }
  return [...roots.values()];
}

/** The prefixes in `~/.conda/environments.txt` that still are there. */
async function readRegistered({ home }: Session): Promise<string[]> {
  const file = join(home, ".conda", "environments.txt");
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  // A line a prefix: past this size it is no such file.
  if (size === 0 || size > 1024 * 1024) return [];
  const lines = (await readFile(file, "utf8")).split(/\r?\n/).map((line) => line.trim());
  const there = await Promise.all(
    lines.map(async (line) => line !== "" && (await isDirectory(join(line, "conda-meta")))),
  );
  return [...new Set(lines.filter((_, index) => there[index]))];
}

interface CondaAnswer {
  readonly root: string | null;
  readonly envsDirs: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

/** What `conda info --json` knows, or mamba's; null when there is none or it does not answer. */
async function askConda(session: Session): Promise<CondaAnswer | null> {
  const [tool] = await findTools(session);
  if (!tool) return null;
  const { execa } = await import("execa");
  const { stdout, failed } = await execa(tool.program, ["info", "--json"], {
    env: session.env as Record<string, string>,
    extendEnv: false,
    stdin: "ignore",
    timeout: 60_000,
    reject: false,
  });
  return failed ? null : readAnswer(stdout);
}

function readAnswer(json: string): CondaAnswer | null {
  try {
    const info = JSON.parse(json);
    // conda's words, then mamba's.
    const strings = (value: unknown) =>
      (Array.isArray(value) ? value : []).filter((text) => typeof text === "string");
    const details = Object.entries<{ name?: unknown }>(info.envs_details ?? {});
    const named = strings(info.envs).map((prefix) => [basename(prefix), prefix] as const);
    return {
      root: info.root_prefix ?? info["base environment"] ?? null,
      envsDirs: strings(info.envs_dirs ?? info["envs directories"]),
      names: new Map([
        ...named,
        ...details.flatMap(([prefix, { name }]) =>
          typeof name === "string" && name ? [[name, prefix] as const] : [],
        ),
      ]),
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
