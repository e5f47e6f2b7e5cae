// What can be wrong with a setting's value.
import type { ErrorReport } from "./error-report.js";

/** A value that is refused, as it may be shown. */
export interface RefusedValue {
  readonly variable: string;
  readonly value: string;
}

interface RefusedFlag extends RefusedValue {
  /** The flag in it that is wrong. */
  readonly flag: string;
}

interface InShell extends RefusedValue {
  /** The shell whose scripts cannot hold it. */
  readonly shell: string;
}

const refuse = ({ variable, value }: RefusedValue, fault: string, hint: string): ErrorReport => ({
  code: "setting-invalid",
  message: `${variable}='${value}' ${fault}`,
  where: variable,
  hint,
});

/** Flags that one command takes, and what they would do to all of them in GOFLAGS. */
const EFFECTS = {
  u: "makes every go get update what a module needs",
  w: "makes go env write, and fail where there is nothing to write",
  C: "works on the command line only",
  modcache: "makes every go clean delete the module cache",
};
export type HarmfulFlag = keyof typeof EFFECTS;

const withoutShell = (shell: string): string =>
  `name the shells you use, without ${shell}: --shell`;

/** None of these has an @ behind the value: what is before it would be taken for a password. */
export const SETTINGS = {
  "value-control": (at: RefusedValue) =>
    refuse(
      at,
      "contains a control character or a line break",
      "write it on one line, without control characters",
    ),
  "value-unicode": (at: RefusedValue) =>
    refuse(at, "is not valid Unicode", "replace the broken character"),
  "value-empty": (at: RefusedValue) =>
    refuse(at, "is empty, which Go reads as unset", `to unset it: --unset ${at.variable}`),
  "value-tilde": (at: RefusedValue) =>
    refuse(at, "has a ~, and nothing expands it here", "write the whole path"),
  "value-unknown": ({ known, ...at }: RefusedValue & { known: readonly string[] }) =>
    refuse(at, "is not a value that Go knows", `use one of ${known.join(", ")}`),
  "path-colon": (at: RefusedValue) =>
    refuse(at, "has a : that is not behind a drive letter", "write a path such as C:\\gopath"),
  "path-list-colon": ({ typed, ...at }: RefusedValue & { typed: string }) =>
    refuse(
      at,
      "has a : that is not behind a drive letter",
      `separate paths with ; as in --set ${typed}`,
    ),
  "path-relative": (at: RefusedValue) =>
    refuse(at, "has a path that is not absolute", "write the whole path, or start with {prefix}/"),
  "path-outside": (at: RefusedValue) =>
    refuse(
      at,
      "uses {prefix} for a path that is not below it",
      "start the path with {prefix}/ and stay below it",
    ),
  "cache-of-others": (at: RefusedValue) =>
    refuse(
      at,
      "is a folder that go clean -modcache would delete with everything in it",
      "use a folder that holds nothing else, such as {prefix}/gopath/pkg/mod",
    ),
  "cache-holds": ({ what, ...at }: RefusedValue & { what: string }) =>
    refuse(
      at,
      `holds ${what}, and go clean -modcache would delete that too`,
      "use a folder that holds nothing else, such as {prefix}/gopath/pkg/mod",
    ),
  "proxy-credentials": (at: RefusedValue) =>
    refuse(at, "has a password without https:// before it", "write https:// before it"),
  "flag-quote-open": (at: RefusedValue) =>
    refuse(at, "has a quote that is not closed", "close the quote"),
  "flag-quote-inside": ({ flag, ...at }: RefusedFlag) =>
    refuse(
      at,
      `has '${flag}', and Go knows quotes only around a whole flag`,
      "quote the whole flag, as in '-ldflags=-s -w'",
    ),
  "flag-apart": ({ flag, owner, ...at }: RefusedFlag & { owner: string }) =>
    refuse(
      at,
      `has '${flag}' as a flag of its own`,
      `quote it together with the flag before it: '${owner} ${flag}'`,
    ),
  "flag-harmful": ({ flag, name, ...at }: RefusedFlag & { name: HarmfulFlag }) =>
    refuse(
      at,
      `has '${flag}', which ${EFFECTS[name]}`,
      "leave it out, and type it with the command that needs it",
    ),
  "flag-syntax": ({ flag, ...at }: RefusedFlag) =>
    refuse(
      at,
      `has '${flag}', which is not a flag`,
      "start each flag with - and write it in one piece, as in -mod=mod",
    ),
  "flag-mod": ({ flag, ...at }: RefusedFlag) =>
    refuse(at, `has '${flag}', which Go refuses`, "use -mod=mod, -mod=readonly or -mod=vendor"),
  "flag-none": (at: RefusedValue) =>
    refuse(at, "has no flag in it", "name a flag, as in --append GOFLAGS=-race"),
  "flag-half": (at: RefusedValue) =>
    refuse(
      at,
      "does not start with -, so it cannot be added by itself",
      `write it in one piece, as in -I/opt/include; or replace the whole list: --set ${at.variable}=VALUE`,
    ),
  /** What Go refuses, in the words of the finding that doctor would make of it. */
  "value-refused": ({
    variable,
    message,
    fix,
  }: {
    variable: string;
    message: string;
    fix: string;
  }): ErrorReport => ({ code: "setting-invalid", message, where: variable, hint: fix }),
  architecture: ({
    system,
    known,
    ...at
  }: RefusedValue & { system: string; known: readonly string[] }) =>
    refuse(at, `does not exist for GOOS=${system}`, `use one of ${known.join(", ")}`),
  "cmd-quote": ({ shell, ...at }: InShell) =>
    refuse(
      at,
      'has a ", which cmd.exe cannot hold',
      `use single quotes, which mean the same to Go; or ${withoutShell(shell)}`,
    ),
  "cmd-exclamation": ({ shell, ...at }: InShell) =>
    refuse(at, "has a !, which cmd.exe may read as a variable", withoutShell(shell)),
  "cmd-ascii": ({ shell, ...at }: InShell) =>
    refuse(at, "has characters other than ASCII, which cmd.exe may misread", withoutShell(shell)),
  "settings-too-large": ({ kilobytes }: { kilobytes: number }): ErrorReport => ({
    code: "setting-invalid",
    message: `the settings take more than ${kilobytes} kB`,
    where: "the record",
    hint: "shorten their values",
  }),
};
