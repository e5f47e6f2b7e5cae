// The one error that we raise on purpose: what happened, where, and what to type next.
import { closestMatch } from "leven";

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
  | "environment-active"
  | "environment-busy"
  | "record-invalid"
  | "newer-version"
  | "file-not-ours"
  | "file-system"
  /** A scan has found no go.mod. */
  | "nothing-found"
  /** The user was asked, and said no. */
  | "declined"
  /** A fault of ours. */
  | "internal";

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

/** A hint for a name that does not exist: the nearest that does, or else a few; empty if there is none. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = closestMatch(name, known, { maxDistance: Math.max(2, Math.ceil(name.length / 3)) });
  if (near !== undefined) return `did you mean ${near}?`;
  const few = [...known].sort().slice(0, 20);
  return few.length === 0 ? "" : `there are ${few.join(", ")}`;
}

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
  const { code, syscall, path, message: text } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  const message = SYSTEM_ERRORS[code] ?? text;
  return new CondaGoHooksError(
    "file-system",
    message,
    path ?? null,
    "mend that and run the same command again",
  );
}

/** An error for whatever was thrown: what nobody expected becomes a fault of ours. */
export function toReportable(thrown: unknown): CondaGoHooksError {
  try {
    return expectError(thrown);
  } catch {
    const { stack } = thrown as Error;
    const hint = "this is a fault of conda-go-hooks: please report it, with what you typed";
    return new CondaGoHooksError("internal", `unexpected: ${stack ?? thrown}`, null, hint);
  }
}
