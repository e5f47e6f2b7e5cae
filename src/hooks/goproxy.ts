// Whether Go accepts a GOPROXY list, by the rules of cmd/go's proxyList and newProxyRepo.
import { isAbsolute as isPosixAbsolute } from "node:path/posix";
import { isAbsolute as isWindowsAbsolute } from "node:path/win32";
import type { Fault } from "../errors/catalogue.js";

type ProxyFault = Extract<Fault, `proxy-${string}`>;

/** What Go would refuse in this GOPROXY value; null when it accepts it. */
export function findProxyListFault(list: string): ProxyFault | null {
  // Go accepts it, but such a password cannot be told from the rest, and so not be hidden.
  if (/(?:^|[,|])(?:(?!:\/\/)[^,|@])*@/.test(list)) return "proxy-credentials";
  let entries = 0;
  for (const entry of list.split(/[,|]/).map((part) => part.trim())) {
    if (entry === "") continue;
    entries++;
    // Go reads no further than the first of these.
    if (entry === "off" || entry === "direct") return null;
    const fault = findProxyFault(entry);
    if (fault) return fault;
  }
  return entries > 0 ? null : "proxy-empty";
}

// What Go's url.Parse accepts before the path: credentials, then a host.
const AUTHORITY =
  /^(?:[\w.~!$&'()*+;=:@%-]*@)?(?:[^\0-\x7f]|[\w.~!$&'()*+;=:[\]"<>-]|%[89A-Fa-f][\dA-Fa-f])*$/;

/**
 * Whether a path can stand in a file URL of a list. Go splits the list at , and |, and then asks a server that has the
 * name of the rest; it reads % ? and # as a URL has them. On Windows, the URL of a share has another form.
 */
export function canStandInList(path: string): boolean {
  return !/[%,|?#]|^\\\\/.test(path);
}

function findProxyFault(entry: string): ProxyFault | null {
  const isBareHost =
    /[.:/]/.test(entry) &&
    !entry.includes(":/") &&
    !isPosixAbsolute(entry) &&
    !isWindowsAbsolute(entry);
  const url = isBareHost ? `https://${entry}` : entry;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return "proxy-no-scheme";
  if (!["https", "http", "file"].includes(scheme)) return "proxy-scheme";
  // Go's parser differs from browsers': it accepts a space in the path, no backslash for a slash, and only a few
  // characters before the @, in the host and after a %.
  const authority = /^[^:]*:(?:\/\/([^/?#]*))?/.exec(url)?.[1] ?? "";
  if (
    !/^(?:https?:\/\/[^/?#]|file:)/i.test(url) ||
    !URL.canParse(url) ||
    !AUTHORITY.test(authority) ||
    /%(?![\dA-Fa-f]{2})/.test(url)
  ) {
    return "proxy-url";
  }
  return scheme === "file" && !/^file:\/\/\/[^?#]*$/i.test(url) ? "proxy-file" : null;
}
