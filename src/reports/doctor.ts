// What doctor has looked at and found, as data for programs and as text for people.
import type { EnvironmentSelector } from "../conda/environments.js";
import type { Owner } from "../conda/owners.js";
import type { ErrorReport } from "../errors/error-report.js";
import type { Finding } from "../findings/finding.js";
import { redact } from "../findings/values/credentials.js";
import type { Paths } from "../go/paths.js";
import type { Section } from "../go/setup/checks.js";
import {
  describeFindings,
  describeSummary,
  type FindingReport,
  reportFinding,
  type Summary,
  shownPath,
  summarizeFindings,
} from "./findings.js";
import { describeInstall, type InstallReport } from "./install.js";
import { countOf, describeError, formatRows, inline } from "./outcome.js";
import { describeLayers, type PackagedReport } from "./packaged-report.js";
import { describeRepair, type Reader, type RepairResult } from "./repair.js";
import type { Warning } from "./warnings.js";

export interface DoctorOptions extends EnvironmentSelector {
  /** The settings file by which findings are left out; false for none; unless given, the one found from here upwards. */
  readonly config?: string | false | undefined;
  /** Whose project and settings are looked at; the current one unless given. */
  readonly folder?: string | undefined;
  /** A file with what Go has printed when it failed, or `-` for standard input. */
  readonly log?: string | undefined;
  /** The codes of findings that count nowhere. */
  readonly ignore?: readonly string[] | undefined;
  /** Updates hooks that are only outdated or incomplete, and repairs the project. */
  readonly fix?: boolean | undefined;
  /** With `fix`, says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
  /** With `fix`, as `repair` takes them. */
  readonly only?: readonly string[] | undefined;
  readonly search?: readonly string[] | undefined;
  readonly allowDirty?: boolean | undefined;
  readonly build?: boolean | undefined;
}

/** One of the things that were looked at, and what was found. */
export interface Examined {
  readonly section: Section;
  /** What was seen of it, in a few words. */
  readonly evidence: string;
  readonly findings: readonly Finding[];
  /** By file and number, the text of the lines that findings are about. */
  readonly lines?: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** What is wrong with a settings file. */
  readonly warnings?: readonly Warning[];
}

// Whoever has it mended sees what that changes.
const FULLY = { verbose: true, diff: true };

/** What `doctor --json` prints. */
export interface DoctorResult {
  /** Each thing that was looked at. */
  readonly examined: readonly {
    readonly section: Section;
    /** What was seen of it. */
    readonly evidence: string;
  }[];
  readonly findings: readonly FindingReport[];
  readonly summary: Summary;
  /** What is wrong with a settings file. */
  readonly warnings: readonly Warning[];
  /** What `--fix` did to the hooks, or would do; the findings are of afterwards. */
  readonly fixed: readonly InstallReport[];
  /** What it did to the project; null where nothing was tried. */
  readonly repaired: RepairResult | null;
  /** Why it did nothing to the project, although that was tried. */
  readonly refused: ErrorReport | null;
}

/** What was found, after what was fixed. */
export interface Diagnosed {
  readonly examined: readonly Examined[];
  /** What is wrong with the settings file of the folder. */
  readonly warnings: readonly Warning[];
  readonly fixed: readonly InstallReport[];
  readonly repaired: RepairResult | null;
  readonly refused: ErrorReport | null;
}

export function reportDoctor({
  examined,
  fixed,
  repaired,
  refused,
  ...seen
}: Diagnosed): DoctorResult {
  const findings = examined.flatMap((one) => one.findings);
  return {
    examined: examined.map(({ section, evidence }) => ({ section, evidence })),
    findings: findings.map(reportFinding),
    summary: summarizeFindings(findings),
    warnings: [...seen.warnings, ...examined.flatMap(({ warnings = [] }) => warnings)],
    fixed,
    repaired,
    refused,
  };
}

/** What was fixed, or that nothing was where that was asked for. */
export function describeFixes(
  { fixed, repaired, refused }: Diagnosed,
  { fix }: DoctorOptions,
  reader: Reader,
): { readonly lines: string[]; readonly notes: string[]; readonly isFailed: boolean } {
  const told = fixed.map((report) => describeInstall(report, FULLY));
  const failed = told.filter(({ exitCode }) => exitCode !== 0);
  const isRepaired = repaired !== null && repaired.projects.length + repaired.recovered.length > 0;
  const mended = isRepaired ? [describeRepair(repaired, false, reader).text] : [];
  const nothing =
    "Nothing fixed: no hooks are outdated or incomplete, and no project is to be mended.";
  const isNothing = told.length === 0 && !isRepaired && refused === null;
  return {
    lines:
      fix && isNothing ? [nothing] : [...told.map(({ text }) => text).filter(Boolean), ...mended],
    // Of what may surprise, the findings tell.
    notes: [...failed.flatMap(({ notes }) => notes), ...(refused ? [describeError(refused)] : [])],
    isFailed: failed.length > 0 || refused !== null,
  };
}

