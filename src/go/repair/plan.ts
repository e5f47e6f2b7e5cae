// What a repair would do to a project: edits in memory, judged again after each, until nothing is left that can be mended.
import { dirname, join } from "node:path";
import type { Finding, FindingCode } from "../../findings/finding.js";
import { leaveOutIgnored } from "../checks/ignored.js";
import { inspectAll } from "../checks/inspect.js";
import type { ReplaceOptions } from "../checks/replace.js";
import { sortByFile } from "../checks/sort-by-file.js";
import { isVendorUsed, isWorkspaceVendorUsed } from "../checks/vendor.js";
import { findReplace, printVersion } from "../loading/local-module.js";
import { isCached } from "../loading/module-cache.js";
import type { DiskReader } from "../loading/module-reader.js";
import { minorOf, type Toolchain } from "../toolchain.js";
import { type Change, type Editor, type Edits, makeEdits, readEdited, readText } from "./edits.js";
import { findOnDisk } from "./lines.js";
import { type Choice, findRemedy, type Remedy, type Stuck, type Surroundings } from "./remedies.js";

/** Where the packages of builds come from. */
export type Mode = "mod" | "vendor";

/** A go.mod, judged as if in no workspace, or a go.work with its modules. */
export interface Project {
  /** Absolute. */
  readonly file: string;
  readonly folder: string;
  readonly isWorkspace: boolean;
  /** The go.work that uses the module, which has to stay whole; null for none. */
  readonly within: string | null;
}

/** A finding, and what mends it. */
export interface Step {
  readonly finding: Finding;
  /** Empty for what filling vendor mends. */
  readonly changes: readonly Change[];
}

/** A finding that stays, and why. */
export interface Left {
  readonly finding: Finding;
  readonly stuck: Stuck;
}

export interface Plan {
  readonly project: Project;
  readonly mode: Mode;
  /** What is to be done; nothing where an error would be left. */
  readonly steps: readonly Step[];
  readonly left: readonly Left[];
  /** What it says of the flags in GOFLAGS, which no change of the project mends. */
  readonly ofFlags: readonly Finding[];
  /** The files that change, with their texts before, null for one to come, and after. */
  readonly files: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string;
  }[];
  readonly moves: Edits["moves"];
  /** Whether the vendor folder is filled anew. */
  readonly isVendored: boolean;
  /** Published modules that builds use from then on, whose checksums go.sum may lack. */
  readonly published: readonly string[];
  /** The modules that are replaced then, or lose a folder. */
  readonly replaced: readonly string[];
  /** The modules that Go has to download for it, as `path@version`. */
  readonly downloads: readonly string[];
}

export interface PlanOptions extends ReplaceOptions {
  /** `auto` unless given: what Go itself would choose. */
  readonly mode?: Mode | "auto" | undefined;
  /** The only findings to mend, whatever else is wrong. */
  readonly only?: ReadonlySet<FindingCode> | undefined;
  /** The findings that are left alone. */
  readonly ignored?: ReadonlySet<FindingCode> | undefined;
}

/** Asks which one to take. @returns null where nobody answers */
export type Choose = (finding: Finding, choices: readonly Choice[]) => Promise<Choice | null>;

/** What filling the vendor folder mends. */
const OF_VENDOR: ReadonlySet<FindingCode> = new Set([
  "vendor-inconsistent",
  "vendor-package-missing",
  "flag-mod-vendor-missing",
]);

/** Of its main module, an older Go never finds vendor in step. */
function isOfVendor(one: Finding): boolean {
  const isNever = one.code === "vendor-inconsistent" && one.args.isMain && one.args.until !== null;
  return OF_VENDOR.has(one.code) && !isNever;
}

/** What filling the vendor folder would remove. */
const EMPTIED: FindingCode = "replace-target-in-vendor";

/** What is said of GOFLAGS, and of no file. */
const OF_FLAGS: ReadonlySet<FindingCode> = new Set([
  "flag-mod-in-workspace",
  "flag-mod-hides-vendor",
]);

/**
 * Plans the repair of one project.
 * @param edits those of the plans for other projects, which come before it
 * @returns null where there is nothing to mend
 */
