// Lists the profiles and what each one sets.
import { cgoOverrides } from "../hooks/cgo.js";
import { DEFAULT_PROFILE, PROFILES } from "../hooks/profiles.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import type { Outcome } from "../reports/outcome.js";
import { describeProfiles, type ProfilesResult } from "../reports/profiles.js";
import type { Session } from "../session.js";

/** Runs the command. @returns what to print, and the exit code */
export async function run(_options: object, { platform }: Session): Promise<Outcome> {
  const profiles = PROFILES.map(({ name, summary, caution }) => ({
    name,
    summary,
    caution,
    isDefault: name === DEFAULT_PROFILE,
    settings: resolveSettings({ profile: name, overrides: [] }, platform),
  }));
  const result: ProfilesResult = { profiles };
  return {
    result,
    text: describeProfiles(profiles, cgoOverrides(platform)),
    notes: [],
    exitCode: 0,
  };
}
