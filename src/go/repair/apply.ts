// Does what a plan says, in a transaction: the real go is asked before and after, and what is no improvement is undone.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeError } from "../../errors/error.js";
import type { ErrorReport } from "../../errors/error-report.js";
import { explainFinding } from "../../findings/finding.js";
import type { DiskReader } from "../loading/module-reader.js";
import { NO_EDITS, readEdited } from "./edits.js";
import { listWritten, type Plan } from "./plan.js";
import { type Transaction, withTransaction } from "./transaction.js";
import {
  type CheckedCommand,
  checkProject,
  isImproved,
  listPatterns,
  nameCommand,
  runGo,
  type Trial,
} from "./verify.js";

/** What became of a plan. */
export interface Applied {
  /** Whether go is content with it; else everything is as it was. */
  readonly isDone: boolean;
  readonly before: readonly CheckedCommand[];
  /** Of what was done; null where a command of the plan itself failed. */
  readonly after: readonly CheckedCommand[] | null;
  /** The command of the plan that failed, and what it said. */
  readonly failed: { readonly command: string; readonly says: string } | null;
  /** A file that is not as it was, or was to be, when the plan was made; then nothing is done. */
  readonly changed: string | null;
  /** What was in the way, after other projects were mended. */
  readonly error?: ErrorReport;
}

export interface ApplyOptions extends Pick<Trial, "go" | "goflags" | "builds" | "session"> {
  readonly reader: DiskReader;
  /** Whether the module is in a workspace for which another plan follows. */
  readonly isAwaited: boolean;
}

/** @throws CondaGoHooksError for what the files or another repair are in the way of; then all is as it was */
export function applyPlan(plan: Plan, options: ApplyOptions): Promise<Applied> {
  const { project, mode, files, moves, published, downloads } = plan;
  const { reader } = options;
  const isPartial = plan.left.some(({ finding }) => finding.level === "error");
  return withTransaction(project.folder, async (transaction, signal): Promise<Applied> => {
    const hasVendor = (await reader.readVendor(project.folder)) !== null;
    const isOnline = published.length > 0 || downloads.length > 0;
    const trial: Trial = { ...options, project, mode, hasVendor, isOnline, signal };
    const changed = files.find(({ path, before }) => readText(path) !== before)?.path ?? null;
    if (changed !== null) return { isDone: false, before: [], after: null, failed: null, changed };
    for (const path of listWritten(project)) {
      // Else it would be moved away, and go would put a file there.
      if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
        throw makeError("repair-no-file", { path });
      await transaction.keep(path);
    }
    const before = await checkProject(trial, await listPatterns(project, reader));
    for (const { from, to } of moves) await transaction.move(from, to);
    for (const { path, after } of files) await transaction.write(path, after);
    const failed = await completeFiles(plan, trial, transaction);
    if (failed !== null) return { isDone: false, before, after: null, failed, changed };
    const made = { ...NO_EDITS, texts: new Map(files.map((one) => [one.path, one.after])) };
    const patterns = await listPatterns(project, readEdited(reader, made, "shown"));
    const after = await checkProject(trial, patterns);
    const words = plan.steps.flatMap(({ finding }) => explainFinding(finding).go);
    const aim = { words, replaced: plan.replaced, edited: listEdited(plan), isPartial };
    // What go says of the workspace comes first; it cannot be content while other modules are still to be mended.
    const first = options.isAwaited && before[0]?.isOk === false ? 1 : 0;
    const isDone = isImproved(before.slice(first), after.slice(first), aim);
    return { isDone, before, after, failed: null, changed };
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** The modules that the edits name. */
function listEdited({ steps }: Plan): string[] {
  const changes = steps.flatMap((step) => step.changes);
  const flags = changes.flatMap((one) => (one.kind === "edit" ? one.flags : []));
  return flags.flatMap((flag) => /^-(?:drop)?(?:replace|require)=([^@=]+)/.exec(flag)?.[1] ?? []);
}

/** Lets go add to go.sum what it lacks now, and fill the vendor folder. @returns what failed, or null */
async function completeFiles(
  plan: Plan,
  trial: Trial,
  transaction: Transaction,
): Promise<Applied["failed"]> {
  const { project, files, published, isVendored } = plan;
  const verb = project.isWorkspace ? "work" : "mod";
  const commands = [
    ...(published.length > 0 ? listSummers(plan) : []),
    ...(isVendored ? [[verb, "vendor"]] : []),
  ];
  for (const args of commands) {
    if (args[1] === "vendor") await transaction.keep(join(project.folder, "vendor"));
    const { exitCode, stderr, fault } = await runGo(trial, args);
    const says = fault ?? stderr.trimEnd();
    if (exitCode !== 0) return { command: nameCommand(args), says };
    // What go has changed besides, nobody asked for.
    for (const { path, after } of files)
      if (readFileSync(path, "utf8") !== after) await transaction.write(path, after);
  }
  return null;
}

/**
 * What makes go note the checksums that it lacks; in a workspace it does so by itself. None of it looks for imports that
 * no module provides, as go would on the network.
 */
function listSummers({ project, published }: Plan): string[][] {
  if (project.isWorkspace) return [];
  return [
    ["list", "-mod=mod", "-m", "all"],
    ["mod", "download", ...published],
  ];
}
