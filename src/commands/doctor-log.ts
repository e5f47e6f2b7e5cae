// What Go has printed when it failed, from a file or from standard input.
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { readLog } from "../go/setup/read-log.js";
import type { Setup } from "../go/setup/setup.js";
import type { Examined } from "../reports/doctor.js";
import { countOf } from "../reports/outcome.js";
import type { Session } from "../session.js";

/** Why a build failed stands at its end. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * @param log the path of a file, or `-` for standard input
 * @throws a system error for a file that cannot be read
 */
export async function examineLog(log: string, setup: Setup, { cwd }: Session): Promise<Examined> {
  const text = await readEnd(log === "-" ? null : resolve(cwd, log));
  const lines = text.trim() === "" ? 0 : text.trimEnd().split("\n").length;
  return { section: "log", evidence: countOf(lines, "line"), findings: readLog(text, setup) };
}

/** @param file null for standard input */
async function readEnd(file: string | null): Promise<string> {
  const stream = createReadStream(file ?? "", file === null ? { fd: 0, autoClose: false } : {});
  let kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    kept.push(chunk);
    size += chunk.length;
    if (size < 2 * MAX_BYTES) continue;
    kept = [Buffer.concat(kept).subarray(-MAX_BYTES)];
    size = MAX_BYTES;
  }
  return Buffer.concat(kept).subarray(-MAX_BYTES).toString("utf8");
}
