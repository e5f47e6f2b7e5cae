// How Go may get at repositories: a GOAUTH or GOVCS that it cannot read, and one that lets it fetch nothing.
import { add, type Origin } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

const AUTH = {
  empty: [
    "has an empty command",
    "GOAUTH encountered an empty command",
    "write a command on each side of a ;",
  ],
  off: [
    "has off beside another command",
    "GOAUTH=off cannot be combined with other authentication commands",
    "write off by itself, or leave it out",
  ],
  git: [
    "has git without a folder behind it",
    "GOAUTH=git dir method requires an absolute path to the git working directory",
    "write git and a folder, as in git /home/you",
  ],
  "git-relative": [
    "has git with a folder that is not absolute",
    "GOAUTH=git dir method requires an absolute path to the git working directory, dir is not absolute",
    "write the whole path, as in git /home/you",
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

const VERSION_CONTROL = {
  entry: ["has an empty entry", "empty entry in GOVCS"],
  colon: ["has an entry without a colon", "malformed entry in GOVCS (missing colon): "],
  pattern: ["has no pattern before a colon", "empty pattern in GOVCS: "],
  list: ["has nothing behind a colon", "empty VCS list in GOVCS: "],
  relative: ["has a pattern that starts with a dot", "relative pattern not allowed in GOVCS: "],
  twice: ["has a pattern twice", "unreachable pattern in GOVCS: "],
  name: ["has an empty name beside a |", "empty VCS name in GOVCS: "],
} as const satisfies Record<string, readonly [string, string]>;

export type AuthFault = keyof typeof AUTH;
export type VersionControlFault = keyof typeof VERSION_CONTROL;

export const ACCESS = {
  "auth-invalid": ({ fault, ...bad }: BadValue & { readonly fault: AuthFault }) => {
    const [what, go, advice] = AUTH[fault] ?? AUTH.empty;
    return explainValue(bad, what, [go], `${advice}; without any, Go reads your netrc file`);
  },
  "version-control-invalid": ({
    fault,
    ...bad
  }: BadValue & { readonly fault: VersionControlFault }) => {
    const [what, go] = VERSION_CONTROL[fault] ?? VERSION_CONTROL.entry;
    return explainValue(
      bad,
      what,
      [go],
      "write pattern:name|name with commas between, as in public:git,private:all, or use Go's own rules",
    );
  },
  "version-control-off": ({ what, ...bad }: BadValue & { readonly what: string }) =>
    explainValue(
      bad,
      `lets Go use no version control, and ${what} are to be fetched by it`,
      ["GOVCS disallows using "],
      "allow what is needed, as in *:git, or use Go's own rules",
    ),
  "private-not-offline": ({
    value,
    patterns,
    from,
  }: {
    /** That of GOPROXY, as it may be shown. */
    readonly value: string;
    readonly patterns: string;
    readonly from: Origin;
  }) => {
    const { fix, commands } = add("GONOPROXY", "none", from);
    return explain(
      `GOPROXY='${value}' does not keep Go from the network: what matches GOPRIVATE='${patterns}' is fetched from its repository all the same`,
      [],
      `to have these from the module cache alone, ${fix}`,
      ...commands,
    );
  },
} as const satisfies Sentences;

export const ABOUT_ACCESS: AboutOf<typeof ACCESS> = {
  "auth-invalid": {
    about:
      "Since Go 1.24, GOAUTH says where Go gets passwords from: off, netrc, git with a folder, or commands, with a ; between them. In any other form it ends Go as soon as something is to be fetched over https.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOAUTH", value: "git", from: null, fault: "git" },
    },
  },
  "version-control-invalid": {
    about:
      "GOVCS says which version control programs Go may run. In a form that Go cannot read, it ends every fetch that goes straight to a repository.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOVCS", value: "git", from: null, fault: "colon" },
    },
  },
  "version-control-off": {
    about:
      "With GOVCS=*:off Go runs no version control program. That is safe where a proxy has every module; what is fetched without one cannot be fetched then.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GOVCS", value: "*:off", from: null, what: "all modules" },
    },
  },
  "private-not-offline": {
    about:
      "GOPROXY is only asked about modules that GONOPROXY does not match, and GONOPROXY is GOPRIVATE unless you set it. So neither off nor a file:// list stops Go from fetching private modules; GONOPROXY=none does.",
    example: {
      level: "warning",
      line: null,
      args: {
        value: "off",
        patterns: "corp.example",
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
};
