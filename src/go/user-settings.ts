// What the user has set for Go: in the shell, and where that says nothing, with `go env -w`.
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Session } from "../session.js";

type Env = Session["env"];
type Place = Pick<Session, "cwd" | "home" | "platform">;

// What `go env -w` writes is a line for each variable.
const MAX_BYTES = 1024 * 1024;

/** These variables, where one is unset or empty by what the user's file says, as Go has it. */
export function addUserSettings(env: Env, place: Place): Env {
  const file = findUserFile(env, place);
  const written = file === null ? {} : readUserFile(file);
  const filled = Object.entries(written).filter(([name]) => !env[name]);
  return { ...env, ...Object.fromEntries(filled) };
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
function readUserFile(file: string): Record<string, string> {
  const lines = readText(file).split("\n");
  return Object.fromEntries(
    lines
      .filter((line) => /^[A-Z][^=]*=/.test(line))
      .map((line) => {
        const at = line.indexOf("=");
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );
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
