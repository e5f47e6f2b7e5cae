// Where a scan looks: the named folders, files and environments, or the current ones.
import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  checkSelector,
  type EnvironmentsSelector,
  findEnvironment,
  isEnvironmentNamed,
} from "../conda/environments.js";
import { chooseEnvironments, listEnvironments } from "../conda/list-environments.js";
import { findFolder } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import { makeError } from "../errors/error.js";
import type { Found } from "../go/loading/find-modules.js";
import { isFolder } from "../go/loading/module-reader.js";
import type { Session } from "../session.js";

export interface StartOptions extends EnvironmentsSelector {
  /**
   * Folders, also as `./...`, and go.mod and go.work files. Without any, and without a named environment: the
   * current folder and the active environment.
   */
  readonly folders?: readonly string[] | undefined;
  /** The whole environment, and not only its `src`, `go/src` and `gopath/src`. */
  readonly everywhere?: boolean | undefined;
}

export interface Starts {
  /** Absolute paths of folders that exist. */
  readonly folders: readonly string[];
  readonly files: readonly Found[];
  /** All places that were looked at, whether they exist or not. */
  readonly looked: readonly string[];
  /** The prefixes of all known environments. */
  readonly prefixes: readonly string[];
  /** The prefix of the one environment that was named. With many, each has its own settings. */
  readonly named: string | null;
}

/** @throws CondaGoHooksError for wrong usage, and for a folder or environment that does not exist */
export async function findStarts(options: StartOptions, session: Session): Promise<Starts> {
  const { all, pixi, everywhere } = options;
  const isNamed = isEnvironmentNamed(options);
  checkSelector(options);
  const found = await listEnvironments(session, { pixi });
  const known = found.map((environment) => environment.prefix);
  const chosen = all ? chooseEnvironments(found, options, session) : [];
  const words = options.folders ?? [];
  const isDefault = words.length === 0 && !isNamed && !all;
  const asked = chosen.map((environment) => environment.prefix);
  if (isNamed || (everywhere && !all) || (isDefault && session.env.CONDA_PREFIX)) {
    const environment = await findEnvironment(options, session);
    checkEnvironment(environment.prefix);
    asked.push(environment.prefix);
  }
  const folders = isDefault ? [session.cwd] : [];
  const files: Found[] = [];
  const looked = [...folders];
  for (const word of words) {
    const file = findFile(word, session);
    looked.push(resolve(session.cwd, dropDots(word)));
    if (file === null) folders.push(findFolder(dropDots(word), session));
    else files.push(file);
  }
  const places = everywhere ? [""] : ["src", "go/src", "gopath/src"];
  for (const path of asked.flatMap((one) => places.map((place) => join(one, place)))) {
    looked.push(path);
    if (isFolder(path)) folders.push(path);
  }
  const named = isNamed ? (asked.at(-1) ?? null) : null;
  return { folders, files, looked, prefixes: [...new Set([...known, ...asked])], named };
}

/** Go's commands take `./...` for a folder and all below it. A scan looks there anyway. */
function dropDots(word: string): string {
  const path = word.replace(/(?:^|[/\\]+)\.\.\.$/, "");
  return path === "" ? (/^[/\\]/.test(word) ? "/" : ".") : path;
}

/** @throws CondaGoHooksError for a file other than go.mod and go.work */
function findFile(word: string, { cwd }: Session): Found | null {
  const path = resolve(cwd, word);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return null;
  const name = basename(path);
  if (name === "go.mod" || name === "go.work") return { name, folder: dirname(path) };
  throw makeError("not-module", { path });
}

/** A scan that finds no module fails: a name may be wrong, and exit code 0 would hide it. */
export function failEmpty({ looked }: Starts, unreadable: readonly Found[]): never {
  const [closed = null] = unreadable.filter((one) => one.name === null);
  throw makeError("no-module", { looked, closed });
}
