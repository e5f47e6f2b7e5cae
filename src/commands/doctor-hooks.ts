// What is wrong with the hooks of an environment, or with what they meet there.
import type { Environment } from "../conda/environments.js";
import type { Examined } from "../reports/doctor.js";
import type { Session } from "../session.js";
import { status } from "./status.js";

/** Looks at the hooks of one environment. */
export async function examineHooks(environment: Environment, session: Session): Promise<Examined> {
  const { environments } = await status({ prefix: environment.prefix }, session);
  return { section: "hooks", evidence: environments[0]?.state ?? "failed", findings: [] };
}
