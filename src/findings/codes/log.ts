// What Go has printed when it failed: which case it is, and the way out.
import { change, type Origin } from "./change.js";
import { inBrackets, makeCommand, runOr } from "./command.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

/** What every message brings with it. */
export interface Said {
  /** The line of the log. */
  readonly says: string;
}

/** What scan finds in the files that the message is about. */
const SCAN = "the findings of the project, here or by conda-go-hooks scan, name the line";

export const LOG = {
  "log-empty": (_: object) =>
    explain(
      "the log is empty, so go has found nothing wrong, or what it says did not come",
      [],
      "if it failed, send what it prints on standard error too: go build ./... 2>&1 | conda-go-hooks doctor --log -",
    ),
  "log-unrecognized": ({ says }: Said) =>
    explain(
      `nothing in the log is a message of Go's that is known here; it begins with: ${says}`,
      [],
      "see whether the findings below name the cause",
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

export const SHELL: Origin = { source: "shell", file: null, line: null, selector: null };
export const M = "example.com/a@v1.0.0";
export const example = <Args>(args: Args) => ({ level: "error", line: null, args }) as const;

export const ABOUT_LOG: AboutOf<typeof LOG> = {
  "log-empty": {
    about:
      "Nothing came. Go prints why it fails on standard error, which a pipe takes only with 2>&1.",
    example: { level: "info", line: null, args: {} },
  },
  "log-unrecognized": {
    about: "A command failed, and no line of the log is a message that doctor knows.",
    example: { level: "warning", line: null, args: { says: "go: something new" } },
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
