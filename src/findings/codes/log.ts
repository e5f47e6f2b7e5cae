// What Go has printed when it failed: which case it is, and the way out.
import { change, type Origin, type Way } from "./change.js";
import { inBrackets, makeCommand, runOr } from "./command.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

/** What every message brings with it. */
export interface Said {
  /** The line of the log. */
  readonly says: string;
}

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

/** What scan finds in the files that the message is about. */
const SCAN = "the findings of the project, here or by conda-go-hooks scan, name the line";

const hostOf = (url: string): string => /^\w+:\/\/(?:[^/@]*@)?([^/]+)/.exec(url)?.[1] ?? url;

/** What was to be changed has been, since the log was written. */
const again = (variable: string): Way => ({
  fix: `run the go command again: ${variable} names the module now`,
  commands: [],
});

export const LOG = {
  "log-empty": (_: object) =>
    explain(
      "the log is empty",
      [],
      "send what go prints on standard error too: go build ./... 2>&1 | conda-go-hooks doctor --log -",
    ),
  "log-unrecognized": ({ says }: Said) =>
    explain(
      `nothing in the log is a message of Go's that is known here; it begins with: ${says}`,
      [],
      "see whether the findings below name the cause",
    ),
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
  "log-module-newer": ({
    who,
    listed,
    running,
    origin,
    says,
  }: Said & { who: string; listed: string; running: string; origin: Origin }) =>
    explain(
      `${who} needs Go ${listed}, and Go ${running} runs`,
      [says],
      `install Go ${listed} or newer, or let Go download it: ${change("GOTOOLCHAIN", "auto", origin).fix}; or require an older version of the module`,
    ),
  "log-toolchain": ({ name, origin, says }: Said & { name: string; origin: Origin }) => {
    const { fix } = change("GOTOOLCHAIN", "local", origin);
    return explain(
      `Go was to hand over to ${name}, because of GOTOOLCHAIN or of a go or toolchain line, and could not get it`,
      [says],
      `install Go ${name.replace(/^go/, "")} or newer; or, to try the Go that is there, ${fix}`,
    );
  },
  "log-variable-refused": ({
    variable,
    origin,
    says,
  }: Said & { variable: string; origin: Origin }) => {
    const { fix, commands } = change(variable, null, origin);
    return explain(`Go does not accept the value of ${variable}`, [says], fix, ...commands);
  },
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
  "log-target-unread": ({ target, says }: Said & { target: string }) =>
    explain(
      `a replace leads to ${target}, and Go can read no go.mod there`,
      [says],
      `restore the folder or correct the replace: ${SCAN}; neither GOPROXY nor go clean -modcache has to do with it`,
    ),
  "log-not-provided": ({ imported, says }: Said & { imported: string }) => {
    const command = makeCommand("go", "get", imported);
    return explain(
      `${imported} is imported, and no module that go.mod requires has it`,
      [says],
      `${runOr(command, "require its module")}; if it is yours, correct the path, or require and replace its module`,
      command,
    );
  },
  "log-go-mod-updates": ({ says }: Said) =>
    explain(
      "go.mod does not say all that the modules need, and a build does not change it",
      [says],
      `run go mod tidy; if it changes nothing, ${SCAN}`,
      "go mod tidy",
    ),
  "log-vendor-lacks": ({ imported, says }: Said & { imported: string }) =>
    explain(
      `${imported} is imported and not in vendor, from which builds take all packages`,
      [says],
      "run go mod vendor (in a workspace go work vendor)",
      "go mod vendor",
    ),
  "log-vendor-all": ({ says }: Said) =>
    explain(
      "vendor has only the packages that are needed, so Go cannot list all modules from it",
      [says],
      "run go list -mod=readonly -m all",
      "go list -mod=readonly -m all",
    ),
  "log-internal": ({ imported, says }: Said & { imported: string }) =>
    explain(
      `only what is within ${imported.replace(/(?:^|\/)internal(?:\/.*)?$/, "") || "the standard library"} may import ${imported}; the module paths decide, not the folders`,
      [says],
      'give the module a path without "internal", or one within the same path',
    ),
  "log-path-without-dot": ({ path, says }: Said & { path: string }) =>
    explain(
      `Go can download ${path} from nowhere: the first part of its path is no host`,
      [says],
      `require it with a version such as v0.0.0 and replace it by its folder${inBrackets(makeCommand("go", "mod", "edit", `-require=${path}@v0.0.0`, `-replace=${path}=./FOLDER`))}`,
    ),
  "log-not-in-std": ({ imported, says }: Said & { imported: string }) =>
    explain(
      `${imported} is in no package of this module, and as the first part of its path has no dot, Go looks for it in the standard library`,
      [says],
      "correct the import; if the folder is there, see that no go.mod of its own, even an empty one, makes it another module; and that this Go is not too old for it",
    ),
  "log-not-in-workspace": ({ says }: Said) =>
    explain(
      "there is a go.work in a folder above, and it does not name this module",
      [says],
      "run go work use . here, or build without the workspace: export GOWORK=off",
      "go work use .",
    ),
  "log-no-main-module": ({ says }: Said) =>
    explain(
      "there is no go.mod here or in a folder above",
      [says],
      "change into the folder of the module; for a new one, run go mod init with its path",
    ),
  "log-gopath-mode": ({ imported, origin, says }: Said & { imported: string; origin: Origin }) => {
    const { fix, commands } = change("GO111MODULE", null, origin);
    return explain(
      `GO111MODULE=off turns modules off, so Go looks for ${imported} below GOPATH and reads no go.mod`,
      [says],
      fix,
      ...commands,
    );
  },
  "log-permission": ({ path, says }: Said & { path: string }) =>
    explain(
      `Go may not write to ${path}`,
      [says],
      "see whom it belongs to (ls -ld): often root has run go there once; give it back to you (chown), or name folders of your own in GOMODCACHE and GOCACHE. The module cache is read-only by design: go clean -modcache empties it",
    ),
  "log-disk-full": ({ says }: Said) =>
    explain(
      "a disk is full that Go writes to",
      [says],
      "make room: go clean -cache drops what can be compiled again, go clean -modcache what can be downloaded again; or name a folder on another disk in GOCACHE, GOMODCACHE or GOTMPDIR",
    ),
} as const satisfies Sentences;

