// Finds scripts of ours among all that conda runs, under whatever name they were copied there.
import { extname, join } from "node:path";
import { HOOKS, type Hook, phaseOf, scriptPath } from "../names.js";
import { readSmallFile } from "./disk.js";
import { listPhaseFiles, RUN } from "./owners.js";
import { isOurScript } from "./write-script.js";

export interface OwnScript {
  /** Below the prefix. */
  readonly path: string;
  /** The hooks that it is; one that was rendered for a phase is all of that phase. */
  readonly hooks: readonly Hook[];
}

/** A script that does nothing good alone, and what it goes without. */
export interface UnpairedScript {
  readonly path: string;
  readonly lacking: "activate" | "deactivate" | "first" | "last";
}

// Ours are a few kilobytes.
const MAX_BYTES = 256 * 1024;

// How each says what it is, near its top. Before version 0.2, one script was both that activate.
const MARKS: Readonly<Record<Hook, RegExp>> = {
  first: /: runs first when|\. When this environment is activated/,
  last: /: runs last when|\. When this environment is activated/,
  restore: /hen this environment is deactivated/,
};

/** Every script of ours below the prefix, those of packages and copies among them. */
export function listOwnScripts(prefix: string): OwnScript[] {
  return listPhaseFiles(prefix).flatMap((path) => {
    if (!RUN.test(path)) return [];
    const text = readSmallFile(join(prefix, path), MAX_BYTES);
    if (!text || !isOurScript(text)) return [];
    const hooks = HOOKS.filter(
      (hook) => phaseOf(scriptPath(hook, "")) === phaseOf(path) && MARKS[hook].test(text),
    );
    return [{ path, hooks }];
  });
}

/** Those without their partners, one of each shell. */
export function findUnpaired(scripts: readonly OwnScript[]): UnpairedScript[] {
  const extensions = new Set(scripts.map(({ path }) => extname(path)));
  return [...extensions].flatMap((extension): UnpairedScript[] => {
    const own = scripts.filter(({ path }) => extname(path) === extension);
    const find = (hook: Hook) => own.find(({ hooks }) => hooks.includes(hook))?.path;
    const [first, last, restore] = [find("first"), find("last"), find("restore")];
    const activating = last ?? first;
    if (activating === undefined) return restore ? [{ path: restore, lacking: "activate" }] : [];
    if (restore === undefined) return [{ path: activating, lacking: "deactivate" }];
    if (first === undefined) return [{ path: activating, lacking: "first" }];
    return last === undefined ? [{ path: activating, lacking: "last" }] : [];
  });
}
