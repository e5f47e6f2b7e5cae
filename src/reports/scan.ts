// What a scan has found, as data for programs and as text for people.
import type { Inspection } from "../go/checks/inspect.js";
import type { ModuleVersion } from "../go/modfile/modfile.js";
import type { Paths } from "../go/paths.js";
import type { Verdict } from "../go/toolchain.js";
import {
  describeFindings,
  describeSummary,
  type FindingReport,
  quoteWords,
  reportFinding,
  type Summary,
  shownPath,
  summarizeFindings,
} from "./findings.js";
import { countOf, inline } from "./outcome.js";
import { describeWarnings, type Warning } from "./warnings.js";

/** A module and its version, as `go mod edit -json` prints it. */
export interface VersionReport {
  readonly Path: string;
  readonly Version?: string;
}

/** What was read of a go.mod, or of a go.work, which has no module. */
export interface ModuleReport {
  readonly file: string;
  readonly module: string | null;
  readonly go: string | null;
  readonly replace: readonly {
    readonly line: number;
    readonly Old: VersionReport;
    readonly New: VersionReport;
  }[];
  /** The first of the errors for which Go takes nothing of the file. */
  readonly error: { readonly line: number; readonly message: string } | null;
  /** What the real go says; only with `verify`, and where there is a go. */
  readonly verify?: Verdict;
}

/** What `scan --json` prints. */
export interface ScanResult {
  readonly modules: readonly ModuleReport[];
  readonly findings: readonly FindingReport[];
  readonly summary: Summary & {
    readonly modules: number;
    /** How many findings a comment or an option ignores. They count nowhere else. */
    readonly ignored: number;
  };
  /** With `verify`: the version of the go that was asked, null when there is none. */
  readonly verify?: { readonly go: string | null };
  /** Where a settings file is somebody else's, and no finding is left out by it. */
  readonly warnings?: readonly Warning[];
}

/** What a scan has found, before it is reported. */
export interface Scan {
  readonly inspections: readonly Inspection[];
  readonly ignored: number;
  readonly warnings: readonly Warning[];
  readonly verify?: { readonly go: string | null };
}

/** A scan as data. */
export function reportScan({ inspections, ignored, verify, warnings }: Scan): ScanResult {
  const modules = inspections.flatMap(reportModule);
  const findings = inspections.flatMap((one) => one.findings);
  return {
    modules,
    findings: findings.map(reportFinding),
    summary: { modules: modules.length, ...summarizeFindings(findings), ignored },
    ...(verify && { verify }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** Nothing for what cannot be read. */
function reportModule({ file, outline, verdict }: Inspection): ModuleReport[] {
  if (outline === null) return [];
  const { module, go, replaces, error } = outline;
  const replace = replaces.map((one) => ({
    line: one.line,
    Old: reportVersion(one.old),
    New: reportVersion(one.new),
  }));
  return [{ file, module, go, replace, error, ...(verdict && { verify: verdict }) }];
}

function reportVersion({ path, version }: ModuleVersion): VersionReport {
  return { Path: path, ...(version !== "" && { Version: version }) };
}

/**
 * A scan as text: file by file what is wrong, then the totals.
 * @param cwd the folder from which the files below it are named
 */
export function describeScan(
  { inspections }: Scan,
  result: ScanResult,
  cwd: string,
  paths: Paths,
): string {
  const texts = inspections.map((one) => describeInspection(one, cwd, paths));
  const parts = [...texts.filter((text) => text.length > 0), describeTotal(result)];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

/** What goes to stderr beside the text. */
export function noteScan({ verify, warnings }: Scan): string[] {
  const isUnasked = verify?.go === null;
  return [
    ...describeWarnings({ warnings }),
    ...(isUnasked ? ["warning: there is no go on the PATH, so nothing was asked of it"] : []),
  ];
}

/** No lines for a file without findings on which go agrees. */
function describeInspection(
  { file, outline, findings, lines, verdict }: Inspection,
  cwd: string,
  paths: Paths,
): string[] {
  const isQuiet = verdict === undefined || verdict.verdict === "agrees";
  if (findings.length === 0 && isQuiet) return [];
  const path = inline(shownPath(file, cwd, paths));
  return [
    outline?.module ? `${path} (module ${inline(outline.module)})` : path,
    ...describeFindings(findings, lines, path.replace(/[\\/]?[^\\/]*$/, "")),
    ...(verdict ? describeVerdict(verdict) : []),
  ];
}

function describeVerdict({ verdict, reason, says }: Verdict): string[] {
  switch (verdict) {
    case "agrees":
      return ["    verified: go agrees"];
    case "differs":
      return [
        "    verified: go differs",
        ...(says === null ? ["      it finds no error"] : quoteWords("it says: ", says)),
      ];
    case "unknown":
      return [`    not verified: ${inline(reason ?? "")}`, ...quoteWords("it says: ", says ?? "")];
  }
}

function describeTotal({ modules, summary, verify }: ScanResult): string[] {
  const scanned = `${countOf(summary.modules, "go.mod or go.work file")} scanned`;
  const [total = "nothing to report", ...codes] = describeSummary(summary);
  const lines = [`${scanned}: ${total}`, ...codes];
  if (!verify?.go) return lines;
  const count = (verdict: Verdict["verdict"]) =>
    modules.filter((module) => module.verify?.verdict === verdict).length;
  const counts = `agrees on ${count("agrees")}, differs on ${count("differs")}, cannot tell of ${count("unknown")}`;
  return [...lines, `${inline(verify.go)} ${counts}`];
}
