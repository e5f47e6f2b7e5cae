// Whether Go's folders are where they can be used: what takes more than the value of one variable.
import type { Origin } from "../../findings/finding.js";
import { type Finding, makeFinding } from "../../findings/finding.js";
import { pathsOf } from "../paths.js";
import {
  findAbove,
  findGiven,
  type GoVariable,
  isActive,
  ofVariable,
  originInShell,
  type Setup,
} from "./setup.js";
import { checkValues, describeValues } from "./values.js";

const NAMES = ["GOPATH", "GOMODCACHE", "GOCACHE", "GOBIN", "GOTMPDIR", "GOENV", "GOWORK"];

export function checkPaths(setup: Setup): Finding[] {
  const split = checkSplit(setup);
  const names = split.length > 0 ? NAMES.filter((name) => name !== "GOPATH") : NAMES;
  return [
    ...split,
    ...checkValues(setup, names),
    ...checkIsRoot(setup),
    ...checkHoldsModule(setup),
    ...checkFiles(setup),
    ...checkTemp(setup),
    ...checkWorkspace(setup),
    ...checkXdg(setup),
    ...checkHome(setup),
    ...checkBin(setup),
  ];
}

export const describePaths = (setup: Setup): string => describeValues(setup, NAMES);

/** A variable that is none of Go's own; undefined without a value. */
function findInShell(setup: Setup, name: string): GoVariable | undefined {
  const value = setup.env[name];
  return value ? { name, value, origin: originInShell(setup) } : undefined;
}

const toBad = ({ name, value, origin }: GoVariable) => ({ variable: name, value, from: origin });

/** The first folder of GOPATH, and who says so; null where Go has none, or one that it refuses. */
function findFirst(setup: Setup): { folder: string; from: Origin | null } | null {
  const { isWindows, join, isAbsolute } = pathsOf(setup.platform);
  const given = findGiven(setup, "GOPATH");
  const home = setup.env[isWindows ? "USERPROFILE" : "HOME"];
  const folder =
    given?.value.split(isWindows ? ";" : ":", 1)[0] ?? (home ? join(home, "go") : undefined);
  return folder !== undefined && isAbsolute(folder)
    ? { folder, from: given?.origin ?? null }
    : null;
}

/** A GOPATH in an environment whose path has the separator of lists in it. */
function checkSplit(setup: Setup): Finding[] {
  const separator = setup.platform === "win32" ? ";" : ":";
  const given = findGiven(setup, "GOPATH");
  const { prefix } = setup;
  return given && prefix?.includes(separator) && given.value.includes(prefix)
    ? [ofVariable(given, "gopath-split", "error", { ...toBad(given), separator })]
    : [];
}

function checkIsRoot(setup: Setup): Finding[] {
  const { go, platform, folder } = setup;
  const root = findGiven(setup, "GOROOT")?.value ?? go?.root;
  const first = findFirst(setup);
  if (!root || first === null) return [];
  const { relative, resolve } = pathsOf(platform);
  // Go compares the whole of a list.
  const value = findGiven(setup, "GOPATH")?.value ?? first.folder;
  if (relative(resolve(folder, value), resolve(folder, root)) !== "") return [];
  const origin = first.from ?? originInShell(setup);
  const args = { variable: "GOPATH", value, from: first.from, root };
  return [ofVariable({ origin }, "gopath-is-goroot", "warning", args)];
}

function checkHoldsModule(setup: Setup): Finding[] {
  const { platform, disk, env } = setup;
  const { isWindows, join } = pathsOf(platform);
  const first = findFirst(setup);
  const file = first && join(first.folder, "go.mod");
  if (file && disk.kindOf(file) !== null)
    return [makeFinding("gopath-holds-module", "error", { file, line: null }, first)];
  const temp = isWindows ? null : env.TMPDIR || "/tmp";
  return temp !== null && findAbove(setup, "go.mod") === `${temp}/go.mod`
    ? [
        makeFinding(
          "temp-holds-module",
          "error",
          { file: join(temp, "go.mod"), line: null },
          { folder: temp },
        ),
      ]
    : [];
}

