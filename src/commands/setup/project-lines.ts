// By which file Go picks a toolchain in a folder, and which toolchains it finds there without a download.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { findModuleCache } from "../../go/loading/module-cache.js";
import type { Setup } from "../../go/setup/setup.js";
import type { Session } from "../../session.js";

/** @param env with what is set in the file of `go env -w` */
export function findProjectLines(
  folder: string,
  env: Session["env"],
  { home, platform }: Session,
): Pick<Setup, "project" | "toolchains"> {
  const work = env.GOWORK || findAbove(folder, "go.work") || "off";
  const file = work === "off" ? findAbove(folder, "go.mod") : work;
  const text = file && readText(file);
  const project = file && text !== null && text !== "" ? { file, text } : null;
  const separator = platform === "win32" ? ";" : ":";
  const folders = (env.PATH ?? env.Path ?? "").split(separator).filter(isAbsolute);
  const onPath = folders.flatMap(listNames).map((name) => name.replace(/\.exe$/i, ""));
  const cache = findModuleCache(env, home);
  const fetched = cache === null ? [] : listNames(join(cache, "golang.org"));
  // As in toolchain@v0.0.1-go1.24.0.linux-amd64.
  const cached = fetched.flatMap(
    (name) => /^toolchain@v0\.0\.1-(go.+)\.\w+-\w+$/.exec(name)?.[1] ?? [],
  );
  const toolchains = [...onPath.filter((name) => /^go1\.\d/.test(name)), ...cached];
  return { project, toolchains: new Set(toolchains) };
}

/** The file of this name in the folder or in the nearest one above; null without one. */
function findAbove(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, name);
    if (readText(file) !== null) return file;
    if (dirname(at) === at) return null;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
