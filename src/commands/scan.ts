// Finds every broken `replace` in the Go projects of environments and folders.
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { arch } from "node:process";
import { Readable } from "node:stream";
import {
  checkSelector,
  type EnvironmentsSelector,
  findEnvironment,
} from "../conda/environments.js";
import { chooseEnvironments, listEnvironments } from "../conda/list-environments.js";
import { findFolder } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import { type Finding, type Level, makeFinding } from "../findings/finding.js";
import { findBuildTarget } from "../go/build-constraint.js";
import { checkModule, checkWorkspace } from "../go/check-module.js";
import { type Found, findModules } from "../go/find-modules.js";
import { type GoFlags, readGoFlags } from "../go/goflags.js";
import type { ModFile, ModuleVersion, WorkFile } from "../go/modfile.js";
import { findModuleCache } from "../go/module-cache.js";
import {
  isFolder,
  type ModuleReader,
  makeDiskReader,
  type ReaderOptions,
  type Unread,
} from "../go/module-reader.js";
import { type Paths, pathsOf } from "../go/paths.js";
import type { ReplaceOptions } from "../go/replace.js";
import { askGo, findToolchain, type Toolchain, type Verdict } from "../go/toolchain.js";
import { countOf, inline, type Outcome } from "../report.js";
import type { Session } from "../session.js";
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
} from "./finding-report.js";

import { findSettingsInForce } from "./settings-in-force.js";

export interface ScanOptions extends EnvironmentsSelector {
  /** Any folders; with none, and no environment named, the current one and the active environment. */
  readonly folders?: readonly string[] | undefined;
  /** All of an environment, and not its `src`, `go/src` and `gopath/src` alone. */
  readonly everywhere?: boolean | undefined;
  /** Asks the go on the PATH, too; without this, nothing is run. */
  readonly verify?: boolean | undefined;
}

export interface PrintOptions {
  readonly format?: "text" | "json" | "sarif" | "github" | undefined;
  /** The lowest level for exit code 1; `error` unless given. */
  readonly failOn?: "error" | "warning" | undefined;
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
  readonly summary: Summary & { readonly modules: number };
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
}

interface Scan {
  readonly inspections: readonly Inspection[];
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
  if (options.format === "sarif") {
    return { ...outcome, text: "", document: makeSarif(findings, cwd, paths) };
  }
  if (options.format === "github") {
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
  const [total = "nothing to report", ...risks] = describeSummary(summary);
  const lines = [`${scanned}: ${total}`, ...risks];
  if (!verify?.go) return lines;
  const count = (verdict: Verdict["verdict"]) =>
    modules.filter((module) => module.verify?.verdict === verdict).length;
  const counts = `agrees on ${count("agrees")}, differs on ${count("differs")}, cannot tell of ${count("unknown")}`;
  return [...lines, `${inline(verify.go)} ${counts}`];
}

function report({ inspections, verify }: Scan): ScanResult {
  const modules = inspections.flatMap(({ module }) => module ?? []);
  const findings = inspections.flatMap((one) => one.findings);
  return {
    modules,
    findings: findings.map(reportFinding),
    summary: { modules: modules.length, ...summarizeFindings(findings) },
    ...(verify && { verify }),
  };
}

async function inspectAll(options: ScanOptions, session: Session): Promise<Scan> {
  const { starts, prefixes, named } = await findStarts(options, session);
  const env = named === null ? session.env : findSettingsInForce(named, session);
  const flags = readGoFlags(env.GOFLAGS ?? "");
  const reader = makeDiskReader(
    describeReading({ env, home: session.home, platform: session.platform }, flags),
  );
  const inspections: Inspection[] = await Readable.from(findModules(starts, reader.paths))
    .map((found: Found) => inspectFound(found, reader, { prefixes, flags }), { concurrency: 16 })
    .toArray();
  inspections.sort((a, b) => (a.file < b.file ? -1 : 1));
  if (!options.verify) return { inspections };
  const go = await findToolchain(session);
  if (go === null) return { inspections, verify: { go } };
  return {
    inspections: await verifyAll(inspections, go, session),
    verify: { go: go.version },
  };
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
    const isWork = basename(file) === "go.work";
    const place = { folder: dirname(file), work: isWork ? file : null };
    const others = isWork ? all.filter((finding) => finding.place.file !== file) : [];
    const verdict = await askGo(go, place, findings, others, session);
    return { ...one, module: { ...module, verify: verdict } };
  };
  const concurrency = Math.min(4, availableParallelism());
  return Readable.from(inspections).map(verify, { concurrency }).toArray();
}

/** The folders to look in, the prefixes of all environments, and that of the one that was named. */
async function findStarts(
  options: ScanOptions,
  session: Session,
): Promise<{ starts: string[]; prefixes: string[]; named: string | null }> {
  const { folders = [], all, pixi, everywhere, name, prefix, env } = options;
  const isNamed = [name, prefix, env].some((value) => value !== undefined);
  checkSelector(options);
  const found = await listEnvironments(session, { pixi });
  const known = found.map((environment) => environment.prefix);
  const chosen = all ? chooseEnvironments(found, options, session) : [];
  const isDefault = folders.length === 0 && !isNamed && !all;
  const asked = chosen.map((environment) => environment.prefix);
  if (isNamed || (everywhere && !all) || (isDefault && session.env.CONDA_PREFIX)) {
    const environment = await findEnvironment({ name, prefix, env }, session);
    checkEnvironment(environment.prefix);
    asked.push(environment.prefix);
  }
  const starts = isDefault ? [session.cwd] : [];
  starts.push(...folders.map((folder) => findFolder(folder, session)));
  const places = everywhere ? [""] : ["src", "go/src", "gopath/src"];
  for (const path of asked.flatMap((one) => places.map((place) => join(one, place)))) {
    if (await isFolder(path)) starts.push(path);
  }
  // Of many environments, each with settings of its own, none speaks for the others.
  const named = isNamed ? (asked.at(-1) ?? null) : null;
  return { starts, prefixes: [...new Set([...known, ...asked])], named };
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
    const lines = text.split(/\r?\n/);
    const named = findings
      .flatMap(({ place: { line } }) => line ?? [])
      .map((line) => [line, lines[line - 1]?.trim() ?? ""] as const);
    return {
      file,
      module: reportModule(file, parsed, module),
      findings,
      lines: new Map(named),
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
  { env, home, platform }: Pick<Session, "env" | "home" | "platform">,
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
  return { file, module: null, findings: [finding], lines: new Map() };
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
