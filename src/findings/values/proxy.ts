// What is wrong with a GOPROXY list, by the rules of cmd/go's proxyList and newProxyRepo.
import { isAbsolute as isPosixAbsolute } from "node:path/posix";
import { isAbsolute as isWindowsAbsolute } from "node:path/win32";
import type { ProxyFault } from "../codes/proxy.js";
import { makeFault, type Rule } from "./rule.js";

export const checkProxyList: Rule = (value, bad, { platform }) => {
  const fault = findProxyListFault(value, platform);
  if (fault !== null) return [makeFault("proxy-invalid", "error", { ...bad, fault })];
  const wanted = passOnErrors(value);
  return wanted === value ? [] : [makeFault("proxy-stops", "info", { ...bad, wanted })];
};

/** What Go would refuse in this GOPROXY value, or could fetch nothing from; null when it accepts it. */
export function findProxyListFault(list: string, platform: string): ProxyFault | null {
  const entries = readProxyList(list);
  for (const { url } of entries) {
    const fault = url === "off" || url === "direct" ? null : findProxyFault(url, platform);
    if (fault) return fault;
  }
  return entries.length > 0 ? null : "empty";
}

/**
 * Whether a path can stand in a file URL of a list. Go splits the list at , and |, and then asks a server that has the
 * name of the rest; it reads % ? and # as a URL has them. On Windows, the URL of a share has another form.
 */
export function canStandInList(path: string): boolean {
  return !/[%,|?#]|^\\\\/.test(path);
}

export interface ProxyEntry {
  readonly url: string;
  /** The mark behind it: after | Go goes on for any reason, after a comma where the proxy has no such module. */
  readonly mark: "," | "|" | "";
}

/** The entries of the list as far as Go reads it, which is up to the first `off` or `direct`. */
export function readProxyList(list: string): ProxyEntry[] {
  const entries: ProxyEntry[] = [];
  for (const [, text = "", mark = ""] of list.matchAll(/([^,|]*)([,|]|$)/g)) {
    const url = text.trim();
    if (url === "") continue;
    entries.push({ url, mark: mark as ProxyEntry["mark"] });
    if (url === "off" || url === "direct") break;
  }
  return entries;
}

/** Whether nothing of what matches no GONOPROXY comes over the network. */
export function isOffline(list: string): boolean {
  return readProxyList(list).every(({ url }) => url === "off" || /^file:/i.test(url));
}

// Those that are known to have all that is public: a comma behind one of them is what its own page advises.
const PUBLIC =
  /^(?:https:\/\/)?(?:proxy\.golang\.org|goproxy\.cn|goproxy\.io|mirrors\.aliyun\.com\/goproxy)\/?$/;

/** The list with a | where Go would stop at a proxy that is down, though another one follows. */
function passOnErrors(list: string): string {
  const entries = readProxyList(list);
  const stops = entries.filter(({ url, mark }, index) => {
    const next = entries[index + 1]?.url ?? "off";
    const isFine = next === "direct" && PUBLIC.test(url);
    return mark === "," && next !== "off" && !isFine && !/^(?:file:|direct$)/i.test(url);
  });
  if (stops.length === 0) return list;
  return entries
    .map((one, index) => {
      const { url, mark } = one;
      if (index === entries.length - 1) return url;
      return `${url}${stops.includes(one) ? "|" : mark}`;
    })
    .join("");
}

// What Go's url.Parse accepts before the path: credentials, then a host.
const AUTHORITY =
  /^(?:[\w.~!$&'()*+;=:@%-]*@)?(?:[^\0-\x7f]|[\w.~!$&'()*+;=:[\]"<>-]|%[89A-Fa-f][\dA-Fa-f])*$/;

function findProxyFault(entry: string, platform: string): ProxyFault | null {
  const isBareHost =
    /[.:/]/.test(entry) &&
    !entry.includes(":/") &&
    !isPosixAbsolute(entry) &&
    !(platform === "win32" && isWindowsAbsolute(entry));
  const url = isBareHost ? `https://${entry}` : entry;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return "no-scheme";
  if (!["https", "http", "file"].includes(scheme)) return "scheme";
  // Go's parser differs from browsers': it accepts a space in the path, no backslash for a slash, and only a few
  // characters before the @, in the host and after a %.
  const authority = /^[^:]*:(?:\/\/([^/?#]*))?/.exec(url)?.[1] ?? "";
  if (
    !/^(?:https?:\/\/[^/?#]|file:)/i.test(url) ||
    !URL.canParse(url) ||
    !AUTHORITY.test(authority) ||
    /%(?![\dA-Fa-f]{2})/.test(url)
  ) {
    return "url";
  }
  return scheme === "file" && !/^file:\/\/\/[^?#]*$/i.test(url) ? "file" : null;
}
