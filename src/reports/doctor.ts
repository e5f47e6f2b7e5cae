// What doctor has looked at and found, as data for programs and as text for people.
import type { EnvironmentSelector } from "../conda/environments.js";
import type { Finding } from "../findings/finding.js";
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
import { countOf, formatRows, inline } from "./outcome.js";

export interface DoctorOptions extends EnvironmentSelector {
  /** Whose project and settings are looked at; the current one unless given. */
  readonly folder?: string | undefined;
  /** A file with what Go has printed when it failed, or `-` for standard input. */
  readonly log?: string | undefined;
  /** The codes of findings that count nowhere. */
  readonly ignore?: readonly string[] | undefined;
}

/** One of the things that were looked at, and what was found. */
export interface Examined {
  readonly section: Section;
  /** What was seen of it, in a few words. */
  readonly evidence: string;
  readonly findings: readonly Finding[];
  /** By file and number, the text of the lines that findings are about. */
  readonly lines?: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

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
}

export function reportDoctor(examined: readonly Examined[]): DoctorResult {
  const findings = examined.flatMap((one) => one.findings);
  return {
    examined: examined.map(({ section, evidence }) => ({ section, evidence })),
    findings: findings.map(reportFinding),
    summary: summarizeFindings(findings),
  };
}

/** What was looked at, a line each; then what is wrong, by place. */
export function describeDoctor(examined: readonly Examined[], cwd: string, paths: Paths): string {
  const rows = examined.map(({ section, evidence, findings }) => [
    section,
    describeLevels(findings),
    evidence,
  ]);
  const told = examined.flatMap(({ findings, lines }) => {
    const files = [...new Set(findings.map(({ place }) => place.file))];
    return files.map((file) => {
      const here = findings.filter(({ place }) => place.file === file);
      const path = file === "" ? "in this shell" : inline(shownPath(file, cwd, paths));
      const folder = file === "" ? "" : path.replace(/[\\/]?[^\\/]*$/, "");
      return [path, ...describeFindings(here, lines?.get(file) ?? new Map(), folder)];
    });
  });
  const summary = describeSummary(summarizeFindings(examined.flatMap((one) => one.findings)));
  const parts = [formatRows(rows), ...told, ...(summary.length > 0 ? [summary] : [])];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
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
