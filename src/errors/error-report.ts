// What an error says: a code for scripts, and the sentences for people.

/** What scripts may test; the sentences may change, these do not. */
export type ErrorCode =
  | "usage"
  | "setting-invalid"
  /** A settings file that cannot be gone by. */
  | "config-invalid"
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
  /** No conda package can have this name, version, build or license. */
  | "package-invalid"
  /** The channel has the package already, with other contents. */
  | "package-differs"
  /** The list of a channel's packages cannot be added to. */
  | "channel-invalid"
  /** Another command has been writing to the channel for too long. */
  | "channel-busy"
  /** Another repair is at this Go project. */
  | "project-busy"
  /** By Ctrl-C, or by another signal to end. */
  | "interrupted"
  /** A scan found no go.mod, or an environment has no settings to export. */
  | "nothing-found"
  /** What a repair would change has changes that git has not recorded. */
  | "uncommitted"
  /** An earlier repair has to be undone, and that is not for a dry run. */
  | "repair-interrupted"
  /** There is no go to make a repair. */
  | "no-go"
  /** No program has the name that `exec` is given. */
  | "command-not-found"
  /** It is there, and cannot be run. */
  | "command-not-executable"
  /** The user was asked, and said no. */
  | "declined"
  /** A bug of ours. */
  | "internal";

/** What scripts get of an error. */
export interface ErrorReport {
  readonly code: ErrorCode;
  /** What happened, as one sentence without a full stop. */
  readonly message: string;
  /** The file, folder, variable or option that it happened to. */
  readonly where: string | null;
  /** What to type or do next. */
  readonly hint: string | null;
}

/** Where and what to do may be unknown. */
export function makeReport(
  code: ErrorCode,
  message: string,
  where: string | null,
  hint: string | null,
): ErrorReport {
  return { code, message, where, hint };
}
