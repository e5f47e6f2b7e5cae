// Puts settings files on the disk and reads them, for the tests of what is in them.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FoundConfig, findConfig } from "../../src/config/find-config.js";
import { CondaGoHooksError } from "../../src/errors/error.js";
import type { Session } from "../../src/session.js";
import { makeFolder } from "../setup/environments.js";

export type Files = Readonly<Record<string, string | Buffer>>;

export function makeSession(cwd: string, more: Partial<Session> = {}): Session {
  const homes = { home: cwd, homes: [cwd] };
  return { env: {}, cwd, ...homes, platform: "linux", arch: "x64", terminal: null, ...more };
}

export function writeFiles(folder: string, files: Files): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What is found in a new folder with these files. */
export function findIn(files: Files): FoundConfig | null {
  return findConfig(undefined, makeSession(writeFiles(makeFolder(), files)));
}

export interface Refusal {
  readonly fault: string | null;
  /** Without the folder before the names of files, as in the hint. */
  readonly where: string;
  readonly hint: string;
  readonly message: string;
}

/** The one error with which it ends to look for settings in a new folder with these files. */
export function refusalOf(files: Files, named?: string): Refusal {
  return refusalIn(writeFiles(makeFolder(), files), named);
}

/** The same in a folder that is there. */
export function refusalIn(folder: string, named?: string, session = makeSession(folder)): Refusal {
  return catchRefusal(folder, () => findConfig(named, session));
}

export function catchRefusal(folder: string, act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (!(error instanceof CondaGoHooksError) || error.code !== "config-invalid") throw error;
    const strip = (text: string | null) => (text ?? "").replaceAll(`${folder}/`, "");
    const { fault, message, where, hint } = error;
    return { fault, message: strip(message), where: strip(where), hint: strip(hint) };
  }
  throw new Error("nothing was refused");
}
