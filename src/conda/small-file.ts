// A text of somebody else's that should be small: never a pipe that blocks, nor megabytes of rubbish.
import { readFile, stat } from "node:fs/promises";

/**
 * Reads a file that is there to be read and no larger than it may be; null for any other.
 * @param maxBytes past this size it is no such file
 */
export async function readSmallFile(file: string, maxBytes: number): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile() || found.size > maxBytes) return null;
  return readFile(file, "utf8").catch(() => null);
}
