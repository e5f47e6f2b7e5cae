// The settings of an environment as a settings file that asks for the same.
import type { Environment } from "../conda/environments.js";
import { checkEnvironment } from "../conda/prefix.js";
import { readRecord } from "../conda/record.js";
import type { ConfigSettings } from "../config/config.js";
import { makeError } from "../errors/error.js";
import { readRequest } from "../hooks/request.js";
import { namePackage, type PackagedReport, sayWhose } from "../reports/packaged-report.js";
import type { Session } from "../session.js";
import { findPackagedLayer } from "./setup/packaged-layer.js";

export interface Exported {
  readonly text: string;
  /** The variables that are left out, as their value holds a password. */
  readonly secrets: readonly string[];
}

/** Settings, and the package that they are of, where no hooks are installed on top of that. */
export interface FoundSettings {
  readonly settings: ConfigSettings;
  readonly packaged: PackagedReport | null;
}

/**
 * The recorded settings of an environment, or those of its packaged hooks; null where it has none that are known.
 * @throws CondaGoHooksError as readRecord does
 */
export function findSettings({ prefix }: Environment, session: Session): FoundSettings | null {
  checkEnvironment(prefix);
  const recorded = readRequest(readRecord(prefix)?.settings);
  const packaged = recorded ? null : findPackagedLayer(prefix, session);
  const request = recorded ?? packaged?.request;
  if (!request) return null;
  // What is guarded is found anew in each environment.
  const { profile, overrides, shells } = request;
  return { settings: { profile, overrides, shells }, packaged };
}

/** @throws CondaGoHooksError `nothing-found` where it has no hooks, or none of which the settings are known */
export async function exportSettings(
  environment: Environment,
  session: Session,
): Promise<Exported> {
  const found = findSettings(environment, session);
  const { prefix } = environment;
  if (found === null) {
    const packaged = findPackagedLayer(prefix, session);
    if (packaged === null) throw makeError("no-export", { prefix });
    throw makeError("no-export-packaged", { prefix, name: namePackage(packaged) });
  }
  return formatSettings(found.settings, sayWhose(found.packaged), session);
}

/** @param header sentences to put before them, as comments */
export async function formatSettings(
  settings: ConfigSettings,
  header: readonly string[],
  { platform }: Session,
): Promise<Exported> {
  const { formatConfig, listSecretVariables } = await import("../config/format-config.js");
  const secrets = listSecretVariables(settings);
  return { text: formatConfig(settings, { platform, header }), secrets };
}
