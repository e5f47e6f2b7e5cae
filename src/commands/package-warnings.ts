// Warns of what a package does not do, and of what its channel does not say.
import type { Publication } from "../conda/channel.js";
import type { FoundConfig } from "../config/find-config.js";
import type { PackagePlan } from "../hooks/plan-package.js";
import { defaultDialects } from "../hooks/select-dialects.js";
import { adviseVersion } from "../packaging/advise-version.js";
import type { PackageIdentity } from "../packaging/identity.js";
import { warnOfValues } from "../reports/setting-warnings.js";
import { type Warning, warn } from "../reports/warnings.js";

/** @param channel as one types it */
export function warnOfChannel(
  { isLocked, outdated, unlisted, missing }: Publication,
  channel: string,
): Warning[] {
  return [
    ...(isLocked ? [] : [warn("channelUnlocked")]),
    ...outdated.map((file) => warn("channelOutdated", { file, channel })),
    ...(unlisted.length > 0 ? [warn("channelUnlisted", { count: unlisted.length, channel })] : []),
    ...(missing.length > 0 ? [warn("channelMissing", { names: missing, channel })] : []),
  ];
}

/** Environments in which the hooks would not do what they are for. */
export function warnOfReach({ settings, shells }: PackagePlan): Warning[] {
  const proxy = settings.GOPROXY;
  const isHeld = proxy?.action === "set" && proxy.value.includes("{prefix}");
  const without = ["win32", "linux"].filter(
    (platform) => !defaultDialects(platform).some(({ shells: [shell] }) => shells.includes(shell)),
  );
  return [
    ...(isHeld ? [warn("packageProxy")] : []),
    ...without.map((platform) => warn("packageShells", { isWindows: platform === "win32" })),
  ];
}

export function warnOfPlan(
  { version }: PackageIdentity,
  profile: string,
  { misfit, settings }: PackagePlan,
  project: FoundConfig | null,
): Warning[] {
  const advice = adviseVersion(version);
  const left = Object.keys(project?.config.environments ?? {});
  const isForCgo = Object.keys(settings).some((name) => /^CGO_\w*FLAGS$/.test(name));
  return [
    ...warnOfValues(profile, settings, "linux"),
    ...(advice === null ? [] : [warn("versionOrder", { advice })]),
    ...(misfit === null
      ? []
      : [warn("packageMisfit", { platform: misfit.platform, message: misfit.error.message })]),
    ...(isForCgo ? [warn("packageCgo")] : []),
    ...(project && left.length > 0
      ? [warn("packageGeneral", { file: project.file, names: left })]
      : []),
  ];
}
