// Whether the folders in which Go keeps modules and builds are its own, can be written to, and have room.
import {
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Level,
  makeFinding,
} from "../../findings/finding.js";
import {
  type BuildCache,
  type Cache,
  findGiven,
  type ModuleCache,
  ofVariable,
  type Setup,
} from "./setup.js";

export function checkCaches(setup: Setup): Finding[] {
  const { moduleCache, buildCache } = setup;
  return [
    ...(moduleCache ? checkModules(moduleCache) : []),
    ...(buildCache ? checkBuilds(buildCache) : []),
    ...checkPrefixInProxy(setup),
  ];
}

export function describeCaches({ moduleCache, buildCache }: Setup): string {
  const caches = [moduleCache, buildCache].flatMap((cache) => cache?.path ?? []);
  return caches.join(", ") || "none";
}

function checkModules(cache: ModuleCache): Finding[] {
  const { path, variable, holds, locked, isWritable } = cache;
  if (holds !== null) {
    const { name, origin } = variable;
    const args = { variable: name, path, holds, origin };
    return [ofVariable(variable, "module-cache-holds", "error", args)];
  }
  return [
    ...(locked ? [of(cache, "module-cache-read-only", "warning", { path, ...locked })] : []),
    // What it has can still be built with.
    ...(isWritable ? [] : [sayUnwritable(cache, "modules", "warning")]),
  ];
}

// What the first build of a program with net/http takes.
const ROOM = 100 * 1024 * 1024;

function checkBuilds(cache: BuildCache): Finding[] {
  const { path, freeBytes, isWritable } = cache;
  if (!isWritable) return [sayUnwritable(cache, "builds", "error")];
  if (freeBytes === null || freeBytes >= ROOM) return [];
  const megabytes = Math.floor(freeBytes / 1024 / 1024);
  return [of(cache, "build-cache-disk-full", "warning", { path, megabytes })];
}

function sayUnwritable(
  cache: Cache,
  keeps: "modules" | "builds",
  level: "error" | "warning",
): Finding {
  const { path, variable } = cache;
  const { name, origin } = variable;
  return of(cache, "cache-not-writable", level, { variable: name, path, keeps, origin });
}

/**
 * The list of the profile offline has the prefix in a URL, and an environment may have been moved to where it cannot
 * stand in one.
 */
function checkPrefixInProxy(setup: Setup): Finding[] {
  const { prefix } = setup;
  const proxy = findGiven(setup, "GOPROXY");
  const at = proxy?.value.indexOf(`file:///${prefix}/`) ?? -1;
  const character = /[%,|?#]/.exec(prefix ?? "")?.[0];
  if (proxy === undefined || at < 0 || character === undefined) return [];
  const { origin } = proxy;
  return [ofVariable(proxy, "prefix-in-proxy", "error", { character, origin })];
}

/** A finding about the folder itself. */
function of<Code extends FindingCode>(
  { path }: Cache,
  code: Code,
  level: Level,
  args: FindingArgs<Code>,
): Finding {
  return makeFinding(code, level, { file: path, line: null }, args);
}
