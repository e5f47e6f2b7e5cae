// The profiles side by side.
import { describeSetting, type Override, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { wrap } from "../wrap.js";
import { formatTable } from "./outcome.js";

// In columns, which every terminal has.
const WIDTH = 80;

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

/** Each profile: what it is for, and what it sets. @param cgo what `--cgo` adds to each of them */
export function describeProfiles(
  profiles: readonly ProfileReport[],
  cgo: readonly Override[],
): string {
  const added = cgo.map(
    ({ variable, action, ...rest }) =>
      `${variable} ${action === "set" ? "" : `${action} `}${"value" in rest ? rest.value : ""}`,
  );
  const key =
    "keep: your own value. {prefix}: the environment's folder. Deactivating gives all of them back.";
  return [
    ...profiles.flatMap((profile) => [describeProfile(profile), ""]),
    wrap(`--cgo adds to each: ${added.join(", ")}`, WIDTH, "  "),
    wrap(key, WIDTH, "  "),
  ].join("\n");
}

function describeProfile({ name, summary, caution, isDefault, settings }: ProfileReport): string {
  const rows = VARIABLE_NAMES.flatMap((variable) => {
    const setting = settings[variable];
    return setting ? [[`  ${variable}`, describeSetting(setting)]] : [];
  });
  return [
    wrap(`${name}${isDefault ? " (default)" : ""}: ${summary}`, WIDTH, "  "),
    ...(caution ? [wrap(`  but: ${caution}`, WIDTH, "  ")] : []),
    formatTable(rows),
  ].join("\n");
}
