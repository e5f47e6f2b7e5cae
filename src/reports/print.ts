// The only writer to stdout, and the one of most that goes to stderr.
import { fstatSync, statSync, writeSync } from "node:fs";

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

export type Channel = keyof typeof DESCRIPTORS;

/**
 * Prints the text as it is. A reader that has seen enough, such as head, is no error; a disk that is full
 * is one, and makes the exit code 2.
 */
export function print(channel: Channel, text: string): void {
  if (text === "") return;
  const rest = isStreamed(channel) ? text : writeAtOnce(channel, text);
  if (rest !== null) openStream(channel).write(rest);
}

/** When colours are printed; `auto` where they are seen. */
export type Colors = "auto" | "always" | "never";

let colors: Colors = "auto";
/** What Node is to go by at a terminal; its own unless given. */
let variables: Readonly<Record<string, string | undefined>> | undefined;

/**
 * Says when colours are printed, for the rest of this process.
 * @param typed what the user asks for; `auto` leaves it to the variables. Of these, NO_COLOR counts more
 */
export function setColors(typed: Colors, env: Readonly<Record<string, string | undefined>>): void {
  const { NO_COLOR, FORCE_COLOR } = env;
  const isForced = FORCE_COLOR && !["0", "false"].includes(FORCE_COLOR);
  const isRefused = NO_COLOR || (FORCE_COLOR && !isForced);
  colors = typed !== "auto" ? typed : isRefused ? "never" : isForced ? "always" : "auto";
  // An empty one says nothing, which not every Node knows.
  variables = { ...env, NO_COLOR: undefined, FORCE_COLOR: undefined };
}

/** Whether colours are to be printed there. */
export function hasColors(channel: Channel): boolean {
  if (colors !== "auto") return colors === "always";
  if (!isStreamed(channel)) return false;
  const stream = openStream(channel);
  return stream.isTTY === true && stream.hasColors(variables);
}

/** How many columns a line has there; null where that is no terminal, or nobody knows. */
export function findWidth(channel: Channel): number | null {
  if (!isStreamed(channel)) return null;
  const { isTTY, columns } = openStream(channel);
  return isTTY && columns > 0 ? columns : null;
}

/** Whether a person reads it. */
export function isTerminal(channel: Channel): boolean {
  return isStreamed(channel) && openStream(channel).isTTY === true;
}

const streams = new Map<Channel, NodeJS.WriteStream>();

/** Node opens a stream when it is first named, which takes it longer than all of our printing. */
function openStream(channel: Channel): NodeJS.WriteStream {
  let stream = streams.get(channel);
  if (stream === undefined) {
    stream = channel === "stdout" ? process.stdout : process.stderr;
    stream.on("error", (error) => reportLater(channel, error));
    streams.set(channel, stream);
  }
  return stream;
}

/** Whether it takes Node's stream: what is in one already must not be overtaken, and a terminal has colours. */
function isStreamed(channel: Channel): boolean {
  // Windows's console takes only what the stream makes of the text, and its pipes know no EAGAIN.
  if (streams.has(channel) || process.platform === "win32") return true;
  try {
    const status = fstatSync(DESCRIPTORS[channel]);
    return status.isCharacterDevice() && status.rdev !== statSync("/dev/null").rdev;
  } catch {
    return true;
  }
}

/** @returns what is left for the stream: somebody else has made this a pipe that does not wait for its reader */
function writeAtOnce(channel: Channel, text: string): Uint8Array | null {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(DESCRIPTORS[channel], bytes, written);
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    if (error.code === "EAGAIN") return bytes.subarray(written);
    reportLater(channel, error);
  }
  return null;
}

/** Later than the exit code that the command itself comes to. */
function reportLater(channel: Channel, { code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  setImmediate(() => {
    process.exitCode = 2;
    if (channel === "stdout") print("stderr", `error: the result cannot be written: ${message}\n`);
  });
}
