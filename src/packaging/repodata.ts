// Adds a package to the list of a channel's packages, repodata.json, and keeps whatever else is in it.
import { createHash } from "node:crypto";
import { makeError } from "../errors/error.js";
import type { CondaPackage } from "./conda-file.js";
import { formatExactJson, hasKeys, parseExactJson } from "./exact-json.js";
import { formatDist } from "./identity.js";

/** Where the list stands below a channel's folder. */
export const REPODATA_PATH = "noarch/repodata.json";

/** A channel's list as it is there. */
export interface ChannelList {
  /** Null where there is none. */
  readonly text: string | null;
  /** Its path, for errors. */
  readonly where: string;
  readonly repodata: Repodata;
  /** The files that it names. */
  readonly named: readonly string[];
  /** The files that are there, and that nobody is to find. */
  readonly removed: readonly unknown[];
}

export interface MergedRepodata {
  readonly text: string;
  /** Whether it is another text than the one that was there. */
  readonly isChanged: boolean;
}

/**
 * Files that conda, mamba and pixi read before the list or instead of it, where an indexing program has left them
 * beside it: what is added to the list alone, they would not see.
 */
export const REPODATA_SHADOWS: readonly string[] = [
  "current_repodata.json",
  "repodata.json.bz2",
  "repodata.json.zst",
  "repodata_shards.msgpack.zst",
];

/** A package for every platform has one place in a channel. */
export const SUBDIR = "noarch";

type Repodata = Readonly<Record<string, unknown>>;

/**
 * Reads a list that a package can be added to.
 * @param bytes null where there is none
 * @throws CondaGoHooksError `channel-invalid` for what is no such list
 */
export function readRepodata(bytes: Uint8Array | null, where: string): ChannelList {
  const text = bytes && decode(bytes, where);
  const repodata = text === null ? {} : parseRepodata(text, where);
  const named = ["packages", "packages.conda"].flatMap((key) =>
    Object.keys(findMap(repodata, key, where)),
  );
  return { text, where, repodata, named, removed: findList(repodata, "removed", where) };
}

/** What is no UTF-8 would be written as something else. */
function decode(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw makeError("repodata-json", { where });
  }
}

/**
 * The list with the package in it. Numbers stay as they are written, and what no conda knows of stays too.
 * @param nextBuild what `findNextBuild` finds
 * @throws CondaGoHooksError `package-differs` where the channel has another package of this name, version and build
 */
export function mergeRepodata(
  { text, where, repodata, removed }: ChannelList,
  made: CondaPackage,
  nextBuild: number | null,
): MergedRepodata {
  const listed = findMap(repodata, "packages.conda", where);
  const older = findMap(repodata, "packages", where);
  const sha256 = hash("sha256", made.bytes);
  const present = listed[made.fileName];
  if (text !== null && hasKeys(present) && present.sha256 === sha256)
    return { text, isChanged: false };
  // The older form too, as caches unpack both into one folder.
  const file = made.fileName.replace(/\.conda$/, ".tar.bz2");
  if (present !== undefined || Object.hasOwn(older, file))
    throw makeError("package-differs", {
      where,
      file: present === undefined ? file : made.fileName,
      build: nextBuild,
    });
  const entry = { ...made.index, md5: hash("md5", made.bytes), sha256, size: made.bytes.length };
  const merged = {
    repodata_version: 1,
    ...repodata,
    info: { ...findMap(repodata, "info", where), subdir: SUBDIR },
    packages: older,
    "packages.conda": { ...listed, [made.fileName]: entry },
    removed: removed.filter((name) => name !== made.fileName),
  };
  return { text: formatExactJson(merged), isChanged: true };
}

/**
 * The number of a build that is newer than all that there are of this version; null where there is no such number.
 * @param names of files
 */
export function findNextBuild({ identity }: CondaPackage, names: readonly string[]): number | null {
  const start = formatDist({ ...identity, buildNumber: 0 }).slice(0, -1);
  const builds = names
    .filter((name) => name.startsWith(start))
    // Other programs put a word before it, as in py_1.
    .map((name) => /^(?:[^-]*_)?(\d+)\.(?:conda|tar\.bz2)$/.exec(name.slice(start.length)))
    .map((found) => Number(found?.[1] ?? 0));
  const next = builds.reduce((one, other) => Math.max(one, other), identity.buildNumber) + 1;
  return Number.isSafeInteger(next) ? next : null;
}

function parseRepodata(text: string, where: string): Repodata {
  const value = parseExactJson(text.replace(/^\ufeff/, ""));
  if (value === undefined) throw makeError("repodata-json", { where });
  if (!hasKeys(value)) throw makeError("repodata-shape", { where, expected: "a map of keys" });
  const { subdir = SUBDIR, base_url: base } = findMap(value, "info", where);
  if (subdir !== SUBDIR)
    throw makeError("repodata-subdir", {
      where: formatPlace(where, "info"),
      subdir: typeof subdir === "string" ? subdir : "another platform",
    });
  if (base !== undefined && base !== null && !isOwnFolder(base))
    throw makeError("repodata-base", { where: formatPlace(where, "info") });
  return value;
}

/** Whether packages are fetched from beside the list: an address on some server says nothing of this folder. */
function isOwnFolder(base: unknown): boolean {
  const folder = `https://channel.invalid/a/${SUBDIR}/`;
  return (
    typeof base === "string" &&
    URL.canParse(base, folder) &&
    new URL(base, folder).href.replace(/\/?$/, "/") === folder
  );
}

function findMap(repodata: Repodata, key: string, where: string): Repodata {
  const value = findOwn(repodata, key) ?? {};
  if (hasKeys(value)) return value;
  throw makeError("repodata-shape", { where: formatPlace(where, key), expected: "a map of keys" });
}

function findList(repodata: Repodata, key: string, where: string): readonly unknown[] {
  const value = findOwn(repodata, key) ?? [];
  if (Array.isArray(value)) return value;
  throw makeError("repodata-shape", { where: formatPlace(where, key), expected: "a list" });
}

function findOwn(repodata: Repodata, key: string): unknown {
  return Object.hasOwn(repodata, key) ? repodata[key] : undefined;
}

/** A key in the file. */
function formatPlace(file: string, key: string): string {
  return `${file}, at "${key}"`;
}

function hash(algorithm: "md5" | "sha256", bytes: Buffer): string {
  return createHash(algorithm).update(bytes).digest("hex");
}
