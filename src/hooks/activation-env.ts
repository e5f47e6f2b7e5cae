// Settings as pixi's `activation.env` can say them, which knows no value of the user's.
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

// pixi puts the value between double quotes of the shell, and hides there as good as nothing.
function sayValue(setting: Setting, isWindows: boolean): string | null {
  // Go takes an empty variable for none, and pixi drops what is unset.
  if (setting.action === "unset") return "";
  if (setting.action !== "set") return null;
  const word = parseWord(setting.value);
  const [first = "", ...behind] = typeof word === "string" ? [word] : word.literals;
  const isPlain = [first, ...behind].every((text) =>
    isWindows ? !/[%"]/.test(text) : !/[$`"\\]/.test(text),
  );
  if (isWindows) return isPlain ? [first, ...behind].join("%CONDA_PREFIX%") : null;
  // Of what else comes behind the name, some shell takes it for more of the name.
  const isEnded = behind.every((text) => text === "" || text.startsWith("/"));
  return isPlain && isEnded ? [first, ...behind].join("$CONDA_PREFIX") : null;
}
