// Works out what hand-written hooks leave in each variable, and whether their partners give back what was there.
import { isDeepStrictEqual } from "node:util";
import {
  Conditions,
  type Part,
  type ReasonCode,
  type ScriptLine,
  type VariableDeed,
} from "./read-script.js";

/** Why a script is left as it is, and the names of variables in question; never what the line says. */
export interface Reason {
  /** Below the prefix. */
  readonly path: string;
  readonly line: number;
  readonly code: ReasonCode;
  readonly names: readonly string[];
}

/** What a variable has in the end, and where it got it. */
export type Ending = { readonly path: string; readonly line: number } & (
  | { readonly does: "set"; readonly value: string }
  | { readonly does: "unset" }
  /** Puts these before and behind what the user has. */
  | { readonly does: "add"; readonly before: string; readonly after: string }
);

/** What a deactivate script does with the user's own value of a variable. */
export type Return = "given-back" | "unset" | "replaced";

export interface HookScript {
  /** Below the prefix. */
  readonly path: string;
  readonly lines: readonly ScriptLine[];
}

/** A text with `{prefix}`, or what the user has in a variable. */
type Atom = string | { readonly own: string; readonly isMark?: boolean };
/** Null where it is unset. */
type Value = readonly Atom[] | null;

// No script has such a character in it.
/** Stands for the prefix until the end, as a script may have `{prefix}` in a text. */
const PREFIX = "\0";
const PLACEHOLDER = "{prefix}";

/** Whether a script keeps the user's value of a variable under this name. */
export function isSaveOf(name: string, variable: string): boolean {
  return name !== variable && new RegExp(`(?:^|_)${variable}(?:_|$)`).test(name);
}

/** What the activate scripts do together, one after the other. @param known variables with their values at the start */
export class ActivateScripts {
  readonly reasons: Reason[] = [];
  readonly #values = new Map<string, Value>();
  readonly #last = new Map<string, { readonly path: string; readonly line: number }>();
  readonly #unexported = new Set<string>();

  constructor(
    readonly variables: readonly string[],
    known: Readonly<Record<string, string>> = {},
  ) {
    this.#values.set("CONDA_PREFIX", [PREFIX]);
    for (const [name, value] of Object.entries(known)) this.#values.set(name, [value]);
  }

  interpret({ path, lines }: HookScript): void {
    const conditions = new Conditions();
    for (const { line, deeds } of lines) {
      const refuse = (code: ReasonCode, ...names: readonly string[]) =>
        this.refuse({ path, line, code, names });
      if (typeof deeds === "string") {
        refuse(deeds);
        continue;
      }
      for (const deed of deeds) {
        if (!conditions.follow(deed)) refuse("condition");
        if (!("name" in deed)) continue;
        const code = this.#apply(deed, conditions.depth > 0);
        if (code !== null) refuse(code, deed.name);
        else this.#last.set(deed.name, { path, line });
      }
    }
    if (conditions.depth > 0)
      this.refuse({ path, line: lines.at(-1)?.line ?? 1, code: "condition", names: [] });
  }

  refuse(reason: Reason): void {
    addReason(this.reasons, reason);
  }

