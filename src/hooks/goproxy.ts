// Whether Go accepts a GOPROXY list, by the rules of cmd/go's proxyList and newProxyRepo.
import { isAbsolute as isPosixAbsolute } from "node:path/posix";
import { isAbsolute as isWindowsAbsolute } from "node:path/win32";

/** Says what Go would object to in this GOPROXY value, or null when it takes it. */
export function findProxyListFault(list: string): string | null {
  // Go would take them, but nobody can tell such a password from the rest, to hide it.
  if (/(?:^|[,|])(?:(?!:\/\/)[^,|@])*@/.test(list))
    return "has credentials with no https:// before them";
  let entries = 0;
  for (const entry of list.split(/[,|]/).map((part) => part.trim())) {
    if (entry === "") continue;
    entries++;
    // Go reads no further than the first of these.
    if (entry === "off" || entry === "direct") return null;
    const fault = findProxyFault(entry);
    if (fault) return fault;
  }
  return entries > 0 ? null : "has no entries";
}

// What Go's url.Parse lets stand before the path: credentials, then a host.
const AUTHORITY =
  /^(?:[\w.~!$&'()*+;=:@%-]*@)?(?:[^\0-\x7f]|[\w.~!$&'()*+;=:[\]"<>-]|%[89A-Fa-f][\dA-Fa-f])*$/;

function findProxyFault(entry: string): string | null {
  const isBareHost =
    /[.:/]/.test(entry) &&
    !entry.includes(":/") &&
    !isPosixAbsolute(entry) &&
    !isWindowsAbsolute(entry);
  const url = isBareHost ? `https://${entry}` : entry;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return "has an entry without a scheme (https, http or file), as in https://proxy.example";
  if (!["https", "http", "file"].includes(scheme)) {
    return `has the scheme '${scheme}', and Go takes https, http and file only`;
  }
  // Go's parser is not the one of browsers: a blank may stand in the path, a backslash is no slash, and
  // few characters may stand before the @, in the host and behind a %.
  const authority = /^[^:]*:(?:\/\/([^/?#]*))?/.exec(url)?.[1] ?? "";
  if (
    !/^(?:https?:\/\/[^/?#]|file:)/i.test(url) ||
    !URL.canParse(url) ||
    !AUTHORITY.test(authority) ||
    /%(?![\dA-Fa-f]{2})/.test(url)
  ) {
    return "has an entry that is no URL; in a password, / # ? and the at sign are written %2F %23 %3F %40";
  }
  if (scheme === "file" && !/^file:\/\/\/[^?#]*$/i.test(url)) {
    return "has a file URL with more in it than an absolute path";
  }
  return null;
}
