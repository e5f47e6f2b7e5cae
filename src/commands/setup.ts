// How Go would run for the user: in this shell, or in an environment once it is active.
import type { Environment } from "../conda/environments.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { type GoVariable, NEWEST_KNOWN, type Setup } from "../go/setup/setup.js";
import { findToolchain } from "../go/toolchain.js";
import { selectorFor } from "../reports/environments.js";
import type { Session } from "../session.js";
import { findSettingsInForce } from "./settings-in-force.js";
import { DISK, listGos } from "./setup-disk.js";

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
  return {
    platform,
    home,
    folder,
    env,
    go,
    gos: listGos({ env, platform }),
    disk: DISK,
    minor: Number(/^go1\.(\d+)/.exec(go?.version ?? "")?.[1] ?? NEWEST_KNOWN),
    variables: findVariables(env, selector, session),
    prefix: environment?.prefix ?? null,
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
