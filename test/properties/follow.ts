// What happens on a journey, and what becomes of the variables: the rule of the saved state, in no shell's language.
import type { Setting, Settings } from "../../src/hooks/settings.js";
import { VARIABLES } from "../../src/hooks/variables.js";
import { type Hook, PACKAGED_NAME, savedName, unsetName } from "../../src/names.js";
import { expectInside } from "../sessions/expected.js";
import type { HasFlag, Step } from "../sessions/play.js";
import type { UserValues } from "../sessions/user-values.js";
import { walkAsConda } from "../sessions/walk-as-conda.js";
import type { Change, Environment, Journey } from "./journey.js";

/** A hook of one version or the other, or one that a package brings. */
export type AnyHook = Hook | `packaged ${Hook}` | "former activate" | "former deactivate";

export type Event =
  /** Who does it: conda, a package's script, the user. */
  | ({ readonly by: "conda" | "package" | "user" } & Change)
  | { readonly by: "hook"; readonly hook: AnyHook; readonly environment: Environment };

/** The ways of a language that show in what is saved. */
export interface Ways {
  /** Whether the last hook notes which variables it holds. */
  readonly isSigned: boolean;
  readonly hasFlag: HasFlag | undefined;
}

/** One of conda's. */
type Command = `${"activate" | "deactivate" | "reactivate"}${string}`;

/** All that happens on the walk, and then until nothing is active any more. */
export function listEvents({ environments, walk, again }: Journey): {
  readonly there: readonly Event[];
  readonly back: readonly Event[];
} {
  const find = (name: string) => environments[name as keyof Journey["environments"]];
  const former = new Set(Object.keys(environments).filter((name) => find(name).isFormer));
  const commands = walk.filter(isCommand);
  const level = Number(walkAsConda(commands).at(-1)?.after.CONDA_SHLVL ?? 0);
  const steps = walkAsConda([...commands, ...Array<string>(level).fill("deactivate")]);
  const run = (name: string, folder: string) => runHooks(find(name), former.has(name), folder);
  const there: Event[] = [];
  let index = 0;
  for (const step of walk) {
    if (isCommand(step)) {
      there.push(...runConda(steps[index++] as Step, find, run));
    } else if (typeof step !== "string") {
      there.push({ by: "user", ...step });
    } else {
      const [, name = ""] = step.split(" ");
      if (!former.delete(name)) former.add(name);
    }
  }
  const active = steps[index - 1]?.after.CONDA_PREFIX;
  if (again && active) there.push(...run(active, "activate.d"));
  return { there, back: steps.slice(index).flatMap((step) => runConda(step, find, run)) };
}

function isCommand(step: string | Change): step is Command {
  return typeof step === "string" && !step.startsWith("exchange");
}

function runConda(
  { events, after }: Step,
  find: (name: string) => Environment,
  run: (name: string, folder: string) => readonly Event[],
): Event[] {
  const set = (name: string, level: string): Event[] => [
    { by: "conda", name: "CONDA_PREFIX", value: name && find(name).prefix },
    { by: "conda", name: "CONDA_SHLVL", value: level },
  ];
  return [
    ...events.flatMap((event) => [
      ...set(event.CONDA_PREFIX, event.CONDA_SHLVL),
      ...run(event.env, event.run),
    ]),
    ...set(after.CONDA_PREFIX, after.CONDA_SHLVL),
  ];
}

function runHooks(environment: Environment, isFormer: boolean, folder: string): Event[] {
  const { settings, packaged, package: changes } = environment;
  const hook = (name: AnyHook): Event => ({ by: "hook", hook: name, environment });
  const below = (name: Hook) => (packaged ? [hook(`packaged ${name}`)] : []);
  const own = (name: AnyHook) => (settings ? [hook(name)] : []);
  if (folder === "deactivate.d")
    return [...own(isFormer ? "former deactivate" : "restore"), ...below("restore")];
  // The former ones take what a package has set for the user's.
  if (isFormer && settings) return [...below("first"), ...below("last"), ...own("former activate")];
  const set = changes.filter(({ name }) => isOf(settings, name) || isOf(packaged, name));
  return [
    ...below("first"),
    ...own("first"),
    ...set.map((change): Event => ({ by: "package", ...change })),
    ...below("last"),
    ...own("last"),
  ];
}

function isOf(settings: Settings | null, name: string): boolean {
  return settings?.[name] !== undefined;
}

/** All exported variables of ours, the user's and conda's, after these events. */
export function follow(values: UserValues, events: readonly Event[], ways: Ways): UserValues {
  const now = new Map(Object.entries(values));
  for (const event of events) {
    if (event.by === "hook") runHook(now, event.hook, event.environment, ways);
    else assign(now, event.name, event.value);
  }
  return Object.fromEntries(now);
}

function assign(now: Map<string, string>, name: string, value: string | null | undefined): void {
  if (value === null || value === undefined) now.delete(name);
  else now.set(name, value);
}

