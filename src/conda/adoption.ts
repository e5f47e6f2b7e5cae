// Puts adopted scripts aside under names that no shell picks up, and brings them back.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adoptedPath, asidePath, PHASES, phaseOf } from "../names.js";
import { isThere } from "./disk.js";
import { moveFile } from "./files.js";
import { groupAdopted } from "./hand-written.js";
import { listPhaseFiles } from "./owners.js";
import type { AdoptedScript, InstallRecord } from "./record.js";

/**
 * `aside`: put aside; `edited`: edited since then; `pending`: still where it was, as adopt was cut off; `rewritten`: the
 * same, and edited since it was read; `missing`: in neither place.
 */
export type AdoptedState = "aside" | "edited" | "pending" | "rewritten" | "missing";

export interface AdoptedFile {
  /** Where it stood, below the prefix. */
  readonly path: string;
  readonly aside: string;
  readonly state: AdoptedState;
}

/** Of what a record names, what is still so where other settings are installed: what is aside, but nothing to come. */
export function keepAdopted(prefix: string, { adopted = [] }: InstallRecord): AdoptedScript[] {
  return adopted.filter(({ aside }) => isThere(join(prefix, aside)));
}

/** The scripts that are aside or were to be, those that no record names among them. */
export function listAdopted(prefix: string, record: InstallRecord | null): AdoptedFile[] {
  const recorded = new Map(record?.adopted?.map((one) => [one.aside, one]));
  const found = listPhaseFiles(prefix).filter((aside) => adoptedPath(aside) !== null);
  return [...new Set([...recorded.keys(), ...found])].sort().map((aside) => {
    const path = adoptedPath(aside) as string;
    const one = recorded.get(aside);
    return { path, aside, state: findState(prefix, path, aside, one?.sha256) };
  });
}

function findState(prefix: string, path: string, aside: string, sha256?: string): AdoptedState {
  const hash = hashFile(prefix, aside);
  if (hash !== null) return sha256 === undefined || hash === sha256 ? "aside" : "edited";
  // A folder or a link is no script of anybody's that was put there.
  if (isThere(join(prefix, aside))) return "edited";
  if (!isThere(join(prefix, path))) return "missing";
  return hashFile(prefix, path) === sha256 ? "pending" : "rewritten";
}

function hashFile(prefix: string, path: string): string | null {
  const file = join(prefix, path);
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Where each is to be put aside: under the first name that is free. */
export function planAside(
  prefix: string,
  scripts: readonly { readonly path: string; readonly sha256: string }[],
): AdoptedScript[] {
  return scripts.map(({ path, sha256 }) => {
    let number = 1;
    while (isThere(join(prefix, asidePath(path, number)))) number += 1;
    return { path, aside: asidePath(path, number), sha256 };
  });
}

/**
 * Puts them aside, under the lock and once the hooks that stand in for them are there. What was edited since it was
 * read stays, and the record names it.
 */
export async function putAside(prefix: string, scripts: readonly AdoptedScript[]): Promise<void> {
  // What undoes, and what builds on another one, before that.
  const last = scripts.toSorted((one, other) => (one.path < other.path ? 1 : -1));
  for (const { path, aside, sha256 } of last)
    if (hashFile(prefix, path) === sha256 && !isThere(join(prefix, aside)))
      await moveFile(prefix, path, aside);
}

export interface SortedAdopted {
  /** What is aside. */
  readonly all: readonly AdoptedFile[];
  /** Those that can come back. */
  readonly free: readonly AdoptedFile[];
  /** Edited since, or with something else in their place. */
  readonly stuck: readonly AdoptedFile[];
  /** Sound, but they go with one that is stuck, and do something else without it. */
  readonly held: readonly (AdoptedFile & { readonly partner: string })[];
}

/** Which scripts can be brought back: those that go together all, or none. @param variables those of Go */
export function sortAdopted(
  prefix: string,
  adopted: readonly AdoptedFile[],
  variables: readonly string[],
): SortedAdopted {
  const all = adopted.filter(({ state }) => state === "aside" || state === "edited");
  // The one that was put aside last is the one that was in force.
  const isLast = ({ path }: AdoptedFile, index: number) =>
    !all.slice(index + 1).some((later) => later.path === path);
  const isStuck = ({ path, state }: AdoptedFile) =>
    state === "edited" || isThere(join(prefix, path));
  const groups = groupAdopted(prefix, all.filter(isLast), variables);
  const free = groups.filter((group) => !group.some(isStuck)).flat();
  const held = groups.flatMap((group) => {
    const partner = group.find(isStuck)?.path;
    if (partner === undefined) return [];
    return group.filter((one) => !isStuck(one)).map((one) => ({ ...one, partner }));
  });
  const isIn = (list: readonly AdoptedFile[], { aside }: AdoptedFile) =>
    list.some((one) => one.aside === aside);
  return { all, free, stuck: all.filter((one) => !isIn(free, one) && !isIn(held, one)), held };
}

/** Brings them back by a move, so that they are what they were in all things; what undoes first. */
export async function bringBack(prefix: string, adopted: readonly AdoptedFile[]): Promise<void> {
  for (const phase of PHASES.toReversed())
    for (const { path, aside } of adopted)
      if (phaseOf(path) === phase) await moveFile(prefix, aside, path);
}
