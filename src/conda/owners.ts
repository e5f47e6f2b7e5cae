// Who else sets a variable in an environment: conda's own variables, packages' variables and hooks.
import { join } from "node:path";
import { isScriptPath } from "../names.js";
import { listNames, readSmallFile } from "./disk.js";

export interface Owner {
  readonly variable: string;
  /** Below the prefix. */
  readonly path: string;
  /** Of a script, the first that sets or unsets it, counted from 1; null for conda's and packages' variables. */
  readonly line: number | null;
}

// conda runs what has the extension of a shell, and nothing else.
const RUN = /\.(?:sh|fish|csh|xsh|ps1|bat|nu)$/;

// Hooks of packages are a few lines; a larger one is not searched.
const MAX_BYTES = 256 * 1024;

/** Finds the files of an environment, besides ours, that set one of these variables, at activation or deactivation. */
export function findOtherOwners(prefix: string, variables: readonly string[]): Owner[] {
  const packages = list(prefix, "etc/conda/env_vars.d");
  const folders = ["etc/conda/activate.d", "etc/conda/deactivate.d"];
  const scripts = folders.flatMap((folder) => list(prefix, folder));
  const hooks = scripts.filter((path) => RUN.test(path) && !isScriptPath(path));
  return [
    ...["conda-meta/state", ...packages].flatMap((path) => {
      const names = readNames(readText(prefix, path), path.startsWith("conda-meta"));
      return variables
        .filter((variable) => names.includes(variable))
        .map((variable) => ({ variable, path, line: null }));
    }),
    ...hooks.flatMap((path) => {
      const lines = readText(prefix, path).split(/\r\n|[\r\n]/);
      return variables.flatMap((variable) => {
        const index = lines.findIndex((line) => setsVariable(line, variable));
        return index < 0 ? [] : [{ variable, path, line: index + 1 }];
      });
    }),
  ];
}

function list(prefix: string, folder: string): string[] {
  return listNames(join(prefix, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function readText(prefix: string, path: string): string {
  return readSmallFile(join(prefix, path), MAX_BYTES) ?? "";
}

/** conda turns the names to upper case. @param isState whether they stand below `env_vars` */
function readNames(json: string, isState: boolean): string[] {
  try {
    const value = JSON.parse(json);
    return Object.entries((isState ? value.env_vars : value) ?? {})
      .filter(([, text]) => text !== CROSSED_OUT)
      .map(([name]) => name.toUpperCase());
  } catch {
    return [];
  }
}

// What `conda env config vars unset` leaves in the file, and conda does not set.
const CROSSED_OUT = "***unset***";

// A brace before a blank opens a block; the one of ${NAME} does not.
const COMMAND_END = /[;&|()]|\{(?=\s|$)/;

// What may stand before a command: cmd's `@` and `if ...`, fish's `and`.
const CONDITION = /^(?:and\s+|or\s+|@?if\b.*?\s(?=@?set\b))*@?/i;

/** A look at the words, not a parse of six languages: who assigns, sets or unsets the variable? */
function setsVariable(line: string, variable: string): boolean {
  return line
    .split(COMMAND_END)
    .map((part) => part.trim().replace(CONDITION, ""))
    .some((part) => isAssignment(part, variable));
}

const ASSIGNS = /^(?:export|set|local|typeset|declare|setenv|unsetenv|unset|then|else|do)$/i;

function isAssignment(command: string, variable: string): boolean {
  if (/^(?:#|::|rem\b)/i.test(command)) return false;
  const powershell = new RegExp(`^\\$\\{?env[:.]${variable}\\}?\\s*\\+?=`, "i");
  if (powershell.test(command)) return true;
  const [first = "", ...rest] = command.split(/\s+/);
  const words = ASSIGNS.test(first) ? rest : [first];
  // fish's question.
  if (words === rest && /^(?:-q|--query)$/.test(words[0] ?? "")) return false;
  const assigns = new RegExp(`^"?${variable}\\+?=`);
  return words.some((word) => assigns.test(word) || (words === rest && word === variable));
}
