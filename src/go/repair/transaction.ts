// Changes files so that all of them are as they were before, whatever happens, unless the work is done.

// What does not come back: when an inode was changed last (ctime); a folder's times below a microsecond, as Node sets
// them no finer; the times of the folder that the journal is in, where the process is killed within the few steps
// that make or remove it; and which inode a file is, with its owner, its links and what else it has, where it had to be
// copied: across file systems, and where no links can be made.
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { FaultArgs } from "../../errors/catalogue.js";
import { makeError, toReportable } from "../../errors/error.js";
import { finalName, isTemporaryName, REPAIR_FOLDER, temporaryName } from "../../names.js";
import { patiently, writeNew } from "../../whole-files.js";
import { ignoring, Journal, look, readTimes, type Step, setTimes, syncPath } from "./journal.js";

export interface Transaction {
  /**
   * Keeps what is at the path, a file, folder, link or nothing, as it is, before whoever changes it next. What is
   * kept stays there as a copy; a folder, or a link to one, is moved away, so that nothing is there. Twice is once.
   * Of a link to a file it keeps the file, as go writes through the link.
   */
  keep(path: string): Promise<void>;
  /** Writes a file as a whole, with the mode of the one that was there; keeps that first. */
  write(path: string, text: string): Promise<void>;
  /** Moves a folder to where nothing is; whoever puts back moves it back. */
  move(from: string, to: string): Promise<void>;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does the work. Afterwards everything is as the work left it where it returns isDone; and else, or where it throws or
 * is interrupted by a signal, as it was before, byte for byte: contents, modes, times, links.
 * @param work is told by its AbortSignal when it is interrupted, and waited for
 * @throws CondaGoHooksError `project-busy`, `interrupted`, and `file-system` where something cannot be put back
 */
export async function withTransaction<Result extends { readonly isDone: boolean }>(
  root: string,
  work: (transaction: Transaction, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupt = () => interruption.abort();
  // Before the journal is made, as nobody else takes that away again.
  for (const name of SIGNALS) process.on(name, interrupt);
  try {
    return await withJournal(root, work, signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
  }
}

async function withJournal<Result extends { readonly isDone: boolean }>(
  root: string,
  work: (transaction: Transaction, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const journal = Journal.open(root);
  try {
    if (journal.read()) {
      checkEdited(journal);
      await putBack(journal);
      // Whatever the work is about, it was planned before.
      throw makeError("repair-busy", { folder: journal.root });
    }
    const { transaction, settle } = makeTransaction(journal);
    try {
      const result = await work(transaction, signal).finally(settle);
      // A signal that has come meanwhile is heard between one turn and the next.
      for (let turn = 0; turn < 2; turn += 1) await setImmediate();
      if (signal.aborted) throw makeError("interrupted", { folder: journal.root });
      await (result.isDone ? commit(journal) : putBack(journal));
      return result;
    } catch (error) {
      await putBack(journal);
      throw signal.aborted ? makeError("interrupted", { folder: journal.root }) : error;
    }
  } finally {
    journal.close();
  }
}

/**
 * Puts back what a transaction that was killed has left in this root.
 * @returns whether there was one
 * @throws CondaGoHooksError `project-busy`, `file-system`, `file-not-ours` where what is there was not made here or
 *   was changed since
 */
export async function recover(root: string): Promise<boolean> {
  if (!hasLeftovers(root)) return false;
  const journal = Journal.open(root);
  try {
    const isLeft = journal.read();
    if (!isLeft) return false;
    checkEdited(journal);
    await putBack(journal);
    return true;
  } finally {
    journal.close();
  }
}

/** What somebody has written since the transaction was killed is not to be lost. @throws CondaGoHooksError `file-not-ours` */
function checkEdited(journal: Journal): void {
  const wrote = journal.steps.filter((step) => step.kind === "wrote");
  for (const { path: name } of wrote) {
    const path = resolve(journal.root, name);
    const known = wrote.flatMap((one) => (one.path === name ? [one.before, one.after] : []));
    // Who has moved it away wants it put back.
    if (look(path) !== undefined && !known.includes(hashFile(path)))
      throw makeError("repair-edited", { path, folder: journal.folder });
  }
}

/** Null where there is no file. */
function hashFile(path: string): string | null {
  return look(path) === undefined
    ? null
    : createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Whether there is something in this root that only a transaction leaves. */
export function hasLeftovers(root: string): boolean {
  return look(join(root, REPAIR_FOLDER)) !== undefined;
}

/** @returns besides, what waits until nothing of it is going on any more */
function makeTransaction(journal: Journal) {
  /** The paths of what is kept, with no link in their folders. */
  const kept = new Set<string>();

  async function keep(given: string): Promise<void> {
    const path = locate(given);
    if (kept.has(path)) return;
    const there = look(path);
    if (there?.isSymbolicLink()) {
      const target = statSync(path, { throwIfNoEntry: false });
      if (target?.isFile()) return keep(realpathSync(path));
      // One that leads nowhere: go may write through it, or put something else in its place.
      if (target === undefined) await keep(resolve(dirname(path), readlinkSync(path)));
      await (target === undefined ? keepCopied(path) : keepMoved(path));
    } else if (there === undefined) {
      await note(dirname(path), { kind: "absent", path: relative(journal.root, path) });
    } else {
      await (there.isFile() ? keepCopied(path) : keepMoved(path));
    }
    kept.add(path);
  }

  /** Notes what is about to happen in a folder, and that folder's times before all else in it. */
  async function note(folder: string, step: Step): Promise<void> {
    const times = readTimes(folder, journal.root);
    const isNoted = journal.steps.some(({ kind, path }) => kind === "times" && path === times.path);
    await journal.note(...(isNoted ? [] : [times]), step);
  }

  async function noteKept(path: string): Promise<string> {
    const name = `${journal.steps.length}`;
    const step: Step = { kind: "kept", path: relative(journal.root, path), kept: name };
    await note(dirname(path), step);
    return join(journal.folder, name);
  }

  /** The original itself goes into the journal, as go writes into the file that is there; at no moment is none there. */
  async function keepCopied(path: string): Promise<void> {
    const original = await noteKept(path);
    try {
      linkSync(path, original);
    } catch {
      // Across file systems, and on some others.
      await copy(path, `${original}.part`);
      renameSync(`${original}.part`, original);
    }
    await syncPath(journal.folder);
    await copy(path, temporaryName(path));
    await patiently(() => renameSync(temporaryName(path), path));
  }

  async function keepMoved(path: string): Promise<void> {
    const original = await noteKept(path);
    if (await isRenamed(path, original)) return;
    await copy(path, `${original}.part`);
    renameSync(`${original}.part`, original);
    await syncPath(journal.folder);
    rmSync(path, { recursive: true });
  }

  async function write(given: string, text: string): Promise<void> {
    await keep(given);
    const path = follow(resolve(given));
    mkdirSync(dirname(path), { recursive: true });
    const there = lstatSync(path, { throwIfNoEntry: false });
    const mode = there ? there.mode & 0o7777 : 0o666 & ~process.umask();
    const temporary = temporaryName(path);
    await writeNew(temporary, text, mode, there && { owner: there });
    await journal.note({
      kind: "wrote",
      path: relative(journal.root, path),
      before: hashFile(path),
      after: hashFile(temporary) ?? "",
    });
    await patiently(() => renameSync(temporary, path));
  }

  async function move(from: string, to: string): Promise<void> {
    const source = locate(from);
    const there = look(source);
    if (there === undefined) throw systemError("ENOENT", source);
    if (look(to) !== undefined) throw systemError("EEXIST", resolve(to));
    // With the folders that are missing on the way there.
    await keep(to);
    mkdirSync(dirname(to), { recursive: true });
    const target = locate(to);
    const [path, moved] = [source, target].map((one) => relative(journal.root, one)) as [
      string,
      string,
    ];
    await note(dirname(source), { kind: "moved", path, to: moved, id: `${there.ino}` });
    await patiently(() => renameSync(source, target));
  }

  /** One after the other, whoever waits for them or not. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    <Args extends readonly unknown[]>(change: (...args: Args) => Promise<void>) =>
    (...args: Args): Promise<void> => {
      const turn = last.then(() => change(...args));
      last = turn.catch(() => undefined);
      return turn;
    };
  const transaction: Transaction = {
    keep: inTurn(keep),
    write: inTurn(write),
    move: inTurn(move),
  };
  return { transaction, settle: async () => void (await last) };
}

/** Leaves everything as it is now. */
async function commit(journal: Journal): Promise<void> {
  for (const step of journal.steps) {
    const path = resolve(journal.root, step.path);
    if (step.kind === "times" || step.kind === "wrote" || !look(path)?.isFile()) continue;
    if (step.kind === "kept" && isUnchanged(join(journal.folder, step.kept), path))
      // The original has finer times, and all its names.
      ignoring(null, () => renameSync(join(journal.folder, step.kept), path));
    else await syncPath(path);
  }
  await journal.cross(true);
}

function isUnchanged(original: string, path: string): boolean {
  const [before, after] = [original, path].map(look);
  return (
    before?.isFile() === true &&
    before.mode === after?.mode &&
    readFileSync(original).equals(readFileSync(path))
  );
}

/**
 * Puts everything back, the last change first. Whatever is interrupted here can be done again from the start.
 * @throws CondaGoHooksError `file-system`, with what is left once all that can be put back is
 */
async function putBack(journal: Journal): Promise<void> {
  const left: FaultArgs<"repair-left">[0]["left"][number][] = [];
  for (const step of [...journal.steps].reverse()) {
    try {
      await undo(step, journal);
    } catch (error) {
      left.push({
        path: resolve(journal.root, step.path),
        kept: step.kind === "kept" ? join(journal.folder, step.kept) : null,
        words: toReportable(error).message,
      });
    }
  }
  if (left.length > 0) throw makeError("repair-left", { left });
  await journal.cross(false);
}

async function undo(step: Step, journal: Journal): Promise<void> {
  const path = resolve(journal.root, step.path);
  switch (step.kind) {
    case "absent":
      await clear(path, journal);
      await removeTemporaries(path);
      return;
    case "kept":
      await removeTemporaries(path);
      await giveBack(join(journal.folder, step.kept), path, journal);
      return;
    case "moved": {
      const moved = resolve(journal.root, step.to);
      if (`${look(moved)?.ino}` === step.id) await giveBack(moved, path, journal);
      return;
    }
    case "wrote":
      return;
    case "times":
      setTimes(path, step);
  }
}

/** Moves back what is not in its place. */
async function giveBack(original: string, path: string, journal: Journal): Promise<void> {
  const [kept, there] = [original, path].map(look);
  if (kept === undefined) return;
  if (there?.isDirectory() || kept.isDirectory()) await clear(path, journal);
  mkdirSync(dirname(path), { recursive: true });
  // Nothing happens where both are still one file.
  if (!(await isRenamed(original, path))) {
    await copy(original, temporaryName(path));
    await patiently(() => renameSync(temporaryName(path), path));
    // At once, as half of it would be given back otherwise.
    await clear(original, journal);
  }
  await syncPath(dirname(path));
}

/** Takes away what is there now, at once where that can be. */
async function clear(path: string, journal: Journal): Promise<void> {
  if (look(path) === undefined) return;
  for (let number = 0; ; number += 1) {
    const gone = join(journal.folder, `gone.${number}`);
    if (look(gone) !== undefined) continue;
    if (!(await isRenamed(path, gone))) rmSync(path, { recursive: true });
    return;
  }
}

/** Renames, but not across file systems. */
async function isRenamed(from: string, to: string): Promise<boolean> {
  try {
    await patiently(() => renameSync(from, to));
    return true;
  } catch (error) {
    // A container's file system says so of folders that its image has.
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    return false;
  }
}

/** Copies a file, a folder or a link with all there is to it. */
async function copy(from: string, to: string): Promise<void> {
  const found = lstatSync(from);
  const times = [found.atimeMs / 1000, found.mtimeMs / 1000] as const;
  if (found.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    lutimesSync(to, ...times);
  } else if (found.isDirectory()) {
    mkdirSync(to, 0o700);
    for (const name of readdirSync(from)) await copy(join(from, name), join(to, name));
    chmodSync(to, found.mode & 0o7777);
    utimesSync(to, ...times);
    await syncPath(to);
  } else {
    const content = readFileSync(from);
    await writeNew(to, content, found.mode & 0o7777, { owner: found, times: found });
  }
}

/** Removes what writes to this path that were cut off have left beside it. */
async function removeTemporaries(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (isTemporaryName(name) && finalName(name) === basename(path))
      await patiently(() => rmSync(join(folder, name), { recursive: true, force: true }));
}

/** The path with the links of its folders resolved; the outermost of the folders that are missing on the way. */
function locate(given: string): string {
  let path = resolve(given);
  while (!existsSync(dirname(path))) path = dirname(path);
  return join(realpathSync(dirname(path)), basename(path));
}

/** Where a write to this path would go. */
function follow(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  return look(path)?.isSymbolicLink() ? follow(resolve(dirname(path), readlinkSync(path))) : path;
}

function systemError(errno: string, path: string): Error {
  const words = { ENOENT: "there is nothing at this path", EEXIST: "something is there already" };
  return makeError("system", { errno, words: words[errno as keyof typeof words], path });
}
