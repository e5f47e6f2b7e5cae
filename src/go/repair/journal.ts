// The folder in which a repair notes what it is about to change, for whoever has to put it back.
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join, relative } from "node:path";
import { makeError } from "../../errors/error.js";
import { tryLock } from "../../file-lock.js";
import { REPAIR_FOLDER, temporaryName } from "../../names.js";
import { patiently, sync, writeNew } from "../../whole-files.js";

/** One thing to put back. Paths are relative to the root, so that they are right where all of it was moved. */
export type Step =
  /** Nothing was there. */
  | { readonly kind: "absent"; readonly path: string }
  /** The original is in the journal, by that name; where it is not, it is in its place. */
  | { readonly kind: "kept"; readonly path: string; readonly kept: string }
  /** It was moved from the path, if that is what is there now. */
  | { readonly kind: "moved"; readonly path: string; readonly to: string; readonly id: string }
  /** A file was written as a whole; the sha256 of what it was, null for none, and is since. */
  | {
      readonly kind: "wrote";
      readonly path: string;
      readonly before: string | null;
      readonly after: string;
    }
  | Times;

/** Those of a folder, in seconds. */
interface Times {
  readonly kind: "times";
  readonly path: string;
  readonly atime: number;
  readonly mtime: number;
}

interface List {
  /** What {@link Journal.identity} was; no other journal has the same. */
  readonly identity: string;
  readonly steps: readonly Step[];
}

/** Held by one process at a time. */
export class Journal {
  /** What was noted, in that order. */
  steps: readonly Step[];
  private readonly list: string;
  private isCommitted = false;

  private constructor(
    readonly root: string,
    readonly folder: string,
    private readonly fd: number,
    private readonly holder: string | null,
    before: Times,
  ) {
    this.list = join(folder, "list");
    this.steps = [before];
  }

  /**
   * Opens the one that is there, or makes one.
   * @throws CondaGoHooksError `project-busy`
   */
  static open(given: string): Journal {
    const root = realpathSync(given);
    const folder = join(root, REPAIR_FOLDER);
    const lock = join(folder, "lock");
    const before = readTimes(root, root);
    for (;;) {
      ignoring(["EEXIST"], () => mkdirSync(folder, 0o700));
      // In somebody else's checkout it may be anything, above all a link to elsewhere.
      if (look(folder)?.isDirectory() === false)
        throw makeError("repair-foreign", { path: folder });
      let fd: number | null;
      try {
        fd = openLock(lock);
      } catch (error) {
        // Where it is not somebody else's, it was made for nothing.
        ignoring(null, () => {
          rmdirSync(folder);
          setTimes(root, before);
        });
        throw error;
      }
      if (fd === null) continue;
      let holder: string | null = null;
      try {
        const isGranted = tryLock(fd);
        if (isGranted === false) throw makeError("repair-busy", { folder: root });
        if (isGranted === null) holder = claim(folder, root);
        // Not where its former holder has removed it meanwhile, and somebody else locks another.
        if (fstatSync(fd, { bigint: true }).ino === look(lock)?.ino)
          return new Journal(root, folder, fd, holder, before);
      } catch (error) {
        closeSync(fd);
        throw error;
      }
      release(fd, holder);
    }
  }

  /**
   * Reads what one before has noted.
   * @returns whether there is anything to put back
   * @throws CondaGoHooksError `file-not-ours`
   */
  read(): boolean {
    if (look(this.list) === undefined) return false;
    const { identity, steps } = parseList(readFileSync(this.list, "utf8"));
    // A checkout may bring one along, which would have us write and remove whatever it likes.
    if (identity !== this.identity()) throw makeError("repair-foreign", { path: this.folder });
    this.steps = steps;
    return true;
  }

  /** Returns once these are on the disk, besides what was noted before. */
  async note(...more: readonly Step[]): Promise<void> {
    const steps = [...this.steps, ...more];
    // Else git would record it where a killed repair has left it.
    if (look(this.list) === undefined)
      ignoring(null, () => writeFileSync(join(this.folder, ".gitignore"), "*\n"));
    const text = JSON.stringify({ identity: this.identity(), steps } satisfies List);
    const temporary = temporaryName(this.list);
    rmSync(temporary, { force: true });
    await writeNew(temporary, text, 0o600);
    await patiently(() => renameSync(temporary, this.list));
    await syncPath(this.folder);
    this.steps = steps;
  }

  /** Crosses out all that was noted: from here on, nothing is put back. */
  async cross(isCommitted: boolean): Promise<void> {
    await patiently(() => ignoring(["ENOENT"], () => unlinkSync(this.list)));
    this.isCommitted = isCommitted;
  }

