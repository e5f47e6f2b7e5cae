// What doctor changes by itself: hooks that are only outdated or incomplete.
import type { Environment } from "../conda/environments.js";
import { expectError } from "../errors/error.js";
import { askToFix } from "../reports/doctor.js";
import type { InstallReport } from "../reports/install.js";
import { isOld } from "../reports/status.js";
import type { Session } from "../session.js";
import { install } from "./install.js";
import { isDue } from "./install-draft.js";
import { inspectHooks } from "./status.js";

/**
 * Installs the hooks anew with the settings that are recorded, where nothing of anybody else is in the way. Whoever sits
 * at the terminal sees the change first, and is asked.
 * @returns what was done; nothing where nothing was to be done, or not wanted
 */
export async function fixHooks(
  environment: Environment,
  dryRun: boolean,
  session: Session,
): Promise<InstallReport[]> {
  if (!isSafe(environment, session) || !(await isDue(environment, {}, session))) return [];
  const { prefix, name, isNamed } = environment;
  const selector = isNamed && name !== null ? { name } : { prefix };
  const [planned] = (await install({ ...selector, dryRun: true }, session)).environments;
  if (planned === undefined || dryRun || planned.error !== null) return planned ? [planned] : [];
  let isShown = false;
  const makeQuestion = async () => {
    isShown = true;
    return askToFix(planned);
  };
  if (session.terminal && !(await session.terminal.confirm(makeQuestion))) return [];
  const { environments } = await install(selector, session);
  return environments.map((report) => ({ ...report, diff: isShown ? null : planned.diff }));
}

function isSafe(environment: Environment, session: Session): boolean {
  try {
    return isOld(inspectHooks(environment, session));
  } catch (error) {
    // Doctor says so.
    expectError(error);
    return false;
  }
}
