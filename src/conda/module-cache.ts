// Where a module cache may not be, as `go clean -modcache` deletes it with all that is in it.
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { makeError } from "../errors/error.js";
import { isCondaFolder } from "../names.js";
import type { Session } from "../session.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { isDirectory, physical, physicalAhead } from "./disk.js";
import { findRoots, readRegistered, selectEnvironments } from "./places.js";

/** @throws CondaGoHooksError `setting-invalid` when the folder holds what is not Go's */
export function checkModuleCache(value: string, prefix: string, session: Session): void {
  const cache = physicalAhead(value.replace(PREFIX_PLACEHOLDER, () => prefix));
  const what = findHeld(cache, prefix, session);
  if (what !== null) throw makeError("cache-holds", { variable: "GOMODCACHE", value, what });
}

/**
 * What `go clean -modcache` would delete that is not Go's; null when nothing.
 * @param cache without links
 */
export function findHeld(cache: string, prefix: string | null, session: Session): string | null {
  const real = prefix === null ? null : physical(prefix);
  const [above, name] = [dirname(cache), basename(cache)];
  const isPrefix = (folder: string) => isDirectory(join(folder, "conda-meta"));
  if (real !== null && holds(cache, real)) return "the environment";
  const isRoots = real !== null && holds(join(above, "envs"), real);
  if (isCondaFolder(name) && (isPrefix(above) || isRoots)) return "conda's own files";
  const isBelow = real !== null && holds(real, cache);
  const others = selectEnvironments(readRegistered(session.home));
  const known = isBelow ? others : [...others, ...findRoots(session)];
  if (isPrefix(cache) || known.some((other) => holds(cache, physical(other))))
    return "another environment";
  return holds(cache, physical(session.home)) ? "your home folder" : null;
}

/** Whether the path is the folder or in it; both without links. */
export function holds(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below.split(sep)[0] !== ".." && !isAbsolute(below);
}
