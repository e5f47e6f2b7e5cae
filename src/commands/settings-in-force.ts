// The Go variables that are in force in an environment once it is active, by what its record says.
import { readRecord } from "../conda/record.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import type { Setting } from "../hooks/settings.js";
import { savedName, unsetName } from "../names.js";
import type { Session } from "../session.js";

type Env = Session["env"];

/** This shell's variables, those that the environment's hooks would set as they would be. */
export function findSettingsInForce(prefix: string, { env, platform }: Session): Env {
  const request = readRequest(readRecord(prefix)?.settings);
  const plan = request === null ? null : planIfKnown(request, platform);
  if (plan === null) return env;
  const changed = Object.entries(plan.settings).map(([name, setting]) => {
    const value = applySetting(setting, findOwnValue(name, env), prefix);
    return [name, value] as const;
  });
  return { ...env, ...Object.fromEntries(changed) };
}

/** What the user has outside of any environment. */
export function findOwnValue(name: string, env: Env): string | undefined {
  return env[savedName(name)] ?? (env[unsetName(name)] === undefined ? env[name] : undefined);
}

/** What the setting makes of the user's own value. */
export function applySetting(
  setting: Setting,
  own: string | undefined,
  prefix: string,
): string | undefined {
  switch (setting.action) {
    case "keep":
      return own;
    case "unset":
      return undefined;
    case "set":
      return setting.value.replaceAll("{prefix}", prefix);
    case "add": {
      const there = (own ?? "").split(/\s+/).filter((token) => token !== "");
      const missing = (tokens: readonly string[]) => tokens.filter((one) => !there.includes(one));
      return [...missing(setting.prepend), ...there, ...missing(setting.append)].join(" ");
    }
  }
}
