// Puts a package into a channel: a folder that conda reads as it is, by its path or from a web server.
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, join } from "node:path";
import { makeError } from "../errors/error.js";
import { isTemporaryName } from "../names.js";
import type { CondaPackage } from "../packaging/conda-file.js";
import {
  type ChannelList,
  findNextBuild,
  mergeRepodata,
  REPODATA_PATH,
  REPODATA_SHADOWS,
  readRepodata,
  SUBDIR,
} from "../packaging/repodata.js";
import { patiently } from "../whole-files.js";
import { checkChannelPath } from "./channel-path.js";
import { isDirectory, isThere, listNames } from "./disk.js";
import { makeFolder, removeFile, replaceFiles } from "./files.js";
import { waitForLock } from "./lock.js";

const LOCK = ".conda-go-hooks.lock";

/** What publishing did, or would do. */
export interface Publication {
  /** The package in the channel. */
  readonly file: string;
  /** Whether the package or the list was, or would be, written. */
  readonly isChanged: boolean;
  /** Whether other commands of ours had to wait: some file systems and C libraries have no lock. */
  readonly isLocked: boolean;
  /** Files of the channel that say the same as its repodata.json, and now something older. */
  readonly outdated: readonly string[];
  /** Packages beside the list that it does not name, as where the list was not copied with them. */
  readonly unlisted: readonly string[];
  /** Packages that the list names and that are not there. */
  readonly missing: readonly string[];
}

/**
 * Writes the package into the channel, and names it in the channel's repodata.json: in this order, so that nobody is
 * told of a package that is not there.
 * @param isDryRun whether to look only
 * @param patience how long to wait for another command, in milliseconds; a minute unless given
 * @throws CondaGoHooksError `usage` for a path that conda would misread, `channel-invalid`, `package-differs`,
 *   `channel-busy`, `file-system`
 */
export async function publish(
  channel: string,
  made: CondaPackage,
  isDryRun: boolean,
  patience?: number,
): Promise<Publication> {
  checkChannel(channel);
  const folder = join(channel, SUBDIR);
  const outdated = REPODATA_SHADOWS.map((name) => join(folder, name)).filter(isThere);
  if (isDryRun) return { ...(await put(channel, made, true)), isLocked: true, outdated };
  const work = async (isLocked: boolean) => {
    // Without a lock, others may be about to write them.
    if (isLocked) await removeTemporaries(folder);
    return { ...(await put(channel, made, false)), isLocked, outdated };
  };
  return withChannelLock(channel, work, patience);
}

async function put(
  channel: string,
  made: CondaPackage,
  isDryRun: boolean,
): Promise<Omit<Publication, "isLocked" | "outdated">> {
  const folder = join(channel, SUBDIR);
  const file = join(folder, made.fileName);
  const repodata = join(channel, REPODATA_PATH);
  const there = readIfFile(file);
  const list = readRepodata(readIfFile(repodata), repodata);
  const names = listNames(folder);
  const build = findNextBuild(made, [...list.named, ...names]);
  if (there !== null && !there.equals(made.bytes))
    throw makeError("package-differs", { where: file, file: made.fileName, build });
  const { text, isChanged } = mergeRepodata(list, made, build);
  // Who can read the list can read what it names.
  const former = statSync(repodata, { throwIfNoEntry: false })?.mode;
  const mode = (former ?? 0o666 & ~process.umask()) & 0o777;
  // Together, so that on a full disk there is neither.
  const files = [
    ...(there === null ? [{ path: made.fileName, content: made.bytes }] : []),
    ...(isChanged ? [{ path: basename(repodata), content: text }] : []),
  ];
  if (!isDryRun) await replaceFiles(folder, files, mode);
  return { file, isChanged: files.length > 0, ...compare(list, names, made.fileName) };
}

/** What the list and the folder have that the other has not, besides the package that goes into both. */
function compare({ named, removed }: ChannelList, names: readonly string[], made: string) {
  const [listed, there] = [
    new Set<unknown>([...named, ...removed, made]),
    new Set([...names, made]),
  ];
  return {
    unlisted: names.filter((name) => /\.(?:conda|tar\.bz2)$/.test(name) && !listed.has(name)),
    missing: named.filter((name) => !there.has(name)),
  };
}

/** Removes what a killed run had begun to write: a channel is served as it is. */
async function removeTemporaries(folder: string): Promise<void> {
  for (const name of listNames(folder).filter(isTemporaryName)) await removeFile(folder, name);
}

/** Null where nothing is. @throws CondaGoHooksError for what is no file */
function readIfFile(path: string): Buffer | null {
  return isFileThere(path) ? readFileSync(path) : null;
}

/** False where nothing is. @throws CondaGoHooksError for what is no file: a link may lead anywhere */
function isFileThere(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw makeError("channel-not-file", { path });
  return found !== undefined;
}

function checkChannel(channel: string): void {
  checkChannelPath(channel);
  for (const path of [channel, join(channel, SUBDIR)])
    if (isThere(path) && !isDirectory(path)) throw makeError("channel-not-folder", { path });
  if (isDirectory(channel)) isFileThere(join(channel, LOCK));
}

/**
 * Does the work while no other command of ours writes to the channel. The lock's file goes with it: a channel is served
 * as it is.
 */
async function withChannelLock<Result>(
  channel: string,
  work: (isLocked: boolean) => Promise<Result>,
  patience?: number,
): Promise<Result> {
  makeFolder(join(channel, SUBDIR));
  const file = join(channel, LOCK);
  for (;;) {
    const fd = await openPatiently(file);
    try {
      shareLock(fd, channel);
      const isLocked = await waitForLock(
        fd,
        () => makeError("channel-busy", { path: channel }),
        patience,
      );
      // Whoever held it has removed the file that this one waited for.
      if (fstatSync(fd).ino !== statSync(file, { throwIfNoEntry: false })?.ino) continue;
      try {
        return await work(isLocked);
      } finally {
        removeLock(file);
      }
    } finally {
      closeSync(fd);
    }
  }
}

// A link is not followed, and a pipe that nobody reads is no reason to wait: Windows has neither.
const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Windows opens no file that is being removed. */
async function openPatiently(file: string): Promise<number> {
  let fd = -1;
  await patiently(() => {
    try {
      fd = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666);
    } catch (error) {
      isFileThere(file);
      throw error;
    }
  });
  return fd;
}

/** Whoever may write to the channel may wait for the lock, whatever the umask of its holder. */
function shareLock(fd: number, channel: string): void {
  try {
    fchmodSync(fd, statSync(channel).mode & 0o666);
  } catch {
    // It is another user's, who has done so.
  }
}

function removeLock(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Windows keeps it while others wait for it: the last of them removes it.
  }
}
