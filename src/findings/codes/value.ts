// What the findings about the value of a variable have in common.
import { change, type Origin } from "./change.js";
import { type Explanation, explain } from "./explanation.js";

/** A value that Go does not take as it is meant. */
export interface BadValue {
  readonly variable: string;
  /** As it may be shown. */
  readonly value: string;
  /** Where Go gets it from; null for one that is only asked for, and not set yet. */
  readonly from: Origin | null;
}

/**
 * The sentences about such a value.
 * @param fault what is wrong, with the verb, as it goes on behind the value
 * @param advice what to write instead
 * @param wanted the value that would be right; null for none at all
 */
export function explainValue(
  { variable, value, from }: BadValue,
  fault: string,
  go: readonly string[],
  advice: string,
  wanted: string | null = null,
): Explanation {
  const message = `${variable}='${value}' ${fault}`;
  if (from === null) return explain(message, go, advice);
  const { fix, commands } = change(variable, wanted, from);
  return explain(message, go, `${advice}: ${fix}`, ...commands);
}
