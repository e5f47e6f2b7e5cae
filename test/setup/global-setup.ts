// Before all tests, and before the bench: packs and installs the package as a user would get it, and finds a PowerShell.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { findProgram } from "./programs.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the packed package is installed. */
    installation: string;
    /** How to run a PowerShell script: program and arguments before the file; null when there is none. */
    powershell: readonly [string, ...string[]] | null;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "conda-go-hooks-test-"));
  // Some tests run the command as somebody else.
  chmodSync(folder, 0o755);
  project.provide("installation", installPackage(folder));
  project.provide("powershell", preparePowerShell(folder));
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

function preparePowerShell(folder: string): readonly [string, ...string[]] | null {
  const options = ["-NoProfile", "-NonInteractive", "-File"];
  const pwsh = findProgram("pwsh");
  if (pwsh) return [pwsh, ...options];
  const dotnet = findProgram("dotnet");
  if (!dotnet) return null;
  const output = join(folder, "powershell");
  try {
    execFileSync(
      dotnet,
      ["build", "-c", "Release", "-o", output, "--nologo", "-v", "q", "--disable-build-servers"],
      {
        cwd: join(root, "test", "powershell"),
        encoding: "utf8",
        env: {
          ...process.env,
          DOTNET_CLI_TELEMETRY_OPTOUT: "1",
          DOTNET_NOLOGO: "1",
          DOTNET_GENERATE_ASPNET_CERTIFICATE: "false",
          // Without a network to ask, the check of a package's signature waits half a minute.
          NUGET_CERT_REVOCATION_MODE: "offline",
        },
      },
    );
  } catch (error) {
    console.error(
      `no PowerShell: its engine cannot be built: ${(error as { stdout?: string }).stdout ?? error}`,
    );
    return null;
  }
  return [dotnet, join(output, "engine.dll"), ...options];
}
