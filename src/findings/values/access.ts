// What is wrong with a GOAUTH or a GOVCS: how Go may get at repositories and proxies.
import { isAbsolute as isPosixAbsolute } from "node:path/posix";
import type { AuthFault, VersionControlFault } from "../codes/access.js";
import { makeFault, type Rule } from "./rule.js";

export const checkAuth: Rule = (value, bad, { platform, minor }) => {
  // Older ones do not know the variable.
  if (minor !== null && minor < 24) return [];
  const fault = findAuthFault(value, platform);
  return fault === null ? [] : [makeFault("auth-invalid", "error", { ...bad, fault })];
};

/** As cmd/go's runGoAuth, which ends Go; what a command itself does wrong does not. */
function findAuthFault(value: string, platform: string): AuthFault | null {
  if (value === "off") return null;
  // The last is run first, as an earlier one has the last word.
  for (const command of value.split(";").reverse()) {
    const [name, folder, more] = command.split(/\s+/).filter((word) => word !== "");
    if (name === undefined) return "empty";
    if (name === "off") return value.includes(";") ? "off" : null;
    if (name !== "git") continue;
    if (folder === undefined || more !== undefined) return "git";
    const isAbsolute =
      platform === "win32"
        ? /^(?:[A-Za-z]:|[/\\]{2}[^/\\]+)[/\\]/.test(folder)
        : isPosixAbsolute(folder);
    if (!isAbsolute) return "git-relative";
  }
  return null;
}

export const checkVersionControl: Rule = (value, bad) => {
  const fault = findVersionControlFault(value);
  return fault === null ? [] : [makeFault("version-control-invalid", "error", { ...bad, fault })];
};

/** As cmd/go's parseGOVCS. */
function findVersionControlFault(value: string): VersionControlFault | null {
  if (value.trim() === "") return null;
  const seen = new Set<string>();
  for (const item of value.split(",").map((one) => one.trim())) {
    if (item === "") return "entry";
    const at = item.indexOf(":");
    if (at === -1) return "colon";
    const [pattern, list] = [item.slice(0, at).trim(), item.slice(at + 1).trim()];
    if (pattern === "") return "pattern";
    if (list === "") return "list";
    if (/^\.\.?(?:\/|$)/.test(pattern)) return "relative";
    if (seen.has(pattern)) return "twice";
    seen.add(pattern);
    if (list.split("|").some((name) => name.trim() === "")) return "name";
  }
  return null;
}
