// Every check of the settings of Go, in the order in which doctor tells of them.
import type { Finding } from "../../findings/finding.js";
import { checkGoProgram, describeGoProgram } from "./go-program.js";
import { checkPaths, describePaths } from "./paths.js";
import type { Setup } from "./setup.js";
import { checkValues, describeValues } from "./values.js";

export interface SetupCheck {
  /** What the check is about, as a reader finds it in the list of what was looked at. */
  readonly section: Section;
  /** What is wrong with it. */
  readonly check: (setup: Setup) => Finding[];
  /** What was looked at, in one line: names and values, without a sentence. */
  readonly describe: (setup: Setup) => string;
}

export type Section = "hooks" | "go" | "paths" | "flags" | "downloads" | "versions" | "project";

/** A section that looks at the values of variables, each by itself. */
function ofValues(section: Section, names: readonly string[]): SetupCheck {
  return {
    section,
    check: (setup) => checkValues(setup, names),
    describe: (setup) => describeValues(setup, names),
  };
}

export const CHECKS: readonly SetupCheck[] = [
  { section: "go", check: checkGoProgram, describe: describeGoProgram },
  { section: "paths", check: checkPaths, describe: describePaths },
  ofValues("versions", ["GOTOOLCHAIN"]),
];
