// What the activation of an environment does to Go's variables: the shell's own, where it is active, or what it would do.
import { join } from "node:path";
import { type Environment, isActive } from "../../conda/environments.js";
import { type Assignment, listAssignments, listCondaVariables } from "../../conda/owners.js";
import { readRecord } from "../../conda/record.js";
import { GO_VARIABLES } from "../../go/settings/go-variables.js";
import type { ValueSource } from "../../go/settings/resolve.js";
import { isSwitchedOff, saveState } from "../../hooks/held.js";
import { planIfKnown, readRequest } from "../../hooks/request.js";
import { isKept, type Setting, type Settings } from "../../hooks/settings.js";
import { applySetting, compareValues, findOwnValue } from "../../hooks/values.js";
import { fallbackOf, REFUSED_VARIABLES, VARIABLE_NAMES } from "../../hooks/variables.js";
import { runsOutside, savedName, scriptPath, sortsBefore, unsetName } from "../../names.js";
import type { Session } from "../../session.js";
import { dialectOf } from "../../shells/dialects.js";

type Env = Session["env"];

/** Every variable of Go's. */
export const KNOWN_VARIABLES: readonly string[] = [
  ...new Set([
    ...GO_VARIABLES.map(({ name }) => name),
    ...VARIABLE_NAMES,
    ...Object.keys(REFUSED_VARIABLES).filter((name) => name !== "PATH"),
  ]),
];

export interface Activation {
  /** The environment of a process that is started there. */
  readonly env: Env;
  /** By variable, what has a say in its value there, the topmost first; nothing where nothing has. */
  readonly sources: ReadonlyMap<string, readonly ValueSource[]>;
  /** The variables whose value only running somebody's script would tell. */
  readonly unknown: ReadonlySet<string>;
  /** The profile of the environment's hooks; null without any. */
  readonly profile: string | null;
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
  const { env, platform } = session;
  // Some are taken for Go's that no Go knows.
  const given = Object.keys(env).filter((name) => /^C?GO[A-Z0-9_]*$/.test(name));
  const names = [...new Set([...KNOWN_VARIABLES, ...given])];
  if (environment === null) {
    const sources = names.flatMap((name) =>
      env[name] ? [[name, [ofShell(env[name])]] as const] : [],
    );
    return { env, sources: new Map(sources), unknown: new Set(), profile: null };
  }
  const { prefix } = environment;
  const request = readRequest(readRecord(prefix)?.settings);
  const settings = (request && planIfKnown(request, platform)?.settings) ?? {};
  const extension = dialectOf(session.shell)?.extension ?? (platform === "win32" ? ".bat" : ".sh");
  const assignments = listAssignments(prefix, names, extension);
  const isHere = !isAnew && isActive(prefix, session);
  const before = isHere ? env : leaveEnvironment(session);
  const theirs = assignments.flatMap(({ variable, line }) => (line === null ? [] : [variable]));
  const inShell = isHere ? compareValues(settings, theirs, env, true) : null;
  const hasRun =
    inShell === null ? !isSwitchedOff(env) : ["in-force", "changed"].includes(inShell.effect);
  const found = names.map((name): readonly [string, Layers] => {
    const setting = hasRun ? settings[name] : undefined;
    const others = assignments.filter(({ variable }) => variable === name);
    // In a shell that has the environment active, only what is saved is the user's own for sure.
    const isOwn = !isHere || isSaved(name, env);
    const own = isOwn ? findOwnValue(name, before) : undefined;
    const layers = stack(name, setting, others, own, prefix, extension);
    const isAsWanted = inShell?.variables.find((one) => one.name === name)?.isAsWanted;
    return [name, isHere ? compare(layers, env[name], isAsWanted && !isKept(setting)) : layers];
  });
  const hooked = hasRun ? settings : {};
  return {
    env: isHere ? env : arrive(new Map(found), before, hooked, environment, session),
    sources: new Map(found.map(([name, { sources }]) => [name, sources])),
    unknown: new Set(found.flatMap(([name, { isKnown }]) => (isKnown ? [] : [name]))),
    profile: request?.profile ?? null,
  };
}

function isSaved(name: string, env: Env): boolean {
  // Only what a hook may touch has names for it.
  if (!VARIABLE_NAMES.includes(name)) return false;
  return env[savedName(name)] !== undefined || env[unsetName(name)] !== undefined;
}

