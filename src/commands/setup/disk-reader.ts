// What the checks of a set-up ask of the disk.
import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findPrograms } from "../../find-program.js";
import type { Disk, GoOnPath } from "../../go/setup/setup.js";
import type { Session } from "../../session.js";

export const DISK: Disk = {
  kindOf(path) {
    try {
      return statSync(path).isDirectory() ? "folder" : "file";
    } catch {
      return null;
    }
  },
  readFirstLine,
};

/** Every go on the PATH, each once, the first that runs before the others. */
export function listGos(session: Pick<Session, "env" | "platform">): readonly GoOnPath[] {
  const found = new Map<string, GoOnPath>();
  for (const program of findPrograms(session.platform === "win32" ? "go.exe" : "go", session)) {
    const real = realpathSync(program);
    const version = readFirstLine(join(dirname(dirname(real)), "VERSION"));
    if (!found.has(real)) found.set(real, { program, version });
  }
  return [...found.values()];
}

function readFirstLine(path: string): string | null {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/, 1)[0] as string;
  } catch {
    return null;
  }
}
