// The codes of findings that options name, or a settings file.
import { makeError } from "../errors/error.js";
import { CATALOGUE } from "../findings/catalogue.js";
import type { FindingCode } from "../findings/finding.js";
import { isCode } from "../findings/ignore.js";
import type { Session } from "../session.js";
import { findProject, type ProjectOptions } from "./find-project.js";

export interface IgnoreOptions extends ProjectOptions {
  /** The codes of findings that count nowhere, besides those of the settings file. */
  readonly ignore?: readonly string[] | undefined;
}

/** The codes to leave out. */
export interface Ignored {
  readonly codes: ReadonlySet<FindingCode>;
  /** Those that an option names. */
  readonly named: ReadonlySet<FindingCode>;
}

/** @throws CondaGoHooksError `usage` for an unknown code, and for a settings file that is not valid */
export async function findIgnored(
  { ignore = [], ...options }: IgnoreOptions,
  session: Session,
): Promise<Ignored> {
  const named = checkCodes(ignore);
  const project = await findProject(options, session);
  const shared = project?.config.scan?.ignore ?? [];
  const codes = new Set([...named, ...(project ? checkCodes(shared, project.file) : [])]);
  return { codes, named };
}

/** @param option the option that names the codes @throws CondaGoHooksError `usage` for an unknown one */
export function checkCodes(codes: readonly string[], option = "--ignore"): Set<FindingCode> {
  return new Set(codes.map((code) => checkCode(code, option)));
}

/** @param option the option that names the code @throws CondaGoHooksError `usage` for an unknown one */
export function checkCode(code: string, option: string): FindingCode {
  if (isCode(code)) return code;
  throw makeError("unknown-finding", { name: code, known: Object.keys(CATALOGUE), option });
}
