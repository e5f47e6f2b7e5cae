// Does a command's work on one environment or on many, and reports what goes wrong with each.
import { extname } from "node:path";
import {
  checkSelector,
  type Environment,
  type EnvironmentsSelector,
  findEnvironment,
  isActivated,
} from "../conda/environments.js";
import { CondaGoHooksError, type ErrorReport, expectError, toReportable } from "../errors.js";
import { COMMAND, hasSavedState, phaseOf } from "../names.js";
import type { EnvironmentReport, Restore } from "../reports/environments.js";
import type { Session } from "../session.js";
import type { Dialect } from "../shells/dialect.js";
import { DIALECTS } from "../shells/dialects.js";

/** What a command does with each environment. */
export interface EnvironmentWork<Report extends EnvironmentReport> {
  /** Whether environments of other users are its business too. */
  readonly everyHome: boolean;
  /** Those of all environments that it passes by unless they are named; unless given, none. */
  readonly passesBy?: (environment: Environment) => boolean;
  readonly work: (environment: Environment) => Promise<Report>;
  readonly fail: (report: EnvironmentReport & { readonly error: ErrorReport }) => Report;
  /** What to ask before it is done to all of these; null when nothing is to be asked. */
  readonly ask?: (environments: readonly Environment[]) => Promise<string | null>;
}

// Enough to keep a disk busy; each has a dozen files open at a time.
const AT_ONCE = 8;

/**
 * Finds the environments and does the work on each. What goes wrong with one becomes part of its report
 * and stops no other.
 * @throws CondaGoHooksError `usage`, `setting-invalid`, `declined`
 */
export async function reportEnvironments<Report extends EnvironmentReport>(
  selector: EnvironmentsSelector,
  session: Session,
  { everyHome, passesBy, work, fail, ask }: EnvironmentWork<Report>,
): Promise<Report[]> {
  checkSelector(selector);
  if (!selector.all) return [await reportNamed(selector, session, work, fail)];
  const { chooseEnvironments, listEnvironments } = await import("../conda/list-environments.js");
  const found = await listEnvironments(session, { pixi: selector.pixi, everyHome });
  const environments = chooseEnvironments(found, selector, session).filter(
    (environment) => !passesBy?.(environment),
  );
  if (ask && session.terminal && !(await session.terminal.confirm(() => ask(environments)))) {
    throw new CondaGoHooksError("declined", "nothing has been changed");
  }
  const reports: Report[] = [];
  let next = 0;
  let done = 0;
  const showProgress = () => session.terminal?.showProgress(done, environments.length);
  const takeTurns = async () => {
    for (let index = next++; index < environments.length; index = next++) {
      const environment = environments[index] as Environment;
      try {
        reports[index] = await work(environment);
      } catch (thrown) {
        reports[index] = fail(describeThrown(toReportable(thrown), environment));
      }
      done += 1;
      showProgress();
    }
  };
  showProgress();
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return reports;
}

/** One environment, of which wrong usage is thrown: with it, nothing has been looked at. */
async function reportNamed<Report extends EnvironmentReport>(
  selector: EnvironmentsSelector,
  session: Session,
  work: EnvironmentWork<Report>["work"],
  fail: EnvironmentWork<Report>["fail"],
): Promise<Report> {
  let environment: Environment | undefined;
  try {
    environment = await findEnvironment(selector, session);
    return await work(environment);
  } catch (thrown) {
    const error = expectError(thrown);
    if (error.code === "usage" || error.code === "setting-invalid") throw error;
    const { prefix, name, env } = selector;
    return fail(describeThrown(error, environment ?? { prefix, name: name ?? env }));
  }
}

function describeThrown(
  error: CondaGoHooksError,
  {
    prefix = null,
    name = null,
  }: { prefix?: string | null | undefined; name?: string | null | undefined },
): EnvironmentReport & { readonly error: ErrorReport } {
  return { prefix, name, files: [], warnings: [], error: error.toJSON() };
}

// Shells that the language of another is for.
const SAME: Readonly<Record<string, string>> = {
  ash: "sh",
  busybox: "sh",
  mksh: "sh",
  yash: "sh",
};

/** The dialect of the shell in which the command was typed, where that is known. */
export function findOwnDialect({ shell }: Session): Dialect | undefined {
  return DIALECTS.find(({ shells }) => shells.includes(SAME[shell ?? ""] ?? shell ?? ""));
}

/**
 * What to type where a shell has the environment active and its hooks are gone: the deactivate script
 * of any environment gives back whatever is saved, so its text is all that is needed.
 * @param gone the scripts that are gone
 */
export function findRestore(prefix: string, gone: readonly string[], session: Session): Restore[] {
  if (!hasSavedState(session.env) || !isActivated(prefix, session)) return [];
  const left = gone.filter((path) => phaseOf(path) === "deactivate").map((path) => extname(path));
  const dialects = DIALECTS.filter(({ extension }) => left.includes(extension));
  // A shell that is known needs no line for others. What sh's hooks do to xonsh, its line of sh would not.
  const here = findOwnDialect(session);
  return dialects
    .filter((dialect) => here === undefined || session.shell === "xonsh" || dialect === here)
    .map(({ shells: [shell], evaluate }) => ({
      shell,
      command: evaluate(`${COMMAND} render --shell ${shell} --phase deactivate`),
    }));
}
