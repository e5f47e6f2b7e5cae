// Lets one command write into a prefix at a time, with a lock that the kernel frees however its holder ends.
import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CondaGoHooksError, makeError } from "../errors/error.js";

// conda only ever appends to it, and every environment has it: the lock adds no file of its own.
const LOCKED_FILE = "conda-meta/history";

// Far behind the file's end: on Windows, a lock keeps others from the locked bytes, and conda must read the file.
// macOS locks only whole files, and keeps nobody from reading them.
const RANGE: readonly [number, number] = process.platform === "darwin" ? [0, 0] : [2 ** 40, 1];

// No command holds it for even a second, unless it is stopped.
const PATIENCE = 60_000;

/**
 * Does the work while no other command of ours writes into the prefix.
 * @param work gets whether there is a lock: some file systems and C libraries have none
 * @throws CondaGoHooksError `environment-busy`
 */
export async function withLock<Result>(
  prefix: string,
  work: (isLocked: boolean) => Promise<Result>,
  patience: number = PATIENCE,
): Promise<Result> {
  const fd = openSync(join(prefix, LOCKED_FILE), "r+");
  try {
    return await work(await lock(fd, prefix, now() + patience));
  } finally {
    closeSync(fd);
  }
}

async function lock(fd: number, prefix: string, deadline: number): Promise<boolean> {
  try {
    const tryLock = loadTryLock();
    while (!isGranted(() => tryLock(fd))) {
      if (now() > deadline) throw makeError("busy", { prefix });
      await setTimeout(20);
    }
    return true;
  } catch (error) {
    if (error instanceof CondaGoHooksError) throw error;
    return false;
  }
}

/** From fs-native-extensions: it returns whether the lock is granted, or throws that it is held or does not exist. */
function loadTryLock(): (fd: number) => boolean {
  // Not an import, which would start Node's ES module loader for a CommonJS module.
  const load = createRequire(import.meta.url);
  const host = `${process.platform}-${process.arch}`;
  try {
    // Its own search for this file takes a fifth of the time of an installation.
    const binding = load(`fs-native-extensions/prebuilds/${host}/fs-native-extensions.node`);
    return (fd) => {
      binding.tryLock(fd, ...RANGE, true);
      return true;
    };
  } catch {
    const { tryLock } = load("fs-native-extensions");
    return (fd) => tryLock(fd, ...RANGE);
  }
}

/** In milliseconds; not `performance.now`, which makes Node load ten modules. */
function now(): number {
  return process.uptime() * 1000;
}

function isGranted(tryLock: () => boolean): boolean {
  try {
    return tryLock();
  } catch (error) {
    // Held, as Unix and Windows say it.
    if (["EAGAIN", "EBUSY"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
