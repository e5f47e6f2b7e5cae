// What -mod in GOFLAGS makes of a vendor folder.
import {
  explainFinding,
  type Finding,
  type FindingCode,
  makeFinding,
} from "../../findings/finding.js";
import { type GoFlags, NO_FLAGS } from "../settings/goflags.js";

export interface VendorFlag {
  /** Whether builds take their packages from vendor. */
  readonly isVendored: boolean;
  /** Whether -mod asks for a vendor that is not there. */
  readonly isMissing: boolean;
  /** Whether -mod makes builds pass by a vendor that they would use. */
  readonly hides: boolean;
}

/**
 * Asks what -mod does here.
 * @param vendor the text of vendor/modules.txt, "" when there is a vendor without; null without a vendor
 * @param isUsed whether builds would use the vendor without the flag
 */
export function checkVendorFlag(
  { mod }: GoFlags = NO_FLAGS,
  vendor: string | null,
  isUsed: boolean,
): VendorFlag {
  const isAsked = mod === "vendor";
  return {
    isVendored: isAsked || (isUsed && mod === ""),
    isMissing: isAsked && vendor === null,
    hides: isUsed && mod !== "" && !isAsked,
  };
}

/** The finding of a flag that asks for a vendor that is missing, or else passes by one. */
export function describeFlag(
  file: string,
  folder: string,
  { isMissing }: VendorFlag,
  { mod }: GoFlags = NO_FLAGS,
  isWorkspace: boolean,
): Finding {
  const place = { file, line: null };
  return isMissing
    ? makeFinding("flag-mod-vendor-missing", "error", place, { folder, isWorkspace })
    : makeFinding("flag-mod-hides-vendor", "warning", place, { mod });
}

/**
 * Gives the findings that go mod vendor mends the commands without which it fails; null where they take judgement.
 * @param findings all those of a file
 */
export function orderVendor(findings: readonly Finding[]): Finding[] {
  const blocking = findings.filter(
    ({ code, level }) =>
      (level === "error" && !MENDED.has(code)) ||
      code === "vendor-hides-target" ||
      code === "replace-imported-not-required",
  );
  const commands = blocking.map((one) => explainFinding(one).commands);
  const first = commands.some(({ length }) => length === 0)
    ? null
    : [...new Set(commands.flat())].filter((one) => !/^go (?:mod|work) vendor$/.test(one));
  return findings.map((one): Finding => {
    switch (one.code) {
      case "vendor-inconsistent":
        return makeFinding(one.code, one.level, one.place, { ...one.args, first });
      case "flag-mod-vendor-missing":
        return makeFinding(one.code, one.level, one.place, { ...one.args, first });
      default:
        return one;
    }
  });
}

/** The codes of what go mod vendor mends. */
const MENDED: ReadonlySet<FindingCode> = new Set([
  "vendor-inconsistent",
  "vendor-package-missing",
  "flag-mod-vendor-missing",
]);
