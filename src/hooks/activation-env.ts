// Settings as pixi's `activation.env` can hold them: it knows nothing of the user's own value.
import { parseWord } from "../shells/word.js";
import { isKept, type Setting, type Settings } from "./settings.js";

/** The settings as far as `[activation.env]` can say them, and whether that leaves something to a script. */
export function sayInEnv(
  settings: Settings,
  isWindows: boolean,
): { env: Record<string, string>; needsScript: boolean } {
  const env: Record<string, string> = {};
  let needsScript = false;
  for (const [name, setting] of Object.entries(settings)) {
    const value = sayValue(setting, isWindows);
    if (value !== null) env[name] = value;
    else if (!isKept(setting)) needsScript = true;
  }
  return { env, needsScript };
}

// pixi puts the value in double quotes, and escapes next to nothing in it.
function sayValue(setting: Setting, isWindows: boolean): string | null {
  // To Go an empty variable is unset, and pixi cannot unset one.
  if (setting.action === "unset") return "";
  if (setting.action !== "set") return null;
  const word = parseWord(setting.value);
  const [first = "", ...behind] = typeof word === "string" ? [word] : word.literals;
  const isPlain = [first, ...behind].every((text) =>
    isWindows ? !/[%"]/.test(text) : !/[$`"\\]/.test(text),
  );
  if (isWindows) return isPlain ? [first, ...behind].join("%CONDA_PREFIX%") : null;
  // Some shells read other characters after `$CONDA_PREFIX` as part of the name.
  const isEnded = behind.every((text) => text === "" || text.startsWith("/"));
  return isPlain && isEnded ? [first, ...behind].join("$CONDA_PREFIX") : null;
}
