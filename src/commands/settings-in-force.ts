// The Go variables that an environment has once it is active, by its record.
import { readRecord } from "../conda/record.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { applySetting, findOwnValue } from "../hooks/values.js";
import { fallbackOf } from "../hooks/variables.js";
import type { Session } from "../session.js";

type Env = Session["env"];

/**
 * This shell's variables, with the values that the environment's hooks would give them.
 * @throws CondaGoHooksError when the record cannot be read
 */
export function findSettingsInForce(prefix: string, { env, platform }: Session): Env {
  const changed = Object.entries(readSettings(prefix, platform)).map(([name, setting]) => {
    const own = findOwnValue(name, env);
    const value = applySetting(setting, own, fallbackOf(name), prefix);
    return [name, value] as const;
  });
  return { ...env, ...Object.fromEntries(changed) };
}

/**
 * The variables to which the environment's hooks give a value.
 * @throws CondaGoHooksError when the record cannot be read
 */
export function listHooked(prefix: string, { platform }: Session): ReadonlySet<string> {
  const settings = Object.entries(readSettings(prefix, platform));
  return new Set(settings.flatMap(([name, setting]) => (isKept(setting) ? [] : name)));
}

function readSettings(prefix: string, platform: string): Settings {
  const request = readRequest(readRecord(prefix)?.settings);
  return (request && planIfKnown(request, platform)?.settings) ?? {};
}
