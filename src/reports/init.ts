// A settings file that was written for a project.
import { COMMAND } from "../names.js";
import { inline, type Outcome } from "./outcome.js";
import { describeWarnings, type Warning, warn } from "./warnings.js";

export interface InitResult {
  /** Where it is, or would be. */
  readonly file: string;
  readonly dryRun: boolean;
  /** What is in it. */
  readonly content: string;
  /** The environment whose settings it has; null where they are the default ones. */
  readonly from: string | null;
  /** The environment that plain `install` will take, by name or path, and who says so; null for the active one. */
  readonly takes: { readonly environment: string; readonly file: string } | null;
  /** What to type next. */
  readonly next: string;
  readonly warnings: readonly Warning[];
}

/** The comments above the settings. */
export const INIT_HEADER = [
  "The Go variables of this project's conda environment.",
  `Keep this file in the repository. Whoever types ${COMMAND} install in it obeys it.`,
];

/** Below the settings, an example of each key. */
export const INIT_EXAMPLES = `
# What else there is, each with an example. The page settings-file.md of
# conda-go-hooks has all of it.
#
# The settings to start from: isolated, shared-cache, offline or direct.
# profile: isolated
#
# Variables on top of the profile. {prefix} is the environment's folder; a value
# that begins with it is written in quotes.
# variables:
#   GOPRIVATE: example.com/*
#   GOBIN: "{prefix}/bin"
#   GOPROXY: keep            # as each user has it
#   GOTOOLCHAIN: unset
#   GOFLAGS:
#     append: [-race]        # behind what each user has; prepend: before it
#
# Whether cgo finds the C libraries of the environment.
# cgo: true
#
# The shells; without this, all that the platform has.
# shells: [sh, fish]
#
# What one environment has of its own, by its name.
# environments:
#   ci:
#     profile: offline
#
# What scan, repair and doctor leave out.
# scan:
#   ignore: [replace-target-absolute]
`;

/** @param secrets the variables that are left out */
export function describeInit(
  made: Omit<InitResult, "warnings">,
  secrets: readonly string[],
): Outcome {
  const warnings = secrets.map((name) => warn("passwordLeftOut", { name }));
  const result: InitResult = { ...made, warnings };
  const { file, dryRun, content, from, takes, next } = result;
  const lines = [
    `${dryRun ? "Would write" : "Wrote"} ${inline(file)}`,
    from === null ? "  with the default settings" : inline(`  with the settings of ${from}`),
    takes === null
      ? "  install takes the active environment, unless you name one: there is no environment.yml"
      : inline(`  install takes ${takes.environment}, which ${takes.file} names`),
    inline(`Next: ${next}`),
  ];
  return {
    result,
    text: dryRun ? "" : lines.join("\n"),
    brief: "",
    ...(dryRun && { script: content }),
    notes: [...(dryRun ? lines : []), ...describeWarnings(result)],
    exitCode: 0,
  };
}
