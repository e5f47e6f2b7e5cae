// What Go has printed of proxies, checksums and repositories.
import { change, type Origin, type Way } from "./change.js";
import { makeCommand, runOr } from "./command.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import { example, M, type Said, SHELL } from "./log.js";

/** A module that the checksum database was asked about. */
export interface Checked extends Said {
  readonly module: string;
  readonly why: string;
  /** The variable that keeps Go from asking, and its value with a pattern for the module. */
  readonly variable: string;
  readonly value: string;
  readonly origin: Origin;
  /** Whether it has that pattern now. */
  readonly isThere: boolean;
  /** GONOSUMDB with the pattern. */
  readonly unchecked: string;
  readonly uncheckedOrigin: Origin;
}

const hostOf = (url: string): string => /^\w+:\/\/(?:[^/@]*@)?([^/]+)/.exec(url)?.[1] ?? url;

/** What was to be changed has been, since the log was written. */
const again = (variable: string): Way => ({
  fix: `run the go command again: ${variable} names the module now`,
  commands: [],
});
export const LOG_DOWNLOADS = {
  "log-checksum-unlisted": ({ module, variable, value, origin, isThere, says }: Checked) => {
    const { fix, commands } = isThere ? again(variable) : change(variable, value, origin);
    return explain(
      `the checksum database does not know ${module}, so it is not public, and Go was not told so; GOPROXY=direct does not keep Go from asking`,
      [says],
      fix,
      ...commands,
    );
  },
  "log-checksum-unreachable": ({
    module,
    why,
    variable,
    value,
    origin,
    isThere,
    unchecked,
    uncheckedOrigin,
    says,
  }: Checked) => {
    const { fix, commands } = isThere
      ? again(variable)
      : change("GONOSUMDB", unchecked, uncheckedOrigin);
    return explain(
      `the checksum database was asked for ${module} and gave no answer (${why}); GOPROXY=direct does not keep Go from asking`,
      [says],
      isThere
        ? fix
        : `if the module is private, ${change(variable, value, origin).fix}; if it is public and you trust where it comes from, ${fix}; not GOSUMDB=off, which drops the check of all modules`,
      ...commands,
    );
  },
  "log-checksum-mismatch": ({
    module,
    version,
    downloaded,
    recorded,
    where,
    says,
  }: Said & {
    module: string;
    version: string;
    downloaded: string;
    recorded: string;
    /** Where the other hash stands, such as go.sum. */
    where: string;
  }) => {
    const command = makeCommand("go", "mod", "download", `${module}@${version}`);
    return explain(
      `what was downloaded as ${module} ${version} (${downloaded}) is not what ${where} has (${recorded}); no variable cures that, neither GOSUMDB=off nor GOPRIVATE nor GOPROXY`,
      [says],
      `find out which is right: compare the line with your colleagues' go.sum (git log -p go.sum), the tag with that of the module's origin, and what another proxy or GOPROXY=direct brings; go mod verify tells whether the module cache was changed. If the tag was moved and the new content is right, delete the lines of this version from go.sum and ${runOr(command, "download it again")}`,
    );
  },
  "log-checksum-missing": ({ what, says }: Said & { what: string }) =>
    explain(
      `go.sum has no line for ${what}, and a build adds none`,
      [says],
      "run go mod tidy, and commit go.sum",
      "go mod tidy",
    ),
  "log-checksum-file": ({ says }: Said) =>
    explain(
      "go.sum has a line that Go cannot read, often left by a merge",
      [says],
      "delete that line, then run go mod tidy",
    ),
  "log-lookup-off": ({ what, origin, says }: Said & { what: string; origin: Origin }) =>
    explain(
      `Go had to ask for ${what || "a module"}, and GOPROXY=off allowed no download`,
      [says],
      `if it is in no go.mod yet, correct the import; if it is to be downloaded, ${change("GOPROXY", "https://proxy.golang.org,direct", origin).fix}`,
    ),
  "log-import-path": ({ path, why, says }: Said & { path: string; why: string }) =>
    explain(
      `without a proxy, Go asks the host of ${path} where its repository is, and it does not say (${why})`,
      [says],
      "see whether the path is right and the host can be reached; for a repository on a host that does not answer, put .git behind its path (host/name.git); for a folder on this disk, replace the module by it",
    ),
  "log-proxy": ({
    url,
    why,
    value,
    origin,
    says,
  }: Said & { url: string; why: string; value: string; origin: Origin }) => {
    const host = hostOf(url);
    if (/^4(?:04|10)|no such file/.test(why))
      return explain(
        `the proxy ${host} does not have it (${why})`,
        [says],
        "see whether the path and the version are right; if it is on no proxy, let GOPROXY end in ,direct, and name a private module in GOPRIVATE",
      );
    if (/^40[13]/.test(why))
      return explain(
        `the proxy ${host} wants to know who asks (${why})`,
        [says],
        "put its user and password in ~/.netrc, or behind https:// in GOPROXY; since Go 1.24, GOAUTH can get them",
      );
    const list = value === "" ? "https://proxy.golang.org,direct" : value;
    const wanted = list.includes(",") ? list.replaceAll(",", "|") : `${list}|direct`;
    const way = change("GOPROXY", wanted, origin);
    return explain(
      `the proxy ${host} gives no answer (${why})${list.includes(",") ? ", and after a comma Go asks the next one only for what a proxy does not have" : ""}`,
      [says],
      `see whether it can be reached from here; to have the next one asked for any fault, ${way.fix}`,
      ...(list.includes(",") ? way.commands : []),
    );
  },
  "log-git-missing": ({ says }: Said) =>
    explain(
      "Go gets a module from its repository, and there is no git on the PATH",
      [says],
      "install git (conda install git), or get the module from a proxy: GOPROXY=direct, GOPRIVATE and GONOPROXY keep Go from asking one",
    ),
  "log-git-password": ({ says }: Said) =>
    explain(
      "git wants a user and a password for the repository, and Go lets it not ask",
      [says],
      "let git use a key (git config --global url.git@HOST:.insteadOf https://HOST/) or a credential helper; if the module is public, its path is wrong: a host says so of what it does not have",
    ),
  "log-govcs": ({
    vcs,
    path,
    kind,
    origin,
    says,
  }: Said & { vcs: string; path: string; kind: string; origin: Origin }) => {
    const { fix, commands } = change("GOVCS", null, origin);
    return explain(
      `GOVCS does not allow ${vcs} for ${path}, which is ${kind}`,
      [says],
      fix,
      ...commands,
    );
  },
} as const satisfies Sentences;

