// Lists the profiles and what each one sets.
import { cgoOverrides } from "../hooks/cgo.js";
import { DEFAULT_PROFILE, PROFILES } from "../hooks/profiles.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import { describeSetting } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { formatTable, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";

/** The command. */
export async function run(_options: object, { platform }: Session): Promise<Outcome> {
  const profiles = PROFILES.map(({ name, summary, caution }) => ({
    name,
    summary,
    caution,
    isDefault: name === DEFAULT_PROFILE,
    settings: resolveSettings({ profile: name, overrides: [] }, platform),
  }));
  const used = VARIABLE_NAMES.filter((name) => profiles.some(({ settings }) => settings[name]));
  const table = formatTable([
    ["", ...profiles.map(({ name, isDefault }) => (isDefault ? `${name} (default)` : name))],
    ...used.map((name) => [
      name,
      ...profiles.map(({ settings }) => (settings[name] ? describeSetting(settings[name]) : "")),
    ]),
  ]);
  const texts = profiles.map(
    ({ name, summary, caution }) => `${name}: ${summary}${caution ? `\n  but: ${caution}` : ""}`,
  );
  const cgo = cgoOverrides(platform).map(
    ({ variable, action, ...rest }) =>
      `${variable} ${action === "set" ? "" : `${action} `}${"value" in rest ? rest.value : ""}`,
  );
  const more = `--cgo adds to each: ${cgo.join(", ")}`;
  const key =
    "keep: yours, untouched. {prefix}: the environment's folder. A deactivate gives back all of them.";
  return {
    result: { profiles },
    text: [table, "", ...texts, "", more, key].join("\n"),
    notes: [],
    exitCode: 0,
  };
}
