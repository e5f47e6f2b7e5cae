// Finds the environment that the user names, as conda would, and starts conda only when nothing else helps.
import { basename, dirname, join, resolve } from "node:path";
import { makeError } from "../errors/error.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { askConda } from "./conda-info.js";
import { foldName, isDirectory, isSamePlace, physical } from "./disk.js";
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
  /** The names or paths of environments that `all` leaves out; a word with a separator in it is a path. */
  readonly exclude?: readonly string[] | undefined;
  /** Folders below which `all` also looks for environments of pixi. */
  readonly pixi?: readonly string[] | undefined;
  /** Leaves out environments with no hooks and no leftovers of an interrupted command. */
  readonly installedOnly?: boolean | undefined;
}

/** Lets a command change an environment that conda would not change. */
export interface FrozenOptions {
  /** Changes a frozen environment, like conda's option of that name. */
  readonly overrideFrozen?: boolean | undefined;
}

export interface Environment {
  /** Absolute, as conda would spell it; prefix.ts checks that it is an environment. */
  readonly prefix: string;
  /** As conda would show it, where it has one. */
  readonly name: string | null;
  /** Whether `conda -n` finds it by that name too. */
  readonly isNamed: boolean;
}

/** Whether the user names an environment. */
export function isEnvironmentNamed({ name, prefix, env }: EnvironmentSelector): boolean {
  return [name, prefix, env].some((value) => value !== undefined);
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
  if (given.length > 1) throw makeError("two-environments");
  if (given.includes("")) throw makeError("empty-name");
  if (prefix !== undefined) return atPrefix(prefix, session);
  if (env !== undefined) return /[/\\]/.test(env) ? atPrefix(env, session) : byName(env, session);
  if (name === undefined) return active(session);
  if (/[/\\]/.test(name)) throw nameIsPath(name, session);
  return byName(name, session);
}

/** @throws CondaGoHooksError `usage` for one environment together with all, or an option of all without it */
export function checkSelector(selector: EnvironmentsSelector): void {
  const { all, exclude = [], pixi = [], installedOnly } = selector;
  if (all && isEnvironmentNamed(selector)) throw makeError("all-and-name");
  if (all) return;
  const [option] = [
    ...exclude.map(() => "--exclude"),
    ...pixi.map(() => "--pixi"),
    ...(installedOnly ? ["--installed-only"] : []),
  ];
  if (option) throw makeError("needs-all", { option });
}

/** Whether this prefix is activated in the user's shell, perhaps below others. */
export function isActivated(prefix: string, session: Session): boolean {
  const real = physical(prefix);
  return Object.entries(session.env).some(
    ([name, value]) => /^CONDA_PREFIX(?:_\d+)?$/.test(name) && value && physical(value) === real,
  );
}

/** Whether this prefix is the one that is active in the user's shell. */
export function isActive(prefix: string, session: Session): boolean {
  const current = session.env.CONDA_PREFIX;
  return !!current && isSamePlace(current, prefix);
}

function active(session: Session): Environment {
  const prefix = session.env.CONDA_PREFIX;
  if (!prefix) throw makeError("none-active");
  return atPrefix(prefix, session);
}

/**
 * Checks that base, or the environment that new shells activate in its place, was named before it is changed: hooks
 * there act in every new shell, and nobody should get that by accident.
 * @throws CondaGoHooksError `no-environment`
 */
export async function checkNamed(
  { prefix, name }: Environment,
  selector: EnvironmentSelector,
  session: Session,
): Promise<void> {
  if (isEnvironmentNamed(selector)) return;
  const isBase = name === "base";
  const first = isBase ? null : await findDefaultPrefix(session);
  if (!isBase && !isSamePlace(first, prefix)) return;
  throw makeError("base-unnamed", { prefix, isBase, typed: typed(prefix, session.platform) });
}

function atPrefix(path: string, session: Session): Environment {
  const prefix = resolve(session.cwd, path);
  return { prefix, name: nameOf(prefix, session), isNamed: false };
}

// conda/activate.py, _default_env: apart from base, only a folder right below one called envs has a name.
function nameOf(prefix: string, session: Session): string | null {
  const isRoot = () => findRoots(session).map(physical).includes(physical(prefix));
  const name = nameBelowEnvs(prefix);
  // Only a root has environments of its own: the search for roots is slow, and the others do without.
  const mayBeRoot =
    name === null || isDirectory(join(prefix, "envs")) || session.env.CONDA_DEFAULT_ENV === "base";
  return mayBeRoot && isRoot() ? "base" : name;
}

/** The name of an environment that is not a root; null when it has only its path. */
export function nameBelowEnvs(prefix: string): string | null {
  return basename(dirname(prefix)) === "envs" ? basename(prefix) : null;
}

async function byName(name: string, session: Session): Promise<Environment> {
  if (name === "." || name === "..") throw nameIsPath(name, session);
  const roots = findRoots(session);
  const isBase = name === "base" || name === "root";
  const dirs = isBase ? [] : await listEnvsDirs(session, roots);
  const found = isBase ? roots : findIn(dirs, name);
  if (found.length === 1 && found[0])
    return { prefix: found[0], name: isBase ? "base" : name, isNamed: true };

  const registered = isBase ? [] : readRegistered(session.home);
  const homonyms = registered.filter((prefix) => foldName(basename(prefix)) === foldName(name));
  const namesakes = found.length > 0 ? found : selectEnvironments(homonyms);
  // environments.txt has prefixes and no names: conda would not find it by this name.
  if (namesakes.length === 1 && namesakes[0]) return { prefix: namesakes[0], name, isNamed: false };

  const answer = await askConda(session);
  if (answer) {
    const prefix = isBase ? answer.root : findIn(answer.envsDirs, name)[0];
    if (prefix) return { prefix, name: isBase ? "base" : name, isNamed: true };
    const known = selectFolders(answer.listNamed(name));
    if (known.length === 1 && known[0]) return { prefix: known[0], name, isNamed: false };
  }
  if (namesakes[0] !== undefined) {
    const first = typed(namesakes[0], session.platform);
    throw makeError("namesakes", { name, prefixes: namesakes, typed: first });
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
): Error {
  const listed = dirs.map(listEnvironmentNames);
  const others = selectEnvironments(registered.slice(0, 1000));
  const known = [...new Set([...listed.flat(), ...others.map((prefix) => basename(prefix))])];
  const looked = [...dirs, join(session.home, ".conda", "environments.txt")];
  return makeError("unknown-environment", { name, known, looked });
}

function nameIsPath(name: string, { platform }: Session): Error {
  return makeError("name-is-path", { name, typed: typed(name, platform) });
}