const CHECKED = {
  module: "git.corp.example/team/a",
  variable: "GOPRIVATE",
  value: "git.corp.example",
  origin: SHELL,
  isThere: false,
  unchecked: "git.corp.example",
  uncheckedOrigin: SHELL,
};
const LOOKUP = "https://sum.golang.org/lookup/git.corp.example/team/a@v1.0.0";

export const ABOUT_LOG_DOWNLOADS: AboutOf<typeof LOG_DOWNLOADS> = {
  "log-checksum-unlisted": {
    about:
      "Go asks the checksum database about every module that is not in go.sum, also with GOPROXY=direct, and the database cannot see private ones. GOPRIVATE names those, and then Go asks neither the database nor a proxy.",
    example: example({
      ...CHECKED,
      why: "404",
      says: `verifying module: git.corp.example/team/a@v1.0.0: reading ${LOOKUP}: 404 Not Found`,
    }),
  },
  "log-checksum-unreachable": {
    about:
      "Go asks the checksum database about every module that is not in go.sum, also with GOPROXY=direct, and it could not be reached. GOPRIVATE and GONOSUMDB leave out modules by pattern; GOSUMDB=off leaves out all, and blocks the download of toolchains.",
    example: example({
      ...CHECKED,
      why: "dial tcp: lookup sum.golang.org: no such host",
      says: `verifying module: git.corp.example/team/a@v1.0.0: Get "${LOOKUP}": dial tcp: lookup sum.golang.org: no such host`,
    }),
  },
  "log-checksum-mismatch": {
    about:
      "The download differs from what go.sum or the checksum database has for this version: somebody moved a tag, a proxy kept old content, or an attacker changed it. Go never goes on, whatever the variables say.",
    example: example({
      module: "example.com/a",
      version: "v1.0.0",
      downloaded: "h1:Dik1BILP",
      recorded: "h1:c+QMSICd",
      where: "go.sum",
      says: `verifying ${M}: checksum mismatch`,
    }),
  },
  "log-checksum-missing": {
    about:
      "go.sum has to have a line for the content, and one for the go.mod, of each module that is needed. Only go get, go mod tidy and go mod download add them.",
    example: example({ what: M, says: `${M}: missing go.sum entry for go.mod file` }),
  },
  "log-checksum-file": {
    about:
      "Each line of go.sum has a path, a version and a hash. Since Go 1.21 others are an error.",
    example: example({ says: "malformed go.sum: go.sum:2: wrong number of fields 1" }),
  },
  "log-lookup-off": {
    about:
      "Go needs a module that is not in the module cache, and GOPROXY=off forbids to ask for it.",
    example: example({
      what: "example.com/a",
      origin: SHELL,
      says: "example.com/a: module lookup disabled by GOPROXY=off",
    }),
  },
  "log-import-path": {
    about:
      "With GOPROXY=direct, or for a module that GOPRIVATE matches, Go asks https://HOST/PATH?go-get=1 where the repository is. It never looks on the local disk; for that there is replace.",
    example: example({
      path: "example.com/a",
      why: "https fetch: no such host",
      says: 'unrecognized import path "example.com/a": https fetch: no such host',
    }),
  },
  "log-proxy": {
    about:
      "A proxy in GOPROXY gave no module. After a comma, Go asks the next one only if a proxy says that it does not have it (404 or 410); after a | it does so for any fault.",
    example: example({
      url: "https://proxy.example/example.com/a/@v/v1.0.0.mod",
      why: "500 Internal Server Error",
      value: "https://proxy.example,direct",
      origin: SHELL,
      says: "reading https://proxy.example/example.com/a/@v/v1.0.0.mod: 500 Internal Server Error",
    }),
  },
  "log-git-missing": {
    about: "Go gets modules from repositories by git, and from proxies without it.",
    example: example({ says: "go: missing Git command. See https://go.dev/s/gogetcmd" }),
  },
  "log-git-password": {
    about: "Go starts git so that it never asks for anything, as nobody may be there to answer.",
    example: example({ says: "fatal: could not read Username: terminal prompts disabled" }),
  },
  "log-govcs": {
    about: "GOVCS says which programs Go may use to get modules from repositories.",
    example: example({
      vcs: "git",
      path: "example.com/a.git",
      kind: "public",
      origin: SHELL,
      says: "GOVCS disallows using git for public example.com/a.git; see 'go help vcs'",
    }),
  },
};
