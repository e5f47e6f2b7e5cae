// How versions are ordered, those of modules and those of Go.
import { expect, it } from "vitest";
import { compareGoVersions } from "../../src/go/modfile/go-version.js";
import { compareVersions } from "../../src/go/modfile/module-version.js";

// Each before the next, as semver.org and Go's own tests have them.
const MODULE_VERSIONS =
  "v0.0.0-0 v0.0.0-00010101000000-000000000000 v0.0.0 v1.0.0-9 v1.0.0-10 v1.0.0-alpha v1.0.0-alpha.1 v1.0.0-alpha.beta v1.0.0-beta v1.0.0-beta.2 v1.0.0-beta.11 v1.0.0-rc.1 v1.0.0 v1.2.0 v1.10.0 v2.0.0 v99999999999999999998.0.0 v99999999999999999999.0.0";
const GO_VERSIONS = "1.9 1.16 1.20 1.21 1.21beta1 1.21rc1 1.21rc2 1.21.0 1.21.10 1.22";

it.each([
  ["modules", MODULE_VERSIONS, compareVersions],
  ["Go", GO_VERSIONS, compareGoVersions],
] as const)("versions of %s are ordered", (_, list, compare) => {
  const versions = list.split(" ");
  for (const [index, version] of versions.entries()) {
    for (const [other, than] of versions.entries()) {
      expect([version, than, Math.sign(compare(version, than))]).toEqual([
        version,
        than,
        Math.sign(index - other),
      ]);
    }
  }
});
