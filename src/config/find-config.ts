// Finds the settings file of a project and reads it.
import { dirname, extname, join, posix, resolve, win32 } from "node:path";
import { isFile, isThere } from "../conda/disk.js";
import { makeError } from "../errors/error.js";
import { TOOL } from "../names.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { checkConfig } from "./check-config.js";
import type { Config } from "./config.js";
import { type ParsedDocument, valueAt } from "./document.js";
import {
  type EnvironmentName,
  findEnvironmentFile,
  readEnvironmentFile,
} from "./environment-file.js";
import { parseJson } from "./parse-json.js";
import { parseToml } from "./parse-toml.js";
import { parseYaml } from "./parse-yaml.js";
import { findKind, readText } from "./read-text.js";
import {
  checkNearKeys,
  findShared,
  readShared,
  SHARED_NAMES,
  type SharedFile,
} from "./shared-files.js";
import { checkTrusted } from "./trust.js";

export interface FoundConfig {
  /** Absolute. */
  readonly file: string;
  /** Whether it was named, by `--config`. */
  readonly isNamed: boolean;
  readonly config: Config;
  /** The environment.yml beside it; null when there is none. */
  readonly environmentFile: string | null;
  /**
   * The environment that it names; null when it names none. It is read where nobody else names one.
   * @throws CondaGoHooksError `config-invalid` for one that cannot be gone by
   */
  readonly findEnvironment: () => EnvironmentName | null;
}

/**
 * Finds the settings file: from the current folder upwards to the repository's root, or only in the current folder when
 * that is in none.
 * @param named by `--config`: that file, relative to the current folder
 * @returns null when there is none
 * @throws CondaGoHooksError `config-invalid` for one that cannot be gone by, or for two in one folder
 */
export function findConfig(named: string | undefined, session: Session): FoundConfig | null {
  if (named !== undefined) return readFile(resolve(session.cwd, named), true, session);
  for (const folder of listFolders(session.cwd)) {
    const found = listConfigs(folder, session);
    const [first, second] = found;
    if (second !== undefined) {
      const files = found.map(({ file }) => file);
      throw makeError("config-two", { files, typed: typed(second.file, session.platform) });
    }
    if (first !== undefined)
      return first.document === null
        ? readFile(first.file, false, session)
        : readDocument(first.document, false, session);
  }
  return null;
}

/**
 * Reads the settings file at a path that a record holds.
 * @param isNamed whether the user has named it then
 * @throws CondaGoHooksError `config-invalid` when it cannot be gone by, or is no longer there
 */
export function readConfig(file: string, isNamed: boolean, session: Session): FoundConfig {
  const isOfHere =
    session.platform === "win32"
      ? /^[a-z]:[\\/]/i.test(file) && win32.isAbsolute(file)
      : posix.isAbsolute(file) && !file.startsWith("//");
  if (!isOfHere || file.includes("\0")) throw makeError("config-path", { where: file });
  return readFile(file, isNamed, session);
}

/** From the current folder to the repository's root. */
function listFolders(cwd: string): string[] {
  const folders = [cwd];
  for (let folder = cwd; dirname(folder) !== folder; folder = dirname(folder))
    folders.push(dirname(folder));
  const root = folders.findIndex((folder) => isThere(join(folder, ".git")));
  return folders.slice(0, root + 1 || 1);
}

const OWN_NAMES = ["yaml", "yml", "json"].map((extension) => `${TOOL}.${extension}`);

interface Candidate {
  readonly file: string;
  /** Where it had to be read to see whether it has settings. */
  readonly document: ParsedDocument | null;
}

/** The files with settings in one folder. */
function listConfigs(folder: string, session: Session): Candidate[] {
  const own = OWN_NAMES.map((name) => join(folder, name)).filter(isThere);
  const shared = SHARED_NAMES.map((name) => join(folder, name)).filter(isFile);
  return [
    ...own.map((file) => ({ file, document: null })),
    ...shared.flatMap((file) => {
      const kind = findShared(file);
      const document = kind && readTrusted(file, kind, session);
      return document === null ? [] : [{ file, document }];
    }),
  ];
}

/** As `readShared`; of a file of somebody else, nothing else is complained of. */
function readTrusted(file: string, shared: SharedFile, session: Session): ParsedDocument | null {
  try {
    return readShared(file, shared);
  } catch (error) {
    checkTrusted(file, file, session);
    throw error;
  }
}

function readFile(file: string, isNamed: boolean, session: Session): FoundConfig {
  // Before it is read: a file of somebody else is no file to complain of.
  if (!isNamed && findKind(file) === "file") checkTrusted(file, file, session);
  const shared = findShared(file);
  const document = (shared?.parse ?? chooseParser(file))(file, readText(file));
  if (shared !== null) checkOurs(document, shared);
  return readDocument(document, isNamed, session);
}

function readDocument(document: ParsedDocument, isNamed: boolean, session: Session): FoundConfig {
  const { file } = document;
  if (!isNamed) checkTrusted(file, file, session);
  const config = checkConfig(document, findShared(file)?.path ?? [], session.platform);
  const environmentFile = findEnvironmentFile(dirname(file));
  const findEnvironment = () => {
    if (environmentFile === null) return null;
    if (!isNamed) checkTrusted(environmentFile, file, session);
    return readEnvironmentFile(environmentFile);
  };
  return { file, isNamed, config, environmentFile, findEnvironment };
}

/** What is neither JSON nor TOML by its name is YAML, of which JSON is nearly a part. */
function chooseParser(file: string): (file: string, text: string) => ParsedDocument {
  const parsers: Readonly<Record<string, typeof parseYaml>> = {
    ".json": parseJson,
    ".toml": parseToml,
  };
  return parsers[extname(file).toLowerCase()] ?? parseYaml;
}

/** @throws CondaGoHooksError `config-invalid` for a file of another tool that has no settings of ours */
function checkOurs(document: ParsedDocument, shared: SharedFile): void {
  checkNearKeys(document, shared);
  if (valueAt(document.value, shared.path) === undefined)
    throw makeError("config-no-key", { where: document.file, table: shared.table });
}
