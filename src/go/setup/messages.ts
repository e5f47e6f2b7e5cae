// What Go prints when it fails, in the words of 1.19 to 1.27, and the finding that each line stands for.
import {
  type Finding,
  type FindingArgs,
  type FindingCode,
  makeFinding,
  type Origin,
  type Place,
} from "../../findings/finding.js";
import { originInShell, type Setup } from "./setup.js";

/** A line of a log in which a message was found. */
export interface Found {
  /** What the pattern has caught, by name; "" for what was not there. */
  readonly words: Readonly<Record<string, string>>;
  /** The line itself, without the place in front of it. */
  readonly says: string;
  /** The lines after it. */
  readonly rest: readonly string[];
  readonly setup: Setup;
  /** By variable, the value that it has once one has done what was said of the lines before. */
  readonly assumed: ReadonlyMap<string, string>;
}

export interface Message {
  /** In one line. */
  readonly pattern: RegExp;
  readonly find: (found: Found, place: Place) => Finding;
}

const message = <Code extends FindingCode>(
  pattern: RegExp,
  code: Code,
  makeArgs: (found: Found) => FindingArgs<Code>,
): Message => ({
  pattern,
  find: (found, place) => makeFinding(code, "error", place, makeArgs(found)),
});

/** As `example.com/a@v1.0.0`; from the beginning of a word, or long lines would take long. */
const MODULE = String.raw`(?<![^\s"])(?<module>[^\s@:"]+)@(?<version>[^\s:/]+)`;
const of = (...parts: readonly string[]) => new RegExp(parts.join(""));

/** The value of a variable and where it comes from, as the set-up has it now. */
function readVariable(
  name: string,
  setup: Setup,
): { readonly value: string; readonly origin: Origin } {
  return setup.variables.get(name) ?? { value: "", origin: originInShell(setup) };
}

const word = (found: Found, name: string): string => found.words[name] ?? "";

/** The lines below the message that belong to it. */
function listDetails({ rest }: Found): string[] {
  const end = rest.findIndex((line) => !/^\s+\S/.test(line));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

/** Of a module that the checksum database was asked about. */
const checksums = (found: Found) => {
  const module = word(found, "module");
  const pattern = findPattern(module);
  const [isPrivate, unchecked] = ["GOPRIVATE", "GONOSUMDB"].map((variable) => {
    const { value, origin } = readVariable(variable, found.setup);
    const isThere = readPatterns(value).includes(pattern);
    const before = readPatterns(found.assumed.get(variable) ?? value);
    const wanted = [...new Set([...before, pattern])].join(",");
    return { variable, origin, value: wanted, isThere, isGiven: origin.source !== "default" };
  }) as [Listed, Listed];
  // Where GONOSUMDB is set, GOPRIVATE does not count for the database.
  const own = unchecked.isGiven ? unchecked : isPrivate;
  return {
    module,
    why: word(found, "why"),
    says: found.says,
    variable: own.variable,
    value: own.value,
    origin: own.origin,
    isThere: own.isThere,
    unchecked: unchecked.value,
    uncheckedOrigin: unchecked.origin,
  };
};

const readPatterns = (list: string): string[] =>
  list.split(",").flatMap((pattern) => pattern.trim() || []);

/** A list of patterns, with that of the module. */
interface Listed {
  readonly variable: string;
  readonly origin: Origin;
  readonly value: string;
  /** Whether it has the pattern already. */
  readonly isThere: boolean;
  readonly isGiven: boolean;
}

// On these hosts are modules of everybody.
const SHARED = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|dev\.azure\.com)$/;

/** What GOPRIVATE may say of the module and of those beside it. */
function findPattern(module: string): string {
  const [host = "", owner] = module.split("/");
  return SHARED.test(host) && owner !== undefined ? `${host}/${owner}` : host;
}

const proxies = (found: Found) => ({
  url: word(found, "url"),
  why: word(found, "why"),
  says: found.says,
  ...readVariable("GOPROXY", found.setup),
});

const variable = (name: string) => (found: Found) => ({
  variable: name,
  says: found.says,
  origin: readVariable(name, found.setup).origin,
});

const sayOnly = ({ says }: Found) => ({ says });

