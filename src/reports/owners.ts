// What follows from somebody else setting the same variable, and what to type against it.

import type { Owner } from "../conda/owners.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { phaseOf, runsOutside, sortsBefore } from "../names.js";
import { type OwnerCode, type Warning, warn } from "./warnings.js";

export interface OwnerReport extends Owner {
  /** What follows from it, and what to do. */
  readonly message: string;
  /** Whether something can be done about it. */
  readonly isFinding: boolean;
}

/**
 * The owners whose doings our hooks do not save and give back, or that override them.
 * @param selector the environment, as one types it
 * @param config what to type behind that, so that install goes by the right settings file
 */
export function reportOwners(
  owners: readonly Owner[],
  settings: Settings,
  selector: string,
  config: string,
): OwnerReport[] {
  return owners.flatMap((owner) => {
    const code = judgeOwner(owner, settings);
    if (code === null) return [];
    const { message } = warn("otherOwner", { code, ...owner, selector, config });
    return [{ ...owner, message, isFinding: code !== "variable-set-by-package" }];
  });
}

/** The same as warnings. */
export function warnOfOwners(reports: readonly OwnerReport[]): Warning[] {
  return reports.map(({ message }) => ({ code: "other-owner", message }));
}

const STATE = "conda-meta/state";

/** What is said of an owner, as a finding; null when our hooks cope with it. */
export function judgeOwner({ variable, path, line }: Owner, settings: Settings): OwnerCode | null {
  const setting = settings[variable];
  if (line === null) {
    if (setting === undefined) return null;
    return path === STATE ? "variable-set-by-conda" : "variable-set-by-package";
  }
  const isActivating = phaseOf(path) === "activate";
  if (runsOutside(path))
    return isActivating ? "variable-set-before-hooks" : "variable-set-after-restore";
  if (!isKept(setting))
    return !isActivating || sortsBefore(path, "last") ? null : "variable-set-after-hooks";
  return setting?.action === "guard" ? null : "variable-unguarded";
}
