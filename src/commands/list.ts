// Lists every environment that can be found, and what is installed in it.
import type { EnvironmentsSelector } from "../conda/environments.js";
import { concludeAll } from "../reports/many.js";
import type { Outcome } from "../reports/outcome.js";
import { describeStates } from "../reports/status.js";
import type { Session } from "../session.js";
import { status } from "./status.js";

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  { exclude, pixi }: Pick<EnvironmentsSelector, "exclude" | "pixi">,
  session: Session,
): Promise<Outcome> {
  const { environments } = await status({ all: true, exclude, pixi }, session);
  // A table has no room for warnings: status has.
  const result = { environments: environments.map((report) => ({ ...report, warnings: [] })) };
  return concludeAll(result, describeStates(environments), session);
}
