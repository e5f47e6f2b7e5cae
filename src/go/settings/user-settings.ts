// What the user has set for Go: in the shell, and where that says nothing, with `go env -w`.
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Session } from "../../session.js";

type Env = Session["env"];
type Place = Pick<Session, "cwd" | "home" | "platform">;

// What `go env -w` writes is a line for each variable.
const MAX_BYTES = 1024 * 1024;

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

/** What the user's file says, and where it is; no lines where there is none. */
export function listUserSettings(
  env: Env,
  place: Place,
): { readonly file: string; readonly lines: readonly UserSetting[] } {
  const file = findUserFile(env, place);
  return file === null ? { file: "", lines: [] } : { file, lines: readUserFile(file) };
}

/** The file of `go env -w`; null where there can be none. */
function findUserFile(env: Env, { cwd, home, platform }: Place): string | null {
  if (env.GOENV) return env.GOENV === "off" ? null : resolve(cwd, env.GOENV);
  const folder = findConfigFolder(env, home, platform);
  return folder && isAbsolute(folder) ? join(folder, "go", "env") : null;
}

/** As Go's os.UserConfigDir. */
function findConfigFolder(env: Env, home: string, platform: string): string | undefined {
  if (platform === "win32") return env.APPDATA;
  if (platform === "darwin") return join(home, "Library", "Application Support");
  return env.XDG_CONFIG_HOME || join(home, ".config");
}

/** As cmd/go's readEnvFile: of two lines for one name the last counts, and what is no setting is passed over. */
function readUserFile(file: string): UserSetting[] {
  const counting = new Map<string, UserSetting>();
  for (const [index, line] of readText(file).split("\n").entries()) {
    const at = line.indexOf("=");
    const name = line.slice(0, at);
    if (/^[A-Z][^=]*=/.test(line))
      counting.set(name, { name, value: line.slice(at + 1), line: index + 1 });
  }
  return [...counting.values()];
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
