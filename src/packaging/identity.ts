// Checks that conda, mamba and pixi take a package's name, version, build and license.
import { makeError } from "../errors/error.js";

/** What tells one package from every other in a channel. */
export interface PackageIdentity {
  readonly name: string;
  readonly version: string;
  /** From 0; the highest of a version is taken. */
  readonly buildNumber: number;
  /** An SPDX expression, where it is to be built from the recipe by rattler-build; null when none is told. */
  readonly license: string | null;
}

// conda's own rules: CEP 26. With both at their longest, a file name is far below the 211 characters it allows.
const MAX_LENGTH = 64;
const SEPARATORS = /[._-]{2,}/;
// Of a whole file name such as con.x-1.0-0.conda, what is before the first full stop.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)\./;
/** The largest that mamba's versions hold, and those of rattler, by which pixi reads them. */
const MAX_NUMBER = 2n ** 64n - 1n;

/** @throws CondaGoHooksError `package-invalid`, with the option and the reason for what conda refuses */
export function checkIdentity({ name, version, buildNumber, license }: PackageIdentity): void {
  checkName(name);
  checkVersion(version);
  if (!Number.isSafeInteger(buildNumber) || buildNumber < 0)
    throw makeError("package-build", { build: String(buildNumber) });
  if (license !== null) checkLicense(license);
}

/** Whether it has the shape of an SPDX expression, which rattler-build asks for; its names are not looked up. */
export function isSpdxExpression(license: string): boolean {
  const [name, ...rest] = license.replace(/[()]/g, "").split(/ (?:AND|OR|WITH) /);
  return [name, ...rest].every((one) => /^[A-Za-z0-9][A-Za-z0-9.:+-]*$/.test(one ?? ""));
}

/** The file's name without its end, and the folder's in caches: NAME-VERSION-BUILD. */
export function formatDist({ name, version, buildNumber }: PackageIdentity): string {
  return `${name}-${version}-${buildNumber}`;
}

function checkName(name: string): void {
  if (name.length > MAX_LENGTH) throw makeError("package-name-long", { name, limit: MAX_LENGTH });
  const character = findCharacter(name, /[^A-Za-z0-9._-]/u);
  if (character !== null) throw makeError("package-name-characters", { name, character });
  if (/[A-Z]/.test(name)) throw makeError("package-name-case", { name });
  if (name.startsWith("__")) throw makeError("package-name-virtual", { name });
  if (!/^[a-z0-9_]/.test(name)) throw makeError("package-name-start", { name });
  const separators = SEPARATORS.exec(name)?.[0];
  if (separators !== undefined) throw makeError("package-name-separators", { name, separators });
  if (DEVICE.test(name)) throw makeError("package-name-device", { name });
}

function checkVersion(version: string): void {
  if (version.length > MAX_LENGTH)
    throw makeError("package-version-long", { version, limit: MAX_LENGTH });
  const character = findCharacter(version, /[^A-Za-z0-9._+!-]/u);
  if (character !== null) throw makeError("package-version-characters", { version, character });
  if (version.includes("-")) throw makeError("package-version-dash", { version });
  if (/[A-Z]/.test(version)) throw makeError("package-version-case", { version });
  const [, , rest] = /^(?:(\d+)!)?(.*)$/.exec(version) ?? [];
  if (rest?.includes("!")) throw makeError("package-version-epoch", { version });
  const [upstream, local, ...more] = rest?.split("+") ?? [];
  if (more.length > 0) throw makeError("package-version-local", { version });
  // Only the upstream part may end with _, which is how versions such as OpenSSL's are made to sort.
  const isWhole = /^[a-z0-9]+(?:[._][a-z0-9]+)*(?:[._]?_)?$/.test(upstream ?? "");
  if (!isWhole || !/^[a-z0-9]+(?:[._][a-z0-9]+)*$/.test(local ?? "0"))
    throw makeError("package-version-empty", { version });
  const number = version.match(/\d+/g)?.find((digits) => BigInt(digits) > MAX_NUMBER);
  if (number !== undefined) throw makeError("package-version-number", { version, number });
}

function checkLicense(license: string): void {
  const fault = /[\p{Cc}\u2028\u2029]/u.test(license)
    ? "has a line break or a control character"
    : !license.isWellFormed()
      ? "is not valid Unicode"
      : license.trim() === ""
        ? "is empty"
        : null;
  if (fault !== null) throw makeError("package-license", { fault });
}

/** The first character that fits, as an error can show it. */
function findCharacter(text: string, pattern: RegExp): string | null {
  const character = pattern.exec(text)?.[0];
  if (character === undefined) return null;
  if (character === " ") return "a space";
  const point = character.codePointAt(0) ?? 0;
  return /[\p{C}\p{Z}\p{M}]/u.test(character)
    ? `U+${point.toString(16).toUpperCase().padStart(4, "0")}`
    : character;
}
