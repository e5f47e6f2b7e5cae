// Adds to each finding of a missing folder what may be meant by it.

import { dirname } from "node:path";
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findOtherCase, makeInsteadFinder, readDangling } from "../loading/find-instead.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { Paths } from "../paths.js";
import { printFolder } from "./check.js";
import type { Inspection } from "./inspect.js";

/**
 * Looks for the folders only now that they are to be told, as that may take reading a whole repository.
 * @param starts the folders that the scan started from
 */
export async function addInstead(
  inspections: readonly Inspection[],
  starts: readonly string[],
  reader: ModuleReader,
): Promise<Inspection[]> {
  const find = makeInsteadFinder(starts, reader.paths);
  const add = async (finding: Finding): Promise<Finding> => {
    switch (finding.code) {
      case "work-use-missing":
        return addUsed(finding, reader);
      case "replace-target-missing":
        return addTarget(finding, reader.paths, find);
      default:
        return finding;
    }
  };
  return Promise.all(
    inspections.map(async (one) => ({
      ...one,
      findings: await Promise.all(one.findings.map(add)),
    })),
  );
}

type FindingOf<Code extends Finding["code"]> = Extract<Finding, { readonly code: Code }>;

async function addUsed(
  { code, level, place, args }: FindingOf<"work-use-missing">,
  reader: ModuleReader,
): Promise<Finding> {
  const { paths } = reader;
  const from = dirname(place.file);
  const used = paths.resolve(from, args.path);
  const spelled = findOtherCase(used);
  const isModule =
    spelled !== null && spelled !== used && (await reader.readGoMod(spelled)).kind === "file";
  const instead = isModule ? writeFolder(from, spelled, paths) : undefined;
  return makeFinding(code, level, place, { ...args, instead });
}

async function addTarget(
  { code, level, place, args }: FindingOf<"replace-target-missing">,
  paths: Paths,
  find: ReturnType<typeof makeInsteadFinder>,
): Promise<Finding> {
  const from = dirname(place.file);
  const target = paths.resolve(from, args.target);
  const link = readDangling(target) ?? undefined;
  const [module = ""] = args.module.split(" ");
  const [found, ...others] = link === undefined ? (await find(from, target, module)).found : [];
  const path = found && others.length === 0 && writeFolder(from, found.folder, paths);
  const instead = found && path ? { path, why: found.why } : undefined;
  return makeFinding(code, level, place, { ...args, link, instead });
}

// What a command may hold in double quotes, in any shell.
const TYPEABLE = /^[\w@+=:,./~ -]+$/;

/** A folder as one writes it in a file of another folder; undefined if a shell would not take it as it stands. */
function writeFolder(from: string, folder: string, paths: Paths): string | undefined {
  const path = printFolder(paths, from, folder);
  return TYPEABLE.test(path) ? path : undefined;
}
