// What a repair would do, did or left alone, as data for programs and as text for people.
import { dirname } from "node:path";
import type { ErrorReport } from "../errors/error-report.js";
import { type Finding, makeCommand } from "../findings/finding.js";
import type { Paths } from "../go/paths.js";
import type { Applied } from "../go/repair/apply.js";
import type { Change } from "../go/repair/edits.js";
import type { Plan } from "../go/repair/plan.js";
import type { Stuck } from "../go/repair/remedies.js";
import type { CheckedCommand } from "../go/repair/verify.js";
import { type FindingReport, quoteWords, reportFinding, shownPath } from "./findings.js";
import { countOf, describeError, inline, makePrintable, type Outcome } from "./outcome.js";
import { describeWarnings, type Warning } from "./warnings.js";

/** A finding that is to be mended, and how. */
export interface RepairStep extends FindingReport {
  /** What does it, each in the folder that it is typed in. */
  readonly does: readonly {
    /** A command of go, or in words what we do to a file that Go cannot read. */
    readonly what: string;
    readonly folder: string;
  }[];
}

/** A finding that stays. */
export interface LeftFinding extends FindingReport {
  /**
   * `judgement`: it takes a person, and `fix` says what to do; `nowhere`: no folder below `looked` declares the module;
   * `choice`: several would do; `taken`: something is in the way; `go`: go does not edit the file.
   */
  readonly reason: Stuck["reason"];
  /** The folders to choose from, as they would stand in the file. */
  readonly choices: readonly string[];
  /** What takes each of them, as one types it or in words. */
  readonly ways: readonly string[];
  /** Where a module was looked for. */
  readonly looked: readonly string[];
  /** What go says, or what is in the way; null for none. */
  readonly detail: string | null;
}

/** One go.mod, judged by itself, or one go.work with its modules. */
export interface ProjectReport {
  readonly file: string;
  /** Whether packages come from the vendor folder. */
  readonly mode: "mod" | "vendor";
  /**
   * `planned`: would be mended; `mended`: go was asked, and is content or fails only for what was not to be mended;
   * `put-back`: go was not, and all is as it was; `left`: nothing was done, as it cannot be mended whole.
   */
  readonly outcome: "planned" | "mended" | "put-back" | "left";
  readonly steps: readonly RepairStep[];
  /** The commands of go that come after the steps. */
  readonly completes: readonly string[];
  /** The modules that go has to download for it, as `path@version`. */
  readonly downloads: readonly string[];
  readonly left: readonly LeftFinding[];
  /** What GOFLAGS does to the project, which no change of its files mends. */
  readonly flags: readonly FindingReport[];
  /** Unified diffs of the files, without vendor; null where none changes. */
  readonly diff: string | null;
  /** What go said before and after; null where it was not asked. */
  readonly before: readonly CheckedCommand[] | null;
  readonly after: readonly CheckedCommand[] | null;
  /** The command of the plan that failed; null for none. */
  readonly failed: { readonly command: string; readonly says: string } | null;
  /** A file that is not as it was planned for, so that nothing was done; null for none. */
  readonly changed: string | null;
  /** What was in the way, after other projects were mended; null for nothing. */
  readonly error: ErrorReport | null;
}

/** What `repair --json` prints. */
export interface RepairResult {
  readonly dryRun: boolean;
  /** The version of the go that was asked. */
  readonly go: string;
  /** How many go.mod and go.work files were looked at. */
  readonly scanned: number;
  /** Those with something to mend. */
  readonly projects: readonly ProjectReport[];
  /** The folders in which an interrupted repair was undone first. */
  readonly recovered: readonly string[];
  /** Where a settings file is somebody else's, and no finding is left out by it. */
  readonly warnings?: readonly Warning[];
}

/** A plan, and what became of it; null while nothing has. */
export interface Planned {
  readonly plan: Plan;
  readonly applied: Applied | null;
  /** What to do about GOFLAGS where it comes from; null where nothing is wrong with it. */
  readonly cure: { readonly fix: string; readonly commands: readonly string[] } | null;
}

