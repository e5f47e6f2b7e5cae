// What the user's shell hands to a program: taken once, at the door, and handed down from there.
import { readFileSync } from "node:fs";

export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** The homes of all users for who may look into them, and else the own one. */
  readonly homes: readonly string[];
  /** As in `process.platform`: `win32`, or one that is like Unix. */
  readonly platform: string;
  /** As in `process.arch`. */
  readonly arch: string;
  /** The name of the shell in which the command was typed, such as `bash`; null where it cannot be told. */
  readonly shell?: string | null;
  /** The person at the terminal; null where there is none, or none to be asked. */
  readonly terminal: Terminal | null;
}

/** Somebody who can be asked, and shown how far a long work is. */
export interface Terminal {
  /**
   * Asks whether to go on, where there is somebody to ask.
   * @param makeQuestion makes what to ask; null when there is no need to
   */
  confirm(makeQuestion: () => Promise<string | null>): Promise<boolean>;
  /** Nothing is shown during the first moments of a work, or after its end. */
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
