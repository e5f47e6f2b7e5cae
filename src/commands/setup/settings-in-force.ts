// The Go variables that an environment has once it is active, by its record and its packaged hooks.
import { applyLayers, findOwnValue } from "../../hooks/values.js";
import type { Session } from "../../session.js";
import { findActingHooks } from "./hook-layers.js";

type Env = Session["env"];

/**
 * This shell's variables, with the values that the environment's hooks would give them.
 * @throws CondaGoHooksError when the record cannot be read
 */
export function findSettingsInForce(prefix: string, session: Session): Env {
  const { env } = session;
  const layers = findActingHooks(prefix, session).layers.map(({ settings }) => settings);
  const names = new Set(layers.flatMap((settings) => Object.keys(settings)));
  const changed = [...names].map((name) => {
    const own = findOwnValue(name, env);
    return [name, applyLayers(layers, name, own, prefix)] as const;
  });
  return { ...env, ...Object.fromEntries(changed) };
}
