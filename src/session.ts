// What the user's shell hands to a program: taken once, at the door, and handed down from there.
import { homedir } from "node:os";

export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** As in `process.platform`: `win32`, or one that is like Unix. */
  readonly platform: string;
}

/** The session of this process. */
export function currentSession(): Session {
  return {
    env: process.env,
    platform: process.platform,
    // Both fail where there is no such folder, and not every command needs them.
    get cwd() {
      return process.cwd();
    },
    get home() {
      return homedir();
    },
  };
}
