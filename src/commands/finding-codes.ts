// The codes of findings that options name.
import { makeError } from "../errors/error.js";
import { CATALOGUE } from "../findings/catalogue.js";
import type { FindingCode } from "../findings/finding.js";
import { isCode } from "../findings/ignore.js";

/** @param option the option that names the codes @throws CondaGoHooksError `usage` for an unknown one */
export function checkCodes(codes: readonly string[], option = "--ignore"): Set<FindingCode> {
  return new Set(codes.map((code) => checkCode(code, option)));
}

/** @param option the option that names the code @throws CondaGoHooksError `usage` for an unknown one */
export function checkCode(code: string, option: string): FindingCode {
  if (isCode(code)) return code;
  throw makeError("unknown-finding", { name: code, known: Object.keys(CATALOGUE), option });
}
