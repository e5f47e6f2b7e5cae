// What the user's shell hands to a program: taken once, at the door, and handed down from there.
import { homedir } from "node:os";

export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** The session of this process. */
export function currentSession(): Session {
  return { env: process.env, cwd: process.cwd(), home: homedir(), platform: process.platform };
}
