// Reads the text of a file that may be anything: a folder, a pipe, too large, or not text.
import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { makeError } from "../errors/error.js";
import { formatPlace } from "./document.js";

const MEGABYTE = 1024 * 1024;

/** The text. @throws CondaGoHooksError `config-invalid` when it is no file, larger than a megabyte, or not UTF-8 */
export function readText(file: string): string {
  const kind = findKind(file);
  if (kind !== "file") throw makeError("config-no-file", { where: file, kind });
  const bytes = readBytes(file);
  if (bytes === null) throw makeError("config-large", { where: file, megabytes: 1 });
  // The decoder leaves out the mark at the start.
  const text = new TextDecoder("utf-8").decode(bytes);
  if (isUtf8(bytes) && !text.includes("\0")) return text;
  const offset = text.search(/[\ufffd\0]/);
  throw makeError("config-encoding", { where: formatPlace(file, text, Math.max(0, offset)) });
}

/** What is at a path, behind links. */
export function findKind(path: string): "file" | "folder" | "link" | "absent" | "other" {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return "file";
  if (found?.isDirectory()) return "folder";
  if (found !== undefined) return "other";
  return lstatSync(path, { throwIfNoEntry: false }) === undefined ? "absent" : "link";
}

/** Up to a megabyte; null when there is more. */
function readBytes(file: string): Buffer | null {
  // Should a pipe have taken its place by now, this does not wait for somebody to write.
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (fstatSync(handle).size > MEGABYTE) return null;
    const bytes = Buffer.alloc(MEGABYTE + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    return length > MEGABYTE ? null : bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

/** Whether this is anywhere in a file of whatever size. @param length what a match can have at most, in bytes */
export function holdsMatch(file: string, pattern: RegExp, length: number): boolean {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const bytes = Buffer.alloc(MEGABYTE);
    for (let rest = ""; ; ) {
      const read = readSync(handle, bytes, 0, bytes.length, null);
      if (read === 0) return false;
      const text = rest + bytes.toString("latin1", 0, read);
      if (pattern.test(text)) return true;
      rest = text.slice(-length);
    }
  } finally {
    closeSync(handle);
  }
}
