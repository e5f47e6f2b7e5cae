// The Go variables that a hook may touch: a closed list, so that one deactivate script serves all.

/** What a value of the variable has to look like. */
export type ValueKind = "path" | "path-list" | "flags" | "proxy-list" | "text";

export interface Variable {
  readonly name: string;
  readonly kind: ValueKind;
  /** The core ones are saved and restored in every environment. */
  readonly core: boolean;
  /** The only values that Go knows, where it knows a few only. */
  readonly values?: readonly string[];
}

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
];

/** The core ones, by which the environments of Go differ: each is looked after in every environment. */
export const CORE_VARIABLES: readonly string[] = VARIABLES.filter(({ core }) => core).map(
  ({ name }) => name,
);

/** Why a hook keeps its hands off these. */
export const REFUSED_VARIABLES: Readonly<Record<string, string>> = {
  GOROOT: "go finds its own root, and a fixed one breaks every other Go that the user starts",
  GOENV: "it would hide all that the user has set with 'go env -w'",
  GOWORK: "one workspace for a whole environment captures every project that is built in it",
  PATH: "conda computes PATH before the hooks run and discards what they do to it",
};
