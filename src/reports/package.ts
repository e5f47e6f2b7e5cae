// A conda package that was made, for people and programs.
import type { Settings } from "../hooks/settings.js";
import { typed } from "../shells/typed.js";
import { describeSettings } from "./environments.js";
import { describeSize, inline, type Outcome } from "./outcome.js";
import { describeWarnings, type Warning } from "./warnings.js";

export interface PackageResult {
  readonly name: string;
  readonly version: string;
  readonly build: number;
  readonly dryRun: boolean;
  /** The package in the channel; null without `--out`. */
  readonly file: string | null;
  /** Of the package, in hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** The channel, which conda takes by this path; null without `--out`. */
  readonly channel: string | null;
  /** The folder of the recipe; null without `--recipe`. */
  readonly recipe: string | null;
  /** Whether any file was, or would be, written. */
  readonly isChanged: boolean;
  readonly profile: string;
  readonly settings: Settings;
  /** The settings file that they are from; null where all were typed, or are the default ones. */
  readonly config: string | null;
  /** What was typed on top of that file: `profile`, `shells`, and the names of variables. */
  readonly typed: readonly string[];
  /** The shells that it has scripts for, as `--shell` names them. */
  readonly shells: readonly string[];
  /** The files that it puts into an environment, below the prefix. */
  readonly files: readonly string[];
  readonly warnings: readonly Warning[];
  /** What to type to have it in an environment; null where it was put into no channel, and with `dryRun`. */
  readonly next: string | null;
  /** What to type to build it from the recipe; null where none was written, and with `dryRun`. */
  readonly nextRecipe: string | null;
}

/** What installs the package from a channel that is a folder of this machine. */
export function installationOf(name: string, channel: string, platform: string): string {
  return `conda install -n ENV -c ${typed(channel, platform)} ${name}`;
}

/** What builds it from a recipe. */
export function buildingOf(recipe: string, platform: string): string {
  return `rattler-build build --recipe ${typed(recipe, platform)}`;
}

/** @param isVerbose whether its files are named too */
export function describePackage(result: PackageResult, isVerbose = false): Outcome {
  const { name, version, build, dryRun, file, recipe, isChanged, next, nextRecipe } = result;
  const verb = isChanged ? (dryRun ? "Would write" : "Wrote") : "Unchanged:";
  const lines = [
    ...[file, recipe].flatMap((path) => (path === null ? [] : [`${verb} ${path}`])),
    `  package ${name} ${version}, build ${build}, ${describeSize(result.size)}, for ${result.shells.join(", ")}`,
    ...(isVerbose ? result.files.map((path) => `    ${path}`) : []),
    `  profile ${result.profile}${describeOrigin(result)}`,
  ].map(inline);
  const steps = [next, nextRecipe].filter((step) => step !== null);
  return {
    result,
    text: [
      ...lines,
      ...describeSettings(result.settings),
      ...steps.map((step) => inline(`Next: ${step}`)),
    ].join("\n"),
    brief: inline(file ?? recipe ?? ""),
    notes: describeWarnings(result),
    exitCode: 0,
  };
}

function describeOrigin({ config, typed: above }: PackageResult): string {
  if (config === null) return "";
  return `, from ${config}${above.length === 0 ? "" : ` with what is typed on top: ${above.join(", ")}`}`;
}
