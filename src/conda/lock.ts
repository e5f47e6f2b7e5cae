// One writer at a time in a prefix: a lock that the kernel takes back however its holder ends.
import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CondaGoHooksError, makeError } from "../errors/error.js";

// conda only ever appends to it, and every environment has it: the lock adds no file of its own.
const LOCKED_FILE = "conda-meta/history";

// Far behind its end, as a lock keeps others from the bytes on Windows, and conda must get at them.
// macOS knows locks of whole files only, which keep nobody from anything.
const RANGE: readonly [number, number] = process.platform === "darwin" ? [0, 0] : [2 ** 40, 1];

// Nobody holds it for a second, unless stopped.
const PATIENCE = 60_000;

/**
 * Does the work while no other command of ours writes into the prefix.
 * @param work is told whether there is a lock: some file systems and C libraries have none
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

/** From fs-native-extensions; what it gives or throws means that the lock is granted, held or not to be had. */
function loadTryLock(): (fd: number) => boolean {
  // Not by an import, which would start Node's loader of ES modules for what is none.
  const load = createRequire(import.meta.url);
  const host = `${process.platform}-${process.arch}`;
  try {
    // It would find this by a search that takes a fifth of an installation.
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

/** In milliseconds; `performance.now` loads ten modules of Node for it. */
function now(): number {
  return process.uptime() * 1000;
}

function isGranted(tryLock: () => boolean): boolean {
  try {
    return tryLock();
  } catch (error) {
    // The words of Unix and of Windows for held.
    if (["EAGAIN", "EBUSY"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