export async function planRepair(
  project: Project,
  edits: Edits,
  around: Editor & Surroundings,
  options: PlanOptions,
  choose: Choose,
): Promise<Plan | null> {
  const { only } = options;
  const { reader } = around;
  const canVendor = !project.isWorkspace || hasWorkVendor(around.go);
  const mode = await findMode(project, canVendor, reader, options);
  const isAsked = (options.mode ?? "auto") !== "auto";
  const tags = options.flags?.tags ?? [];
  const asked = isAsked ? { flags: { mod: mode === "vendor" ? mode : "", tags } } : {};
  const vendor = !isAsked ? "shown" : mode === "vendor" ? "wanted" : "hidden";
  const now = readEdited(reader, edits, vendor);
  const seen = await judge(project, now, { ...options, ...asked }, around);
  const ofFlags = seen.filter(({ code }) => OF_FLAGS.has(code));
  const isWanted = ({ code, level }: Finding) =>
    !OF_FLAGS.has(code) && (only === undefined ? level !== "info" : only.has(code));
  const ofVendor = seen.filter((one) => isOfVendor(one) && isWanted(one));
  const wanted = seen.filter(isWanted);
  const errors = seen.filter(({ code, level }) => level === "error" && !OF_FLAGS.has(code));
  if (wanted.length === 0 && ofFlags.length === 0 && errors.length === 0) return null;
  // To fill vendor, Go needs all that a build without one needs.
  const view = { ...options, flags: { mod: "", tags } };
  const look = (made: Edits) => judge(project, readEdited(reader, made, "hidden"), view, around);
  const progress: Progress = { steps: [], left: new Map(), edits, published: new Set() };
  const others =
    wanted.length === 0 ? errors : await mendAll(progress, look, isWanted, around, choose);
  const filled = mode === "vendor" ? readEdited(reader, progress.edits, "wanted") : null;
  const inVendor = filled && (await judge(project, filled, { ...options, ...asked }, around));
  const isFilled = progress.steps.length > 0 || ofVendor.length > 0;
  const found = [
    ...others,
    ...(inVendor ?? []).filter(({ code }) => code === "vendor-blank-in-target"),
    // Needed or not, nobody is to lose what is there.
    ...(inVendor ?? [])
      .filter(({ code, level }) => code === EMPTIED && (isFilled || level === "error"))
      .map((one) => ({ ...one, level: "error" as const })),
    ...(canVendor ? [] : ofVendor),
  ];
  const place = (all: readonly Finding[], made: Edits) =>
    Promise.all(all.map((one) => placeOnDisk(one, made, reader)));
  const rest = await place(found, progress.edits);
  // Whether Go fails here, whatever GOFLAGS says.
  const isBroken = errors.length > 0;
  const isLeft = rest.some(({ code, level }) => level === "error" && !OF_FLAGS.has(code));
  // What go is content without, it lacks only once vendor is filled.
  const cap = (one: Left): Left =>
    isBroken || one.finding.level === "info"
      ? one
      : { ...one, finding: { ...one.finding, level: "warning" } };
  const left = listLeft(rest, await place(seen, edits), progress, isWanted).map(cap);
  const isEmptied =
    isFilled && rest.some(({ code, level }) => code === EMPTIED && level === "error");
  const isVoid = isLeft && (only === undefined || isEmptied);
  const isVendored = mode === "vendor" && isFilled;
  const steps = [
    ...progress.steps,
    ...(isVendored ? ofVendor.map((finding) => ({ finding, changes: [] })) : []),
  ];
  const published = [...progress.published];
  const empty = { steps: [], files: [], moves: [], isVendored: false };
  const plan = { project, mode, left, ofFlags, published, downloads: [], replaced: [] };
  if (isVoid || steps.length === 0) return { ...plan, ...empty, published: [] };
  const files = await listFiles(edits, progress.edits, reader);
  const moves = progress.edits.moves.slice(edits.moves.length);
  const made = readEdited(reader, progress.edits, "hidden");
  const hasInit = files.some(({ before }) => before === null);
  const required = await listRequired(project, made, around.caches, hasInit);
  return { ...plan, steps, files, moves, isVendored, ...required };
}

/** The edits that a plan adds to those before it. */
export function addPlan({ texts, moves }: Edits, plan: Plan): Edits {
  const files = plan.files.map(({ path, after }) => [path, after] as const);
  return { texts: new Map([...texts, ...files]), moves: [...moves, ...plan.moves] };
}

interface Progress {
  readonly steps: Step[];
  /** By what {@link nameFinding} says. */
  readonly left: Map<string, Left>;
  edits: Edits;
  readonly published: Set<string>;
}

