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
  /** The shells that it has scripts for, as `--shell` names them. */
  readonly shells: readonly string[];
  readonly warnings: readonly Warning[];
  /** What to type to have it in an environment; null where nothing was put into a channel. */
  readonly next: string | null;
}

/** What installs the package from a channel that is a folder of this machine. */
export function installationOf(name: string, channel: string, platform: string): string {
  return `conda install -n ENV -c ${typed(channel, platform)} ${name}`;
}

export function describePackage(result: PackageResult): Outcome {
  const { name, version, build, dryRun, file, recipe, isChanged, profile, config, next } = result;
  const verb = isChanged ? (dryRun ? "Would write" : "Wrote") : "Unchanged:";
  const lines = [
    ...[file, recipe].flatMap((path) => (path === null ? [] : [`${verb} ${path}`])),
    `  package ${name} ${version}, build ${build}, ${describeSize(result.size)}, for ${result.shells.join(", ")}`,
    `  profile ${profile}${config === null ? "" : `, from ${config}`}`,
  ].map(inline);
  return {
    result,
    text: [
      ...lines,
      ...describeSettings(result.settings),
      ...(next === null || dryRun ? [] : [inline(`Next: ${next}`)]),
    ].join("\n"),
    brief: "",
    notes: describeWarnings(result),
    exitCode: 0,
  };
}
