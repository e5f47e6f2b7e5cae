// The programming interface: what the commands do, without the command line.
import { type AdoptOptions, adopt as adoptHooks } from "./commands/adopt.js";
import { doctor as examine } from "./commands/doctor.js";
import { env as tellVariables } from "./commands/env.js";
import { explain as explainVariables } from "./commands/explain.js";
import { type InitOptions, init as writeConfig } from "./commands/init.js";
import { install as installHooks } from "./commands/install.js";
import type { InstallOptions } from "./commands/install-draft.js";
import { packageHooks as makePackage, type PackageOptions } from "./commands/package.js";
import { type RenderOptions, renderHook as renderScript } from "./commands/render.js";
import { type RepairOptions, repair as repairProjects } from "./commands/repair.js";
import { type ScanOptions, scan as scanModules } from "./commands/scan.js";
import { status as inspectHooks } from "./commands/status.js";
import { type UninstallOptions, uninstall as uninstallHooks } from "./commands/uninstall.js";
import type { AdoptResult } from "./reports/adopt.js";
import type { DoctorOptions, DoctorResult } from "./reports/doctor.js";
import type { EnvOptions, EnvResult } from "./reports/env.js";
import type { ExplainOptions, ExplainResult } from "./reports/explain.js";
import type { InitResult } from "./reports/init.js";
import type { InstallResult } from "./reports/install.js";
import type { PackageResult } from "./reports/package.js";
import type { RenderedHook } from "./reports/render.js";
import type { RepairResult } from "./reports/repair.js";
import type { ScanResult } from "./reports/scan.js";
import type { StatusOptions, StatusResult } from "./reports/status.js";
import type { UninstallResult } from "./reports/uninstall.js";
import { currentSession, type Session } from "./session.js";

export type { AdoptOptions } from "./commands/adopt.js";
export type { InitOptions } from "./commands/init.js";
export type { InstallOptions } from "./commands/install-draft.js";
export type { PackageOptions } from "./commands/package.js";
export type { RenderOptions } from "./commands/render.js";
export type { RepairOptions } from "./commands/repair.js";
export type { ScanOptions } from "./commands/scan.js";
export type { UninstallOptions } from "./commands/uninstall.js";
export type { AdoptedFile, AdoptedState } from "./conda/adoption.js";
export type { EnvironmentSelector, EnvironmentsSelector } from "./conda/environments.js";
export type { Remain } from "./conda/go-folders.js";
export type { Reason, Return } from "./conda/interpret-script.js";
export type { ShellStory, Skipped } from "./conda/play-shells.js";
export { CondaGoHooksError } from "./errors/error.js";
export type { ErrorCode, ErrorReport } from "./errors/error-report.js";
export type { CheckedCommand } from "./go/repair/verify.js";
export type { ResolvedVariable, ValueSource } from "./go/settings/resolve.js";
export type { Verdict } from "./go/toolchain.js";
export { cgoOverrides } from "./hooks/cgo.js";
export type { Override, Setting, Settings } from "./hooks/settings.js";
export type { Effect, ValuesInShell, VariableInShell } from "./hooks/values.js";
export type { Phase } from "./names.js";
export type { AdoptReport, AdoptResult, FromResult, Leak } from "./reports/adopt.js";
export type { CompletionResult } from "./reports/completion.js";
export type { DemoResult } from "./reports/demo.js";
export type { DoctorOptions, DoctorResult } from "./reports/doctor.js";
export type { EnvOptions, EnvResult } from "./reports/env.js";
export type { EnvironmentReport, FileReport, FileWord, Restore } from "./reports/environments.js";
export type { ExplainOptions, ExplainResult } from "./reports/explain.js";
export type { FindingReport, Summary } from "./reports/findings.js";
export type { InitResult } from "./reports/init.js";
export type { Guard, InstallReport, InstallResult } from "./reports/install.js";
export type { OwnerReport } from "./reports/owners.js";
export type { PackageResult } from "./reports/package.js";
export type { PackagedReport } from "./reports/packaged-report.js";
export type { PixiAdvice } from "./reports/pixi.js";
export type { ProfileReport, ProfilesResult } from "./reports/profiles.js";
export type { RenderedHook, RenderResult } from "./reports/render.js";
export type { LeftFinding, ProjectReport, RepairResult, RepairStep } from "./reports/repair.js";
export type { ModuleReport, ScanResult, VersionReport } from "./reports/scan.js";
export type {
  ConfigReport,
  State,
  StatusOptions,
  StatusReport,
  StatusResult,
} from "./reports/status.js";
export type { UninstallReport, UninstallResult } from "./reports/uninstall.js";
export type { Warning, WarningCode } from "./reports/warnings.js";
export type { Session, Terminal } from "./session.js";

/**
 * Renders one hook script, as it would go to disk.
 * @param platform whose rules decide what an absolute path is; this machine's unless given
 * @throws CondaGoHooksError `usage`, `setting-invalid`
 */
export function renderHook(
  options: RenderOptions = {},
  platform: string = process.platform,
): RenderedHook {
  return renderScript(options, platform);
}

