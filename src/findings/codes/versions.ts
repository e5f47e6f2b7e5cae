// The version of Go that runs, the one that the project asks for, and what GODEBUG asks of it.
import { change, type Origin } from "./change.js";
import { edit, type InFile, inBrackets } from "./command.js";
import { isWorkspace } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

/** How one gets a newer Go into the environment. */
const installGo = (version: string, { selector }: Origin): string =>
  `install Go ${version} or newer${inBrackets(
    // It may come from somebody's log.
    /^[\w.]+$/.test(version)
      ? `conda install ${selector === null ? "" : `${selector} `}-c conda-forge "go>=${version}"`
      : null,
  )}`;

export const VERSIONS = {
  "go-line-above": ({
    listed,
    running,
    gotoolchain,
    origin,
    isBlocked,
    isWorkspace,
  }: InFile & {
    listed: string;
    running: string;
    gotoolchain: string;
    origin: Origin;
    /** Whether another variable allows no download. */
    isBlocked: boolean;
  }) => {
    const way = change("GOTOOLCHAIN", "auto", origin);
    return explain(
      `this needs Go ${listed}, and GOTOOLCHAIN=${gotoolchain} keeps Go ${running} from using a newer one`,
      [
        `${isWorkspace ? "go.work" : "go.mod"} requires go >= ${listed} (running go ${running}; GOTOOLCHAIN=${gotoolchain})`,
      ],
      `${isBlocked ? "" : `${way.fix}, so that Go takes the newer one from the PATH or downloads it; or `}${installGo(listed, origin)}`,
      ...(isBlocked ? [] : way.commands),
    );
  },
  "toolchain-unobtainable": (args: {
    name: string;
    /** What asks for it, as `the go line`. */
    by: string;
    selectedBy: "go" | "toolchain" | "GOTOOLCHAIN";
    /** Whether a line only wishes for it, and the go that runs would do. */
    isWish: boolean;
    toolchainOrigin: Origin;
    block: "GOTOOLCHAIN" | "GOPROXY" | "GOSUMDB";
    value: string;
    origin: Origin;
  }) => {
    const { name, by, block, value } = args;
    const allow = {
      GOTOOLCHAIN: change(block, "auto", args.origin),
      GOPROXY: change(block, "https://proxy.golang.org,direct", args.origin),
      GOSUMDB: change(block, null, args.origin),
    }[block];
    const own = args.isWish
      ? change("GOTOOLCHAIN", "local", args.toolchainOrigin)
      : args.selectedBy === "GOTOOLCHAIN"
        ? change("GOTOOLCHAIN", null, args.toolchainOrigin)
        : null;
    const version = name.replace(/^go/, "");
    return explain(
      `${by} asks for ${name}, which is not on this machine, and ${block}=${value} allows no download of it; not even go env works here`,
      [
        block === "GOTOOLCHAIN" ? `cannot find "${name}" in PATH` : `download ${name}`,
        // Of a name that is none of a release.
        `invalid toolchain: ${name} is a language version`,
      ],
      own === null
        ? `${installGo(version, args.toolchainOrigin)}; or let Go download it: ${allow.fix}`
        : `build with the Go that is there: ${own.fix}; or let Go download the other one: ${allow.fix}`,
      ...(own?.commands ?? []),
    );
  },
  "toolchain-other": ({
    name,
    by,
    running,
    isHere,
    origin,
  }: {
    name: string;
    by: string;
    running: string;
    isHere: boolean;
    origin: Origin;
  }) => {
    const isVariable = by.startsWith("GOTOOLCHAIN");
    const way = change("GOTOOLCHAIN", isVariable ? null : "local", origin);
    return explain(
      `${by} asks for ${name}, and in place of ${running} that one runs${isHere ? "" : ", once it is downloaded"}`,
      [],
      isVariable
        ? `to build with ${running}, ${way.fix}`
        : `nothing, if that is meant; else ${installGo(name.replace(/^go/, ""), origin)}`,
      ...(isVariable ? way.commands : []),
    );
  },
  "go-mod-newer": ({
    what,
    since,
    running,
    older,
    line,
    file,
  }: {
    what: string;
    since: string;
    running: string;
    /** What an older Go can read in its place; null where that is nothing. */
    older: string | null;
    line: number;
    file: string;
  }) =>
    explain(
      `${what} needs Go ${since} or newer, and this is ${running}; no go command works here`,
      [
        `unknown directive: ${what}`,
        `invalid go version '${what.replace(/^go /, "")}': must match format 1.23`,
        `unknown block type: ${what}`,
        "replacement module without version must be directory path",
      ],
      `build with Go ${since} or newer, or ${older === null ? `delete line ${line} of ${file}` : `write ${older} in line ${line} of ${file}`}`,
    ),
  "godebug-other-version": ({
    key,
    running,
    since,
    ...file
  }: InFile & {
    key: string;
    running: string;
    /** The first Go 1.x that knows it; null where it was removed. */
    since: number | null;
  }) =>
    explain(
      since === null
        ? `${running} refuses the setting ${key}, which was removed; Go 1.27 takes this value again`
        : `the godebug setting ${key} is of Go 1.${since}, and this is ${running}`,
      since === null ? [`use of removed godebug "${key}"`] : [`unknown godebug "${key}"`],
      `remove the line${inBrackets(edit(file, `-dropgodebug=${key}`))}, or build with ${since === null ? "another Go" : `Go 1.${since} or newer`}`,
      edit(file, `-dropgodebug=${key}`),
    ),
  "godebug-removed": ({
    detail,
    settings,
    rest,
    origin,
  }: {
    detail: string;
    settings: string;
    /** What is left of the value; null for nothing. */
    rest: string | null;
    origin: Origin;
  }) => {
    const { fix, commands } = change("GODEBUG", rest, origin);
    return explain(
      `GODEBUG has ${settings}; since Go 1.27, that ends go and every program built by it as soon as it starts`,
      [detail],
      fix,
      ...commands,
    );
  },
  "godebug-idle": ({
    key,
    near,
    rest,
    origin,
  }: {
    key: string;
    /** The setting that may be meant; null when none is near. */
    near: string | null;
    rest: string | null;
    origin: Origin;
  }) => {
    const { fix, commands } = change("GODEBUG", rest, origin);
    return explain(
      `no Go knows the setting ${key} in GODEBUG, and it does nothing${near === null ? "" : `; ${near} may be meant`}`,
      [],
      fix,
      ...commands,
    );
  },
} as const satisfies Sentences;

