// Whether Go accepts a GOPROXY list, by the rules of cmd/go's proxyList and newProxyRepo.
import { isAbsolute as isPosixAbsolute } from "node:path/posix";
import { isAbsolute as isWindowsAbsolute } from "node:path/win32";

/** Says what Go would object to in this GOPROXY value, or null when it takes it. */
export function findProxyListFault(list: string): string | null {
  let entries = 0;
  for (const entry of list.split(/[,|]/).map((part) => part.trim())) {
    if (entry === "") continue;
    entries++;
    // Go reads no further than the first of these.
    if (entry === "off" || entry === "direct") return null;
    const fault = findProxyFault(entry);
    if (fault) return fault;
  }
  return entries > 0 ? null : "the list has no entries";
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
  // Go takes it, but then nobody can tell the password from the rest.
  if (isBareHost && entry.includes("@")) return "has credentials with no https:// before them";
  const url = isBareHost ? `https://${entry}` : entry;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return `'${entry}' has no scheme (https, http or file)`;
  if (!["https", "http", "file"].includes(scheme)) {
    return `'${entry}' has the scheme '${scheme}', and Go takes https, http and file only`;
  }
  // Go's parser is not the one of browsers: a blank may stand in the path, a backslash is no slash, and
  // few characters may stand before the @, in the host and behind a %.
  const authority = /^[^:]*:(?:\/\/([^/?#]*))?/.exec(url)?.[1] ?? "";
  if (!URL.canParse(url) || !AUTHORITY.test(authority) || /%(?![\dA-Fa-f]{2})/.test(url)) {
    return `'${entry}' is no URL`;
  }
  if (scheme === "file" && !/^file:\/\/\/[^?#]*$/i.test(url)) {
    return `'${entry}' is a file URL with more in it than an absolute path`;
  }
  return null;
}
