// The two sides of a replace, from which most sentences are made.
import type { InFile } from "./command.js";

/** One side of a replace, such as `example.com/a v1.0.0` or `./a`. */
export type Side = string;

export interface Target {
  /** The left side. */
  readonly module: Side;
  /** The right side, as written. */
  readonly target: string;
}

/** A replace that has no effect. */
export interface Idle extends Target, InFile {
  readonly isVendored: boolean;
}