/** Mends one finding after the other, as far as that goes. @returns the findings of afterwards */
async function mendAll(
  progress: Progress,
  look: (edits: Edits) => Promise<readonly Finding[]>,
  isWanted: (finding: Finding) => boolean,
  around: Editor & Surroundings,
  choose: Choose,
): Promise<readonly Finding[]> {
  /** By name, how much was done when it was tried. */
  const tried = new Map<string, number>();
  let findings = await look(progress.edits);
  for (;;) {
    const wanted = findings.filter(isWanted);
    const next =
      wanted.find((one) => !tried.has(nameFinding(one))) ??
      // What did not help by itself may help after the others.
      wanted.find((one) => {
        const name = nameFinding(one);
        const isOpen = progress.left.get(name)?.stuck.reason === "judgement";
        return isOpen && (tried.get(name) ?? 0) < progress.steps.length;
      });
    if (next === undefined) return findings;
    tried.set(nameFinding(next), progress.steps.length);
    const stay = (stuck: Stuck) => progress.left.set(nameFinding(next), { finding: next, stuck });
    const reader = readEdited(around.reader, progress.edits, "hidden");
    const text = (await readText(reader, next.place.file)) ?? "";
    const found = await findRemedy(next, text, { ...around, reader });
    const remedy = await decide(next, found, choose);
    if ("reason" in remedy) {
      stay(remedy);
      continue;
    }
    const edits = await makeEdits(remedy.changes, progress.edits, around);
    if (edits === null || "fault" in edits) {
      stay(edits === null ? { reason: "judgement" } : { reason: "go", says: edits.fault });
      continue;
    }
    const after = await look(edits);
    const isMended = !after.some((one) => nameFinding(one) === nameFinding(next));
    // What mends a warning must not break anything.
    const isWorse = next.level !== "error" && countErrors(after) > countErrors(findings);
    if (!isMended || isWorse) {
      stay({ reason: "judgement" });
      continue;
    }
    const finding = await placeOnDisk(next, progress.edits, around.reader);
    progress.steps.push({ finding, changes: remedy.changes });
    if (remedy.published !== null && !(await isLocal(remedy.published, next, edits, around)))
      progress.published.add(remedy.published);
    progress.left.delete(nameFinding(next));
    progress.edits = edits;
    findings = after;
  }
}

/** The finding of an edited text, with the line that somebody sees in the file now. */
async function placeOnDisk(finding: Finding, edits: Edits, reader: DiskReader): Promise<Finding> {
  const { file, line } = finding.place;
  const edited = edits.texts.get(file);
  if (edited === undefined || line === null) return finding;
  const onDisk = findOnDisk((await readText(reader, file)) ?? "", edited, line);
  return { ...finding, place: { file, line: onDisk } };
}

async function decide(
  finding: Finding,
  found: Remedy | Stuck,
  choose: Choose,
): Promise<Remedy | Stuck> {
  if (!("reason" in found) || found.reason !== "choice") return found;
  const chosen = await choose(finding, found.choices);
  return chosen === null ? found : { changes: chosen.changes, published: null };
}

/** By what a finding is known again when lines have moved. */
export function nameFinding({ code, place, args }: Finding): string {
  return JSON.stringify([code, place.file, args]);
}

function countErrors(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level === "error").length;
}

/** What is left of what was to be mended, and every other error, which keeps Go from being content. */
function listLeft(
  rest: readonly Finding[],
  seen: readonly Finding[],
  { left, steps }: Progress,
  isWanted: (finding: Finding) => boolean,
): Left[] {
  const errors = rest.filter(({ level }) => level === "error");
  const shown = seen.filter((one) => isWanted(one) && !OF_VENDOR.has(one.code));
  const done = new Set(steps.map(({ finding }) => nameFinding(finding)));
  const all = new Map([...shown, ...errors].map((one) => [nameFinding(one), one]));
  const judgement: Stuck = { reason: "judgement" };
  const of = (name: string, finding: Finding): Left => ({
    finding,
    stuck: left.get(name)?.stuck ?? judgement,
  });
  const told = [...rest, ...steps.map(({ finding }) => finding)];
  const stays = (one: Finding) => rest.some((other) => nameFinding(other) === nameFinding(one));
  return [...all]
    .filter(([name, finding]) => !done.has(name) && (stays(finding) || isHidden(finding, told)))
    .map(([name, finding]) => of(name, finding));
}

