// Every check of the settings of Go, in the order in which doctor tells of them.
import type { Finding } from "../../findings/finding.js";
import { checkCaches, describeCaches } from "./caches.js";
import type { Setup } from "./setup.js";

export interface SetupCheck {
  /** What the check is about, as a reader finds it in the list of what was looked at. */
  readonly section: Section;
  /** What is wrong with it. */
  readonly check: (setup: Setup) => Finding[];
  /** What was looked at, in one line: names and values, without a sentence. */
  readonly describe: (setup: Setup) => string;
}

export type Section = "hooks" | "go" | "paths" | "flags" | "downloads" | "versions" | "project";

export const CHECKS: readonly SetupCheck[] = [
  { section: "paths", check: checkCaches, describe: describeCaches },
];
