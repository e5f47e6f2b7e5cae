// What can be in the way of a repair.
import { makeReport } from "./error-report.js";

/** Of many paths, so many are named. */
const SHOWN = 5;

export const REPAIR = {
  "no-go": () =>
    makeReport(
      "no-go",
      "there is no go on the PATH, and a repair is made and judged by it",
      null,
      "install Go, for example with conda install go, and run the same command again",
    ),
  "repair-flag": ({ flag }: { flag: string }) =>
    makeReport(
      "setting-invalid",
      `with ${flag} in GOFLAGS, go reads other files than those that a repair would change`,
      "GOFLAGS",
      `take ${flag} out of GOFLAGS for this command`,
    ),
  "repair-interrupted": ({ folder }: { folder: string }) =>
    makeReport(
      "repair-interrupted",
      "an earlier repair was interrupted here, and its changes are to be undone first",
      folder,
      "run the same command without --dry-run",
    ),
  "repair-no-file": ({ path }: { path: string }) =>
    makeReport(
      "file-system",
      "this is not a file, and go would write one here",
      path,
      "move it out of the way, and run the same command again",
    ),
  "git-fault": ({ fault }: { fault: string }) =>
    makeReport(
      "uncommitted",
      `git does not say whether there are changes that it has not recorded: ${fault}`,
      null,
      "make git status work here, or add --allow-dirty",
    ),
  uncommitted: ({ paths }: { paths: readonly string[] }) =>
    makeReport(
      "uncommitted",
      "a repair would change what git has not recorded",
      paths.slice(0, SHOWN).join(", ") +
        (paths.length > SHOWN ? `, and ${paths.length - SHOWN} more` : ""),
      "commit or stash it first, or add --allow-dirty",
    ),
  "repair-busy": ({ folder }: { folder: string }) =>
    makeReport(
      "project-busy",
      "another repair is changing this project, or has just been",
      folder,
      "wait for it to end, then run the same command again",
    ),
  "repair-holder": ({ holder, path }: { holder: string; path: string }) =>
    makeReport(
      "project-busy",
      `another repair is changing this project, as process ${holder}`,
      path,
      `wait for it to end, then run the same command again; if there is no such process, delete ${path} first`,
    ),
  "repair-foreign": ({ path }: { path: string }) =>
    makeReport(
      "file-not-ours",
      "this is named like what an interrupted repair leaves, and was not made here",
      path,
      "look whether it holds files that the project lacks, as its list says, then move it away",
    ),
  "repair-edited": ({ path, folder }: { path: string; folder: string }) =>
    makeReport(
      "file-not-ours",
      "an earlier repair was interrupted, and this file was changed since",
      path,
      `move the file away to have the repair undone; to keep all as it is now, delete ${folder}, which holds the files of before`,
    ),
  "repair-left": ({
    left,
  }: {
    left: readonly {
      readonly path: string;
      /** Where it is kept; null where there was nothing. */
      readonly kept: string | null;
      readonly words: string;
    }[];
  }) =>
    makeReport(
      "file-system",
      `not everything could be put back as it was: ${left[0]?.words}`,
      left
        .map(({ path, kept }) => `${path} (${kept === null ? "was not there" : `kept as ${kept}`})`)
        .join(", "),
      "fix that and run the same command again, which puts it back first",
    ),
  interrupted: ({ folder }: { folder: string }) =>
    makeReport(
      "interrupted",
      "the repair was interrupted, and everything is as it was before",
      folder,
      "run the same command again",
    ),
};
