// Runs a command as if it had been started in place of this process: its streams, its signals, its end.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { resolve } from "node:path";
import { isatty } from "node:tty";
import { CondaGoHooksError, makeError } from "../errors/error.js";
import { findProgram, listCandidates } from "../find-program.js";
import type { Session } from "../session.js";
import { isFile, isThere } from "./disk.js";

/**
 * Runs the command in the session's environment, and passes on to it what signals reach this process. Where one has
 * killed the command, it kills this process too, but for those that would leave a core file of it.
 * @param words the program, as a shell takes it, and its arguments
 * @returns its exit code; where a signal killed it that does not kill this process, 128 and the signal's number
 * @throws CondaGoHooksError `command-not-found`, `command-not-executable`; then nothing was run
 */
export async function runInstead(
  [name = "", ...args]: readonly string[],
  session: Pick<Session, "env" | "platform" | "cwd">,
): Promise<number> {
  const file = findCommand(name, session);
  const { env, platform } = session;
  const start = /\.(?:cmd|bat)$/i.test(file) && platform === "win32" ? startBatch : startProgram;
  let child: ChildProcess | null = null;
  // Already now, so that no signal ends this process alone: a listener runs at the first await, when there is a child.
  const stopListening = passSignals(platform, (signal) => child?.kill(signal));
  try {
    child = start(file, name, args, env);
    await once(child, "spawn");
  } catch (thrown) {
    stopListening();
    if (thrown instanceof CondaGoHooksError) throw thrown;
    const { code, message } = thrown as NodeJS.ErrnoException;
    // The program itself was found.
    throw code === "ENOENT" && platform !== "win32"
      ? makeError("no-interpreter", { file, interpreter: readInterpreter(file) })
      : makeError("command-not-executable", { file, words: message });
  }
  const [code, signal] = await once(child, "exit");
  stopListening();
  return signal === null ? code : endBy(signal);
}

/** Like a shell, but never in the current folder unless a path says so. */
function findCommand(name: string, session: Pick<Session, "env" | "platform" | "cwd">): string {
  const isPath = (session.platform === "win32" ? /[/\\]/ : /\//).test(name);
  const wanted = isPath ? resolve(session.cwd, name) : name;
  const found = findProgram(wanted, session);
  if (found !== null) return found;
  const there =
    name === "" ? undefined : listCandidates(wanted, session).find(isPath ? isThere : isFile);
  throw there === undefined
    ? makeError("command-not-found", { name, isPath })
    : makeError("command-not-executable", { file: there, words: null });
}

function startProgram(
  file: string,
  name: string,
  args: readonly string[],
  env: Session["env"],
): ChildProcess {
  return spawn(file, args, { env, stdio: "inherit", argv0: name });
}

/** @returns what the script says that it is run by; null where it says nothing, as a binary does */
function readInterpreter(file: string): string | null {
  // Its end of line may be of Windows: then that is what there is no such program with.
  return /^#![ \t]*([^ \t\n]+)/.exec(readFileSync(file, "utf8"))?.[1] ?? null;
}

/** By cmd.exe, in quotes that nothing in a word ends: what would, or what cmd.exe reads even there, is refused. */
function startBatch(
  file: string,
  _: string,
  args: readonly string[],
  env: Session["env"],
): ChildProcess {
  const words = [file, ...args];
  const wrong = words.find((word) => /["%\r\n]/.test(word));
  if (wrong !== undefined) throw makeError("batch-argument", { file, argument: wrong });
  // A backslash at the end would take the quote behind it for the program that the file runs.
  const line = words.map((word) => `"${word.replace(/\\+$/, "$&$&")}"`).join(" ");
  const root = env.SystemRoot ?? env.SYSTEMROOT ?? "C:\\Windows";
  return spawn(`${root}\\System32\\cmd.exe`, ["/d", "/v:off", "/s", "/c", `"${line}"`], {
    env,
    stdio: "inherit",
    windowsVerbatimArguments: true,
  });
}

// Those that a program may be sent, and that are not about what it has done itself.
const SIGNALS: readonly NodeJS.Signals[] = [
  ...(["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGIO"] as const),
  ...(["SIGPWR", "SIGURG", "SIGXCPU"] as const),
];
// A terminal sends these itself to all that runs in its foreground, and so to the command.
const OF_TERMINAL: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGWINCH", "SIGCONT"];

// The system writes a core file of what these end, and that of the command is the one to look at.
const DUMPING: readonly NodeJS.Signals[] = [
  ...(["SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSEGV"] as const),
  ...(["SIGXCPU", "SIGXFSZ", "SIGSYS"] as const),
];

/** @returns what ends it */
function passSignals(platform: string, pass: (signal: NodeJS.Signals) => void): () => void {
  const isWindows = platform === "win32";
  // Windows sends them to the command too; here, only this process must not end by them.
  const signals = isWindows ? (["SIGINT", "SIGBREAK"] as const) : [...SIGNALS, ...OF_TERMINAL];
  const known = signals.filter((signal) => signal in constants.signals);
  const listener = (signal: NodeJS.Signals) => {
    const isSent = isWindows || (OF_TERMINAL.includes(signal) && isInForeground());
    if (!isSent) pass(signal);
  };
  for (const signal of known) process.on(signal, listener);
  return () => {
    for (const signal of known) process.off(signal, listener);
  };
}

/** Whether this process is in the foreground of a terminal. */
function isInForeground(): boolean {
  try {
    const [, , group, , , terminal] = readFileSync("/proc/self/stat", "utf8")
      .replace(/.*\) /s, "")
      .split(" ");
    return group === terminal;
  } catch {
    // Where there is no such file, as on macOS.
    return [0, 1, 2].some(isatty);
  }
}

/** Ends this process by the signal. @returns the exit code where it does not */
async function endBy(signal: NodeJS.Signals): Promise<number> {
  const exitCode = 128 + (constants.signals[signal] ?? 0);
  if (DUMPING.includes(signal)) return exitCode;
  try {
    process.kill(process.pid, signal);
  } catch {
    // Windows knows few.
  }
  // Time for it to come.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return exitCode;
}
