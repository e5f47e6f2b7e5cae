// Runs one command as if its environment had been activated first.
import { type EnvironmentSelector, isEnvironmentNamed } from "../conda/environments.js";
import { runInstead } from "../conda/run-instead.js";
import { makeError } from "../errors/error.js";
import { noteUnknown } from "../reports/env.js";
import { type Outcome, printOutcome } from "../reports/outcome.js";
import { describeWarnings } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { findChosen, type ProjectOptions } from "./find-project.js";
import { activateAnew, listUnknown } from "./setup/activate-anew.js";

export interface ExecOptions extends EnvironmentSelector, ProjectOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Whether only errors are to be printed, besides what the command prints. */
  readonly quiet?: boolean | undefined;
}

/** Runs the command. @returns the exit code of the one that it has run */
export async function run(
  { command, quiet, ...selector }: ExecOptions,
  session: Session,
): Promise<Outcome> {
  checkCommand(command, selector, session);
  const { environment, warnings } = await findChosen(selector, session);
  const activation = activateAnew(environment, session);
  const outcome = { result: {}, text: "", exitCode: 0 };
  const notes = [...describeWarnings({ warnings }), ...noteUnknown(listUnknown(activation))];
  // While they can still be read.
  printOutcome("exec", { ...outcome, notes }, false, quiet);
  const { platform } = session;
  const place = {
    env: activation.env,
    platform,
    // Only a path asks for it, and in a folder that is gone it fails.
    get cwd() {
      return session.cwd;
    },
  };
  return { ...outcome, notes: [], exitCode: await runInstead(command, place) };
}

function checkCommand(
  [first, second]: readonly string[],
  selector: EnvironmentSelector,
  { platform }: Session,
): void {
  if (first === undefined) throw makeError("no-command");
  if (second !== "--" || isEnvironmentNamed(selector)) return;
  const option = /[/\\]/.test(first) ? "-p" : "-n";
  const given = `${option} ${typed(first, platform)}`;
  throw makeError("environment-for-command", { name: first, typed: given });
}
