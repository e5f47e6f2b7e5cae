// What the user has set for Go: in the shell, and where that says nothing, with `go env -w`; and what comes with Go.
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Session } from "../../session.js";

type Env = Session["env"];
type Place = Pick<Session, "cwd" | "platform">;

// What `go env -w` writes is a line for each variable.
const MAX_BYTES = 64 * 1024 * 1024;

/** These variables, where one is unset or empty by what the user's file says, as Go has it. */
export function addUserSettings(env: Env, place: Place): Env {
  const filled = listUserSettings(env, place).lines.filter(({ name }) => !env[name]);
  return { ...env, ...Object.fromEntries(filled.map(({ name, value }) => [name, value])) };
}

/** A line of the file that counts. */
export interface UserSetting {
  readonly name: string;
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What a file says, and where it is; no lines where there is none. */
export interface SettingsFile {
  readonly file: string;
  readonly lines: readonly UserSetting[];
}

/** What the user's file says. @param minor the Go that reads it; the newest unless given */
export function listUserSettings(env: Env, place: Place, minor?: number): SettingsFile {
  const name = env.GOENV === "off" ? "" : nameUserFile(env, place.platform, minor);
  const file = name && resolve(place.cwd, name);
  // Of two lines for one name the last counts.
  return { file, lines: file === "" ? [] : [...keepLast(readSettings(file))] };
}

/** What the file `go.env` of a GOROOT says, which Go reads since 1.21. */
export function listOwnSettings(root: string): SettingsFile {
  const file = join(root, "go.env");
  // Here it is the first.
  return { file, lines: [...keepLast(readSettings(file).toReversed())].toReversed() };
}

function keepLast(lines: readonly UserSetting[]): Iterable<UserSetting> {
  return new Map(lines.map((line) => [line.name, line])).values();
}

// The Go that first refused an XDG_CONFIG_HOME and an XDG_CACHE_HOME that is relative.
const ABSOLUTE_SINCE = 24;

/** The file of `go env -w` as `go env GOENV` prints it; "" where there can be none. */
export function nameUserFile(env: Env, platform: string, minor = ABSOLUTE_SINCE): string {
  if (env.GOENV) return env.GOENV === "off" ? "" : env.GOENV;
  const folder = findUserFolder(
    env,
    platform,
    { win32: "APPDATA", darwin: "Library/Application Support", xdg: "XDG_CONFIG_HOME" },
    ".config",
    minor,
  );
  return folder && join(folder, "go", "env");
}

/** As Go's os.UserCacheDir; "" where there is none. */
export function findCacheFolder(env: Env, platform: string, minor: number): string {
  const places = { win32: "LOCALAPPDATA", darwin: "Library/Caches", xdg: "XDG_CACHE_HOME" };
  return findUserFolder(env, platform, places, ".cache", minor);
}

/** As Go has it, which asks only the environment where the home is. */
function findUserFolder(
  env: Env,
  platform: string,
  places: { readonly win32: string; readonly darwin: string; readonly xdg: string },
  standard: string,
  minor: number,
): string {
  if (platform === "win32") return env[places.win32] ?? "";
  const below = (path: string) => (env.HOME ? join(env.HOME, path) : "");
  if (platform === "darwin") return below(places.darwin);
  const folder = env[places.xdg];
  if (!folder) return below(standard);
  return isAbsolute(folder) || minor < ABSOLUTE_SINCE ? folder : "";
}

/** As cmd/go's readEnvFile: what is no setting is passed over. */
function readSettings(file: string): UserSetting[] {
  return readText(file)
    .split("\n")
    .flatMap((line, index) => {
      const at = line.indexOf("=");
      if (!/^[A-Z][^=]*=/.test(line)) return [];
      return { name: line.slice(0, at), value: line.slice(at + 1), line: index + 1 };
    });
}

function readText(file: string): string {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= MAX_BYTES ? readFileSync(file, "utf8") : "";
  } catch {
    // Go passes over a file that it cannot read.
    return "";
  }
}
