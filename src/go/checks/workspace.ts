// What is wrong with a go.work: the modules it uses, and where they contradict it or each other.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findReplace, isSame, type LocalModule, printVersion } from "../loading/local-module.js";
import type { ModuleReader } from "../loading/module-reader.js";
import { compareGoVersions } from "../modfile/go-version.js";
import type { ModuleVersion, Replace, WorkFile } from "../modfile/modfile.js";
import type { Paths } from "../paths.js";
import { type Check, isPlaceholder, printFolder } from "./check.js";

export interface LocalWorkspace {
  /** Absolute. */
  readonly folder: string;
  /** The path of its go.work. */
  readonly file: string;
  /** Without errors. */
  readonly work: WorkFile;
}

/** What Go takes for the go line of a go.work that has none. */
const LISTED = "1.18";

/** Reads the modules that a workspace uses; those whose go.mod has errors are left out. */
export async function readUses(
  { folder, file, work }: LocalWorkspace,
  reader: ModuleReader,
): Promise<{ mains: LocalModule[]; findings: Finding[] }> {
  const { paths } = reader;
  const mains: LocalModule[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const usedAs = new Map<string, string>();
  for (const { path, at } of work.use) {
    const used = paths.resolve(folder, path);
    const place = { file, line: at.line };
    if (seen.has(used)) {
      const args = { path, folder: used };
      findings.push(makeFinding("work-use-duplicate", "error", place, args));
      continue;
    }
    seen.add(used);
    const read = await reader.readGoMod(used);
    const goMod = paths.join(used, "go.mod");
    const shown = paths.shorten(folder, used);
    if (read.kind !== "file") {
      const fault = read.kind === "not-a-folder" ? "not a directory" : "no such file or directory";
      const opened = { path: goMod, shown: paths.shorten(folder, goMod), fault };
      const args = { path, shown, opened, isWindows: paths.isWindows };
      findings.push(makeFinding("work-use-missing", "error", place, args));
      continue;
    }
    const mod = read.parse("main");
    if (mod.errors.length > 0) continue;
    mains.push({ folder: used, file: goMod, mod });
    const module = mod.module?.path ?? "";
    const first = usedAs.get(module);
    if (first === undefined) {
      usedAs.set(module, path);
    } else if (module !== "") {
      findings.push(makeFinding("work-module-duplicate", "error", place, { module, path, first }));
    }
    const required = mod.go?.version ?? LISTED;
    const listed = work.go?.version ?? null;
    // Before 1.21, a go line was but a hint.
    const isStrict = compareGoVersions(required, "1.21") >= 0;
    if (isStrict && compareGoVersions(required, listed ?? LISTED) > 0) {
      const args = { module: shown, required, listed };
      findings.push(makeFinding("work-go-lower", "error", place, args));
    }
  }
  return { mains, findings };
}

/** Whether the replaces of a workspace and of its modules go together. */
export function checkAgreement(
  { file, folder, work }: LocalWorkspace,
  mains: readonly LocalModule[],
  paths: Paths,
): Finding[] {
  const findings: Finding[] = [];
  const decided = new Set(work.replace.map(({ old }) => old.path));
  for (const { old, at } of work.replace) {
    const used = mains.find(({ mod }) => mod.module?.path === old.path);
    if (old.version !== "" || used === undefined) continue;
    const place = { file, line: at.line };
    // A version that nobody published Go has to find all the same.
    const versions = mains
      .flatMap(({ mod }) => mod.require)
      .filter(({ path, version }) => path === old.path && isPlaceholder(version))
      .map(({ version }) => version);
    const args = {
      ...{ module: old.path, versions: [...new Set(versions)] },
      folder: printFolder(paths, folder, used.folder),
    };
    findings.push(makeFinding("work-replaces-used", "error", place, args));
  }
  findings.push(...findHidden({ file, folder, work }, mains, paths));
  const seen = new Map<string, { target: ModuleVersion; main: LocalModule }>();
  for (const main of mains) {
    for (const { old, new: written } of main.mod.replace) {
      if (decided.has(old.path)) continue;
      const module = printVersion(old);
      const target =
        written.version === ""
          ? { path: paths.resolve(main.folder, written.path), version: "" }
          : written;
      const earlier = seen.get(module);
      seen.set(module, { target, main });
      if (earlier === undefined || earlier.main === main || isSame(earlier.target, target))
        continue;
      const args = {
        ...{ module, first: printVersion(earlier.target), second: printVersion(target) },
        target: printTarget(paths, folder, earlier.target),
      };
      findings.push(makeFinding("work-conflict", "error", { file, line: null }, args));
    }
  }
  return findings;
}

/** A module that one of them replaces and a later one by version, in other words, which Go takes for other things. */
export function checkChoices({ scope, loading, reader }: Check): Finding[] {
  const { mains, replaces, file, isWorkspace } = scope;
  if (!isWorkspace) return [];
  const { known, loaded, selected } = loading.graph;
  const done = new Set<Replace>();
  return [...known].flatMap(([key, module]) => {
    if (!loaded.has(key) && selected.get(module.path) !== module.version) return [];
    if (findReplace(replaces, module) !== null) return [];
    const choices = mains.flatMap((main) => {
      const replace = findReplace(main.mod.replace, module);
      return replace === null ? [] : [{ main, replace }];
    });
    const at = choices.findIndex(({ replace }, index) => {
      const before = choices[index - 1]?.replace.new;
      return replace.old.version !== "" && before !== undefined && !isSame(before, replace.new);
    });
    const [first, second] = [choices[at - 1], choices[at]];
    if (first === undefined || second === undefined || done.has(second.replace)) return [];
    done.add(second.replace);
    const print = ({ main, replace: { new: target } }: typeof first) =>
      target.version === "" ? reader.paths.resolve(main.folder, target.path) : printVersion(target);
    const args = {
      ...{ module: printVersion(module), first: print(first), second: print(second) },
      target: printTarget(reader.paths, scope.folder, {
        ...first.replace.new,
        ...(first.replace.new.version === "" && { path: print(first) }),
      }),
      between: [first.main.file, second.main.file] as const,
    };
    return [makeFinding("work-conflict", "error", { file, line: null }, args)];
  });
}

/** As it would stand in the go.work. */
function printTarget(paths: Paths, folder: string, { path, version }: ModuleVersion): string {
  return version === "" ? printFolder(paths, folder, path) : printVersion({ path, version });
}

/** The replaces of its modules that do not count in it, where something else does. */
function findHidden(
  { file, folder, work }: LocalWorkspace,
  mains: readonly LocalModule[],
  paths: Paths,
): Finding[] {
  return mains.flatMap((main) =>
    main.mod.replace.flatMap(({ old, new: target, at }) => {
      const used = mains.find(({ mod }) => mod.module?.path === old.path);
      const own = paths.resolve(main.folder, target.path);
      const line = findReplace(work.replace, old)?.new;
      // A module in use is taken from where it is, whatever replaces it.
      const instead = used && old.version === "" ? { path: used.folder, version: "" } : line;
      // To take it from there instead of from a published version of itself is what a workspace is for.
      if (instead === undefined || (used && target.version !== "" && target.path === old.path))
        return [];
      const full = instead.version === "" ? paths.resolve(folder, instead.path) : instead.path;
      const isEqual =
        instead.version === target.version && full === (target.version === "" ? own : target.path);
      if (isEqual) return [];
      const args = {
        module: printVersion(old),
        target: printVersion(target),
        instead: instead.version === "" ? paths.shorten(folder, full) : printVersion(instead),
        by: file,
      };
      const place = { file: main.file, line: at.line };
      return [makeFinding("work-hides-replace", "info", place, args)];
    }),
  );
}
