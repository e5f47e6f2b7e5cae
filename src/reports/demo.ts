// The demo's result: what each shell showed, as tables.
import type { ShellStory, Skipped } from "../conda/play-shells.js";
import type { ErrorReport } from "../errors/error-report.js";
import { VARIABLES } from "../hooks/variables.js";
import { describeError, formatTable, type Outcome } from "./outcome.js";

export interface DemoResult {
  /** The throw-away environment. */
  readonly prefix: string;
  readonly profile: string;
  readonly shells: readonly ShellStory[];
  readonly skipped: readonly Skipped[];
  /** Whether the environment was as before after the uninstallation. */
  readonly isClean: boolean;
  /** What kept the hooks from being installed or removed. */
  readonly errors: readonly ErrorReport[];
  /** Whether it was, and every shell got every variable back. */
  readonly isFine: boolean;
}

/** The tables. @param left the names in the environment's folder at the end */
export function describeDemo(result: DemoResult, left: readonly string[]): Omit<Outcome, "result"> {
  const { prefix, profile, shells, skipped, errors, isClean, isFine } = result;
  const notes = errors.map(describeError);
  if (errors.length > 0) return { text: "", notes, exitCode: 2 };
  const text = [
    `Made a throw-away environment and installed the hooks, profile ${profile}.`,
    ...groupByTable(shells, prefix).flatMap(({ title, table }) => ["", title, table]),
    "",
    ...skipped.map(
      ({ shell, skipped }) => `${shell}: skipped, as it runs no script here: ${skipped}`,
    ),
    isClean
      ? "Removed the hooks: the environment is as it was."
      : `Removed the hooks, but this is left: ${left.join(", ")}`,
    conclude(result),
  ].join("\n");
  return { text, notes, exitCode: isFine ? 0 : 1 };
}

function conclude({ shells: stories, isFine, isClean }: DemoResult): string {
  if (isFine) return `In all ${stories.length} shells, every variable came back exactly as it was.`;
  if (stories.length === 0) return "No shell was found to show it in.";
  if (!isClean || stories.some(({ restored, toolFailed }) => !restored && !toolFailed))
    return "NOT everything came back as it was.";
  const failed = stories.filter(({ toolFailed }) => toolFailed);
  const tools = new Set(failed.map(({ through }) => through));
  return `${[...tools].join(", ")} itself failed in ${failed.length} of ${stories.length} shells, so these show nothing.`;
}

/** One table for all shells that showed the same. */
function groupByTable(
  stories: readonly ShellStory[],
  prefix: string,
): { title: string; table: string }[] {
  const groups = new Map<string, ShellStory[]>();
  for (const story of stories) {
    const table = formatStory(story, prefix);
    groups.set(table, [...(groups.get(table) ?? []), story]);
  }
  return [...groups].map(([table, members]) => ({
    title: `In ${members.map(({ shell, through }) => (through ? `${shell} (${through})` : shell)).join(", ")}:`,
    table,
  }));
}

function formatStory(
  { through, before, inside, after, restored, toolFailed, output }: ShellStory,
  prefix: string,
): string {
  const names = VARIABLES.filter(({ name, core }) => core || before?.[name] !== inside?.[name]).map(
    ({ name }) => name,
  );
  const cell = (values: ShellStory["before"], name: string) => {
    if (values === null) return "?";
    const value = values[name];
    return value === undefined
      ? "(unset)"
      : value === ""
        ? "(empty)"
        : value.replaceAll(prefix, "{prefix}");
  };
  const rows = names.map((name) => [
    `  ${name}`,
    ...[before, inside, after].map((values) => cell(values, name)),
  ]);
  const table = formatTable([["", "before", "inside", "after"], ...rows]);
  if (toolFailed) return `  ${through} itself failed: ${output || "it gave no reason"}`;
  return [
    table,
    ...(restored ? [] : ["  NOT restored"]),
    ...(output === "" ? [] : [`  It printed: ${output}`]),
  ].join("\n");
}
