// The person at the terminal: asked before a change in bulk, and shown how far a long work is.
import type { Terminal } from "../session.js";

// Less than a blink takes, in milliseconds: what ends sooner shows nothing.
const QUIET = 300;
const BETWEEN = 100;

/**
 * The terminal of this process. Where there is none, nobody is asked, and nothing is shown.
 * @param asks whether there are questions at all
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
      // Named no sooner than that: to open it takes time.
      if (now < next || done === total || !process.stderr.isTTY) return;
      next = now + BETWEEN;
      isShown = true;
      process.stderr.write(`${WIPE}${done} of ${total} environments`);
    },
  };
}

// To the start of the line, and all behind it away.
const WIPE = "\r\x1b[K";

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  // Lines as the terminal gives them: so Ctrl-C ends us as it ends any program.
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
