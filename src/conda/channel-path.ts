// What the path of a channel may be: conda takes some parts of an address for something else.
import { basename, sep } from "node:path";
import { makeError } from "../errors/error.js";

// conda looks for these anywhere in an address, in either case, and drops the first that it finds from it.
const KNOWN_SUBDIR =
  /^(?:noarch|zos-z|(?:linux|osx|win|freebsd|emscripten|wasi)-(?:32|64|aarch64|arm64|armv[67]l|ppc64|ppc64le|riscv64|s390x|wasm32))$/i;
/** By these endings, conda takes the last part of an address for a file in a channel. */
const NAME_OF_FILE = /\.(?:conda|tar\.bz2|json|json\.zst)$/;

/**
 * Refuses an address, which would be taken for the path of a folder here.
 * @param given as it was typed
 * @throws CondaGoHooksError `usage`
 */
export function checkIsPath(given: string): void {
  // A drive of Windows has one letter.
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\//i.exec(given) ?? [];
  if (scheme !== undefined)
    throw makeError("channel-url", { isFile: scheme.toLowerCase() === "file" });
}

/** @param channel a whole path @throws CondaGoHooksError `usage` for one that conda would misread */
export function checkChannelPath(channel: string): void {
  const parts = channel.split(sep);
  if (parts.includes("t")) throw makeError("channel-token", { path: channel });
  const subdir = parts.find((part) => KNOWN_SUBDIR.test(part));
  if (subdir !== undefined)
    throw makeError("channel-subdir", {
      path: channel,
      subdir,
      isLast: subdir === basename(channel),
    });
  const [ending] = NAME_OF_FILE.exec(channel) ?? [];
  if (ending !== undefined) throw makeError("channel-ending", { path: channel, ending });
}
