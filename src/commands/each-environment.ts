// Does a command's work on one environment or many, and turns each failure into a report.
import { extname } from "node:path";
import {
  checkSelector,
  type Environment,
  type EnvironmentsSelector,
  findEnvironment,
  isActivated,
} from "../conda/environments.js";
import { type CondaGoHooksError, expectError, makeError, toReportable } from "../errors/error.js";
import type { ErrorReport } from "../errors/error-report.js";
import { COMMAND, hasSavedState, phaseOf } from "../names.js";
import type { EnvironmentReport, Restore } from "../reports/environments.js";
import type { Session } from "../session.js";
import type { Dialect } from "../shells/dialect.js";
import { DIALECTS, dialectOf } from "../shells/dialects.js";

/** What a command does with each environment. */
export interface EnvironmentWork<Report extends EnvironmentReport> {
  /** Whether it also works on the environments of other users. */
  readonly everyHome: boolean;
  /** Which environments `--all` skips; none unless given. */
  readonly passesBy?: (environment: Environment) => boolean;
  readonly work: (environment: Environment) => Promise<Report>;
  readonly fail: (report: EnvironmentReport & { readonly error: ErrorReport }) => Report;
  /** Makes the question before the work on many environments; null when there is none. */
  readonly ask?: (environments: readonly Environment[]) => Promise<string | null>;
  /** The answer of who only presses Enter; yes unless given. */
  readonly byDefault?: boolean;
}

// Enough to keep a disk busy. Each has about a dozen files open.
const AT_ONCE = 8;

/**
 * Finds the environments and does the work on each. When one fails, its report says so and the others go on.
 * @throws CondaGoHooksError `usage`, `setting-invalid`, `declined`
 */
export async function reportEnvironments<Report extends EnvironmentReport>(
  selector: EnvironmentsSelector,
  session: Session,
  { everyHome, passesBy, work, fail, ask, byDefault = true }: EnvironmentWork<Report>,
): Promise<Report[]> {
  checkSelector(selector);
  if (!selector.all) return [await reportNamed(selector, session, work, fail)];
  const { chooseEnvironments, listEnvironments } = await import("../conda/list-environments.js");
  const found = await listEnvironments(session, { pixi: selector.pixi, everyHome });
  const environments = chooseEnvironments(found, selector, session).filter(
    (environment) => !passesBy?.(environment),
  );
  if (ask && session.terminal) {
    const isWanted = await session.terminal.confirm(() => ask(environments), byDefault);
    if (!isWanted) throw makeError("declined");
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

/** Works on one environment. Wrong usage is thrown, as nothing has been looked at then. */
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

/**
 * How to get the values back in a shell that has the environment active after its hooks were removed. Any deactivate
 * script gives back all that is saved, so a rendered one will do.
 * @param gone the scripts that were removed
 */
export function findRestore(prefix: string, gone: readonly string[], session: Session): Restore[] {
  if (!hasSavedState(session.env) || !isActivated(prefix, session)) return [];
  const left = gone.filter((path) => phaseOf(path) === "deactivate").map((path) => extname(path));
  return listRestores(
    DIALECTS.filter(({ extension }) => left.includes(extension)),
    session,
  );
}

/** How to run a script that gives back all that is saved, in the shells of these dialects or in the one that is known. */
export function listRestores(dialects: readonly Dialect[], session: Session): Restore[] {
  const here = dialectOf(session.shell);
  const render = `${COMMAND} render --phase deactivate`;
  // It runs the hooks of sh, but no line of sh.
  if (session.shell === "xonsh" && dialects.some(({ id }) => id === "posix")) {
    const [shell, file] = ["xonsh", "~/.conda-go-hooks.sh"];
    const run = `source-bash --suppress-skip-message ${file}`;
    return [{ shell, command: `${render} --out ${file}\n${run}\nrm ${file}` }];
  }
  return dialects
    .filter((dialect) => here === undefined || dialect === here)
    .map(({ shells: [shell], evaluate }) => ({
      shell,
      command: evaluate(`${COMMAND} render --shell ${shell} --phase deactivate`),
    }));
}