const SHELL: Origin = { source: "shell", file: null, line: null, selector: null };
const LOCAL = { gotoolchain: "local", origin: SHELL };

export const ABOUT_VERSIONS: AboutOf<typeof VERSIONS> = {
  "go-line-above": {
    about:
      "The go line of a go.mod or go.work names the oldest Go that may build it. Since Go 1.21, an older go fetches that one by itself, unless GOTOOLCHAIN says that it must not, as the Go of conda-forge does.",
    example: {
      level: "error",
      line: "go 1.99",
      args: { ...LOCAL, listed: "1.99", running: "1.27.3", isBlocked: false, isWorkspace },
    },
  },
  "toolchain-unobtainable": {
    about:
      "Go is to run another version of itself, which is neither on the PATH nor in the module cache, and a variable keeps it from downloading one. Then no go command works in the folder.",
    example: {
      level: "error",
      line: "toolchain go1.99.0",
      args: {
        name: "go1.99.0",
        by: "the toolchain line",
        selectedBy: "toolchain",
        isWish: true,
        toolchainOrigin: SHELL,
        block: "GOPROXY",
        value: "off",
        origin: SHELL,
      },
    },
  },
  "toolchain-other": {
    about:
      "The go on the PATH hands over to another version of itself, so what it says of itself elsewhere does not count in this folder.",
    example: {
      level: "warning",
      line: null,
      args: {
        name: "go1.26.0",
        by: "GOTOOLCHAIN=go1.26.0",
        running: "go1.27.3",
        isHere: false,
        origin: SHELL,
      },
    },
  },
  "go-mod-newer": {
    about:
      "The file has a line that only a newer Go can read, and the go that runs takes nothing of such a file.",
    example: {
      level: "error",
      line: "toolchain go1.22.0",
      args: {
        what: "toolchain",
        since: "1.21",
        running: "go1.19.8",
        older: null,
        line: 5,
        file: "go.mod",
      },
    },
  },
  "godebug-other-version": {
    about:
      "Go refuses to build with a godebug line that it does not know, and Go 1.26 with one that was removed. The setting exists, but in another Go than the one that runs.",
    example: {
      level: "error",
      line: "godebug tlssha1=1",
      args: { key: "tlssha1", running: "go1.24.4", since: 25, isWorkspace },
    },
  },
  "godebug-removed": {
    about:
      "GODEBUG in the environment asks for behaviour that Go 1.27 has removed. The runtime then ends go itself, and every program that Go 1.27 has built, with a fatal error. In Go before 1.27 it does nothing bad.",
    example: {
      level: "error",
      line: null,
      args: {
        detail: 'removed GODEBUG "asynctimerchan" set to old value "1" in environment',
        settings: "asynctimerchan=1",
        rest: null,
        origin: SHELL,
      },
    },
  },
  "godebug-idle": {
    about:
      "GODEBUG in the environment has a name that is no setting of any Go. Nobody complains, and it does nothing; often it is a typo.",
    example: {
      level: "warning",
      line: null,
      args: { key: "gctrac", near: "gctrace", rest: null, origin: SHELL },
    },
  },
};
