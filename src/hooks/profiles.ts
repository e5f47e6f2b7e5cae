// The profiles: named sets of settings, one for each way of sharing that people ask for.
import { makeError } from "../errors/error.js";
import type { Setting } from "./settings.js";

export interface Profile {
  readonly name: string;
  readonly summary: string;
  /** What it costs, told at installation; null when it costs nothing worth telling. */
  readonly caution: string | null;
  /** For the variables that it touches; every other core variable is kept. */
  readonly settings: Readonly<Record<string, Setting>>;
}

// Not {prefix}/go, which is Go's own root in conda-forge's package. The build cache is private for correctness:
// Go does not notice that the C libraries of two environments differ. conda puts bin on the PATH, on Windows too.
const OWN_PATHS: Readonly<Record<string, Setting>> = {
  GOPATH: { action: "set", value: "{prefix}/gopath" },
  GOMODCACHE: { action: "set", value: "{prefix}/gopath/pkg/mod" },
  GOCACHE: { action: "set", value: "{prefix}/.cache/go-build" },
  GOBIN: { action: "set", value: "{prefix}/bin" },
};

// Without -modcacherw the module cache is read-only, and `conda env remove` leaves it behind.
const REMOVABLE = "-modcacherw";

// With GOPROXY=off, go 1.23 and newer installs no program by its version, though all of it is in the cache. Of the three
// slashes, the last is for Windows, where the prefix starts with a letter; elsewhere it does no harm.
const FROM_CACHE = "file:///{prefix}/gopath/pkg/mod/cache/download,off";

export const PROFILES: readonly Profile[] = [
  {
    name: "isolated",
    summary:
      "modules, builds and programs of its own, which take space in each environment; your own proxy",
    caution: null,
    settings: { ...OWN_PATHS, GOFLAGS: { action: "add", prepend: [], append: [REMOVABLE] } },
  },
  {
    name: "shared-cache",
    summary: "downloads shared with your other projects; builds and programs of its own",
    caution: null,
    settings: {
      GOCACHE: { action: "set", value: "{prefix}/.cache/go-build" },
      GOBIN: { action: "set", value: "{prefix}/bin" },
    },
  },
  {
    name: "offline",
    summary: "like isolated, and never downloads a module",
    caution: null,
    settings: {
      ...OWN_PATHS,
      GOPROXY: { action: "set", value: FROM_CACHE },
      GOFLAGS: { action: "add", prepend: [], append: [REMOVABLE] },
      // Modules that match GOPRIVATE would be fetched in spite of GOPROXY.
      GONOPROXY: { action: "set", value: "none" },
    },
  },
  {
    name: "direct",
    summary:
      "like isolated, with modules straight from their repositories, and builds that update go.mod",
    caution:
      "-mod=mod breaks projects with a go.work, ignores vendor folders and lets a build edit go.mod. GOPROXY=direct needs git",
    settings: {
      ...OWN_PATHS,
      GOPROXY: { action: "set", value: "direct" },
      GOFLAGS: { action: "add", prepend: [], append: [REMOVABLE, "-mod=mod", "-trimpath"] },
    },
  },
];

export const DEFAULT_PROFILE = "isolated";

/** The profile of this name. @throws CondaGoHooksError `usage` */
export function findProfile(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found) return found;
  const known = PROFILES.map((profile) => profile.name);
  throw makeError("unknown-profile", { name, known });
}
