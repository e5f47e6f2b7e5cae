// What an activation would set, in words: what is left out of it, and why.
import type { EnvironmentSelector } from "../conda/environments.js";
import { inline } from "./outcome.js";
import { namePackage, type PackagedReport } from "./packaged-report.js";
import { describeWarnings, type Warning } from "./warnings.js";

export interface EnvOptions extends EnvironmentSelector {
  /**
   * `sh`, `fish`, `csh`, `powershell`, `cmd`, `nu`, `json`, `dotenv`, `github` or `docker`; by default that of the
   * shell in which the command was typed, or `sh`.
   */
  readonly format?: string | undefined;
  /** The settings file that may name the environment; false for none. Unless given, it is the one that is found. */
  readonly config?: string | false | undefined;
}

/** What `env --json` prints. */
export interface EnvResult {
  readonly prefix: string;
  /** The profile of the environment's hooks, of a package's where it has no others; null without any. */
  readonly profile: string | null;
  readonly format: string;
  /** By name, the value of each variable that an activation would change; null where it would be unset. */
  readonly variables: Readonly<Record<string, string | null>>;
  /** Those with a password in their value, which `--json` shows as `***`; every `--format` has it whole. */
  readonly hidden: readonly string[];
  /** Those whose value the format cannot hold, and which it leaves out. */
  readonly omitted: readonly string[];
  /** Those that would be unset, and that the format can only set to nothing, which Go takes for unset. */
  readonly emptied: readonly string[];
  /** Those whose value only running a package's script would tell; they are left out. */
  readonly unknown: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number | null;
  }[];
  readonly warnings: readonly Warning[];
}

/**
 * What is to be known besides the variables.
 * @param install what one types for hooks in the environment; null where it has them
 * @param elsewhere the package that has brought hooks for other shells; null without any
 */
export function noteEnv(
  result: EnvResult,
  install: string | null,
  elsewhere: PackagedReport | null,
): string[] {
  const { format, omitted, emptied, unknown } = result;
  return [
    ...describeWarnings(result),
    ...(install === null
      ? []
      : [`note: ${describeLack(elsewhere)}; to install them: ${inline(install)}`]),
    ...noteUnknown(unknown),
    ...omitted.map((name) => `warning: ${name} is left out: ${format} cannot hold its value`),
    ...emptied.map(
      (name) => `note: ${format} cannot unset ${name}: it is empty, which Go takes for unset`,
    ),
  ];
}

function describeLack(elsewhere: PackagedReport | null): string {
  return elsewhere === null
    ? "the environment has no hooks"
    : `the package ${namePackage(elsewhere)} has hooks in the environment, but none for this shell`;
}

/** What an activation would change in a way that only a script tells. */
export function noteUnknown(unknown: EnvResult["unknown"]): string[] {
  return unknown.map(({ name, file, line }) => {
    const place = `${inline(file)}${line === null ? "" : `:${line}`}`;
    return `warning: ${inline(name)} is left out: only running ${place} would tell its value`;
  });
}
