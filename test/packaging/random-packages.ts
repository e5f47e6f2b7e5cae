// Random names, versions and contents of packages, of which about half are what conda takes.
import fc from "fast-check";
import type { PackageFile } from "../../src/packaging/conda-file.js";
import type { PackageIdentity } from "../../src/packaging/identity.js";
import { text } from "../properties/text.js";

/** Parts with separators between them, and one time in some with a piece somewhere that may not be there. */
function joinParts(
  parts: readonly string[],
  separators: readonly string[],
  strange: readonly string[],
): fc.Arbitrary<string> {
  const part = fc.tuple(fc.constantFrom(...separators), fc.constantFrom(...parts));
  const whole = fc
    .array(part, { minLength: 1, maxLength: 5 })
    .map((all) => all.flatMap(([separator, one], index) => (index ? [separator, one] : [one])));
  const spoilt = fc
    .tuple(whole, fc.nat(10), fc.constantFrom(...strange))
    .map(([pieces, at, one]) => pieces.toSpliced(at % (pieces.length + 1), 0, one));
  return fc
    .oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: spoilt })
    .map((pieces) => pieces.join(""));
}

const name = fc.oneof(
  {
    weight: 5,
    arbitrary: joinParts(
      ["a", "go", "x9", "7", "hooks", "site", "con", "0", "lpt1"],
      ["-", "_", ".", ""],
      [..."-_./\\\0=[ Aé", "__", "con.", "go-hooks-of-the-site".repeat(3)],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."ab1_-.A"), maxLength: 8 }) },
);

const version = fc.oneof(
  {
    weight: 5,
    arbitrary: joinParts(
      ["1", "0", "26", "2026", "01", "3a1", "rc1", "post", "x", "v1", "dev"],
      [".", ".", ".", "_", "+"],
      [..."._+!-A *é", "..", "1!", "__", "18446744073709551616", "1.".repeat(30)],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."019ab._+!v"), maxLength: 8 }) },
);

export const identity: fc.Arbitrary<PackageIdentity> = fc.record({
  name,
  version,
  buildNumber: fc.oneof(
    { weight: 19, arbitrary: fc.maxSafeNat() },
    {
      weight: 1,
      arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY),
    },
  ),
  license: fc.oneof(
    { weight: 19, arbitrary: fc.constantFrom(null, "MIT", "BSD-3-Clause OR MIT") },
    { weight: 1, arbitrary: text },
  ),
});

/** The files of a package, with any text in them. */
export const files: fc.Arbitrary<PackageFile[]> = fc
  .uniqueArray(
    fc.constantFrom("00-x-site.sh", "00-x-site.bat", "zz-x-site.fish", "zz-x-site.ps1"),
    {
      minLength: 1,
    },
  )
  .chain((names) =>
    fc.tuple(
      ...names.map((one) =>
        text.map((content) => ({ path: `etc/conda/activate.d/${one}`, content })),
      ),
    ),
  );