  /** Lets go of it, and removes it where there is nothing left to put back. */
  close(): void {
    // What is left here by a failure, the next one removes.
    const attempt = (change: () => void) => ignoring(null, change);
    const isDone = look(this.list) === undefined;
    if (isDone) {
      // What keeps others out goes last.
      const isLock = (name: string) => name === "lock" || HOLDER.test(name);
      const names = listNames(this.folder).filter((name) => OWN.test(name));
      for (const name of [...names.filter((name) => !isLock(name)), ...names.filter(isLock)])
        if (join(this.folder, name) !== this.holder)
          attempt(() => rmSync(join(this.folder, name), { recursive: true, force: true }));
    }
    release(this.fd, this.holder);
    if (!isDone) return;
    // Windows has had the lock's name until now. Another one may have begun meanwhile: then it stays.
    attempt(() => rmdirSync(this.folder));
    const [before] = this.steps;
    if (!this.isCommitted && before?.kind === "times") setTimes(this.root, before);
  }

  /**
   * Of the lock, which nothing changes once it is made: when that was, only the kernel says, and no checkout, archive
   * or copy has the same.
   */
  private identity(): string {
    const { ino, ctimeNs } = fstatSync(this.fd, { bigint: true });
    return `${ino} ${ctimeNs}`;
  }
}

/** Null where its folder has been removed meanwhile. */
function openLock(lock: string): number | null {
  // Windows has no such flag, and hardly such links.
  const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
  try {
    return openSync(lock, flags, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parseList(text: string): List {
  try {
    const { identity, steps } = JSON.parse(text);
    return { identity: String(identity), steps };
  } catch {
    return { identity: "", steps: [] };
  }
}

/** What we put into the journal; all else is somebody's, and keeps the folder there. */
const OWN = /^(?:\d+|gone\.\d+|holder\.\d+|list|lock|\.gitignore)(?:\.|$)/;
const HOLDER = /^holder\.\d+$/;

/**
 * For where there are no locks: a link that names the process, as nothing else is made and written in one. The one
 * with the highest number holds it, so that of two who find its process gone only one can follow.
 * @returns the link
 * @throws CondaGoHooksError `project-busy`
 */
function claim(folder: string, root: string): string {
  const [number, name] = listHolders(folder).at(-1) ?? [0, null];
  const former = name === null ? null : join(folder, name);
  const was = former && readHolder(former);
  if (former && was && isAlive(was))
    throw makeError("repair-holder", { holder: was, path: former });
  const own = join(folder, `holder.${number + 1}`);
  try {
    symlinkSync(`${process.pid} on ${hostname()}`, own);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw ["EEXIST", "ENOENT"].includes(code) ? makeError("repair-busy", { folder: root }) : error;
  }
  // Others may have come and gone between the two.
  if (former === null || readHolder(former) === was) return own;
  unlinkSync(own);
  throw makeError("repair-busy", { folder: root });
}

function release(fd: number, holder: string | null): void {
  if (holder !== null) ignoring(null, () => unlinkSync(holder));
  closeSync(fd);
}

/** Null where it is gone, or no link. */
function readHolder(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function listHolders(folder: string): (readonly [number: number, name: string])[] {
  return listNames(folder)
    .filter((name) => HOLDER.test(name))
    .map((name) => [Number(name.slice("holder.".length)), name] as const)
    .sort(([one], [other]) => one - other);
}

/** As far as can be told: of another machine, or of another container, it cannot. */
function isAlive(holder: string): boolean {
  const [, pid, host] = /^(\d+) on (.*)$/.exec(holder) ?? [];
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** What is there, be it a link; undefined where nothing is. */
export function look(path: string): BigIntStats | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false });
}

export function readTimes(folder: string, root: string): Times {
  const { atimeNs, mtimeNs } = statSync(folder, { bigint: true });
  const [atime, mtime] = [Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9];
  return { kind: "times", path: relative(root, folder), atime, mtime };
}

/** As far as we may: those of another's folder, only its owner sets. */
export function setTimes(folder: string, { atime, mtime }: Times): void {
  ignoring(null, () => utimesSync(folder, atime, mtime));
}

/** Returns once the file, or the folder's list of names, is on the disk. */
export async function syncPath(path: string): Promise<void> {
  // Windows does it for no folder, and for no file that is open for reading alone.
  if (process.platform === "win32") return;
  let fd: number | null = null;
  try {
    fd = openSync(path, "r");
    await sync(fd);
  } catch (error) {
    // What we may not read, and file systems that know no such thing.
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["EACCES", "EINVAL", "ENOTSUP"].includes(code)) throw error;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** Does what may fail in these ways; null for any. */
export function ignoring(codes: readonly string[] | null, change: () => void): void {
  try {
    change();
  } catch (error) {
    if (codes?.includes((error as NodeJS.ErrnoException).code ?? "") === false) throw error;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