/** The first that is in a line counts. */
export const MESSAGES: readonly Message[] = [
  // Checksums.
  message(
    of("verifying (?:module|go\\.mod): ", MODULE, ".*?: reading \\S+: (?<why>404|410)\\b"),
    "log-checksum-unlisted",
    checksums,
  ),
  message(
    of(
      "verifying (?:module|go\\.mod): ",
      MODULE,
      '.*?: (?:Get "\\S+": |reading \\S+: )(?<why>.+)$',
    ),
    "log-checksum-unreachable",
    checksums,
  ),
  message(
    of(
      "(?:verifying )?",
      MODULE,
      "(?:/go\\.mod)?: (?:verifying (?:module|go\\.mod): )?checksum mismatch",
    ),
    "log-checksum-mismatch",
    (found) => ({
      module: word(found, "module"),
      version: word(found, "version"),
      says: found.says,
      ...readHashes(found),
    }),
  ),
  message(/invalid GOSUMDB: (?<why>.+)$/, "log-variable-refused", variable("GOSUMDB")),
  message(/malformed go\.sum:/, "log-checksum-file", ({ says, rest }) => ({
    says: [says, ...rest.slice(0, 1)].join("\n").trim(),
  })),
  message(
    /missing go\.sum entry for module providing package (?<imported>\S+?)(?:;| \(|$)/,
    "log-checksum-missing",
    (found) => ({ what: word(found, "imported"), says: found.says }),
  ),
  message(of(MODULE, ": missing go\\.sum entry"), "log-checksum-missing", (found) => ({
    what: `${word(found, "module")}@${word(found, "version")}`,
    says: found.says,
  })),
  // Toolchains and versions.
  message(
    /(?<file>go\.mod|go\.work) requires go >= (?<listed>\S+) \(running go (?<running>\S+); GOTOOLCHAIN=(?<mode>[^)]+)\)/,
    "go-line-above",
    (found) => ({
      listed: word(found, "listed"),
      running: word(found, "running"),
      gotoolchain: word(found, "mode"),
      origin: readVariable("GOTOOLCHAIN", found.setup).origin,
      isBlocked: /^off\b/.test(readVariable("GOPROXY", found.setup).value),
      isWorkspace: word(found, "file") === "go.work",
    }),
  ),
  message(
    /(?:module )?(?<!\S)(?<who>\S+?):? requires go >= (?<listed>\d\S*) \(running go (?<running>\S+); GOTOOLCHAIN=(?<mode>[^)]+)\)/,
    "log-module-newer",
    (found) => ({
      who: word(found, "who"),
      listed: word(found, "listed"),
      running: word(found, "running"),
      says: found.says,
      origin: readVariable("GOTOOLCHAIN", found.setup).origin,
    }),
  ),
  message(
    /(?:download (?<name>go1[^\s:]+)(?: for \S+)?: |cannot find "(?<wanted>go1[^"]+)" in PATH|invalid toolchain: (?<language>\S+) is a language version)/,
    "log-toolchain",
    (found) => ({
      name: word(found, "name") || word(found, "wanted") || word(found, "language"),
      says: found.says,
      origin: readVariable("GOTOOLCHAIN", found.setup).origin,
    }),
  ),
  message(/invalid GOTOOLCHAIN "/, "log-variable-refused", variable("GOTOOLCHAIN")),
  message(/removed GODEBUG "/, "log-variable-refused", variable("GODEBUG")),
  // Variables that Go refuses.
  message(/parsing \$GOFLAGS: |\(from \$GOFLAGS\)/, "log-variable-refused", variable("GOFLAGS")),
  message(/-mod=\S* not supported \(can be /, "log-variable-refused", variable("GOFLAGS")),
  message(
    /-mod may only be set to readonly (?:or vendor )?when in workspace mode, but it is set to "(?<mod>[^"]*)"/,
    "flag-mod-in-workspace",
    (found) => ({ mod: word(found, "mod") }),
  ),
  message(/GOPATH entry (?:is relative|cannot start)/, "log-variable-refused", variable("GOPATH")),
  message(/GOMODCACHE entry is relative/, "log-variable-refused", variable("GOMODCACHE")),
  message(
    /GOCACHE is not an absolute path|disabled by GOCACHE=off/,
    "log-variable-refused",
    variable("GOCACHE"),
  ),
  message(/GOBIN must be an absolute path/, "log-variable-refused", variable("GOBIN")),
  message(/GOAUTH=.*(?:requires|cannot)/, "log-variable-refused", variable("GOAUTH")),
  message(
    /invalid proxy URL|GOPROXY list is not the empty string/,
    "log-variable-refused",
    variable("GOPROXY"),
  ),
  // Downloads.
  message(
    /(?:(?<![^\s:])(?<what>[^\s:]*[^\s:\d][^\s:]*): )?module lookup disabled by GOPROXY=off/,
    "log-lookup-off",
    (found) => ({
      what: word(found, "what"),
      says: found.says,
      origin: readVariable("GOPROXY", found.setup).origin,
    }),
  ),
  message(/unrecognized import path "(?<path>[^"]+)": (?<why>.+)$/, "log-import-path", (found) => ({
    path: word(found, "path"),
    why: word(found, "why"),
    says: found.says,
  })),
  message(/reading (?<url>https?:\/\/\S+): (?<why>\d{3}\b.*)$/, "log-proxy", proxies),
  message(/Get "(?<url>https?:\/\/[^"\s]+)": (?<why>.+)$/, "log-proxy", proxies),
  message(/reading (?<url>file:\/\/\S+): (?<why>.+)$/, "log-proxy", proxies),
  message(
    /exec: "git": executable file not found|missing Git command\./,
    "log-git-missing",
    sayOnly,
  ),
  message(/terminal prompts disabled/, "log-git-password", sayOnly),
  message(
    /GOVCS disallows using (?<vcs>\S+) for (?<kind>public|private) (?<path>[^\s;]+)/,
    "log-govcs",
    (found) => ({
      vcs: word(found, "vcs"),
      path: word(found, "path"),
      kind: word(found, "kind"),
      says: found.says,
      origin: readVariable("GOVCS", found.setup).origin,
    }),
  ),
  // The project.
  message(
    of(MODULE, ": replacement directory (?<target>.+) does not exist"),
    "log-target-unread",
    (found) => ({ target: word(found, "target"), says: found.says }),
  ),
  message(
    /(?:replaced by |module )(?<target>[^\s)]+?)\)?: reading \S+go\.mod: /,
    "log-target-unread",
    (found) => ({ target: word(found, "target"), says: found.says }),
  ),
  message(
    /module (?<module>\S+) provides package (?<imported>\S+) and is replaced but not required/,
    "replace-imported-not-required",
    (found) => ({
      module: word(found, "module"),
      target: "",
      imported: word(found, "imported"),
      isBuilt: true,
      version: null,
      requirer: null,
      isWorkspace: false,
      isVendored: false,
    }),
  ),
  message(
    /no required module provides package (?<imported>[^\s;]+)/,
    "log-not-provided",
    (found) => ({ imported: word(found, "imported"), says: found.says }),
  ),
  message(/updates to go\.mod needed/, "log-go-mod-updates", sayOnly),
  message(/inconsistent vendoring in (?<folder>.+):$/, "vendor-inconsistent", (found) => ({
    details: listDetails(found),
    folder: word(found, "folder"),
    until: null,
    isWorkspace: found.rest.slice(0, 20).some((line) => /^\s+go work vendor$/.test(line)),
    isMain: false,
  })),
  message(
    /cannot find module providing package (?<imported>\S+): import lookup disabled by -mod=vendor/,
    "log-vendor-lacks",
    (found) => ({ imported: word(found, "imported"), says: found.says }),
  ),
  message(/cannot find package "\." in:/, "log-vendor-lacks", ({ says, rest }) => ({
    imported: /[/\\]vendor[/\\](.+)$/.exec(rest[0] ?? "")?.[1] ?? "a package",
    says,
  })),
  message(/can't compute 'all' using the vendor directory/, "log-vendor-all", sayOnly),
  message(/conflicting replacements for (?<module>\S+?):$/, "replace-conflict", (found) => {
    const [first = "", second = ""] = listDetails(found);
    return { module: word(found, "module"), first, second };
  }),
  message(
    /ambiguous import: found package (?<imported>\S+) in multiple modules:/,
    "import-ambiguous",
    (found) => {
      const [first = "", second = ""] = listDetails(found).map((line) => line.split(" ")[0] ?? "");
      const imported = word(found, "imported");
      // The standard library comes first, without a version.
      const isStandard = !/^\S+ v\d/.test(listDetails(found)[0] ?? "");
      return { imported, module: isStandard ? second : first, isStandard };
    },
  ),
  message(/use of internal package (?<imported>\S+) not allowed/, "log-internal", (found) => ({
    imported: word(found, "imported"),
    says: found.says,
  })),
  message(
    /malformed module path "(?<path>[^"]*)": missing dot in first path element/,
    "log-path-without-dot",
    (found) => ({ path: word(found, "path"), says: found.says }),
  ),
  message(/package (?<imported>\S+) is not in (?:std|GOROOT)\b/, "log-not-in-std", (found) => ({
    imported: word(found, "imported"),
    says: found.says,
  })),
  message(
    /is contained in a module that is not one of the workspace modules|does not contain modules listed in go\.work/,
    "log-not-in-workspace",
    sayOnly,
  ),
  message(
    /go\.mod file not found in current directory|cannot find main module|does not contain main module/,
    "log-no-main-module",
    sayOnly,
  ),
  message(/cannot find package "(?<imported>[^"]+)" in any of:/, "log-gopath-mode", (found) => ({
    imported: word(found, "imported"),
    says: found.says,
    origin: readVariable("GO111MODULE", found.setup).origin,
  })),
  // A line of the file follows.
  message(/go\.(?:mod|work):(?<at>\d+): (?<detail>.+)$/, "file-syntax", (found) => ({
    at: /go\.(?:mod|work):[\d:]*\d/.exec(found.says)?.[0] ?? "",
    detail: word(found, "detail"),
    near: null,
  })),
  // The machine.
  message(/(?<![^\s"])(?<path>[^\s"]+): permission denied/, "log-permission", (found) => ({
    path: word(found, "path"),
    says: found.says,
  })),
  message(/no space left on device/, "log-disk-full", sayOnly),
];

/** The two hashes that differ, and where the second stands: go.sum or the checksum database. */
function readHashes({ rest }: Found): { downloaded: string; recorded: string; where: string } {
  const [first = "", second = ""] = rest.slice(0, 2);
  const [, where = "go.sum", recorded = ""] = /^\s*(\S+):\s+(\S+)/.exec(second) ?? [];
  return { downloaded: /:\s+(\S+)/.exec(first)?.[1] ?? "", recorded, where };
}
