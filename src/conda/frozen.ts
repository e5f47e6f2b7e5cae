// Whether a frozen environment may be changed all the same, by conda's own rules.
import type { Session } from "../session.js";
import { readProtectsFrozen } from "./condarc.js";
import type { FrozenOptions } from "./environments.js";
import { findRoots } from "./places.js";
import { isFrozen } from "./prefix.js";

/** Whether the option or conda's configuration lets this environment be changed though it is frozen. */
export async function mayChangeFrozen(
  prefix: string,
  { overrideFrozen }: FrozenOptions,
  session: Session,
): Promise<boolean> {
  if (overrideFrozen === true || !isFrozen(prefix)) return overrideFrozen === true;
  return !(await readProtectsFrozen(session, findRoots(session)));
}
