// What may be a package: by conda's own rules, CEP 26, and by the parsers of rattler, which pixi stands on.
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CondaGoHooksError } from "../../src/errors/error.js";
import { adviseVersion } from "../../src/packaging/advise-version.js";
import { buildCondaPackage } from "../../src/packaging/conda-file.js";
import { checkIdentity, formatDist, type PackageIdentity } from "../../src/packaging/identity.js";
import { identity } from "./random-packages.js";

const rattler: typeof import("@conda-org/rattler") = createRequire(import.meta.url)(
  "@conda-org/rattler",
);

const GOOD: PackageIdentity = { name: "go-hooks", version: "1.26", buildNumber: 0, license: null };

/** The fault that is found in it, or null. */
function findFault(part: Partial<PackageIdentity>): string | null {
  try {
    checkIdentity({ ...GOOD, ...part });
    return null;
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    expect(error.code).toBe("package-invalid");
    return error.fault;
  }
}

describe("of a name", () => {
  it.each([
    ["go-hooks", null],
    ["_go", null],
    ["go_hooks.site", null],
    ["7", null],
    ["con", null],
    ["go-", null],
    ["a".repeat(64), null],
    ["", "package-name-start"],
    ["Go", "package-name-case"],
    ["gö", "package-name-characters"],
    ["go hooks", "package-name-characters"],
    ["go/hooks", "package-name-characters"],
    ["go\nhooks", "package-name-characters"],
    ["__go", "package-name-virtual"],
    ["-go", "package-name-start"],
    [".go", "package-name-start"],
    ["go--hooks", "package-name-separators"],
    ["go_.hooks", "package-name-separators"],
    ["_-go", "package-name-separators"],
    ["con.go", "package-name-device"],
    ["lpt1.x", "package-name-device"],
    ["a".repeat(65), "package-name-long"],
  ])("%j: %s", (name, fault) => {
    expect(findFault({ name })).toBe(fault);
  });
});

describe("of a version", () => {
  it.each([
    ["1.26", null],
    ["2026.11.29", null],
    ["1!1.0_2+3.x", null],
    ["1.0_", null],
    ["1.0__", null],
    ["1.0._", null],
    ["v1", null],
    ["18446744073709551615", null],
    ["1.26-1", "package-version-dash"],
    ["1.0A", "package-version-case"],
    ["1 0", "package-version-characters"],
    ["1.*", "package-version-characters"],
    ["a!1", "package-version-epoch"],
    ["1!2!3", "package-version-epoch"],
    ["!1", "package-version-epoch"],
    ["1+1+1", "package-version-local"],
    ["", "package-version-empty"],
    ["1..2", "package-version-empty"],
    ["1.", "package-version-empty"],
    [".1", "package-version-empty"],
    ["1!", "package-version-empty"],
    ["1+", "package-version-empty"],
    ["+1", "package-version-empty"],
    ["1_.2", "package-version-empty"],
    ["1___", "package-version-empty"],
    ["_", "package-version-empty"],
    // rattler takes it, conda does not.
    ["1+x_", "package-version-empty"],
    // conda takes it, rattler does not.
    ["1.18446744073709551616", "package-version-number"],
    [`1.${"0".repeat(63)}`, "package-version-long"],
  ])("%j: %s", (version, fault) => {
    expect(findFault({ version })).toBe(fault);
  });
});

it.each([
  [{ buildNumber: Number.MAX_SAFE_INTEGER }, null],
  [{ buildNumber: -1 }, "package-build"],
  [{ buildNumber: 1.5 }, "package-build"],
  [{ buildNumber: Number.NaN }, "package-build"],
  [{ buildNumber: 2 ** 53 }, "package-build"],
  [{ license: "LicenseRef-Übung" }, null],
  [{ license: "" }, "package-license"],
  [{ license: "MIT\nGPL" }, "package-license"],
  [{ license: "MIT\u2028" }, "package-license"],
  [{ license: "\ud800" }, "package-license"],
])("of %j: %s", (part, fault) => {
  expect(findFault(part)).toBe(fault);
});

it("names what cannot be seen by its number", () => {
  expect(() => checkIdentity({ ...GOOD, name: "go\u200b" })).toThrow("'go\u200b' has U+200B");
  expect(() => checkIdentity({ ...GOOD, version: "1 0" })).toThrow("has a space");
});

it("keeps every file name that it takes below the 211 characters of conda's rule", () => {
  const [name, version] = ["a".repeat(64), "1".repeat(19).padEnd(64, "a")];
  const longest = { ...GOOD, name, version, buildNumber: Number.MAX_SAFE_INTEGER };
  checkIdentity(longest);
  expect(`${formatDist(longest)}.conda`.length).toBeLessThan(211);
});

