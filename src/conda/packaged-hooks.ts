// Finds the hooks that a conda package has brought to an environment, and what their scripts say of themselves.
import { createHash } from "node:crypto";
import { extname, join } from "node:path";
import { dirname } from "node:path/posix";
import { HOOKS, isPackagedPath, PACKAGED_BASE, phaseOf, scriptPath } from "../names.js";
import { listNames, readSmallText } from "./disk.js";
import { findRecords, type PackageRecord } from "./packages.js";

/** The package, as the scripts name it: nothing in either that a shell or a terminal reads as more than a word. */
export interface HookPackage {
  readonly name: string;
  readonly version: string;
}

/** A script that is not as the package has brought it. */
export interface DamagedScript {
  /** Below the prefix. */
  readonly path: string;
  readonly state: "edited" | "missing";
}

export interface PackagedHooks extends HookPackage {
  /** As conda's record says it; null without a record. */
  readonly build: string | null;
  /** Whether conda has a record that names the scripts; else they are a copy. */
  readonly isManaged: boolean;
  /** The packages, with their versions, whose records name the scripts; of several, the last one wrote them. */
  readonly owners: readonly string[];
  /** Those of the shells in which an activation runs them, such as `.sh`. */
  readonly extensions: readonly string[];
  /** Of all shells. */
  readonly damaged: readonly DamagedScript[];
  /** The script that sets the variables, below the prefix. */
  readonly path: string;
  /**
   * What was asked for when the package was made, as its script says it, in whatever shape; null where it does not, or
   * where a script of this shell is not as it was.
   */
  readonly request: unknown;
  /** All that may be a variable of Go's and is named in what sets them. */
  readonly names: readonly string[];
}

const COMMENT = "(?:#|@rem)";
const NAME = "[a-z0-9_][a-z0-9._-]{0,127}";
const VERSION = "[a-z0-9][a-z0-9._+!]{0,127}";
const HEADER = new RegExp(
  String.raw`^\uFEFF?${COMMENT} Made by conda-go-hooks: .*\r?\n` +
    String.raw`${COMMENT} Do not edit it: the conda package (${NAME}) (${VERSION}) has brought it,.*\r?\n`,
);
const REQUEST = new RegExp(String.raw`^${COMMENT} Settings: (\{.*\})\r?\n`);
const WORDS = new RegExp(`^${NAME} ${VERSION}$`);

const FOLDERS = [...new Set(HOOKS.map((hook) => dirname(scriptPath(hook, ""))))];

/** By path, the text of each script that is there; null where it can be none of ours. */
type Texts = ReadonlyMap<string, string | null>;

/**
 * The packaged hooks of an environment; null where it has none. Costs a look at two folders where there are none.
 * @param prefer tells of which shell the scripts are read, if there are such
 * @param isThorough whether to look for other packages that have brought the same scripts, which takes its time
 */
export function findPackagedHooks(
  prefix: string,
  prefer: () => string | undefined = () => undefined,
  isThorough = false,
): PackagedHooks | null {
  const texts = readScripts(prefix);
  if (texts.size === 0) return null;
  const preferred = prefer();
  const extensionsOf = (paths: readonly string[]) => [...new Set(paths.map(extname))].sort();
  const extensions = extensionsOf([...texts.keys()].filter((path) => phaseOf(path) === "activate"));
  const said = findHeader(texts, [preferred, ...extensionsOf([...texts.keys()])]);
  const records = findClaims(prefix, said, isThorough);
  const record = records.find((one) => said && isSame(one, said)) ?? records[0] ?? null;
  const from = record ?? said;
  if (from === null) return null;
  const { name, version } = from;
  const damaged = listDamaged(texts, { name, version }, record);
  const isDamaged = (extension: string) => damaged.some(({ path }) => extname(path) === extension);
  const [extension] = [
    ...extensions.filter((one) => one === preferred),
    ...extensions.filter((one) => !isDamaged(one)),
    ...extensions,
  ];
  // Of a copy, what is left over is nobody's hooks.
  const isWhole = (one: string) =>
    texts.has(pathOf("first", one)) && texts.has(pathOf("last", one));
  if (extension === undefined || (record === null && !extensions.some(isWhole))) return null;
  const body = readBody(texts.get(pathOf("last", extension)) ?? "");
  return {
    ...{ name, version, build: record?.build ?? null, isManaged: record !== null },
    owners: records.map((one) => `${one.name}-${one.version}`),
    ...{ extensions, damaged, path: pathOf("last", extension) },
    request: isDamaged(extension) ? null : body.request,
    names: [...new Set([...body.names, ...listNamesInFirst(texts, extension, damaged)])],
  };
}

