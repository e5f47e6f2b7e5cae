// Which value Go uses for a variable, and everything that has a say in it.
import { splitFlags, unquoteFlag } from "../../findings/values/flag-list.js";
import type { Session } from "../../session.js";
import { pathsOf } from "../paths.js";
import { COSTLY, findProcessorVariable, findRule, PROCESSORS } from "./go-variables.js";
import {
  findCacheFolder,
  nameUserFile,
  type SettingsFile,
  type UserSetting,
} from "./user-settings.js";

/** One that has a say in the value of a variable. */
export interface ValueSource {
  readonly source:
    | "hook"
    | "saved"
    | "conda"
    | "package"
    | "shell"
    | "goenv"
    | "goroot"
    | "default";
  /** What it says, or adds to the user's own; null where it unsets the variable, or where that is not known. */
  readonly value: string | null;
  /** Where it says so; null where that is in no file. */
  readonly file: string | null;
  /** From 1; null for the file as a whole. */
  readonly line: number | null;
  /** Whether it has no effect, as another one hides it. */
  readonly hidden: boolean;
}

export interface ResolvedVariable {
  readonly name: string;
  /** As Go has it; null where that is not known, or where this Go does not know the variable. */
  readonly value: string | null;
  /** The topmost first, which hides those below it. */
  readonly sources: readonly ValueSource[];
}

/** What Go goes by. */
export interface Given {
  readonly platform: string;
  /** The environment of the go process. */
  readonly env: Session["env"];
  /** Of the Go whose rules count. */
  readonly minor: number;
  /** Where Go is; null where that is not known. */
  readonly root: string | null;
  /** The file of `go env -w`. */
  readonly user: SettingsFile;
  /** The file `go.env` of the root; null where the root is not known. */
  readonly own: SettingsFile | null;
  /** What Go itself says; null where it gives no answer. */
  readonly answer: ReadonlyMap<string, string> | null;
}

/**
 * The value of a variable, and where it comes from.
 * @param present what has a say in the variable of the environment, the topmost first
 * @param isKnown whether its value there is known
 */
export function resolveVariable(
  name: string,
  given: Given,
  present: readonly ValueSource[],
  isKnown = true,
): ResolvedVariable {
  const { from, since } = findRule(name);
  const isRead = given.minor >= since && from !== "none";
  const [userLine, ownLine] = findLines(name, given);
  const raw = findRaw(name, given);
  const isTaken = isRead && (!isKnown || (raw !== "" && takes(name, raw)));
  const isIdle = !isTaken && (!isRead || raw !== "");
  const isPresent = !isKnown || !!given.env[name];
  const value = isKnown ? findValue(name, given) : null;
  const standard = isTaken ? findDefault(name, given) : value;
  const sources: ValueSource[] = [
    ...present,
    ...toSources("goenv", given.user, userLine, isPresent),
    // A line of the user's hides this one, though it says nothing.
    ...toSources("goroot", given.own, ownLine, isPresent || userLine !== undefined),
  ].map((source) => (isIdle ? { ...source, hidden: true } : source));
  if (isTaken ? standard : standard !== null)
    sources.push({ source: "default", value: standard, file: null, line: null, hidden: isTaken });
  return { name, value, sources };
}

function toSources(
  source: "goenv" | "goroot",
  from: SettingsFile | null,
  found: UserSetting | undefined,
  hidden: boolean,
): ValueSource[] {
  if (from === null || found === undefined) return [];
  return [{ source, value: found.value, file: from.file, line: found.line, hidden }];
}

/** The lines of the two files that say something of the variable, and that Go would read. */
function findLines(
  name: string,
  { user, own, minor }: Given,
): readonly [UserSetting | undefined, UserSetting | undefined] {
  const find = (file: SettingsFile | null) => file?.lines.find((line) => line.name === name);
  const { from, since } = findRule(name);
  if (from !== "all" || minor < since) return [undefined, undefined];
  // It makes no sense there, as Go says, and has no effect.
  return [find(user), name === "GOROOT" ? undefined : find(own)];
}

/** What is said in the environment and the files; "" where nothing is. */
function findRaw(name: string, given: Given): string {
  if (findRule(name).from === "none") return "";
  const [userLine, ownLine] = findLines(name, given);
  return given.env[name] || (userLine ?? ownLine)?.value || "";
}

/** Whether Go goes by that value, and not by its default all the same. */
function takes(name: string, value: string): boolean {
  return name !== "CGO_ENABLED" || value === "0" || value === "1";
}

function findValue(name: string, given: Given): string | null {
  const { from, since } = findRule(name);
  if (given.minor < since) return null;
  // Go was not asked with these as they are, or not for these.
  const isOurs = from === "env" || UNASKED.has(name) || COSTLY.has(name);
  const goarch = given.answer?.get("GOARCH");
  const isOther = PROCESSORS.has(name) && name !== findProcessorVariable(goarch ?? "");
  const answered = isOurs || isOther ? undefined : given.answer?.get(name);
  return answered ?? findValueInFiles(name, given);
}

