// Finds the hooks that a conda package has brought to an environment, and what their scripts say of themselves.
import { extname, join } from "node:path";
import { dirname } from "node:path/posix";
import { isPackagedPath, scriptPath } from "../names.js";
import { listNames, readSmallFile } from "./disk.js";
import { readFiles } from "./packages.js";

/** The package, as the scripts name it: nothing in either that a shell or a terminal reads as more than a word. */
export interface HookPackage {
  readonly name: string;
  readonly version: string;
}

export interface PackagedHooks extends HookPackage {
  /** Whether conda's record of that package names the scripts; else they are a copy. */
  readonly isManaged: boolean;
  /** Those of the shells that have them whole, such as `.sh`. */
  readonly extensions: readonly string[];
  /** The script that sets the variables, below the prefix. */
  readonly path: string;
  /** What was asked for when the package was made, as its script says it, in whatever shape; null where it does not. */
  readonly request: unknown;
  /** All that may be a variable of Go's and is named in that script. */
  readonly names: readonly string[];
}

// Ours are a few kilobytes.
const MAX_BYTES = 256 * 1024;

const MAX_RECORD_BYTES = 1024 * 1024;

const COMMENT = "(?:#|@rem)";
const HEADER = new RegExp(
  String.raw`^\uFEFF?${COMMENT} Made by conda-go-hooks: .*\r?\n` +
    String.raw`${COMMENT} Do not edit it: the conda package ([a-z0-9_][a-z0-9._-]{0,127}) ([a-z0-9][a-z0-9._+!]{0,127}) has brought it,.*\r?\n`,
);
const REQUEST = new RegExp(String.raw`^${COMMENT} Settings: (\{.*\})\r?\n`);

const FOLDER = dirname(scriptPath("last", ""));

/**
 * The packaged hooks of an environment; null where it has none that set anything. Costs one look where there are none.
 * @param prefer tells of which shell the scripts are read, if there are such
 */
export function findPackagedHooks(
  prefix: string,
  prefer: () => string | undefined = () => undefined,
): PackagedHooks | null {
  const paths = listNames(join(prefix, FOLDER)).map((name) => `${FOLDER}/${name}`);
  const extensions = [...new Set(paths.filter(isPackagedPath).map((path) => extname(path)))].sort();
  const whole = extensions.filter((extension) =>
    (["first", "last"] as const).every((hook) =>
      paths.includes(scriptPath(hook, extension, "packaged")),
    ),
  );
  if (whole.length === 0) return null;
  const preferred = prefer();
  const isPreferred = (extension: string) => extension === preferred;
  for (const extension of [...whole.filter(isPreferred), ...whole]) {
    const path = scriptPath("last", extension, "packaged");
    const text = readSmallFile(join(prefix, path), MAX_BYTES) ?? "";
    const found = readPackage(text);
    if (found === null) continue;
    const isManaged = isRecorded(prefix, found, path);
    return { ...found, isManaged, extensions: whole, path, ...readBody(text) };
  }
  return null;
}

/** The package that a script says has brought it; null where it says nothing of the kind. */
export function readPackage(text: string): HookPackage | null {
  const [, name, version] = HEADER.exec(text) ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** Whether a script is a packaged hook, by its path below the prefix and by its first lines. */
export function isPackagedHook(path: string, text: string): boolean {
  return isPackagedPath(path) && readPackage(text) !== null;
}

function readBody(text: string): Pick<PackagedHooks, "request" | "names"> {
  const body = text.replace(HEADER, "");
  const [line = "", json = "null"] = REQUEST.exec(body) ?? [];
  return {
    request: parse(json),
    names: [...new Set(body.slice(line.length).match(/\bC?GO[A-Z0-9_]+\b/g))],
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Whether conda has a record of the package that names the script. */
export function isRecorded(prefix: string, { name, version }: HookPackage, path: string): boolean {
  const folder = join(prefix, "conda-meta");
  const stem = `${name}-${version}-`;
  return listNames(folder)
    .filter((file) => file.startsWith(stem) && /^[^-]*\.json$/.test(file.slice(stem.length)))
    .some((file) =>
      readFiles(readSmallFile(join(folder, file), MAX_RECORD_BYTES) ?? "").includes(path),
    );
}
