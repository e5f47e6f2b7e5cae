// What the commands say about many environments: a line for each, each problem once, and a total.
import { join } from "node:path";
import type { Environment, EnvironmentsSelector } from "../conda/environments.js";
import type { ErrorCode } from "../errors/error-report.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { describeFailed, type EnvironmentReport } from "./environments.js";
import { countOf, formatRows, formatTable, inline, type Outcome } from "./outcome.js";

// With more lines, the question would scroll off the screen.
const MAX_ASKED = 20;

// Errors that only somebody else can fix.
const LEFT_OUT: readonly ErrorCode[] = ["environment-frozen", "environment-read-only"];

/** The question before a change to these environments; null when there are none. */
export function describeQuestion(
  verb: string,
  environments: readonly Environment[],
): string | null {
  if (environments.length === 0) return null;
  const rows = environments
    .slice(0, MAX_ASKED)
    .map(({ name, prefix }) => [`  ${name ?? ""}`, prefix]);
  const more = environments.length - rows.length;
  return [
    `${verb} ${countOf(environments.length, "environment")}:`,
    formatTable(rows),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}

/** A line for each: what was done, its name, more words, and its prefix. */
export function describeEach<Report extends EnvironmentReport>(
  reports: readonly Report[],
  wordsOf: (report: Report) => readonly [string, ...string[]],
): string[] {
  const rows = reports.map((report) => {
    const [word, ...more] = wordsOf(report);
    return [word, report.name ?? "", ...more, report.prefix ?? ""];
  });
  return formatRows(rows);
}

/** The paths of the copies that were kept. */
export function describeCopies(reports: readonly EnvironmentReport[]): string[] {
  return reports.flatMap(({ prefix, files }) =>
    files
      .filter(({ state }) => state === "copy kept")
      .map(({ path }) => inline(`copy kept: ${join(prefix ?? "", path)}`)),
  );
}

/** Such as `3 environments: 2 installed, 1 failed`. */
export function describeTotal(
  words: readonly string[],
  { installedOnly }: Pick<EnvironmentsSelector, "installedOnly">,
): string {
  if (words.length === 0) {
    return installedOnly
      ? "No environment has installed hooks."
      : "No environment found. Name one by its path: -p PREFIX";
  }
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const parts = [...counts].map(([word, count]) => `${count} ${word}`);
  return `${countOf(words.length, "environment")}: ${parts.join(", ")}`;
}

/** The outcome for all environments. One that failed is a finding, whatever else was found. */
export function concludeAll(
  result: { readonly environments: readonly EnvironmentReport[] },
  lines: readonly string[],
  session: Session,
  hasFindings = false,
): Outcome {
  const { environments } = result;
  const isFailed = environments.some(({ error }) => error !== null);
  const notes = describeTroubles(environments, session);
  return { result, text: lines.join("\n"), notes, exitCode: hasFindings || isFailed ? 1 : 0 };
}

/** Each warning once, with the names of its environments, and each failure. */
function describeTroubles(reports: readonly EnvironmentReport[], session: Session): string[] {
  const about = new Map<string, string[]>();
  for (const { name, prefix, warnings } of reports) {
    for (const { message } of warnings) {
      const names = about.get(message) ?? [];
      names.push(name ?? prefix ?? "");
      about.set(message, names);
    }
  }
  return [
    ...[...about].map(([message, names]) => `warning: ${inline(message)} (${listNames(names)})`),
    ...reports.flatMap((report) => describeFailed(report) ?? []),
    ...describeExclusion(reports, session),
  ];
}

function describeExclusion(reports: readonly EnvironmentReport[], { platform }: Session): string[] {
  const options = reports.flatMap(({ error, prefix }) =>
    error && prefix && LEFT_OUT.includes(error.code)
      ? [`--exclude ${typed(prefix, platform)}`]
      : [],
  );
  return options.length > 0 ? [inline(`To skip what cannot be changed: ${options.join(" ")}`)] : [];
}

function listNames(names: readonly string[]): string {
  const few = names.slice(0, 3).map(inline).join(", ");
  return names.length > 3 ? `${few} and ${names.length - 3} more` : few;
}
