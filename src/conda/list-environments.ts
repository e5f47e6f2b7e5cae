// Lists every environment that can be found without starting conda, and chooses among them.
import { basename, join, resolve } from "node:path";
import { makeError } from "../errors/error.js";
import type { Session } from "../session.js";
import { foldName, isDirectory, listFolder, physical, selectDistinct } from "./disk.js";
import { type Environment, type EnvironmentsSelector, nameBelowEnvs } from "./environments.js";
import { hasLeftovers } from "./inventory.js";
import { listPixiEnvironments } from "./pixi.js";
import { findFolder, findRoots, listEnvsDirs, readRegistered } from "./places.js";
import { hasHistory } from "./prefix.js";
import { hasRecord } from "./record.js";

/** Where to look besides the usual places. */
export interface Search {
  /** Folders that contain pixi workspaces. */
  readonly pixi?: readonly string[] | undefined;
  /** Whether to read the environments.txt of other users too, where we may. */
  readonly everyHome?: boolean | undefined;
}

/**
 * The environments that the selector does not leave out.
 * @throws CondaGoHooksError `usage` for an exclusion that matches nothing
 */
export function chooseEnvironments(
  found: readonly Environment[],
  { exclude = [], installedOnly }: EnvironmentsSelector,
  session: Session,
): Environment[] {
  const excluded = exclude.map((word) => findExcluded(word, found, session));
  const isExcluded = new Set(excluded.flat());
  return found.filter(
    (environment) =>
      !isExcluded.has(environment) && (!installedOnly || hasTraces(environment.prefix)),
  );
}

/**
 * All environments that can be found, each once: base first, the others by their prefix, as conda does.
 * @throws CondaGoHooksError `file-system` for a folder in `pixi` that does not exist or cannot be read
 */
export async function listEnvironments(
  session: Session,
  { pixi = [], everyHome = false }: Search = {},
): Promise<Environment[]> {
  const roots = findRoots(session);
  const dirs = await listEnvsDirs(session, roots);
  const below = dirs.flatMap(listFolder);
  const counts = new Map<string, number>();
  for (const prefix of below) {
    const name = foldName(basename(prefix));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const { CONDA_PREFIX } = session.env;
  const unnamed = [
    ...(CONDA_PREFIX ? [resolve(session.cwd, CONDA_PREFIX)] : []),
    ...(everyHome ? session.homes : [session.home]).flatMap(readRegistered),
    ...listPixiEnvironments(pixi.map((folder) => findFolder(folder, session))),
  ];
  const candidates: Environment[] = [
    ...roots.map((prefix) => ({ prefix, name: "base", isNamed: roots.length === 1 })),
    ...below.map((prefix) => {
      const name = basename(prefix);
      return { prefix, name, isNamed: counts.get(foldName(name)) === 1 };
    }),
    ...unnamed.map((prefix) => ({ prefix, name: nameUnlisted(prefix), isNamed: false })),
  ];
  // conda's own test; without it, any folder would count.
  const environments = candidates.filter(({ prefix }) => hasHistory(prefix));
  return sort(selectDistinct(environments, ({ prefix }) => prefix));
}

/**
 * A root that no tool on the PATH leads to, such as a second installation, is a base too: only roots have
 * environments of their own, or conda's start scripts.
 */
function nameUnlisted(prefix: string): string | null {
  const isRoot = ["envs", "condabin"].some((name) => isDirectory(join(prefix, name)));
  return nameBelowEnvs(prefix) ?? (isRoot ? "base" : null);
}

function hasTraces(prefix: string): boolean {
  return hasRecord(prefix) || hasLeftovers(prefix);
}

function sort(environments: Environment[]): Environment[] {
  const key = ({ name, prefix }: Environment) => `${name === "base" ? 0 : 1}${prefix}`;
  return environments.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Refuses a word that matches nothing: it is a typo, and the environment that was meant would be changed. */
function findExcluded(
  word: string,
  found: readonly Environment[],
  session: Session,
): Environment[] {
  const real = /[/\\]/.test(word) ? physical(resolve(session.cwd, word)) : null;
  const excluded = found.filter(({ prefix, name }) =>
    real === null
      ? foldName(name ?? basename(prefix)) === foldName(word)
      : physical(prefix) === real,
  );
  // A script for many machines may exclude base on one that has none.
  if (excluded.length > 0 || word === "base") return excluded;
  const known = real === null ? found.flatMap(({ name }) => name ?? []) : [];
  throw makeError("unknown-exclusion", { name: word, known });
}
