// Where a module cache may not be, as `go clean -modcache` deletes it with all that is in it.
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { makeError } from "../errors/error.js";
import { isCondaFolder } from "../names.js";
import type { Session } from "../session.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { isDirectory, physical, physicalAhead } from "./disk.js";
import { findRoots } from "./places.js";

/** @throws CondaGoHooksError `setting-invalid` when the folder holds an environment, or is one of conda's */
export function checkModuleCache(value: string, prefix: string, session: Session): void {
  const cache = physicalAhead(value.replace(PREFIX_PLACEHOLDER, () => prefix));
  const real = physical(prefix);
  const [above, name] = [dirname(cache), basename(cache)];
  const isPrefix = (folder: string) => isDirectory(join(folder, "conda-meta"));
  const at = { variable: "GOMODCACHE", value };
  if (holds(cache, real)) throw makeError("cache-holds", { ...at, what: "the environment" });
  if (isCondaFolder(name) && (isPrefix(above) || holds(join(above, "envs"), real)))
    throw makeError("cache-holds", { ...at, what: "conda's own files" });
  if (isPrefix(cache) || (!holds(real, cache) && holdsRoot(cache, session)))
    throw makeError("cache-holds", { ...at, what: "another environment" });
}

/** Whether the path is the folder or in it; both without links. */
function holds(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below.split(sep)[0] !== ".." && !isAbsolute(below);
}

function holdsRoot(folder: string, session: Session): boolean {
  return findRoots(session).some((root) => holds(folder, physical(root)));
}
