// A finding: something that is wrong or worth knowing, and where.
import { CATALOGUE } from "./catalogue.js";
import type { Explanation, Level } from "./codes/explanation.js";

export { change, type Origin } from "./codes/change.js";
export { makeCommand, splitCommand } from "./codes/command.js";
export type { Explanation, Level } from "./codes/explanation.js";

export type FindingCode = keyof typeof CATALOGUE;

/** What the sentences of a code are made from. */
export type FindingArgs<Code extends FindingCode> = Parameters<(typeof CATALOGUE)[Code]>[0];

export interface Place {
  /** The path of the file; "" where it is in none, as a variable of the shell is. */
  readonly file: string;
  /** From 1; null for the file as a whole. */
  readonly line: number | null;
}

/** A finding of one code. */
interface FindingOf<Code extends FindingCode> {
  readonly code: Code;
  readonly level: Level;
  readonly place: Place;
  readonly args: FindingArgs<Code>;
}

export type Finding = { [Code in FindingCode]: FindingOf<Code> }[FindingCode];

/** Puts a finding together; its code says which arguments it takes. */
export function makeFinding<Code extends FindingCode>(
  code: Code,
  level: Level,
  place: Place,
  args: FindingArgs<Code>,
): Finding {
  return { code, level, place, args } as unknown as Finding;
}

/** The sentences of a finding. */
export function explainFinding({ code, args }: Pick<Finding, "code" | "args">): Explanation {
  return (CATALOGUE[code] as (args: unknown) => Explanation)(args);
}
