// Findings as what people and programs read: text, JSON, SARIF and GitHub's workflow commands.
import { pathToFileURL } from "node:url";
import { makeError } from "../errors/error.js";
import { ABOUT } from "../findings/about.js";
import { explainFinding, type Finding, type FindingCode, type Level } from "../findings/finding.js";
import type { Paths } from "../go/paths.js";
import { TOOL } from "../names.js";
import { VERSION } from "../version.js";
import { countOf, formatTable, inline, type Outcome } from "./outcome.js";

export interface FindingReport {
  /** What scripts may test. */
  readonly code: Finding["code"];
  readonly level: Level;
  /** Null where it is in none, as a variable of the shell is. */
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
  /** What Go says, or the beginning of it, by its version and the command; empty where Go is silent. */
  readonly go: readonly string[];
  readonly fix: string;
  /** The commands that fix it when they are typed as they stand, in the folder of the file. */
  readonly commands: readonly string[];
}

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** How many findings of each code there are, the most frequent first. */
  readonly codes: Readonly<Partial<Record<FindingCode, number>>>;
}

/** A finding with its sentences. */
export function reportFinding(finding: Finding): FindingReport {
  const { code, level, place } = finding;
  return { code, level, file: place.file || null, line: place.line, ...explainFinding(finding) };
}

export function summarizeFindings(findings: readonly Finding[]): Summary {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const counts = new Map<FindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const rows = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const codes = Object.fromEntries(rows);
  return { error: count("error"), warning: count("warning"), info: count("info"), codes };
}

/**
 * The findings of one file, line by line: the line itself, what is wrong, Go's own words, what to do.
 * @param lines the text of the lines that the findings name
 * @param folder where the commands are to be typed, as seen from the current folder; "" is the current one
 */
export function describeFindings(
  findings: readonly Finding[],
  lines: ReadonlyMap<number, string>,
  folder = "",
): string[] {
  return findings.flatMap((finding, index) => {
    const { line } = finding.place;
    const isSameLine = index > 0 && findings[index - 1]?.place.line === line;
    const { message, go, fix, commands } = explainFinding(finding);
    const where = folder === "" || commands.length === 0 ? "" : `, in ${inline(folder)}`;
    const says = finding.level === "error" ? "Go says: " : "Go would say: ";
    return [
      ...(line === null || isSameLine
        ? []
        : [`  ${line}: ${inline(lines.get(line) ?? "")}`.trimEnd()]),
      `    ${finding.level}: ${inline(message)} (${finding.code})`,
      ...quoteWords(says, go[0] ?? ""),
      `      to do${where}: ${inline(fix)}`,
    ];
  });
}

/** Words of Go, under each other if they have several lines. */
export function quoteWords(label: string, words: string): string[] {
  const [first = "", ...more] = words.trim().split("\n");
  if (first === "") return [];
  // Of some sentences, only the beginning is known.
  const end = /[:@ ]$/.test(words) && more.length === 0 ? "…" : "";
  return [
    `      ${label}${inline(first)}${end}`,
    ...more.map((line) => `        ${inline(line.trim())}`),
  ];
}

/** How many there are, then by code. */
export function describeSummary({ error, warning, info, codes }: Summary): string[] {
  const total = [
    countOf(error, "error"),
    countOf(warning, "warning"),
    ...(info > 0 ? [`${info} info`] : []),
  ];
  const rows = Object.entries(codes);
  if (rows.length === 0) return [];
  const table = formatTable(rows.map(([code, number]) => [`  ${code}`, String(number)]));
  return [total.join(", "), ...table.split("\n")];
}

/** A file's path as one reads it in this folder: from there when it lies below it. */
export function shownPath(file: string, cwd: string, paths: Paths): string {
  return findWay(file, cwd, paths) ?? file;
}

/** The way to a file below this folder, else null. On Windows the two may say the folder in different letters. */
function findWay(file: string, cwd: string, { isInside, relative }: Paths): string | null {
  return (isInside(file, cwd) && relative(cwd, file)) || null;
}

/** How findings are printed, and when they fail the command. */
export interface FindingsOptions {
  readonly format?: "text" | "json" | "sarif" | "github" | undefined;
  /** The lowest level for exit code 1; `error` unless given. */
  readonly failOn?: "error" | "warning" | undefined;
  readonly json?: boolean | undefined;
}

/** @throws CondaGoHooksError `usage` for two formats */
export function checkFormat({ json, format }: FindingsOptions): void {
  if (json && format !== undefined && format !== "json") throw makeError("two-formats", { format });
}

/**
 * The findings in the format that was asked for, and the exit code.
 * @param describe makes the text for people
 */
export function chooseFormat(
  findings: readonly Finding[],
  { format, failOn }: FindingsOptions,
  describe: () => string,
  cwd: string,
  paths: Paths,
): Pick<Outcome, "text" | "document" | "exitCode"> {
  const failing: readonly Level[] = failOn === "warning" ? ["error", "warning"] : ["error"];
  const exitCode = findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
  if (format === "sarif") return { text: "", document: makeSarif(findings, cwd, paths), exitCode };
  if (format === "github") return { text: formatWorkflowCommands(findings, cwd, paths), exitCode };
  return { text: describe(), exitCode };
}

const SARIF_LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** A SARIF 2.1.0 log; files below `cwd` are named from there. */
export function makeSarif(findings: readonly Finding[], cwd: string, paths: Paths): object {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const root = paths.isWindows ? "C:\\" : "/";
  const urlOf = (path: string): string => pathToFileURL(path, { windows: paths.isWindows }).href;
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: TOOL,
            semanticVersion: VERSION,
            rules: codes.map((id) => ({ id, shortDescription: { text: ABOUT[id].about } })),
          },
        },
        results: findings.map(reportFinding).map(({ code, level, file, line, message, fix }) => {
          const locate = (path: string) => {
            const way = findWay(path, cwd, paths);
            const uri =
              way === null ? urlOf(path) : urlOf(root + way).slice(urlOf(`${root}x`).length - 1);
            const region = line === null ? {} : { region: { startLine: line } };
            return { physicalLocation: { artifactLocation: { uri }, ...region } };
          };
          return {
            ruleId: code,
            ruleIndex: codes.indexOf(code),
            level: SARIF_LEVELS[level],
            message: { text: `${message}. To do: ${fix}.` },
            locations: file === null ? [] : [locate(file)],
          };
        }),
      },
    ],
  };
}

const WORKFLOW_LEVELS = { error: "error", warning: "warning", info: "notice" } as const;

/** A workflow command for each finding, which GitHub shows at its line. */
function formatWorkflowCommands(findings: readonly Finding[], cwd: string, paths: Paths): string {
  return findings
    .map(reportFinding)
    .map(({ code, level, file, line, message, fix }) => {
      const shown = file && shownPath(file, cwd, paths);
      const path = paths.isWindows ? shown?.replaceAll("\\", "/") : shown;
      const properties = [
        ...(path ? [`file=${escapeProperty(path)}`] : []),
        ...(line === null ? [] : [`line=${line}`]),
        `title=${code}`,
      ];
      return `::${WORKFLOW_LEVELS[level]} ${properties.join(",")}::${escapeData(`${message}\n${fix}`)}`;
    })
    .join("\n");
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
