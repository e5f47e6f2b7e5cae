// From what the user names to a prefix, as conda does it, and without starting conda if need not be.
import { basename, dirname, join, resolve } from "node:path";
import { CondaGoHooksError, didYouMean } from "../errors.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { askConda } from "./conda-info.js";
import { foldName, isDirectory, physical } from "./disk.js";
import {
  findDefaultPrefix,
  findRoots,
  listEnvironmentNames,
  listEnvsDirs,
  readRegistered,
  selectEnvironments,
  selectFolders,
} from "./places.js";

/** How the user names an environment; nothing named means the active one. */
export interface EnvironmentSelector {
  /** As in `conda -n`. */
  readonly name?: string | undefined;
  /** As in `conda -p`. */
  readonly prefix?: string | undefined;
  /** As in `conda activate`: a name, or a path when it holds a separator. */
  readonly env?: string | undefined;
}

/** One environment, or all there are. */
export interface EnvironmentsSelector extends EnvironmentSelector {
  readonly all?: boolean | undefined;
  /** The names or paths of those that `all` leaves out; a word with a separator in it is a path. */
  readonly exclude?: readonly string[] | undefined;
  /** Folders below which `all` looks for the environments of pixi as well. */
  readonly pixi?: readonly string[] | undefined;
  /** Leaves out those in which nothing is installed, nor left by a command that was cut off. */
  readonly installedOnly?: boolean | undefined;
}

/** What lets a command change what conda would not. */
export interface FrozenOptions {
  /** Changes a frozen environment, as conda's option of that name. */
  readonly overrideFrozen?: boolean | undefined;
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
      `use -p ${typed(name, session.platform)}`,
    );
  }
  return byName(name, session);
}

/** @throws CondaGoHooksError `usage` when it names one environment and speaks of all, or the other way */
export function checkSelector(selector: EnvironmentsSelector): void {
  const { name, prefix, env, all, exclude = [], pixi = [], installedOnly } = selector;
  if (all && [name, prefix, env].some((value) => value !== undefined)) {
    throw new CondaGoHooksError("usage", "--all and a name exclude each other", "-n, -p, --env");
  }
  if (all) return;
  const [option] = [
    ...exclude.map(() => "--exclude"),
    ...pixi.map(() => "--pixi"),
    ...(installedOnly ? ["--installed-only"] : []),
  ];
  if (option)
    throw new CondaGoHooksError("usage", `${option} goes with --all`, option, "add --all");
}

/** Whether the user's shell has this prefix activated, be it below others. */
export function isActivated(prefix: string, session: Session): boolean {
  const real = physical(prefix);
  return Object.entries(session.env).some(
    ([name, value]) => /^CONDA_PREFIX(?:_\d+)?$/.test(name) && value && physical(value) === real,
  );
}

/** Whether this prefix is the one that is active in the user's shell. */
export function isActive(prefix: string, session: Session): boolean {
  const current = session.env.CONDA_PREFIX;
  return !!current && physical(current) === physical(prefix);
}

function active(session: Session): Environment {
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
 * Holds that base, and what new shells activate instead, is only changed when it is named: hooks there would be in
 * force wherever auto_activate is on, and nobody should get them by accident.
 * @throws CondaGoHooksError `no-environment`
 */
export async function checkNamed(
  { prefix, name }: Environment,
  selector: EnvironmentSelector,
  session: Session,
): Promise<void> {
  const isNamed = [selector.name, selector.prefix, selector.env].some(
    (value) => value !== undefined,
  );
  if (isNamed) return;
  const isBase = name === "base";
  const first = isBase ? null : await findDefaultPrefix(session);
  if (!isBase && (first === null || physical(first) !== physical(prefix))) return;
  throw new CondaGoHooksError(
    "no-environment",
    `the active environment is ${isBase ? "base" : "the one that new shells activate"}, which is only changed when named`,
    prefix,
    `add ${isBase ? "-n base" : `-p ${typed(prefix, session.platform)}`} if you mean it`,
  );
}

function atPrefix(path: string, session: Session): Environment {
  const prefix = resolve(session.cwd, path);
  return { prefix, name: nameOf(prefix, session), isNamed: false };
}

// conda/activate.py, _default_env: but for base, only a folder right below one called envs has a name.
function nameOf(prefix: string, session: Session): string | null {
  const isRoot = () => findRoots(session).map(physical).includes(physical(prefix));
  const name = nameBelowEnvs(prefix);
  // Only a root has environments of its own: for all others the search for roots is saved.
  const mayBeRoot =
    name === null || isDirectory(join(prefix, "envs")) || session.env.CONDA_DEFAULT_ENV === "base";
  return mayBeRoot && isRoot() ? "base" : name;
}

/** The name of an environment that is no root; null when it has none, and goes by its path. */
export function nameBelowEnvs(prefix: string): string | null {
  return basename(dirname(prefix)) === "envs" ? basename(prefix) : null;
}

async function byName(name: string, session: Session): Promise<Environment> {
  if (name === "." || name === "..") {
    throw new CondaGoHooksError(
      "usage",
      `'${name}' is a folder, not a name`,
      "-n/--name",
      `use -p ${typed(name, session.platform)}`,
    );
  }
  const roots = findRoots(session);
  const isBase = name === "base" || name === "root";
  const dirs = isBase ? [] : await listEnvsDirs(session, roots);
  const found = isBase ? roots : findIn(dirs, name);
  if (found.length === 1 && found[0])
    return { prefix: found[0], name: isBase ? "base" : name, isNamed: true };

  const registered = isBase ? [] : readRegistered(session.home);
  const homonyms = registered.filter((prefix) => foldName(basename(prefix)) === foldName(name));
  const namesakes = found.length > 0 ? found : selectEnvironments(homonyms);
  // environments.txt knows prefixes, not names: conda itself would not find it by this one.
  if (namesakes.length === 1 && namesakes[0]) return { prefix: namesakes[0], name, isNamed: false };

  const answer = await askConda(session);
  if (answer) {
    const prefix = isBase ? answer.root : findIn(answer.envsDirs, name)[0];
    if (prefix) return { prefix, name: isBase ? "base" : name, isNamed: true };
    const known = selectFolders(answer.listNamed(name));
    if (known.length === 1 && known[0]) return { prefix: known[0], name, isNamed: false };
  }
  if (namesakes.length > 1) {
    throw new CondaGoHooksError(
      "environment-ambiguous",
      `more than one environment is called '${name}'`,
      namesakes.join(", "),
      `name one by its path: -p ${typed(namesakes[0] as string, session.platform)}`,
    );
  }
  throw unknown(name, [...dirs, ...(answer?.envsDirs ?? [])], registered, session);
}

/** The prefixes called `name` in these folders, in their order. */
function findIn(dirs: readonly string[], name: string): string[] {
  return selectFolders(dirs.map((dir) => join(dir, name)));
}

function unknown(
  name: string,
  dirs: readonly string[],
  registered: readonly string[],
  session: Session,
): CondaGoHooksError {
  const listed = dirs.map(listEnvironmentNames);
  const others = selectEnvironments(registered.slice(0, 1000));
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
