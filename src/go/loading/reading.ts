// How a scan reads modules for one machine and one user.
import type { Session } from "../../session.js";
import { pathsOf } from "../paths.js";
import { findBuildTarget } from "./build-constraint.js";
import { findModuleCache } from "./module-cache.js";
import type { ReaderOptions } from "./module-reader.js";

/**
 * Finds out what the reader has to know.
 * @param session the Go variables in force, and the machine
 * @param tags the build tags of the GOFLAGS in force
 */
export function describeReading(
  { env, home, platform, arch }: Pick<Session, "env" | "home" | "platform" | "arch">,
  tags: readonly string[],
): ReaderOptions {
  const cache = findModuleCache(env, home);
  return {
    paths: pathsOf(platform),
    caches: cache === null ? [] : [cache],
    target: findBuildTarget(platform, arch, env, tags),
  };
}
