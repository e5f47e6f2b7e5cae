// The one error that we raise on purpose: what happened, where, and what to type next.

/** What scripts may test; the sentences may change, these do not. */
export type ErrorCode =
  | "usage"
  | "setting-invalid"
  | "no-environment"
  | "environment-unknown"
  | "environment-ambiguous"
  | "environment-invalid"
  | "environment-frozen"
  | "environment-read-only"
  | "record-invalid"
  | "file-not-ours"
  | "file-system";

export class CondaGoHooksError extends Error {
  /**
   * @param code what scripts may test
   * @param message what happened, as one sentence without a full stop
   * @param where the file, folder, variable or option that it happened to
   * @param hint what to type or do next
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly where: string | null = null,
    readonly hint: string | null = null,
  ) {
    super(message);
    this.name = "CondaGoHooksError";
  }

  toJSON(): { code: ErrorCode; message: string; where: string | null; hint: string | null } {
    return { code: this.code, message: this.message, where: this.where, hint: this.hint };
  }
}
