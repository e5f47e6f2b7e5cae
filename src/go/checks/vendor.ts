// Whether Go builds from the vendor folder, and whether that is in step with go.mod.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { findReplacement, type ReplaceScope } from "../loading/loading.js";
import { findReplace, isSame, type LocalModule, printVersion } from "../loading/local-module.js";
import { readMinor } from "../modfile/go-version.js";
import type { ModFile, ModuleVersion, Replace, WorkFile } from "../modfile/modfile.js";
import type { Paths } from "../paths.js";
import { isOfWorkspace, readModulesTxt } from "./modules-txt.js";

/**
 * Whether Go takes a module's packages from its vendor folder, unless -mod says otherwise.
 * @param modulesTxt vendor/modules.txt, "" when there is none
 */
export function isVendorUsed({ go }: ModFile, modulesTxt: string): boolean {
  return go !== null && readMinor(go.version) >= 14 && !isOfWorkspace(modulesTxt);
}

/**
 * Whether Go takes the packages of a workspace from the vendor folder beside its go.work, as it does since 1.22.
 * @param modulesTxt vendor/modules.txt, "" when there is none
 */
export function isWorkspaceVendorUsed({ go }: WorkFile, modulesTxt: string): boolean {
  return readMinor(go?.version ?? "1.18") >= 14 && isOfWorkspace(modulesTxt);
}

/**
 * Where vendor/modules.txt and go.mod differ. Go refuses to build for each of these differences.
 * @param modulesTxt its text, "" when there is none
 */
export function checkVendor(module: LocalModule, modulesTxt: string): Finding[] {
  const { file, folder, mod } = module;
  const { meta, listed, replaced } = readModulesTxt(modulesTxt);
  const findings: Finding[] = [];
  const faults: Fault[] = [];
  const isMain = ({ path, version }: ModuleVersion): boolean =>
    path === mod.module?.path && version === "";
  const add = (of: ModuleVersion, fault: string, line: number | null, until?: string): void => {
    const detail = `${printVersion(of)}: ${fault}`;
    faults.push({ detail, line, until: until ?? null, isMain: isMain(of) });
  };
  const told = new Set<Replace>();
  // Of packages, the version that they are from.
  const versions = new Map(listed.map(({ path, version }) => [path, version]));
  // Up to Go 1.13, modules.txt did not have all that it has now.
  const isOld = mod.go === null || readMinor(mod.go.version) < 14;
  for (const required of mod.require) {
    if (meta.get(printVersion(required))?.explicit) continue;
    if (isOld) {
      const version = versions.get(required.path) ?? required.version;
      if (version === required.version) continue;
      const fault = `is explicitly required in go.mod, but vendor/modules.txt indicates ${required.path}@${version}`;
      add(required, fault, required.at.line);
    } else {
      const fault =
        "is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt";
      add(required, fault, required.at.line);
    }
  }
  for (const replace of mod.replace) {
    const { old, new: target, at } = replace;
    const vendored = meta.get(printVersion(old))?.replacement ?? null;
    if (vendored !== null && isSame(vendored, target)) continue;
    told.add(replace);
    const unmarked = "is replaced in go.mod, but not marked as replaced in vendor/modules.txt";
    if (isMain(old)) {
      // Nothing can replace the main module, so vendor need not name the line. If it does, that is told below.
      if (vendored === null) add(old, unmarked, at.line, "1.22");
    } else if (vendored !== null) {
      const fault = `is replaced by ${printVersion(target)} in go.mod, but marked as replaced by ${printVersion(vendored)} in vendor/modules.txt`;
      add(old, fault, at.line);
    } else if (isOld && (old.version === "" || versions.get(old.path) !== old.version)) {
      // It names those alone that it has packages of.
    } else if (/\s/.test(target.path)) {
      const args = { module: printVersion(old), target: target.path, folder };
      const place = { file, line: at.line };
      findings.push(makeFinding("vendor-blank-in-target", "error", place, args));
    } else {
      add(old, unmarked, at.line);
    }
  }
  for (const one of listed) {
    if (meta.get(printVersion(one))?.explicit && !mod.require.some((other) => isSame(one, other))) {
      const fault =
        "is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod";
      add(one, fault, null);
    }
  }
  for (const one of replaced) {
    const by = isMain(one) ? null : findReplace(mod.replace, one);
    const vendored = meta.get(printVersion(one))?.replacement ?? null;
    if (by === null) {
      add(one, "is marked as replaced in vendor/modules.txt, but not replaced in go.mod", null);
    } else if (vendored !== null && !told.has(by) && !isSame(by.new, vendored)) {
      const fault = `is marked as replaced by ${printVersion(vendored)} in vendor/modules.txt, but replaced by ${printVersion(by.new)} in go.mod`;
      add(one, fault, null, "1.22");
    }
  }
  return [...findings, ...joinFaults(faults, { file, folder, isWorkspace: false })];
}