/** What to ask before the hooks are fixed, behind what would be done. */
export function askToFix(planned: InstallReport): string {
  const { text } = describeInstall(planned, FULLY);
  // What is asked does not pass through what prints outcomes.
  return redact(text.split("\n").map(inline).join("\n"));
}

/** The hooks of an environment in a few words. @param seen null where there is nothing to see */
export function describeHooks(
  seen: {
    readonly environment: { readonly name: string | null; readonly prefix: string };
    readonly state: string;
    readonly version: string | null;
    readonly request: { readonly profile: string } | null;
    readonly packaged: PackagedReport | null;
    readonly files: readonly object[];
  } | null,
): string {
  if (seen === null) return "no environment";
  const { environment, state, version, request, packaged, files } = seen;
  const profile = request?.profile ?? packaged?.profile ?? null;
  return [
    `${environment.name ?? environment.prefix}: ${describeLayers(state, packaged)}`,
    ...(profile === null ? [] : [`profile ${profile}`]),
    ...(version === null ? [] : [`version ${version}`]),
    ...(files.length === 0 ? [] : [countOf(files.length, "script")]),
  ].join(", ");
}

/** Whether the hooks are in force. @param effect null where there is none */
export function describeEffect(isActive: boolean, effect: string | null): string {
  return `this shell: ${effect?.replaceAll("-", " ") ?? (isActive ? "active" : "not active")}`;
}

/** Who else sets a variable of Go. */
export function describeOwners(owners: readonly Owner[]): string {
  const places = owners.map(({ variable, path, line }) =>
    line === null ? `${variable} (${path})` : `${variable} (${path}:${line})`,
  );
  return `set by others: ${places.join(", ") || "none"}`;
}

/** The user's file of Go's settings. */
export function describeUserFile({
  file,
  lines,
}: {
  readonly file: string;
  readonly lines: readonly { readonly name: string }[];
}): string {
  const names = lines.map(({ name }) => name);
  return `go env -w: ${names.length === 0 ? "none" : `${names.join(", ")} (${file})`}`;
}

/** The manifest of a workspace of pixi. */
export function describeManifest(manifest: string): string {
  return `pixi: ${manifest}`;
}

/** What a log says, where there is one; what was looked at, a line each; then what is wrong, by place. */
export function describeDoctor(examined: readonly Examined[], cwd: string, paths: Paths): string {
  const [logs, others] = [true, false].map((isLog) =>
    describePlaces(
      examined.filter(({ section }) => (section === "log") === isLog),
      cwd,
      paths,
    ),
  );
  const rows = examined.map(({ section, evidence, findings }) => [
    section,
    describeLevels(findings),
    evidence,
  ]);
  const summary = describeSummary(summarizeFindings(examined.flatMap((one) => one.findings)));
  const parts = [...(logs ?? []), formatRows(rows), ...(others ?? []), summary];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** The findings of each file, or of the shell, below its name. */
function describePlaces(examined: readonly Examined[], cwd: string, paths: Paths): string[][] {
  const places = new Map<string, string[]>();
  for (const { section, findings, lines } of examined) {
    for (const file of new Set(findings.map(({ place }) => place.file))) {
      const nowhere = section === "log" ? "in the log" : "in this shell";
      const path = file === "" ? nowhere : inline(shownPath(file, cwd, paths));
      // Only what is typed about a project depends on the folder.
      const folder = section === "project" ? path.replace(/[\\/]?[^\\/]*$/, "") : "";
      const here = findings.filter(({ place }) => place.file === file);
      const told = describeFindings(here, lines?.get(file) ?? new Map(), folder);
      places.set(path, [...(places.get(path) ?? [path]), ...told]);
    }
  }
  return [...places.values()];
}

function describeLevels(findings: readonly Finding[]): string {
  const { error, warning, info } = summarizeFindings(findings);
  const counts = [
    ...(error > 0 ? [countOf(error, "error")] : []),
    ...(warning > 0 ? [countOf(warning, "warning")] : []),
    ...(info > 0 ? [`${info} info`] : []),
  ];
  return counts.length === 0 ? "ok" : counts.join(", ");
}
