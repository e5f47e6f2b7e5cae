// Puts adopted scripts aside under names that no shell picks up, and brings them back.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adoptedPath, asidePath, PHASES, phaseOf } from "../names.js";
import { isThere, listNames } from "./disk.js";
import { moveFile } from "./files.js";
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
  const found = PHASES.flatMap((phase) => {
    const folder = `etc/conda/${phase}.d`;
    return listNames(join(prefix, folder)).map((name) => `${folder}/${name}`);
  }).filter((aside) => adoptedPath(aside) !== null);
  return [...new Set([...recorded.keys(), ...found])].sort().map((aside) => {
    const path = adoptedPath(aside) as string;
    const one = recorded.get(aside);
    return { path, aside, state: judge(prefix, path, aside, one?.sha256) };
  });
}

function judge(prefix: string, path: string, aside: string, sha256?: string): AdoptedState {
  const hash = hashFile(prefix, aside);
  if (hash !== null) return sha256 === undefined || hash === sha256 ? "aside" : "edited";
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

/** Those that can be brought back: as they were put aside, and nothing else in their place; and those that cannot. */
export function sortAdopted(
  prefix: string,
  adopted: readonly AdoptedFile[],
): { readonly free: readonly AdoptedFile[]; readonly kept: readonly AdoptedFile[] } {
  const there = adopted.filter(({ state }) => state === "aside" || state === "edited");
  const taken = new Set<string>();
  const isFree = ({ path, state }: AdoptedFile) => {
    const isFirst = !taken.has(path) && state === "aside" && !isThere(join(prefix, path));
    if (isFirst) taken.add(path);
    return isFirst;
  };
  // The one that was put aside last is the one that was in force.
  const free = there.toReversed().filter(isFree);
  return { free, kept: there.filter((one) => !free.includes(one)) };
}

/** Brings them back by a move, so that they are what they were in all things; what undoes first. */
export async function bringBack(prefix: string, adopted: readonly AdoptedFile[]): Promise<void> {
  for (const phase of PHASES.toReversed())
    for (const { path, aside } of adopted)
      if (phaseOf(path) === phase) await moveFile(prefix, aside, path);
}
