// What can be wrong with a setting's value.
import type { ErrorReport } from "./error-report.js";

/** A value that is refused, as it may be shown. */
export interface RefusedValue {
  readonly variable: string;
  readonly value: string;
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
  "value-hidden": (at: RefusedValue) =>
    refuse(
      at,
      "has *** where we have hidden a password",
      "write the password there, or leave the value out",
    ),
  "value-unknown": ({ known, ...at }: RefusedValue & { known: readonly string[] }) =>
    refuse(at, "is not a value that Go knows", `use one of ${known.join(", ")}`),
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
  "config-gone": ({ file }: { file: string }): ErrorReport => ({
    code: "file-system",
    message: "the settings file of this environment is gone",
    where: file,
    hint: "put it back; or go on without it: install with --no-config",
  }),
  "settings-too-large": ({ kilobytes }: { kilobytes: number }): ErrorReport => ({
    code: "setting-invalid",
    message: `the settings take more than ${kilobytes} kB`,
    where: "the record",
    hint: "shorten their values",
  }),
};
