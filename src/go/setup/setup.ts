// How Go would run here: which go, in which folder, with which variables, and where each value comes from.
import type { FindingArgs, FindingCode, Level, Origin } from "../../findings/finding.js";
import { type Finding, makeFinding } from "../../findings/finding.js";
import { pathsOf } from "../paths.js";
import type { Toolchain } from "../toolchain.js";

export interface GoVariable {
  readonly name: string;
  /** As Go has it. */
  readonly value: string;
  readonly origin: Origin;
  /** The user's own, where the hooks add to it; null else. */
  readonly own?: GoVariable | null;
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
  /** As in `process.arch`. */
  readonly arch: string;
  readonly home: string;
  /** Where go is to run; absolute. */
  readonly folder: string;
  /** The environment of the go process: this shell's, or what activation makes of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The go on its PATH; null without one. */
  readonly go: Toolchain | null;
  /** Why it gives no answer here, in its own words where it has any; null where it answers. */
  readonly fault: string | null;
  /** Every go on the PATH, the first that runs before the others. */
  readonly gos: readonly GoOnPath[];
  readonly disk: Disk;
  /** Whose rules count: the minor version of `go`, or of the newest that we know. */
  readonly minor: number;
  /** By name, each that is set to a value in the environment, in a file of settings, or by default. */
  readonly variables: ReadonlyMap<string, GoVariable>;
  /** Of who is to type what mends it; null where it is not known. */
  readonly shell: string | null;
  /** The conda environment; null without one. */
  readonly prefix: string | null;
  /** By file and number, the text of each line that sets a variable. */
  readonly lines?: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** The file by which Go picks a toolchain: the go.work, without one the go.mod; null without either. */
  readonly project: { readonly file: string; readonly text: string } | null;
  /** The toolchains that Go finds without a download, such as `go1.24.0`. */
  readonly toolchains: ReadonlySet<string>;
  /** Null where Go has none. */
  readonly moduleCache: ModuleCache | null;
  readonly buildCache: BuildCache | null;
}

export { NEWEST_KNOWN } from "../../findings/values/rule.js";
export interface GoOnPath {
  readonly program: string;
  /** By the file VERSION of its root; null without one. */
  readonly version: string | null;
}

/** What a check may ask of the disk, by absolute paths. */
export interface Disk {
  /** Null where there is nothing. */
  kindOf(path: string): "folder" | "file" | null;
  /** Null where no file can be read. */
  readFirstLine(path: string): string | null;
}

/** Whether the environment is active, so that its folders are on the PATH. */
export function isActive({ prefix, env, platform }: Setup): boolean {
  const active = env.CONDA_PREFIX;
  return (
    prefix !== null && Boolean(active) && pathsOf(platform).relative(prefix, active ?? "") === ""
  );
}

/** The shell as the place of a variable that nothing else sets. */
export const originInShell = ({ shell }: Pick<Setup, "shell">): Origin => ({
  source: "shell",
  file: null,
  line: null,
  selector: null,
  shell,
});

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

/** The file of this name in the folder or in the nearest one above it; null without one. */
export function findAbove({ platform, folder, disk }: Setup, name: string): string | null {
  const { join } = pathsOf(platform);
  for (let at = folder; ; at = join(at, "..")) {
    const file = join(at, name);
    if (disk.kindOf(file) === "file") return file;
    if (join(at, "..") === at) return null;
  }
}