interface Fault {
  /** What Go says of it. */
  readonly detail: string;
  readonly line: number | null;
  /** The first Go that lets it pass, such as 1.22; null when none does. */
  readonly until: string | null;
  /** Whether it is about the main module. */
  readonly isMain: boolean;
}

/** Makes one finding of all that one `go mod vendor` mends. */
function joinFaults(
  faults: readonly Fault[],
  { file, ...args }: { file: string; folder: string; isWorkspace: boolean },
): Finding[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = `${fault.until} ${fault.until !== null && fault.isMain}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].map((group): Finding => {
    const { until, isMain } = group[0] as Fault;
    const line = group.find((fault) => fault.line !== null)?.line ?? null;
    const details = [...new Set(group.map(({ detail }) => detail))];
    const level = until === null ? "error" : "warning";
    const all = { ...args, details, until, isMain };
    return makeFinding("vendor-inconsistent", level, { file, line }, all);
  });
}

/** Where what `go work vendor` wrote differs from the workspace and its modules. */
export function checkWorkspaceVendor(
  scope: ReplaceScope,
  modulesTxt: string,
  paths: Paths,
): Finding[] {
  const { meta, listed, replaced } = readModulesTxt(modulesTxt);
  const { file, folder, mains, replaces } = scope;
  const faults: Fault[] = [];
  const add = (of: ModuleVersion, fault: string) => {
    const detail = `${printVersion(of)}: ${fault}`;
    faults.push({ detail, line: null, until: null, isMain: false });
  };
  const required = mains.flatMap(({ mod }) => mod.require);
  const isUsed = (path: string) => mains.some(({ mod }) => mod.module?.path === path);
  const isMain = ({ path, version }: ModuleVersion) => version === "" && isUsed(path);
  for (const one of required) {
    if (!meta.get(printVersion(one))?.explicit && !isUsed(one.path)) {
      add(
        one,
        "is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt",
      );
    }
  }
  for (const { old } of [...mains.flatMap(({ mod }) => mod.replace), ...replaces]) {
    const found = findReplacement(scope, old);
    if (found === null) continue;
    const { path, version } = found.replace.new;
    // The paths in modules.txt start from the folder of the go.work.
    const full = version === "" ? paths.resolve(found.folder, path) : path;
    const vendored = meta.get(printVersion(old))?.replacement ?? null;
    if (isMain(old)) {
      // Nothing replaces it, so vendor need not say so; if it does, that is told below.
      continue;
    }
    const marked =
      vendored && (vendored.version === "" ? paths.resolve(folder, vendored.path) : vendored.path);
    if (vendored === null)
      add(old, "is replaced, but not marked as replaced in vendor/modules.txt");
    else if (marked !== full || vendored.version !== version)
      add(
        old,
        `is replaced by ${printVersion(found.replace.new)}, but marked as replaced by ${printVersion(vendored)}`,
      );
  }
  for (const one of listed) {
    if (meta.get(printVersion(one))?.explicit && !required.some((other) => isSame(one, other)))
      add(
        one,
        "is marked as explicit in vendor/modules.txt, but not explicitly required in a go.mod",
      );
  }
  for (const one of replaced) {
    if (isMain(one) || findReplacement(scope, one) === null)
      add(one, "is marked as replaced in vendor/modules.txt, but not replaced in the workspace");
  }
  return joinFaults(faults, { file, folder, isWorkspace: true });
}