/** Go is asked with values of ours for these. */
export const UNASKED: ReadonlySet<string> = new Set(["GOFLAGS", "GOTOOLCHAIN"]);

/** The value as far as the environment and the files tell; null where only Go knows. */
export function findValueInFiles(name: string, given: Given): string | null {
  const { platform, minor, env } = given;
  const raw = findRaw(name, given);
  switch (name) {
    case "GOENV":
      return nameUserFile(env, platform, minor);
    case "GOROOT":
      return findRoot(given);
    case "GOCACHE":
      return raw === "" || raw === "off" || pathsOf(platform).isAbsolute(raw)
        ? raw || findDefault(name, given)
        : "off";
    case "CGO_CFLAGS":
    case "CGO_CPPFLAGS":
    case "CGO_CXXFLAGS":
    case "CGO_FFLAGS":
    case "CGO_LDFLAGS":
      return joinFlags(readFlags(raw || (findDefault(name, given) ?? "")));
    case "PKG_CONFIG":
      return readFlags(raw || "pkg-config")?.[0] ?? null;
    case "GOWORK":
      return raw === "" || raw === "auto" ? null : raw;
    // It is looked for on the PATH.
    case "GCCGO":
      return null;
    default:
      return raw !== "" && takes(name, raw) ? raw : findDefault(name, given);
  }
}

/** Where Go takes itself to be; null where only Go knows. */
export function findRoot({ platform, env, user, minor, root }: Given): string | null {
  const { normalize } = pathsOf(platform);
  const line = user.lines.find(({ name }) => name === "GOROOT")?.value;
  // Since it has a file of its own, Go leaves a path of the environment as it is.
  if (env.GOROOT) return minor >= 21 ? env.GOROOT : normalize(env.GOROOT);
  return line ? normalize(line) : root;
}

/** What Go uses where nothing is said; null where only Go knows. */
function findDefault(name: string, given: Given): string | null {
  const { platform, env, minor, own, answer } = given;
  const { join } = pathsOf(platform);
  switch (name) {
    case "GOPATH": {
      const home = platform === "win32" ? env.USERPROFILE : env.HOME;
      const path = home ? join(home, "go") : "";
      return path === findRoot(given) ? "" : path;
    }
    case "GOMODCACHE":
      return joinToPath("pkg/mod", given);
    case "GOBIN":
      return minor >= 27 ? joinToPath("bin", given) : "";
    case "GOCACHE": {
      const folder = findCacheFolder(env, platform, minor);
      return folder === "" ? "off" : join(folder, "go-build");
    }
    case "GOPROXY":
      return minor < 21 ? "https://proxy.golang.org,direct" : unlessHere(own);
    case "GOSUMDB":
      return minor < 21 ? "sum.golang.org" : unlessHere(own);
    case "GOTOOLCHAIN":
      return unlessHere(own);
    case "GONOPROXY":
    case "GONOSUMDB":
      return findRaw("GOPRIVATE", given);
    case "GOOS":
      return answer?.get("GOHOSTOS") ?? null;
    case "GOARCH":
      return answer?.get("GOHOSTARCH") ?? null;
    case "GOAUTH":
      return "netrc";
    case "AR":
      return "ar";
    case "PKG_CONFIG":
      return "pkg-config";
    case "CGO_CFLAGS":
    case "CGO_CXXFLAGS":
    case "CGO_FFLAGS":
    case "CGO_LDFLAGS":
      return minor < 20 ? "-g -O2" : "-O2 -g";
    default:
      return findRule(name).from === "none" || BUILT_IN.has(name) || PROCESSORS.has(name)
        ? null
        : "";
  }
}

/** Whoever built this Go has chosen the defaults of these, or Go looks around for them. */
const BUILT_IN: ReadonlySet<string> = new Set(
  "CC CXX CGO_ENABLED GCCGO GOEXPERIMENT GOFIPS140 GOROOT GOWORK".split(" "),
);

/** The file that comes with Go has them all; without it, there is none. */
function unlessHere(own: SettingsFile | null): "" | null {
  return own === null ? null : "";
}

/** A path below the first folder of GOPATH; "" where there is none. */
function joinToPath(path: string, given: Given): string | null {
  const list = findValueInFiles("GOPATH", given);
  const [first = ""] = (list ?? "").split(given.platform === "win32" ? ";" : ":");
  return first && pathsOf(given.platform).join(first, path);
}

/** The flags without their quotes; null where one stays open. */
function readFlags(text: string): readonly string[] | null {
  return splitFlags(text)?.map(unquoteFlag) ?? null;
}

/** As Go's quoted.Join, and where that cannot, as it is printed. */
function joinFlags(flags: readonly string[] | null): string | null {
  if (flags === null) return null;
  if (flags.some((flag) => flag.includes("'") && flag.includes('"'))) return flags.join(" ");
  const quote = (flag: string) => (flag.includes("'") ? `"${flag}"` : `'${flag}'`);
  return flags.map((flag) => (/[ \t\r\n'"]/.test(flag) ? quote(flag) : flag)).join(" ");
}
