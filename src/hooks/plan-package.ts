// The files of a package that brings hooks to environments on every platform.
import { CondaGoHooksError } from "../errors/error.js";
import { settingsToPackage } from "./packaged.js";
import { type PlannedFile, planFiles } from "./plan.js";
import type { Packaging } from "./render.js";
import { resolveSettings } from "./resolve-settings.js";
import { selectDialects } from "./select-dialects.js";
import type { Settings } from "./settings.js";

/** Whose rules say what a value may be, such as what is an absolute path. */
const PLATFORMS = ["linux", "win32"] as const;

/** A platform on which Go would refuse the settings. */
export interface Misfit {
  readonly platform: (typeof PLATFORMS)[number];
  readonly error: CondaGoHooksError;
}

export interface PackagePlan {
  readonly settings: Settings;
  readonly files: readonly PlannedFile[];
  /** The shells of the hooks, as `--shell` names them. */
  readonly shells: readonly string[];
  /** Null where the settings hold everywhere. */
  readonly misfit: Misfit | null;
}

/**
 * The settings and the scripts, which are the same wherever they are made.
 * @param shells as `--shell` names them; null for all
 * @throws CondaGoHooksError `usage`, `setting-invalid` for settings that hold on no platform, or in one of the shells
 */
export function planPackage(packaging: Packaging, shells: readonly string[] | null): PackagePlan {
  const tried = PLATFORMS.map((platform) => tryToResolve(packaging, platform));
  const found = tried.find((one) => "settings" in one);
  const misfit = tried.find((one) => "error" in one) ?? null;
  if (found === undefined) throw misfit?.error;
  const settings = settingsToPackage(found.settings);
  const dialects = selectDialects(shells ?? ["all"], "linux");
  return {
    settings,
    files: planFiles(settings, dialects, packaging),
    shells: dialects.map(({ shells: [shell] }) => shell),
    misfit,
  };
}

function tryToResolve(
  { request }: Packaging,
  platform: Misfit["platform"],
): Misfit | { readonly settings: Settings } {
  try {
    return { settings: resolveSettings(request, platform) };
  } catch (error) {
    if (error instanceof CondaGoHooksError) return { platform, error };
    throw error;
  }
}