export async function reportProject(
  { plan, applied, cure }: Planned,
  reader: Reader,
): Promise<ProjectReport> {
  const { project, mode, steps, left, ofFlags, downloads } = plan;
  return {
    file: project.file,
    mode,
    outcome: nameOutcome(plan, applied),
    steps: steps.map(({ finding, changes }) => ({
      ...reportFinding(finding),
      does: changes.flatMap(describeChange),
    })),
    completes: listCompletions(plan),
    downloads,
    left: left.map(({ finding, stuck }) => ({ ...reportFinding(finding), ...reportStuck(stuck) })),
    flags: ofFlags.map((finding) => ({ ...reportFinding(finding), ...cure })),
    diff: await formatDiff(plan, reader),
    before: applied?.before ?? null,
    after: applied?.after ?? null,
    failed: applied?.failed ?? null,
    changed: applied?.changed ?? null,
    error: applied?.error ?? null,
  };
}

function nameOutcome({ steps }: Plan, applied: Applied | null): ProjectReport["outcome"] {
  if (steps.length === 0) return "left";
  if (applied === null) return "planned";
  return applied.isDone ? "mended" : "put-back";
}

function reportStuck(
  stuck: Stuck,
): Pick<LeftFinding, "reason" | "choices" | "ways" | "looked" | "detail"> {
  const { reason } = stuck;
  const none = { reason, choices: [], ways: [], looked: [], detail: null };
  switch (stuck.reason) {
    case "choice":
      return {
        ...none,
        choices: stuck.choices.map(({ target }) => target),
        ways: stuck.choices.map(({ changes }) =>
          changes
            .flatMap(describeChange)
            .map(({ what }) => what)
            .join(", then "),
        ),
      };
    case "nowhere":
      return { ...none, looked: stuck.roots };
    case "taken":
      return { ...none, detail: stuck.path };
    case "go":
      return { ...none, detail: stuck.says };
    case "judgement":
      return none;
  }
}

/** What comes after the edits. */
function listCompletions({ project, published, isVendored }: Plan): string[] {
  return [
    ...(published.length > 0 && !project.isWorkspace ? ["go list -mod=mod -deps -test ./..."] : []),
    ...(isVendored ? [`go ${project.isWorkspace ? "work" : "mod"} vendor`] : []),
  ];
}

/** As one types it. */
function describeChange(change: Change): { what: string; folder: string }[] {
  switch (change.kind) {
    case "edit": {
      const verb = /go\.work$/.test(change.file) ? "work" : "mod";
      const what = nameCommand("go", verb, "edit", ...change.flags);
      return [{ what, folder: dirname(change.file) }];
    }
    case "retarget":
      return [
        {
          what: `write ${change.target} behind => in line ${change.line}`,
          folder: dirname(change.file),
        },
      ];
    case "init": {
      const folder = dirname(change.file);
      const commands = [
        ["init", change.module],
        ["edit", `-go=${change.go}`],
      ];
      return commands.map((words) => ({ what: nameCommand("go", "mod", ...words), folder }));
    }
    case "move":
      return [
        {
          what: nameCommand("mv", change.from, change.to),
          folder: dirname(change.to),
        },
      ];
  }
}

/** As one types it, or word for word where a shell would take more from it than that. */
const nameCommand = (...words: readonly string[]): string =>
  makeCommand(...words) ?? `(not for a shell) ${words.join(" ")}`;

async function formatDiff({ files }: Plan, { cwd, paths }: Reader): Promise<string | null> {
  if (files.length === 0) return null;
  const { createTwoFilesPatch } = await import("diff");
  return files
    .map(({ path, before, after }) => {
      const name = shownPath(path, cwd, paths);
      const patch = createTwoFilesPatch(
        before === null ? "/dev/null" : name,
        name,
        before ?? "",
        after,
      );
      return patch.replace(/^(?:Index: .*\n)?=+\n/, "");
    })
    .join("");
}

