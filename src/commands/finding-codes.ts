// The codes of findings that options name, or a settings file.
import type { FoundConfig } from "../config/find-config.js";
import { type CondaGoHooksError, expectError, makeError } from "../errors/error.js";
import { CATALOGUE } from "../findings/catalogue.js";
import type { FindingCode } from "../findings/finding.js";
import { isCode } from "../findings/ignore.js";
import { type Warning, warn } from "../reports/warnings.js";
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
  /** Of a settings file of somebody else, by which nothing is left out. */
  readonly warnings: readonly Warning[];
}

/** @throws CondaGoHooksError `usage` for an unknown code, and for a settings file that is not valid */
export async function findIgnored(
  { ignore = [], ...options }: IgnoreOptions,
  session: Session,
): Promise<Ignored> {
  const named = checkCodes(ignore);
  const { project, warnings } = await findTrusted(options, session);
  const shared = project?.config.scan?.ignore ?? [];
  const codes = new Set([...named, ...(project ? checkCodes(shared, project.file) : [])]);
  return { codes, named, warnings };
}

/** The settings file; one of somebody else hinders nobody who only looks for findings. */
async function findTrusted(
  options: ProjectOptions,
  session: Session,
): Promise<{ project: FoundConfig | null; warnings: readonly Warning[] }> {
  try {
    return { project: await findProject(options, session), warnings: [] };
  } catch (thrown) {
    const error = expectError(thrown);
    if (error.fault !== "config-untrusted") throw error;
    return { project: null, warnings: [warnOfIgnore(error)] };
  }
}

/** Warns of a settings file by which no finding is left out. */
export function warnOfIgnore({ message, where, hint }: CondaGoHooksError): Warning {
  return warn("ignoreInvalid", { where, words: message, hint });
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
