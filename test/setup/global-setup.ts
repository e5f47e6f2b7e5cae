// Before all tests, and before the bench: packs and installs the package as a user would get it.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the packed package is installed. */
    installation: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

export default function setup(project: TestProject): () => void {
  // Made where there is an npm, for where there is none.
  const { INSTALLATION } = process.env;
  if (INSTALLATION) {
    project.provide("installation", INSTALLATION);
    return () => undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "conda-go-hooks-test-"));
  // Some tests run the command as somebody else.
  chmodSync(folder, 0o755);
  project.provide("installation", installPackage(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

function installPackage(folder: string): string {
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      shell: process.platform === "win32",
    });
  // `npm test` has just built it: packing without scripts does not build it again.
  const [packed] = JSON.parse(
    npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
  );
  writeFileSync(join(folder, "package.json"), "{}");
  npm(
    folder,
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    join(folder, packed.filename),
  );
  return join(folder, "node_modules", "conda-go-hooks");
}
