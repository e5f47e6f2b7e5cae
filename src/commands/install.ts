// Puts the hooks into an environment, or brings those that are there up to the settings.
import { type Environment, type EnvironmentSelector, isActive } from "../conda/environments.js";
import { type FileState, findMissingFolders, takeInventory } from "../conda/inventory.js";
import { findOtherOwners } from "../conda/owners.js";
import { checkEnvironment, checkWritable } from "../conda/prefix.js";
import {
  formatRecord,
  type InstallRecord,
  RECORD_SCHEMA_VERSION,
  readRecord,
} from "../conda/record.js";
import type { PlannedFile } from "../hooks/plan.js";
import { DEFAULT_PROFILE, findProfile } from "../hooks/profiles.js";
import { type HookRequest, type Plan, planRequest, readRequest } from "../hooks/request.js";
import { findSecrets, type Override, type Settings } from "../hooks/settings.js";
import { COMMAND, type Phase, phaseOf, RECORD_PATH } from "../names.js";
import type { Outcome } from "../report.js";
import type { Session } from "../session.js";
import { VERSION } from "../version.js";
import {
  activationOf,
  describeFailure,
  describeFiles,
  describeWarnings,
  type EnvironmentReport,
  type FileReport,
  notOurs,
  reportEnvironment,
  type Warning,
} from "./environment-report.js";

