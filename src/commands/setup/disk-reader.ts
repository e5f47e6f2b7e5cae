// What the checks of a set-up ask of the disk.
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { physical, readSmallFile } from "../../conda/disk.js";
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
    const real = physical(program);
    const version = readFirstLine(join(dirname(dirname(real)), "VERSION"));
    if (!found.has(real)) found.set(real, { program, version });
  }
  return [...found.values()];
}

// A file VERSION has two lines.
const MAX_BYTES = 64 * 1024;

function readFirstLine(path: string): string | null {
  return readSmallFile(path, MAX_BYTES)?.split(/\r?\n/, 1)[0] ?? null;
}
