// The Go that runs and the one that the project asks for; and the settings of GODEBUG, which differ by version.
import { findNearest } from "../../did-you-mean.js";
import { type Finding, makeFinding, type Origin } from "../../findings/finding.js";
import { compareGoVersions } from "../modfile/go-version.js";
import {
  ENVIRONMENT_SETTINGS,
  findFirstMinor,
  findRemoval,
  findValueFault,
  isKnownSetting,
} from "../modfile/godebug.js";
import type { ModFile, WorkFile } from "../modfile/modfile.js";
import { parseModFile, parseWorkFile } from "../modfile/parse-modfile.js";
import { readMode, type Selected, selectToolchain, versionOf } from "./select-toolchain.js";
import { findGiven, ofVariable, originInShell, type Setup } from "./setup.js";

/** The lines of the project that concern versions. */
interface Project {
  readonly file: string;
  readonly isWorkspace: boolean;
  readonly lines: ModFile | WorkFile;
}

export function describeVersions(setup: Setup): string {
  const project = readProject(setup);
  const asked = project?.lines.go?.version;
  const { value } = originOf("GOTOOLCHAIN", "auto", setup);
  return [
    setup.go?.version ?? "no go on the PATH",
    ...(asked === undefined ? [] : [`the project asks for ${asked}`]),
    ...(setup.minor < 21 ? [] : [`GOTOOLCHAIN=${value}`]),
  ].join(", ");
}

export function checkVersions(setup: Setup): Finding[] {
  const project = readProject(setup);
  return [
    ...(project === null
      ? []
      : [...checkOldGo(project, setup), ...checkGodebugLines(project, setup)]),
    ...checkToolchain(project, setup),
    ...checkGodebug(setup),
  ];
}

/** Null where there is none, or where no Go can read it. */
function readProject({ project, platform }: Setup): Project | null {
  if (project === null) return null;
  const { file, text } = project;
  const isWorkspace = !/go\.mod$/.test(file);
  const options = { windows: platform === "win32" };
  const lines = isWorkspace ? parseWorkFile(text, options) : parseModFile(text, options);
  return lines.errors.length > 0 ? null : { file, isWorkspace, lines };
}

/** The value that counts, and where it comes from. */
function originOf(
  name: string,
  fallback: string,
  setup: Setup,
): { readonly value: string; readonly origin: Origin } {
  const found = setup.variables.get(name);
  return found?.value ? found : { value: fallback, origin: originInShell(setup) };
}

/** Lines that this Go cannot read, and only a newer one can. */
function checkOldGo({ file, lines }: Project, { minor, go }: Setup): Finding[] {
  if (go === null) return [];
  return lines.newer
    .filter(({ since }) => minor < Number(since.split(".")[1]))
    .map(({ line, what, since }) => {
      const older = /^go (\d+\.\d+)/.exec(what)?.[1];
      return makeFinding(
        "go-mod-newer",
        "error",
        { file, line },
        {
          what,
          since,
          running: go.version,
          older: older === undefined ? null : `go ${older}`,
          line,
          file,
        },
      );
    });
}

/** What keeps the toolchain from here that the project, or GOTOOLCHAIN, asks for. */
function checkToolchain(project: Project | null, setup: Setup): Finding[] {
  const { go, minor, toolchains } = setup;
  const variable = originOf("GOTOOLCHAIN", "auto", setup);
  const mode = readMode(variable.value);
  if (go === null || minor < 21 || mode === null) return [];
  const lines = project?.lines ?? null;
  const selected = selectToolchain(mode, go.version, lines);
  const name = selected?.name ?? go.version;
  const listed = lines?.go;
  if (project !== null && listed && compareGoVersions(listed.version, versionOf(name)) > 0) {
    const place = { file: project.file, line: listed.at.line };
    return [
      makeFinding("go-line-above", "error", place, {
        listed: listed.version,
        running: versionOf(name),
        gotoolchain: variable.value,
        origin: variable.origin,
        isBlocked: findBlock(setup) !== null,
        isWorkspace: project.isWorkspace,
      }),
    ];
  }
  if (selected === null) return [];
  const isHere = toolchains.has(name);
  const block = isHere
    ? null
    : mode.more === "path"
      ? { name: "GOTOOLCHAIN" as const, ...variable }
      : findBlock(setup);
  const line = project === null ? null : findLine(selected, project);
  const place =
    project === null || line === null
      ? { file: variable.origin.file ?? "", line: variable.origin.line }
      : { file: project.file, line };
  const by = line === null ? `GOTOOLCHAIN=${variable.value}` : `the ${selected.by} line`;
  if (block === null) {
    const level = isHere || selected.by !== "GOTOOLCHAIN" ? "info" : "warning";
    const args = { name, by, running: go.version, isHere, origin: variable.origin };
    return [makeFinding("toolchain-other", level, place, args)];
  }
  // The toolchain line only wishes.
  const isWish =
    selected.by === "toolchain" &&
    (!listed || compareGoVersions(listed.version, versionOf(go.version)) <= 0);
  return [
    makeFinding("toolchain-unobtainable", "error", place, {
      name,
      by,
      selectedBy: selected.by,
      isWish,
      toolchainOrigin: variable.origin,
      block: block.name,
      value: block.value,
      origin: block.origin,
    }),
  ];
}

