// What keeps the hooks in an environment that pixi makes anew: what to put into its manifest.
import { basename, dirname } from "node:path";
import type { PixiEnvironment } from "../conda/pixi.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { inline } from "./outcome.js";

export interface PixiAdvice {
  /** The manifest that is to get the lines; null when the environment does not name it. */
  readonly manifest: string | null;
  /** The platforms on which the lines count, for everyone who uses the workspace. */
  readonly platforms: "Linux and macOS" | "Windows";
  /** What has to be done first; null when nothing is in the way. */
  readonly obstacle: string | null;
  /** The command that makes the script, for the manifest's folder; null when it is there, or none is needed. */
  readonly command: string | null;
  /** The lines of TOML that the manifest lacks. */
  readonly activation: readonly string[];
  /** Whether the lines can go to the manifest's end. If not, some of their tables are there already. */
  readonly isAppendable: boolean;
}

/** What to type to activate an environment of a workspace of pixi; null where it is none. */
export function activationInPixi(
  environment: PixiEnvironment | null,
  { platform }: Session,
): string | null {
  if (!environment?.manifest) return null;
  const { manifest, name } = environment;
  return `pixi shell --manifest-path ${typed(manifest, platform)} -e ${typed(name, platform)}`;
}

/** What is in the way of the lines. @param line of the manifest that is no TOML; null for a password */
export function describeObstacle(line: number | null): string {
  return line === null
    ? "first move the password into ~/.netrc, and install without it"
    : `line ${line} of the manifest is not valid TOML: fix it, then install again`;
}

/** The advice as a person reads it, line by line. */
export function describeAdvice(advice: PixiAdvice): string[] {
  const { manifest, platforms, obstacle, command, activation, isAppendable } = advice;
  const folder = manifest === null ? "in the workspace" : `in ${dirname(manifest)}`;
  const file = manifest === null ? "its pixi.toml" : basename(manifest);
  const place = isAppendable
    ? `at the end of ${file}`
    : `in ${file}, merged into the tables that are there`;
  return [
    "pixi can recreate its environments at any time, and then the hooks are gone.",
    `To keep them for everyone in the workspace on ${platforms} (elsewhere, install says what to add there):`,
    ...[obstacle, command].flatMap((line) => (line === null ? [] : [`  ${folder}: ${line}`])),
    ...(activation.length === 0
      ? []
      : [
          command === null ? `  ${folder}: ${place}:` : `  and ${place}:`,
          ...activation.map((line) => (line === "" ? "" : `    ${line}`)),
        ]),
  ].map(inline);
}

/** What a manifest still does once the hooks are removed. */
export function describeDoings(scripts: readonly string[], variables: readonly string[]): string {
  return [
    ...scripts.map((script) => `names ${script}`),
    ...(variables.length > 0 ? [`sets ${variables.join(", ")}`] : []),
  ].join(" and ");
}
