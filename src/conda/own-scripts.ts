// Finds scripts of ours among all that conda runs, under whatever name they were copied there.
import { extname } from "node:path";
import { HOOKS, type Hook, isPackagedPath, phaseOf, scriptPath } from "../names.js";
import { readSmallText } from "./disk.js";
import { listPhaseFiles, RUN } from "./owners.js";
import { type HookPackage, readPackage } from "./packaged-hooks.js";
import { isOurScript } from "./write-script.js";

export interface OwnScript {
  /** Below the prefix. */
  readonly path: string;
  /** The hooks that it is; one that was rendered for a phase is all of that phase. */
  readonly hooks: readonly Hook[];
  /** The package that has brought it, as it says; null for one that was installed. */
  readonly from: HookPackage | null;
}

/** A script that does nothing good alone, and what it goes without. */
export interface UnpairedScript {
  readonly path: string;
  readonly lacking: "activate" | "deactivate" | "first" | "last";
  readonly from: HookPackage | null;
}

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
    const text = readSmallText(prefix, path);
    if (!text || !isOurScript(text)) return [];
    const hooks = HOOKS.filter(
      (hook) => phaseOf(scriptPath(hook, "")) === phaseOf(path) && MARKS[hook].test(text),
    );
    return [{ path, hooks, from: isPackagedPath(path) ? readPackage(text) : null }];
  });
}

/** Those without their partners, one of each shell and origin: packaged and installed hooks do without each other. */
export function findUnpaired(scripts: readonly OwnScript[]): UnpairedScript[] {
  const groups = new Map<string, OwnScript[]>();
  for (const script of scripts) {
    const key = `${extname(script.path)} ${script.from === null}`;
    groups.set(key, [...(groups.get(key) ?? []), script]);
  }
  return [...groups.values()].flatMap(findUnpairedOf);
}

/** @param own the scripts of one shell and origin */
function findUnpairedOf(own: readonly OwnScript[]): UnpairedScript[] {
  const find = (hook: Hook) => own.find(({ hooks }) => hooks.includes(hook));
  const [first, last, restore] = [find("first"), find("last"), find("restore")];
  const lack = (
    { path, from }: OwnScript,
    lacking: UnpairedScript["lacking"],
  ): UnpairedScript[] => [{ path, lacking, from }];
  const activating = last ?? first;
  if (activating === undefined) return restore ? lack(restore, "activate") : [];
  if (restore === undefined) return lack(activating, "deactivate");
  if (first === undefined) return lack(activating, "first");
  return last === undefined ? lack(activating, "last") : [];
}
