// A layer over the file system that dies, or fails, at the nth step that changes something.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

export interface Fault {
  /** The step at which it strikes, from 1. */
  readonly step: number;
  /** The code of the error that this one step fails with; null dies: from then on nothing changes any more. */
  readonly code: string | null;
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
  if (steps !== fault.step) return;
  const { code } = fault;
  throw Object.assign(new Error(`${code}: injected, ${syscall} '${path}'`), {
    code,
    syscall,
    path,
  });
}

const { chmod, mkdir, open, rename, rmdir, unlink } = fs;

Object.assign(fs, {
  chmod: async (path: string, mode: number) => {
    step("chmod", path);
    await chmod(path, mode);
  },
  mkdir: async (path: string) => {
    step("mkdir", path);
    await mkdir(path);
  },
  rename: async (from: string, to: string) => {
    step("rename", from);
    await rename(from, to);
  },
  rmdir: async (path: string) => {
    step("rmdir", path);
    await rmdir(path);
  },
  unlink: async (path: string) => {
    step("unlink", path);
    await unlink(path);
  },
  // A write may be cut off anywhere.
  writeFile: async (path: string, content: string | Buffer, { flag }: { flag: string }) => {
    step("open", path);
    const file = await open(path, flag);
    try {
      const bytes = Buffer.from(content as string);
      const half = bytes.length >> 1;
      step("write", path);
      await file.write(bytes.subarray(0, half));
      step("write", path);
      await file.write(bytes.subarray(half));
      step("fsync", path);
    } finally {
      await file.close();
    }
  },
});
syncBuiltinESMExports();
