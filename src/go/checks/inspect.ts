// Inspects go.mod and go.work files: what each says, what is wrong with it, and which comments ignore that.
import { basename, join } from "node:path";
import { type Finding, makeFinding } from "../../findings/finding.js";
import { type IgnoreComment, readIgnoreComments } from "../../findings/ignore.js";
import { type Found, findModules } from "../loading/find-modules.js";
import type { DiskReader, ModuleReader, Unread } from "../loading/module-reader.js";
import type { ModFile, ModuleVersion, WorkFile } from "../modfile/modfile.js";
import type { Verdict } from "../toolchain.js";
import { checkModule, checkWorkspace } from "./check-module.js";
import type { ReplaceOptions } from "./replace.js";

/** What is known of one file, or of a folder that cannot be looked into. */
export interface Inspection {
  /** The path of the file or folder, absolute. */
  readonly file: string;
  /** Null for a file or folder that cannot be read. */
  readonly outline: Outline | null;
  readonly findings: readonly Finding[];
  /** By number, the text of the lines that findings and comments are about. */
  readonly lines: ReadonlyMap<number, string>;
  /** The comments that ignore findings. */
  readonly comments: readonly IgnoreComment[];
  /** What the real go says; only after it was asked. */
  readonly verdict?: Verdict;
}

/** What a file says, as far as a scan reports it; the rest of it is not kept in memory. */
export interface Outline {
  /** Null for a go.work, and for a go.mod without a module line. */
  readonly module: string | null;
  /** The version in its go line; null where it has none. */
  readonly go: string | null;
  readonly replaces: readonly {
    readonly line: number;
    readonly old: ModuleVersion;
    readonly new: ModuleVersion;
  }[];
  /** The first error for which Go takes nothing of the file. */
  readonly error: { readonly line: number; readonly message: string } | null;
}

/** Where to look, absolute and there. */
export interface Places {
  readonly folders: readonly string[];
  readonly files: readonly Found[];
}

export interface Inspected {
  /** Of the named files first, then of those below the folders; no file twice. */
  readonly inspections: readonly Inspection[];
  /** The folders that cannot be looked into, of which there is an inspection each. */
  readonly unreadable: readonly Found[];
}

/** Inspects the files, and every go.mod and go.work below the folders. What cannot be read is a finding. */
export async function inspectAll(
  { folders, files }: Places,
  reader: DiskReader,
  options: ReplaceOptions,
): Promise<Inspected> {
  const seen = new Set(files.map(describePlace));
  const unreadable: Found[] = [];
  const inspections: Inspection[] = [];
  const inspect = async (one: Found): Promise<void> => {
    if (one.name === null) unreadable.push(one);
    inspections.push(await inspectFound(one, reader, options));
  };
  for (const one of files) await inspect(one);
  for await (const one of findModules(folders, reader.paths, reader.entries)) {
    if (!seen.has(describePlace(one))) await inspect(one);
  }
  return { inspections, unreadable };
}

function describePlace({ folder, name }: Found): string {
  return join(folder, name ?? "");
}

async function inspectFound(
  found: Found,
  reader: ModuleReader,
  options: ReplaceOptions,
): Promise<Inspection> {
  const { name, folder } = found;
  if (name === null) return describeUnreadable(folder, found.reason);
  const file = join(folder, name);
  if (name === "go.work") {
    const read = await reader.readGoWork(folder);
    if (read.kind !== "file") return describeUnread(file, read);
    const work = read.parse();
    const findings = await checkWorkspace({ file, folder, work }, reader, options);
    return describeFile(file, read.text, outlineFile(work, null), findings);
  }
  const read = await reader.readGoMod(folder);
  if (read.kind !== "file") return describeUnread(file, read);
  const mod = read.parse("main");
  const findings = await checkModule({ file, folder, mod }, reader, options);
  return describeFile(file, read.text, outlineFile(mod, mod.module?.path ?? null), findings);
}

function describeFile(
  file: string,
  text: string,
  outline: Outline,
  findings: readonly Finding[],
): Inspection {
  const comments = readIgnoreComments(text);
  const lines = text.split(/\r?\n/);
  const named = [...findings.map(({ place }) => place), ...comments]
    .flatMap(({ line }) => line ?? [])
    .map((line) => [line, lines[line - 1]?.trim() ?? ""] as const);
  return { file, outline, findings, lines: new Map(named), comments };
}

function outlineFile({ go, replace, errors }: ModFile | WorkFile, module: string | null): Outline {
  const [error] = errors;
  return {
    module,
    go: go?.version ?? null,
    replaces: replace.map((one) => ({ line: one.at.line, old: one.old, new: one.new })),
    error: error === undefined ? null : { line: error.line, message: error.message },
  };
}

function describeUnread(file: string, read: Unread): Inspection {
  const reason = read.kind === "unreadable" ? read.reason : "no such file or directory";
  return describeUnreadable(file, reason);
}

function describeUnreadable(file: string, reason: string): Inspection {
  const finding = makeFinding("unreadable", "warning", { file, line: null }, { reason });
  return { file, outline: null, findings: [finding], lines: new Map(), comments: [] };
}

/** Whether the file is a go.work. */
export function isWorkFile(file: string): boolean {
  return basename(file) === "go.work";
}
