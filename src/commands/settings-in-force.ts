// The Go variables that are in force in an environment once it is active, by what its record says.
import { readRecord } from "../conda/record.js";
import { splitFlags } from "../hooks/check-setting.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import type { Setting } from "../hooks/settings.js";
import { fallbackOf } from "../hooks/variables.js";
import { savedName, unsetName } from "../names.js";
import type { Session } from "../session.js";

type Env = Session["env"];

/**
 * This shell's variables, those that the environment's hooks would set as they would be.
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

/** What the user has outside of any environment. */
export function findOwnValue(name: string, env: Env): string | undefined {
  return env[savedName(name)] ?? (env[unsetName(name)] === undefined ? env[name] : undefined);
}

/** What the setting makes of the user's own value. */
export function applySetting(
  setting: Setting,
  own: string | undefined,
  fallback: string | null,
  prefix: string,
): string | undefined {
  const expand = (text: string) => text.replaceAll("{prefix}", () => prefix);
  switch (setting.action) {
    case "keep":
    case "guard":
      return own;
    case "unset":
      return undefined;
    case "set":
      return expand(setting.value);
    case "add": {
      const tokens = [...readTokens(own || fallback || "")];
      const isNew = (token: string) => !tokens.includes(token);
      // One by one, as one that is asked for twice is there once.
      for (const token of setting.prepend.map(expand).toReversed())
        if (isNew(token)) tokens.unshift(token);
      for (const token of setting.append.map(expand)) if (isNew(token)) tokens.push(token);
      return tokens.join(" ");
    }
  }
}

/** The flags of a list; where a quote stays open, its words. */
export function readTokens(flags: string): readonly string[] {
  return splitFlags(flags) ?? flags.split(/\s+/).filter((word) => word !== "");
}
