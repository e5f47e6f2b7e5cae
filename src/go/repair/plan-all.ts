// In which order projects are planned, as one may need another.
import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { type Inspection, isWorkFile } from "../checks/inspect.js";
import type { DiskReader } from "../loading/module-reader.js";
import type { Replace } from "../modfile/modfile.js";
import { type Editor, type Edits, NO_EDITS, readEdited } from "./edits.js";
import {
  addPlan,
  type Choose,
  nameFinding,
  type Plan,
  type PlanOptions,
  type Project,
  planRepair,
} from "./plan.js";
import type { Choice, Surroundings } from "./remedies.js";

/** A project that may be mended, and what was found out about it so far. */
interface Candidate {
  readonly project: Project;
  /** Whether something is wrong with it, be it nothing of anybody else's doing. */
  readonly isBroken: boolean;
  plan: Plan | null;
  /** How many plans there were when it was planned; -1 while it was not. */
  plannedAt: number;
  /** How many there were when it, or one that it needs, last came to load otherwise; -1 for never. */
  changedAt: number;
}

/**
 * Plans one after the other, each on top of those before: targets before whoever replaces by them, and workspaces last,
 * which load only when their modules do. A healthy project is planned too where what it needs changes.
 */
export async function planAll(
  inspections: readonly Inspection[],
  around: Editor & Surroundings,
  options: PlanOptions,
  ask: Choose,
): Promise<readonly Plan[]> {
  const { reader } = around;
  const choose = memoize(ask);
  const candidates = await listCandidates(inspections, reader, options);
  const findNeeded = await makeNeededFinder(candidates, reader);
  /** Those with steps, in the order in which they are to be done. */
  const plans: Plan[] = [];
  let edits: Edits = NO_EDITS;
  const visited = new Set<Candidate>();

  const visit = async (one: Candidate): Promise<void> => {
    if (visited.has(one)) return;
    visited.add(one);
    for (const needed of await findNeeded(one, edits)) await visit(needed);
    await planOne(one);
  };
  const planOne = async (one: Candidate): Promise<void> => {
    const needed = await findNeeded(one, edits);
    one.changedAt = Math.max(one.changedAt, ...needed.map(({ changedAt }) => changedAt));
    if (!one.isBroken && one.changedAt < 0) return;
    do {
      one.plannedAt = plans.length;
      one.plan = await planRepair(one.project, edits, around, options, choose);
      if (!hasSteps(one.plan)) return;
      // What it needs only from then on may have to be mended as well, and comes first.
      const made = addPlan(edits, one.plan);
      for (const target of await findNeeded(one, made)) await visit(target);
    } while (one.plannedAt < plans.length);
    plans.push(one.plan);
    one.changedAt = plans.length;
    edits = addPlan(edits, one.plan);
  };
  /** Whether there is more to go by than when it was planned, and it has no steps yet. */
  const isDueAgain = async (one: Candidate): Promise<boolean> => {
    if (hasSteps(one.plan)) return false;
    if (one.plan !== null) return one.plannedAt < plans.length;
    const needed = await findNeeded(one, edits);
    return needed.some(({ changedAt }) => changedAt > Math.max(one.plannedAt, one.changedAt));
  };

  for (const one of candidates) await visit(one);
  // What had to be left may be mended once others are, and modules may need each other.
  for (let isStable = false; !isStable; ) {
    isStable = true;
    for (const one of candidates) {
      if (!(await isDueAgain(one))) continue;
      await planOne(one);
      isStable = false;
    }
  }
  const left = candidates.flatMap(({ plan }) => (plan === null || hasSteps(plan) ? [] : [plan]));
  return [...plans, ...left];
}

function hasSteps(plan: Plan | null): plan is Plan {
  return plan !== null && plan.steps.length > 0;
}