export interface InstallOptions extends EnvironmentSelector {
  /** Of these three, what is not given is as recorded when none is, and else the default. */
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** The dialects, as `--shell` names them. */
  readonly shells?: readonly string[] | undefined;
  /** Replaces files that are edited or not ours; a copy of each is kept beside it. */
  readonly force?: boolean | undefined;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface InstallReport extends EnvironmentReport {
  readonly action: "installed" | "updated" | "unchanged" | "failed";
  readonly dryRun: boolean;
  readonly profile: string | null;
  readonly settings: Settings | null;
  /** Unified diffs of what a dry run would change; null otherwise. */
  readonly diff: string | null;
  /** Whether the environment is active in this shell. */
  readonly active: boolean;
  /** What to type so that the change takes effect. */
  readonly next: string | null;
}

export interface InstallResult {
  readonly environments: readonly InstallReport[];
}

/**
 * Installs the hooks. What goes wrong with the environment is in its report, with `action` `failed`.
 * @throws CondaGoHooksError `usage`, `setting-invalid`: nothing has been looked at
 */
export async function install(options: InstallOptions, session: Session): Promise<InstallResult> {
  const given = requestOf(options);
  if (given) planRequest(given, session.platform);
  const report = await reportEnvironment(
    options,
    session,
    (environment) => installInto(environment, given, options, session),
    (failed): InstallReport => ({
      ...failed,
      action: "failed",
      dryRun: options.dryRun === true,
      profile: null,
      settings: null,
      diff: null,
      active: false,
      next: null,
    }),
  );
  return { environments: [report] };
}

/** The command. */
export async function run(options: InstallOptions, session: Session): Promise<Outcome> {
  const result = await install(options, session);
  const [report] = result.environments as [InstallReport];
  const failure = describeFailure(report);
  if (failure) return { result, ...failure };
  const word =
    report.dryRun && report.action !== "unchanged" ? `would be ${report.action}` : report.action;
  const lines = describeFiles(word, report);
  lines.push(`  profile ${report.profile}`);
  if (report.diff) lines.push("", report.diff);
  if (report.next)
    lines.push(
      report.active
        ? `it is active here; to make it take effect: ${report.next}`
        : `next: ${report.next}`,
    );
  return { result, text: lines.join("\n"), notes: describeWarnings(report), exitCode: 0 };
}

/** What was asked for; null when nothing was, and what is recorded is to stay. */
function requestOf({ profile, overrides = [], shells }: InstallOptions): HookRequest | null {
  if (profile === undefined && overrides.length === 0 && shells === undefined) return null;
  return { profile: profile ?? DEFAULT_PROFILE, overrides, shells: shells ?? null };
}

async function installInto(
  environment: Environment,
  given: HookRequest | null,
  { force = false, dryRun = false }: InstallOptions,
  session: Session,
): Promise<InstallReport> {
  const { prefix, name } = environment;
  await checkEnvironment(prefix);
  await checkWritable(prefix);
  const before = await readRecord(prefix);
  const request = given ??
    readRequest(before?.settings) ?? { profile: DEFAULT_PROFILE, overrides: [], shells: null };
  const plan = planRequest(request, session.platform);
  const changes = await findChanges(prefix, before, plan.files);

  const blocked = changes.filter(({ state }) => state === "edited" || state === "foreign");
  if (blocked.length > 0 && !force) {
    throw notOurs(
      blocked,
      `keep your edit elsewhere (see ${COMMAND} install --help for --set and --append), then add --force`,
    );
  }

  const missing = await findMissingFolders(prefix);
  const after: InstallRecord = {
    schemaVersion: RECORD_SCHEMA_VERSION,
    version: VERSION,
    settings: request,
    folders: [...new Set([...(before?.folders ?? []), ...missing])],
    files: plan.files.map(({ path, sha256 }) => ({ path, sha256 })),
  };
  const isUnchanged =
    changes.length === 0 && before !== null && formatRecord(before) === formatRecord(after);
  const kept = isUnchanged || dryRun ? [] : await writeChanges(prefix, after, changes);

  const active = await isActive(prefix, session);
  return {
    prefix,
    name,
    action: isUnchanged ? "unchanged" : before === null ? "installed" : "updated",
    dryRun,
    files: [...describeChanges(plan.files, changes), ...kept],
    warnings: await findWarnings(prefix, request, plan),
    error: null,
    profile: request.profile,
    settings: plan.settings,
    diff: dryRun ? await formatDiff(changes) : null,
    active,
    next: isUnchanged || dryRun ? null : activationOf(environment, session),
  };
}

/** A file that is not as it should be. */
interface Change {
  readonly path: string;
  readonly phase: Phase;
  /** Of what is on disk now. */
  readonly state: FileState;
  readonly sha256: string | null;
  readonly content: string | null;
  /** Null when it is to go. */
  readonly planned: PlannedFile | null;
}

/** Wanted minus actual. */
async function findChanges(
  prefix: string,
  record: InstallRecord | null,
  planned: readonly PlannedFile[],
): Promise<Change[]> {
  const byPath = new Map(planned.map((file) => [file.path, file]));
  const inventory = await takeInventory(prefix, record, [...byPath.keys()]);
  return [...inventory.values()].flatMap((file) => {
    const wanted = byPath.get(file.path) ?? null;
    // What is there in the very same words needs no writing, whoever wrote it.
    if (wanted ? wanted.sha256 === file.sha256 : file.sha256 === null) return [];
    return [{ ...file, phase: phaseOf(file.path), planned: wanted }];
  });
}

/**
 * The record first, with what is about to be there; what goes before what comes; deactivate before
 * activate where it comes, after it where it goes; the record as final. So at every point whatever
 * can be activated can be undone, and the next run knows every file.
 * @returns the copies of files that were not ours
 */
async function writeChanges(
  prefix: string,
  after: InstallRecord,
  changes: readonly Change[],
): Promise<FileReport[]> {
  const { keepCopy, removeFile, removeLeftovers, writeFile } = await import("../conda/files.js");
  const changed = new Map(changes.map((change) => [change.path, change]));
  const goes = changes.filter(({ planned }) => planned === null);
  const kept: FileReport[] = [];
  for (const { path, state, sha256 } of changes) {
    if (sha256 !== null && (state === "edited" || state === "foreign")) {
      kept.push({ path: await keepCopy(prefix, path, sha256), state: "copy kept" });
    }
  }
  const pending: InstallRecord = {
    ...after,
    files: [
      ...after.files.map((file) => {
        const replaces = changed.get(file.path)?.sha256;
        return replaces ? { ...file, replaces } : file;
      }),
      ...goes.map(({ path, sha256 }) => ({ path, sha256: sha256 as string })),
    ],
  };
  const paths = [RECORD_PATH, ...pending.files.map(({ path }) => path)];
  await removeLeftovers(prefix, paths);
  await writeFile(prefix, RECORD_PATH, formatRecord(pending));
  for (const phase of ["activate", "deactivate"]) {
    for (const change of goes) if (change.phase === phase) await removeFile(prefix, change.path);
  }
  for (const phase of ["deactivate", "activate"]) {
    for (const { planned } of changes)
      if (planned?.phase === phase) await writeFile(prefix, planned.path, planned.content);
  }
  await writeFile(prefix, RECORD_PATH, formatRecord(after));
  return kept;
}

function describeChanges(
  planned: readonly PlannedFile[],
  changes: readonly Change[],
): FileReport[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const word = ({ sha256, planned: wanted }: Change) =>
    wanted === null ? "removed" : sha256 === null ? "created" : "updated";
  return [...new Set([...planned.map(({ path }) => path), ...changed.keys()])].map((path) => {
    const change = changed.get(path);
    return { path, state: change ? word(change) : "unchanged" };
  });
}

async function formatDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .map(({ path, content, planned }) =>
      createTwoFilesPatch(
        content === null ? "/dev/null" : path,
        planned ? path : "/dev/null",
        content ?? "",
        planned?.content ?? "",
      ).replace(/^=+\n/, ""),
    )
    .join("");
}

async function findWarnings(
  prefix: string,
  { profile }: HookRequest,
  { settings }: Plan,
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const { caution } = findProfile(profile);
  if (caution) warnings.push({ code: "caution", message: `profile ${profile}: ${caution}` });
  for (const name of findSecrets(settings)) {
    warnings.push({
      code: "password",
      message: `the value for ${name} holds a password or token, and everyone who can read the environment can read it; a ~/.netrc keeps it to you`,
    });
  }
  const flags = settings.GOFLAGS;
  const usesPrefix =
    flags?.action === "add"
      ? [...flags.prepend, ...flags.append].join(" ")
      : flags?.action === "set"
        ? flags.value
        : "";
  if (/\s/.test(prefix) && usesPrefix.includes("{prefix}")) {
    warnings.push({
      code: "blank-in-prefix",
      message:
        "GOFLAGS is split at blanks, and the environment's path, which stands in it, has one",
    });
  }
  for (const { variable, path } of await findOtherOwners(prefix, Object.keys(settings))) {
    warnings.push({
      code: "other-owner",
      message: `${variable} is also set by ${path}; conda and packages restore by rules of their own, so a value may leak between the two`,
    });
  }
  return warnings;
}
