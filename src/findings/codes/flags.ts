// A GOFLAGS that breaks go commands or changes what they do, flags for the C compiler, and a foreign platform.
import { change, type Origin } from "./change.js";
import { type AboutOf, explain, type Level, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

/** A list of flags in which one is wrong. */
export interface BadFlag extends BadValue {
  /** As it stands in the list. */
  readonly flag: string;
  /** The list without what is wrong with it; null where nothing is left. */
  readonly wanted: string | null;
}

interface Harm {
  readonly level: Level;
  /** What it does, as it goes on behind "which". */
  readonly effect: string;
  readonly go: readonly string[];
}

const harm = (level: Level, effect: string, ...go: readonly string[]): Harm => ({
  level,
  effect,
  go,
});

const TAKEN_TWO_WAYS = harm(
  "error",
  "one command takes with a value and another one without, so that one of them fails",
  "(from $GOFLAGS)",
);

/** Flags that one command takes, and what they would do to all of them in GOFLAGS. */
const HARMS: Readonly<Record<string, Harm>> = {
  u: harm(
    "error",
    "makes every go get update, go list fail, and go env delete the settings that it is asked for",
    "go list -u can only be used with -m",
  ),
  w: harm("error", "makes go env write, and fail where there is nothing to write"),
  C: harm("error", "works on the command line only", "-C flag must be first flag on command line"),
  modcache: harm("error", "makes every go clean delete the module cache"),
  m: harm("error", "makes go list take packages for modules, and fail"),
  versions: harm("error", "makes go list fail", "go list -versions can only be used with -m"),
  n: harm("error", "makes go build, go test and others print what they would do, and do nothing"),
  c: TAKEN_TWO_WAYS,
  f: TAKEN_TWO_WAYS,
  fix: TAKEN_TWO_WAYS,
  tool: TAKEN_TWO_WAYS,
  cache: harm("warning", "makes every go clean delete the build cache"),
  testcache: harm("warning", "makes every go clean forget the results of all tests"),
  fuzzcache: harm("warning", "makes every go clean delete what fuzzing has found"),
  i: harm("warning", "makes every go clean delete the installed program"),
  json: harm("warning", "makes go env and go list print JSON, also for programs that expect words"),
  changed: harm(
    "warning",
    "makes go env print nothing of a variable that is as Go has it by itself",
  ),
  diff: harm("warning", "makes go mod tidy show what it would change, and change nothing"),
  list: harm("warning", "makes go test list the tests, and run none"),
  o: harm("warning", "makes every go build write to the same file"),
};

/** What a flag does to other commands than the one it is for; null where it does no harm. */
export const findHarm = (name: string): Harm | null => HARMS[name] ?? null;

export const FLAGS = {
  "flag-quote-open": ({
    quote,
    wanted,
    ...bad
  }: BadValue & { quote: string; wanted: string | null }) =>
    explainValue(
      bad,
      "has a quote that is not closed",
      [`unterminated ${quote} string`],
      "close the quote",
      wanted,
    ),
  "flag-quote-inside": ({ flag, parts, wanted, ...bad }: BadFlag & { parts: readonly string[] }) =>
    explainValue(
      bad,
      `has '${flag}', and Go knows quotes only around a whole flag`,
      bad.variable === "GOFLAGS"
        ? [...parts.map(sayUnread), `for flag ${nameIn(flag)} (from $GOFLAGS)`]
        : [],
      "quote the whole flag, as in '-ldflags=-s -w'",
      wanted,
    ),
  "flag-quoted": ({ flag, wanted, ...bad }: BadFlag) =>
    explainValue(
      bad,
      `has ${flag}, and Go before 1.20 knows no quotes in GOFLAGS`,
      [sayUnread(flag.split(/\s/, 1)[0] as string)],
      "write it without quotes, or with the command that needs it",
      wanted,
    ),
  "flag-apart": ({ flag, owner, wanted, ...bad }: BadFlag & { owner: string }) =>
    explainValue(
      bad,
      `has '${flag}' as a flag of its own`,
      [sayUnread(flag)],
      `quote it together with the flag before it: '${owner} ${flag}'`,
      wanted,
    ),
  "flag-syntax": ({ flag, wanted, ...bad }: BadFlag) =>
    explainValue(
      bad,
      `has '${flag}', which is not a flag`,
      [sayUnread(flag)],
      "start each flag with - and write it in one piece, as in -mod=mod",
      wanted,
    ),
  "flag-unknown": ({
    flag,
    since,
    near,
    wanted,
    ...bad
  }: BadFlag & {
    /** The minor version that has it first; null when no go has it. */
    since: number | null;
    near: string | null;
  }) =>
    explainValue(
      bad,
      since === null
        ? `has ${flag}, which no go command knows, so that each of them fails`
        : `has ${flag}, which Go knows since 1.${since}; before, every go command fails`,
      [`parsing $GOFLAGS: unknown flag ${nameIn(flag)}`],
      near === null ? "leave it out" : `leave it out, or did you mean -${near}?`,
      wanted,
    ),
  "flag-harmful": ({ flag, name, wanted, ...bad }: BadFlag & { name: string }) =>
    explainValue(
      bad,
      `has '${flag}', which ${HARMS[name]?.effect}`,
      HARMS[name]?.go ?? [],
      "leave it out, and type it with the command that needs it",
      wanted,
    ),
  "flag-value": ({
    flag,
    takes,
    wanted,
    ...bad
  }: BadFlag & {
    /** What is to stand behind the `=`: one of these; nothing for a switch; null where it may be anything. */
    takes: readonly string[] | null;
  }) =>
    explainValue(
      bad,
      `has '${flag}', which Go refuses`,
      [sayRefused(flag, takes)],
      takes === null
        ? `give it a value, as in ${flag}=VALUE`
        : takes.length === 0
          ? `write ${nameIn(flag)}, without a value`
          : `use ${takes.map((one) => `${nameIn(flag)}=${one}`).join(", ")}`,
      wanted,
    ),
  "flag-doubled": ({ flag, last, wanted, ...bad }: BadFlag & { last: string }) =>
    explainValue(
      bad,
      flag === last
        ? `has ${flag} twice, which changes nothing`
        : `has ${flag}, and later ${last}, which counts`,
      [],
      "leave one of them",
      wanted,
    ),
  "flag-mod": ({ flag, mod, wanted, ...bad }: BadFlag & { mod: "mod" | "vendor" }) =>
    explainValue(
      bad,
      mod === "mod"
        ? `has ${flag}, with which each build may edit go.mod and go.sum, and passes by a vendor folder; no replace needs it`
        : `has ${flag}, with which each build outside of a module with a vendor folder fails, and go install of a version too`,
      [],
      `go tool, go get, go mod tidy and go mod vendor do not look at it; where you do not want it, leave it out`,
      wanted,
    ),
  "flag-without-cgo": ({ flag, wanted, from, value }: Cgo) => {
    const { fix, commands } = change("GOFLAGS", wanted, from);
    return explain(
      `GOFLAGS='${value}' has ${flag}, which needs cgo, and CGO_ENABLED is 0`,
      [
        `${nameIn(flag)} requires cgo; enable cgo by setting CGO_ENABLED=1`,
        "C compiler is not gcc or clang",
      ],
      `set CGO_ENABLED to 1 where there is a C compiler, or leave ${flag} out: ${fix}`,
      ...commands,
    );
  },
  "flag-modfile-in-workspace": ({ flag, work, wanted, ...bad }: BadFlag & { work: string }) =>
    explainValue(
      bad,
      `has ${flag}, which Go refuses in a workspace, and ${work} makes this one`,
      ["-modfile cannot be used in workspace mode"],
      "set GOWORK=off to build without the workspace, or leave it out",
      wanted,
    ),
  "flag-modfile-missing": ({ flag, file, wanted, ...bad }: BadFlag & { file: string }) =>
    explainValue(
      bad,
      `has ${flag}, and ${file} is not there`,
      // From the folder that it is in, Go shows the shorter path.
      ["go: open ", "file does not have .mod extension"],
      "write the path of a file that is, which ends in .mod, or leave it out",
      wanted,
    ),
  "compiler-leftover": ({ names, from }: { names: readonly string[]; from: Origin }) => {
    const commands = names.flatMap((name) => change(name, null, from).commands);
    return explain(
      `this shell has ${names.join(", ")} from one of conda-forge's Go compiler packages, whose environment is no longer active`,
      [],
      `run ${commands.join(", then ")}`,
      ...commands,
    );
  },
  "platform-foreign": ({
    variable,
    value,
    own,
    from,
  }: {
    variable: "GOOS" | "GOARCH";
    value: string;
    /** That of this machine. */
    own: string;
    from: Origin;
  }) => {
    const { fix, commands } = change(variable, null, from);
    return explain(
      `${variable} is ${value} and this machine ${own}, so what go builds does not run here, and go run and go test fail`,
      ["exec format error"],
      `set it for single builds only: ${fix}`,
      ...commands,
    );
  },
} as const satisfies Sentences;

export interface Cgo {
  readonly flag: string;
  readonly value: string;
  readonly wanted: string | null;
  readonly from: Origin;
}

/** The flag as Go names it: with one dash, and without its value. */
const nameIn = (flag: string): string => `-${/^['"]?--?([^=]*)/.exec(flag)?.[1] ?? ""}`;

/** What every go command says of an entry that it cannot read. */
function sayUnread(entry: string): string {
  const isFlag = /^--?[^-=]/.test(entry);
  return `parsing $GOFLAGS: ${isFlag ? `unknown flag ${nameIn(entry)}` : `non-flag ${JSON.stringify(entry)}`}`;
}

/** What a go command that has the flag says of its value. */
function sayRefused(flag: string, takes: readonly string[] | null): string {
  const [name, value] = [nameIn(flag), /=(.*)/s.exec(flag)?.[1]];
  if (value === undefined) return `flag needs an argument: ${name} (from $GOFLAGS)`;
  if (name === "-mod") return `-mod=${value} not supported (can be`;
  if (name === "-buildmode") return `buildmode=${value} not supported`;
  const kind = takes?.length === 0 ? "boolean value" : "value";
  return `invalid ${kind} ${JSON.stringify(value)} for flag ${name} (from $GOFLAGS)`;
}

const ENTRY = { variable: "GOFLAGS", from: null, wanted: null } as const;
const flagIn = (flag: string) => ({ ...ENTRY, value: flag, flag });

export const ABOUT_FLAGS: AboutOf<typeof FLAGS> = {
  "flag-quote-open": {
    about:
      "Go reads a list of flags up to the quote that ends an entry. Without it, every go command fails, or with the flags for the C compiler every build with cgo.",
    example: {
      level: "error",
      line: null,
      args: { ...ENTRY, value: "'-ldflags=-s -w", quote: "'" },
    },
  },
  "flag-quote-inside": {
    about:
      "In a list of flags, a quote counts only at the start of an entry, and goes around all of it. Elsewhere Go takes it for a character, and splits the flag at its spaces.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-ldflags='-s -w'"), flag: "-ldflags='-s", parts: ["-w'"] },
    },
  },
  "flag-quoted": {
    about: "Go before 1.20 takes a quote in GOFLAGS for a character, and every go command fails.",
    example: { level: "error", line: null, args: flagIn("'-ldflags=-s -w'") },
  },
  "flag-apart": {
    about:
      "Go splits GOFLAGS at spaces, so a second flag for the linker or the compiler becomes one for go, which has no such flag, or one that does something else: -w makes go env write.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-ldflags=-s -w"), flag: "-w", owner: "-ldflags=-s" },
    },
  },
  "flag-syntax": {
    about:
      "Each entry of GOFLAGS is a flag in one piece. With another one, every go command fails.",
    example: { level: "error", line: null, args: { ...flagIn("-mod mod"), flag: "mod" } },
  },
  "flag-unknown": {
    about:
      "A flag in GOFLAGS must be one of some go command. With another one, every go command fails, go version too; only go env and go bug still work.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-modcachrw"), since: null, near: "modcacherw" },
    },
  },
  "flag-harmful": {
    about:
      "Every go command takes those flags of GOFLAGS that it has, and some flags are never meant for every command that has them.",
    example: { level: "error", line: null, args: { ...flagIn("-modcache"), name: "modcache" } },
  },
  "flag-value": {
    about:
      "The value of a flag in GOFLAGS is one that Go does not take for it. Each command that has the flag fails.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-mod=foo"), takes: ["mod", "readonly", "vendor"] },
    },
  },
  "flag-doubled": {
    about: "Of two flags of one name in GOFLAGS, the last counts.",
    example: {
      level: "warning",
      line: null,
      args: { ...flagIn("-tags=a -tags=b"), flag: "-tags=a", last: "-tags=b" },
    },
  },
  "flag-mod": {
    about:
      "-mod in GOFLAGS is for every module, with or without a go.work or a vendor folder. With -mod=mod, builds write to go.mod what they find missing there. A workspace refuses it, since Go 1.26 for go fix and go clean with packages too.",
    example: { level: "info", line: null, args: { ...flagIn("-mod=mod"), mod: "mod" } },
  },
  "flag-without-cgo": {
    about: "-race, -msan and -asan need cgo, and CGO_ENABLED=0 turns it off. Every build fails.",
    example: {
      level: "error",
      line: null,
      args: {
        flag: "-race",
        value: "-race",
        wanted: null,
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
  "flag-modfile-in-workspace": {
    about:
      "In a workspace, each module has its own go.mod. Since Go 1.22 no build works there with -modfile.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-modfile=/src/x.mod"), work: "/src/go.work" },
    },
  },
  "flag-modfile-missing": {
    about: "-modfile in GOFLAGS is the file that every build reads in place of go.mod.",
    example: {
      level: "error",
      line: null,
      args: { ...flagIn("-modfile=/src/x.mod"), file: "/src/x.mod" },
    },
  },
  "compiler-leftover": {
    about:
      "The packages go-cgo and go-nocgo of conda-forge set GOFLAGS, GOOS, GOARCH and CGO_ENABLED on activation, and do not give your own values back on deactivation.",
    example: {
      level: "warning",
      line: null,
      args: {
        names: ["GOFLAGS", "GOOS", "GOARCH", "CGO_ENABLED"],
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
  "platform-foreign": {
    about:
      "GOOS and GOARCH say for which machine Go builds. In a shell or in the file of go env -w they count for every build.",
    example: {
      level: "warning",
      line: null,
      args: {
        variable: "GOOS",
        value: "windows",
        own: "linux",
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
};