interface Layers {
  readonly sources: readonly ValueSource[];
  /** Null where it is unset or not known. */
  readonly value: string | null;
  readonly isKnown: boolean;
  /** The value as the first hook finds it. */
  readonly first: string | undefined;
  /** The same of the last hook; null where it is not known. */
  readonly last: { readonly value: string | undefined } | null;
}

function ofShell(value: string | undefined): ValueSource {
  return { source: "shell", value: value ?? null, file: null, line: null, hidden: false };
}

/** What an activation piles up for a variable, and the value that comes of it. */
function stack(
  name: string,
  setting: Setting | undefined,
  others: readonly Assignment[],
  own: string | undefined,
  prefix: string,
  extension: string,
): Layers {
  const place = ({ path, line, value }: Assignment): ValueSource => ({
    source: line === null ? "conda" : "package",
    value,
    file: join(prefix, path),
    line,
    hidden: true,
  });
  const isLate = ({ path, line }: Assignment) => line !== null && !sortsBefore(path, "last");
  const condas = others.filter(({ line }) => line === null);
  // conda sets its own before any script runs, and so it is what the hooks save.
  const early = others.filter((one) => one.line !== null && !isLate(one));
  // A script between our hooks has the last word before them.
  const [between] = early;
  const outside = early.find(({ path }) => runsOutside(path));
  const first = outside ? (outside.value ?? undefined) : (condas[0]?.value ?? own);
  const mine = between ? (between.value ?? undefined) : first;
  const last = between?.value === null ? null : { value: mine };
  const isHooked = setting !== undefined && !isKept(setting);
  const hook: ValueSource = {
    source: "hook",
    value: setting === undefined ? null : textOf(setting, prefix),
    file: join(prefix, scriptPath("last", extension)),
    line: null,
    hidden: true,
  };
  const isOwn = own !== undefined && own !== "" && !condas.some(({ value }) => value === own);
  const piled: ValueSource[] = [
    ...others.filter(isLate).map(place),
    ...(isHooked ? [hook] : []),
    ...early.map(place),
    ...condas.map(place),
    ...(isOwn ? [{ ...ofShell(own), source: isHooked ? "saved" : "shell" } as const] : []),
  ];
  const [top] = piled;
  const isAdded = top?.source === "hook" && setting?.action === "add";
  // What is added to counts with what is added.
  const counting = isAdded ? 1 : 0;
  const sources = piled.map((source, index) => ({
    ...source,
    hidden: index !== 0 && index !== counting,
  }));
  const value =
    top?.source === "hook" && setting
      ? (applySetting(setting, mine, fallbackOf(name), prefix) ?? null)
      : (top?.value ?? null);
  const base = piled[counting];
  const isKnown = base?.source !== "package" || base.value !== null;
  return { sources, value: top === undefined ? (own ?? null) : value, isKnown, first, last };
}

/** The environment once this one is active. @param settings those of the hooks that run */
function arrive(
  found: ReadonlyMap<string, Layers>,
  before: Env,
  settings: Settings,
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
    ...saveState(settings, new Map(first), new Map(last)),
    ...enterEnvironment(environment, session),
  });
}

/** What the setting says, or adds. */
function textOf(setting: Setting, prefix: string): string | null {
  const expand = (text: string) => text.replaceAll("{prefix}", () => prefix);
  if (setting.action === "set") return expand(setting.value);
  if (setting.action !== "add") return null;
  return [...setting.prepend, ...setting.append].map(expand).join(" ");
}

/** The same for the shell that has the environment active, whose value is the truth. */
function compare(layers: Layers, present: string | undefined, isAsWanted = false): Layers {
  const { sources, value, isKnown } = layers;
  const [top, ...rest] = sources;
  const found = { ...layers, value: present ?? null, isKnown: true };
  if (isAsWanted && top?.source === "hook") return found;
  if (top && !isKnown && present)
    return { ...found, sources: [{ ...top, value: present }, ...rest] };
  if ((present ?? "") === (value ?? "")) return found;
  const hidden = sources.map((source) => ({ ...source, hidden: true }));
  // What somebody's script of this environment says is as it was, or has been changed by hand.
  const isTold = sources.findIndex((source) => source.value !== null && source.value === present);
  if (isTold >= 0 && sources[isTold]?.source === "package")
    return {
      ...found,
      sources: hidden.map((source, index) => ({ ...source, hidden: index !== isTold })),
    };
  return { ...found, sources: [ofShell(present), ...hidden] };
}

/** The environment once the active one is left. */
function leaveEnvironment({ env }: Session): Env {
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
