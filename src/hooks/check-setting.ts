// Checks that Go would accept a setting's value, and that every hook can hold it.
import { posix, win32 } from "node:path";
import { makeError } from "../errors/error.js";
import type { HarmfulFlag, RefusedValue } from "../errors/settings.js";
import { type Explanation, explainFinding, type Level } from "../findings/finding.js";
import { checkValue } from "../findings/values/check-value.js";
import { isCondaFolder } from "../names.js";
import type { Dialect } from "../shells/dialect.js";
import { typed } from "../shells/typed.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { listTexts, type Setting, type Settings } from "./settings.js";
import { VARIABLES, type Variable } from "./variables.js";

/**
 * Splits as cmd/go does, GOFLAGS since 1.20 and CGO_*FLAGS since 1.18: at spaces; quotes go around a whole entry,
 * and there are no escapes.
 * @returns null when a quote stays open
 */
export function splitFlags(value: string): string[] | null {
  const tokens = value.match(/'[^']*'|"[^"]*"|[^'" \t\r\n][^ \t\r\n]*|['"]/g) ?? [];
  return tokens.some((token) => token === "'" || token === '"') ? null : tokens;
}

/** A token of `splitFlags` as go has it. */
export function unquoteFlag(token: string): string {
  return token.replace(/^(['"])(.*)\1$/, "$2");
}

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
  if (value.startsWith("~")) throw makeError("value-tilde", at);
  checkForGo(variable.name, value, platform);
  switch (variable.kind) {
    case "path":
      if (platform === "win32" && OTHER_COLON.test(value)) throw makeError("path-colon", at);
      checkPath(value, platform, at);
      if (variable.name === "GOMODCACHE") checkCache(value, platform, at);
      return;
    case "path-list":
      if (platform === "win32") checkSeparators(value, at);
      for (const entry of value.split(platform === "win32" ? ";" : ":"))
        checkPath(entry, platform, at);
      return;
    case "proxy-list":
      // Go accepts it, but such a password cannot be told from the rest, and so not be hidden.
      if (/(?:^|[,|])(?:(?!:\/\/)[^,|@])*@/.test(value)) throw makeError("proxy-credentials", at);
      return;
    case "flags":
      checkFlags(checkQuotes(value, at), at);
      return;
    case "compiler-flags":
      checkQuotes(value, at);
      return;
    case "text":
      if (variable.values?.includes(value) === false)
        throw makeError("value-unknown", { ...at, known: variable.values });
  }
}

/** Refuses what Go would refuse, wherever the environment may be. */
function checkForGo(variable: string, value: string, platform: string): void {
  const [fault] = findForGo("error", variable, value, platform);
  if (fault) throw makeError("value-refused", { variable, ...fault });
}

/** What is wrong with the value for Go at this level, wherever the environment may be. */
export function findForGo(
  level: Level,
  variable: string,
  value: string,
  platform: string,
): Explanation[] {
  const prefix = platform === "win32" ? "C:\\prefix" : "/prefix";
  const expanded = value.replaceAll(PREFIX_PLACEHOLDER, prefix);
  return checkValue(variable, expanded, null, { platform, minor: null })
    .filter((fault) => fault.level === level)
    .map(explainFinding);
}

// After the letter at the start of an entry, a colon belongs to a drive.
const OTHER_COLON = /(?<!(?:^|[;:])(?:\\\\\?\\)?[A-Za-z]):/;

/** For a list on Windows, where people used to Unix write : between paths and not ;. */
function checkSeparators(value: string, at: RefusedValue): void {
  const separated = value.replace(new RegExp(OTHER_COLON, "g"), ";");
  if (separated === value) return;
  throw makeError("path-list-colon", {
    ...at,
    typed: typed(`${at.variable}=${separated}`, "win32"),
  });
}

function checkPath(path: string, platform: string, at: RefusedValue): void {
  const { normalize, sep } = platform === "win32" ? win32 : posix;
  if (path.includes(PREFIX_PLACEHOLDER)) {
    const rest = path.slice(PREFIX_PLACEHOLDER.length);
    const isBelow =
      path.startsWith(PREFIX_PLACEHOLDER) && (rest === "" || rest[0] === "/" || rest[0] === sep);
    const climbs = /^\.\.(?:[/\\]|$)/.test(normalize(`.${rest}`));
    if (isBelow && !climbs && !rest.includes(PREFIX_PLACEHOLDER)) return;
    throw makeError("path-outside", at);
  }
  if (path.startsWith("~")) throw makeError("value-tilde", at);
  // Otherwise every go command that reads it fails with "must be absolute path".
  const isAbsolute = platform === "win32" ? /^(?:[A-Za-z]:|[/\\])[/\\]/ : /^\//;
  if (!isAbsolute.test(path)) throw makeError("path-relative", at);
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

/** @returns the tokens of the list */
function checkQuotes(value: string, at: RefusedValue): readonly string[] {
  const tokens = splitFlags(value);
  if (tokens === null) throw makeError("flag-quote-open", at);
  const flag = tokens.find((token) => /^[^'"]/.test(token) && hasOpenQuote(token));
  if (flag !== undefined) throw makeError("flag-quote-inside", { ...at, flag });
  return tokens;
}

function hasOpenQuote(token: string): boolean {
  return /['"]/.test(token.replace(/'[^']*'|"[^"]*"/g, ""));
}

const HARMFUL_FLAGS: readonly HarmfulFlag[] = ["u", "w", "C", "modcache"];

/** Checks the tokens of GOFLAGS, which every go command gets. */
function checkFlags(tokens: readonly string[], at: RefusedValue): void {
  const flags = tokens.map(unquoteFlag);
  const rest = flags.findIndex((flag) => /^--?[swBE]$/.test(flag));
  const [owner = "", apart = ""] = flags.slice(rest - 1);
  if (rest > 0 && /^--?(?:ld|gc|asm)flags=/.test(owner))
    throw makeError("flag-apart", { ...at, flag: apart, owner });
  for (const name of HARMFUL_FLAGS) {
    const flag = flags.find((one) => new RegExp(`^--?${name}(?:=|$)`).test(one));
    if (flag !== undefined) throw makeError("flag-harmful", { ...at, flag, name });
  }
  const bad = tokens.find((_, index) => !/^--?[^-=]/.test(flags[index] ?? ""));
  if (bad !== undefined) throw makeError("flag-syntax", { ...at, flag: bad });
  const mod = flags.find(
    (flag) => /^--?mod(?:=|$)/.test(flag) && !/=(?:|mod|readonly|vendor)$/.test(flag),
  );
  if (mod !== undefined) throw makeError("flag-mod", { ...at, flag: mod });
}
