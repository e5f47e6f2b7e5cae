// Settings of a `godebug` line: a name that Go does not know ends every go command.

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

/** Whether Go 1.27 knows the name. */
export function isKnownSetting(name: string): boolean {
  return name === "default" || KNOWN.has(name);
}
