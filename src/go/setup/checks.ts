// Every check of the settings of Go, in the order in which doctor tells of them.
import type { Finding } from "../../findings/finding.js";
import { checkCaches, describeCaches } from "./caches.js";
import { checkDownloads } from "./downloads.js";
import { checkFlags, describeFlags } from "./flags.js";
import { checkGoProgram, describeGoProgram } from "./go-program.js";
import { checkNames } from "./names.js";
import { checkPaths, describePaths } from "./paths.js";
import type { Setup } from "./setup.js";
import { checkValues, describeValues } from "./values.js";
import { checkVersions, describeVersions } from "./versions.js";

export interface SetupCheck {
  /** What the check is about, as a reader finds it in the list of what was looked at. */
  readonly section: Section;
  /** What is wrong with it. */
  readonly check: (setup: Setup) => Finding[];
  /** What was looked at, in one line: names and values, without a sentence. */
  readonly describe: (setup: Setup) => string;
}

export type Section =
  | "log"
  | "hooks"
  | "go"
  | "paths"
  | "caches"
  | "flags"
  | "downloads"
  | "versions"
  | "project";

/** A section that looks at the values of variables, each by itself. */
function ofValues(section: Section, names: readonly string[]): SetupCheck {
  return {
    section,
    check: (setup) => checkValues(setup, names),
    describe: (setup) => describeValues(setup, names),
  };
}

const DOWNLOADS = ofValues("downloads", [
  "GOPROXY",
  "GOPRIVATE",
  "GONOPROXY",
  "GOSUMDB",
  "GONOSUMDB",
  "GOINSECURE",
  "GOVCS",
  "GOAUTH",
  "GO111MODULE",
]);

export const CHECKS: readonly SetupCheck[] = [
  { section: "go", check: checkGoProgram, describe: describeGoProgram },
  { section: "paths", check: checkPaths, describe: describePaths },
  { section: "caches", check: checkCaches, describe: describeCaches },
  { section: "flags", check: checkFlags, describe: describeFlags },
  {
    ...DOWNLOADS,
    check: (setup) => [...DOWNLOADS.check(setup), ...checkDownloads(setup), ...checkNames(setup)],
  },
  {
    section: "versions",
    check: (setup) => [...checkValues(setup, ["GOTOOLCHAIN"]), ...checkVersions(setup)],
    describe: describeVersions,
  },
];
