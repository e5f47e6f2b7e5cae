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

/** What scripts get of an error. */
export type ErrorReport = ReturnType<CondaGoHooksError["toJSON"]>;

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EISDIR: "a folder stands where a file should be",
  ENOTDIR: "a file stands where a folder should be",
  ELOOP: "the symbolic links go round in a circle",
};

/** An error of ours, or of the file system in our words; any other is a fault of ours and thrown on. */
export function expectError(error: unknown): CondaGoHooksError {
  if (error instanceof CondaGoHooksError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const message = code === undefined ? undefined : SYSTEM_ERRORS[code];
  if (message === undefined) throw error;
  return new CondaGoHooksError(
    "file-system",
    message,
    path ?? null,
    "mend that and run the same command again",
  );
}
