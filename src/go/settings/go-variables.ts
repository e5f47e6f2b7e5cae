// The variables that the go command reads or prints, and where each may be set.

export interface GoVariableRule {
  readonly name: string;
  /**
   * `all`: the environment, the file of `go env -w` and Go's own file; `env`: the environment alone; `none`: nobody sets
   * it, as Go works it out.
   */
  readonly from: "all" | "env" | "none";
  /** The first minor version of Go that knows it. */
  readonly since: number;
}

const each = (from: GoVariableRule["from"], names: string, since = 0): GoVariableRule[] =>
  names.split(" ").map((name) => ({ name, from, since }));

/** As cmd/go's MkEnv, ExtraEnvVars and KnownEnv have them. */
export const GO_VARIABLES: readonly GoVariableRule[] = [
  ...each("all", "GO111MODULE GOARCH"),
  ...each("all", "GOAUTH", 24),
  ...each("all", "GOBIN GOCACHE"),
  ...each("all", "GOCACHEPROG", 24),
  ...each("env", "GODEBUG GOENV"),
  ...each("none", "GOEXE"),
  ...each("all", "GOEXPERIMENT"),
  ...each("all", "GOFIPS140", 24),
  ...each("all", "GOFLAGS"),
  ...each("none", "GOGCCFLAGS GOHOSTARCH GOHOSTOS"),
  ...each("all", "GOINSECURE"),
  ...each("none", "GOMOD"),
  ...each("all", "GOMODCACHE GONOPROXY GONOSUMDB GOOS"),
  ...each("env", "GOPACKAGESDRIVER"),
  ...each("all", "GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB"),
  ...each("none", "GOTELEMETRY GOTELEMETRYDIR", 23),
  ...each("all", "GOTMPDIR"),
  ...each("all", "GOTOOLCHAIN", 21),
  ...each("none", "GOTOOLDIR"),
  ...each("all", "GOVCS"),
  ...each("none", "GOVERSION"),
  ...each("all", "GOWORK GO386 GOAMD64 GOARM"),
  ...each("all", "GOARM64", 23),
  ...each("all", "GOMIPS GOMIPS64 GOPPC64"),
  ...each("all", "GORISCV64", 23),
  ...each("all", "GOWASM CGO_ENABLED CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS CGO_LDFLAGS"),
  ...each("all", "AR CC CXX FC GCCGO GO_EXTLINK_ENABLED PKG_CONFIG"),
  // For the programs that Go starts or makes, and for others that read Go's settings.
  ...each("env", "GOCOVERDIR GOGC GOMAXPROCS GOMEMLIMIT GORACE GOTRACEBACK PKG_CONFIG_PATH"),
  ...["CFLAGS", "CPPFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS"].flatMap((flags) =>
    each("all", `CGO_${flags}_ALLOW CGO_${flags}_DISALLOW`),
  ),
];

/** Of what is not among them, `go env NAME` prints what is said in the same places. */
export function findRule(name: string): GoVariableRule {
  return GO_VARIABLES.find((rule) => rule.name === name) ?? { name, from: "all", since: 0 };
}

/** The one that says for which processors of a GOARCH Go compiles; null where there is none. */
export function findProcessorVariable(goarch: string): string | null {
  const family = goarch.replace(/^(mips|mips64|ppc64)le$/, "$1");
  const name = `GO${family.toUpperCase()}`;
  return PROCESSORS.has(name) ? name : null;
}

/** Of these, Go reads the one that is for its GOARCH. */
export const PROCESSORS: ReadonlySet<string> = new Set(
  "GO386 GOAMD64 GOARM GOARM64 GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM".split(" "),
);

/** Go starts the C compiler, and makes a cache for builds, when it is asked for one of these. */
export const COSTLY: ReadonlySet<string> = new Set(
  "CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS CGO_LDFLAGS PKG_CONFIG GOGCCFLAGS".split(" "),
);
