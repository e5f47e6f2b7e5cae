// The Go variables that a hook may touch: a closed list, so that one deactivate script serves all.
import { listArchitectures, SYSTEMS } from "./platforms.js";

/** What a value of the variable has to look like. */
export type ValueKind = "path" | "path-list" | "flags" | "compiler-flags" | "proxy-list" | "text";

export interface Variable {
  readonly name: string;
  readonly kind: ValueKind;
  /** The core ones are saved and restored in every environment. */
  readonly core: boolean;
  /** The only values that Go knows, where it knows a few only. */
  readonly values?: readonly string[];
  /** What Go takes where it is unset or empty, and would miss once something is added to it. */
  readonly fallback?: string;
}

// Go's DefaultCFlags, with which it builds C, and links, where nothing else is said.
const C_FLAGS = { kind: "compiler-flags", core: false, fallback: "-O2 -g" } as const;

export const VARIABLES: readonly Variable[] = [
  { name: "GOPATH", kind: "path-list", core: true },
  { name: "GOMODCACHE", kind: "path", core: true },
  { name: "GOCACHE", kind: "path", core: true },
  { name: "GOPROXY", kind: "proxy-list", core: true },
  { name: "GOFLAGS", kind: "flags", core: true },
  { name: "GOBIN", kind: "path", core: false },
  { name: "GOSUMDB", kind: "text", core: false },
  { name: "GOPRIVATE", kind: "text", core: false },
  { name: "GONOPROXY", kind: "text", core: false },
  { name: "GONOSUMDB", kind: "text", core: false },
  { name: "GOINSECURE", kind: "text", core: false },
  { name: "GOTOOLCHAIN", kind: "text", core: false },
  { name: "GO111MODULE", kind: "text", core: false, values: ["on", "off", "auto"] },
  { name: "GOVCS", kind: "text", core: false },
  { name: "GOAUTH", kind: "text", core: false },
  { name: "CGO_ENABLED", kind: "text", core: false, values: ["0", "1"] },
  // conda-forge's compiler packages set these two, and give none back.
  { name: "GOOS", kind: "text", core: false, values: SYSTEMS },
  { name: "GOARCH", kind: "text", core: false, values: listArchitectures(null) },
  { name: "CGO_CFLAGS", ...C_FLAGS },
  { name: "CGO_CXXFLAGS", ...C_FLAGS },
  { name: "CGO_LDFLAGS", ...C_FLAGS },
];

/** Their names, in the same order. */
export const VARIABLE_NAMES: readonly string[] = VARIABLES.map(({ name }) => name);

/** What Go takes for the variable where it is unset or empty, and a script has to put there before it adds to it. */
export function fallbackOf(name: string): string | null {
  return VARIABLES.find((variable) => variable.name === name)?.fallback ?? null;
}

const WORKED_OUT = "go works it out by itself";
const COMPILER =
  "the compilers are chosen by conda's compiler packages, which set it for themselves";
const C_FLAGS_FILTER =
  "it lifts or adds a check of what a package hands to the C compiler, which is for each project to decide";
const PROCESSOR = "which processors a program is to run on is for each project to decide";
const RUNTIME = "it is for Go programs when they run, and not for the go command";

/** Why a hook keeps its hands off these; with those above, every variable that Go has. */
export const REFUSED_VARIABLES: Readonly<Record<string, string>> = {
  GOROOT: "go finds its own root, and a fixed one breaks every other Go that the user starts",
  GOENV: "it would hide all that the user has set with 'go env -w'",
  GOWORK: "one workspace for a whole environment captures every project that is built in it",
  PATH: "conda computes PATH before the hooks run and discards what they do to it",
  GOTMPDIR: "go fails at every build where that folder is not there, and nobody makes it",
  GOCACHEPROG: "it starts a program at every build, which is for the user to decide: go env -w",
  GODEBUG:
    "it changes every Go program that runs in the environment, and one that is too old ends go itself; a go.mod has godebug lines for its own",
  GOEXPERIMENT:
    "experiments belong to one version of Go, and every other one fails at every command",
  GOFIPS140: "which cryptography a program gets is for each project to decide",
  GOPACKAGESDRIVER: "editors and linters start that program, and it goes into their settings",
  PKG_CONFIG: "the environment's own pkg-config is found by the PATH",
  PKG_CONFIG_PATH: "conda's pkg-config looks into its environment by itself",
  CGO_CPPFLAGS: "CGO_CFLAGS and CGO_CXXFLAGS take the same flags",
  CGO_FFLAGS: `${COMPILER}, the Fortran ones too`,
  GO_EXTLINK_ENABLED: "-ldflags=-linkmode=external in GOFLAGS does the same",
  ...each(["AR", "CC", "CXX", "FC", "GCCGO"], COMPILER),
  ...each(
    ["CFLAGS", "CPPFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS"].flatMap((flags) => [
      `CGO_${flags}_ALLOW`,
      `CGO_${flags}_DISALLOW`,
    ]),
    C_FLAGS_FILTER,
  ),
  ...each(["GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64"], PROCESSOR),
  ...each(["GOPPC64", "GORISCV64", "GOWASM"], PROCESSOR),
  ...each(["GOEXE", "GOGCCFLAGS", "GOHOSTARCH", "GOHOSTOS", "GOMOD"], WORKED_OUT),
  ...each(["GOTELEMETRYDIR", "GOTOOLDIR", "GOVERSION"], WORKED_OUT),
  GOTELEMETRY: "'go telemetry' sets it",
  ...each(["GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GORACE", "GOCOVERDIR"], RUNTIME),
};

function each(names: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}
