// In which order projects are planned, as one may need another.
import { dirname } from "node:path";
import { type Inspection, isWorkFile } from "../checks/inspect.js";
import type { DiskReader } from "../loading/module-reader.js";
import { type Editor, type Edits, NO_EDITS, readEdited } from "./edits.js";
import { addPlan, type Choose, type Plan, type PlanOptions, planRepair } from "./plan.js";
import type { Surroundings } from "./remedies.js";

/**
 * Plans one after the other, each on top of those before: targets before whoever replaces by them, and workspaces last,
 * which load only when their modules do.
 */
export async function planAll(
  inspections: readonly Inspection[],
  around: Editor & Surroundings,
  options: PlanOptions,
  ask: Choose,
): Promise<readonly Plan[]> {
  const { reader } = around;
  const choose = memoize(ask);
  const works = inspections.map(({ file }) => file).filter(isWorkFile);
  // What else may be asked for than what is wrong.
  const isAll = (options.mode ?? "auto") !== "auto" || options.only !== undefined;
  const plans: Plan[] = [];
  let edits: Edits = NO_EDITS;
  /** The folders of modules that load otherwise than they did. */
  const changed = new Set<string>();
  const modules = new Map(
    inspections.filter(({ file }) => !isWorkFile(file)).map((one) => [dirname(one.file), one]),
  );
  const seen = new Set<string>();
  const visitModule = async (folder: string): Promise<void> => {
    if (seen.has(folder)) return;
    seen.add(folder);
    if (await visit(folder, modules.get(folder), findTargets)) changed.add(folder);
  };
  /** @returns whether it loads otherwise than it did */
  const visit = async (
    folder: string,
    inspection: Inspection | undefined,
    find: typeof findTargets,
  ): Promise<boolean> => {
    const visitTargets = async (made: Edits): Promise<boolean> => {
      if (inspections.length === 1) return false;
      const targets = await find(folder, readEdited(reader, made, "hidden"));
      for (const target of targets) await visitModule(target);
      return targets.some((target) => changed.has(target));
    };
    let isChanged = await visitTargets(edits);
    if (inspection === undefined || inspection.outline === null) return isChanged;
    const { file, findings } = inspection;
    const isBroken = findings.some(({ level }) => level !== "info");
    if (!(isAll || isBroken || isChanged)) return false;
    const isWorkspace = isWorkFile(file);
    const within = isWorkspace ? null : await findWorkspace(folder, works, reader);
    const project = { file, folder, isWorkspace, within };
    for (let before: Edits | null = null; ; ) {
      const plan = await planRepair(project, edits, around, options, choose);
      const isEdited = (plan?.steps.length ?? 0) > 0;
      // Other targets may be in need as well, and come first.
      const isNews: boolean = before !== edits && isEdited;
      before = edits;
      if (plan !== null && isNews)
        isChanged = (await visitTargets(addPlan(edits, plan))) || isChanged;
      if (edits !== before) continue;
      if (plan !== null) plans.push(plan);
      if (plan !== null && isEdited) edits = addPlan(edits, plan);
      return isChanged || isEdited;
    }
  };
  for (const folder of modules.keys()) await visitModule(folder);
  for (const one of inspections)
    if (isWorkFile(one.file)) await visit(dirname(one.file), one, findUsed);
  return plans;
}

/** Asks each question once. */
function memoize(choose: Choose): Choose {
  const answers = new Map<string, Promise<number>>();
  return async (finding, choices) => {
    const name = JSON.stringify([finding.code, finding.place.file, finding.args, choices]);
    const asked =
      answers.get(name) ??
      choose(finding, choices).then((choice) => (choice === null ? -1 : choices.indexOf(choice)));
    answers.set(name, asked);
    return choices[await asked] ?? null;
  };
}

/** The folders that replace modules of the one in this folder. */
async function findTargets(folder: string, { readGoMod, paths }: DiskReader): Promise<string[]> {
  const read = await readGoMod(folder);
  const replaces = read.kind === "file" ? read.parse("main").replace : [];
  return replaces
    .filter((one) => one.new.version === "")
    .map((one) => paths.resolve(folder, one.new.path));
}

/** The folders of the modules that the go.work in this folder uses. */
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
