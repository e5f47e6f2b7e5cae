// What may be typed next, in lines for the scripts of completion.
import { makePrintable, type Outcome } from "./outcome.js";

/** One word that may stand there. */
export interface Candidate {
  readonly value: string;
  /** What it is, in a few words; "" where its name says it. */
  readonly description: string;
}

/**
 * What the shell completes by itself besides the candidates: nothing, files, folders, or the command line of another
 * program, which begins behind so many words.
 */
export type Kind = "words" | "files" | "folders" | `command ${number}`;

/**
 * The kind in the first line, and a candidate in each of the others, with a tab before its description. What is not
 * printed as it is, such as a line break in the name of a folder, cannot be typed as it is either: it is left out.
 */
export function describeCandidates(kind: Kind, candidates: readonly Candidate[]): Outcome {
  const isPlain = (text: string) => !text.includes("\n") && makePrintable(text) === text;
  const lines = candidates
    .filter(({ value }) => isPlain(value))
    .map(({ value, description }) => `${value}\t${isPlain(description) ? description : ""}`);
  return {
    result: { kind, candidates },
    text: "",
    script: [kind, ...lines, ""].join("\n"),
    notes: [],
    exitCode: 0,
  };
}

export interface CompletionResult {
  readonly shell: string;
  /** What that shell is to run when it starts. */
  readonly script: string;
}

/** The script, as it stands. */
export function describeCompletion(result: CompletionResult): Outcome {
  return { result, text: "", script: result.script, notes: [], exitCode: 0 };
}
