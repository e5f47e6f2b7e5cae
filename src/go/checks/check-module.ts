// Everything that is wrong with one go.mod or go.work, and with what it names.
import { type Finding, type FindingCode, makeFinding } from "../../findings/finding.js";
import type { ReplaceScope } from "../loading/loading.js";
import type { LocalModule } from "../loading/local-module.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { Replace } from "../modfile/modfile.js";
import { checkFile } from "./file.js";
import { checkLines, checkSettings } from "./module.js";
import { checkReplaces, type ReplaceOptions } from "./replace.js";
import {
  checkVendor,
  checkWorkspaceVendor,
  isVendorUsed,
  isWorkspaceVendorUsed,
} from "./vendor.js";
import { checkVendorFlag, describeFlag, orderVendor } from "./vendor-flag.js";
import { checkAgreement, type LocalWorkspace, readUses } from "./workspace.js";

/** Checks a module by itself, as if in no workspace. The findings come in the order of the lines. */
export async function checkModule(
  module: LocalModule,
  reader: ModuleReader,
  options: ReplaceOptions = {},
): Promise<Finding[]> {
  const { file, mod, folder } = module;
  const findings = checkFile(file, "go.mod", mod);
  if (mod.errors.length > 0) return findings;
  if (mod.module === null || mod.module.path === "") {
    const place = { file, line: mod.module?.at.line ?? null };
    return [...findings, makeFinding("module-path-missing", "error", place, {})];
  }
  const vendor = await reader.readVendor(folder);
  const flag = checkVendorFlag(options.flags, vendor, vendor !== null && isVendorUsed(mod, vendor));
  const { isVendored } = flag;
  if (flag.isMissing ? isVendorable([module], mod.replace) : flag.hides) {
    findings.push(describeFlag(file, folder, flag, options.flags, false));
  }
  const { paths } = reader;
  const isTargetInVendor = mod.replace.some(
    ({ new: { path, version } }) =>
      version === "" && paths.isInside(paths.resolve(folder, path), paths.join(folder, "vendor")),
  );
  // go mod vendor would remove a target that lies in vendor, so that has to be mended first.
  const ofVendor =
    isVendored && vendor !== null && !isTargetInVendor ? checkVendor(module, vendor) : [];
  const isInStep = vendor !== null && ofVendor.every(({ level }) => level !== "error");
  const scope: ReplaceScope = {
    file,
    folder,
    replaces: mod.replace,
    mains: [module],
    isWorkspace: false,
    isVendored,
    isInStep,
  };
  findings.push(
    ...checkLines(module, isVendored),
    ...ofVendor,
    ...(await checkReplaces(scope, reader, options)),
  );
  return finish(options.flags?.mod === "mod" ? findings.map(excuse) : findings);
}

/** What Go corrects in the go.mod by itself when -mod=mod lets it. */
const UPDATED: ReadonlySet<FindingCode> = new Set([
  "go-line-lower",
  "replace-imported-not-required",
  "requirement-excluded",
  "requirement-missing",
  "requirement-outdated",
  "toolchain-idle",
]);

function excuse(finding: Finding): Finding {
  return UPDATED.has(finding.code) ? { ...finding, level: "info" } : finding;
}

/** The findings in the order of the lines, and vendor's with what has to be done first. */
function finish(findings: readonly Finding[]): Finding[] {
  return orderVendor(findings).sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}

/**
 * Checks a go.work, and what its modules have to agree upon. The findings come in the order of the lines;
 * some are about the go.mod files of the modules.
 */
export async function checkWorkspace(
  workspace: LocalWorkspace,
  reader: ModuleReader,
  options: ReplaceOptions = {},
): Promise<Finding[]> {
  const { file, folder, work } = workspace;
  const findings = checkFile(file, "go.work", work);
  if (work.errors.length > 0) return findings;
  const { mains, findings: ofUse } = await readUses(workspace, reader);
  const vendor = await reader.readVendor(folder);
  const flag = checkVendorFlag(
    options.flags,
    vendor,
    vendor !== null && isWorkspaceVendorUsed(work, vendor),
  );
  const { isVendored } = flag;
  const mod = options.flags?.mod ?? "";
  if (mod !== "" && mod !== "readonly" && mod !== "vendor") {
    findings.push(makeFinding("flag-mod-in-workspace", "error", { file, line: null }, { mod }));
  } else if (flag.hides || (flag.isMissing && isVendorable(mains, work.replace))) {
    findings.push(describeFlag(file, folder, flag, options.flags, true));
  }
  const replaced = { file, folder, replaces: work.replace, mains, isWorkspace: true, isVendored };
  const ofVendor =
    isVendored && vendor !== null
      ? checkWorkspaceVendor({ ...replaced, isInStep: false }, vendor, reader.paths)
      : [];
  const scope = { ...replaced, isInStep: vendor !== null && ofVendor.length === 0 };
  findings.push(
    ...checkSettings(file, work, true),
    ...ofUse,
    ...checkAgreement(workspace, mains, reader.paths),
    ...ofVendor,
    ...(await checkReplaces(scope, reader, options)),
  );
  return finish(findings);
}

/** Whether there is anything that a vendor folder could hold. */
function isVendorable(mains: readonly LocalModule[], replaces: readonly Replace[]): boolean {
  const isNamed = mains.some(({ mod }) => mod.require.length > 0 || mod.replace.length > 0);
  return isNamed || replaces.length > 0;
}
