// Settings of `go env -w` that the environment hides.
import type { Environment } from "../conda/environments.js";
import type { FindingArgs } from "../findings/finding.js";
import { splitFlags } from "../findings/values/flag-list.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { isKept, listTexts, type Setting, type Settings } from "../hooks/settings.js";
import { findOwnValue } from "../hooks/values.js";
import { COMMAND } from "../names.js";
import { selectorFor } from "../reports/environments.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";

type HiddenSetting = FindingArgs<"go-env-hidden">;

/**
 * Each line of the user's Go settings file that has no effect while the environment is active.
 * @param settings of all hooks together
 * @param packaged what hooks of a package set, alone or below installed ones; null without any
 * @param config what to type behind install and the environment, so that it goes by the right settings file
 */
export function listHiddenSettings(
  environment: Environment,
  settings: Settings,
  packaged: Settings | null,
  config: string,
  session: Session,
): HiddenSetting[] {
  const { file, lines } = listUserSettings(session.env, session);
  const install = `${COMMAND} install ${selectorFor(environment, session)}${config}`;
  return lines.flatMap(({ name, value, line }) => {
    const setting = settings[name];
    if (setting === undefined || isKept(setting) || has(setting, value)) return [];
    // Go looks into that file for a variable that is not set.
    if (setting.action === "unset") return [];
    // The shell's own value hides it anyway.
    if (value === "" || findOwnValue(name, session.env)) return [];
    // What is only kept would be as the package's hooks set it.
    const way = isKept(packaged?.[name]) ? "--keep" : "--unset";
    const option =
      setting.action === "add"
        ? `--append ${typed(`${name}=${value}`, session.platform)}`
        : `${way} ${name}`;
    return [{ setting: `${name}=${value}`, file, line, command: `${install} ${option}` }];
  });
}

/** The same as warnings. */
export function findHiddenSettings(
  environment: Environment,
  settings: Settings,
  packaged: Settings | null,
  config: string,
  session: Session,
): Warning[] {
  return listHiddenSettings(environment, settings, packaged, config, session).map((hidden) =>
    warn("hiddenSetting", hidden),
  );
}

/** Whether the setting has the whole value too. */
function has(setting: Setting, value: string): boolean {
  if (setting.action === "set") return setting.value === value;
  if (setting.action !== "add") return false;
  const added = listTexts(setting);
  return splitFlags(value)?.every((flag) => added.includes(flag)) ?? false;
}
