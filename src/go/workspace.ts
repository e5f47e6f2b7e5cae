// What is wrong with a go.work: the modules it uses, and where they contradict it or each other.
import { join } from "node:path";
import { type Finding, makeFinding } from "../findings/finding.js";
import { compareGoVersions } from "./go-version.js";
import { isSame, type LocalModule, printVersion } from "./local-module.js";
import { type ModuleVersion, parseModFile, type WorkFile } from "./modfile.js";
import type { ModuleReader } from "./module-reader.js";
import { resolveTarget, shorten } from "./replace.js";

export interface LocalWorkspace {
  /** Absolute. */
  readonly folder: string;
  /** The path of its go.work. */
  readonly file: string;
  /** Without errors. */
  readonly work: WorkFile;
}

/** Reads the modules that a workspace uses; those whose go.mod has errors are left out. */
export async function readUses(
  { folder, file, work }: LocalWorkspace,
  reader: ModuleReader,
): Promise<{ mains: LocalModule[]; findings: Finding[] }> {
  const mains: LocalModule[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  // Go takes a go.work without a go line for one of 1.18.
  const listed = work.go?.version ?? "1.18";
  for (const { path, at } of work.use) {
    const used = resolveTarget(folder, path);
    const place = { file, line: at.line };
    if (seen.has(used)) {
      const args = { path, folder: used };
      findings.push(makeFinding("work-use-duplicate", "error", place, args));
      continue;
    }
    seen.add(used);
    const read = await reader.readGoMod(used);
    if (read.kind !== "file") {
      const args = { path, shown: shorten(folder, used), opened: join(used, "go.mod") };
      findings.push(makeFinding("work-use-missing", "error", place, args));
      continue;
    }
    const mod = parseModFile(read.text, { file: join(used, "go.mod") });
    if (mod.errors.length > 0) continue;
    mains.push({ folder: used, file: join(used, "go.mod"), mod });
    const required = mod.go?.version;
    if (required !== undefined && compareGoVersions(required, listed) > 0) {
      const args = { module: shorten(folder, used), required, listed };
      findings.push(makeFinding("work-go-lower", "error", place, args));
    }
  }
  return { mains, findings };
}

/** Whether the replaces of a workspace and of its modules go together. */
export function checkAgreement(
  { file, work }: LocalWorkspace,
  mains: readonly LocalModule[],
): Finding[] {
  const findings: Finding[] = [];
  const decided = new Set(work.replace.map(({ old }) => old.path));
  for (const { old, at } of work.replace) {
    if (old.version !== "" || !mains.some(({ mod }) => mod.module?.path === old.path)) continue;
    const place = { file, line: at.line };
    findings.push(makeFinding("work-replaces-used", "error", place, { module: old.path }));
  }
  const seen = new Map<string, { target: ModuleVersion; main: LocalModule }>();
  for (const main of mains) {
    for (const { old, new: written } of main.mod.replace) {
      if (decided.has(old.path)) continue;
      const module = printVersion(old);
      const target =
        written.version === ""
          ? { path: resolveTarget(main.folder, written.path), version: "" }
          : written;
      const earlier = seen.get(module);
      seen.set(module, { target, main });
      if (earlier === undefined || earlier.main === main || isSame(earlier.target, target))
        continue;
      const args = {
        module,
        first: printVersion(earlier.target),
        second: printVersion(target),
      };
      findings.push(makeFinding("work-conflict", "error", { file, line: null }, args));
    }
  }
  return findings;
}
