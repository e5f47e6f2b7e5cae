// What can be in the way of a repair.
import type { ErrorReport } from "./error-report.js";

/** Of many paths, so many are named. */
const SHOWN = 5;

export const REPAIR = {
  "no-go": (): ErrorReport => ({
    code: "no-go",
    message: "there is no go on the PATH, and a repair is made and judged by it",
    where: null,
    hint: "install Go, for example with conda install go, and run the same command again",
  }),
  "repair-flag": ({ flag }: { flag: string }): ErrorReport => ({
    code: "setting-invalid",
    message: `with ${flag} in GOFLAGS, go reads other files than those that a repair would change`,
    where: "GOFLAGS",
    hint: `take ${flag} out of GOFLAGS for this command`,
  }),
  "repair-interrupted": ({ folder }: { folder: string }): ErrorReport => ({
    code: "repair-interrupted",
    message: "an earlier repair was interrupted here, and its changes are to be undone first",
    where: folder,
    hint: "run the same command without --dry-run",
  }),
  "repair-no-file": ({ path }: { path: string }): ErrorReport => ({
    code: "file-system",
    message: "this is not a file, and go would write one here",
    where: path,
    hint: "move it out of the way, and run the same command again",
  }),
  "git-fault": ({ fault }: { fault: string }): ErrorReport => ({
    code: "uncommitted",
    message: `git does not say whether there are changes that it has not recorded: ${fault}`,
    where: null,
    hint: "make git status work here, or add --allow-dirty",
  }),
  uncommitted: ({ paths }: { paths: readonly string[] }): ErrorReport => ({
    code: "uncommitted",
    message: "a repair would change what git has not recorded",
    where:
      paths.slice(0, SHOWN).join(", ") +
      (paths.length > SHOWN ? `, and ${paths.length - SHOWN} more` : ""),
    hint: "commit or stash it first, or add --allow-dirty",
  }),
};
