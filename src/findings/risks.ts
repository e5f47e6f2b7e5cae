// The classes of risk by which findings are counted.
import type { FindingCode } from "./finding.js";

export type Risk =
  | "path missing"
  | "not initialised"
  | "unreadable"
  | "syntax"
  | "version"
  | "module mismatch"
  | "not importable"
  | "not required"
  | "conflict"
  | "no effect"
  | "not portable"
  | "vendor"
  | "newer Go";

/** The class of each code. */
export const RISKS: Readonly<Record<FindingCode, Risk>> = {
  unreadable: "unreadable",
  "file-syntax": "syntax",
  "module-path-missing": "syntax",
  "replace-target-no-path": "syntax",
  "replace-target-unquoted": "syntax",
  "replace-target-syntax": "syntax",
  "version-unresolved": "version",
  "version-not-canonical": "version",
  "version-mismatch": "version",
  "syntax-newer": "newer Go",
  "work-go-lower": "newer Go",
  "replace-target-missing": "path missing",
  "work-use-missing": "path missing",
  "replace-target-no-go-mod": "not initialised",
  "replace-target-not-folder": "unreadable",
  "replace-target-unreadable": "unreadable",
  "replace-target-in-vendor": "vendor",
  "replace-target-not-root": "module mismatch",
  "replace-package-missing": "module mismatch",
  "requirement-missing": "not required",
  "requirement-outdated": "not required",
  "requirement-excluded": "not required",
  "go-line-lower": "newer Go",
  "import-ambiguous": "conflict",
  "toolchain-idle": "version",
  "godebug-unknown": "syntax",
  "replace-effect-unknown": "no effect",
  "replace-path-mismatch": "module mismatch",
  "replace-self-import": "module mismatch",
  "replace-target-absolute": "not portable",
  "replace-target-without-drive": "not portable",
  "replace-target-in-other-environment": "not portable",
  "replace-not-required": "no effect",
  "replace-version-unused": "no effect",
  "replace-overridden": "no effect",
  "replace-of-main-module": "no effect",
  "replace-nested-ignored": "no effect",
  "replace-imported-not-required": "not required",
  "replace-duplicate": "conflict",
  "replace-conflict": "conflict",
  "replace-shared-target": "conflict",
  "work-conflict": "conflict",
  "work-hides-replace": "no effect",
  "work-module-duplicate": "conflict",
  "work-use-duplicate": "conflict",
  "work-replaces-used": "conflict",
  "replace-internal": "not importable",
  "vendor-hides-target": "vendor",
  "vendor-inconsistent": "vendor",
  "flag-mod-vendor-missing": "vendor",
  "flag-mod-hides-vendor": "vendor",
  "flag-mod-in-workspace": "conflict",
  "vendor-blank-in-target": "vendor",
};
