// The record of what we wrote into an environment: only what it names is ours.
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { RecordFault } from "../errors/environments.js";
import { makeError } from "../errors/error.js";
import { isMap } from "../is-map.js";
import {
  adoptedPath,
  FOLDERS,
  isScriptPath,
  JOURNAL_PATH,
  LEFT_PATH,
  RECORD_PATH,
} from "../names.js";
import { readSmallFile } from "./disk.js";

export const RECORD_SCHEMA_VERSION = 1;

// A few lines for each script: anything larger is no record.
const MAX_BYTES = 1024 * 1024;

// During an installation, the record names every file twice.
const MAX_NEW_BYTES = MAX_BYTES / 2;

export interface RecordedFile {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  /** Of what we wrote, or are about to write. */
  readonly sha256: string;
  /** Of what is there until we have written it; only during an installation. */
  readonly replaces?: string;
}

/** The settings file that an environment follows. */
export interface RecordedConfig {
  /** Absolute. */
  readonly file: string;
  /** What it asked for; hooks/request.ts knows what is in it. */
  readonly settings: unknown;
  /** Whether the user has named it, and it may be another user's. */
  readonly isNamed?: boolean;
}

/** A hand-written script that our hooks stand in for, put aside or about to be. */
export interface AdoptedScript {
  /** Where it stood, below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly aside: string;
  readonly sha256: string;
}

export interface InstallRecord {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  /** Of the conda-go-hooks that wrote it. */
  readonly version: string;
  /** As the user gave them; hooks/settings.ts knows what is in it. */
  readonly settings: unknown;
  /** Where they are from, but for what was typed on top; absent where all of it was typed. */
  readonly config?: RecordedConfig;
  /** The folders that we made, and remove together with the last file in them. */
  readonly folders: readonly string[];
  readonly files: readonly RecordedFile[];
  readonly adopted?: readonly AdoptedScript[];
}

/** Whether there is a record, valid or not. */
export function hasRecord(prefix: string): boolean {
  return [RECORD_PATH, JOURNAL_PATH].some((path) => existsSync(join(prefix, path)));
}

/**
 * Reads the record of an environment; null when there is none.
 * @throws CondaGoHooksError `record-invalid`, `newer-version`
 */
export function readRecord(prefix: string): InstallRecord | null {
  // With both, a command was interrupted, and the journal is the newer one.
  return readRecordFile(join(prefix, JOURNAL_PATH)) ?? readRecordFile(join(prefix, RECORD_PATH));
}

function readRecordFile(file: string): InstallRecord | null {
  let value: unknown;
  try {
    const found = lstatSync(file);
    if (!found.isFile() || found.size > MAX_BYTES)
      throw makeError("record-broken", { file, fault: "file" });
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw makeError("record-broken", { file, fault: "json" });
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
  if (isNewerSchema(value)) throw makeError("record-newer", { file });
  const fault = findFault(value);
  if (fault) throw makeError("record-broken", { file, fault });
  return value as InstallRecord;
}

function isNewerSchema(value: unknown): boolean {
  const { schemaVersion } = isMap(value) ? value : {};
  return typeof schemaVersion === "number" && schemaVersion > RECORD_SCHEMA_VERSION;
}

/** Our folders that an uninstallation left behind because they were in use. */
export function readLeftFolders(prefix: string): string[] {
  try {
    const left: unknown = JSON.parse(readSmallFile(join(prefix, LEFT_PATH), MAX_BYTES) ?? "[]");
    return Array.isArray(left) ? FOLDERS.filter((folder) => left.includes(folder)) : [];
  } catch {
    // A text of another program names none of our folders.
    return [];
  }
}

/** The list of left folders, as it goes to disk. */
export function formatLeftFolders(folders: readonly string[]): string {
  return `${JSON.stringify(folders, null, 2)}\n`;
}

/** @throws CondaGoHooksError `setting-invalid` when it is too large to be read again */
export function checkSize(record: InstallRecord): void {
  if (Buffer.byteLength(formatRecord(record)) <= MAX_NEW_BYTES) return;
  throw makeError("settings-too-large", { kilobytes: MAX_NEW_BYTES / 1024 });
}

/** The record as it goes to disk. */
export function formatRecord(record: InstallRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function findFault(value: unknown): RecordFault | null {
  if (!isMap(value)) return "object";
  const { schemaVersion, version, folders, files, config, adopted = [] } = value;
  if (schemaVersion !== RECORD_SCHEMA_VERSION || typeof version !== "string") return "version";
  if (!Array.isArray(folders) || !folders.every((folder) => FOLDERS.includes(folder))) {
    return "folder";
  }
  if (!Array.isArray(files) || !files.every(isRecordedFile)) return "script";
  if (!Array.isArray(adopted) || !adopted.every(isAdopted)) return "adopted";
  return config === undefined || isRecordedConfig(config) ? null : "config";
}

function isRecordedConfig(value: unknown): boolean {
  if (!isMap(value) || !isMap(value.settings)) return false;
  const { isNamed = false } = value;
  return isRecordable(value.file) && typeof isNamed === "boolean";
}

/**
 * Whether a settings file can be recorded. One on a share cannot: who has written the record would have every reader's
 * Windows log in at a computer of his.
 */
export function isRecordable(file: unknown): file is string {
  return typeof file === "string" && isAbsolute(file) && !/^[\\/]{2}/.test(file);
}

function isAdopted(value: unknown): boolean {
  if (!isMap(value) || typeof value.aside !== "string") return false;
  const path = adoptedPath(value.aside);
  return path !== null && value.path === path && isHash(value.sha256);
}

function isRecordedFile(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { path, sha256, replaces } = value;
  return (
    typeof path === "string" &&
    isScriptPath(path) &&
    isHash(sha256) &&
    (replaces === undefined || isHash(replaces))
  );
}

function isHash(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
