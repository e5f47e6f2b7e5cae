// What a hand-written script leaves in a variable, as a setting that install would take.
import type { Ending } from "../conda/interpret-script.js";
import { splitFlags } from "../findings/values/flag-list.js";
import { chooseProfile } from "../hooks/choose-profile.js";
import { relateToPrefix } from "../hooks/relate-to-prefix.js";
import { planIfKnown } from "../hooks/request.js";
import type { Override, Setting, Settings } from "../hooks/settings.js";
import { VARIABLES } from "../hooks/variables.js";

/** Null where hooks have no setting that does the same. */
export function toSetting(
  name: string,
  ending: Ending,
  prefix: string | null,
  platform: string,
): Setting | null {
  if (ending.does === "unset") return { action: "unset" };
  const relate = (value: string) => {
    if (prefix === null) return value;
    const [one] = relateToPrefix(
      [{ action: "set", variable: name, value }],
      prefix,
      platform,
    ).overrides;
    return (one as Extract<Override, { value: string }>).value;
  };
  if (ending.does === "set") return { action: "set", value: relate(ending.value) };
  const kind = VARIABLES.find((variable) => variable.name === name)?.kind;
  const prepend = splitFlags(relate(ending.before));
  const append = splitFlags(relate(ending.after));
  if (!/flags$/.test(kind ?? "") || prepend === null || append === null) return null;
  return prepend.length + append.length > 0 ? { action: "add", prepend, append } : null;
}

/** Whether install would take them. */
export function isHoldable(
  settings: Settings,
  shells: readonly string[] | null,
  platform: string,
): boolean {
  return planIfKnown({ ...chooseProfile(settings), shells }, platform) !== null;
}
