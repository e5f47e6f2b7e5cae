// What the activation of an environment does to Go's variables: the shell's own, where it is active, or what it would do.
import { type Environment, isActive } from "../../conda/environments.js";
import { listAssignments } from "../../conda/owners.js";
import { GO_VARIABLES } from "../../go/settings/go-variables.js";
import type { ValueSource } from "../../go/settings/resolve.js";
import { isSwitchedOff } from "../../hooks/held.js";
import { isKept } from "../../hooks/settings.js";
import { compareValues, findOwnValue, type ValuesInShell } from "../../hooks/values.js";
import { REFUSED_VARIABLES, VARIABLE_NAMES } from "../../hooks/variables.js";
import { savedName, unsetName } from "../../names.js";
import type { Session } from "../../session.js";
import { arrive, leaveEnvironment } from "./arrival.js";
import { type ActingHooks, findActingHooks, type HookLayer } from "./hook-layers.js";
import { extensionOf } from "./packaged-layer.js";
import { compareWithShell, ofShell, type Piled, pileUp } from "./pile-up.js";

type Env = Session["env"];

/** Every variable of Go's. */
export const KNOWN_VARIABLES: readonly string[] = [
  ...new Set([
    ...GO_VARIABLES.map(({ name }) => name),
    ...VARIABLE_NAMES,
    ...Object.keys(REFUSED_VARIABLES).filter((name) => name !== "PATH"),
  ]),
];

export interface Activation extends Omit<ActingHooks, "layers"> {
  /** The environment of a process that is started there. */
  readonly env: Env;
  /** By variable, what has a say in its value there, the topmost first; nothing where nothing has. */
  readonly sources: ReadonlyMap<string, readonly ValueSource[]>;
  /** The variables whose value only running somebody's script would tell. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * @param isAnew whether to tell what an activation now would do, even where the environment is active
 * @throws CondaGoHooksError when the record of the environment cannot be read
 */
export function describeActivation(
  environment: Environment | null,
  session: Session,
  isAnew = false,
): Activation {
  const { env } = session;
  if (environment === null) return describeShell(env);
  const { prefix } = environment;
  const place = { prefix, extension: extensionOf(session) };
  const names = listNames(env);
  const assignments = listAssignments(prefix, names, place.extension);
  const othersOf = (name: string) => assignments.filter(({ variable }) => variable === name);
  const acting = findActingHooks(prefix, session);
  const { layers: all, ...hooks } = acting;
  const theirs = assignments.flatMap(({ variable, line }) => (line === null ? [] : [variable]));
  const isHere = !isAnew && isActive(prefix, session);
  const inShell = isHere ? compareHere(acting, theirs, env) : null;
  const layers = hasRun(inShell, env) ? all : [];
  const before = isHere ? env : leaveEnvironment(session);
  const pile = (name: string): Piled => {
    // In a shell that has the environment active, only what is saved is the user's own for sure.
    const own = !isHere || isSaved(name, env) ? findOwnValue(name, before) : undefined;
    const piled = pileUp(name, layers, othersOf(name), own, place);
    if (inShell === null) return piled;
    return compareWithShell(piled, env[name], isSetAsWanted(name, layers, inShell));
  };
  const found = new Map(names.map((name) => [name, pile(name)]));
  return {
    env: isHere ? env : arrive(found, before, layers, environment, session),
    sources: new Map([...found].map(([name, { sources }]) => [name, sources])),
    unknown: new Set(names.filter((name) => found.get(name)?.isKnown === false)),
    ...hooks,
  };
}

/** Every variable of Go's, and what the environment has that looks like one: some are taken for Go's that no Go knows. */
function listNames(env: Env): string[] {
  const given = Object.keys(env).filter((name) => /^C?GO[A-Z0-9_]*$/.test(name));
  return [...new Set([...KNOWN_VARIABLES, ...given])];
}

const NO_HOOKS = { profile: null, packaged: null, hasInstalled: false };

/** The same where no environment is active. */
function describeShell(env: Env): Activation {
  const sources = listNames(env).flatMap((name) =>
    env[name] ? [[name, [ofShell(env[name])]] as const] : [],
  );
  return { env, sources: new Map(sources), unknown: new Set(), ...NO_HOOKS };
}

/** The shell that has the environment active. @param others the variables that other scripts set */
function compareHere({ layers }: ActingHooks, others: readonly string[], env: Env): ValuesInShell {
  const untold = layers.flatMap(({ isKnown, settings }) => (isKnown ? [] : Object.keys(settings)));
  const settings = layers.map((layer) => layer.settings);
  return compareValues(settings, [...others, ...untold], env, true);
}

/** Whether the hooks have run, or would. @param inShell null where an activation is still to come */
function hasRun(inShell: ValuesInShell | null, env: Env): boolean {
  if (inShell === null) return !isSwitchedOff(env);
  return inShell.effect === "in-force" || inShell.effect === "changed";
}

/** Whether the shell has what some hook sets. */
function isSetAsWanted(
  name: string,
  layers: readonly HookLayer[],
  { variables }: ValuesInShell,
): boolean {
  const isSet = layers.some(({ settings }) => !isKept(settings[name]));
  return isSet && variables.some((one) => one.name === name && one.isAsWanted);
}

function isSaved(name: string, env: Env): boolean {
  // Only what a hook may touch has names for it.
  if (!VARIABLE_NAMES.includes(name)) return false;
  return env[savedName(name)] !== undefined || env[unsetName(name)] !== undefined;
}
