// Checks that Go would accept a setting's value, and that every hook can hold it.
import { posix, win32 } from "node:path";
import { makeError } from "../errors/error.js";
import type { RefusedValue } from "../errors/settings.js";
import { type Explanation, explainFinding, type Level } from "../findings/finding.js";
import { checkValue } from "../findings/values/check-value.js";
import { HIDDEN } from "../findings/values/credentials.js";
import { isCondaFolder } from "../names.js";
import type { Dialect } from "../shells/dialect.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { listTexts, type Setting, type Settings } from "./settings.js";
import { VARIABLES, type Variable } from "./variables.js";

/** A value as an error may show it: in a broken proxy list, anything before an @ may be a password. */
export function showValue({ name, kind }: Variable, value: string): RefusedValue {
  const shown = kind === "proxy-list" ? value.replace(/.*@/s, "***@") : value;
  return { variable: name, value: shown };
}

/** @throws CondaGoHooksError `setting-invalid` */
export function checkSetting(variable: Variable, setting: Setting, platform: string): void {
  if (setting.action === "set") checkAsked(variable, setting.value, platform);
  if (setting.action !== "add") return;
  const tokens = listTexts(setting);
  checkAsked(variable, tokens.join(" "), platform);
  // A hook adds each flag that is not there yet: of a pair such as -I /x, it might add only one half.
  const half = tokens.find((token) => /^['"]?[^-'"]/.test(token));
  if (half !== undefined) throw makeError("flag-half", showValue(variable, half));
}

/**
 * Checks that the hooks of this dialect can hold the settings.
 * @throws CondaGoHooksError `setting-invalid`
 */
export function checkHoldable(settings: Settings, { shells, findFault }: Dialect): void {
  for (const variable of VARIABLES) {
    for (const text of listTexts(settings[variable.name])) {
      const fault = findFault?.(text);
      if (fault) throw makeError(fault, { ...showValue(variable, text), shell: shells[0] });
    }
  }
}

function checkAsked(variable: Variable, value: string, platform: string): void {
  const at = showValue(variable, value);
  if (/\p{Cc}/u.test(value)) throw makeError("value-control", at);
  if (!value.isWellFormed()) throw makeError("value-unicode", at);
  if (value === "") throw makeError("value-empty", at);
  // What we have shown is not what it was.
  if (value.includes(HIDDEN)) throw makeError("value-hidden", at);
  if (value.startsWith("~")) throw makeError("value-tilde", at);
  checkForGo(variable.name, value, platform);
  switch (variable.kind) {
    case "path":
      checkBelowPrefix(value, platform, at);
      if (variable.name === "GOMODCACHE") checkCache(value, platform, at);
      return;
    case "path-list":
      for (const entry of value.split(platform === "win32" ? ";" : ":"))
        checkBelowPrefix(entry, platform, at);
      return;
    case "proxy-list":
      // Go accepts it, but such a password cannot be told from the rest, and so not be hidden.
      if (/(?:^|[,|])(?:(?!:\/\/)[^,|@])*@/.test(value)) throw makeError("proxy-credentials", at);
      return;
    case "flags":
    case "compiler-flags":
      return;
    case "text":
      if (variable.values?.includes(value) === false)
        throw makeError("value-unknown", { ...at, known: variable.values });
  }
}

/** Refuses what Go would refuse, wherever the environment may be. */
export function checkForGo(variable: string, value: string, platform: string): void {
  const [fault] = findForGo("error", variable, value, platform);
  if (fault) throw makeError("value-refused", { variable, ...fault });
}

/** What is wrong with the value for Go at this level, wherever the environment may be. */
export function findForGo(
  level: Level,
  variable: string,
  value: string,
  platform: string,
): Pick<Explanation, "message" | "fix">[] {
  const prefix = platform === "win32" ? "C:\\any-prefix" : "/any-prefix";
  const expanded = value.replaceAll(PREFIX_PLACEHOLDER, prefix);
  // As it was typed.
  const restore = (text: string) => text.replaceAll(prefix, PREFIX_PLACEHOLDER);
  return checkValue(variable, expanded, null, { platform, minor: null })
    .filter((fault) => fault.level === level)
    .map(explainFinding)
    .map(({ message, fix }) => ({ message: restore(message), fix: restore(fix) }));
}

/** What stands below the environment's folder has to stay there. */
function checkBelowPrefix(path: string, platform: string, at: RefusedValue): void {
  if (!path.includes(PREFIX_PLACEHOLDER)) return;
  const { normalize, sep } = platform === "win32" ? win32 : posix;
  const rest = path.slice(PREFIX_PLACEHOLDER.length);
  const isBelow =
    path.startsWith(PREFIX_PLACEHOLDER) && (rest === "" || rest[0] === "/" || rest[0] === sep);
  const climbs = /^\.\.(?:[/\\]|$)/.test(normalize(`.${rest}`));
  if (!isBelow || climbs || rest.includes(PREFIX_PLACEHOLDER)) throw makeError("path-outside", at);
}

/** `go clean -modcache` deletes the folder with everything in it. */
function checkCache(path: string, platform: string, at: RefusedValue): void {
  const { normalize } = platform === "win32" ? win32 : posix;
  const parts = normalize(path)
    .split(/[/\\]/)
    .filter((part) => part !== "" && part !== ".");
  const [first = "", second] = parts;
  const isRoot =
    parts.length === 0 ||
    (platform === "win32" && parts.length === 1 && !path.includes(PREFIX_PLACEHOLDER));
  const isCondas =
    first === PREFIX_PLACEHOLDER &&
    (second === undefined || (parts.length === 2 && isCondaFolder(second)));
  if (isRoot || isCondas) throw makeError("cache-of-others", at);
}