  /** @returns why it cannot be understood; null when it can */
  #apply(deed: VariableDeed, isConditional: boolean): ReasonCode | null {
    const { name } = deed;
    const isOurs = this.variables.includes(name);
    if (deed.does === "export") {
      this.#unexported.delete(name);
      return isOurs || this.#values.has(name) ? null : "other-variable";
    }
    if (deed.does === "unset") {
      if (!isOurs && !this.variables.some((one) => isSaveOf(name, one))) return codeOfForeign(name);
      if (isConditional && isOurs) return "condition";
      this.#values.set(name, isConditional ? [{ own: name, isMark: true }] : null);
      return null;
    }
    const value = this.#resolve(deed.parts);
    if (typeof value === "string") return isOurs ? value : codeOfForeign(name);
    const [only, ...more] = value;
    const isSave = typeof only === "object" && more.length === 0 && isSaveOf(name, only.own);
    if (!isOurs && !isSave) return codeOfForeign(name);
    if (isOurs && isConditional) return "condition";
    if (isOurs && value.some((atom) => typeof atom === "object" && atom.isMark)) return "depends";
    // Whether it was done at all, nobody knows.
    this.#values.set(name, isConditional ? [{ own: name, isMark: true }] : value);
    if (deed.isExported) this.#unexported.delete(name);
    else if (isOurs) this.#unexported.add(name);
    return null;
  }

  #resolve(parts: readonly Part[]): readonly Atom[] | ReasonCode {
    const atoms: Atom[] = [];
    for (const part of parts) {
      if (typeof part === "string") {
        if (part !== "") atoms.push(part);
        continue;
      }
      const { variable: own, isMark } = part;
      const known = this.#values.get(own);
      if (known !== undefined && !isMark) atoms.push(...(known ?? []));
      else if (known === undefined && this.variables.includes(own))
        atoms.push(isMark ? { own, isMark } : { own });
      else return "depends";
    }
    return atoms;
  }

  /** What is left in each variable; of what hooks cannot do, there is a reason. */
  listEndings(): Map<string, Ending> {
    const endings = new Map<string, Ending>();
    for (const name of this.variables) {
      const value = this.#values.get(name);
      const at = this.#last.get(name);
      if (value === undefined || at === undefined) continue;
      const ending = describeEnding(name, value);
      const code = this.#unexported.has(name) ? "not-exported" : ending;
      if (typeof code === "string") this.refuse({ ...at, code, names: [name] });
      else if (code !== null) endings.set(name, { ...at, ...code } as Ending);
    }
    return endings;
  }
}

/** Adds it, unless it is there already. */
export function addReason(reasons: Reason[], reason: Reason): void {
  if (!reasons.some((one) => isDeepStrictEqual(one, reason))) reasons.push(reason);
}

function codeOfForeign(name: string): ReasonCode {
  return name === "PATH" || name === "Path" ? "path" : "other-variable";
}

/** Null where it is the user's own; a code where hooks have no setting for it. */
function describeEnding(name: string, value: Value): object | ReasonCode | null {
  if (value === null) return { does: "unset" };
  const owns = value.flatMap((atom, index) =>
    typeof atom === "string" ? [] : [{ ...atom, index }],
  );
  const [own, ...more] = owns;
  if (more.length > 0 || (own && own.own !== name)) return "depends";
  const before = value.slice(0, own?.index).join("");
  const after = own ? value.slice(own.index + 1).join("") : "";
  if (`${before} ${after}`.includes(PLACEHOLDER)) return "placeholder";
  const relate = (text: string) => text.replaceAll(PREFIX, PLACEHOLDER);
  if (own === undefined) return before === "" ? "empty" : { does: "set", value: relate(before) };
  if (before === "" && after === "") return null;
  const isList = /(?:^|\s)$/.test(before) && /^(?:\s|$)/.test(after);
  return isList ? { does: "add", before: relate(before), after: relate(after) } : "own-value";
}

/** What a deactivate script does to each variable, and what else it does. */
export function interpretDeactivation(
  { path, lines }: HookScript,
  variables: readonly string[],
): { readonly returns: ReadonlyMap<string, Return>; readonly reasons: readonly Reason[] } {
  const returns = new Map<string, Return>();
  const reasons: Reason[] = [];
  const conditions = new Conditions();
  const refuse = (line: number, code: ReasonCode, ...names: readonly string[]) =>
    addReason(reasons, { path, line, code, names });
  for (const { line, deeds } of lines) {
    if (typeof deeds === "string") {
      refuse(line, deeds);
      continue;
    }
    for (const deed of deeds) {
      if (!conditions.follow(deed)) refuse(line, "condition");
      if (!("name" in deed)) continue;
      const { name } = deed;
      if (variables.includes(name)) {
        const now = findReturn(deed);
        // One way of a condition gives it back, and the other one knows that there is nothing.
        if (now !== null && returns.get(name) !== "given-back") returns.set(name, now);
      } else if (!variables.some((one) => isSaveOf(name, one)))
        refuse(line, codeOfForeign(name), name);
    }
  }
  if (conditions.depth > 0) refuse(lines.at(-1)?.line ?? 1, "condition");
  return { returns, reasons };
}

function findReturn(deed: VariableDeed): Return | null {
  if (deed.does === "export") return null;
  if (deed.does === "unset") return "unset";
  const parts = deed.parts.filter((part) => part !== "");
  const [only, ...more] = parts;
  const isSaved =
    typeof only === "object" && more.length === 0 && isSaveOf(only.variable, deed.name);
  return isSaved ? "given-back" : "replaced";
}
