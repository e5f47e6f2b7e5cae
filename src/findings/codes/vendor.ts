// A vendor folder that is out of step, and what -mod in GOFLAGS makes of it.
import { type First, type InFile, listVendor, printVendor, vendor } from "./command.js";
import { A, isWorkspace, LIB, REPLACE } from "./examples.js";
import { type AboutOf, explain, lackingInVendor, type Sentences } from "./explanation.js";
import type { Target } from "./side.js";

/** How many faults of one kind are told. */
const SHOWN = 5;

export const VENDOR = {
  "vendor-hides-target": ({ module, target }: Target) =>
    explain(
      `${target} cannot be used; builds still work, as vendor has a copy of ${module}`,
      [],
      "restore the folder: go mod tidy and go mod vendor fail without it",
    ),
  "vendor-inconsistent": ({
    details,
    folder,
    until,
    isWorkspace,
    isMain,
    first = [],
  }: InFile & {
    details: readonly string[];
    folder: string;
    /** The first Go that lets it pass, such as 1.22; null when none does. */
    until: string | null;
    /** Whether it is about the main module, for which an older Go never finds vendor in step. */
    isMain: boolean;
    first?: First;
  }) =>
    explain(
      `vendor is out of step${until === null ? "" : ` for Go before ${until}`}: ${details.slice(0, SHOWN).join("; ")}${details.length > SHOWN ? `; and ${details.length - SHOWN} more` : ""}`,
      [`inconsistent vendoring in ${folder}:`, ...details],
      until === null || !isMain
        ? `${printVendor({ isWorkspace }, first)}${first?.length === 0 ? "; or build with -mod=readonly, which does not use vendor" : ""}`
        : `build with Go ${until} or newer, or with -mod=readonly, which does not use vendor`,
      ...(until === null || !isMain ? listVendor({ isWorkspace }, first) : []),
    ),
  "vendor-package-missing": ({
    module,
    target,
    imported,
    canVendor,
    isWorkspace,
  }: Target & InFile & { imported: string; canVendor: boolean }) =>
    explain(
      `${imported} is imported, and vendor has no such package of ${module}`,
      lackingInVendor(imported),
      `${canVendor ? "" : `restore ${target}, then `}run ${vendor({ isWorkspace })}`,
      canVendor ? vendor({ isWorkspace }) : null,
    ),
  "vendor-blank-in-target": ({ module, target, folder }: Target & { folder: string }) =>
    explain(
      `the path ${target} has a space, and then vendor is never in step`,
      [
        `inconsistent vendoring in ${folder}:`,
        `${module}: is replaced in go.mod, but not marked as replaced in vendor/modules.txt`,
      ],
      "rename the folder",
    ),
  "flag-mod-in-workspace": ({ mod }: { mod: string }) =>
    explain(
      `GOFLAGS has -mod=${mod}, and with that no build works in a workspace`,
      [
        `-mod may only be set to readonly or vendor when in workspace mode, but it is set to "${mod}"`,
        // Go before 1.22, which refuses -mod=vendor too.
        `-mod may only be set to readonly when in workspace mode, but it is set to "${mod}"`,
      ],
      `take -mod=${mod} out of GOFLAGS (of our profiles, direct puts it there), or set GOWORK=off to build without the workspace`,
    ),
  "flag-mod-vendor-missing": ({
    folder,
    isWorkspace,
    first = [],
  }: InFile & { folder: string; first?: First }) =>
    explain(
      "GOFLAGS has -mod=vendor, and there is no vendor folder here",
      [
        `inconsistent vendoring in ${folder}:`,
        "import lookup disabled by -mod=vendor",
        // Go before 1.22.
        '-mod may only be set to readonly when in workspace mode, but it is set to "vendor"',
      ],
      `take -mod=vendor out of GOFLAGS, or ${printVendor({ isWorkspace }, first)}`,
      ...listVendor({ isWorkspace }, first),
    ),
  "flag-mod-hides-vendor": ({ mod }: { mod: string }) =>
    explain(
      `GOFLAGS has -mod=${mod}, so builds do not use vendor`,
      [],
      `take -mod=${mod} out of GOFLAGS to build from vendor, or remove the folder`,
    ),
} as const satisfies Sentences;

export const ABOUT_VENDOR: AboutOf<typeof VENDOR> = {
  "vendor-hides-target": {
    about:
      "Builds use the copy in vendor and do not need the folder. The next `go mod vendor` or `go mod tidy` does.",
    example: { level: "warning", line: REPLACE, args: LIB },
  },
  "vendor-inconsistent": {
    about:
      "vendor/modules.txt does not match go.mod or go.work. Go compares them before every build, and fails.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        details: [`${A}: is replaced in go.mod, but not marked as replaced in vendor/modules.txt`],
        folder: "/src/m",
        until: null,
        isWorkspace,
        isMain: false,
      },
    },
  },
  "vendor-package-missing": {
    about:
      "Builds take packages only from vendor, and the imported one is not there: the import is newer than the last `go mod vendor`.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, imported: `${A}/sub`, canVendor: true, isWorkspace },
    },
  },
  "vendor-blank-in-target": {
    about:
      "In vendor/modules.txt a space ends the path, so what `go mod vendor` writes never equals what go.mod says.",
    example: {
      level: "error",
      line: `replace ${A} => "./my lib"`,
      args: { module: A, target: "./my lib", folder: "/src/m" },
    },
  },
  "flag-mod-in-workspace": {
    about:
      "With -mod=mod in GOFLAGS, every build below a go.work fails: Go would have to edit several go.mod files at once. Since Go 1.26, go fix and go clean with packages fail too. go tool, go get, go mod tidy and go mod vendor do not look at the flag.",
    example: { level: "error", line: null, args: { mod: "mod" } },
  },
  "flag-mod-vendor-missing": {
    about:
      "With -mod=vendor in GOFLAGS, Go takes packages only from a vendor folder, and there is none.",
    example: { level: "error", line: null, args: { folder: "/home/you/m", isWorkspace: false } },
  },
  "flag-mod-hides-vendor": {
    about: "There is a vendor folder, and -mod in GOFLAGS tells Go not to use it.",
    example: { level: "info", line: null, args: { mod: "mod" } },
  },
};
