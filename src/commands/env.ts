// Prints what the activation of an environment would set of Go's variables, for shells and other programs.
import type { Environment } from "../conda/environments.js";
import { makeError } from "../errors/error.js";
import { holdsCredential } from "../findings/values/credentials.js";
import { COMMAND } from "../names.js";
import { type EnvOptions, type EnvResult, noteEnv } from "../reports/env.js";
import { selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { dialectOf } from "../shells/dialects.js";
import {
  ENV_FORMATS,
  type EnvFormat,
  findEnvFormat,
  type Variables,
} from "../shells/env-formats.js";
import { findChosen } from "./find-project.js";
import { describeConfigOption } from "./follow-config.js";
import { activateAnew, listUnknown } from "./setup/activate-anew.js";
import type { Activation } from "./setup/activation.js";
import { findPackagedLayer } from "./setup/packaged-layer.js";

/**
 * Tells what `conda activate` would set and unset in the session's shell, of Go's variables.
 * @throws CondaGoHooksError `usage`, `record-invalid`, and what finding an environment may throw
 */
export async function env(options: EnvOptions, session: Session): Promise<EnvResult> {
  return (await findValues(options, session)).result;
}

/** Runs the command. @returns the variables in that format; exit code 1 when it cannot hold them all */
export async function run(options: EnvOptions, session: Session): Promise<Outcome> {
  const { environment, result, format, hasHooks } = await findValues(options, session);
  const install = hasHooks ? null : await describeInstall(environment, session);
  const elsewhere = hasHooks ? null : findPackagedLayer(environment.prefix, session);
  const held = Object.entries(result.variables).filter(([name]) => !result.omitted.includes(name));
  return {
    result,
    text: "",
    data: format.print(Object.fromEntries(held)),
    notes: noteEnv(result, install, elsewhere),
    exitCode: result.omitted.length > 0 ? 1 : 0,
  };
}

/** What installs hooks in the environment, typed anywhere. */
async function describeInstall(environment: Environment, session: Session): Promise<string> {
  const config = await describeConfigOption(environment, session);
  return `${COMMAND} install ${selectorFor(environment, session)}${config}`;
}

interface FoundValues {
  readonly environment: Environment;
  readonly result: EnvResult;
  readonly format: EnvFormat;
  readonly hasHooks: boolean;
}

async function findValues(
  { format: name, ...selector }: EnvOptions,
  session: Session,
): Promise<FoundValues> {
  const format = findFormat(name ?? dialectOf(session.shell)?.shells[0] ?? "sh");
  const { environment, warnings } = await findChosen(selector, session);
  const activation = activateAnew(environment, session);
  const variables = listChanged(activation, session.env);
  const namesOf = (isOne: (value: string | null) => boolean) =>
    Object.keys(variables).filter((name) => isOne(variables[name] ?? null));
  const result = {
    prefix: environment.prefix,
    profile: activation.profile,
    format: format.name,
    variables,
    hidden: namesOf((value) => value !== null && holdsCredential(value)),
    omitted: namesOf((value) => value !== null && !format.holds(value)),
    emptied: format.unsets ? [] : namesOf((value) => value === null),
    unknown: listUnknown(activation),
    warnings,
  };
  const hasHooks = activation.profile !== null || activation.packaged !== null;
  return { environment, result, format, hasHooks };
}

function findFormat(name: string): EnvFormat {
  const format = findEnvFormat(name);
  if (format) return format;
  throw makeError("unknown-format", { name, known: ENV_FORMATS.map(({ name }) => name) });
}

/** What the environment gives a value, or unsets, and what else is not as it is in the shell. */
function listChanged({ env, sources, unknown }: Activation, present: Session["env"]): Variables {
  const changed = [...sources].filter(([name, all]) => {
    const isGiven = all.some(({ source }) => source !== "shell" && source !== "saved");
    return !unknown.has(name) && (isGiven || env[name] !== present[name]);
  });
  return Object.fromEntries(changed.map(([name]) => [name, env[name] ?? null]));
}
