// What -mod in GOFLAGS makes of a vendor folder.
import { type Finding, makeFinding } from "../../findings/finding.js";
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
