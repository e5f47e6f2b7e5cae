// The environment of a process before and after an activation: what conda sets, what the hooks set and save.
import { join } from "node:path";
import { type Environment, isActive } from "../../conda/environments.js";
import { listCondaVariables } from "../../conda/owners.js";
import { saveState } from "../../hooks/held.js";
import { findOwnValue } from "../../hooks/values.js";
import { VARIABLE_NAMES } from "../../hooks/variables.js";
import { savedName, unsetName } from "../../names.js";
import type { Session } from "../../session.js";
import type { HookLayer } from "./hook-layers.js";
import type { Piled } from "./pile-up.js";

type Env = Session["env"];

/** The environment once this one is active. @param layers the hooks that run */
export function arrive(
  found: ReadonlyMap<string, Piled>,
  before: Env,
  layers: readonly HookLayer[],
  environment: Environment,
  session: Session,
): Env {
  const all = [...found];
  const last = all.flatMap(([name, { last }]) =>
    last === null ? [] : [[name, last.value] as const],
  );
  const first = all.map(([name, { first }]) => [name, first] as const);
  return changeVariables(before, session.platform, {
    ...setAsConda(environment.prefix, before, session),
    ...Object.fromEntries(all.map(([name, { value }]) => [name, value ?? undefined])),
    ...saveState(
      layers.map(({ settings }) => settings),
      new Map(first),
      new Map(last),
    ),
    ...enterEnvironment(environment, session),
  });
}

/** The environment once the active one is left. */
export function leaveEnvironment({ env }: Session): Env {
  const left: Record<string, string | undefined> = { ...env };
  for (const name of VARIABLE_NAMES) {
    left[name] = findOwnValue(name, env);
    delete left[savedName(name)];
    delete left[unsetName(name)];
  }
  const { CONDA_PREFIX: prefix } = env;
  if (!prefix) return left;
  // What conda has set itself, it takes back, to what it has kept.
  for (const [name, value] of listCondaVariables(prefix))
    if (left[name] === value) left[name] = env[keptByConda(levelOf(env) - 1, name)];
  return left;
}

/** Where conda keeps a value that it replaces. @param level of the environment that is left */
function keptByConda(level: number, name: string): string {
  return `__CONDA_SHLVL_${level}_${name}`;
}

/** How many environments are active, one within the other. */
function levelOf({ CONDA_PREFIX, CONDA_SHLVL }: Env): number {
  return CONDA_PREFIX ? Number(CONDA_SHLVL) || 1 : 0;
}

/** How many are active around this one, once it is. */
function outerLevel(prefix: string, session: Session): number {
  return levelOf(session.env) - (isActive(prefix, session) ? 1 : 0);
}

/** The variables that conda sets before any script, and what it keeps of those that were there. */
function setAsConda(prefix: string, before: Env, session: Session): Env {
  const level = outerLevel(prefix, session);
  const variables = [...listCondaVariables(prefix)];
  const kept = variables.flatMap(([name]) =>
    before[name] === undefined ? [] : [[keptByConda(level, name), before[name]] as const],
  );
  return Object.fromEntries([...variables, ...kept]);
}

/** What conda sets for every environment. */
function enterEnvironment({ prefix, name }: Environment, session: Session): Env {
  const { env, platform } = session;
  const isWindows = platform === "win32";
  const folders = isWindows
    ? ["", "Library/mingw-w64/bin", "Library/usr/bin", "Library/bin", "Scripts", "bin"]
    : ["bin"];
  const separator = isWindows ? ";" : ":";
  const below = (one: string) => folders.map((folder) => join(one, folder));
  const left = env.CONDA_PREFIX ? below(env.CONDA_PREFIX) : [];
  // An empty one would be the current folder.
  const path = env.PATH ?? env.Path ?? "";
  const others = path === "" ? [] : path.split(separator).filter((one) => !left.includes(one));
  const level = outerLevel(prefix, session);
  const isInner = level > 0 && level === levelOf(env);
  const shown = name ?? prefix;
  return {
    PATH: [...below(prefix), ...others].join(separator),
    ...(isInner ? { [`CONDA_PREFIX_${level}`]: env.CONDA_PREFIX } : {}),
    CONDA_PREFIX: prefix,
    CONDA_SHLVL: String(level + 1),
    CONDA_DEFAULT_ENV: shown,
    ...(env.CONDA_PROMPT_MODIFIER === undefined ? {} : { CONDA_PROMPT_MODIFIER: `(${shown}) ` }),
  };
}

/** On Windows, a name is the same in every case. */
function changeVariables(before: Env, platform: string, changed: Env): Env {
  if (platform !== "win32") return { ...before, ...changed };
  const names = new Set(Object.keys(changed).map((name) => name.toUpperCase()));
  const kept = Object.entries(before).filter(([name]) => !names.has(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...changed };
}
