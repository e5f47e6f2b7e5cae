// What activating an environment now would do, for who does it without conda.
import type { Environment } from "../../conda/environments.js";
import { checkActivatable, checkEnvironment } from "../../conda/prefix.js";
import { readRecord } from "../../conda/record.js";
import { CondaGoHooksError, makeError } from "../../errors/error.js";
import { planRequest, readRequest } from "../../hooks/request.js";
import { COMMAND } from "../../names.js";
import type { EnvResult } from "../../reports/env.js";
import { selectorFor } from "../../reports/environments.js";
import type { Session } from "../../session.js";
import { type Activation, describeActivation } from "./activation.js";

/**
 * What an activation now would do.
 * @throws CondaGoHooksError `record-invalid` also for settings that this version does not know, `environment-invalid`
 *   where conda cannot activate it
 */
export function activateAnew(environment: Environment, session: Session): Activation {
  checkEnvironment(environment.prefix);
  checkActivatable(environment.prefix, session.platform);
  checkRecord(environment, session);
  return describeActivation(environment, session, true);
}

function checkRecord(environment: Environment, session: Session): void {
  const request = readRequest(readRecord(environment.prefix)?.settings);
  if (request === null) return;
  try {
    planRequest(request, session.platform);
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    const more = `${COMMAND} install ${selectorFor(environment, session)} --profile NAME`;
    throw makeError("record-unusable", { fault: error.message, more, isOfShell: false });
  }
}

/** The scripts that would have to be run. */
export function listUnknown({ unknown, sources }: Activation): EnvResult["unknown"] {
  return [...unknown].flatMap((name) => {
    const source = sources.get(name)?.find((one) => one.source === "package" && one.value === null);
    return source?.file ? [{ name, file: source.file, line: source.line }] : [];
  });
}
