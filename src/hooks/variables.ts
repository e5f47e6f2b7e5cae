// The Go variables that a hook may touch: a closed list, so that one deactivate script serves all.
import { listArchitectures, SYSTEMS } from "./platforms.js";

/** What a value must look like. */
export type ValueKind = "path" | "path-list" | "flags" | "compiler-flags" | "proxy-list" | "text";

export interface Variable {
  readonly name: string;
  readonly kind: ValueKind;
  /** The core ones are saved and restored in every environment. */
  readonly core: boolean;
  /** The only values that Go knows, if there are only a few. */
  readonly values?: readonly string[];
  /** What Go uses while it is unset or empty, and would lose once something is added to it. */
  readonly fallback?: string;
}

// Go's DefaultCFlags, which it uses to build and link C unless told otherwise.
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
  { name: "GO111MODULE", kind: "text", core: false },
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

/** What Go uses while the variable is unset or empty: a script puts it there before it adds to it. */
export function fallbackOf(name: string): string | null {
  return VARIABLES.find((variable) => variable.name === name)?.fallback ?? null;
}

const WORKED_OUT = "go works it out by itself";
const COMPILER = "conda's compiler packages choose the compilers, and set it themselves";
const C_FLAGS_FILTER =
  "it changes which flags a package may hand to the C compiler, and each project decides that";
const PROCESSOR = "each project decides which processors its programs run on";
const RUNTIME = "it is for running Go programs, not for the go command";

/** Why hooks leave these alone; together with those above, they are every variable that Go has. */
export const REFUSED_VARIABLES: Readonly<Record<string, string>> = {
  GOROOT: "go finds its own root, and a fixed one breaks every other Go",
  GOENV: "it would hide everything that you set with go env -w",
  GOWORK: "one workspace for the whole environment would capture every project in it",
  PATH: "conda computes PATH before the hooks run and discards what they do to it",
  GOTMPDIR: "every build fails while that folder does not exist, and nothing creates it",
  GOCACHEPROG: "it runs a program at every build, so only you should set it: go env -w",
  GODEBUG:
    "it changes every Go program in the environment, and an outdated setting stops go itself; a go.mod can have godebug lines",
  GOEXPERIMENT:
    "an experiment belongs to one version of Go, and every other version fails at each command",
  GOFIPS140: "each project decides which cryptography its programs use",
  GOPACKAGESDRIVER: "editors and linters run that program, so it belongs in their settings",
  PKG_CONFIG: "go finds the environment's pkg-config on the PATH",
  PKG_CONFIG_PATH: "conda's pkg-config already looks in its environment",
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
  GOTELEMETRY: "go telemetry sets it",
  ...each(["GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GORACE", "GOCOVERDIR"], RUNTIME),
};

function each(names: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}
