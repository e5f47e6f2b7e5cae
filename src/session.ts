// What this process gets from its user: taken once, at the start, and handed down.
import { readFileSync } from "node:fs";

export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** The homes of all users for root, and the own one for everybody else. */
  readonly homes: readonly string[];
  /** As in `process.platform`; all but `win32` are taken for Unix. */
  readonly platform: string;
  /** As in `process.arch`. */
  readonly arch: string;
  /** The shell in which the command was typed, such as `bash`; null when unknown. */
  readonly shell?: string | null;
  /** The person at the terminal; null without one. */
  readonly terminal: Terminal | null;
}

/** Somebody to ask, and to show the progress of long work. */
export interface Terminal {
  /** Whether somebody is there who can be asked. */
  canAnswer?(): boolean;
  /**
   * Asks whether to go on.
   * @param makeQuestion makes the question; null when there is none
   * @param byDefault the answer of who only presses Enter; yes unless given
   * @returns true too when nobody is there to ask
   */
  confirm(makeQuestion: () => Promise<string | null>, byDefault?: boolean): Promise<boolean>;
  /**
   * Asks which one of several it is to be.
   * @returns its number, from 0; null for none, and when nobody is there to ask
   */
  choose?(question: string, choices: readonly string[]): Promise<number | null>;
  /** Shows what is being done, until it is told of the next or of null. */
  showWork?(work: string | null): void;
  /** Shows `done` of `total`, but not in the first moments, and nothing after the end. */
  showProgress(done: number, total: number): void;
}

/** The session of this process. */
export function currentSession(terminal: Terminal | null = null): Session {
  return {
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    terminal,
    // These fail where there is no such folder, and not every command needs them.
    get shell() {
      return findShell(process.ppid);
    },
    get cwd() {
      return process.cwd();
    },
    get home() {
      return os().homedir();
    },
    get homes() {
      return findHomes();
    },
  };
}

const SHELLS = /^-?((?:ba|z|da|k|mk|ya|a|c|tc|fi)?sh|busybox|fish|pwsh|nu|xonsh)$/;

/** The shell among the ancestors of this process, but for the one in which npx starts us. */
function findShell(parent: number): string | null {
  try {
    for (let pid = parent; pid > 1; ) {
      const status = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [, name = "", above = "0"] = /^\d+ \((.*)\) . (\d+)/s.exec(status) ?? [];
      const isOfNpx = () =>
        /\0-c\0conda-go-hooks/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
      const shell = SHELLS.exec(name)?.[1];
      if (shell !== undefined && !isOfNpx()) return shell;
      pid = Number(above);
    }
  } catch {
    // Not on Linux, or not ours to look at.
  }
  return null;
}

// As conda does it for root, but without the users of a directory service. Whoever has set HOME asks for
// that one.
function findHomes(): string[] {
  const home = os().homedir();
  if (process.getuid?.() !== 0 || !isHomeOfUser(home)) return [home];
  try {
    const users = readFileSync("/etc/passwd", "utf8").split("\n");
    return [...new Set([home, ...users.flatMap((user) => user.split(":")[5] || [])])];
  } catch {
    return [home];
  }
}

function isHomeOfUser(home: string): boolean {
  try {
    return os().userInfo().homedir === home;
  } catch {
    // There are containers whose root is no user.
    return false;
  }
}

/** Not by an import: not every command asks for it. */
function os(): typeof import("node:os") {
  return process.getBuiltinModule("node:os");
}
