// What an activation piles up for one variable: who gives it a value, in conda's order, and what comes of it.
import { join } from "node:path";
import type { Assignment } from "../../conda/owners.js";
import type { ValueSource } from "../../go/settings/resolve.js";
import { isKept, type Setting } from "../../hooks/settings.js";
import { applySetting } from "../../hooks/values.js";
import { fallbackOf } from "../../hooks/variables.js";
import { scriptPath } from "../../names.js";
import type { HookLayer } from "./hook-layers.js";

export interface Piled {
  readonly sources: readonly ValueSource[];
  /** Null where it is unset or not known. */
  readonly value: string | null;
  readonly isKnown: boolean;
  /** The value as the first hook finds it. */
  readonly first: string | undefined;
  /** The same of the innermost last hook; null where it is not known. */
  readonly last: { readonly value: string | undefined } | null;
}

/** Where and how the scripts are run. */
export interface Place {
  readonly prefix: string;
  /** Of the scripts that the shell runs. */
  readonly extension: string;
}

/** A value at some moment of the activation. */
interface Moment {
  readonly value: string | undefined;
  readonly isKnown: boolean;
}

/** One script, and what it does to the variable. */
interface Step {
  readonly path: string;
  readonly run: (before: Moment) => Moment;
  /** What it says; null where it leaves the variable alone. */
  readonly source: ValueSource | null;
  /** Whether what it finds counts with what it says. */
  readonly isAdding: boolean;
}

export function ofShell(value: string | undefined): ValueSource {
  return { source: "shell", value: value ?? null, file: null, line: null, hidden: false };
}

/**
 * @param layers the hooks that run, the outermost first
 * @param others what else gives the variable a value, the last one first, and conda itself behind all scripts
 * @param own the user's own value
 */
export function pileUp(
  name: string,
  layers: readonly HookLayer[],
  others: readonly Assignment[],
  own: string | undefined,
  place: Place,
): Piled {
  const condas = others.filter(({ line }) => line === null);
  const scripts = others.filter(({ line }) => line !== null).map((one) => stepOf(one, place));
  const hooks = layers.map((layer) => hookOf(layer, name, place));
  const steps = [...scripts, ...hooks].sort(byPath);
  // conda sets its own before any script runs, and so it is what the hooks save.
  const start: Moment = { value: condas[0]?.value ?? own, isKnown: true };
  const moments = runAll(steps, start);
  const end = moments.at(-1) ?? start;
  const [outermost] = layers;
  const firstPath = outermost && scriptPath("first", place.extension, outermost.origin);
  const before = (path: string) => moments[steps.filter((one) => one.path < path).length] ?? start;
  const last = before(hooks.at(-1)?.path ?? "");
  const isHooked = hooks.some(({ source }) => source !== null);
  const isOwn = own !== undefined && own !== "" && !condas.some(({ value }) => value === own);
  const sources = [
    ...steps.toReversed().flatMap(({ source }) => source ?? []),
    ...condas.map((one) => sourceOf(one, place)),
    ...(isOwn ? [{ ...ofShell(own), source: isHooked ? "saved" : "shell" } as const] : []),
  ];
  return {
    sources: hideBelow(sources, steps),
    value: end.value ?? null,
    isKnown: end.isKnown,
    first: before(firstPath ?? "").value,
    last: last.isKnown ? { value: last.value } : null,
  };
}

/** The moment before the first step, and the one behind each. */
function runAll(steps: readonly Step[], start: Moment): Moment[] {
  const moments = [start];
  for (const { run } of steps) moments.push(run(moments.at(-1) ?? start));
  return moments;
}

/** Only the topmost counts, and what it adds to. */
function hideBelow(sources: readonly ValueSource[], steps: readonly Step[]): ValueSource[] {
  const isAdding = (one: ValueSource | undefined) =>
    steps.some(({ source, isAdding }) => isAdding && source === one);
  let counting = 0;
  while (isAdding(sources[counting])) counting += 1;
  return sources.map((source, index) => ({ ...source, hidden: index > counting }));
}

function byPath(one: Step, other: Step): number {
  return one.path < other.path ? -1 : 1;
}

function stepOf(one: Assignment, place: Place): Step {
  const after: Moment = { value: one.value ?? undefined, isKnown: one.value !== null };
  return { path: one.path, run: () => after, source: sourceOf(one, place), isAdding: false };
}

function sourceOf({ path, line, value }: Assignment, { prefix }: Place): ValueSource {
  const source = line === null ? "conda" : "package";
  return { source, value, file: join(prefix, path), line, hidden: true };
}

/** The last hook of a layer. */
function hookOf(layer: HookLayer, name: string, { prefix, extension }: Place): Step {
  const path = scriptPath("last", extension, layer.origin);
  const setting = layer.settings[name];
  const source: ValueSource = {
    source: layer.isKnown ? "hook" : "package",
    value: setting === undefined ? null : textOf(setting, prefix),
    file: join(prefix, path),
    line: null,
    hidden: true,
  };
  if (setting !== undefined && !layer.isKnown) {
    const run = (): Moment => ({ value: undefined, isKnown: false });
    return { path, run, source, isAdding: false };
  }
  if (setting === undefined || isKept(setting))
    return { path, run: (before) => before, source: null, isAdding: false };
  const isAdding = setting.action === "add";
  const run = ({ value, isKnown }: Moment): Moment => ({
    value: applySetting(setting, value, fallbackOf(name), prefix),
    isKnown: isKnown || !isAdding,
  });
  return { path, run, source, isAdding };
}

/** What the setting says, or adds. */
function textOf(setting: Setting, prefix: string): string | null {
  const expand = (text: string) => text.replaceAll("{prefix}", () => prefix);
  if (setting.action === "set") return expand(setting.value);
  if (setting.action !== "add") return null;
  return [...setting.prepend, ...setting.append].map(expand).join(" ");
}

/** The same for the shell that has the environment active, whose value is the truth. */
export function compareWithShell(
  piled: Piled,
  present: string | undefined,
  isAsWanted: boolean,
): Piled {
  const { sources, value, isKnown } = piled;
  const [top, ...rest] = sources;
  const found = { ...piled, value: present ?? null, isKnown: true };
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
