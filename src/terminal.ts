// The person at the terminal: asked before a change in bulk, and shown how far a long work is.
import { createInterface } from "node:readline/promises";
import type { Terminal } from "./session.js";

// Less than a blink takes, in milliseconds: what ends sooner shows nothing.
const QUIET = 300;
const BETWEEN = 100;

/**
 * The terminal of this process; null where stderr is none.
 * @param asks whether there are questions; where there is nobody to answer, there are none either
 */
export function openTerminal(asks: boolean): Terminal | null {
  const stderr = process.stderr;
  if (!stderr.isTTY) return null;
  let start: number | null = null;
  let next = 0;
  return {
    async confirm(question) {
      return asks && process.stdin.isTTY ? confirm(question) : true;
    },
    showProgress(done, total) {
      const now = performance.now();
      start ??= now;
      const isShown = next > 0;
      if (done === total) {
        if (isShown) stderr.write(WIPE);
      } else if (now >= Math.max(start + QUIET, next)) {
        next = now + BETWEEN;
        stderr.write(`${WIPE}${done} of ${total} environments`);
      }
    },
  };
}

// To the start of the line, and all behind it away.
const WIPE = "\r\x1b[K";

async function confirm(question: string): Promise<boolean> {
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
