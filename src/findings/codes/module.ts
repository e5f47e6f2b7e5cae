// Lines of a go.mod that Go can read and does not accept: module, toolchain, godebug, and versions anywhere.
import { edit, type InFile, inBrackets } from "./command.js";
import { A, isWorkspace } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

export const MODULE = {
  "version-unresolved": ({ version, detail }: { version: string; detail: string }) =>
    explain(
      `${version} is not a version that go.mod can hold`,
      [detail, "module lookup disabled by GOPROXY=off", "updates to go.mod needed"],
      "run go mod tidy, which writes the version that it stands for",
    ),
  "version-not-canonical": ({ version, canonical }: { version: string; canonical: string }) =>
    explain(
      `${version} is not a full version; it may stand for ${canonical}`,
      ["updates to go.mod needed", "module lookup disabled by GOPROXY=off"],
      `write ${canonical}, or run go mod tidy`,
    ),
  "version-mismatch": (args: { verb: string; path: string; version: string; detail: string }) =>
    explain(
      `${args.version} does not go with the path ${args.path}`,
      [`${args.verb} ${args.path}: version "${args.version}" invalid: ${args.detail}`],
      "correct the version, or the major version at the end of the path",
    ),
  "module-path-missing": (_: Readonly<Record<string, never>>) =>
    explain(
      "there is no module line",
      [
        "error reading go.mod: missing module declaration. To specify the module path:",
        // Go before 1.20.
        "no module declaration in go.mod. To specify the module path:",
      ],
      "add one: go mod edit -module=example.com/mod",
      "go mod edit -module=example.com/mod",
    ),
  "toolchain-idle": ({ name, listed }: { name: string; listed: string }) =>
    explain(
      `toolchain ${name} is not above the go line, ${listed}; since Go 1.21 that is an error`,
      ["updates to go.mod needed"],
      "run go mod edit -toolchain=none, which removes the line",
      "go mod edit -toolchain=none",
    ),
  "godebug-unknown": ({ key, ...file }: InFile & { key: string }) =>
    explain(
      `there is no godebug setting ${key} in Go 1.27, nor in an older one`,
      [`unknown godebug "${key}"`],
      `remove the line${inBrackets(edit(file, `-dropgodebug=${key}`))}`,
      edit(file, `-dropgodebug=${key}`),
    ),
  "godebug-refused": ({ key, detail, ...file }: InFile & { key: string; detail: string }) =>
    explain(
      `Go 1.27 refuses this setting: ${detail}`,
      [detail],
      `remove the line${inBrackets(edit(file, `-dropgodebug=${key}`))}, or build with a Go that has it`,
      edit(file, `-dropgodebug=${key}`),
    ),
} as const satisfies Sentences;

export const ABOUT_MODULE: AboutOf<typeof MODULE> = {
  "version-unresolved": {
    about:
      "A branch or another name is where a version belongs. `go mod tidy` and `go get` replace it by the version; builds refuse it, or need the network.",
    example: {
      level: "error",
      line: `require ${A} main`,
      args: {
        version: "main",
        detail: `require ${A}: version "main" invalid: must be of the form v1.2.3`,
      },
    },
  },
  "version-not-canonical": {
    about: "The version is shortened. Go wants it in full, and a build does not correct it.",
    example: {
      level: "error",
      line: `require ${A} v1.2`,
      args: { version: "v1.2", canonical: "v1.2.0" },
    },
  },
  "version-mismatch": {
    about:
      "From v2 on, a module's path ends in its major version. When the path and the version do not match, no such module can exist.",
    example: {
      level: "error",
      line: `replace ${A} => example.com/fork v2.0.0`,
      args: {
        verb: "replace",
        path: "example.com/fork",
        version: "v2.0.0",
        detail: "should be v0 or v1, not v2",
      },
    },
  },
  "module-path-missing": {
    about: "A go.mod has to name its module; without the line, no go command works in the folder.",
    example: { level: "error", line: null, args: {} },
  },
  "toolchain-idle": {
    about:
      "A toolchain line means something only when it is higher than the go line. Since Go 1.21, go wants it removed otherwise.",
    example: {
      level: "error",
      line: "toolchain go1.21.0",
      args: { name: "go1.21.0", listed: "1.22" },
    },
  },
  "godebug-unknown": {
    about: "Go refuses to build with a setting that it does not know; often it is a typo.",
    example: {
      level: "error",
      line: "godebug panicnill=1",
      args: { key: "panicnill", isWorkspace },
    },
  },
  "godebug-refused": {
    about:
      "Go knows the setting, but not with this value: it asks for what only an older Go did, or for a newer Go.",
    example: {
      level: "error",
      line: "godebug asynctimerchan=1",
      args: {
        key: "asynctimerchan",
        detail: `removed GODEBUG "asynctimerchan" set to old value "1"`,
        isWorkspace,
      },
    },
  },
};