/**
 * Installs the hooks in one environment (the active one unless named) or, with `all`, in every one; or updates them.
 * When one fails, its report has `action` `failed` and an `error`, and the others go on.
 * @param session the environment variables and folders to go by, and who is asked before a change to all
 *   environments; by default those of this process, and nobody
 * @throws CondaGoHooksError `usage`, `setting-invalid`, `declined`, `file-system` for a folder in `pixi` that does not
 *   exist; then nothing was changed
 */
export function install(
  options: InstallOptions = {},
  session: Session = currentSession(),
): Promise<InstallResult> {
  return installHooks(options, session);
}

/**
 * Removes the hooks from environments, which are named as for {@link install}.
 * @throws CondaGoHooksError `usage`, `declined`, `file-system` for a folder in `pixi` that does not exist; then nothing
 *   was changed
 */
export function uninstall(
  options: UninstallOptions = {},
  session: Session = currentSession(),
): Promise<UninstallResult> {
  return uninstallHooks(options, session);
}

/**
 * Makes a conda package that brings the hooks, and puts it into a channel, or writes its recipe. The same options make
 * the same bytes, on every platform.
 * @throws CondaGoHooksError `usage`, `package-invalid` for what conda refuses, `setting-invalid`, `package-differs` where
 *   the channel has another one of the same name, version and build, `channel-invalid`, `channel-busy`, `file-not-ours` for
 *   the recipe, `file-system`, and `config-invalid` for a settings file
 */
export function packageHooks(
  options: PackageOptions,
  session: Session = currentSession(),
): Promise<PackageResult> {
  return makePackage(options, session);
}

/**
 * Writes a settings file into the current folder, with the settings of an environment (the active one unless named) that
 * has hooks, or else the default ones.
 * @throws CondaGoHooksError `file-not-ours` where there is one, and for an environment `environment-unknown`,
 *   `environment-ambiguous`, `environment-invalid`
 */
export function init(
  options: InitOptions = {},
  session: Session = currentSession(),
): Promise<InitResult> {
  return writeConfig(options, session);
}

/**
 * Takes over the hand-written Go hooks of an environment (the active one unless named): installs hooks that do the same
 * and puts the scripts aside. Runs none of them. A failure is in the report.
 * @param session who is asked, unless `yes`; by default nobody, which is refused
 * @throws CondaGoHooksError `usage`, `setting-invalid`; then nothing was changed
 */
export function adopt(
  options: AdoptOptions = {},
  session: Session = currentSession(),
): Promise<AdoptResult> {
  return adoptHooks(options, session);
}

/**
 * Looks at what is installed in environments, which are named as for {@link install}, and whether it is intact.
 * @throws CondaGoHooksError `usage`, `file-system` for a folder in `pixi` that does not exist
 */
export function status(
  options: StatusOptions = {},
  session: Session = currentSession(),
): Promise<StatusResult> {
  return inspectHooks(options, session);
}

/**
 * Checks every go.mod and go.work in the folders and environments named, by reading files; runs go only with `verify`.
 * @throws CondaGoHooksError `nothing-found` without any go.mod or go.work, `usage`, `file-system`, and for an
 *   environment `no-environment`, `environment-unknown`, `environment-ambiguous`, `environment-invalid`
 */
export function scan(
  options: ScanOptions = {},
  session: Session = currentSession(),
): Promise<ScanResult> {
  return scanModules(options, session);
}

/**
 * Mends the go.mod and go.work files in the folders and environments named, and their vendor folders, by the go on the
 * PATH: each project whole, or left exactly as it is. What go is not content with is put back.
 * @param session who is asked before anything is done; by default nobody
 * @throws CondaGoHooksError `no-go`, `uncommitted` for what git has not recorded, `repair-busy` while another repair is
 *   at it, `declined`, and what {@link scan} throws; then nothing was changed
 */
export function repair(
  options: RepairOptions = {},
  session: Session = currentSession(),
): Promise<RepairResult> {
  return repairProjects(options, session);
}

/**
 * Looks at the hooks of an environment (the active one unless named), at Go's settings and at the project of a folder,
 * and says what is wrong and what mends it. Runs nothing but go, and needs no network.
 * @throws CondaGoHooksError `usage`, `file-system` for a folder that does not exist, and for an environment that
 *   is named `environment-unknown`, `environment-ambiguous`, `environment-invalid`
 */
export function doctor(
  options: DoctorOptions = {},
  session: Session = currentSession(),
): Promise<DoctorResult> {
  return examine(options, session);
}

/**
 * Resolves Go's variables: the value that Go uses for each, and everything that has a say in it. Runs nothing but
 * `go env`, and changes nothing.
 * @throws CondaGoHooksError `usage`, and for an environment `environment-unknown`, `environment-ambiguous`,
 *   `environment-invalid`
 */
export function explain(
  options: ExplainOptions = {},
  session: Session = currentSession(),
): Promise<ExplainResult> {
  return explainVariables(options, session);
}

/**
 * Tells what activating an environment would set and unset of Go's variables in the session's shell, with every value
 * whole. Runs nothing, and changes nothing.
 * @throws CondaGoHooksError `usage`, `record-invalid`, and for an environment `no-environment`, `environment-unknown`,
 *   `environment-ambiguous`, `environment-invalid`
 */
export function env(
  options: EnvOptions = {},
  session: Session = currentSession(),
): Promise<EnvResult> {
  return tellVariables(options, session);
}
