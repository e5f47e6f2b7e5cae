// How Go would run for the user: in this shell, or in an environment once it is active.
import { statSync } from "node:fs";
import type { Environment } from "../conda/environments.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { type GoVariable, NEWEST_KNOWN, type Setup } from "../go/setup/setup.js";
import { findToolchain } from "../go/toolchain.js";
import { selectorFor } from "../reports/environments.js";
import type { Session } from "../session.js";
import { findSettingsInForce, listHooked } from "./settings-in-force.js";

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
  const { platform, arch, home } = session;
  const env = environment ? findSettingsInForce(environment.prefix, session) : session.env;
  const hooked = environment ? listHooked(environment.prefix, session) : new Set<string>();
  const go = await findToolchain({ ...session, env });
  const selector = environment && selectorFor(environment, session);
  return {
    platform,
    arch,
    home,
    folder,
    env,
    go,
    minor: Number(/^go1\.(\d+)/.exec(go?.version ?? "")?.[1] ?? NEWEST_KNOWN),
    variables: findVariables(env, hooked, selector, session),
    prefix: environment?.prefix ?? null,
    hasFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  };
}

function findVariables(
  env: Session["env"],
  hooked: ReadonlySet<string>,
  selector: string | null,
  session: Session,
): ReadonlyMap<string, GoVariable> {
  const found = new Map<string, GoVariable>();
  const { file, lines } = listUserSettings(env, session);
  for (const { name, value, line } of lines)
    found.set(name, { name, value, origin: { source: "goenv", file, line, selector } });
  for (const [name, value] of Object.entries(env)) {
    const source = hooked.has(name) ? "hook" : "shell";
    const origin = { source, file: null, line: null, selector } as const;
    if (value && /^(?:C?GO|CC$|CXX$|FC$|AR$)/.test(name)) found.set(name, { name, value, origin });
  }
  return found;
}
