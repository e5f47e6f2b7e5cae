// A layer over the file system that dies, or fails, at the nth step that changes something.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

export interface Fault {
  /** The step at which it strikes, from 1. */
  readonly step: number;
  /** The code of the error that this one step fails with; null dies: from then on nothing changes any more. */
  readonly code: string | null;
  /** The end of a folder's path that cannot be removed meanwhile, as on Windows when a program stands in it. */
  readonly inUse?: string | undefined;
}

let fault: Fault | null = null;
let steps = 0;

/** What a dead process's step is answered with; nobody is left to see it. */
class Death extends Error {}

/** Does the work with this fault in the file system. @returns whether the fault struck */
export async function withFault(wanted: Fault, work: () => Promise<void>): Promise<boolean> {
  fault = wanted;
  steps = 0;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Death)) throw error;
  } finally {
    fault = null;
  }
  return steps >= wanted.step;
}

function step(syscall: string, path: unknown): void {
  if (fault === null) return;
  steps += 1;
  if (fault.code === null && steps >= fault.step) throw new Death();
  if (steps === fault.step) fail(fault.code as string, syscall, path);
  const { inUse } = fault;
  if (syscall === "rmdir" && inUse && `${path}`.endsWith(inUse)) fail("EBUSY", syscall, path);
}

function fail(code: string, syscall: string, path: unknown): never {
  const error = new Error(`${code}: injected, ${syscall} '${path}'`);
  throw Object.assign(error, { code, syscall, path });
}

const { existsSync, fchmodSync, fsync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync } =
  fs;
const { rmSync, unlinkSync, writeFileSync, writeSync } = fs;

/** The paths of the files that are open for writing. */
const paths = new Map<unknown, unknown>();

/** Those whose first argument is a path, or else a file that is open, and that are one step. */
const SIMPLE = {
  ...{ chmodSync: fs.chmodSync, fchownSync: fs.fchownSync, futimesSync: fs.futimesSync },
  ...{ linkSync: fs.linkSync, lutimesSync: fs.lutimesSync, symlinkSync: fs.symlinkSync },
  ...{ utimesSync: fs.utimesSync },
};
for (const [name, change] of Object.entries(SIMPLE)) {
  const stepped = (...args: readonly unknown[]) => {
    step(name.replace("Sync", ""), paths.get(args[0]) ?? args[0]);
    (change as (...args: readonly unknown[]) => void)(...args);
  };
  Object.assign(fs, { [name]: stepped });
}

// The tests use these too: while there is no fault, they are what they were.
Object.assign(fs, {
  fchmodSync: (...args: Parameters<typeof fchmodSync>) => {
    step("fchmod", paths.get(args[0]));
    fchmodSync(...args);
  },
  mkdirSync: (...args: Parameters<typeof mkdirSync>) => {
    step("mkdir", args[0]);
    return mkdirSync(...args);
  },
  renameSync: (...args: Parameters<typeof renameSync>) => {
    step("rename", args[0]);
    renameSync(...args);
  },
  rmdirSync: (...args: Parameters<typeof rmdirSync>) => {
    step("rmdir", args[0]);
    rmdirSync(...args);
  },
  unlinkSync: (...args: Parameters<typeof unlinkSync>) => {
    step("unlink", args[0]);
    unlinkSync(...args);
  },
  openSync: (...args: Parameters<typeof openSync>) => {
    const [path, flags] = args;
    const isMade = typeof flags === "number" && flags & fs.constants.O_CREAT && !existsSync(path);
    if (flags === "wx" || isMade) step("open", path);
    const fd = openSync(...args);
    paths.set(fd, args[0]);
    return fd;
  },
  // The removal of a folder may be cut off anywhere.
  rmSync: (...args: Parameters<typeof rmSync>) => {
    const [path, options] = args;
    if (fault !== null) {
      step("rm", path);
      const found = fs.lstatSync(path, { throwIfNoEntry: false });
      const [first] = found?.isDirectory() ? readdirSync(`${path}`) : [];
      if (first !== undefined) {
        rmSync(`${path}/${first}`, options);
        step("rm", path);
      }
    }
    rmSync(...args);
  },
  // A write may be cut off anywhere.
  writeFileSync: (...args: Parameters<typeof writeFileSync>) => {
    const [fd, content] = args;
    if (fault === null) return writeFileSync(...args);
    const bytes = Buffer.from(content as string);
    const half = bytes.length >> 1;
    if (typeof fd !== "number") {
      step("write", fd);
      writeFileSync(fd, bytes.subarray(0, half));
      step("write", fd);
      return writeFileSync(fd, bytes);
    }
    step("write", paths.get(fd));
    writeSync(fd, bytes.subarray(0, half));
    step("write", paths.get(fd));
    writeSync(fd, bytes.subarray(half));
  },
  fsync: (...[fd, callback]: Parameters<typeof fsync>) => {
    try {
      step("fsync", paths.get(fd));
    } catch (error) {
      return callback(error as Error);
    }
    fsync(fd, callback);
  },
});
syncBuiltinESMExports();
