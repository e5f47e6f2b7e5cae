// Makes a package of the .conda format, for every platform, of which each byte follows from what it is made from.
import { createHash } from "node:crypto";
import { formatDist, type PackageIdentity } from "./identity.js";
import { packUstar } from "./ustar.js";
import { packZip } from "./zip.js";
import { frameAsZstd } from "./zstd.js";

/** A file that the package puts into an environment, or of its recipe. */
export interface PackageFile {
  /** Below the environment's prefix, or the recipe's folder, with `/` between the parts. */
  readonly path: string;
  readonly content: string;
}

/** What the package says of itself to people. */
export interface PackageAbout {
  /** One line. */
  readonly summary: string;
}

/** What solvers know of a package: info/index.json, and its entry in a channel but for size and hashes. */
export interface IndexEntry {
  readonly arch: null;
  readonly build: string;
  readonly build_number: number;
  readonly depends: readonly string[];
  readonly license?: string;
  readonly name: string;
  readonly noarch: "generic";
  readonly platform: null;
  readonly subdir: "noarch";
  /** In milliseconds, and the same for every package. */
  readonly timestamp: number;
  readonly version: string;
}

export interface CondaPackage {
  readonly identity: PackageIdentity;
  /** NAME-VERSION-BUILD.conda */
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly index: IndexEntry;
}

// 1980-01-01. conda and rattler take a number below 253402300800 for seconds; a solver that takes nothing newer than
// some day takes this.
const TIMESTAMP = 315_532_800_000;

/** @param identity one that `checkIdentity` takes */
export function buildCondaPackage(
  identity: PackageIdentity,
  files: readonly PackageFile[],
  about: PackageAbout,
): CondaPackage {
  const dist = formatDist(identity);
  const index = makeIndex(identity);
  const members = files
    .map(({ path, content }) => ({ path, bytes: Buffer.from(content) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const info = [
    toMember("info/about.json", makeAbout(about, identity)),
    { path: "info/files", bytes: Buffer.from(members.map(({ path }) => `${path}\n`).join("")) },
    toMember("info/index.json", index),
    toMember("info/link.json", { noarch: { type: "generic" }, package_metadata_version: 1 }),
    toMember("info/paths.json", { paths: members.map(toPath), paths_version: 1 }),
  ];
  const bytes = packZip([
    { path: "metadata.json", bytes: Buffer.from('{"conda_pkg_format_version": 2}') },
    { path: `pkg-${dist}.tar.zst`, bytes: frameAsZstd(packUstar(members)) },
    { path: `info-${dist}.tar.zst`, bytes: frameAsZstd(packUstar(info)) },
  ]);
  return { identity, fileName: `${dist}.conda`, bytes, index };
}

// What is undefined is left out.
function makeAbout({ summary }: PackageAbout, { license }: PackageIdentity) {
  return { license: license ?? undefined, summary };
}

function makeIndex({ name, version, buildNumber, license }: PackageIdentity): IndexEntry {
  return {
    arch: null,
    build: String(buildNumber),
    build_number: buildNumber,
    depends: [],
    ...(license !== null && { license }),
    name,
    noarch: "generic",
    platform: null,
    subdir: "noarch",
    timestamp: TIMESTAMP,
    version,
  };
}

// No prefix_placeholder: conda would copy the file where it makes a hard link.
function toPath({ path, bytes }: { path: string; bytes: Buffer }) {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { _path: path, path_type: "hardlink", sha256, size_in_bytes: bytes.length };
}

function toMember(path: string, value: unknown): { path: string; bytes: Buffer } {
  return { path, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}
