// What the real go says of a project before and after a repair, and whether that is an improvement.
import type { Session } from "../../session.js";
import { isWithin } from "../loading/import-graph.js";
import type { DiskReader } from "../loading/module-reader.js";
import {
  type Answer,
  findAbsent,
  isOfSource,
  runAsUser,
  type Toolchain,
  UNASKABLE,
  withoutStamp,
} from "../toolchain.js";
import type { Mode, Project } from "./plan.js";

/** What one command of go came to. */
export interface CheckedCommand {
  /** As one types it. */
  readonly command: string;
  readonly isOk: boolean;
  /** What go printed where it failed, else "". */
  readonly says: string;
}

/** How go is run for a project. */
export interface Trial {
  readonly project: Project;
  readonly mode: Mode;
  /** Whether there is a vendor folder that -mod has to tell go about. */
  readonly hasVendor: boolean;
  readonly go: Toolchain;
  /** Without -mod. */
  readonly goflags: string;
  /** Whether go may download what it lacks. */
  readonly isOnline: boolean;
  /** Whether packages are built and vetted, or only loaded. */
  readonly builds: boolean;
  readonly signal: AbortSignal;
  readonly session: Session;
}

/** Runs a command of go in the project's folder. @param work the go.work, null as if there was none */
export function runGo(
  { project, go, goflags, isOnline, signal, session }: Trial,
  args: readonly string[],
  work = project.isWorkspace ? project.file : null,
): Promise<Answer> {
  const { folder } = project;
  return runAsUser(go, args, { folder, work, goflags, isOnline, signal }, session);
}

/** The packages of the main modules, as go takes them. */
export async function listPatterns(
  { folder, isWorkspace }: Project,
  reader: DiskReader,
): Promise<string[]> {
  if (!isWorkspace) return ["./..."];
  const read = await reader.readGoWork(folder);
  const uses = read.kind === "file" ? read.parse().use : [];
  return uses.map(({ path }) => {
    // Without the dot, go takes it for the path of a package.
    const isMarked = /^\.{1,2}(?:[\\/]|$)/.test(path) || reader.paths.isAbsolute(path);
    return `${isMarked ? "" : "./"}${path.replace(/[\\/]+$/, "")}/...`;
  });
}

/** Asks go what a user would: are the modules and packages found, do they build, are they in order. */
export async function checkProject(
  trial: Trial,
  patterns: readonly string[],
): Promise<readonly CheckedCommand[]> {
  const { mode, hasVendor, builds } = trial;
  const mod =
    hasVendor || mode === "vendor" ? [`-mod=${mode === "vendor" ? mode : "readonly"}`] : [];
  const flags = [...mod, ...withoutStamp(trial.go)];
  const commands = [
    // With vendor in use, go does not list all modules; whether vendor is in step, it looks before it lists any package.
    mode === "vendor" ? ["list", ...flags, "-e", ...patterns] : ["list", ...mod, "-m", "all"],
    ...(builds
      ? [
          [
            "build",
            ...flags,
            "-o",
            NULL_DEVICE[trial.session.platform] ?? "/dev/null",
            ...patterns,
          ],
          ["vet", ...flags, ...patterns],
        ]
      : [["list", ...flags, "-deps", "-test", ...patterns]]),
  ];
  const { within } = trial.project;
  const checked = within === null ? [] : [await checkWorkspace(trial, within)];
  for (const args of patterns.length === 0 ? commands.slice(0, 1) : commands) {
    const { exitCode, stderr, fault } = await runGo(trial, args);
    const isOk = exitCode === 0 && fault === null;
    checked.push({
      command: nameCommand(args),
      isOk,
      says: isOk ? "" : (fault ?? stderr).trimEnd(),
    });
  }
  return checked;
}

/** Whether the workspace that uses the module still loads, and is in step with its vendor folder. */
async function checkWorkspace(trial: Trial, work: string): Promise<CheckedCommand> {
  const { exitCode, stderr, fault } = await runGo(trial, ["list", "-m", "all"], work);
  // With vendor in use, go has looked whether that is in step before it says so.
  const isOk = fault === null && (exitCode === 0 || UNASKABLE.test(stderr));
  const says = isOk ? "" : (fault ?? stderr).trimEnd();
  return { command: `GOWORK=${work} go list -m all`, isOk, says };
}

// What go builds is not to be kept, and not to be put into the folder.
const NULL_DEVICE: Readonly<Record<string, string>> = { win32: "NUL" };

/** As one would type it, without what is only for us. */
export function nameCommand(args: readonly string[]): string {
  const words = args.filter(
    (word, index) => word !== "-buildvcs=false" && word !== "-o" && args[index - 1] !== "-o",
  );
  return ["go", ...words].join(" ");
}

/** What a repair is judged by, besides what go says. */
export interface Aim {
  /** What go says of what is to be mended. */
  readonly words: readonly string[];
  /** The modules that are replaced, or lose a folder. */
  readonly replaced: readonly string[];
  /** The modules that the edits name. */
  readonly edited: readonly string[];
  /** Whether more is wrong, and known to be. */
  readonly isPartial: boolean;
}

/** Whether go is content afterwards, or fails only for what has nothing to do with the repair. */
export function isImproved(
  before: readonly CheckedCommand[],
  after: readonly CheckedCommand[],
  { words, replaced, edited, isPartial }: Aim,
): boolean {
  const known = new Set(before.flatMap(({ says }) => says.split("\n")));
  const isOther = (fault: string): boolean => {
    if (words.some((word) => fault.includes(word))) return false;
    const lines = fault.split("\n");
    if (isPartial || lines.every((line) => known.has(line) || isOfSource(line))) return true;
    // Before, go may not have come so far as to look for it.
    const absent = findAbsent(fault);
    if (absent !== null) return !absent.some((path) => edited.includes(path));
    const lacked = /no required module provides package (\S+?)[;:]/.exec(fault)?.[1];
    return lacked !== undefined && !replaced.some((path) => isWithin(lacked, path));
  };
  // Where go gets to nothing, as with flags that it does not know, it says nothing of the repair.
  const isUnjudged = after.every(
    ({ isOk, says }, index) => !isOk && (says === before[index]?.says || findAbsent(says) !== null),
  );
  if (isUnjudged && !isPartial) return false;
  return after.every(({ isOk, says }, index) => {
    // What passed must pass.
    return isOk || (before[index]?.isOk === false && listFaults(says).every(isOther));
  });
}

/** Each with the lines that go on with it. */
function listFaults(says: string): string[] {
  return says.split(/\n(?!\s)/);
}
