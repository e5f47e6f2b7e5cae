// What follows from another owner of a variable, and what to type against it.
import { basename } from "node:path/posix";
import type { Environment } from "../conda/environments.js";
import type { Owner } from "../conda/owners.js";
import { isKept, type Setting, type Settings } from "../hooks/settings.js";
import { COMMAND, phaseOf, scriptPath } from "../names.js";
import { selectorFor } from "../reports/environments.js";
import type { Session } from "../session.js";

export interface OwnerReport {
  readonly variable: string;
  /** Below the prefix. */
  readonly path: string;
  /** Counted from 1; null where it is no script. */
  readonly line: number | null;
  /** What follows from it, and what to do. */
  readonly message: string;
  /** Whether something can be done about it. */
  readonly isFinding: boolean;
}

/** Of the other owners in an environment, those whose doings our hooks do not save and give back. */
export function reportOwners(
  owners: readonly Owner[],
  settings: Settings,
  environment: Environment,
  session: Session,
): OwnerReport[] {
  return owners.flatMap((owner) => {
    const found = describeOwner(owner, settings[owner.variable], environment, session);
    return found === null ? [] : [{ ...owner, ...found }];
  });
}

function describeOwner(
  { variable, path, line }: Owner,
  setting: Setting | undefined,
  environment: Environment,
  session: Session,
): Pick<OwnerReport, "message" | "isFinding"> | null {
  const selector = selectorFor(environment, session);
  if (path === "conda-meta/state") {
    if (setting === undefined) return null;
    const remedy = `conda env config vars unset ${variable} ${selector}`;
    return {
      message: `${variable} is also set by conda env config vars, which conda does not take back when one environment follows another; to leave it to the hooks: ${remedy}`,
      isFinding: true,
    };
  }
  if (line === null) {
    if (setting === undefined) return null;
    return {
      message: `${variable} is also set by ${path}, a package's, which conda does not take back when one environment follows another`,
      isFinding: false,
    };
  }
  if (phaseOf(path) === "deactivate") return null;
  const name = basename(path).replace(/\.[^.]*$/, "");
  const where = `line ${line} of ${path}`;
  if (name < basename(scriptPath("first", ""))) {
    return {
      message: `${variable} is also set by ${where}, before our hooks save your value, which is lost; to have it saved, take the line out or rename the script`,
      isFinding: true,
    };
  }
  if (!isKept(setting) && name > basename(scriptPath("last", ""))) {
    return {
      message: `${variable} is also set by ${where}, after our hooks, and stays so; to have it from the hooks, take the line out or rename the script`,
      isFinding: true,
    };
  }
  if (setting?.action === "guard" || !isKept(setting)) return null;
  return {
    message: `${variable} is set by ${where}, and your own value ${setting ? "may be" : "is"} lost; to have it saved and given back: ${COMMAND} install ${selector}`,
    isFinding: true,
  };
}
