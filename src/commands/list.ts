// Lists every environment that can be found, and what is installed in it.
import type { EnvironmentsSelector } from "../conda/environments.js";
import type { Outcome } from "../report.js";
import type { Session } from "../session.js";
import { concludeAll } from "./many-report.js";
import { describeStates, status } from "./status.js";

/** The command. */
export async function run(
  { exclude, pixi }: Pick<EnvironmentsSelector, "exclude" | "pixi">,
  session: Session,
): Promise<Outcome> {
  const result = await status({ all: true, exclude, pixi }, session);
  return concludeAll(result, describeStates(result.environments), session);
}
