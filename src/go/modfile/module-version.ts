// Go's rules for module versions, and for the major version at the end of a module path.

const NUMBER = "0|[1-9]\\d*";
const IDENTIFIER = `(?:${NUMBER}|\\d*[A-Za-z-][\\dA-Za-z-]*)`;
const VERSION = new RegExp(
  `^v(?<major>${NUMBER})(?:\\.(?<minor>${NUMBER})(?:\\.(?<patch>${NUMBER})` +
    `(?:-(?<pre>${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+(?<build>[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*))?)?)?$`,
);

/** The version in its only form that Go writes, such as v1.2.0 for v1.2; null when it is none. */
export function canonicalizeVersion(version: string): string | null {
  const groups = VERSION.exec(version)?.groups;
  if (groups === undefined) return null;
  const { major, minor = "0", patch = "0", pre, build } = groups;
  const suffix = build === "incompatible" ? "+incompatible" : "";
  return `v${major}.${minor}.${patch}${pre === undefined ? "" : `-${pre}`}${suffix}`;
}

/** Below zero, zero or above, as semantic versions are ordered. Both have to be versions. */
export function compareVersions(left: string, right: string): number {
  if (left === right) return 0;
  const a = VERSION.exec(left)?.groups ?? {};
  const b = VERSION.exec(right)?.groups ?? {};
  for (const part of ["major", "minor", "patch"]) {
    const order = compareNumbers(a[part] ?? "0", b[part] ?? "0");
    if (order !== 0) return order;
  }
  if (a.pre === b.pre) return 0;
  if (a.pre === undefined) return 1;
  if (b.pre === undefined) return -1;
  const mine = a.pre.split(".");
  const theirs = b.pre.split(".");
  for (const [index, identifier] of mine.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return -1;
}

function compareIdentifiers(a: string, b: string): number {
  const isNumber = /^\d+$/.test(a);
  if (isNumber !== /^\d+$/.test(b)) return isNumber ? -1 : 1;
  return isNumber ? compareNumbers(a, b) : compareText(a, b);
}

// Of any length, which Number would not keep apart.
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The end of a module path that names its major version, such as `/v2`, or ""; null when it is malformed. */
export function readPathMajor(path: string): string | null {
  if (path.startsWith("gopkg.in/")) {
    const major = /\.v(?:0|(?:[1-9]\d*)?-unstable|[1-9]\d*)$/.exec(path)?.[0];
    return major ?? null;
  }
  const end = /\/v([\d.]+)$/.exec(path);
  if (end === null) return "";
  return /^(?!1$)[1-9]\d*$/.test(end[1] as string) ? end[0] : null;
}

/** What Go objects to in this version of a module whose path ends so, in its words; null when it agrees. */
export function findMajorFault(version: string, pathMajor: string): string | null {
  // Go has once written such versions for gopkg.in modules.
  if (version.startsWith("v0.0.0-") && pathMajor.replace(/-unstable$/, "") === ".v1") return null;
  const major = /^v\d*/.exec(version)?.[0] ?? "";
  const wanted = pathMajor.slice(1).replace(/-unstable$/, "");
  const fits =
    pathMajor === ""
      ? major === "v0" || major === "v1" || version.endsWith("+incompatible")
      : major === wanted;
  return fits ? null : `should be ${wanted || "v0 or v1"}, not ${major}`;
}
