// What mends a finding: the changes that scan's remedy stands for, a choice between several, or why there is none.
import { basename, dirname } from "node:path";
import {
  explainFinding,
  type Finding,
  type FindingCode,
  splitCommand,
} from "../../findings/finding.js";
import type { Session } from "../../session.js";
import { makeVersion, printFolder } from "../checks/check.js";
import { isWorkFile } from "../checks/inspect.js";
import type { makeInsteadFinder } from "../loading/find-instead.js";
import { isCached } from "../loading/module-cache.js";
import type { DiskReader } from "../loading/module-reader.js";
import { type Change, quotePath } from "./edits.js";

/** What a project is mended by. */
export interface Remedy {
  readonly changes: readonly Change[];
  /** The published module that builds use from then on; null for none. */
  readonly published: string | null;
}

/** Why nothing is done about a finding. */
export type Stuck =
  /** It takes judgement; its sentences say what to do. */
  | { readonly reason: "judgement" }
  /** Nothing below these folders declares the module. */
  | { readonly reason: "nowhere"; readonly roots: readonly string[] }
  /** Any of these would do, and somebody has to choose. */
  | { readonly reason: "choice"; readonly choices: readonly Choice[] }
  /** Something is where a folder would go. */
  | { readonly reason: "taken"; readonly path: string }
  /** Go does not edit the file, in its own words. */
  | { readonly reason: "go"; readonly says: string };

export interface Choice {
  /** As it would stand in the file. */
  readonly target: string;
  readonly changes: readonly Change[];
}

/** What is looked at to find a remedy. */
export interface Surroundings {
  readonly reader: DiskReader;
  /** The caches of published modules. */
  readonly caches: readonly string[];
  readonly find: ReturnType<typeof makeInsteadFinder>;
  readonly session: Session;
}

type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;

/** @param lines the texts of the finding's file by line */
export async function findRemedy(
  finding: Finding,
  text: string,
  around: Surroundings,
): Promise<Remedy | Stuck> {
  const { file } = finding.place;
  switch (finding.code) {
    case "replace-target-missing":
    case "replace-target-not-folder":
      return findTarget(finding, around);
    case "replace-target-no-go-mod":
      return makeModule(finding, around);
    case "replace-target-no-path":
    case "replace-target-unquoted":
      return findPath(finding, text, around);
    case "replace-target-in-vendor":
      return moveOut(finding, around);
    case "replace-imported-not-required": {
      const { module, version, requirer } = finding.args;
      const [path = "", replaced] = module.split(" ");
      const flags = [`-require=${path}@${version ?? replaced ?? makeVersion(path)}`];
      return mend({ kind: "edit", file: requirer ?? file, flags });
    }
    case "replace-duplicate":
    case "replace-conflict":
      return chooseLine(finding, text, around);
    case "work-use-duplicate":
      return useOnce(finding, around);
    case "work-use-missing":
      return dropUse(finding, around);
    case "requirement-missing":
    case "requirement-outdated": {
      const remedy = findPrinted(finding);
      const { module } = finding.args;
      // Whether it is replaced, only the file knows.
      return "changes" in remedy ? { ...remedy, published: module } : remedy;
    }
    // Its command has an example for a name.
    case "module-path-missing":
      return { reason: "judgement" };
    default:
      return findPrinted(finding);
  }
}

const mend = (...changes: readonly Change[]): Remedy => ({ changes, published: null });

/** The folder of the nearest go.mod, in this folder or above. */
async function findOwner(folder: string, reader: DiskReader): Promise<string | null> {
  if ((await reader.readGoMod(folder)).kind === "file") return folder;
  const above = dirname(folder);
  return above === folder ? null : findOwner(above, reader);
}

/** What the commands do that scan prints, but for the one that fills vendor, which comes last of all. */
function findPrinted(finding: Finding): Remedy | Stuck {
  const { file } = finding.place;
  const changes: Change[] = [];
  for (const command of explainFinding(finding).commands) {
    const [, verb = "", name, ...flags] = splitCommand(command);
    if (name === "vendor") continue;
    if (name !== "edit") return { reason: "judgement" };
    // What a module of a workspace contradicts, the go.work decides.
    const isFit = (verb === "work") === isWorkFile(file);
    if (!isFit) return { reason: "judgement" };
    changes.push({ kind: "edit", file, flags });
  }
  return changes.length === 0 ? { reason: "judgement" } : mend(...changes);
}

