// Mends the replaces and the vendor folder of Go projects, each whole or not at all.
import { dirname, join, resolve } from "node:path";
import { findFolder } from "../conda/places.js";
import { expectError, makeError } from "../errors/error.js";
import { change, type FindingCode } from "../findings/finding.js";
import { inspectAll } from "../go/checks/inspect.js";
import { makeInsteadFinder } from "../go/loading/find-instead.js";
import { makeDiskReader } from "../go/loading/module-reader.js";
import { describeReading } from "../go/loading/reading.js";
import { pathsOf } from "../go/paths.js";
import { type Applied, applyPlan } from "../go/repair/apply.js";
import { type Edits, NO_EDITS } from "../go/repair/edits.js";
import { findUncommitted } from "../go/repair/git.js";
import {
  addPlan,
  type Choose,
  listWritten,
  type Mode,
  type Plan,
  planRepair,
} from "../go/repair/plan.js";
import { planAll } from "../go/repair/plan-all.js";
import { hasLeftovers, recover } from "../go/repair/transaction.js";
import { dropFlag, findFlag, readGoFlags } from "../go/settings/goflags.js";
import { addUserSettings } from "../go/settings/user-settings.js";
import { findToolchain, type Toolchain } from "../go/toolchain.js";
import type { Outcome } from "../reports/outcome.js";
import {
  askToChoose,
  askToRepair,
  describeChoice,
  describeRepair,
  describeWork,
  type Planned,
  type Reader,
  type RepairResult,
  reportProject,
} from "../reports/repair.js";
import type { Warning } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { checkCodes, findIgnored, type IgnoreOptions } from "./finding-codes.js";
import { failEmpty, findStarts, type StartOptions, type Starts } from "./scan-starts.js";
import { findAbove } from "./setup/project-lines.js";
import { findSettingsInForce } from "./setup/settings-in-force.js";
import { describeSetup, findNamed } from "./setup/setup.js";

