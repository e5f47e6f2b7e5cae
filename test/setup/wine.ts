// wine: a Windows 10 in it, made once for all runs, for cmd.exe and for the Nodes that are win32 programs.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { makeForwardingDll } from "./forwarding-dll.js";
import { findProgram } from "./programs.js";

// Below node_modules, which nobody keeps: it has the size of a Windows.
const WINEPREFIX = fileURLToPath(new URL("../../node_modules/.cache/wine-10", import.meta.url));

/** What a program in it needs of an environment; wine takes the characters of that from LC_ALL. */
export const WINE_ENV = { WINEPREFIX, WINEDEBUG: "-all", LC_ALL: "C.UTF-8" };

/**
 * Makes wine's Windows, which takes some seconds, unless it is there, and keeps it up for the tests.
 * @returns what shuts it down again
 */
export function prepareWine(): () => void {
  const wine = findWine();
  if (wine === null) return () => undefined;
  const env = { ...process.env, ...WINE_ENV, WINEDLLOVERRIDES: "mscoree,mshtml=" };
  if (!existsSync(`${WINEPREFIX}/system.reg`)) {
    mkdirSync(WINEPREFIX, { recursive: true });
    execFileSync(wine, ["wineboot", "--init"], { env, stdio: "ignore" });
    // Else it is a Windows 7, on which no Node starts.
    const version = ["HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"];
    execFileSync(wine, ["reg", "add", ...version], { env, stdio: "ignore" });
    // The registry goes to disk when the server ends.
    execFileSync("wineserver", ["--wait"], { env, stdio: "ignore" });
  }
  // What a Go takes its random numbers from, and wine 8 does not have.
  const random = `${WINEPREFIX}/drive_c/windows/system32/bcryptprimitives.dll`;
  if (!existsSync(random)) {
    const dll = makeForwardingDll(
      "bcryptprimitives.dll",
      "ProcessPrng",
      "advapi32.SystemFunction036",
    );
    writeFileSync(random, dll);
  }
  // Else Windows would start anew for every program, and its services hold the pipes of the first one.
  spawnSync("wineserver", ["--persistent"], { env, stdio: "ignore" });
  execFileSync(wine, ["cmd", "/c", "exit"], { env, stdio: "ignore" });
  return () => {
    spawnSync("wineserver", ["--kill"], { env, stdio: "ignore" });
  };
}

/** The wine of this machine, or null. Not Debian's `wine`, a script that complains on stderr when there is no 32-bit one. */
export function findWine(): string | null {
  const debian = "/usr/lib/wine/wine64";
  if (findProgram("wineserver") === null) return null;
  return existsSync(debian) ? debian : (findProgram("wine64") ?? findProgram("wine"));
}

/** A path as a program on Windows sees it. */
export function toWindowsPath(path: string): string {
  return process.platform === "win32" ? path : win32.join("Z:\\", path);
}
