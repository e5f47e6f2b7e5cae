// What Go has printed when it failed, from a file or from standard input.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeError } from "../errors/error.js";
import { readLog } from "../go/setup/read-log.js";
import type { Setup } from "../go/setup/setup.js";
import type { Examined } from "../reports/doctor.js";
import { countOf } from "../reports/outcome.js";
import type { Session } from "../session.js";

/** Why a build failed stands at its end. */
const MAX_BYTES = 4 * 1024 * 1024;
const CHUNK = 64 * 1024;
const WAIT = 20;

/**
 * @param log the path of a file, or `-` for standard input
 * @throws CondaGoHooksError `file-system` for a file that is not there; a system error for one that cannot be read
 */
export async function examineLog(log: string, setup: Setup, { cwd }: Session): Promise<Examined> {
  const file = log === "-" ? null : resolve(cwd, log);
  if (file !== null && isFolderOrNothing(file)) throw makeError("log-not-file", { path: file });
  const text = await readEnd(file);
  const lines = text.trim() === "" ? 0 : text.trimEnd().split("\n").length;
  return { section: "log", evidence: countOf(lines, "line"), findings: readLog(text, setup) };
}

/** A pipe with a name is as good as a file. */
function isFolderOrNothing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
}

/** @param file null for standard input */
async function readEnd(file: string | null): Promise<string> {
  const fd = file === null ? 0 : openSync(file, "r");
  const chunk = Buffer.alloc(CHUNK);
  let kept: Buffer[] = [];
  let size = 0;
  let total = 0;
  let start: string | undefined;
  for (;;) {
    const read = readSome(fd, chunk);
    // A pipe may be one that does not wait for who writes.
    if (read === null) await setTimeout(WAIT);
    else if (read === 0) break;
    else {
      kept.push(Buffer.from(chunk.subarray(0, read)));
      size += read;
      total += read;
      start ??= chunk.toString("latin1", 0, Math.min(read, 2));
    }
    if (size < 2 * MAX_BYTES) continue;
    kept = [Buffer.concat(kept).subarray(-MAX_BYTES)];
    size = MAX_BYTES;
  }
  if (file !== null) closeSync(fd);
  const end = Buffer.concat(kept);
  // So `>` of the PowerShell that comes with Windows writes; two bytes are a character.
  if (start === "\xff\xfe")
    return end
      .subarray(-MAX_BYTES - (total % 2))
      .toString("utf16le")
      .replace(/^\ufeff/, "");
  return end.subarray(-MAX_BYTES).toString("utf8");
}

/** How many bytes; 0 at the end, null where there are none yet. */
function readSome(fd: number, chunk: Buffer): number | null {
  try {
    return readSync(fd, chunk);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EAGAIN") return null;
    // The end of a pipe on Windows.
    if (code === "EOF") return 0;
    throw error;
  }
}
