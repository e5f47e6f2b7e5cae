// Takes the hooks out of an environment again: what the record names and the hash confirms.
import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import {
  checkNamed,
  type Environment,
  type EnvironmentsSelector,
  type FrozenOptions,
  isActivated,
  isActive,
} from "../conda/environments.js";
import {
  keepCopy,
  moveFile,
  removeEmptyFolders,
  removeFile,
  removeTemporaries,
  replaceFile,
} from "../conda/files.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import {
  type FoundRemain,
  findRemains,
  type GoFolder,
  type Remain,
  removeRemains,
} from "../conda/go-folders.js";
import {
  hasLeftovers,
  type Installation,
  type InventoryFile,
  readInstallation,
} from "../conda/inventory.js";
import { changeEnvironment, checkEnvironment } from "../conda/prefix.js";
import {
  formatLeftFolders,
  formatRecord,
  hasRecord,
  type InstallRecord,
  readLeftFolders,
} from "../conda/record.js";
import { CondaGoHooksError } from "../errors.js";
import { DEFAULT_PROFILE, findProfile } from "../hooks/profiles.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import type { Settings } from "../hooks/settings.js";
import {
  COMMAND,
  hasSavedState,
  JOURNAL_PATH,
  LEFT_PATH,
  PHASES,
  phaseOf,
  RECORD_PATH,
  scriptPath,
} from "../names.js";
import {
  describeFailure,
  describeFiles,
  describeLock,
  describeRestore,
  describeWarnings,
  type EnvironmentReport,
  type FileReport,
  type Restore,
  selectorFor,
  type Warning,
} from "../reports/environments.js";
import { describeSize, inline, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { listScriptPaths } from "../shells/dialects.js";
import { findRestore, reportEnvironments } from "./each-environment.js";
import { removalOf } from "./install-draft.js";
import { warnOfPixi } from "./pixi-advice.js";

export interface UninstallOptions extends EnvironmentsSelector, FrozenOptions {
  /** Removes files that are edited as well; a copy of each is kept beside it. */
  readonly force?: boolean | undefined;
  /** Removes what Go has put into the environment's own folders as well, and the copies that were kept. */
  readonly purge?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface UninstallReport extends EnvironmentReport {
  readonly action: "removed" | "absent" | "failed";
  readonly dryRun: boolean;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** What `purge` removes, of what the hooks made Go put there and of kept copies: gone. */
  readonly purged: readonly Remain[];
  /** The same without it: still there. */
  readonly left: readonly Remain[];
  /** How to have the saved values back in a shell that has the environment active. */
  readonly restore: readonly Restore[];
}

export interface UninstallResult {
  readonly environments: readonly UninstallReport[];
}

/** Removes the hooks. What goes wrong is in the environment's report. @throws CondaGoHooksError `usage`, `declined` */
export async function uninstall(
  options: UninstallOptions,
  session: Session,
): Promise<UninstallResult> {
  const environments = await reportEnvironments<UninstallReport>(options, session, {
    everyHome: false,
    work: (environment) => uninstallFrom(environment, options, session),
    fail: (failed) => ({
      ...failed,
      action: "failed",
      dryRun: options.dryRun === true,
      active: false,
      purged: [],
      left: [],
      restore: [],
    }),
    ask: async (environments) => {
      if (options.dryRun) return null;
      const { describeQuestion } = await import("../reports/many.js");
      const found = environments.filter(({ prefix }) => hasRecord(prefix));
      return describeQuestion("take the hooks out of", found);
    },
  });
  return { environments };
}

/** The command. */
export async function run(options: UninstallOptions, session: Session): Promise<Outcome> {
  const result = await uninstall(options, session);
  const { environments } = result;
  const [report] = environments;
  if (options.all || report === undefined) {
    const { concludeAll, describeCopies, describeEach, describeTotal } = await import(
      "../reports/many.js"
    );
    const removed = environments.filter(({ action }) => action === "removed");
    const lines = describeEach(removed, (report) => [describeAction(report)]);
    lines.push(
      ...environments.flatMap((report) => describeRemains(report, report.name ?? report.prefix)),
    );
    lines.push(...describeCopies(environments));
    lines.push(...environments.flatMap(({ restore }) => describeRestore(restore)));
    lines.push(describeTotal(environments.map(describeAction), options));
    return concludeAll(result, lines, session, environments.some(isPartial));
  }
  const failure = describeFailure(report);
  if (failure) return { result, ...failure };
  const lines = describeFiles(describeAction(report), report);
  lines.push(...describeRemains(report));
  if (report.left.length > 0) lines.push("to remove that too, type the same with --purge");
  lines.push(...describeRestore(report.restore));
  return {
    result,
    text: lines.join("\n"),
    notes: describeWarnings(report),
    exitCode: isPartial(report) ? 1 : 0,
  };
}

function describeRemains(
  { purged, left, dryRun }: UninstallReport,
  name: string | null = null,
): string[] {
  const describe =
    (word: string) =>
    ({ path, bytes }: Remain) =>
      inline(`  ${word}${name === null ? "" : ` in ${name}`}: ${path} (${describeSize(bytes)})`);
  return [
    ...purged.map(describe(dryRun ? "would be removed" : "removed")),
    ...left.map(describe("left behind")),
  ];
}

function describeAction(report: UninstallReport): string {
  if (report.action !== "removed") {
    return report.action === "absent" ? "nothing installed" : report.action;
  }
  const word = isPartial(report) ? "partly removed" : "removed";
  return report.dryRun ? `would be ${word}` : word;
}

/** Whether something stays that was installed. */
function isPartial({ warnings }: UninstallReport): boolean {
  return warnings.some(({ code }) => code === "kept");
}

async function uninstallFrom(
  environment: Environment,
  options: UninstallOptions,
  session: Session,
): Promise<UninstallReport> {
  const { prefix } = environment;
  const { dryRun = false } = options;
  if (!options.all) await checkNamed(environment, options, session);
  checkEnvironment(prefix);
  const first = readInstallation(prefix, listScriptPaths());
  if (first.record !== null && options.force !== true && isInUse(prefix, session)) {
    throw new CondaGoHooksError(
      "environment-active",
      "the environment is active in this shell, which could not give back your values any more",
      prefix,
      "run conda deactivate first; --force removes them all the same, and prints what gives the values back here",
    );
  }
  const isIdle = !hasLeftovers(prefix) && options.purge !== true;
  if (first.record === null && (dryRun || isIdle)) {
    return uninstallFound(environment, options, session, first, false);
  }
  const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
  const work = async (isLocked: boolean) => {
    const found = readInstallation(prefix, listScriptPaths(), true);
    const report = await uninstallFound(environment, options, session, found, !dryRun);
    return { ...report, warnings: [...report.warnings, ...describeLock(isLocked)] };
  };
  return changeEnvironment(prefix, work, mayBeFrozen);
}

/** Whether the environment is active here, be it below a stacked one. */
function isInUse(prefix: string, session: Session): boolean {
  return isActive(prefix, session) || (isActivated(prefix, session) && hasSavedState(session.env));
}

/** The folders below the prefix that Go fills by these settings. */
function listGoFolders(settings: Settings, platform: string): GoFolder[] {
  const list = (name: string) => {
    const setting = settings[name];
    if (setting?.action !== "set") return [];
    const entries =
      name === "GOPATH" ? setting.value.split(platform === "win32" ? ";" : ":") : [setting.value];
    return entries.flatMap((entry) => /^\{prefix\}[/\\]+(.+)$/s.exec(entry)?.[1] ?? []);
  };
  return [
    ...list("GOPATH").flatMap((path): GoFolder[] => [
      { path: `${path}/pkg`, holds: "packages" },
      { path: `${path}/bin`, holds: "programs" },
    ]),
    ...list("GOMODCACHE").map((path): GoFolder => ({ path, holds: "modules" })),
    ...list("GOCACHE").map((path): GoFolder => ({ path, holds: "builds" })),
  ];
}

function withoutParts({ path, bytes }: FoundRemain): Remain {
  return { path, bytes };
}

/**
 * Does it and says so; without a record, there is only to do what a command before has left.
 * @param isDone whether it is done, and not only said
 */
async function uninstallFound(
  environment: Environment,
  options: UninstallOptions,
  session: Session,
  { record, inventory }: Installation,
  isDone: boolean,
): Promise<UninstallReport> {
  const { prefix, name } = environment;
  const { force = false, dryRun = false } = options;
  const active = isActive(prefix, session);
  const foreign = inventory.filter(({ state }) => state === "foreign");
  const warnings: Warning[] = foreign.map(({ path }) => ({
    code: "foreign",
    message: `${path} has our name, but is not in the record; it stays, and ${COMMAND} install takes it over`,
  }));
  const owners = [...new Set(inventory.flatMap(({ owner }) => owner ?? []))];
  if (owners.length > 0) {
    warnings.push({
      code: "packaged",
      message: `hooks of a package stay: ${owners.join(", ")}; to remove it: ${removalOf(owners, environment, session)}`,
    });
  }
  const request = readRequest(record?.settings);
  const plan = request && planIfKnown(request, session.platform);
  warnings.push(...(await warnOfPixi(prefix, plan?.settings ?? {})));
  // Without a record, the folders of the default are meant.
  const settings = record === null ? findProfile(DEFAULT_PROFILE).settings : (plan?.settings ?? {});
  const findLeft = () => findRemains(prefix, listGoFolders(settings, session.platform));
  const found = options.purge ? findLeft() : [];
  const purged = found.map(withoutParts);
  if (record === null) {
    const folders = readLeftFolders(prefix);
    if (isDone) {
      await removeTemporaries(prefix);
      removeRemains(prefix, found);
      warnings.push(
        ...describeLeft(await clearFolders(prefix, folders, true), environment, session),
      );
    }
    return {
      prefix,
      name,
      action: folders.length > 0 ? "removed" : "absent",
      dryRun,
      files: [],
      warnings,
      error: null,
      active,
      purged,
      left: options.purge ? [] : findLeft().map(withoutParts),
      restore: findRestore(prefix, listScriptPaths(), session),
    };
  }

  const stays = inventory.filter((file) => staysWith(file, inventory, force));
  const goes = inventory.filter(
    (file) => (file.state === "ours" || file.state === "edited") && !stays.includes(file),
  );
  let kept: FileReport[] = [];
  if (isDone) {
    kept = await removeFiles(prefix, record, goes, stays);
    // Behind the hooks, as it may fail, and before the folders in which copies may be.
    removeRemains(prefix, found);
    const isLast = stays.length === 0;
    const folders = [...record.folders, ...readLeftFolders(prefix)];
    warnings.push(
      ...describeLeft(await clearFolders(prefix, folders, isLast), environment, session),
    );
    await removeFile(prefix, JOURNAL_PATH);
  }
  for (const { path, state } of stays) {
    const why = state === "edited" ? "somebody edited it" : "it undoes a script that stays";
    warnings.push({
      code: "kept",
      message: `${path} stays, as ${why}; ${COMMAND} uninstall ${selectorFor(environment, session)} --force takes it and keeps a copy`,
    });
  }
  return {
    prefix,
    name,
    action: "removed",
    dryRun,
    files: [...describeRemoval(goes, stays), ...kept],
    warnings,
    error: null,
    active,
    purged,
    left: options.purge ? [] : findLeft().map(withoutParts),
    restore: findRestore(
      prefix,
      goes.map(({ path }) => path),
      session,
    ),
  };
}

/**
 * An edited file stays unless it is forced, and with an edited activate script, or one of a package, those that
 * save for it and undo it.
 */
function staysWith(
  file: InventoryFile,
  inventory: readonly InventoryFile[],
  isForced: boolean,
): boolean {
  if (file.state === "edited") return !isForced;
  const extension = extname(file.path);
  if (file.state !== "ours" || file.path === scriptPath("last", extension)) return false;
  return inventory.some(
    ({ path, state }) =>
      (state === "packaged" || (state === "edited" && !isForced)) &&
      phaseOf(path) === "activate" &&
      extname(path) === extension,
  );
}

/** Activate scripts first, so that nothing is ever activated that cannot be undone. */
async function removeFiles(
  prefix: string,
  record: InstallRecord,
  goes: readonly InventoryFile[],
  stays: readonly InventoryFile[],
): Promise<FileReport[]> {
  const kept: FileReport[] = [];
  await removeTemporaries(prefix);
  for (const phase of PHASES) {
    // A last script before its first one, which saves for it.
    for (const { path, state, sha256 } of goes.toReversed()) {
      if (phaseOf(path) !== phase) continue;
      if (state === "edited" && sha256 !== null) {
        kept.push({ path: await keepCopy(prefix, path, sha256), state: "copy kept" });
      }
      await removeFile(prefix, path);
    }
  }
  if (stays.length > 0) {
    const left = new Set(stays.map(({ path }) => path));
    await replaceFile(
      prefix,
      RECORD_PATH,
      formatRecord({ ...record, files: record.files.filter(({ path }) => left.has(path)) }),
    );
  } else if (existsSync(join(prefix, JOURNAL_PATH))) {
    await removeFile(prefix, RECORD_PATH);
  } else {
    // It outlasts the folders: without it, nobody knows which of them are ours. No file is written,
    // as uninstalling is what one does when the disk is full.
    await moveFile(prefix, RECORD_PATH, JOURNAL_PATH);
  }
  return kept;
}

/**
 * Removes those of these folders that are empty and not in use.
 * @param isLast whether no record stays that names them, and what is in use has to be noted for the next run
 * @returns those in use
 */
async function clearFolders(
  prefix: string,
  folders: readonly string[],
  isLast: boolean,
): Promise<string[]> {
  const left = removeEmptyFolders(prefix, folders);
  if (isLast && left.length > 0) {
    await replaceFile(prefix, LEFT_PATH, formatLeftFolders(left));
  } else {
    await removeFile(prefix, LEFT_PATH);
  }
  return left;
}

/** Of the folders that are in use, the innermost: it is there that somebody stands. */
function describeLeft(
  left: readonly string[],
  environment: Environment,
  session: Session,
): Warning[] {
  return left
    .filter((folder) => !left.some((other) => other.startsWith(`${folder}/`)))
    .map((folder) => ({
      code: "in-use",
      message: `${folder} stays, as a program stands in it, such as a shell with that as its current folder; once it has left, ${COMMAND} uninstall ${selectorFor(environment, session)} clears it away`,
    }));
}

function describeRemoval(
  goes: readonly InventoryFile[],
  stays: readonly InventoryFile[],
): FileReport[] {
  return [
    ...goes.map(({ path }) => ({ path, state: "removed" })),
    ...stays.map(({ path }) => ({ path, state: "kept" })),
  ];
}
