// A rendered script, printed or written to a file.
import type { Phase } from "../names.js";
import { inline, type Outcome } from "./outcome.js";
import { describeWarnings, type Warning, warn } from "./warnings.js";

export interface RenderedHook {
  /** The shell, as `--shell` names it. */
  readonly shell: string;
  readonly phase: Phase;
  readonly profile: string;
  /** The script, as `install` writes it. */
  readonly script: string;
}

export interface RenderResult extends Omit<RenderedHook, "script"> {
  /** The script, as `install` writes it; null when it went to a file. */
  readonly script: string | null;
  /** The file that `--out` names; null without one. */
  readonly out: string | null;
  readonly warnings: readonly Warning[];
}

/**
 * The outcome.
 * @param out the file that the script went to; null when it is printed
 * @param secrets the variables whose value holds a password
 */
export function describeRender(
  rendered: RenderedHook,
  out: string | null,
  secrets: readonly string[],
  isWindows: boolean,
): Outcome {
  const warnings = secrets.map((name) =>
    out === null ? warn("passwordHidden", { name }) : warn("passwordInFile", { name, isWindows }),
  );
  // The script may hold a password, and the file is only for those who may read it.
  const script = out === null ? rendered.script : null;
  const result: RenderResult = { ...rendered, script, out, warnings };
  return {
    result,
    ...(script === null ? { text: `Wrote ${inline(out ?? "")}` } : { text: "", script }),
    notes: describeWarnings({ warnings }),
    exitCode: 0,
  };
}
