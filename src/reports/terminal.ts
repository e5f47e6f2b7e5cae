// The person at the terminal: asked before a change to many environments, and shown the progress of long work.
import type { Terminal } from "../session.js";

// In milliseconds. Work that ends sooner shows no progress.
const QUIET = 300;
const BETWEEN = 100;

/**
 * The terminal of this process. Without one, nothing is asked and nothing is shown.
 * @param asks whether to ask at all
 * @param shows whether to show progress
 */
export function openTerminal(asks: boolean, shows = true): Terminal {
  let next: number | null = null;
  let isShown = false;
  const isAnswered = () => asks && process.stdin.isTTY && process.stderr.isTTY;
  const isShowing = () => shows && process.stderr.isTTY;
  return {
    canAnswer: isAnswered,
    async confirm(makeQuestion, byDefault = true) {
      const question = isAnswered() ? await makeQuestion() : null;
      return question === null || confirm(question, byDefault);
    },
    async choose(question, choices) {
      return isAnswered() ? choose(question, choices) : null;
    },
    showWork(work) {
      if (isShowing()) process.stderr.write(`${WIPE}${work ?? ""}`);
    },
    showProgress(done, total) {
      const now = Date.now();
      next ??= now + QUIET;
      if (isShown && done === total) process.stderr.write(WIPE);
      // `process.stderr` is opened when it is first named, which takes time.
      if (now < next || done === total || !isShowing()) return;
      next = now + BETWEEN;
      isShown = true;
      process.stderr.write(`${WIPE}${done} of ${total} environments`);
    },
  };
}

// Goes to the start of the line and clears it.
const WIPE = "\r\x1b[K";

async function confirm(question: string, byDefault: boolean): Promise<boolean> {
  const answer = await ask(`${question}\nProceed [${byDefault ? "Y/n" : "y/N"}]? `, (typed) => {
    if (typed === "") return byDefault;
    if (/^y(?:es)?$/i.test(typed)) return true;
    return /^no?$/i.test(typed) ? false : null;
  });
  return answer ?? false;
}

function choose(question: string, choices: readonly string[]): Promise<number | null> {
  const lines = choices.map((choice, index) => `  ${index + 1}: ${choice}`);
  const text = [question, ...lines, `Which (1 to ${choices.length}, 0 for none)? `].join("\n");
  return ask(text, (typed) => {
    if (!/^\d+$/.test(typed) || Number(typed) > choices.length) return null;
    return Number(typed) - 1;
  }).then((number) => (number === -1 ? null : number));
}

/** Asks until there is an answer. @param read null for none @returns null where the input ends */
async function ask<Answer>(
  text: string,
  read: (typed: string) => Answer | null,
): Promise<Answer | null> {
  const { createInterface } = await import("node:readline/promises");
  // Not in raw mode, so that Ctrl-C ends us like any program.
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: false,
  });
  const isClosed = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
  try {
    for (;;) {
      const typed = await Promise.race([lines.question(text), isClosed]);
      if (typed === null) return null;
      const answer = read(typed.trim());
      if (answer !== null) return answer;
    }
  } finally {
    lines.close();
  }
}
