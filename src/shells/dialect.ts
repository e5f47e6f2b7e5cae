// What each shell language defines, one file a dialect.
import type { Word } from "./word.js";

/** Why the scripts of a shell cannot hold a value: faults of `errors/settings.ts`. */
export type ShellFault = "cmd-quote" | "cmd-exclamation" | "cmd-ascii";

export interface Dialect {
  /** The name of its folder below templates/. */
  readonly id: string;
  /** Of the hook scripts that conda runs in this language, with the dot. */
  readonly extension: string;
  /** What `--shell` calls it, the preferred name first. */
  readonly shells: readonly [string, ...string[]];
  /** The platforms on which an environment gets it unless `--shell` says otherwise. */
  readonly platforms: "all" | "unix" | "windows";
  /** Whether every version of the shells can hold a variable that is set and empty. */
  readonly holdsEmpty: boolean;
  /** The word as one whole, quoted word of this language. */
  quote(word: Word): string;
  /**
   * The word's text as a pattern that matches only that text, before quoting; null when there is none. Only for
   * languages in which quoting does not make a pattern literal.
   */
  pattern?(word: Word): Word | null;
  /** Why no quoting can hold this text of the settings in a script of the language; null when one can. */
  findFault?(text: string): ShellFault | null;
  /** The script as it goes to disk. */
  encode(script: string): string;
  /** What to type so that this shell runs what `command` prints. */
  evaluate(command: string): string;
  /** The line that runs the script at `path` in the running shell, as conda does. */
  source(path: string): string;
  /** The line that runs a program with arguments. */
  run(words: readonly string[]): string;
}