/** Where the module of a line is, whose folder is not there. */
async function findTarget(
  finding: FindingOf<"replace-target-missing" | "replace-target-not-folder">,
  { reader, caches, find }: Surroundings,
): Promise<Remedy | Stuck> {
  const { args, place, code } = finding;
  const { paths } = reader;
  if (code === "replace-target-not-folder") {
    const printed = findPrinted(finding);
    if ("changes" in printed) return printed;
  }
  const from = dirname(place.file);
  const [path = ""] = args.module.split(" ");
  const left = args.module.replace(" ", "@");
  const { found, roots } = await find(from, paths.resolve(from, args.target), path);
  const targets = found.map(({ folder }) => printFolder(paths, from, folder)).sort();
  const choices = targets.map((target): Choice => {
    return { target, changes: [setTarget(place.file, left, target)] };
  });
  const [only, ...others] = choices;
  if (only !== undefined)
    return others.length === 0 ? mend(...only.changes) : { reason: "choice", choices };
  const required = args.required.slice(path.length + 1);
  if (!isCached(caches, { path, version: required })) return { reason: "nowhere", roots };
  const flags = [`-dropreplace=${left}`];
  return { changes: [{ kind: "edit", file: place.file, flags }], published: path };
}

/** Names the module below a folder that has no go.mod, such as the root of a repository, or makes the folder one. */
async function makeModule(
  finding: FindingOf<"replace-target-no-go-mod">,
  { reader, find }: Surroundings,
): Promise<Remedy | Stuck> {
  const { args, place } = finding;
  const { paths } = reader;
  if (args.whole !== null) return findPrinted(finding);
  const from = dirname(place.file);
  const folder = paths.resolve(from, args.target);
  const [name = ""] = args.module.split(" ");
  const { found } = await find(from, folder, name);
  const [below, ...others] = found.filter((one) => paths.isInside(one.folder, folder));
  if (below !== undefined && others.length === 0) {
    const target = printFolder(paths, from, below.folder);
    return mend(setTarget(place.file, args.module.replace(" ", "@"), target));
  }
  // A package of another module would be none any more, and nothing builds that one to see it.
  const owner = await findOwner(dirname(folder), reader);
  if (owner !== null && owner !== from) return { reason: "judgement" };
  const file = paths.join(folder, "go.mod");
  return mend({ kind: "init", file, module: name, go: args.goLine ?? "1.16" });
}

/** @param left the left side, as `go mod edit` takes it */
function setTarget(file: string, left: string, target: string): Change {
  return { kind: "edit", file, flags: [`-replace=${left}=${target}`] };
}