function pathOf(hook: (typeof HOOKS)[number], extension: string): string {
  return scriptPath(hook, extension, "packaged");
}

function readScripts(prefix: string): Texts {
  const paths = FOLDERS.flatMap((folder) =>
    listNames(join(prefix, folder)).map((name) => `${folder}/${name}`),
  ).filter(isPackagedPath);
  return new Map(paths.map((path) => [path, readSmallText(prefix, path)]));
}

/** The package that the first script names that names any. */
function findHeader(texts: Texts, extensions: readonly (string | undefined)[]): HookPackage | null {
  for (const extension of extensions)
    for (const hook of HOOKS.toReversed()) {
      const found = extension && readPackage(texts.get(pathOf(hook, extension)) ?? "");
      if (found) return found;
    }
  return null;
}

function isSame(one: HookPackage, other: HookPackage): boolean {
  return one.name === other.name && one.version === other.version;
}

/** The records that name packaged hooks: that of the package that the scripts name, and all others where it has none. */
function findClaims(
  prefix: string,
  said: HookPackage | null,
  isThorough: boolean,
): PackageRecord[] {
  const find = (isAsked?: (file: string) => boolean) =>
    findRecords(prefix, isPackagedPath, PACKAGED_BASE, isAsked).filter(({ name, version }) =>
      WORDS.test(`${name} ${version}`),
    );
  const start = said && `${said.name}-${said.version}-`;
  const own = start === null || isThorough ? [] : find((file) => file.startsWith(start));
  return own.length > 0 ? own : find();
}

/** What is not as the package has brought it, by its hash where there is one; of each shell, all three belong together. */
function listDamaged(
  texts: Texts,
  from: HookPackage,
  record: PackageRecord | null,
): DamagedScript[] {
  const paths = [...texts.keys(), ...(record?.files.keys() ?? [])];
  const extensions = [...new Set(paths.map(extname))].sort();
  return extensions
    .flatMap((extension) => HOOKS.map((hook) => pathOf(hook, extension)))
    .flatMap((path): DamagedScript[] => {
      const text = texts.get(path);
      if (text === undefined) return [{ path, state: "missing" }];
      const hashes = record?.files.get(path) ?? [];
      const said = readPackage(text ?? "");
      const isIntact =
        hashes.length > 0
          ? text !== null && hashes.includes(createHash("sha256").update(text).digest("hex"))
          : said !== null && isSame(said, from);
      return isIntact ? [] : [{ path, state: "edited" }];
    });
}

/** What a first script may set that is not as it was. */
function listNamesInFirst(texts: Texts, extension: string, damaged: readonly DamagedScript[]) {
  const path = pathOf("first", extension);
  return damaged.some((one) => one.path === path) ? readBody(texts.get(path) ?? "").names : [];
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
export function isRecorded(prefix: string, from: HookPackage, path: string): boolean {
  const start = `${from.name}-${from.version}-`;
  const isAsked = (file: string) => file.startsWith(start);
  return findRecords(prefix, (one) => one === path, PACKAGED_BASE, isAsked).some((record) =>
    isSame(record, from),
  );
}
