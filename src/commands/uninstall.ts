// Removes the hooks from an environment: what the record names and the hash confirms.
import { basename, extname } from "node:path";
import { bringBack } from "../conda/adoption.js";
import {
  checkNamed,
  checkSelector,
  type Environment,
  type EnvironmentsSelector,
  type FrozenOptions,
  isActivated,
  isActive,
} from "../conda/environments.js";
import { removeFile, removeTemporaries } from "../conda/files.js";
import { mayChangeFrozen } from "../conda/frozen.js";
import {
  type FoundRemain,
  findRemains,
  type GoFolder,
  type Remain,
  removeRemains,
} from "../conda/go-folders.js";
import { hasLeftovers, type Installation, readInstallation } from "../conda/inventory.js";
import { changeEnvironment, checkEnvironment, findObstacle } from "../conda/prefix.js";
import { hasRecord, readLeftFolders } from "../conda/record.js";
import { clearFolders, removeScripts, staysWith } from "../conda/removal.js";
import { makeError } from "../errors/error.js";
import { listStaying } from "../hooks/packaged.js";
import { DEFAULT_PROFILE, findProfile } from "../hooks/profiles.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import type { Settings } from "../hooks/settings.js";
import { hasSavedState, isKeptName, JOURNAL_PATH } from "../names.js";
import { type Manner, removalOf, selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import { describePackagedRemoval, namePackage } from "../reports/packaged-report.js";
import {
  askToUninstall,
  describeUninstall,
  describeUninstalls,
  NO_UNINSTALL,
  reportRemoval,
  type UninstallReport,
  type UninstallResult,
} from "../reports/uninstall.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { listScriptPaths } from "../shells/dialects.js";
import { findRestore, reportEnvironments } from "./each-environment.js";
import { warnOfPixi } from "./pixi-advice.js";
import { mayRestore, planRestore, type RestoreOptions } from "./restore-adopted.js";
import { findPackagedLayer, reportPackaged } from "./setup/packaged-layer.js";

export interface UninstallOptions extends EnvironmentsSelector, FrozenOptions, RestoreOptions {
  /** Removes edited files too, and keeps a copy of each beside it. */
  readonly force?: boolean | undefined;
  /** Removes what Go stored in the environment too, and the kept copies. */
  readonly purge?: boolean | undefined;
  /** Reports what would be done, and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** Removes the hooks. A failure is in the environment's report. @throws CondaGoHooksError `usage`, `declined` */
export async function uninstall(
  options: UninstallOptions,
  session: Session,
): Promise<UninstallResult> {
  const environments = await reportEnvironments<UninstallReport>(options, session, {
    everyHome: false,
    work: (environment) => uninstallFrom(environment, options, session),
    fail: (failed) => ({
      ...failed,
      ...NO_UNINSTALL,
      dryRun: options.dryRun === true,
    }),
    ask: async (environments) => {
      if (options.dryRun) return null;
      const found = environments.filter(({ prefix }) => hasRecord(prefix));
      return askToUninstall(found, options.purge === true);
    },
    byDefault: false,
  });
  return { environments };
}

/**
 * Runs the command. @returns what to print, and the exit code
 * @throws CondaGoHooksError `usage` too where it is about every environment, and nobody can be asked
 */
export async function run(
  options: UninstallOptions & Manner & { readonly yes?: boolean | undefined },
  session: Session,
): Promise<Outcome> {
  const { all = false, yes = false, dryRun = false } = options;
  if (all && !yes && !dryRun && session.terminal?.canAnswer?.() !== true) {
    checkSelector(options);
    throw makeError("needs-yes");
  }
  const result = await uninstall(options, session);
  const [report] = result.environments;
  if (options.all || report === undefined) return describeUninstalls(result, options, session);
  return { result, ...describeUninstall(report, options) };
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
    throw makeError("active", { prefix });
  }
  const isIdle = !hasLeftovers(prefix) && !mayPurge(first, options) && !mayRestore(prefix, options);
  if (first.record === null && (dryRun || isIdle)) {
    return uninstallFound(environment, options, session, first, false);
  }
  const mayBeFrozen = await mayChangeFrozen(prefix, options, session);
  const work = async (isLocked: boolean) => {
    const found = readInstallation(prefix, listScriptPaths(), true);
    const report = await uninstallFound(environment, options, session, found, !dryRun);
    return { ...report, warnings: [...report.warnings, ...(isLocked ? [] : [warn("unlocked")])] };
  };
  // What one may not change, one may look at.
  const obstacle = dryRun ? findObstacle(prefix, mayBeFrozen) : null;
  if (obstacle === null) return changeEnvironment(prefix, work, mayBeFrozen);
  const report = await work(true);
  return { ...report, warnings: [...report.warnings, warn("wouldFail", obstacle)] };
}

/** Whether the environment is active in this shell, also below a stacked one. */
function isInUse(prefix: string, session: Session): boolean {
  return isActive(prefix, session) || (isActivated(prefix, session) && hasSavedState(session.env));
}

/** Without a record, `--purge` removes Go's folders only in an environment that was named. */
function mayPurge({ record }: Pick<Installation, "record">, options: UninstallOptions): boolean {
  return options.purge === true && (record !== null || options.all !== true);
}

/** The folders below the prefix that Go fills with these settings. */
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

/** What Go stored because of a package's hooks, which stay, where the installed ones only kept their settings. */
function findStillUsed(
  prefix: string,
  packaged: Settings | null,
  installed: Settings,
  platform: string,
): FoundRemain[] {
  if (packaged === null) return [];
  const staying = listStaying(packaged, installed);
  const settings = Object.entries(packaged).filter(([name]) => staying.includes(name));
  return findRemains(prefix, listGoFolders(Object.fromEntries(settings), platform)).filter(
    ({ path }) => !isKeptName(basename(path)),
  );
}

function withoutParts({ path, bytes }: FoundRemain): Remain {
  return { path, bytes };
}

/**
 * Removes the hooks and reports it. Without a record, it clears away what an interrupted command left.
 * @param isDone whether to remove, and not only to report
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
  const selector = selectorFor(environment, session);
  const warnings = foreign.map(({ path }) => warn("foreignFile", { path, selector }));
  const owners = [...new Set(inventory.flatMap(({ owner }) => owner ?? []))];
  if (owners.length > 0) {
    const removal = removalOf(owners, environment, session);
    warnings.push(warn("packagedHooks", { packages: owners.join(", "), removal }));
  }
  const packaged = findPackagedLayer(prefix, session, true);
  // Where many have the package, none is told of for that alone.
  if (packaged && !(record === null && options.all)) {
    const removal = describePackagedRemoval(packaged, environment, session);
    warnings.push(warn("packageStays", { name: namePackage(packaged), removal }));
  }
  const restored = planRestore(environment, record, options, session);
  const { free, aside } = restored;
  warnings.push(...restored.warnings);
  const request = readRequest(record?.settings);
  const plan = request && planIfKnown(request, session.platform);
  warnings.push(...(await warnOfPixi(prefix, plan?.settings ?? {})));
  // Without a record, take the package's folders, or the default profile's.
  const settings =
    record === null
      ? (packaged?.settings ?? findProfile(DEFAULT_PROFILE).settings)
      : (plan?.settings ?? {});
  // Where packaged hooks stay, a deactivation gives back all that is saved.
  const isDamaged = (path: string) =>
    packaged?.damaged.some((one) => extname(one.path) === extname(path)) === true;
  const givesBack = (path: string) =>
    packaged?.extensions.includes(extname(path)) === true && !isDamaged(path);
  const findLost = (gone: readonly string[]) =>
    findRestore(
      prefix,
      gone.filter((path) => !givesBack(path)),
      session,
    );
  const findLeft = () =>
    record === null && options.all
      ? []
      : findRemains(prefix, listGoFolders(settings, session.platform));
  const found = mayPurge({ record }, options) ? findLeft() : [];
  const purged = found.map(withoutParts);
  const listLeft = () => (isDone || found.length === 0 ? findLeft().map(withoutParts) : []);
  const seen = {
    ...{ prefix, name, aside, dryRun, warnings, error: null, active, purged, stillUsed: [] },
    packaged: reportPackaged(packaged),
  };
  if (record === null) {
    const folders = readLeftFolders(prefix);
    if (isDone) {
      await removeTemporaries(prefix);
      await bringBack(prefix, free);
      removeRemains(prefix, found);
      warnings.push(...warnOfLeft(await clearFolders(prefix, folders, true), selector));
    }
    return {
      ...seen,
      action: folders.length + free.length > 0 ? "removed" : "absent",
      files: restored.files,
      left: listLeft(),
      restore: findLost(listScriptPaths()),
    };
  }

  const stays = inventory.filter((file) => staysWith(file, inventory, force));
  const goes = inventory.filter(
    (file) => (file.state === "ours" || file.state === "edited") && !stays.includes(file),
  );
  let kept: string[] = [];
  if (isDone) {
    // First, so that at every moment there is something that sets the variables.
    await bringBack(prefix, free);
    const { recorded } = restored;
    kept = await removeScripts(prefix, { ...record, adopted: recorded }, goes, stays);
    // After the hooks, as it may fail, and before the folders, as copies may be in them.
    removeRemains(prefix, found);
    const isLast = stays.length === 0;
    const folders = [...record.folders, ...readLeftFolders(prefix)];
    warnings.push(...warnOfLeft(await clearFolders(prefix, folders, isLast), selector));
    await removeFile(prefix, JOURNAL_PATH);
  }
  for (const { path, state } of stays) {
    warnings.push(warn(state === "edited" ? "editedFile" : "neededFile", { path, selector }));
  }
  const used =
    options.purge === true
      ? findStillUsed(prefix, packaged?.settings ?? null, settings, session.platform)
      : [];
  return {
    ...seen,
    action: "removed",
    stillUsed: used.filter(({ path }) => !found.some((one) => one.path === path)).map(withoutParts),
    files: [...reportRemoval(goes, stays, kept), ...restored.files],
    left: listLeft(),
    restore: findLost(goes.map(({ path }) => path)),
  };
}

/** Warns about folders in use: the innermost ones, where the program is. */
function warnOfLeft(left: readonly string[], selector: string): Warning[] {
  return left
    .filter((folder) => !left.some((other) => other.startsWith(`${folder}/`)))
    .map((folder) => warn("folderInUse", { folder, selector }));
}
