// What can be wrong with files, and with us.
import { TOOL } from "../names.js";
import { makeReport } from "./error-report.js";

interface Path {
  readonly path: string;
}

interface Blocked {
  readonly files: readonly { readonly path: string; readonly state: string }[];
  /** How to have them replaced. */
  readonly more: string;
}

/** The system's errors that people meet, in words. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EISDIR: "a folder is where a file should be",
  ENOTDIR: "a file is where a folder should be",
  ELOOP: "the symbolic links lead round in a circle",
};

/** Of many folders that were looked at, so many are named. */
const SHOWN = 5;

export const FILES = {
  system: ({ errno, words, path }: { errno: string; words: string; path: string | null }) =>
    makeReport(
      "file-system",
      SYSTEM_ERRORS[errno] ?? words,
      path,
      "fix that and run the same command again",
    ),
  "file-open": ({ path }: { path: string | null }) =>
    makeReport(
      "file-system",
      "another program has it open, or you may not change it",
      path,
      "close that program and run the same command again",
    ),
  "not-script": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this is not a file, and a hook script belongs here",
      path,
      "move it out of the way",
    ),
  "no-folder": ({ path }: Path) =>
    makeReport("file-system", "there is no such folder", path, "check the path"),
  "folder-refused": ({ path }: Path) =>
    makeReport("file-system", "no folder can be made here", path, "name another folder"),
  "link-nowhere": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this symbolic link leads nowhere, and a folder belongs here",
      path,
      "make the folder that it leads to, or name another one",
    ),
  "log-not-file": ({ path }: Path) =>
    makeReport(
      "file-system",
      "there is no such file",
      path,
      "name a file, or - for what comes from a pipe",
    ),
  "not-module": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this is not a folder, a go.mod or a go.work",
      path,
      "name a folder to look in, or a go.mod or go.work",
    ),
  "out-not-file": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this is not a file, so it is not replaced",
      path,
      "name another file with --out",
    ),
  "out-no-folder": ({ path }: Path) =>
    makeReport(
      "file-system",
      "there is no folder to put the file in",
      path,
      "make the folder, or name another file with --out",
    ),
  "init-exists": ({ path }: Path) =>
    makeReport(
      "file-not-ours",
      "there is a settings file already, and it is not replaced",
      path,
      "edit it, or move it away",
    ),
  "init-no-folder": ({ path }: Path) =>
    makeReport(
      "file-system",
      "there is no folder to put the file in",
      path,
      "go to the folder of your project",
    ),
  "out-not-ours": ({ path }: Path) =>
    makeReport(
      "file-not-ours",
      `${TOOL} did not make this file, so it is not replaced`,
      path,
      "move it away, or name another file with --out",
    ),
  packaged: ({
    owners,
    paths,
    removal,
  }: {
    owners: readonly string[];
    paths: readonly string[];
    /** The command that removes the packages. */
    removal: string;
  }) =>
    makeReport(
      "file-not-ours",
      `a package brings hooks of its own: ${owners.join(", ")}`,
      paths.join(", "),
      `keep them, or first remove the package: ${removal}`,
    ),
  edited: ({ files, more }: Blocked) =>
    makeReport(
      "file-not-ours",
      "a hook file was edited by hand",
      files.map(({ path }) => path).join(", "),
      `to replace it and keep a copy: ${more}; for settings of your own, use --set and --append`,
    ),
  foreign: ({ files, more }: Blocked) =>
    makeReport(
      "file-not-ours",
      `a file is in the way, and ${TOOL} did not write it`,
      files.map(({ path, state }) => `${path} (${state})`).join(", "),
      `move it away, or replace it and keep a copy: ${more}`,
    ),
  "no-module": ({
    looked,
    closed,
  }: {
    looked: readonly string[];
    /** A folder that cannot be read, and why. */
    closed: { folder: string; reason: string } | null;
  }) =>
    makeReport(
      "nothing-found",
      "found no go.mod and no go.work",
      looked.slice(0, SHOWN).join(", ") +
        (looked.length > SHOWN ? `, and ${looked.length - SHOWN} more` : ""),
      closed === null
        ? "name a folder with one in or below it; scan skips vendor, testdata, module caches and names that start with . or _"
        : `make ${closed.folder} readable, or name another folder: ${closed.reason}`,
    ),
  declined: () => makeReport("declined", "nothing has been changed", null, null),
  bug: ({ words }: { words: string }) =>
    makeReport(
      "internal",
      `unexpected: ${words}`,
      null,
      `this is a bug in ${TOOL}: please report it, with what you typed`,
    ),
};
