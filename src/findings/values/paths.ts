// What is wrong with a variable that names a folder or a list of folders.
import { makeFault, type Rule, type ValueFault } from "./rule.js";

/** Of a variable that names one folder. */
export const checkPath: Rule = (value, bad, { platform }) => {
  if (bad.variable === "GOCACHE" && value === "off")
    return [makeFault("gocache-off", "error", bad)];
  if (platform === "win32" && OTHER_COLON.test(value))
    return [makeFault("path-colon", "error", bad)];
  return checkEntry(value, bad, platform);
};

/** Of a variable that names a list of them. */
export const checkPathList: Rule = (value, bad, { platform }) => {
  const isWindows = platform === "win32";
  const separator = isWindows ? ";" : ":";
  const separated = value.replace(isWindows ? ALL_OTHER_COLONS : /;(?=\/)/g, separator);
  if (separated !== value) {
    const level = isWindows ? "error" : "warning";
    return [makeFault("path-separator", level, { ...bad, separated, separator })];
  }
  const entries = value.split(separator);
  const filled = entries.filter((entry) => entry !== "");
  // Go passes over the others. Who asks for one has made a mistake.
  const isBad = bad.from === null ? filled.length < entries.length : entries[0] === "";
  const wanted = filled.length === 0 ? null : filled.join(separator);
  return [
    ...(isBad ? [makeFault("gopath-entry-empty", "error", { ...bad, filled: wanted })] : []),
    ...filled.flatMap((entry) => checkEntry(entry, bad, platform)),
  ];
};

/** Of a variable in which Go takes a relative path, from the folder that it runs in. */
export const checkFollowed: Rule = (value, bad, { platform }) =>
  isAbsolute(value, platform) || (bad.variable === "GOENV" && value === "off")
    ? []
    : bad.variable === "GOTMPDIR" && value.startsWith("~")
      ? [makeFault("path-tilde", "error", { ...bad, entry: value })]
      : [makeFault("path-follows-folder", "warning", bad)];

/** Of the variable that names a go.work. */
export const checkWorkspace: Rule = (value, bad, { platform }) =>
  value === "off" || value === "auto" ? [] : checkEntry(value, bad, platform);

// After the letter at the start of an entry, a colon belongs to a drive.
const OTHER_COLON = /(?<!(?:^|[;:])(?:\\\\\?\\)?[A-Za-z]):/;
const ALL_OTHER_COLONS = new RegExp(OTHER_COLON, "g");

function checkEntry(
  entry: string,
  bad: Parameters<Rule>[1],
  platform: string,
): readonly ValueFault[] {
  if (isAbsolute(entry, platform)) return [];
  const code = entry.startsWith("~") ? "path-tilde" : "path-relative";
  return [makeFault(code, "error", { ...bad, entry })];
}

function isAbsolute(path: string, platform: string): boolean {
  return (platform === "win32" ? /^(?:[A-Za-z]:|[/\\])[/\\]/ : /^\//).test(path);
}