// The words and the pattern of CEP 26, Package names.
const CEP_NAME = /^(([a-z0-9])|([a-z0-9_](?!_)))[._-]?([a-z0-9]+(\.|-|_|$))*$/;

function takesName(name: string): boolean {
  const isOfCep = CEP_NAME.test(name) && !/[-._]{2}/.test(name) && name.length <= 64;
  return isOfCep && rattler.isNormalizedPackageName(name) && !/^(?:con|lpt1)\./.test(name);
}

function takesVersion(version: string): boolean {
  // The characters and the length of CEP 26; and conda's own parser takes no _ at the end of the local part.
  if (!/^[a-z0-9._+!]{1,64}$/.test(version) || /\+.*_$/.test(version)) return false;
  try {
    return new rattler.Version(version).toString() !== "";
  } catch {
    return false;
  }
}

function takes({ name, version, buildNumber, license }: PackageIdentity): boolean {
  return (
    takesName(name) &&
    takesVersion(version) &&
    buildNumber >= 0 &&
    Number.isSafeInteger(buildNumber) &&
    (license === null ||
      /^[^\p{Cc}\p{Cs}\u2028\u2029]*[^\p{Cc}\p{Cs}\s]+[^\p{Cc}\p{Cs}\u2028\u2029]*$/u.test(license))
  );
}

it("refuses what they refuse, and reads back in rattler as it was", { timeout: 240_000 }, () => {
  let taken = 0;
  fc.assert(
    fc.property(identity, (one) => {
      const fault = findFault(one);
      expect(fault === null).toBe(takes(one));
      if (fault !== null) return;
      taken++;
      const { index } = buildCondaPackage(one, [], { summary: "hooks" });
      const { license, ...record } = { ...index, license: index.license ?? undefined };
      const read = new rattler.PackageRecord(JSON.parse(JSON.stringify({ ...record, license })));
      // Not its buildNumber, which in JavaScript has 32 bits.
      expect([
        read.name,
        read.version.source,
        read.build,
        read.toJson().build_number,
        read.license,
      ]).toEqual([
        one.name,
        one.version,
        String(one.buildNumber),
        one.buildNumber,
        one.license ?? undefined,
      ]);
      expect([read.noarch, read.subdir, read.depends, read.arch, read.platform]).toEqual([
        "generic",
        "noarch",
        [],
        undefined,
        undefined,
      ]);
      expect(read.timestamp?.toISOString()).toBe("1980-01-01T00:00:00.000Z");
    }),
    { numRuns: 10_000 },
  );
  expect(taken).toBeGreaterThan(2_000);
});

describe("the advice on a version", () => {
  it.each([
    ["1.26+x", "older than 1.26"],
    ["1.26+0.x", "older than 1.26"],
    ["1.26+0", "the same version as 1.26"],
    ["1.26+00", "the same version as 1.26"],
    ["1.26.site", "older than 1.26"],
    ["1.26_site2", "older than 1.26"],
    ["v1.26", "older than 0"],
    ["1!v2", "older than 1!0"],
    ["1.26a", "older than 1.26"],
    ["1.26_", "older than 1.26"],
  ])("%s is %s", (version, what) => {
    expect(adviseVersion(version)).toContain(`conda takes ${version} for ${what}`);
  });

  it.each([
    "1.26",
    "1.26+1",
    "1.26+1.x",
    "1.26+post",
    "1.26rc1",
    "1.26a1",
    "1.26.dev3",
    "1.26.post1",
    "2026.01.02",
  ])("is not needed on %s", (version) => {
    expect(adviseVersion(version)).toBeNull();
  });

  it("is true in rattler's order, and leads to a newer version", () => {
    const compare = (one: string, other: string) =>
      new rattler.Version(one).compare(new rattler.Version(other));
    let given = 0;
    fc.assert(
      fc.property(
        identity.map(({ version }) => version).filter((version) => findFault({ version }) === null),
        (version) => {
          const advice = adviseVersion(version);
          if (advice === null) {
            const [upstream = ""] = version.split("+");
            // Of a local part, at least, nobody thinks that it makes a version older.
            if (version !== upstream) expect(compare(version, upstream)).toBe(1);
            return;
          }
          given++;
          const [, is, relation, base = "", better = ""] =
            /^conda takes (\S+) for (older than|the same version as) (\S+?)[,:] .*--version (\S+)$/.exec(
              advice,
            ) ?? [];
          expect(compare(is ?? "", base)).toBe(relation === "older than" ? -1 : 0);
          expect(compare(better, version), advice).toBe(1);
          expect(findFault({ version: better })).toBeNull();
        },
      ),
      { numRuns: 5_000 },
    );
    expect(given).toBeGreaterThan(500);
  });
});
