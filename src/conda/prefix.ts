// Whether a prefix is an environment that we may read, and one that we may change.
import { constants } from "node:fs";
import { access, lstat, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, relative, sep } from "node:path";
import { CondaGoHooksError } from "../errors.js";
import { FOLDERS, JOURNAL_PATH, RECORD_PATH } from "../names.js";

/** @throws CondaGoHooksError `environment-invalid` unless conda would call it an environment */
export async function checkEnvironment(prefix: string): Promise<void> {
  const found = await stat(prefix).catch((error: NodeJS.ErrnoException) => {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(error.code ?? "")) return null;
    throw error;
  });
  if (!found?.isDirectory()) {
    throw invalid(
      prefix,
      found ? "is not a folder" : "does not exist",
      "check the path, or name the environment with -n NAME",
    );
  }
  if (!(await hasHistory(prefix))) {
    throw invalid(
      prefix,
      "is not a conda environment: it has no conda-meta/history",
      "make one with: conda create -n NAME go",
    );
  }
}

/** The mark by which conda tells an environment from any other folder. */
export async function hasHistory(prefix: string): Promise<boolean> {
  return exists(join(prefix, "conda-meta", "history"));
}

/**
 * Checks that conda can activate the environment: in one that it cannot, hooks are for nothing.
 * @throws CondaGoHooksError `environment-invalid`
 */
export function checkActivatable(prefix: string): void {
  // conda writes the prefix into double quotes without escaping it.
  const broken = /[$`"'\p{Cc}]/u.exec(prefix)?.[0];
  if (broken) {
    throw invalid(
      prefix,
      `has ${/\p{Cc}/u.test(broken) ? "a control character" : broken} in its path, and conda cannot activate such an environment`,
      "give the environment another path",
    );
  }
  if (prefix.includes(delimiter)) {
    throw invalid(
      prefix,
      `has ${delimiter} in its path, which separates the entries of PATH and GOPATH`,
      "give the environment another path",
    );
  }
}

/**
 * Checks that the environment may be changed, before a byte is written.
 * @throws CondaGoHooksError `environment-invalid`, `environment-frozen`, `environment-read-only`
 */
export async function checkWritable(prefix: string): Promise<void> {
  if (await exists(join(prefix, "conda-meta", "frozen"))) {
    throw new CondaGoHooksError(
      "environment-frozen",
      "the environment is frozen against changes",
      join(prefix, "conda-meta", "frozen"),
      "ask who froze it, or use a clone of it",
    );
  }
  for (const path of ["conda-meta/history", "", ...FOLDERS, RECORD_PATH, JOURNAL_PATH])
    await checkPath(prefix, path);
}

/** What is there must be writable, and must not lead out of the prefix by a symbolic link. */
async function checkPath(prefix: string, path: string): Promise<void> {
  const full = join(prefix, path);
  const found = await lstat(full).catch(() => null);
  if (!found) return;
  if (found.isSymbolicLink() && path !== "") {
    const inside = relative(await realpath(prefix), await realpath(full).catch(() => "/"));
    if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw invalid(
        full,
        "is a symbolic link that leads out of the environment",
        "replace the link by a folder",
      );
    }
  }
  const target = found.isSymbolicLink() ? await stat(full).catch(() => null) : found;
  if (FOLDERS.includes(path) && !target?.isDirectory()) {
    throw invalid(full, "is not a folder", "move it out of the way");
  }
  await access(full, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    // An uninstall that runs at the same time has just removed it.
    if (error.code === "ENOENT") return;
    throw new CondaGoHooksError(
      "environment-read-only",
      "the environment cannot be written to",
      full,
      "run it as the environment's owner",
    );
  });
}

function invalid(path: string, fault: string, hint: string): CondaGoHooksError {
  return new CondaGoHooksError("environment-invalid", `${path} ${fault}`, null, hint);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