/** Where a person is, from which paths are named. */
export interface Reader {
  readonly cwd: string;
  readonly paths: Paths;
}

/** Everything that was found and done. @param isShown whether the plans have been shown already */
export function describeRepair(
  result: RepairResult,
  isShown: boolean,
  reader: Reader,
): Omit<Outcome, "result"> {
  const { projects, scanned, recovered, dryRun, warnings = [] } = result;
  const parts = [
    ...recovered.map((folder) => [
      inline(
        `Put back what an interrupted repair had left in ${shownPath(folder, reader.cwd, reader.paths)}`,
      ),
    ]),
    ...projects.map((one) => [
      ...(isShown && one.steps.length > 0 ? [] : describePlan(one, reader)),
      ...describeOutcome(one, reader),
    ]),
    [describeTotal(projects, scanned, dryRun)],
  ];
  const text = parts.map((lines) => lines.join("\n")).join("\n\n");
  return { text, notes: describeWarnings({ warnings }), exitCode: projects.every(isFine) ? 0 : 1 };
}

/** Whether nothing is left that keeps Go from being content. */
function isFine({ outcome, left, flags }: ProjectReport): boolean {
  if (outcome === "put-back") return false;
  return ![...left, ...flags].some(({ level }) => level === "error");
}

/** What to ask before anything is done. */
export function askToRepair(projects: readonly ProjectReport[], reader: Reader): string {
  const parts = projects.map((one) => describePlan(one, reader).join("\n"));
  // What is asked does not pass through what prints outcomes.
  return makePrintable(parts.join("\n\n"));
}

/** What to ask where several would do. */
export function askToChoose(finding: Finding, { cwd, paths }: Reader): string {
  const { message, file, line } = reportFinding(finding);
  const place = `${shownPath(file ?? "", cwd, paths)}${line === null ? "" : `:${line}`}`;
  return makePrintable(inline(`${place}: ${message}`));
}

/** One of them, as it is shown to who chooses. */
export function describeChoice(target: string): string {
  return makePrintable(inline(target));
}

/** What is going on while go takes its time. */
export function describeWork(file: string, { cwd, paths }: Reader): string {
  return `go builds ${makePrintable(inline(shownPath(file, cwd, paths)))}`;
}

function describePlan(project: ProjectReport, { cwd, paths }: Reader): string[] {
  const { file, mode, steps, completes, downloads, left, flags, diff } = project;
  const show = (path: string) => shownPath(path, cwd, paths);
  const place = (other: string | null, line: number | null) =>
    `${other !== null && other !== file ? `${show(other)}:` : ""}${line ?? ""}`.replace(
      /^(\d+)$/,
      "line $1",
    );
  const tell = (one: FindingReport) => {
    const where = place(one.file, one.line);
    return `  ${where === "" ? "" : `${where}: `}${one.level}: ${one.message} (${one.code})`;
  };
  const lines = [`${show(file)}${mode === "vendor" ? " (built from vendor)" : ""}`];
  for (const step of steps) {
    lines.push(tell(step));
    for (const { what, folder } of step.does)
      lines.push(`    ${folder === cwd ? "" : `in ${show(folder)}: `}${what}`);
  }
  if (completes.length > 0) lines.push("  and then", ...completes.map((one) => `    ${one}`));
  if (downloads.length > 0)
    lines.push(
      `  needs the network: go downloads ${countOf(downloads.length, "module")}: ${downloads.slice(0, SHOWN).join(", ")}${downloads.length > SHOWN ? ", …" : ""}`,
    );
  else if (completes.some((one) => one.includes("-mod=mod")))
    lines.push("  may need the network: go asks for the checksums that go.sum lacks");
  for (const one of left) lines.push(tell(one), ...describeLeft(one, show));
  for (const one of flags) lines.push(tell(one), `    to do: ${one.fix}`);
  if (steps.length === 0 && left.some(({ level }) => level === "error"))
    lines.push(...describeWhole(left));
  // A tab, of which every block has many, would be told as the control character that it is.
  const shown = diff?.trimEnd().replaceAll("\t", "    ").split("\n");
  return [...lines.map(inline), ...(shown === undefined ? [] : ["", ...shown])];
}

