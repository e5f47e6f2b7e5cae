// A package to look at, of which the bytes are known.
import { createHash } from "node:crypto";
import { buildCondaPackage, type PackageFile } from "../../src/packaging/conda-file.js";
import type { PackageIdentity } from "../../src/packaging/identity.js";

export const IDENTITY: PackageIdentity = {
  name: "go-hooks",
  version: "1.26",
  buildNumber: 3,
  license: "MIT",
};
export const DIST = "go-hooks-1.26-3";
export const FILES: readonly PackageFile[] = [
  { path: "etc/conda/deactivate.d/00-x-site.sh", content: "unset GOPATH # \u00dcbung\n" },
  { path: "etc/conda/activate.d/zz-x-site.bat", content: "@set A=1\r\n" },
  { path: "etc/conda/activate.d/00-x-site.sh", content: "" },
  // Longer than a block of zstd.
  { path: "etc/conda/activate.d/zz-x-site.sh", content: "# 0123456789\n".repeat(30_000) },
];
export const ABOUT = {
  summary: "Go's variables for every environment",
};

export const makeExample = () => buildCondaPackage(IDENTITY, FILES, ABOUT);

export const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
