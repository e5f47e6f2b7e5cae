// How Go would run here: which go, in which folder, with which variables, and where each value comes from.
import type { FindingArgs, FindingCode, Level, Origin } from "../../findings/finding.js";
import { type Finding, makeFinding } from "../../findings/finding.js";
import type { Toolchain } from "../toolchain.js";

export interface GoVariable {
  readonly name: string;
  /** As Go has it. */
  readonly value: string;
  readonly origin: Origin;
}

/** A folder in which Go keeps what it has. */
export interface Cache {
  /** Absolute. */
  readonly path: string;
  /** What it comes from. */
  readonly variable: GoVariable;
  /** Whether the user may write there, or make it. */
  readonly isWritable: boolean;
}

export interface ModuleCache extends Cache {
  /** What `go clean -modcache` would delete that is not Go's; null when nothing. */
  readonly holds: string | null;
  /** What is read-only in an environment's own one; null when nothing. */
  readonly locked: Locked | null;
}

/** How many there are that are read-only. */
export interface Locked {
  readonly modules: number;
  readonly toolchains: number;
}

export interface BuildCache extends Cache {
  /** Of its disk; null where the system does not tell. */
  readonly freeBytes: number | null;
}

export interface Setup {
  readonly platform: string;
  readonly home: string;
  /** Where go is to run; absolute. */
  readonly folder: string;
  /** The environment of the go process: this shell's, or what activation makes of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The go on its PATH; null without one. */
  readonly go: Toolchain | null;
  /** Whose rules count: the minor version of `go`, or of the newest that we know. */
  readonly minor: number;
  /** By name, each that is set to a value in the environment, in a file of settings, or by default. */
  readonly variables: ReadonlyMap<string, GoVariable>;
  /** The conda environment; null without one. */
  readonly prefix: string | null;
  /** Null where Go has none. */
  readonly moduleCache: ModuleCache | null;
  readonly buildCache: BuildCache | null;
}

/** The newest Go whose rules we know, as the minor version. */
export const NEWEST_KNOWN = 27;

/** A finding about the value of a variable, at the place where the value comes from. */
export function ofVariable<Code extends FindingCode>(
  { origin }: Pick<GoVariable, "origin">,
  code: Code,
  level: Level,
  args: FindingArgs<Code>,
): Finding {
  return makeFinding(code, level, { file: origin.file ?? "", line: origin.line }, args);
}

/** The value that somebody has given to the variable; undefined where only Go's default counts. */
export function findGiven({ variables }: Setup, name: string): GoVariable | undefined {
  const found = variables.get(name);
  return found === undefined || found.value === "" || found.origin.source === "default"
    ? undefined
    : found;
}
