// The settings of an environment as a settings file that asks for the same.
import type { Environment } from "../conda/environments.js";
import { checkEnvironment } from "../conda/prefix.js";
import { readRecord } from "../conda/record.js";
import type { ConfigSettings } from "../config/config.js";
import { makeError } from "../errors/error.js";
import { readRequest } from "../hooks/request.js";
import type { Session } from "../session.js";

export interface Exported {
  readonly text: string;
  /** The variables that are left out, as their value holds a password. */
  readonly secrets: readonly string[];
}

/** The recorded settings of an environment; null where it has no hooks. @throws CondaGoHooksError as readRecord does */
export function readSettings({ prefix }: Environment): ConfigSettings | null {
  checkEnvironment(prefix);
  const request = readRequest(readRecord(prefix)?.settings);
  if (request === null) return null;
  // What is guarded is found anew in each environment.
  const { profile, overrides, shells } = request;
  return { profile, overrides, shells };
}

/** @throws CondaGoHooksError `nothing-found` where it has no hooks */
export async function exportSettings(
  environment: Environment,
  session: Session,
): Promise<Exported> {
  const settings = readSettings(environment);
  if (settings === null) throw makeError("no-export", { prefix: environment.prefix });
  return formatSettings(settings, [], session);
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
