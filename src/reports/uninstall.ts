// What an uninstallation has done, for people and programs.
import type { AdoptedFile } from "../conda/adoption.js";
import type { Environment, EnvironmentsSelector } from "../conda/environments.js";
import type { Remain } from "../conda/go-folders.js";
import type { Session } from "../session.js";
import {
  describeFailure,
  describeFiles,
  describeRestore,
  type EnvironmentReport,
  type FileReport,
  type Manner,
  type Restore,
  selectFiles,
} from "./environments.js";
import {
  concludeAll,
  describeCopies,
  describeEach,
  describeQuestion,
  describeTotal,
} from "./many.js";
import { describeSize, inline, type Outcome } from "./outcome.js";
import { namePackage, type PackagedReport } from "./packaged-report.js";
import { describeWarnings } from "./warnings.js";

export interface UninstallReport extends EnvironmentReport {
  readonly action: "removed" | "absent" | "failed";
  readonly dryRun: boolean;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** What `--purge` removes: what Go put into the environment's own folders, and kept copies. */
  readonly purged: readonly Remain[];
  /** The same, still there, as there was no `--purge`. */
  readonly left: readonly Remain[];
  /** With `--purge`, what stays as a package's hooks, on top of which these were installed, still have Go store there. */
  readonly stillUsed: readonly Remain[];
  /** The scripts that adopt has put aside, and that stay there. */
  readonly aside: readonly AdoptedFile[];
  /** The hooks of a package, which stay; null without any. */
  readonly packaged: PackagedReport | null;
  /** How to get the saved values back in a shell that has the environment active. */
  readonly restore: readonly Restore[];
}

export interface UninstallResult {
  readonly environments: readonly UninstallReport[];
}

/** What is known of an environment from which nothing could be removed. */
export const NO_UNINSTALL = {
  action: "failed",
  active: false,
  purged: [],
  left: [],
  stillUsed: [],
  aside: [],
  packaged: null,
  restore: [],
} as const;

/** The outcome for one environment. */
export function describeUninstall(
  report: UninstallReport,
  manner: Manner,
): Omit<Outcome, "result"> {
  const failure = describeFailure(report);
  if (failure) return failure;
  const lines = describeFiles(describeAction(report), report, selectFiles(report, manner));
  lines.push(...describeRemains(report));
  if (report.left.length > 0) lines.push("To remove that too, add --purge.");
  lines.push(...describeRestore(report.restore));
  const text = lines.join("\n");
  return {
    text,
    brief: report.dryRun ? text : "",
    notes: describeWarnings(report),
    exitCode: isPartial(report) ? 1 : 0,
  };
}

/** The outcome for all environments. */
export function describeUninstalls(
  result: UninstallResult,
  options: Pick<EnvironmentsSelector, "installedOnly">,
  session: Session,
): Outcome {
  const { environments } = result;
  const removed = environments.filter(({ action }) => action === "removed");
  const lines = describeEach(removed, (report) => [describeAction(report)]);
  lines.push(
    ...environments.flatMap((report) => describeRemains(report, report.name ?? report.prefix)),
  );
  lines.push(...describeCopies(environments));
  lines.push(...environments.flatMap(({ restore }) => describeRestore(restore)));
  lines.push(describeTotal(environments.map(describeAction), options));
  const isDone = environments.every(({ dryRun }) => !dryRun);
  return {
    ...concludeAll(result, lines, session, environments.some(isPartial)),
    ...(isDone ? { brief: "" } : {}),
  };
}

/** What to ask before the hooks of many environments are removed; null when there are none. */
export function askToUninstall(
  environments: readonly Environment[],
  isPurged: boolean,
): string | null {
  const besides = isPurged ? " and what Go stored" : "";
  return describeQuestion(`Remove the hooks${besides} in`, environments);
}

function describeRemains(
  { purged, left, stillUsed, packaged, dryRun }: UninstallReport,
  name: string | null = null,
): string[] {
  const describe =
    (word: string) =>
    ({ path, bytes }: Remain) =>
      inline(`  ${word}${name === null ? "" : ` in ${name}`}: ${path} (${describeSize(bytes)})`);
  return [
    ...purged.map(describe(dryRun ? "would be removed" : "removed")),
    ...left.map(describe("left behind")),
    ...stillUsed.map(
      (one) =>
        `${describe("left behind")(one)}: the package ${packaged && namePackage(packaged)} still uses it`,
    ),
  ];
}

function describeAction(report: UninstallReport): string {
  if (report.action !== "removed")
    return report.action === "absent" ? describeAbsent(report) : report.action;
  const word = isPartial(report) ? "partly removed" : "removed";
  return report.dryRun ? `would be ${word}` : word;
}

function describeAbsent({ packaged }: UninstallReport): string {
  return packaged === null ? "had no hooks" : "had none but a package's hooks";
}

/** Whether something stays that was installed. */
function isPartial({ warnings }: UninstallReport): boolean {
  return warnings.some(({ code }) => code === "kept");
}

/** Each file, and what was done to it. @param kept the paths of copies */
export function reportRemoval(
  goes: readonly { readonly path: string }[],
  stays: readonly { readonly path: string }[],
  kept: readonly string[],
): FileReport[] {
  return [
    ...goes.map(({ path }): FileReport => ({ path, state: "removed" })),
    ...stays.map(({ path }): FileReport => ({ path, state: "kept" })),
    ...kept.map((path): FileReport => ({ path, state: "copy kept" })),
  ];
}