const SHELL: Origin = { source: "shell", file: null, line: null, selector: null };
const M = "example.com/a@v1.0.0";
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
const example = <Args>(args: Args) => ({ level: "error", line: null, args }) as const;

export const ABOUT_LOG: AboutOf<typeof LOG> = {
  "log-empty": {
    about:
      "Nothing came. Go prints why it fails on standard error, which a pipe takes only with 2>&1.",
    example: { level: "warning", line: null, args: {} },
  },
  "log-unrecognized": {
    about: "A command failed, and no line of the log is a message that doctor knows.",
    example: { level: "warning", line: null, args: { says: "go: something new" } },
  },
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
  "log-module-newer": {
    about: "A module that is required, or a folder that replaces one, needs a newer Go.",
    example: example({
      who: "./la",
      listed: "1.99",
      running: "1.27.3",
      origin: SHELL,
      says: "module ./la requires go >= 1.99 (running go 1.27.3; GOTOOLCHAIN=local)",
    }),
  },
  "log-toolchain": {
    about:
      "Go was to run another version of itself, and could neither find nor download it. Then no go command works in the folder.",
    example: example({
      name: "go1.99.0",
      origin: SHELL,
      says: "download go1.99.0 for linux/amd64: toolchain not available",
    }),
  },
  "log-variable-refused": {
    about: "A variable has a value with which Go stops, at once or when it needs it.",
    example: example({
      variable: "GOFLAGS",
      origin: SHELL,
      says: "go: parsing $GOFLAGS: unknown flag -nosuch",
    }),
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
  "log-target-unread": {
    about:
      "A replace by a folder counts before anything is downloaded, and the folder must have a go.mod.",
    example: example({
      target: "./la",
      says: `${M}: replacement directory ./la does not exist`,
    }),
  },
  "log-not-provided": {
    about: "Builds take packages only from modules that go.mod requires, and add none.",
    example: example({
      imported: "example.com/a",
      says: "no required module provides package example.com/a; to add it:",
    }),
  },
  "log-go-mod-updates": {
    about: "Builds do not change go.mod. What has to be in it, go mod tidy writes.",
    example: example({ says: "go: updates to go.mod needed; to update it:" }),
  },
  "log-vendor-lacks": {
    about: "With a vendor folder, builds take packages from nowhere else.",
    example: example({
      imported: "example.com/a",
      says: "cannot find module providing package example.com/a: import lookup disabled by -mod=vendor",
    }),
  },
  "log-vendor-all": {
    about: "With a vendor folder, Go does not know of the modules that no build needs.",
    example: example({ says: "go: can't compute 'all' using the vendor directory" }),
  },
  "log-internal": {
    about: 'Only packages within the path above an "internal" folder can import what is below it.',
    example: example({
      imported: "local/internal",
      says: "use of internal package local/internal not allowed",
    }),
  },
  "log-path-without-dot": {
    about:
      "Where a module is not replaced, Go downloads it, and the first part of its path must be a host.",
    example: example({
      path: "foo/bar",
      says: 'malformed module path "foo/bar": missing dot in first path element',
    }),
  },
  "log-not-in-std": {
    about:
      "Paths whose first part has no dot belong to the standard library, unless a module of that name is required.",
    example: example({
      imported: "myproject/internal",
      says: "package myproject/internal is not in std (/usr/lib/go/src/myproject/internal)",
    }),
  },
  "log-not-in-workspace": {
    about: "Below a go.work, Go builds only the modules that it names.",
    example: example({
      says: "current directory is contained in a module that is not one of the workspace modules listed in go.work",
    }),
  },
  "log-no-main-module": {
    about: "Go looks for a go.mod in the current folder and in those above it.",
    example: example({
      says: "go: go.mod file not found in current directory or any parent directory",
    }),
  },
  "log-gopath-mode": {
    about: "Without modules, Go reads neither go.mod nor replace.",
    example: example({
      imported: "example.com/a",
      origin: SHELL,
      says: 'cannot find package "example.com/a" in any of:',
    }),
  },
  "log-permission": {
    about: "A file or folder that Go has to write belongs to somebody else or is read-only.",
    example: example({
      path: "/home/you/go/pkg/mod/cache/download/example.com",
      says: "mkdir /home/you/go/pkg/mod/cache/download/example.com: permission denied",
    }),
  },
  "log-disk-full": {
    about: "There is no room for what Go compiles or downloads.",
    example: example({
      says: "write /tmp/go-build1/b001/importcfg: no space left on device",
    }),
  },
};
