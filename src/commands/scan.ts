// Finds every broken `replace` in the Go projects of environments and folders.
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { CondaGoHooksError } from "../errors/error.js";
import { type Finding, type FindingCode, type Level, makeFinding } from "../findings/finding.js";
import {
  checkCode,
  checkComments,
  type IgnoreComment,
  readIgnoreComments,
  siftFindings,
} from "../findings/ignore.js";
import { describeCode, explainCode } from "../findings/page.js";
import { checkModule, checkWorkspace } from "../go/checks/check-module.js";
import type { ReplaceOptions } from "../go/checks/replace.js";
import { findBuildTarget } from "../go/loading/build-constraint.js";
import { findOtherCase, makeInsteadFinder, readDangling } from "../go/loading/find-instead.js";
import { type Found, findModules } from "../go/loading/find-modules.js";
import { findModuleCache } from "../go/loading/module-cache.js";
import {
  type ModuleReader,
  makeDiskReader,
  type ReaderOptions,
  type Unread,
} from "../go/loading/module-reader.js";
import type { ModFile, ModuleVersion, WorkFile } from "../go/modfile/modfile.js";
import { type Paths, pathsOf } from "../go/paths.js";
import { type GoFlags, readGoFlags } from "../go/settings/goflags.js";
import { addUserSettings } from "../go/settings/user-settings.js";
import { askGo, findToolchain, type Toolchain, type Verdict } from "../go/toolchain.js";
import {
  describeFindings,
  describeSummary,
  type FindingReport,
  formatWorkflowCommands,
  makeSarif,
  quoteWords,
  reportFinding,
  type Summary,
  shownPath,
  summarizeFindings,
} from "../reports/findings.js";
import { countOf, inline, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { failEmpty, findStarts, type StartOptions } from "./scan-starts.js";

import { findSettingsInForce } from "./settings-in-force.js";

export interface ScanOptions extends StartOptions {
  /** Codes of findings that count nowhere. */
  readonly ignore?: readonly string[] | undefined;
  /** Asks the go on the PATH, too; without this, nothing is run. */
  readonly verify?: boolean | undefined;
}

export interface PrintOptions {
  readonly format?: "text" | "json" | "sarif" | "github" | undefined;
  /** The lowest level for exit code 1; `error` unless given. */
  readonly failOn?: "error" | "warning" | undefined;
  readonly json?: boolean | undefined;
  /** The code to be explained, and nothing is scanned. */
  readonly explain?: string | undefined;
}

/** As `go mod edit -json` prints it. */
export interface VersionReport {
  readonly Path: string;
  readonly Version?: string;
}

/** A go.mod, or a go.work, which has no module. */
export interface ModuleReport {
  readonly file: string;
  readonly module: string | null;
  readonly go: string | null;
  readonly replace: readonly {
    readonly line: number;
    readonly Old: VersionReport;
    readonly New: VersionReport;
  }[];
  /** The first of those for which Go takes nothing of the file. */
  readonly error: { readonly line: number; readonly message: string } | null;
  /** With `verify`, and a go. */
  readonly verify?: Verdict;
}

export interface ScanResult {
  readonly modules: readonly ModuleReport[];
  readonly findings: readonly FindingReport[];
  readonly summary: Summary & {
    readonly modules: number;
    /** The findings that a comment or an option ignores, which count nowhere else. */
    readonly ignored: number;
  };
  /** With `verify`: the version of the go that was asked, null when there is none. */
  readonly verify?: { readonly go: string | null };
}

/** What is known of one file, or of a folder that cannot be looked into. */
interface Inspection {
  readonly file: string;
  readonly module: ModuleReport | null;
  readonly findings: readonly Finding[];
  /** The lines that findings are about. */
  readonly lines: ReadonlyMap<number, string>;
  readonly comments: readonly IgnoreComment[];
}

interface Scan {
  readonly inspections: readonly Inspection[];
  readonly ignored: number;
  readonly verify?: { readonly go: string | null };
}

/**
 * Judges every go.mod and go.work in the folders and environments named.
 * @throws CondaGoHooksError for an environment or folder that is not there, and for wrong usage
 */
export async function scan(options: ScanOptions, session: Session): Promise<ScanResult> {
  return report(await inspectAll(options, session));
}

/** The command. */
export async function run(options: ScanOptions & PrintOptions, session: Session): Promise<Outcome> {
  const { format } = options;
  if (options.json && format !== undefined && format !== "json") {
    const message = `--json and --format ${format} are two ways to print one result`;
    throw new CondaGoHooksError("usage", message, "--format", "leave one of them out");
  }
  if (options.explain !== undefined) {
    const explained = explainCode(checkCode(options.explain, "--explain"));
    const text = describeCode(explained).map(inline).join("\n");
    return { result: explained, text, notes: [], exitCode: 0 };
  }
  const scanned = await inspectAll(options, session);
  const result = report(scanned);
  const { cwd } = session;
  const paths = pathsOf(session.platform);
  const findings = scanned.inspections.flatMap((one) => one.findings);
  const failing: readonly Level[] = options.failOn === "warning" ? ["error", "warning"] : ["error"];
  const exitCode = findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
  const notes =
    scanned.verify?.go === null
      ? ["warning: there is no go on the PATH, so nothing was asked of it"]
      : [];
  const outcome = { result, notes, exitCode } as const;
  if (format === "sarif") {
    return { ...outcome, text: "", document: makeSarif(findings, cwd, paths) };
  }
  if (format === "github") {
    return { ...outcome, text: formatWorkflowCommands(findings, cwd, paths) };
  }
  const texts = scanned.inspections.map((one) => describeInspection(one, cwd, paths));
  const lines = [...texts.filter((text) => text.length > 0), describeTotal(result)];
  return { ...outcome, text: lines.map((each) => each.join("\n")).join("\n\n") };
}

/** Nothing of a file where nothing is to be found, and nothing else said by Go. */
function describeInspection(
  { file, module, findings, lines }: Inspection,
  cwd: string,
  paths: Paths,
): string[] {
  const isQuiet = module?.verify === undefined || module.verify.verdict === "agrees";
  if (findings.length === 0 && isQuiet) return [];
  const path = inline(shownPath(file, cwd, paths));
  return [
    module?.module ? `${path} (module ${inline(module.module)})` : path,
    ...describeFindings(findings, lines),
    ...(module?.verify ? describeVerdict(module.verify) : []),
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

function report({ inspections, ignored, verify }: Scan): ScanResult {
  const modules = inspections.flatMap(({ module }) => module ?? []);
  const findings = inspections.flatMap((one) => one.findings);
  return {
    modules,
    findings: findings.map(reportFinding),
    summary: { modules: modules.length, ...summarizeFindings(findings), ignored },
    ...(verify && { verify }),
  };
}

async function inspectAll(options: ScanOptions, session: Session): Promise<Scan> {
  const codes = new Set((options.ignore ?? []).map((code) => checkCode(code, "--ignore")));
  const starts = await findStarts(options, session);
  const { prefixes, named } = starts;
  const { home, platform, arch } = session;
  const shell = named === null ? session.env : findSettingsInForce(named, session);
  const env = addUserSettings(shell, session);
  const flags = readGoFlags(env.GOFLAGS ?? "");
  const reader = makeDiskReader(describeReading({ env, home, platform, arch }, flags));
  const seen = new Set(starts.files.map(describePlace));
  const unreadable: Found[] = [];
  let inspections: Inspection[] = [];
  const inspect = async (one: Found): Promise<void> => {
    if (one.name === null) unreadable.push(one);
    inspections.push(await inspectFound(one, reader, { prefixes, flags }));
  };
  for (const one of starts.files) await inspect(one);
  for await (const one of findModules(starts.folders, reader.paths, reader.entries)) {
    if (!seen.has(describePlace(one))) await inspect(one);
  }
  if (inspections.length === unreadable.length) failEmpty(starts, unreadable);
  const go = options.verify ? await findToolchain(session) : null;
  if (go !== null) inspections = await verifyAll(inspections, go, session);
  inspections = await addInstead(inspections, starts.folders, reader);
  inspections = await sortByFile(inspections, reader);
  return {
    ...leaveOutIgnored(inspections, codes, session.cwd),
    ...(options.verify && { verify: { go: go?.version ?? null } }),
  };
}

// What a command may hold, in any shell, in double quotes.
const TYPEABLE = /^[\w@+=:,./~ -]+$/;

/** What is known of the folders that are not there, once it has to be told. */
async function addInstead(
  inspections: readonly Inspection[],
  starts: readonly string[],
  reader: ModuleReader,
): Promise<Inspection[]> {
  const { paths } = reader;
  const find = makeInsteadFinder(starts, paths);
  const add = async (finding: Finding): Promise<Finding> => {
    const from = dirname(finding.place.file);
    if (finding.code === "work-use-missing") {
      const { code, level, place, args } = finding;
      const used = paths.resolve(from, args.path);
      const spelled = findOtherCase(used);
      const isModule =
        spelled !== null && spelled !== used && (await reader.readGoMod(spelled)).kind === "file";
      const instead = isModule ? writeFolder(from, spelled, paths) : undefined;
      return makeFinding(code, level, place, { ...args, instead });
    }
    if (finding.code !== "replace-target-missing") return finding;
    const { code, level, place, args } = finding;
    const target = paths.resolve(from, args.target);
    const link = readDangling(target) ?? undefined;
    const [module = ""] = args.module.split(" ");
    const found = link === undefined ? await find(from, target, module) : null;
    const path = found && writeFolder(from, found.folder, paths);
    const instead = found && path ? { path, why: found.why } : undefined;
    return makeFinding(code, level, place, { ...args, link, instead });
  };
  return Promise.all(
    inspections.map(async (one) => ({
      ...one,
      findings: await Promise.all(one.findings.map(add)),
    })),
  );
}

/** As one writes it in a file of another folder; undefined for what no shell would take. */
function writeFolder(from: string, folder: string, { relative }: Paths): string | undefined {
  const way = relative(from, folder).replaceAll("\\", "/");
  const path = way.startsWith("../") ? way : `./${way}`;
  return TYPEABLE.test(path) ? path : undefined;
}

function describePlace({ folder, name }: Found): string {
  return join(folder, name ?? "");
}

/** Each finding with the file that it is about: what is found in a go.work may be about one of its modules. */
async function sortByFile(
  inspections: readonly Inspection[],
  reader: ModuleReader,
): Promise<Inspection[]> {
  const sorted = new Map(inspections.map((one) => [one.file, one]));
  for (const { file, findings } of inspections) {
    const isHere = (finding: Finding) => finding.place.file === file;
    if (findings.every(isHere)) continue;
    const own = sorted.get(file) as Inspection;
    sorted.set(file, { ...own, findings: own.findings.filter(isHere) });
    for (const finding of findings.filter((one) => !isHere(one))) {
      const { file: other, line } = finding.place;
      const read = await reader.readGoMod(dirname(other));
      const text = read.kind === "file" ? read.text : "";
      const it = sorted.get(other) ?? {
        file: other,
        module: null,
        findings: [],
        lines: new Map<number, string>(),
        comments: readIgnoreComments(text),
      };
      const all = [...it.findings, finding];
      all.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
      const lines = line === null ? it.lines : new Map([...it.lines, [line, lineOf(text, line)]]);
      sorted.set(other, { ...it, findings: all, lines });
    }
  }
  return [...sorted.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function leaveOutIgnored(
  inspections: readonly Inspection[],
  codes: ReadonlySet<FindingCode>,
  cwd: string,
): Scan {
  const unused = new Set(codes);
  let ignored = 0;
  const left = inspections.map((one): Inspection => {
    const { file, module, findings, comments } = one;
    const sifted = siftFindings(findings, comments, codes);
    ignored += sifted.ignored;
    for (const code of codes) if (sifted.used.has(code)) unused.delete(code);
    // Where Go cannot read the file, or a go.work would have to be read as well, nobody knows.
    const judged = comments.filter(
      ({ code }) => module?.error === null && (!/^work-/.test(code) || isWork(file)),
    );
    const own = siftFindings(checkComments(file, judged, sifted.used), [], codes);
    ignored += own.ignored;
    const all = [...sifted.kept, ...own.kept];
    all.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
    return { ...one, findings: all };
  });
  if (unused.size === 0) return { inspections: left, ignored };
  const findings = [...unused].map((code) =>
    makeFinding("ignore-unused", "info", { file: cwd, line: null }, { code, isOption: true }),
  );
  const options = { file: cwd, module: null, findings, lines: new Map(), comments: [] };
  return { inspections: [...left, options], ignored };
}

async function verifyAll(
  inspections: readonly Inspection[],
  go: Toolchain,
  session: Session,
): Promise<Inspection[]> {
  const all = inspections.flatMap(({ findings }) => findings);
  const verify = async (one: Inspection): Promise<Inspection> => {
    const { file, module, findings } = one;
    if (module === null) return one;
    const place = { folder: dirname(file), work: isWork(file) ? file : null };
    const others = isWork(file) ? all.filter((finding) => finding.place.file !== file) : [];
    const verdict = await askGo(go, place, findings, others, session);
    return { ...one, module: { ...module, verify: verdict } };
  };
  const concurrency = Math.min(4, availableParallelism());
  return Readable.from(inspections).map(verify, { concurrency }).toArray();
}

function isWork(file: string): boolean {
  return basename(file) === "go.work";
}

function lineOf(text: string, line: number): string {
  return text.split(/\r?\n/, line)[line - 1]?.trim() ?? "";
}

async function inspectFound(
  found: Found,
  reader: ModuleReader,
  options: ReplaceOptions,
): Promise<Inspection> {
  const { name, folder } = found;
  if (name === null) return describeUnreadable(folder, found.reason);
  const file = join(folder, name);
  const inspect = (
    text: string,
    parsed: ModFile | WorkFile,
    module: string | null,
    findings: Finding[],
  ) => {
    const comments = readIgnoreComments(text);
    const lines = text.split(/\r?\n/);
    const named = [...findings.map(({ place }) => place), ...comments]
      .flatMap(({ line }) => line ?? [])
      .map((line) => [line, lines[line - 1]?.trim() ?? ""] as const);
    return {
      file,
      module: reportModule(file, parsed, module),
      findings,
      lines: new Map(named),
      comments,
    };
  };
  if (name === "go.work") {
    const read = await reader.readGoWork(folder);
    if (read.kind !== "file") return describeUnread(file, read);
    const work = read.parse();
    const findings = await checkWorkspace({ file, folder, work }, reader, options);
    return inspect(read.text, work, null, findings);
  }
  const read = await reader.readGoMod(folder);
  if (read.kind !== "file") return describeUnread(file, read);
  const mod = read.parse("main");
  const findings = await checkModule({ file, folder, mod }, reader, options);
  return inspect(read.text, mod, mod.module?.path ?? null, findings);
}

/** How to read for this machine and this user. */
function describeReading(
  { env, home, platform, arch }: Pick<Session, "env" | "home" | "platform" | "arch">,
  { tags }: GoFlags,
): ReaderOptions {
  const cache = findModuleCache(env, home);
  return {
    paths: pathsOf(platform),
    caches: cache === null ? [] : [cache],
    target: findBuildTarget(platform, arch, env, tags),
  };
}

function describeUnread(file: string, read: Unread): Inspection {
  const reason = read.kind === "unreadable" ? read.reason : "no such file or directory";
  return describeUnreadable(file, reason);
}

function describeUnreadable(file: string, reason: string): Inspection {
  const finding = makeFinding("unreadable", "warning", { file, line: null }, { reason });
  return { file, module: null, findings: [finding], lines: new Map(), comments: [] };
}

function reportModule(file: string, mod: ModFile | WorkFile, module: string | null): ModuleReport {
  const [error] = mod.errors;
  return {
    file,
    module,
    go: mod.go?.version ?? null,
    replace: mod.replace.map((replace) => ({
      line: replace.at.line,
      Old: reportVersion(replace.old),
      New: reportVersion(replace.new),
    })),
    error: error === undefined ? null : { line: error.line, message: error.message },
  };
}

function reportVersion({ path, version }: ModuleVersion): VersionReport {
  return { Path: path, ...(version !== "" && { Version: version }) };
}