/** The folders that Go makes where there is nothing. */
function checkFiles(setup: Setup): Finding[] {
  return ["GOPATH", "GOMODCACHE", "GOCACHE", "GOBIN"].flatMap((name) => {
    const given = findGiven(setup, name);
    const path = name === "GOPATH" ? findFirst(setup)?.folder : given?.value;
    return given && path && isFile(setup, path)
      ? [ofVariable(given, "path-not-folder", "error", { ...toBad(given), value: path })]
      : [];
  });
}

function isFile({ platform, disk }: Setup, path: string): boolean {
  return pathsOf(platform).isAbsolute(path) && disk.kindOf(path) === "file";
}

function checkTemp(setup: Setup): Finding[] {
  const { platform, disk, folder } = setup;
  const { isWindows, resolve } = pathsOf(platform);
  const given =
    findGiven(setup, "GOTMPDIR") ?? (isWindows ? undefined : findInShell(setup, "TMPDIR"));
  if (given === undefined || given.value.startsWith("~")) return [];
  return disk.kindOf(resolve(folder, given.value)) === "folder"
    ? []
    : [ofVariable(given, "temp-missing", "error", toBad(given))];
}

function checkWorkspace(setup: Setup): Finding[] {
  const given = findGiven(setup, "GOWORK");
  const { isAbsolute } = pathsOf(setup.platform);
  if (given === undefined || !isAbsolute(given.value) || setup.disk.kindOf(given.value) === "file")
    return [];
  return [ofVariable(given, "work-missing", "error", toBad(given))];
}

/** The folders for caches and settings on systems such as Linux. */
function checkXdg(setup: Setup): Finding[] {
  const { platform, minor } = setup;
  if (platform === "win32" || platform === "darwin") return [];
  return (["XDG_CACHE_HOME", "XDG_CONFIG_HOME"] as const).flatMap((name) => {
    const isCache = name === "XDG_CACHE_HOME";
    const found = findInShell(setup, name);
    const isUsed = findGiven(setup, isCache ? "GOCACHE" : "GOENV") === undefined;
    if (found === undefined || !isUsed || pathsOf(platform).isAbsolute(found.value)) return [];
    return minor < 24
      ? [ofVariable(found, "path-follows-folder", "warning", toBad(found))]
      : [ofVariable(found, "xdg-relative", isCache ? "error" : "warning", toBad(found))];
  });
}

function checkHome(setup: Setup): Finding[] {
  const { platform, env, home } = setup;
  const { isWindows, isAbsolute } = pathsOf(platform);
  const value = env.HOME ?? "";
  if (isWindows || isAbsolute(value)) return [];
  const hasCache = findGiven(setup, "GOCACHE") || findInShell(setup, "XDG_CACHE_HOME");
  const hasModules = findGiven(setup, "GOMODCACHE") || findGiven(setup, "GOPATH");
  // A relative one does for the build cache.
  if (hasModules && (hasCache || value !== "")) return [];
  const args = { value, home: isAbsolute(home) ? home : null, from: originInShell(setup) };
  return [ofVariable({ origin: originInShell(setup) }, "home-missing", "error", args)];
}

/** Whether the folder of go install is on the PATH; it need not be before anything is in it. */
function checkBin(setup: Setup): Finding[] {
  const { platform, env, prefix, disk } = setup;
  const { isWindows, join, isAbsolute, relative } = pathsOf(platform);
  const given = findGiven(setup, "GOBIN");
  const first = findFirst(setup);
  const folder = given?.value ?? (first && join(first.folder, "bin"));
  if (!folder || !isAbsolute(folder) || (!given && disk.kindOf(folder) !== "folder")) return [];
  // Activation puts it there.
  const ofConda = prefix === null ? [] : [join(prefix, "bin")];
  const entries = (env.PATH ?? env.Path ?? "").split(isWindows ? ";" : ":");
  const isThere = (entry: string) => isAbsolute(entry) && relative(entry, folder) === "";
  if ([...entries, ...ofConda].some(isThere)) return [];
  // What else activation does to the PATH is not known.
  if (prefix !== null && !isActive(setup) && pathsOf(platform).isInside(folder, prefix)) return [];
  const origin = given?.origin ?? first?.from ?? originInShell(setup);
  return [ofVariable({ origin }, "bin-not-on-path", given ? "warning" : "info", { folder })];
}
