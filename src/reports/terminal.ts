// The person at the terminal: asked before a change to many environments, and shown the progress of long work.
import type { Terminal } from "../session.js";

// In milliseconds. Work that ends sooner shows no progress.
const QUIET = 300;
const BETWEEN = 100;

/**
 * The terminal of this process. Without one, nothing is asked and nothing is shown.
 * @param asks whether to ask at all
 */
export function openTerminal(asks: boolean): Terminal {
  let next: number | null = null;
  let isShown = false;
  return {
    async confirm(makeQuestion) {
      const isAnswered = asks && process.stdin.isTTY && process.stderr.isTTY;
      const question = isAnswered ? await makeQuestion() : null;
      return question === null || confirm(question);
    },
    showProgress(done, total) {
      const now = Date.now();
      next ??= now + QUIET;
      if (isShown && done === total) process.stderr.write(WIPE);
      // `process.stderr` is opened when it is first named, which takes time.
      if (now < next || done === total || !process.stderr.isTTY) return;
      next = now + BETWEEN;
      isShown = true;
      process.stderr.write(`${WIPE}${done} of ${total} environments`);
    },
  };
}

// Goes to the start of the line and clears it.
const WIPE = "\r\x1b[K";

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  // Not in raw mode, so that Ctrl-C ends us like any program.
  const lines = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: false,
  });
  const isClosed = new Promise<string>((resolve) => lines.once("close", () => resolve("n")));
  try {
    for (;;) {
      const answer = await Promise.race([
        lines.question(`${question}\nProceed ([y]/n)? `),
        isClosed,
      ]);
      if (/^(?:y(?:es)?)?$/i.test(answer.trim())) return true;
      if (/^no?$/i.test(answer.trim())) return false;
    }
  } finally {
    lines.close();
  }
}
