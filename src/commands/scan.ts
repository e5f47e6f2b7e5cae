// Finds every broken `replace` in the Go projects of environments and folders.
import { describeCode, explainCode } from "../findings/page.js";
import { leaveOutIgnored } from "../go/checks/ignored.js";
import { inspectAll } from "../go/checks/inspect.js";
import { addInstead } from "../go/checks/instead.js";
import { sortByFile } from "../go/checks/sort-by-file.js";
import { verifyAll } from "../go/checks/verify.js";
import { makeDiskReader } from "../go/loading/module-reader.js";
import { describeReading } from "../go/loading/reading.js";
import { pathsOf } from "../go/paths.js";
import { readGoFlags } from "../go/settings/goflags.js";
import { addUserSettings } from "../go/settings/user-settings.js";
import { findToolchain } from "../go/toolchain.js";
import { checkFormat, chooseFormat, type FindingsOptions } from "../reports/findings.js";
import { inline, type Outcome } from "../reports/outcome.js";
import { describeScan, noteScan, reportScan, type Scan, type ScanResult } from "../reports/scan.js";
import type { Session } from "../session.js";
import { checkCode, findIgnored, type IgnoreOptions } from "./finding-codes.js";
import type { RepairOptions } from "./repair.js";
import { failEmpty, findStarts, type StartOptions } from "./scan-starts.js";
import { findSettingsInForce } from "./setup/settings-in-force.js";

export interface ScanOptions extends StartOptions, IgnoreOptions {
  /** Whether to ask the go on the PATH too; without this, nothing is run. */
  readonly verify?: boolean | undefined;
}

export interface PrintOptions extends FindingsOptions {
  /** A code to explain; nothing is scanned then. */
  readonly explain?: string | undefined;
}

interface FixOptions extends RepairOptions {
  /** Mends what is found, in place of telling it. */
  readonly fix?: boolean | undefined;
}

/**
 * Judges every go.mod and go.work in the folders and environments named.
 * @throws CondaGoHooksError `usage`, `file-system` for a folder that is not there, `nothing-found` where
 *   there is no go.mod and no go.work, and what finding an environment may throw
 */
export async function scan(options: ScanOptions, session: Session): Promise<ScanResult> {
  return reportScan(await scanAll(options, session));
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  options: ScanOptions & PrintOptions & FixOptions,
  session: Session,
): Promise<Outcome> {
  if (options.fix) return (await import("./repair.js")).run(options, session);
  checkFormat(options);
  if (options.explain !== undefined) {
    const explained = explainCode(checkCode(options.explain, "--explain"));
    const text = describeCode(explained).map(inline).join("\n");
    return { result: explained, text, notes: [], exitCode: 0 };
  }
  const scanned = await scanAll(options, session);
  const result = reportScan(scanned);
  const { cwd } = session;
  const paths = pathsOf(session.platform);
  const findings = scanned.inspections.flatMap((one) => one.findings);
  const text = () => describeScan(scanned, result, cwd, paths);
  const printed = chooseFormat(findings, options, text, cwd, paths);
  return { result, notes: noteScan(scanned), ...printed };
}

/** The same, before it is reported. */
export async function scanAll(options: ScanOptions, session: Session): Promise<Scan> {
  const { codes, named: typed, warnings } = await findIgnored(options, session);
  const starts = await findStarts(options, session);
  const { prefixes, folders, named } = starts;
  const shell = named === null ? session.env : findSettingsInForce(named, session);
  const env = addUserSettings(shell, session);
  const flags = readGoFlags(env.GOFLAGS ?? "");
  const reader = makeDiskReader(describeReading({ ...session, env }, flags.tags));
  const { inspections, unreadable } = await inspectAll(starts, reader, { prefixes, flags });
  if (inspections.length === unreadable.length) failEmpty(starts, unreadable);
  const go = options.verify ? await findToolchain(session) : null;
  const verified = go === null ? inspections : await verifyAll(inspections, go, session);
  const whole = await addInstead(verified, folders, reader);
  const sorted = await sortByFile(whole, reader);
  return {
    ...leaveOutIgnored(sorted, codes, typed, session.cwd),
    warnings,
    ...(options.verify && { verify: { go: go?.version ?? null } }),
  };
}
