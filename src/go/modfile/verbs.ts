// The words that a directive may begin with, and where Go takes each of them.

export type Verb =
  | "module"
  | "go"
  | "toolchain"
  | "godebug"
  | "require"
  | "exclude"
  | "replace"
  | "retract"
  | "tool"
  | "ignore"
  | "use";

/** Those of a go.work. */
export const WORK_VERBS: ReadonlySet<string> = new Set<Verb>([
  "go",
  "toolchain",
  "godebug",
  "use",
  "replace",
]);

/** Those of a go.mod. */
export const MOD_VERBS: ReadonlySet<string> = new Set<Verb>([
  "module",
  "go",
  "toolchain",
  "godebug",
  "require",
  "exclude",
  "replace",
  "retract",
  "tool",
  "ignore",
]);

/** All that Go reads in the go.mod of a module that another one requires. */
export const DEPENDENCY_VERBS: ReadonlySet<string> = new Set<Verb>([
  "module",
  "go",
  "require",
  "retract",
  "ignore",
]);

/** Those that stand on a line of their own. */
export const NEVER_IN_BLOCKS: ReadonlySet<string> = new Set<Verb>(["go", "toolchain"]);

/** Of a directive that Go did not always know, the first Go that does. */
export const SINCE: Readonly<Partial<Record<Verb, string>>> = {
  toolchain: "1.21",
  godebug: "1.23",
  tool: "1.24",
  ignore: "1.25",
};
