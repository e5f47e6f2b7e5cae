// The Go variables that an environment has once it is active, by its record.
import { readRecord } from "../../conda/record.js";
import { planIfKnown, readRequest } from "../../hooks/request.js";
import { applySetting, findOwnValue } from "../../hooks/values.js";
import { fallbackOf } from "../../hooks/variables.js";
import type { Session } from "../../session.js";

type Env = Session["env"];

/**
 * This shell's variables, with the values that the environment's hooks would give them.
 * @throws CondaGoHooksError when the record cannot be read
 */
export function findSettingsInForce(prefix: string, { env, platform }: Session): Env {
  const request = readRequest(readRecord(prefix)?.settings);
  const plan = request === null ? null : planIfKnown(request, platform);
  if (plan === null) return env;
  const changed = Object.entries(plan.settings).map(([name, setting]) => {
    const own = findOwnValue(name, env);
    const value = applySetting(setting, own, fallbackOf(name), prefix);
    return [name, value] as const;
  });
  return { ...env, ...Object.fromEntries(changed) };
}
