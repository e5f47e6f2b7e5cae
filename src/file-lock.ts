// Locks a file between processes, with a lock that the kernel frees however its holder ends.
import { createRequire } from "node:module";

// Far behind the file's end: on Windows, a lock keeps others from the locked bytes, and conda must read the file.
// macOS locks only whole files, and keeps nobody from reading them.
const RANGE: readonly [number, number] = process.platform === "darwin" ? [0, 0] : [2 ** 40, 1];

/**
 * Takes the lock of a file that is open for writing, until it is closed.
 * @returns whether it is granted, or held by another; null where there is none: some file systems and C libraries
 */
export function tryLock(fd: number): boolean | null {
  try {
    return loadTryLock()(fd);
  } catch (error) {
    // Held, as Unix and Windows say it.
    const { code = "" } = error as NodeJS.ErrnoException;
    return ["EAGAIN", "EBUSY"].includes(code) ? false : null;
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
