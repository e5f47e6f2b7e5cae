// By which file Go picks a toolchain in a folder, and which toolchains it finds there without a download.
import { dirname, isAbsolute, join } from "node:path";
import { isDirectory, isThere, listNames, readSmallFile } from "../../conda/disk.js";
import { listFolders } from "../../find-program.js";
import type { GoVariable, Setup } from "../../go/setup/setup.js";
import type { Session } from "../../session.js";

// As large as a scan reads.
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * @param gowork the value of that variable, and GOMODCACHE of the other; undefined where it is not known
 * @param place with the environment of the go process
 */
export function findProjectLines(
  folder: string,
  gowork: GoVariable | undefined,
  modcache: GoVariable | undefined,
  place: Pick<Session, "env" | "platform">,
): Pick<Setup, "project" | "toolchains"> {
  const work = gowork?.value ?? findAbove(folder, "go.work") ?? "";
  const file = work === "" || work === "off" ? findAbove(folder, "go.mod") : work;
  // Go refuses a relative one.
  const text = file && isAbsolute(file) ? readSmallFile(file, MAX_BYTES) : null;
  const project = file && text ? { file, text } : null;
  const onPath = listFolders(place)
    .flatMap(listNames)
    .map((name) => name.replace(/\.exe$/i, ""));
  const cache = modcache?.value ?? "";
  const fetched = isAbsolute(cache) ? listNames(join(cache, "golang.org")) : [];
  // As in toolchain@v0.0.1-go1.24.0.linux-amd64.
  const cached = fetched.flatMap(
    (name) => /^toolchain@v0\.0\.1-(go.+)\.\w+-\w+$/.exec(name)?.[1] ?? [],
  );
  const toolchains = [...onPath.filter((name) => /^go1\.\d/.test(name)), ...cached];
  return { project, toolchains: new Set(toolchains) };
}

/** The file of this name in the folder or in the nearest one above; null without one. */
export function findAbove(folder: string, name: string): string | null {
  const file = join(folder, name);
  // As Go does, which takes whatever is no folder.
  if (isThere(file) && !isDirectory(file)) return file;
  return dirname(folder) === folder ? null : findAbove(dirname(folder), name);
}
