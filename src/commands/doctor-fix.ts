// What doctor changes by itself: hooks that are only outdated or incomplete.
import type { Environment } from "../conda/environments.js";
import { expectError } from "../errors/error.js";
import { askToFix } from "../reports/doctor.js";
import type { InstallReport } from "../reports/install.js";
import { isOld } from "../reports/status.js";
import type { Session } from "../session.js";
import { installAsked } from "./install.js";
import { isDue } from "./install-draft.js";
import { inspectHooks } from "./status.js";

/**
 * Installs the hooks anew with the settings that are recorded, or those of the settings file that is, where nothing of
 * anybody else is in the way. Whoever sits at the terminal sees the change first, and is asked.
 * @returns what was done; nothing where nothing was to be done, or not wanted
 */
export async function fixHooks(
  environment: Environment,
  dryRun: boolean,
  session: Session,
): Promise<InstallReport[]> {
  const { prefix, name, isNamed } = environment;
  // By the settings file that it follows, whatever the project is in whose folder this is.
  const asked = { ...(isNamed && name !== null ? { name } : { prefix }), project: null };
  if (!(await isSafe(environment, session)) || !(await isDue(environment, asked, session)))
    return [];
  const [planned] = (await installAsked({ ...asked, dryRun: true }, session)).environments;
  if (planned === undefined || dryRun || planned.error !== null) return planned ? [planned] : [];
  let isShown = false;
  const makeQuestion = async () => {
    isShown = true;
    return askToFix(planned);
  };
  if (session.terminal && !(await session.terminal.confirm(makeQuestion))) return [];
  const { environments } = await installAsked(asked, session);
  return environments.map((report) => ({ ...report, diff: isShown ? null : planned.diff }));
}

async function isSafe(environment: Environment, session: Session): Promise<boolean> {
  try {
    return isOld(await inspectHooks(environment, session));
  } catch (error) {
    // Doctor says so.
    expectError(error);
    return false;
  }
}
