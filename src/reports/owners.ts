// What follows from somebody else setting the same variable, and what to type against it.

import type { Owner } from "../conda/owners.js";
import { isKept, type Setting, type Settings } from "../hooks/settings.js";
import { phaseOf, runsOutside, sortsBefore } from "../names.js";
import { type Warning, warn } from "./warnings.js";

export interface OwnerReport extends Owner {
  /** What follows from it, and what to do. */
  readonly message: string;
  /** Whether something can be done about it. */
  readonly isFinding: boolean;
}

/**
 * The owners whose doings our hooks do not save and give back, or that override them.
 * @param selector the environment, as one types it
 */
export function reportOwners(
  owners: readonly Owner[],
  settings: Settings,
  selector: string,
): OwnerReport[] {
  return owners.flatMap((owner) => {
    const warning = judge(owner, settings[owner.variable], selector);
    if (warning === null) return [];
    const isFinding = owner.path === STATE || owner.line !== null;
    return [{ ...owner, message: warning.message, isFinding }];
  });
}

/** The same as warnings. */
export function warnOfOwners(reports: readonly OwnerReport[]): Warning[] {
  return reports.map(({ message }) => ({ code: "other-owner", message }));
}

const STATE = "conda-meta/state";

function judge(owner: Owner, setting: Setting | undefined, selector: string): Warning | null {
  const { variable, path, line } = owner;
  if (line === null) {
    if (setting === undefined) return null;
    return path === STATE
      ? warn("setByConda", { variable, selector })
      : warn("setByPackage", owner);
  }
  if (runsOutside(path))
    return warn(phaseOf(path) === "activate" ? "setBeforeHooks" : "setAfterRestore", owner);
  if (!isKept(setting))
    return phaseOf(path) === "deactivate" || sortsBefore(path, "last")
      ? null
      : warn("setAfterHooks", owner);
  return setting?.action === "guard" ? null : warn("setUnguarded", { ...owner, selector });
}