/** Of many modules, so many are named. */
const SHOWN = 5;

function describeLeft(left: LeftFinding, show: (path: string) => string): string[] {
  const { reason, choices, ways, looked, detail, fix } = left;
  switch (reason) {
    case "judgement":
      return [`    to do: ${fix}`];
    case "choice":
      return [
        `    it may be any of ${choices.join(", ")}; on a terminal, repair asks without --yes`,
        ...ways.map((way) => `    to do: ${way}`),
      ];
    case "nowhere":
      return [
        `    no go.mod below ${looked.map((one) => show(one)).join(" or ")} declares the module; name another folder with --search`,
        `    to do: ${fix}`,
      ];
    case "taken":
      return [`    to do: move ${show(detail ?? "")} out of the way; the module would go there`];
    case "go":
      return [
        `    go does not edit the file: ${(detail ?? "").split("\n")[0]}`,
        `    to do: ${fix}`,
      ];
  }
}

/** That a project is mended whole or not at all. */
function describeWhole(left: readonly LeftFinding[]): string[] {
  const errors = left.filter(({ level }) => level === "error");
  return [
    `  Nothing is changed here, as ${errors.length === 1 ? "this error" : "these errors"} would stay and go would still fail; --only CODE mends the rest.`,
  ];
}

function describeOutcome(project: ProjectReport, { cwd, paths }: Reader): string[] {
  const { file, outcome, before, after, failed, changed, error } = project;
  const name = inline(shownPath(file, cwd, paths));
  if (error !== null) return ["", ...describeError(error).split("\n").map(inline)];
  if (changed !== null) {
    const other = inline(shownPath(changed, cwd, paths));
    return ["", `error: ${name} is as it was: ${other} is not what it was planned for`];
  }
  if (outcome === "put-back") {
    const [fault] = failed ? [failed] : (after ?? []).filter(({ isOk }) => !isOk);
    return [
      "",
      `error: ${name} is as it was: go is not content with the repair`,
      ...(fault ? quoteWords(`${fault.command} says: `, fault.says) : []),
    ];
  }
  if (outcome !== "mended" || after === null) return [];
  const passes = after.filter(({ isOk }) => isOk).map(({ command }) => command);
  const [fault] = (before ?? []).filter(({ isOk }) => !isOk);
  const others = after.filter(({ isOk }) => !isOk);
  return [
    "",
    `mended ${name}`,
    ...(fault ? quoteWords(`before, ${fault.command} said: `, beginOf(fault.says)) : []),
    ...(passes.length > 0 ? [`      now pass: ${passes.map(inline).join(", ")}`] : []),
    ...others.flatMap(({ command, says }) =>
      quoteWords(`of the code, ${command} still says: `, says),
    ),
  ];
}

/** Of what go said, the lines that say it. */
function beginOf(says: string): string {
  const lines = says.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, 2).join("\n");
}

function describeTotal(
  projects: readonly ProjectReport[],
  scanned: number,
  dryRun: boolean,
): string {
  const looked = `${countOf(scanned, "go.mod or go.work file")} looked at`;
  if (projects.length === 0) return `${looked}: nothing to mend`;
  const words = {
    planned: "to mend",
    mended: "mended",
    "put-back": "put back",
    left: "left alone",
  };
  const counts = (Object.keys(words) as (keyof typeof words)[]).flatMap((outcome) => {
    const number = projects.filter((one) => one.outcome === outcome).length;
    return number === 0 ? [] : [`${number} ${words[outcome]}`];
  });
  return `${looked}: ${counts.join(", ")}${dryRun ? "; nothing was changed" : ""}`;
}
