// Settings of a `godebug` line: a name or value that Go does not know ends every go command.
import { readMinor } from "./go-version.js";

// internal/godebugs of Go 1.27, with what it has removed.
const KNOWN: ReadonlySet<string> = new Set(
  `
    allowmultiplevcs asynctimerchan containermaxprocs cryptocustomrand dataindependenttiming
    decoratemappings embedfollowsymlinks execerrdot fips140 fips140ems gocachehash
    gocachetest gocacheverify gotestjsonbuildtext gotypesalias htmlmetacontenturlescape
    http2client http2debug http2server httpcookiemaxnum httplaxcontentlength httpmuxgo121
    httpservecontentkeepheaders httpservecontentmaxranges installgoroot jstmpllitinterp
    multipartfiles multipartmaxheaders multipartmaxparts multipathtcp netdns netedns0
    panicnil randautoseed randseednop rsa1024min tarinsecurepath tls10server tls3des
    tlskyber tlsmaxrsasize tlsmlkem tlsrsakex tlssecpmlkem tlssha1 tlsunsafeekm
    tracebacklabels updatemaxprocs urlmaxqueryparams urlstrictcolons winreadlinkvolume
    winsymlink x509keypairleaf x509negativeserial x509rsacrt x509sha1 x509sha256skid
    x509sslcertoverrideplatform x509usefallbackroots x509usepolicies zipinsecurepath
  `
    .trim()
    .split(/\s+/),
);

// Of what was removed, the values that ask for what is gone, and since which Go 1.x they are refused.
const REMOVED: Readonly<Record<string, readonly [values: string, since: number]>> = {
  x509sha1: ["1", 24],
  tlskyber: ["0", 24],
  gotypesalias: ["0", 27],
  tlsunsafeekm: ["1", 27],
  tlsrsakex: ["1", 27],
  tls3des: ["1", 27],
  tls10server: ["1", 27],
  x509keypairleaf: ["0", 27],
  asynctimerchan: ["1 2", 27],
};

/** What Go 1.27 objects to in the value, in its words; null where it takes it. */
export function findValueFault(name: string, value: string): string | null {
  if (name === "default") {
    const version = /^go(\d+\.\d+.*)$/.exec(value)?.[1];
    if (version === undefined) return "value for default= must be goVERSION";
    return readMinor(version) > 27 ? `default=${value} too new` : null;
  }
  const [values, since] = REMOVED[name] ?? ["", 0];
  return values.split(" ").includes(value) && value !== ""
    ? `removed GODEBUG "${name}" set to old value "${value}" (https://go.dev/doc/godebug#go-1${since})`
    : null;
}

/** Whether Go 1.27 knows the name. */
export function isKnownSetting(name: string): boolean {
  return name === "default" || KNOWN.has(name);
}
