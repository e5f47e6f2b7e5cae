// Puts settings files on the disk and reads them, for the tests of what is in them.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type FoundConfig, findConfig } from "../../src/config/find-config.js";
import { CondaGoHooksError } from "../../src/errors/error.js";
import type { Session } from "../../src/session.js";
import { makeFolder } from "../setup/environments.js";

export function makeSession(cwd: string, more: Partial<Session> = {}): Session {
  return {
    env: {},
    cwd,
    home: cwd,
    homes: [cwd],
    platform: "linux",
    arch: "x64",
    terminal: null,
    ...more,
  };
}

export function writeTree(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What is found in a new folder with these files. */
export function findIn(files: Readonly<Record<string, string | Buffer>>): FoundConfig | null {
  return findConfig(undefined, makeSession(writeTree(makeFolder(), files)));
}

export interface Refusal {
  readonly message: string;
  /** Below the folder, with line and column. */
  readonly where: string;
  readonly hint: string;
}

/** The one error with which reading these files ends. */
export function refusalOf(
  files: Readonly<Record<string, string | Buffer>>,
  named?: string,
): Refusal {
  const folder = writeTree(makeFolder(), files);
  return refusalIn(folder, named);
}

export function refusalIn(folder: string, named?: string, session = makeSession(folder)): Refusal {
  try {
    findConfig(named, session);
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    const { code, message, where, hint } = error;
    if (code !== "config-invalid") throw new Error(`an error of ${code}: ${message}`);
    const strip = (text: string | null) => (text ?? "").replaceAll(`${folder}/`, "");
    return { message: strip(message), where: strip(where), hint: strip(hint) };
  }
  throw new Error("nothing was refused");
}
