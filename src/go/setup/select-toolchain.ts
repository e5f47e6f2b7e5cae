// Which toolchain Go picks: its own, or another by GOTOOLCHAIN and the go and toolchain lines of the project.
import { compareGoVersions } from "../modfile/go-version.js";
import type { ModFile, WorkFile } from "../modfile/modfile.js";

export interface Selected {
  /** As in `go1.24.0`. */
  readonly name: string;
  /** What asks for it. */
  readonly by: "go" | "toolchain" | "GOTOOLCHAIN";
}

/** What Go 1.21 and newer make of GOTOOLCHAIN. */
export interface Mode {
  /** What runs where the project asks for no more; null for the go that is there. */
  readonly least: string | null;
  /** Whether the project can ask for more, and whether that may be downloaded. */
  readonly more: "download" | "path" | "none";
}

/** Null for what Go refuses. */
export function readMode(gotoolchain: string): Mode | null {
  if (gotoolchain === "auto") return { least: null, more: "download" };
  if (gotoolchain === "path") return { least: null, more: "path" };
  const [, least, suffix] = /^(local|go1\.\d[\w.-]*)(?:\+(auto|path))?$/.exec(gotoolchain) ?? [];
  if (least === undefined) return null;
  const more = suffix === "auto" ? "download" : suffix === "path" ? "path" : "none";
  return { least: least === "local" ? null : least, more };
}

/**
 * As cmd/go's toolchain.Select.
 * @param running the version of the go that is there, such as `go1.27.3`
 * @param lines those of the go.mod or go.work; null without one
 * @returns null where it is the go that is there
 */
export function selectToolchain(
  { least, more }: Mode,
  running: string,
  lines: Pick<ModFile | WorkFile, "go" | "toolchain"> | null,
): Selected | null {
  let selected: Selected = { name: least ?? running, by: "GOTOOLCHAIN" };
  const isAbove = (version: string) => compareGoVersions(version, versionOf(selected.name)) > 0;
  const toolchain = lines?.toolchain?.name ?? "";
  if (more !== "none" && toolchain !== "default") {
    if (toolchain !== "" && isAbove(versionOf(toolchain)))
      selected = { name: toolchain, by: "toolchain" };
    const listed = lines?.go?.version;
    if (listed !== undefined && isAbove(listed))
      selected = { name: `go${nameRelease(listed)}`, by: "go" };
  }
  return selected.name === running ? null : selected;
}

/** The 1.24.0 of go1.24.0-custom. */
export function versionOf(toolchain: string): string {
  return /go(1\.\d[^-]*)/.exec(toolchain)?.[1] ?? "";
}

/** Since 1.21 the first release of 1.N is called 1.N.0. */
function nameRelease(version: string): string {
  const isLanguage = /^1\.\d+$/.test(version) && compareGoVersions(version, "1.21") >= 0;
  return isLanguage ? `${version}.0` : version;
}
