// A finding: something that is wrong or worth knowing, and where.
import { CATALOGUE, type Explanation } from "./catalogue.js";

export type FindingCode = keyof typeof CATALOGUE;

/** What the sentences of a code are made of. */
export type FindingArgs<Code extends FindingCode> = Parameters<(typeof CATALOGUE)[Code]>[0];

/** `error` is what makes Go fail, `warning` what will bite later, `info` only explains. */
export type Level = "error" | "warning" | "info";

export interface Place {
  /** The file's path. */
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

/** Puts a finding together. */
export function makeFinding<Code extends FindingCode>(
  code: Code,
  level: Level,
  place: Place,
  args: FindingArgs<Code>,
): Finding {
  return { code, level, place, args } as unknown as Finding;
}

/** Its sentences. */
export function explainFinding({ code, args }: Finding): Explanation {
  return (CATALOGUE[code] as (args: unknown) => Explanation)(args);
}