/** Modules, then workspaces, each by their paths, so that the outcome does not depend on the disk. */
async function listCandidates(
  inspections: readonly Inspection[],
  reader: DiskReader,
  { mode = "auto", only }: PlanOptions,
): Promise<Candidate[]> {
  const readable = inspections.filter(({ outline }) => outline !== null);
  const works = readable.map(({ file }) => file).filter(isWorkFile);
  const rank = ({ file }: Inspection) => `${isWorkFile(file) ? 1 : 0}${file}`;
  const sorted = readable.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  // A mode or a code may ask for more than what is wrong.
  const isAll = mode !== "auto" || only !== undefined;
  return Promise.all(
    sorted.map(async ({ file, findings }): Promise<Candidate> => {
      const folder = dirname(file);
      const isWorkspace = isWorkFile(file);
      const within = isWorkspace ? null : await findWorkspace(folder, works, reader);
      const isBroken = isAll || findings.some(({ level }) => level !== "info");
      const project = { file, folder, isWorkspace, within };
      return { project, isBroken, plan: null, plannedAt: -1, changedAt: -1 };
    }),
  );
}

type NeededFinder = (one: Candidate, edits: Edits) => Promise<readonly Candidate[]>;

/** Finds which of the modules a project replaces others by, or uses, once the edits are made. */
async function makeNeededFinder(
  candidates: readonly Candidate[],
  reader: DiskReader,
): Promise<NeededFinder> {
  if (candidates.length < 2) return async () => [];
  const real = new Map<string, Promise<string>>();
  const resolve = (folder: string): Promise<string> => {
    const found = real.get(folder) ?? realpath(folder).catch(() => folder);
    real.set(folder, found);
    return found;
  };
  const modules = new Map<string, Candidate>();
  for (const one of candidates)
    if (!one.project.isWorkspace) modules.set(await resolve(one.project.folder), one);
  return async ({ project: { folder, isWorkspace } }, edits) => {
    const edited = readEdited(reader, edits, "hidden");
    const find = isWorkspace ? findOfWorkspace : findTargets;
    const folders = await Promise.all((await find(folder, edited)).map(resolve));
    return folders.flatMap((path) => modules.get(path) ?? []);
  };
}

/** Asks each question once. */
function memoize(choose: Choose): Choose {
  const answers = new Map<string, Choice | null>();
  return async (finding, choices) => {
    const name = `${nameFinding(finding)} ${JSON.stringify(choices)}`;
    if (!answers.has(name)) answers.set(name, await choose(finding, choices));
    return answers.get(name) ?? null;
  };
}

/** The folders that replace modules of the one in this folder. */
async function findTargets(folder: string, { readGoMod, paths }: DiskReader): Promise<string[]> {
  const read = await readGoMod(folder);
  return read.kind === "file" ? listFolders(read.parse("main").replace, folder, paths) : [];
}

/** The folders of the modules that the go.work in this folder uses, and those that replace others in it. */
async function findOfWorkspace(folder: string, reader: DiskReader): Promise<string[]> {
  const read = await reader.readGoWork(folder);
  const replaces = read.kind === "file" ? read.parse().replace : [];
  return [...(await findUsed(folder, reader)), ...listFolders(replaces, folder, reader.paths)];
}

function listFolders(
  replaces: readonly Replace[],
  folder: string,
  paths: DiskReader["paths"],
): string[] {
  return replaces
    .filter((one) => one.new.version === "")
    .map((one) => paths.resolve(folder, one.new.path));
}

async function findUsed(folder: string, { readGoWork, paths }: DiskReader): Promise<string[]> {
  const read = await readGoWork(folder);
  const uses = read.kind === "file" ? read.parse().use : [];
  return uses.map(({ path }) => paths.resolve(folder, path));
}

/** The go.work that uses the module in this folder; null without one. */
async function findWorkspace(
  folder: string,
  works: readonly string[],
  reader: DiskReader,
): Promise<string | null> {
  for (const work of works)
    if ((await findUsed(dirname(work), reader)).includes(folder)) return work;
  return null;
}