/** What a right side that is no path stands for. */
async function findPath(
  finding: FindingOf<"replace-target-no-path" | "replace-target-unquoted">,
  text: string,
  { reader, find, session }: Surroundings,
): Promise<Remedy | Stuck> {
  const { file, line } = finding.place;
  const { paths } = reader;
  const from = dirname(file);
  const [, left = "", right = ""] =
    /^\s*(?:replace\s+)?["`]?([^\s"`]+)[^=]*=>\s*(.*?)\s*(?:\s\/\/.*)?$/s.exec(
      text.split("\n")[(line ?? 0) - 1] ?? "",
    ) ?? [];
  const retarget = (target: string): Remedy =>
    mend({ kind: "retarget", file, line: line ?? 0, target });
  const version = /^([^@\s]+)@(v\d\S*)$/.exec(right);
  if (version) return { ...retarget(`${version[1]} ${version[2]}`), published: left };
  const path = expand(right.replace(/^"(.*)"$/, "$1"), session);
  const { found, roots } = await find(from, paths.resolve(from, path ?? "."), left);
  const named = path === null ? from : paths.resolve(from, path);
  const kind = named === from ? null : (await reader.readGoMod(named)).kind;
  const others = found.map(({ folder }) => folder);
  // A folder without a go.mod may be any.
  const isNamed = kind === "file" || (kind === "no-file" && others.length === 0);
  const folders = isNamed ? [named] : others;
  const isNear = (folder: string) => roots.some((root) => paths.isInside(folder, root));
  const targets = folders
    .map((folder) => quotePath(isNear(folder) ? printFolder(paths, from, folder) : folder))
    .sort();
  const [only, ...more] = targets;
  if (only === undefined) return { reason: "nowhere", roots };
  const choices = targets.map((target) => ({ target, changes: retarget(target).changes }));
  return more.length === 0 ? retarget(only) : { reason: "choice", choices };
}

/** A path with what a shell would put in it; null for a variable that is not set. */
function expand(path: string, { env, home }: Session): string | null {
  let isKnown = true;
  const value = (name: string): string => {
    const found = env[name];
    if (!found) isKnown = false;
    return found ?? "";
  };
  const expanded = path
    .replace(/^~(?=$|[/\\])/, () => home)
    .replace(/^file:\/\//, "")
    .replace(/\$\{(\w+)\}|\$(\w+)|%(\w+)%/g, (_, ...names) => value(names.find(Boolean) ?? ""))
    .replaceAll("\\", "/");
  return isKnown ? expanded : null;
}

/** Moves the folder to beside the file, under its own name. */
async function moveOut(
  { args, place }: FindingOf<"replace-target-in-vendor">,
  { reader }: Surroundings,
): Promise<Remedy | Stuck> {
  const { paths } = reader;
  const from = dirname(place.file);
  const folder = paths.resolve(from, args.target);
  if ((await reader.readGoMod(folder)).kind !== "file") return { reason: "judgement" };
  const to = paths.join(from, basename(folder));
  if ((await reader.readGoMod(to)).kind !== "no-folder") return { reason: "taken", path: to };
  const target = printFolder(paths, from, to);
  return mend(
    { kind: "move", from: folder, to },
    setTarget(place.file, args.module.replace(" ", "@"), target),
  );
}

/** Of lines that are the same, go leaves one; of two ways to write one, it takes out either. */
async function useOnce(
  { args: { path }, place: { file } }: FindingOf<"work-use-duplicate">,
  { reader }: Surroundings,
): Promise<Remedy> {
  const read = await reader.readGoWork(dirname(file));
  const uses = read.kind === "file" ? read.parse().use : [];
  const isSame = uses.filter((one) => one.path === path).length > 1;
  return mend({ kind: "edit", file, flags: [`-${isSame ? "" : "drop"}use=${path}`] });
}

/** Go does nothing in a workspace without modules, so the last one is not dropped. */
async function dropUse(
  finding: FindingOf<"work-use-missing">,
  { reader }: Surroundings,
): Promise<Remedy | Stuck> {
  const read = await reader.readGoWork(dirname(finding.place.file));
  const isLast = read.kind === "file" && read.parse().use.length < 2;
  return isLast && finding.args.instead === undefined
    ? { reason: "judgement" }
    : findPrinted(finding);
}

/** Which of two lines stays: of those that say the same, the first. */
function chooseLine(
  { code, args, place }: FindingOf<"replace-duplicate" | "replace-conflict">,
  text: string,
  { reader: { paths } }: Surroundings,
): Remedy | Stuck {
  const { file, line } = place;
  const keep = (target: string): Choice => ({
    target,
    changes: [setTarget(file, args.module, target)],
  });
  if (code === "replace-conflict") {
    const { first, second } = args;
    const [one, other] = [first, second].map((target) => paths.resolve(dirname(file), target));
    if (one === other) return mend(...keep(first).changes);
    return { reason: "choice", choices: [keep(second), keep(first)] };
  }
  const right = /=>\s*(.*?)\s*(?:\s\/\/.*)?$/s.exec(text.split("\n")[(line ?? 0) - 1] ?? "")?.[1];
  if (right === undefined) return { reason: "judgement" };
  // For a module, go takes the version behind an @.
  return mend(...keep(right.replace(/^"(.*)"$/, "$1").replace(/\s+(?=v\d)/, "@")).changes);
}
