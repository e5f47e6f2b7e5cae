// One writer at a time in a prefix: a lock that the kernel takes back however its holder ends.
import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CondaGoHooksError } from "../errors.js";

// conda only ever appends to it, and every environment has it: the lock adds no file of its own.
const LOCKED_FILE = "conda-meta/history";

// Far behind its end, as a lock keeps others from the bytes on Windows, and conda must get at them.
// macOS knows locks of whole files only, which keep nobody from anything.
const RANGE: readonly [number, number] = process.platform === "darwin" ? [0, 0] : [2 ** 40, 1];

// Nobody holds it for a second, unless stopped.
const PATIENCE = 60_000;

/** What we use of fs-native-extensions, which comes without types. */
interface Locks {
  /** Whether the lock is granted; it ends when the file is closed. */
  tryLock(fd: number, offset: number, length: number): boolean;
}

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
  const file = await open(join(prefix, LOCKED_FILE), "r+");
  try {
    return await work(await lock(file.fd, prefix, now() + patience));
  } finally {
    await file.close();
  }
}

async function lock(fd: number, prefix: string, deadline: number): Promise<boolean> {
  try {
    // CommonJS, as it is: an import would start all of Node's loader of ES modules for it.
    const { tryLock } = createRequire(import.meta.url)("fs-native-extensions") as Locks;
    while (!isGranted(() => tryLock(fd, ...RANGE))) {
      if (now() > deadline) throw busy(prefix);
      await setTimeout(20);
    }
    return true;
  } catch (error) {
    if (error instanceof CondaGoHooksError) throw error;
    return false;
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
    // Windows' word for held.
    if ((error as NodeJS.ErrnoException).code === "EBUSY") return false;
    throw error;
  }
}

function busy(prefix: string): CondaGoHooksError {
  return new CondaGoHooksError(
    "environment-busy",
    "another conda-go-hooks is at work on the environment, and does not finish",
    prefix,
    "end it, if it is stopped, and run the same command again",
  );
}