/** The line that asks for it; null where GOTOOLCHAIN does. */
function findLine({ by }: Selected, { lines }: Project): number | null {
  return by === "GOTOOLCHAIN"
    ? null
    : ((by === "go" ? lines.go : lines.toolchain)?.at.line ?? null);
}

interface Block {
  readonly name: "GOTOOLCHAIN" | "GOPROXY" | "GOSUMDB";
  readonly value: string;
  readonly origin: Origin;
}

/** The variable that allows no download of a toolchain; null without one. */
function findBlock(setup: Setup): Block | null {
  const proxy = findGiven(setup, "GOPROXY");
  const value = proxy?.value.trim() ?? "";
  if (proxy && /^off(?:$|[,|])/.test(value))
    return { name: "GOPROXY", value, origin: proxy.origin };
  const checksums = findGiven(setup, "GOSUMDB");
  // With one folder of files as the only proxy, Go asks for no checksum.
  if (checksums?.value !== "off" || /^file:\/\/[^,|]*$/.test(value)) return null;
  return { name: "GOSUMDB", value: "off", origin: checksums.origin };
}

/** Settings that an older Go does not know yet, or that 1.26 refuses by name. */
function checkGodebugLines({ file, lines, isWorkspace }: Project, { minor, go }: Setup): Finding[] {
  // Go before 1.23 knows no such line, and what 1.27 says of one is told of the project.
  if (go === null || minor < 23 || minor > 26) return [];
  return lines.godebug.flatMap(({ key, value, at }) => {
    const since = findFirstMinor(key);
    const removed = findRemoval(key);
    const isEarly = since !== null && minor < since;
    const isLate = removed !== null && minor === 26 && removed <= 26;
    if ((!isEarly && !isLate) || findValueFault(key, value) !== null) return [];
    const place = { file, line: at.line };
    const args = { key, running: go.version, since: isEarly ? since : null, isWorkspace };
    return [makeFinding("godebug-other-version", "error", place, args)];
  });
}

/** GODEBUG of the environment, which every program of Go reads, go itself too. */
function checkGodebug(setup: Setup): Finding[] {
  const variable = findGiven(setup, "GODEBUG");
  // The runtime looks in the environment alone.
  if (variable === undefined || variable.origin.source === "goenv") return [];
  const fields = variable.value.split(",");
  // As the runtime reads it; the first fault ends it.
  const settings = fields.flatMap((field) => {
    const at = field.indexOf("=");
    return at < 0 ? [] : [{ field, key: field.slice(0, at), value: field.slice(at + 1) }];
  });
  const isRefused = ({ key, value }: { key: string; value: string }) =>
    setup.minor >= 27 && key !== "default" && findValueFault(key, value) !== null;
  const refused = settings.filter(isRefused);
  if (refused[0] !== undefined) {
    const fields = refused.map(({ field }) => field);
    const { key, value } = refused[0];
    const detail = `removed GODEBUG "${key}" set to old value "${value}" in environment`;
    const settings = fields.join(",");
    const args = {
      detail,
      settings,
      rest: without(variable.value, fields),
      origin: variable.origin,
    };
    return [ofVariable(variable, "godebug-removed", "error", args)];
  }
  return settings
    .filter(
      ({ key }) =>
        !/^#|^cpu\./.test(key) && !isKnownSetting(key) && !ENVIRONMENT_SETTINGS.includes(key),
    )
    .map(({ key, field }) => {
      const near = findNearest(key, ENVIRONMENT_SETTINGS);
      const rest = without(variable.value, [field]);
      return ofVariable(variable, "godebug-idle", "warning", {
        key,
        near,
        rest,
        origin: variable.origin,
      });
    });
}

/** The value without these settings; null where nothing is left. */
function without(godebug: string, fields: readonly string[]): string | null {
  return (
    godebug
      .split(",")
      .filter((field) => !fields.includes(field))
      .join(",") || null
  );
}
