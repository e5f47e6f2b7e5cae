// Where a scan looks: in what was named, or else in the current folder and the active environment.
import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  checkSelector,
  type EnvironmentsSelector,
  findEnvironment,
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
   * Folders, also written as `./...`, and go.mod and go.work files. Without any, and without an environment, the
   * current folder and the active environment.
   */
  readonly folders?: readonly string[] | undefined;
  /** Looks in the whole environment, not only in its `src`, `go/src` and `gopath/src`. */
  readonly everywhere?: boolean | undefined;
}

export interface Starts {
  /** Absolute paths of folders that exist. */
  readonly folders: readonly string[];
  readonly files: readonly Found[];
  /** Everything that was looked at, whether it exists or not. */
  readonly looked: readonly string[];
  /** The prefixes of all environments. */
  readonly prefixes: readonly string[];
  /** The prefix of the one environment that was named; many have settings of their own each. */
  readonly named: string | null;
}

/** @throws CondaGoHooksError for what does not exist, and for wrong usage */
export async function findStarts(options: StartOptions, session: Session): Promise<Starts> {
  const { all, pixi, everywhere, name, prefix, env } = options;
  const isNamed = [name, prefix, env].some((value) => value !== undefined);
  checkSelector(options);
  const found = await listEnvironments(session, { pixi });
  const known = found.map((environment) => environment.prefix);
  const chosen = all ? chooseEnvironments(found, options, session) : [];
  const words = options.folders ?? [];
  const isDefault = words.length === 0 && !isNamed && !all;
  const asked = chosen.map((environment) => environment.prefix);
  if (isNamed || (everywhere && !all) || (isDefault && session.env.CONDA_PREFIX)) {
    const environment = await findEnvironment({ name, prefix, env }, session);
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

/** `./...` is Go's name for a folder and everything below it, where a scan looks anyway. */
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

/** Fails a scan that found no file: a name may be wrong, and success would say that all is well. */
export function failEmpty({ looked }: Starts, unreadable: readonly Found[]): never {
  const [closed = null] = unreadable.filter((one) => one.name === null);
  throw makeError("no-module", { looked, closed });
}
