// Whether Go would take a setting's value, and whether every hook can hold it.

import { posix, win32 } from "node:path";
import { CondaGoHooksError } from "../errors.js";
import { isCondaFolder } from "../names.js";

import type { Dialect } from "../shells/dialect.js";
import { typed } from "../shells/typed.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { findProxyListFault } from "./goproxy.js";
import { listTexts, type Setting, type Settings } from "./settings.js";
import { VARIABLES, type Variable } from "./variables.js";

/**
 * Splits as cmd/go does, GOFLAGS since 1.20 and CGO_*FLAGS since 1.18: at blanks, a whole entry may stand in
 * quotes, there are no escapes.
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

/** @throws CondaGoHooksError `setting-invalid` */
export function checkSetting(variable: Variable, setting: Setting, platform: string): void {
  if (setting.action === "set") checkValue(variable, setting.value, platform);
  if (setting.action !== "add") return;
  const tokens = listTexts(setting);
  checkValue(variable, tokens.join(" "), platform);
  // Each is added by itself, unless it is there: half of such a pair would be.
  const half = tokens.find((token) => /^['"]?[^-'"]/.test(token));
  if (half !== undefined)
    throw invalid(
      variable,
      half,
      "does not start with -, and what is added must be in one piece, as in -I/opt/include or -Wl,-framework,Security",
      `--set ${variable.name}=VALUE takes it`,
    );
}

/**
 * Whether the hooks of this dialect can hold the settings.
 * @throws CondaGoHooksError `setting-invalid`
 */
export function checkHoldable(settings: Settings, { shells, findFault }: Dialect): void {
  for (const variable of VARIABLES) {
    for (const text of listTexts(settings[variable.name])) {
      const fault = findFault?.(text);
      if (fault)
        throw invalid(
          variable,
          text,
          fault,
          `name the shells you use, without ${shells[0]}: --shell`,
        );
    }
  }
}

function checkValue(variable: Variable, value: string, platform: string): void {
  if (/\p{Cc}/u.test(value))
    throw invalid(variable, value, "holds a control character or a line break");
  if (!value.isWellFormed()) throw invalid(variable, value, "is no valid Unicode text");
  if (value === "") {
    throw invalid(
      variable,
      value,
      "is empty, which Go takes for unset",
      `--unset ${variable.name} says so`,
    );
  }
  if (value.startsWith("~")) {
    throw invalid(
      variable,
      value,
      "starts with ~, which nothing expands here",
      "write the whole path",
    );
  }
  const isPath = variable.kind === "path" || variable.kind === "path-list";
  const separated = value.replace(OTHER_COLON, ";");
  if (platform === "win32" && isPath && separated !== value) {
    throw invalid(
      variable,
      value,
      "has a : elsewhere than behind a drive's letter, where no path on Windows has one",
      variable.kind === "path-list"
        ? `what separates paths there is ; as in --set ${typed(`${variable.name}=${separated}`, platform)}`
        : null,
    );
  }
  const fault = findValueFault(variable, value, platform);
  if (fault) throw invalid(variable, value, fault);
}

// With an entry's start behind it, a letter's is a drive's.
const OTHER_COLON = /(?<!(?:^|[;:])(?:\\\\\?\\)?[A-Za-z]):/g;

function findValueFault(
  { name, kind, values }: Variable,
  value: string,
  platform: string,
): string | null {
  switch (kind) {
    case "path":
      return (
        findPathFault(value, platform) ??
        (name === "GOMODCACHE" ? findCacheFault(value, platform) : null)
      );
    case "path-list": {
      const entries = value.split(platform === "win32" ? ";" : ":");
      return (
        entries.map((entry) => findPathFault(entry, platform)).find((fault) => fault !== null) ??
        null
      );
    }
    case "proxy-list":
      return findProxyListFault(
        value.replaceAll(PREFIX_PLACEHOLDER, platform === "win32" ? "C:\\prefix" : "/prefix"),
      );
    case "flags":
      return findQuoteFault(value) ?? findFlagFault(value);
    case "compiler-flags":
      return findQuoteFault(value);
    case "text":
      if (name === "GOTOOLCHAIN") return findToolchainFault(value);
      if (name === "GOSUMDB" && value === "none")
        return "is no database; to have none: GOSUMDB=off";
      if (PATTERN_LISTS.includes(name) && BLANKS_IN_LIST.test(value))
        return "has a blank, which Go takes for a part of a pattern; what separates patterns is a comma";
      return values && !values.includes(value) ? `is none of ${values.join(", ")}` : null;
  }
}

function findPathFault(path: string, platform: string): string | null {
  const { normalize, sep } = platform === "win32" ? win32 : posix;
  if (path.includes(PREFIX_PLACEHOLDER)) {
    const rest = path.slice(PREFIX_PLACEHOLDER.length);
    const isBelow =
      path.startsWith(PREFIX_PLACEHOLDER) && (rest === "" || rest[0] === "/" || rest[0] === sep);
    const climbs = /^\.\.(?:[/\\]|$)/.test(normalize(`.${rest}`));
    return isBelow && !climbs && !rest.includes(PREFIX_PLACEHOLDER)
      ? null
      : "is not below {prefix}";
  }
  if (path.startsWith("~"))
    return "has an entry with ~, which nothing expands here; write the whole path";
  // Go dies with "must be absolute path" on every command that reads it.
  const isAbsolute = platform === "win32" ? /^(?:[A-Za-z]:|[/\\])[/\\]/ : /^\//;
  return isAbsolute.test(path) ? null : "is neither an absolute path nor below {prefix}";
}

// As one types who takes blanks for what separates patterns.
const BLANKS_IN_LIST = /^(?=.*\s)[\w.*?/[\]{},\s-]+$/;

const PATTERN_LISTS: readonly string[] = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"];

/** `go clean -modcache` deletes the folder, whatever is in it. */
function findCacheFault(path: string, platform: string): string | null {
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
  return isRoot || isCondas
    ? "is a folder that go clean -modcache would delete with all that is in it; give it one of its own"
    : null;
}

function findQuoteFault(value: string): string | null {
  const tokens = splitFlags(value);
  if (tokens === null) return "has a quote that is not closed";
  const split = tokens.find((token) => /^[^'"]/.test(token) && hasOpenQuote(token));
  return split === undefined
    ? null
    : `has '${split}', and Go takes quotes around a whole flag only, as in '-ldflags=-s -w'`;
}

// What one command takes, and what it then does each time.
const HARMFUL_FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^--?u(?:=|$)/, "makes every go get update what a module needs"],
  [/^--?w(?:=|$)/, "makes go env write, and fail where there is nothing to write"],
  [/^--?C(?:=|$)/, "is for the command line alone"],
  [/^--?modcache(?:=|$)/, "makes every go clean delete the module cache"],
];

function findFlagFault(value: string): string | null {
  const tokens = splitFlags(value) ?? [];
  const flags = tokens.map(unquoteFlag);
  const rest = flags.findIndex((flag) => /^--?[swBE]$/.test(flag));
  if (rest > 0 && /^--?(?:ld|gc|asm)flags=/.test(flags[rest - 1] ?? ""))
    return `has '${flags[rest]}' as a flag of its own: quotes keep it with what it is for, as in '${flags[rest - 1]} ${flags[rest]}'`;
  for (const [pattern, effect] of HARMFUL_FLAGS) {
    const found = flags.find((flag) => pattern.test(flag));
    if (found !== undefined) return `has '${found}', which ${effect}`;
  }
  const bad = tokens.find((_, index) => !/^--?[^-=]/.test(flags[index] ?? ""));
  if (bad !== undefined)
    return `has '${bad}', and every flag must start with - and be in one piece, as in -mod=mod`;
  const mod = flags.find(
    (flag) => /^--?mod(?:=|$)/.test(flag) && !/=(?:|mod|readonly|vendor)$/.test(flag),
  );
  return mod === undefined
    ? null
    : `has '${mod}', and Go takes -mod=mod, -mod=readonly or -mod=vendor`;
}

function findToolchainFault(value: string): string | null {
  // What has -go1 in it names a toolchain of one's own.
  if (/^(?:auto|path|(?:local|go1[^+]*|[^+]*-go1[^+]*)(?:\+(?:auto|path))?)$/.test(value))
    return null;
  return /^1\.\d/.test(value)
    ? `is no toolchain; write go${value}`
    : "is no toolchain; Go takes local, auto, path or a name as go1.22.1, which +auto or +path may follow";
}

function hasOpenQuote(token: string): boolean {
  return /['"]/.test(token.replace(/'[^']*'|"[^"]*"/g, ""));
}

export function invalid(
  variable: Variable,
  value: string,
  fault: string,
  hint: string | null = null,
): CondaGoHooksError {
  // What is no valid list may have a password in it in any shape: all before an @ is hidden.
  const shown = variable.kind === "proxy-list" ? value.replace(/.*@/s, "***@") : value;
  const what = `${variable.name}='${shown}' ${fault}`;
  return new CondaGoHooksError("setting-invalid", what, variable.name, hint);
}
