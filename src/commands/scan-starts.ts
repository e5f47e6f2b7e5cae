// Where a scan looks: the folders, files and environments that were named, or those at hand.
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
   * Any folders, as `./...` too, and any go.mod and go.work files; with none, and no environment named,
   * the current folder and the active environment.
   */
  readonly folders?: readonly string[] | undefined;
  /** All of an environment, and not its `src`, `go/src` and `gopath/src` alone. */
  readonly everywhere?: boolean | undefined;
}

export interface Starts {
  /** Absolute, and there. */
  readonly folders: readonly string[];
  readonly files: readonly Found[];
  /** All that was looked at, be it there or not. */
  readonly looked: readonly string[];
  /** Of all environments. */
  readonly prefixes: readonly string[];
  /** Of the one environment that was named; of many, each has settings of its own. */
  readonly named: string | null;
}

/** @throws CondaGoHooksError for what is not there, and for wrong usage */
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

/** `./...` is what Go's commands call a folder and all below it, where a scan looks anyway. */
function dropDots(word: string): string {
  const path = word.replace(/(?:^|[/\\]+)\.\.\.$/, "");
  return path === "" ? (/^[/\\]/.test(word) ? "/" : ".") : path;
}

/** @throws CondaGoHooksError for a file that is none of Go's */
function findFile(word: string, { cwd }: Session): Found | null {
  const path = resolve(cwd, word);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return null;
  const name = basename(path);
  if (name === "go.mod" || name === "go.work") return { name, folder: dirname(path) };
  throw makeError("not-module", { path });
}

/** For a scan that comes back with empty hands: a name may be wrong, and then nothing has been judged. */
export function failEmpty({ looked }: Starts, unreadable: readonly Found[]): never {
  const [closed = null] = unreadable.filter((one) => one.name === null);
  throw makeError("no-module", { looked, closed });
}
