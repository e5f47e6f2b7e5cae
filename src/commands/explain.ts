// Says which value Go uses for each variable, where it comes from, and what it hides.
import { isActive } from "../conda/environments.js";
import { makeError } from "../errors/error.js";
import {
  describeExplain,
  type Explained,
  type ExplainOptions,
  type ExplainResult,
  isChanged,
  noteExplain,
} from "../reports/explain.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { KNOWN_VARIABLES } from "./setup/activation.js";
import { findNamed, resolveVariables } from "./setup/setup.js";

/**
 * Resolves Go's variables, as they are in this shell or would be in an environment.
 * @throws CondaGoHooksError `usage`, and what finding an environment may throw
 */
export async function explain(options: ExplainOptions, session: Session): Promise<ExplainResult> {
  return (await explainAll(options, session)).result;
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(options: ExplainOptions, session: Session): Promise<Outcome> {
  const { result, explained } = await explainAll(options, session);
  return {
    result,
    text: describeExplain(result, explained, session),
    notes: noteExplain(result, explained, session),
    exitCode: 0,
  };
}

async function explainAll(
  { variables: names = [], ...selector }: ExplainOptions,
  session: Session,
): Promise<{ readonly result: ExplainResult; readonly explained: Explained }> {
  const unknown = names.find((name) => !KNOWN_VARIABLES.includes(name));
  if (unknown !== undefined)
    throw makeError("no-go-variable", { name: unknown, known: KNOWN_VARIABLES });
  const environment = await findNamed(selector, session);
  const { go, minor, fault, variables, profile, packaged } = await resolveVariables(
    environment,
    session.cwd,
    session,
  );
  const chosen =
    names.length === 0
      ? variables.filter(isChanged)
      : [...new Set(names)].flatMap((name) => variables.filter((one) => one.name === name));
  return {
    result: {
      variables: chosen,
      go: go && { program: go.program, version: go.version },
      rules: `1.${minor}`,
    },
    explained: {
      environment,
      isActive: environment !== null && isActive(environment.prefix, session),
      profile,
      packaged,
      fault,
    },
  };
}
