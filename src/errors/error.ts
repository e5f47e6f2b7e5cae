// The one error that we raise on purpose, and how any other becomes one.
import { finalName } from "../names.js";
import { CATALOGUE, type Fault, type FaultArgs } from "./catalogue.js";
import type { ErrorCode, ErrorReport } from "./error-report.js";

export class CondaGoHooksError extends Error {
  /** What each of them means, {@link ErrorReport} says. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly where: string | null = null,
    readonly hint: string | null = null,
    /** What it was made from; null for what no catalogue has. */
    readonly fault: Fault | null = null,
  ) {
    super(message);
    this.name = "CondaGoHooksError";
  }

  toJSON(): ErrorReport {
    return { code: this.code, message: this.message, where: this.where, hint: this.hint };
  }
}

/** The error of a fault, in the catalogue's words. */
export function makeError<One extends Fault>(fault: One, ...args: FaultArgs<One>) {
  const describe = CATALOGUE[fault] as (...args: FaultArgs<One>) => ErrorReport;
  const { code, message, where, hint } = describe(...args);
  return new CondaGoHooksError(code, message, where, hint, fault);
}

/** An error of ours, or of the file system in our words; any other is a bug of ours and thrown on. */
export function expectError(error: unknown): CondaGoHooksError {
  if (error instanceof CondaGoHooksError) return error;
  const { code, syscall, path = null, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return makeError("system", { errno: code, words: message, path: path && finalName(path) });
}

/** An error for whatever was thrown: what nobody expected is a bug of ours. */
export function toReportable(thrown: unknown): CondaGoHooksError {
  try {
    return expectError(thrown);
  } catch {
    const { stack } = thrown as Error;
    return makeError("bug", { words: stack ?? String(thrown) });
  }
}
