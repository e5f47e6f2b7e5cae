// Go's own versions, as far as its behaviour depends on them.

/** The 17 of 1.17, 1.17.3 or 1.17rc1; without a go line Go assumes 1.16. */
export function readMinor(version: string | undefined): number {
  return readParts(version ?? "1.16")[1] as number;
}

/** Below zero, zero or above: 1.21 comes before 1.21rc1, and that before 1.21.0. */
export function compareGoVersions(left: string, right: string): number {
  const other = readParts(right);
  const differences = readParts(left).map((part, index) => part - (other[index] as number));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function readParts(version: string): number[] {
  const parts = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([a-z]+)(\d+))?/.exec(version) ?? [];
  const [, major = 0, minor = 0, patch, kind, number = 0] = parts;
  const stage = patch === undefined ? ["beta", "rc"].indexOf(kind ?? "") + 1 : 3;
  return [Number(major), Number(minor), stage, Number(patch ?? 0), Number(number)];
}
