// What a shell language has to tell us about itself, one file a dialect.
import type { ShellFault } from "../errors/settings.js";
import type { Word } from "./word.js";

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
   * Of a language in which quotes do not reach into patterns: the word's text as a pattern that matches
   * it and nothing else, to be quoted as any word. Null when there is none.
   */
  pattern?(word: Word): Word | null;
  /** Why a text of the settings cannot stand in a script of this language, whatever the quoting. */
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