/** Whether it is seen only while there is a vendor folder, and nothing else is said of its line or done to it. */
function isHidden({ code, place }: Finding, others: readonly Finding[]): boolean {
  return code === "vendor-hides-target" && !others.some((one) => one.place.line === place.line);
}

/** Whether a folder stands for the module. */
async function isLocal(
  module: string,
  { place }: Finding,
  edits: Edits,
  { reader }: Editor,
): Promise<boolean> {
  const read = await readEdited(reader, edits, "hidden").readGoMod(dirname(place.file));
  if (read.kind !== "file") return false;
  return read
    .parse("main")
    .replace.some((one) => one.old.path === module && one.new.version === "");
}

async function judge(
  { folder, isWorkspace }: Project,
  reader: DiskReader,
  options: PlanOptions,
  { session }: Editor,
): Promise<readonly Finding[]> {
  const name = isWorkspace ? "go.work" : "go.mod";
  const { inspections } = await inspectAll(
    { folders: [], files: [{ name, folder }] },
    reader,
    options,
  );
  const sorted = await sortByFile(inspections, reader);
  const ignored = options.ignored ?? new Set();
  const kept = leaveOutIgnored(sorted, ignored, ignored, session.cwd);
  const all = kept.inspections.flatMap(({ findings }) => findings);
  return all.filter(({ code }) => code !== "ignore-unused");
}

/** Whether go fills the vendor folder of a workspace, and builds from it. */
function hasWorkVendor(go: Toolchain): boolean {
  return minorOf(go) >= 22;
}

/** Where builds take their packages from, and in the mode asked for, should. */
async function findMode(
  { folder, isWorkspace }: Project,
  canVendor: boolean,
  reader: DiskReader,
  { mode = "auto", flags }: PlanOptions,
): Promise<Mode> {
  if (mode !== "auto") return mode;
  if (flags?.mod) return flags.mod === "vendor" ? "vendor" : "mod";
  const vendor = await reader.readVendor(folder);
  if (vendor === null || !canVendor) return "mod";
  if (isWorkspace) {
    const read = await reader.readGoWork(folder);
    return read.kind === "file" && isWorkspaceVendorUsed(read.parse(), vendor) ? "vendor" : "mod";
  }
  const read = await reader.readGoMod(folder);
  return read.kind === "file" && isVendorUsed(read.parse("main"), vendor) ? "vendor" : "mod";
}

async function listFiles(before: Edits, after: Edits, reader: DiskReader): Promise<Plan["files"]> {
  const former = readEdited(reader, before, "hidden");
  const files = await Promise.all(
    [...after.texts].map(async ([path, text]) => ({
      path,
      before: await readText(former, path),
      after: text,
    })),
  );
  return files.filter((one) => one.before !== one.after);
}

/** Which modules are replaced, and which are required and not, and are in no cache. */
async function listRequired(
  { folder, isWorkspace }: Project,
  reader: DiskReader,
  caches: readonly string[],
  hasInit: boolean,
): Promise<Pick<Plan, "replaced" | "downloads">> {
  const read = isWorkspace ? await reader.readGoWork(folder) : null;
  const work = read?.kind === "file" ? read.parse() : null;
  const folders = work?.use.map(({ path }) => reader.paths.resolve(folder, path)) ?? [folder];
  const reads = await Promise.all(folders.map((one) => reader.readGoMod(one)));
  const mods = reads.flatMap((one) => (one.kind === "file" ? [one.parse("main")] : []));
  const replaces = [...(work?.replace ?? []), ...mods.flatMap(({ replace }) => replace)];
  const own = new Set(mods.map(({ module }) => module?.path ?? ""));
  // A folder that becomes a module is no package of another one any more.
  const replaced = [...new Set([...replaces.map(({ old }) => old.path), ...(hasInit ? own : [])])];
  const needed = mods
    .flatMap(({ require }) => require)
    .filter(({ path }) => !own.has(path))
    .map((one) => findReplace(replaces, one)?.new ?? one);
  // A folder has no version.
  const missing = needed.filter((one) => one.version !== "" && !isCached(caches, one));
  return { replaced, downloads: [...new Set(missing.map(printVersion))] };
}

/** Every file that go may write for a project. */
export function listWritten({ folder, isWorkspace }: Project): string[] {
  const names = isWorkspace ? ["go.work", "go.work.sum"] : ["go.mod", "go.sum"];
  return names.map((name) => join(folder, name));
}
