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

// Of a newer Go than 1.24.4, and since which Go 1.x. What minor versions of 1.24 have got is not among it.
const NEWER: Readonly<Record<string, number>> = {
  containermaxprocs: 25,
  decoratemappings: 25,
  tlssha1: 25,
  updatemaxprocs: 25,
  x509sha256skid: 25,
  cryptocustomrand: 26,
  httpservecontentmaxranges: 26,
  tlssecpmlkem: 26,
  urlstrictcolons: 26,
  tracebacklabels: 27,
  x509sslcertoverrideplatform: 27,
};

// What only GODEBUG in the environment can set: of runtime, of any Go since 1.19.
const OF_RUNTIME: ReadonlySet<string> = new Set(
  `
    adaptivestackstart allocfreetrace asyncpreemptoff cgocheck checkfinalizers clobberfree disablethp
    dontfreezetheworld efence gccheckmark gcpacertrace gcshrinkstackoff gcstoptheworld gctrace
    harddecommit inittrace invalidptr madvdontneed memprofilerate profstackdepth
    runtimecontentionstacks sbrk scavtrace scheddetail schedtrace traceadvanceperiod traceallocfree
    tracebackancestors tracecheckstackownership tracefpunwindoff
  `
    .trim()
    .split(/\s+/),
);

/** The names that GODEBUG in the environment may have. */
export const ENVIRONMENT_SETTINGS: readonly string[] = [...KNOWN, ...OF_RUNTIME];

/** The first Go 1.x that knows the name, where that is a newer one than 1.24. */
export function findFirstMinor(name: string): number | null {
  return NEWER[name] ?? null;
}

/** Whether Go before 1.27 refuses the name in a file whatever its value, as it was removed in this Go 1.x. */
export function findRemoval(name: string): number | null {
  return REMOVED[name]?.[1] ?? null;
}

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
