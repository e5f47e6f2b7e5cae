// How to give a variable another value, in the place where its present one comes from.
import { COMMAND } from "../../names.js";
import { makeCommand } from "./command.js";

/**
 * Where Go gets the value of a variable: from this environment's hooks; from conda's variables; from the script of a
 * package; from the shell; from the file of `go env -w`; from Go's own file. `saved` is the user's own value while the
 * hooks have set another.
 */
export interface Origin {
  readonly source:
    | "hook"
    | "saved"
    | "conda"
    | "package"
    | "shell"
    | "goenv"
    | "goroot"
    | "default";
  /** The file that says so; null where it is in none, as a variable of the shell is. */
  readonly file: string | null;
  /** From 1; null for the file as a whole. */
  readonly line: number | null;
  /** The environment as one types it, such as `-n api`; null without one. */
  readonly selector: string | null;
  /** What to type behind that, so that install goes by the right settings file. */
  readonly config?: string;
  /** The shell in which it is to be typed; sh unless given. */
  readonly shell?: string | null;
  /** Whether it is a hook that a package has brought: what installed ones only keep, stays as that sets it. */
  readonly isPackaged?: boolean;
  /** That package with its version. */
  readonly packageName?: string;
}

/** A way out, in words and as commands. */
export interface Way {
  readonly fix: string;
  /** Those that do it when they are typed as they stand; none where it takes an editor. */
  readonly commands: readonly string[];
}

/**
 * What to do so that the variable gets this value where its present one comes from.
 * @param wanted null for no value at all
 */
export function change(variable: string, wanted: string | null, from: Origin): Way {
  if (from.isPackaged) return install(variable, wanted, from);
  switch (from.source) {
    case "hook":
      return install(variable, wanted, from);
    case "conda":
      return wanted === null
        ? type(
            `conda env config vars unset ${variable} ${from.selector ?? ""}`.trim(),
            `, and delete the line of ${variable} from conda-meta/state`,
          )
        : type(setInConda(makeWord(`${variable}=${wanted}`), from));
    case "goenv":
    case "package": {
      const place = from.line === null ? from.file : `line ${from.line} of ${from.file}`;
      if (wanted === null) return { fix: `delete ${place}`, commands: [] };
      return { fix: `write ${variable}=${wanted} in ${place}`, commands: [] };
    }
    // Go's own file is for all users, and its next version brings another one.
    case "goroot":
    case "saved":
    case "shell":
    case "default":
      return inShell(variable, wanted, from);
  }
}

/** In the shell; what the hooks have saved, they give back first. */
function inShell(variable: string, wanted: string | null, from: Origin): Way {
  const { source, selector, shell } = from;
  const { unset, set } = LANGUAGES[shell ?? ""] ?? SH;
  const word = wanted === null ? null : makeWord(wanted);
  // A name of somebody's environment may be anything.
  if ((wanted !== null && word === null) || !/^\w+$/.test(variable)) return type(null);
  const typed = word === null ? unset(variable) : set(variable, word);
  const name = nameOf(selector);
  const commands =
    source === "saved" && name ? ["conda deactivate", typed, `conda activate ${name}`] : [typed];
  const start = wanted === null ? "delete what sets it in" : "write that in";
  return {
    fix: `run ${commands.join(", then ")}, and ${start} your shell's start-up file`,
    commands,
  };
}

interface Language {
  readonly unset: (variable: string) => string;
  readonly set: (variable: string, word: string) => string;
}

const quote = (word: string) => (word.startsWith('"') ? word : `"${word}"`);

const SH: Language = {
  unset: (variable) => `unset ${variable}`,
  set: (variable, word) => `export ${variable}=${word}`,
};
const CSH: Language = {
  unset: (variable) => `unsetenv ${variable}`,
  set: (variable, word) => `setenv ${variable} ${word}`,
};

/** By shell; all others are kin of sh. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  csh: CSH,
  tcsh: CSH,
  fish: {
    unset: (variable) => `set -e ${variable}`,
    set: (variable, word) => `set -gx ${variable} ${word}`,
  },
  nu: {
    unset: (variable) => `hide-env ${variable}`,
    set: (variable, word) => `$env.${variable} = ${quote(word)}`,
  },
  xonsh: {
    unset: (variable) => `del $${variable}`,
    set: (variable, word) => `$${variable} = ${quote(word)}`,
  },
  pwsh: {
    unset: (variable) => `Remove-Item Env:${variable}`,
    set: (variable, word) => `$env:${variable} = ${quote(word)}`,
  },
};

/**
 * What to do so that a variable, which has no value yet, gets this one in the place where another one comes from.
 * @param beside the place of the other one
 */
export function add(variable: string, value: string, beside: Origin): Way {
  const isInFile = beside.source === "goenv" || beside.source === "package";
  return isInFile && !beside.isPackaged
    ? { fix: `add the line ${variable}=${value} to ${beside.file}`, commands: [] }
    : change(variable, value, beside);
}

function setInConda(word: string | null, { selector }: Origin): string | null {
  const options = selector === null ? "" : `${selector} `;
  return word && `conda env config vars set ${options}${word}`;
}

/** The environment as conda activate takes it. */
function nameOf(selector: string | null): string | undefined {
  return selector?.replace(/^-[np] /, "");
}

function install(
  variable: string,
  wanted: string | null,
  { selector, config = "", isPackaged = false, packageName }: Origin,
): Way {
  const command = `${COMMAND} install${selector === null ? "" : ` ${selector}`}${config}`;
  const name = nameOf(selector);
  const whose = packageName ? ` (the value is from the package ${packageName})` : "";
  const again = `${name ? `, then conda activate ${name}` : ""}${whose}`;
  if (wanted === null)
    return type(`${command} ${isPackaged ? "--unset" : "--keep"} ${variable}`, again);
  const setting = makeWord(`${variable}=${wanted}`);
  return type(setting === null ? null : `${command} --set ${setting}`, again);
}

/** One word of a command, in quotes where a shell would take some of it for more than itself. */
function makeWord(text: string): string | null {
  // In a word by itself, sh drops a backslash; within quotes, one by one stays.
  if (text.includes("\\"))
    return /\\(?:\\|$)/.test(text) || makeCommand(text) === null ? null : `"${text}"`;
  return makeCommand(text) ?? (/^[\w./:@~+=, |*?[\];'-]+$/.test(text) ? `"${text}"` : null);
}

function type(command: string | null, more = ""): Way {
  return command === null
    ? { fix: "give it another value", commands: [] }
    : { fix: `run ${command}${more}`, commands: [command] };
}
