// What can be wrong with an environment, or with what is recorded in it.

import { didYouMean } from "../did-you-mean.js";
import { COMMAND, RECORD_PATH } from "../names.js";
import { type ErrorReport, makeReport } from "./error-report.js";

const invalid = (message: string, where: string, hint: string): ErrorReport =>
  makeReport("environment-invalid", message, where, hint);

interface Prefix {
  readonly prefix: string;
}

interface File {
  /** Its path. */
  readonly file: string;
}

/** What is not as it should be in a record. */
const RECORD_FAULTS = {
  file: "is not a file, or is too large",
  json: "is not valid JSON",
  object: "is not a JSON object",
  version: "has no version that conda-go-hooks knows",
  folder: "names a folder that conda-go-hooks did not make",
  script: "names a file that conda-go-hooks did not write",
  adopted: "names a script that adopt did not put aside",
  config: "names a settings file in a way that conda-go-hooks never does",
};
export type RecordFault = keyof typeof RECORD_FAULTS;

const START_ANEW = `delete it, then run ${COMMAND} install with --force, which keeps a copy of what it replaces`;

export const ENVIRONMENTS = {
  "none-active": () =>
    makeReport(
      "no-environment",
      "no environment is active",
      null,
      "activate one, or name one with -n NAME or -p PREFIX",
    ),
  "no-export": ({ prefix }: Prefix) =>
    makeReport(
      "nothing-found",
      "this environment has no hooks, so it has no settings",
      prefix,
      `name one that ${COMMAND} list shows as installed: -n NAME`,
    ),
  "no-export-packaged": ({ prefix, name }: Prefix & { name: string }) =>
    makeReport(
      "nothing-found",
      `nobody can tell the settings of the hooks that the package ${name} has brought`,
      prefix,
      `see why: ${COMMAND} status -p PREFIX`,
    ),
  "project-environment": ({ name, file, command }: File & { name: string; command: string }) =>
    makeReport(
      "environment-unknown",
      `there is no environment '${name}' yet, which this project names`,
      file,
      `make it: ${command}; or name another one: -n NAME`,
    ),
  "base-unnamed": ({ prefix, isBase, typed }: Prefix & { isBase: boolean; typed: string }) =>
    makeReport(
      "no-environment",
      isBase
        ? "base is active, and is only changed when you name it"
        : "the active environment is the one of every new shell, and is only changed when you name it",
      prefix,
      isBase ? "to change base: add -n base" : `to change it: add -p ${typed}`,
    ),
  "unknown-environment": ({
    name,
    known,
    looked,
  }: {
    name: string;
    known: readonly string[];
    /** The folders and files that name environments. */
    looked: readonly string[];
  }) =>
    makeReport(
      "environment-unknown",
      `no environment is called '${name}'`,
      `looked in ${looked.join(", ")}`,
      [didYouMean(name, known), "for a path: -p PREFIX"].filter(Boolean).join("; "),
    ),
  namesakes: ({
    name,
    prefixes,
    typed,
  }: {
    name: string;
    prefixes: readonly string[];
    /** One of them, as one types it. */
    typed: string;
  }) =>
    makeReport(
      "environment-ambiguous",
      `more than one environment is called '${name}'`,
      prefixes.join(", "),
      `name one by its path: -p ${typed}`,
    ),
  "no-prefix": ({ prefix }: Prefix) =>
    invalid(
      "this folder does not exist",
      prefix,
      "check the path, or name the environment with -n NAME",
    ),
  "prefix-not-folder": ({ prefix }: Prefix) =>
    invalid("this is not a folder", prefix, "check the path, or name the environment with -n NAME"),
  "not-environment": ({ prefix }: Prefix) =>
    invalid(
      "this folder is not a conda environment: it has no conda-meta/history",
      prefix,
      "check the path, or make an environment with: conda create -n NAME go",
    ),
  "prefix-character": ({ prefix, character }: Prefix & { character: string }) =>
    invalid(
      `conda cannot activate an environment with ${/\p{Cc}/u.test(character) ? "a control character" : character} in its path`,
      prefix,
      "make the environment again under another path",
    ),
  "prefix-delimiter": ({ prefix, delimiter }: Prefix & { delimiter: string }) =>
    invalid(
      `the path of the environment contains ${delimiter}, which separates the entries of PATH and GOPATH`,
      prefix,
      "make the environment again under another path",
    ),
  "link-outside": ({ path }: { path: string }) =>
    invalid(
      "this symbolic link leads out of the environment",
      path,
      "replace the link with what it points to",
    ),
  "folder-for-file": ({ path }: { path: string }) =>
    invalid("this is a folder, and a file belongs here", path, "move it out of the way"),
  "file-for-folder": ({ path }: { path: string }) =>
    invalid("this is not a folder, and a folder belongs here", path, "move it out of the way"),
  frozen: ({ file, reason }: File & { reason: string | null }) =>
    makeReport(
      "environment-frozen",
      `the environment is frozen${reason === null ? "" : `: ${reason}`}`,
      file,
      "ask who froze it, or use a clone; to change it at your own risk: add --override-frozen",
    ),
  "read-only": ({ path }: { path: string }) =>
    makeReport(
      "environment-read-only",
      "you may not write to the environment",
      path,
      "run the command as the environment's owner, or make it writable first",
    ),
  active: ({ prefix }: Prefix) =>
    makeReport(
      "environment-active",
      "the environment is active in this shell",
      prefix,
      "run conda deactivate first, which gives your values back; --force removes the hooks anyway and prints how to get them back",
    ),
  busy: ({ prefix }: Prefix) =>
    makeReport(
      "environment-busy",
      "another conda-go-hooks is changing the environment and does not finish",
      prefix,
      "end it if it hangs, then run the same command again",
    ),
  "record-broken": ({ file, fault }: File & { fault: RecordFault }) =>
    makeReport(
      "record-invalid",
      `the record ${RECORD_FAULTS[fault]}`,
      file,
      `restore it from a backup, or ${START_ANEW}`,
    ),
  "record-unusable": ({
    fault,
    more,
    isOfShell,
  }: {
    fault: string;
    /** What to add to the command. */
    more: string;
    /** Whether only a shell cannot hold the settings. */
    isOfShell: boolean;
  }) =>
    makeReport(
      "record-invalid",
      `this version cannot use the recorded settings: ${fault}`,
      RECORD_PATH,
      `give new settings: ${more}${isOfShell ? "; or name other shells with --shell" : ""}`,
    ),
  "record-newer": ({ file }: File) =>
    makeReport(
      "newer-version",
      "a newer conda-go-hooks wrote the record, and this one cannot read it",
      file,
      `use ${COMMAND}@latest, or ${START_ANEW}`,
    ),
  "hooks-newer": ({ version, own, more }: { version: string; own: string; more: string }) =>
    makeReport(
      "newer-version",
      `version ${version} installed these hooks, and this is the older ${own}`,
      null,
      `use ${COMMAND}@${version}; to go back to ${own}: ${more}`,
    ),
};
