// How Go would run for the user: in this shell, or in an environment once it is active.
import type { Environment } from "../conda/environments.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { type GoVariable, NEWEST_KNOWN, type Setup } from "../go/setup/setup.js";
import { findToolchain } from "../go/toolchain.js";
import { selectorFor } from "../reports/environments.js";
import type { Session } from "../session.js";
import { readBuildCache, readModuleCache } from "./cache-facts.js";
import { findSettingsInForce } from "./settings-in-force.js";

/**
 * @param environment the active one or another; null without any
 * @param folder where go is to run; absolute
 * @throws CondaGoHooksError when the record of the environment cannot be read
 */
export async function describeSetup(
  environment: Environment | null,
  folder: string,
  session: Session,
): Promise<Setup> {
  const { platform, home } = session;
  const env = environment ? findSettingsInForce(environment.prefix, session) : session.env;
  const go = await findToolchain({ ...session, env });
  const selector = environment && selectorFor(environment, session);
  const prefix = environment?.prefix ?? null;
  const variables = findVariables(env, selector, session);
  return {
    platform,
    home,
    folder,
    env,
    go,
    minor: Number(/^go1\.(\d+)/.exec(go?.version ?? "")?.[1] ?? NEWEST_KNOWN),
    variables,
    prefix,
    moduleCache: readModuleCache(variables, prefix, folder, session),
    buildCache: readBuildCache(variables, env, session),
  };
}

function findVariables(
  env: Session["env"],
  selector: string | null,
  session: Session,
): ReadonlyMap<string, GoVariable> {
  const found = new Map<string, GoVariable>();
  const { file, lines } = listUserSettings(env, session);
  for (const { name, value, line } of lines)
    found.set(name, { name, value, origin: { source: "goenv", file, line, selector } });
  for (const [name, value] of Object.entries(env)) {
    const origin = { source: "shell", file: null, line: null, selector } as const;
    if (value && /^(?:C?GO|CC$|CXX$|FC$|AR$)/.test(name)) found.set(name, { name, value, origin });
  }
  return found;
}
