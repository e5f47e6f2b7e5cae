// Which packages bring hooks of our names along, as conda's own records say.
import { join } from "node:path";
import { isScriptPath, TOOL } from "../names.js";
import { listNames, readSmallFile } from "./disk.js";

// The largest packages list some ten thousand files.
const MAX_BYTES = 64 * 1024 * 1024;

/** What conda has recorded of a package that it has installed. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  /** By the path of each file that was asked for, the hashes that it may have; none where they are not recorded. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/**
 * The records that name such files.
 * @param mark stands in the path of each
 * @param isAsked of which packages the records are read, by the names of their files; to read all takes its time
 */
export function findRecords(
  prefix: string,
  isWanted: (path: string) => boolean,
  mark: string,
  isAsked: (file: string) => boolean = () => true,
): PackageRecord[] {
  return listNames(join(prefix, "conda-meta")).flatMap((file) => {
    const [, name, version, build] = /^(.+)-([^-]+)-([^-]+)\.json$/.exec(file) ?? [];
    if (name === undefined || version === undefined || build === undefined) return [];
    if (!isAsked(file)) return [];
    const text = readSmallFile(join(prefix, "conda-meta", file), MAX_BYTES) ?? "";
    // To parse them all would take long.
    if (!text.includes(mark)) return [];
    const recorded = parseRecord(text);
    const paths = listRecordedFiles(recorded).filter(isWanted);
    if (paths.length === 0) return [];
    const hashes = readHashes(recorded);
    const files = new Map(paths.map((path) => [path, hashes.get(path) ?? []]));
    return [{ name, version, build, files }];
  });
}

/**
 * The package, with its version, by the path of each such file that one has installed: scripts of our names unless
 * something else is asked for.
 * @param mark stands in the path of each
 */
export function findPackaged(
  prefix: string,
  isWanted: (path: string) => boolean = isScriptPath,
  mark: string = TOOL,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, version, files } of findRecords(prefix, isWanted, mark))
    for (const path of files.keys()) found.set(path, `${name}-${version}`);
  return found;
}

/** A record of conda's, as far as it is read here, in whatever shape. */
interface Recorded {
  readonly files?: unknown;
  readonly paths_data?: { readonly paths?: unknown } | null;
}

/** Nothing where it is no record. */
function parseRecord(json: string): Recorded {
  try {
    return JSON.parse(json) ?? {};
  } catch {
    // conda itself says so.
    return {};
  }
}

/** The paths that a record names. */
function listRecordedFiles({ files }: Recorded): string[] {
  return Array.isArray(files) ? files.filter((path) => typeof path === "string") : [];
}

/** By path, the hash of a file as the package has it, and that of the file that conda made of it. */
function readHashes({ paths_data: data }: Recorded): Map<string, string[]> {
  const paths = data?.paths;
  const found = new Map<string, string[]>();
  for (const one of Array.isArray(paths) ? paths : []) {
    const hashes = [one?.sha256, one?.sha256_in_prefix];
    found.set(
      String(one?._path),
      hashes.filter((hash) => typeof hash === "string"),
    );
  }
  return found;
}
