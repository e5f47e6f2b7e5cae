// A rule: what Go makes of the value of a variable.
import type { BadValue } from "../codes/value.js";
import type { FindingArgs, FindingCode, Level } from "../finding.js";

/** A finding that has no place yet. */
export type ValueFault = {
  [Code in FindingCode]: {
    readonly code: Code;
    readonly level: Level;
    readonly args: FindingArgs<Code>;
  };
}[FindingCode];

/** The newest Go whose rules we know, as the minor version. */
export const NEWEST_KNOWN = 27;

/** Whose rules count. */
export interface Rules {
  /** As in `process.platform`. */
  readonly platform: string;
  /** The minor version of the Go that is to take the value; null for any that we know. */
  readonly minor: number | null;
}

/** @param value as Go gets it @param bad the same as findings name it */
export type Rule = (value: string, bad: BadValue, rules: Rules) => readonly ValueFault[];

export function makeFault<Code extends FindingCode>(
  code: Code,
  level: Level,
  args: FindingArgs<Code>,
): ValueFault {
  return { code, level, args } as unknown as ValueFault;
}
