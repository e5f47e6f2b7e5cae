// The profiles side by side.
import { describeSetting, type Override, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { formatTable } from "./outcome.js";

export interface ProfileReport {
  readonly name: string;
  readonly summary: string;
  /** What it costs; null when nothing. */
  readonly caution: string | null;
  readonly isDefault: boolean;
  readonly settings: Settings;
}

export interface ProfilesResult {
  readonly profiles: readonly ProfileReport[];
}

/** The profiles as a table, and what each one is for. @param cgo what `--cgo` adds to each of them */
export function describeProfiles(
  profiles: readonly ProfileReport[],
  cgo: readonly Override[],
): string {
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
  const added = cgo.map(
    ({ variable, action, ...rest }) =>
      `${variable} ${action === "set" ? "" : `${action} `}${"value" in rest ? rest.value : ""}`,
  );
  const more = `--cgo adds to each: ${added.join(", ")}`;
  const key =
    "keep: your own value. {prefix}: the environment's folder. Deactivating gives all of them back.";
  return [table, "", ...texts, "", more, key].join("\n");
}
