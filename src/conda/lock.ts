// Lets one command write into a prefix at a time.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeError } from "../errors/error.js";
import { tryLock } from "../file-lock.js";

// conda only ever appends to it, and every environment has it: the lock adds no file of its own.
const LOCKED_FILE = "conda-meta/history";

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
    return await work(await waitForLock(fd, () => makeError("busy", { prefix }), patience));
  } finally {
    closeSync(fd);
  }
}

/**
 * Waits until no other process has the file locked, and locks it until it is closed.
 * @param describe the error of one that waits for too long
 * @returns whether there is a lock: some file systems and C libraries have none
 */
export async function waitForLock(
  fd: number,
  describe: () => Error,
  patience: number = PATIENCE,
): Promise<boolean> {
  const deadline = now() + patience;
  for (;;) {
    const isGranted = tryLock(fd);
    if (isGranted !== false) return isGranted ?? false;
    if (now() > deadline) throw describe();
    await setTimeout(20);
  }
}

/** In milliseconds; not `performance.now`, which makes Node load ten modules. */
function now(): number {
  return process.uptime() * 1000;
}
