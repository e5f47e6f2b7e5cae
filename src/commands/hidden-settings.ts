// What the user has set with `go env -w`, and the environment hides.
import type { Environment } from "../conda/environments.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { splitFlags } from "../hooks/check-setting.js";
import { isKept, listTexts, type Setting, type Settings } from "../hooks/settings.js";
import { selectorFor } from "../reports/environments.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { findOwnValue } from "./settings-in-force.js";

/** A warning for each line of Go's file for the user that does not count while the environment is active. */
export function findHiddenSettings(
  environment: Environment,
  settings: Settings,
  session: Session,
): Warning[] {
  const { file, lines } = listUserSettings(session.env, session);
  return lines.flatMap(({ name, value, line }) => {
    const setting = settings[name];
    if (setting === undefined || isKept(setting) || has(setting, value)) return [];
    // What the shell has hides it in any case.
    if (value === "" || findOwnValue(name, session.env)) return [];
    const option =
      setting.action === "add"
        ? `--append ${typed(`${name}=${value}`, session.platform)}`
        : `--keep ${name}`;
    const selector = selectorFor(environment, session);
    return [warn("hiddenSetting", { setting: `${name}=${value}`, file, line, selector, option })];
  });
}

/** Whether the setting adds or sets all of it anyway. */
function has(setting: Setting, value: string): boolean {
  if (setting.action === "set") return setting.value === value;
  if (setting.action !== "add") return false;
  const added = listTexts(setting);
  return splitFlags(value)?.every((flag) => added.includes(flag)) ?? false;
}