export interface RepairOptions extends StartOptions, IgnoreOptions {
  /** Where builds take packages from; `auto`, what Go itself chooses, unless given. */
  readonly mode?: Mode | "auto" | undefined;
  /** The codes of the only findings to mend; else everything or nothing of a project is. */
  readonly only?: readonly string[] | undefined;
  /** Folders below which a module is looked for too, besides its repository. */
  readonly search?: readonly string[] | undefined;
  /** Whether to change what git has not recorded. */
  readonly allowDirty?: boolean | undefined;
  /** Whether packages are built and vetted before and after; unless false, they are. */
  readonly build?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Plans a repair, asks, does it, and lets go judge it.
 * @throws CondaGoHooksError `usage`, `no-go`, `uncommitted`, `declined`, `nothing-found`, `file-system`; then nothing was
 *   changed
 */
export async function repair(options: RepairOptions, session: Session): Promise<RepairResult> {
  return (await repairAll(options, session)).result;
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(options: RepairOptions, session: Session): Promise<Outcome> {
  const { result, isShown } = await repairAll(options, session);
  const reader = { cwd: session.cwd, paths: pathsOf(session.platform) };
  return { result, ...describeRepair(result, isShown, reader) };
}

interface Repaired {
  readonly result: RepairResult;
  /** Whether the plans were shown to who was asked. */
  readonly isShown: boolean;
}

async function repairAll(
  options: RepairOptions,
  session: Session,
  recovered: readonly string[] = [],
): Promise<Repaired> {
  const { dryRun = false } = options;
  const context = await prepare(options, session);
  const { go, starts, reader, warnings } = context;
  const inspected = await inspectAll(starts, reader, context);
  const folders = new Set(inspected.inspections.map(({ file }) => dirname(file)));
  for (const folder of [...folders].filter(hasLeftovers)) {
    if (dryRun) throw makeError("repair-interrupted", { folder });
    // As things are then.
    if (await recover(folder)) return repairAll(options, session, [...recovered, folder]);
  }
  const { inspections, unreadable } = inspected;
  if (inspections.length === unreadable.length) failEmpty(starts, unreadable);
  const plans = await planAll(inspections, context, context, makeChoose(session, reader));
  const cure = await findCure(plans, context, session);
  const place = { cwd: session.cwd, paths: reader.paths };
  const report = (applied: ReadonlyMap<Plan, Applied>) =>
    Promise.all(
      plans.map((plan) => reportProject({ plan, applied: applied.get(plan) ?? null, cure }, place)),
    );
  const result = {
    ...{ dryRun, go: go.version, scanned: inspections.length, recovered },
    ...(warnings.length > 0 && { warnings }),
  };
  const planned = await report(new Map());
  const due = plans.filter(({ steps }) => steps.length > 0);
  if (dryRun || due.length === 0)
    return { result: { ...result, projects: planned }, isShown: false };
  if (options.allowDirty !== true) await checkGit(due, session);
  let isShown = false;
  const isWanted = await session.terminal?.confirm(async () => {
    isShown = true;
    return askToRepair(planned, place);
  });
  if (isWanted === false) throw makeError("declined");
  const applied = await applyAll(due, options, context, place);
  return { result: { ...result, projects: await report(applied) }, isShown };
}

/** One plan after the other. @throws CondaGoHooksError as long as none is done; later, the report of its plan has it */
async function applyAll(
  plans: readonly Plan[],
  { build }: RepairOptions,
  context: Context,
  place: Reader,
): Promise<ReadonlyMap<Plan, Applied>> {
  const { terminal } = context.session;
  const applied = new Map<Plan, Applied>();
  let done: Edits = NO_EDITS;
  let undone: string | null = null;
  for (const [index, plan] of plans.entries()) {
    // It was made for what is not so now.
    if (undone !== null && !(await isStillPlanned(plan, done, context))) {
      applied.set(plan, { ...NOT_DONE, changed: undone });
      continue;
    }
    terminal?.showWork?.(describeWork(plan.project.file, place));
    try {
      const { within } = plan.project;
      const isAwaited =
        within !== null &&
        plans
          .slice(index + 1)
          .some(({ project }) => [project.within, project.file].includes(within));
      const outcome = await applyPlan(plan, { ...context, builds: build !== false, isAwaited });
      applied.set(plan, outcome);
      if (outcome.isDone) done = addPlan(done, plan);
      else undone ??= plan.files[0]?.path ?? plan.project.file;
    } catch (error) {
      if (applied.size === 0) throw error;
      applied.set(plan, { ...NOT_DONE, changed: null, error: expectError(error).toJSON() });
      break;
    } finally {
      terminal?.showWork?.(null);
    }
  }
  return applied;
}

const NOT_DONE = { isDone: false, before: [], after: null, failed: null } as const;

/** Whether it would be planned without those plans before it too that were not done. */
async function isStillPlanned(plan: Plan, done: Edits, context: Context): Promise<boolean> {
  const again = await planRepair(plan.project, done, context, context, async () => null);
  return JSON.stringify(again) === JSON.stringify(plan);
}

interface Context {
  readonly go: Toolchain;
  readonly starts: Starts;
  readonly reader: ReturnType<typeof makeDiskReader>;
  readonly caches: readonly string[];
  readonly find: ReturnType<typeof makeInsteadFinder>;
  readonly prefixes: readonly string[];
  readonly flags: ReturnType<typeof readGoFlags>;
  /** Those of the user, without -mod. */
  readonly goflags: string;
  readonly mode: Mode | "auto";
  readonly only: ReadonlySet<FindingCode> | undefined;
  readonly ignored: ReadonlySet<FindingCode>;
  readonly warnings: readonly Warning[];
  /** With the variables in force. */
  readonly session: Session;
}

async function prepare(options: RepairOptions, session: Session): Promise<Context> {
  const { only: codes, mode = "auto", search = [] } = options;
  const only = codes === undefined ? undefined : checkCodes(codes, "--only");
  const { codes: ignored, warnings } = await findIgnored(options, session);
  const folders = search.map((folder) => findFolder(folder, session));
  const starts = await findStarts({ ...options, folders: addAbove(options, session) }, session);
  const { named, prefixes } = starts;
  const env = named === null ? session.env : findSettingsInForce(named, session);
  const inForce = { ...session, env };
  const go = await findToolchain(inForce);
  if (go === null) throw makeError("no-go");
  const all = addUserSettings(env, session).GOFLAGS ?? "";
  const flag = findFlag(all, ["modfile", "overlay", "C"]);
  if (flag !== null) throw makeError("repair-flag", { flag });
  const flags = readGoFlags(all);
  const place = { ...inForce, env: addUserSettings(env, session) };
  const reading = describeReading(place, flags.tags);
  const reader = makeDiskReader(reading);
  return {
    go,
    starts,
    reader,
    caches: reading.caches,
    find: makeInsteadFinder(starts.folders, reader.paths, folders),
    prefixes,
    flags,
    goflags: dropFlag(all, "mod"),
    mode,
    only,
    ignored,
    warnings,
    session: inForce,
  };
}

/** The go.mod and the go.work above each folder, by which Go goes there too. */
function addAbove(
  { folders = [], name, prefix, env, all, everywhere }: RepairOptions,
  session: Session,
): readonly string[] | undefined {
  const isElsewhere = [name, prefix, env, all, everywhere].some((one) => one !== undefined);
  if (folders.length === 0 && isElsewhere) return undefined;
  const { GOWORK } = session.env;
  const named = folders.length === 0 ? ["."] : folders;
  const above = named.flatMap((word) => {
    const folder = resolve(session.cwd, word);
    return [findAbove(folder, "go.mod"), GOWORK ? null : findAbove(folder, "go.work")];
  });
  return [...new Set(above.filter((file) => file !== null)), ...named];
}

/** Asks on the terminal, where there is one. */
function makeChoose(session: Session, { paths }: Context["reader"]): Choose {
  const place = { cwd: session.cwd, paths };
  return async (finding, choices) => {
    const targets = choices.map(({ target }) => describeChoice(target));
    const answer = await session.terminal?.choose?.(askToChoose(finding, place), targets);
    return (answer === undefined || answer === null ? null : choices[answer]) ?? null;
  };
}

/** What to do about GOFLAGS where its value comes from, if it breaks a project. */
async function findCure(
  plans: readonly Plan[],
  { session }: Context,
  { cwd }: Session,
): Promise<Planned["cure"]> {
  if (plans.every(({ ofFlags }) => ofFlags.length === 0)) return null;
  const setup = await describeSetup(await findNamed({}, session), cwd, session);
  const goflags = setup.variables.get("GOFLAGS");
  if (goflags?.value === undefined || goflags.origin === null) return null;
  const wanted = dropFlag(goflags.value, "mod").trim();
  return change("GOFLAGS", wanted === "" ? null : wanted, goflags.origin);
}

/** @throws CondaGoHooksError `uncommitted` */
async function checkGit(plans: readonly Plan[], session: Session): Promise<void> {
  const paths = plans.flatMap(({ project, files, moves, isVendored, published }) => [
    ...files.map(({ path }) => path),
    ...moves.map(({ from }) => from),
    ...(isVendored ? [join(project.folder, "vendor")] : []),
    ...(published.length > 0 ? listWritten(project) : []),
  ]);
  const found = await findUncommitted([...new Set(paths)], session);
  if (found === null) return;
  if (found.paths.length > 0) throw makeError("uncommitted", { paths: found.paths });
  if (found.fault !== null) throw makeError("git-fault", { fault: found.fault });
}