function runHook(
  now: Map<string, string>,
  hook: AnyHook,
  { settings: own, packaged, prefix }: Environment,
  ways: Ways,
): void {
  const settings = (hook.startsWith("packaged") ? packaged : own) ?? {};
  const names = Object.keys(settings);
  // What is saved by packaged hooks of this very activation stays.
  const isBegun = hook === "first" && now.get(PACKAGED_NAME) === now.get("CONDA_PREFIX");
  if (!hook.endsWith("last")) {
    if (!isBegun) restore(now);
    now.delete(PACKAGED_NAME);
    // Only a language with signatures has use for it.
    if (isBegun && ways.isSigned) now.set(PACKAGED_NAME, "installed");
  }
  if (hook.endsWith("restore") || hook === "former deactivate") return;
  if (!hook.endsWith("last")) save(now, names);
  if (hook === "packaged first") now.set(PACKAGED_NAME, prefix);
  if (hook.endsWith("first")) return;
  const inside = expectInside(settings, prefix, Object.fromEntries(now), ways.hasFlag);
  for (const name of names) assign(now, name, inside[name]);
  const mark = now.get(PACKAGED_NAME);
  // Where installed hooks follow, they say what is saved.
  if (hook === "packaged last" && (mark === undefined || mark === "installed")) return;
  now.delete(PACKAGED_NAME);
  // What packaged hooks have saved besides, the installed ones do not know by name.
  if (hook !== "former activate")
    forget(now, settings, ways, hook === "last" && mark !== undefined);
}

function save(now: Map<string, string>, names: readonly string[]): void {
  for (const name of names) {
    const value = now.get(name);
    if (value === undefined) now.set(unsetName(name), "1");
    else now.set(savedName(name), value);
  }
}

/** What is the user's from then on is saved no longer. */
function forget(
  now: Map<string, string>,
  settings: Settings,
  { isSigned }: Ways,
  isBelow: boolean,
): void {
  const names = Object.keys(settings);
  const held = names.filter((name) => isHeld(settings, name));
  const kept = names.filter((name) => !held.includes(name));
  for (const name of kept) {
    if (now.get(name) !== now.get(savedName(name))) continue;
    now.delete(savedName(name));
    now.delete(unsetName(name));
  }
  const isMore =
    isBelow || kept.some((name) => now.has(savedName(name)) || now.has(unsetName(name)));
  if (isSigned) now.set(unsetName(held[0] as string), isMore ? "1" : held.join(" "));
}

function restore(now: Map<string, string>): void {
  for (const { name } of VARIABLES) {
    const saved = now.get(savedName(name));
    if (saved !== undefined) now.set(name, saved);
    else if (now.has(unsetName(name))) now.delete(name);
    now.delete(savedName(name));
    now.delete(unsetName(name));
  }
}

/** Whether it is given back in any case: GOCACHE also where it and GOPATH are only kept. */
function isHeld(settings: Settings, name: string): boolean {
  const isKept = (one: string) => (settings[one] as Setting | undefined)?.action === "keep";
  return !isKept(name) || (name === "GOCACHE" && isKept("GOPATH"));
}

/**
 * What is the user's after these events, of their own values and of what they have set since: all that they had, and
 * what they have set where no environment has a say.
 */
export function findOwn(
  user: UserValues,
  events: readonly Event[],
  hasFlag: HasFlag | undefined,
): UserValues {
  const own = new Map(Object.entries(user));
  let taken: ReadonlySet<string> = new Set();
  for (const event of events) {
    if (event.by === "user" && !taken.has(event.name)) assign(own, event.name, event.value);
    if (event.by !== "hook" || event.hook.endsWith("first")) continue;
    taken = listTaken(event.hook, event.environment, own, hasFlag);
  }
  return Object.fromEntries(own);
}

/** The variables in which a hook leaves what is not the user's, or gives back whatever the user does to it. */
function listTaken(
  hook: AnyHook,
  { settings: own, packaged, prefix, package: changes }: Environment,
  user: ReadonlyMap<string, string>,
  hasFlag: HasFlag | undefined,
): Set<string> {
  if (hook.endsWith("restore") || hook === "former deactivate") return new Set();
  const below = packaged ?? {};
  if (hook === "former activate") return new Set(Object.keys(own ?? {}));
  const settings = own ?? below;
  const before = new Map(user);
  for (const { name, value } of changes)
    if (isOf(own, name) || isOf(packaged, name)) assign(before, name, value);
  // What the package's hooks set is, for the installed ones, somebody else's.
  const seen = own === null ? {} : expectInside(below, prefix, Object.fromEntries(before), hasFlag);
  const last = own === null ? Object.fromEntries(before) : seen;
  const names = Object.keys(settings).filter(
    (name) => isHeld(settings, name) || last[name] !== user.get(name),
  );
  // The installed ones do not know that these are saved, and so they stay saved.
  const more = Object.keys(below).filter((name) => !isOf(settings, name));
  return new Set([...names, ...more]);
}
