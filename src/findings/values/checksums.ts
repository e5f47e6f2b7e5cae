// What is wrong with a GOSUMDB, by the rules of cmd/go's dbDial and of the verifier that it names.
import type { ChecksumFault } from "../codes/checksums.js";
import { makeFault, type Rule } from "./rule.js";

const KNOWN = "sum.golang.org";

export const checkChecksumDatabase: Rule = (value, bad) => {
  const fault = findFault(value);
  return fault === null ? [] : [makeFault("checksum-database-invalid", "error", { ...bad, fault })];
};

function findFault(value: string): ChecksumFault | null {
  // The second is another address of the first, by itself only.
  if (value === "off" || value === "sum.golang.google.cn") return null;
  const [key, url, more] = value.split(/\s+/).filter((field) => field !== "");
  if (key === undefined) return "missing";
  if (more !== undefined) return "fields";
  if (key !== KNOWN && !isVerifier(key)) return "name";
  return url === undefined || isUrl(url) ? null : "url";
}

/** As far as Go's url.Parse looks at what stands before the path. */
function isUrl(url: string): boolean {
  const [, authority = ""] = /^\w[\w+.-]*:\/\/([^/?#]*)/.exec(url) ?? [];
  const hasWrongPort = /:(?!\d*$)[^\]]*$/.test(authority.replace(/.*@/, ""));
  return !hasWrongPort && !/^[^/?#]*%(?![\dA-Fa-f]{2})|^:/.test(url);
}

/** A name, a hash and a key: what `sumdb` of x/mod gives to those who run one. */
function isVerifier(key: string): boolean {
  const [, base64 = ""] = /^[^+]+\+[\dA-Fa-f]{8}\+([\w+/]+={0,2})$/.exec(key) ?? [];
  return base64 !== "" && base64.length % 4 === 0;
}
