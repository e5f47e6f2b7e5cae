// A folder of Go's that a variable names and Go does not take, or takes for another.
import { change, type Origin } from "./change.js";
import { makeCommand } from "./command.js";
import { type AboutOf, type Explanation, explain, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

/** A value of which one entry is wrong; the entry is the value where it is no list. */
export interface BadEntry extends BadValue {
  readonly entry: string;
}

const NOT_ABSOLUTE: Readonly<Record<string, readonly string[]>> = {
  GOPATH: ["GOPATH entry is relative; must be absolute path: "],
  GOMODCACHE: ["GOMODCACHE entry is relative; must be absolute path: "],
  GOCACHE: ["could not be located: GOCACHE is not an absolute path"],
  GOBIN: ["cannot install, GOBIN must be an absolute path"],
  GOWORK: [
    "invalid GOWORK: not an absolute path",
    "the path provided to GOWORK must be an absolute path",
  ],
};
const NO_CACHE = "module cache not found: neither GOMODCACHE nor GOPATH is set";
const NO_TEMP = "go: creating work dir: ";

const hasEntry = ({ value, entry }: BadEntry, fault: string): string =>
  entry === value ? fault : `has '${entry}', which ${fault}`;

const wholePath = ({ from }: BadValue): string =>
  `write the whole path, or ${from === null ? "start with {prefix}/" : "leave it to Go"}`;

// Where a shell would take it for more, without the option.
const setList = ({ variable }: BadValue, list: string): string =>
  /^[\w./\\:;@~+=,{} -]+$/.test(list) ? `--set "${variable}=${list}"` : list;

export const PATHS = {
  "path-tilde": (bad: BadEntry) =>
    explainValue(
      bad,
      hasEntry(bad, "starts with a ~, and Go does not expand it"),
      bad.variable === "GOPATH"
        ? ["GOPATH entry cannot start with shell metacharacter '~': "]
        : (NOT_ABSOLUTE[bad.variable] ?? [NO_TEMP]),
      wholePath(bad),
    ),
  "path-relative": (bad: BadEntry) =>
    explainValue(
      bad,
      hasEntry(bad, "is not an absolute path"),
      NOT_ABSOLUTE[bad.variable] ?? [],
      wholePath(bad),
    ),
  "path-follows-folder": (bad: BadValue) =>
    explainValue(
      bad,
      "is not an absolute path, so it is another one in each folder where go runs",
      [],
      wholePath(bad),
    ),
  "path-colon": (bad: BadValue) =>
    explainValue(
      bad,
      "has a : that is not behind a drive letter",
      [],
      "write a path such as C:\\gopath",
    ),
  "path-separator": ({ separated, separator, ...bad }: BadValue & Separated) =>
    explainValue(
      bad,
      separator === ";"
        ? "has a : that is not behind a drive letter"
        : "has a ; between paths, which is a part of one path here",
      [],
      `separate paths with ${separator}${bad.from === null ? ` as in ${setList(bad, separated)}` : ""}`,
      separated,
    ),
  "gopath-entry-empty": ({ filled, ...bad }: BadValue & { filled: string | null }) =>
    explainValue(
      bad,
      /^[;:]/.test(bad.value)
        ? "begins with an empty entry, so Go has no folder for modules and programs"
        : "has an empty entry",
      [NO_CACHE, "go: no install location for directory "],
      "leave the empty entry out",
      filled,
    ),
  "gopath-split": ({ separator, ...bad }: BadValue & { separator: string }) =>
    explain(
      `${bad.variable}='${bad.value}' is split at the ${separator} in the path of the environment`,
      NOT_ABSOLUTE.GOPATH ?? [],
      `make the environment again under a path without ${separator}, and until then run unset GOPATH`,
      "unset GOPATH",
    ),
  "gopath-is-goroot": ({ root, ...bad }: BadValue & { root: string }) =>
    explainValue(
      bad,
      "is Go's own folder, and modules are put among Go's files",
      [
        `warning: both GOPATH and GOROOT are the same directory (${root}`,
        `warning: GOPATH set to GOROOT (${root}`,
      ],
      "use another folder",
    ),
  "gopath-holds-module": ({ folder, from }: { folder: string; from: Origin | null }) => {
    const message = `${folder} is the GOPATH and has a go.mod, so go mod tidy fails in every module`;
    const go = [
      `go: warning: ignoring go.mod in $GOPATH ${folder}`,
      "$GOPATH/go.mod exists but should not",
    ];
    const advice = "move the module into a folder of its own";
    if (from === null) return explain(message, go, advice);
    const { fix, commands } = change("GOPATH", null, from);
    return explain(message, go, `${advice}; or leave GOPATH to Go: ${fix}`, ...commands);
  },
  "path-not-folder": (bad: BadValue) =>
    explainValue(
      bad,
      "is a file, and Go needs a folder",
      [
        "go: could not create module cache: ",
        `failed to initialize build cache at ${bad.value}`,
        `mkdir ${bad.value}`,
      ],
      "name another folder, or leave it to Go",
    ),
  "gocache-off": (bad: BadValue) =>
    explainValue(
      bad,
      "turns off the build cache, without which Go builds nothing",
      ["build cache is disabled by GOCACHE=off, but required as of Go 1.12"],
      bad.from === null ? "name a folder, such as {prefix}/.cache/go-build" : "leave it to Go",
    ),
  "temp-missing": (bad: BadValue) =>
    explainValue(
      bad,
      "is not a folder, and Go does not make it, so every build fails",
      [NO_TEMP],
      "make it, or leave it to Go",
    ),
  "work-missing": (bad: BadValue) =>
    explainValue(
      bad,
      "is not a file, so no command works that loads a module",
      // Go shows the path from the folder that it is in.
      ["reading go.work: open "],
      "let Go find the go.work by itself",
    ),
  "temp-holds-module": ({ folder }: { folder: string }) =>
    explain(
      `${folder} is the system's folder for temporary files, and Go ignores a go.mod in it`,
      [`go: warning: ignoring go.mod in system temp root ${folder}`],
      "move the module into a folder of its own",
    ),
  "xdg-relative": (bad: BadValue) =>
    explainValue(
      bad,
      bad.variable === "XDG_CACHE_HOME"
        ? "is not an absolute path, so Go has no build cache"
        : "is not an absolute path, so Go ignores what is set with go env -w",
      [`path in $${bad.variable} is relative`],
      "write the whole path, or leave it out",
    ),
  "home-missing": ({ value, home, from }: { value: string; home: string | null; from: Origin }) => {
    const message = `HOME is ${value === "" ? "not set" : `'${value}', which is not an absolute path`}, and Go keeps its caches below it`;
    const go = [
      "GOCACHE is not defined and ",
      NO_CACHE,
      "GOMODCACHE entry is relative; must be absolute path: ",
    ];
    if (home === null) return explain(message, go, "set HOME to your own folder");
    const { fix, commands } = change("HOME", home, from);
    return explain(message, go, fix, ...commands);
  },
  "bin-not-on-path": ({ folder }: { folder: string }): Explanation => {
    const message = `go install puts programs in ${folder}, which is not on the PATH`;
    const word = makeCommand(folder);
    if (word === null) return explain(message, [], "put that folder on the PATH");
    const command = `export PATH="$PATH":${word}`;
    const fix = `run ${command}, and write that in your shell's start-up file`;
    return explain(message, [], fix, command);
  },
} as const satisfies Sentences;

export interface Separated {
  readonly separated: string;
  readonly separator: string;
}

const shell: Origin = { source: "shell", file: null, line: null, selector: null };
const inShell = (variable: string, value: string) => ({ variable, value, from: shell });

export const ABOUT_PATHS: AboutOf<typeof PATHS> = {
  "path-tilde": {
    about:
      "Only a shell expands ~, and only where it is not quoted. Go refuses it in GOPATH, and takes it for a relative path elsewhere.",
    example: { level: "error", line: null, args: { ...inShell("GOPATH", "~/go"), entry: "~/go" } },
  },
  "path-relative": {
    about:
      "Go refuses a relative path: in GOPATH at every command, in the others once the folder is needed.",
    example: {
      level: "error",
      line: null,
      args: { ...inShell("GOMODCACHE", "cache"), entry: "cache" },
    },
  },
  "path-follows-folder": {
    about:
      "Go takes the path from the folder that it runs in. What it keeps there is found in one folder and not in the next.",
    example: { level: "warning", line: null, args: inShell("GOENV", "env") },
  },
  "path-colon": {
    about: "On Windows no file name has a colon.",
    example: { level: "error", line: null, args: inShell("GOBIN", "C:\\a:b") },
  },
  "path-separator": {
    about:
      "Paths in a list are separated by ; on Windows and by : elsewhere. The wrong one makes one path of two.",
    example: {
      level: "warning",
      line: null,
      args: { ...inShell("GOPATH", "/a;/b"), separated: "/a:/b", separator: ":" },
    },
  },
  "gopath-entry-empty": {
    about:
      "Modules and programs go below the first entry of GOPATH. Of other empty entries Go takes no notice.",
    example: { level: "error", line: null, args: { ...inShell("GOPATH", ":/a"), filled: "/a" } },
  },
  "gopath-split": {
    about:
      "GOPATH is a list, and the separator of its entries stands in the path of the environment. So no folder of the environment can be in it.",
    example: {
      level: "error",
      line: null,
      args: { ...inShell("GOPATH", "/envs/a:b/gopath"), separator: ":" },
    },
  },
  "gopath-is-goroot": {
    about:
      "GOROOT holds Go itself, and an update of Go may remove what else is in it. Go warns at every command. Often it was unpacked to go in the home, which is the GOPATH unless another is set.",
    example: {
      level: "warning",
      line: null,
      args: { ...inShell("GOPATH", "/usr/local/go"), root: "/usr/local/go" },
    },
  },
  "gopath-holds-module": {
    about:
      "Go says that it ignores the go.mod. It does use it for builds in that folder, and then go mod tidy, go mod vendor and go get fail in every module. Before Go 1.22, every go command in a module fails.",
    example: { level: "error", line: null, args: { folder: "/home/you/go", from: null } },
  },
  "path-not-folder": {
    about: "Go makes a folder that is missing, but not in place of a file.",
    example: { level: "error", line: null, args: inShell("GOCACHE", "/home/you/cache") },
  },
  "gocache-off": {
    about:
      "Since Go 1.12 nothing is built without the build cache. To empty it, run go clean -cache.",
    example: { level: "error", line: null, args: inShell("GOCACHE", "off") },
  },
  "temp-missing": {
    about:
      "Go builds in a folder of its own below GOTMPDIR, or else below the system's folder for temporary files. Either has to be there.",
    example: { level: "error", line: null, args: inShell("GOTMPDIR", "/mnt/fast") },
  },
  "work-missing": {
    about:
      "GOWORK names the go.work to use, in whatever folder. Without it, Go takes the one in the current folder or the nearest above.",
    example: { level: "error", line: null, args: inShell("GOWORK", "/src/go.work") },
  },
  "temp-holds-module": {
    about:
      "Many tests make modules below the folder for temporary files, and a go.mod in it would be theirs too. So Go ignores it.",
    example: { level: "error", line: null, args: { folder: "/tmp" } },
  },
  "xdg-relative": {
    about:
      "Since Go 1.24 a relative path there counts as none. Before, it was another one in each folder where go runs.",
    example: { level: "error", line: null, args: inShell("XDG_CACHE_HOME", "cache") },
  },
  "home-missing": {
    about:
      "Without HOME, Go has no build cache unless GOCACHE names one, and no module cache unless GOPATH or GOMODCACHE does. So it is in services, cron jobs and some containers.",
    example: { level: "error", line: null, args: { value: "", home: "/home/you", from: shell } },
  },
  "bin-not-on-path": {
    about:
      "What go install builds is put in GOBIN, or else in bin below the GOPATH. A shell finds it only on the PATH.",
    example: { level: "warning", line: null, args: { folder: "/home/you/gobin" } },
  },
};
