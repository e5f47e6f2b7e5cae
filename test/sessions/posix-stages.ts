// The shells that run .sh hooks, each as a stage for plays.
import { findProgram, readVersion } from "../setup/programs.js";
import type { Deed, Driver, HasFlag, Stage } from "./play.js";
import { performEach, plainEnvironment, type Staging } from "./stage.js";

interface PosixShell {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** What tells its version, where that is not its option `--version`. */
  readonly tellVersion?: readonly [string, ...string[]];
  /** Whether it takes only what is text in its locale. */
  readonly isTextOnly?: true;
  /** Of a program that misreads long scripts. */
  readonly parts?: NonNullable<Driver["parts"]>;
  /** What it does not do without. */
  readonly env?: Readonly<Record<string, string>>;
  /** What users and their scripts may have switched on. */
  readonly modes: Readonly<Record<string, string>>;
  /** Prints all that the shell holds besides its environment. */
  readonly dump: string;
  /** Lines of the dump that change by themselves. */
  readonly volatile: RegExp;
}

// Letters of our own words in IFS: whatever is split by accident shows.
const STRICT = "set -euC\nIFS='GO_/ -'\n";
const PLAIN_DUMP = "set; alias; set +o; trap; umask; pwd";
// conda evaluates its lines in a function; the hooks see the options and IFS of the user.
const PLAY = 'play() { eval "$1"; }';
const KSH_DUMP = "set; typeset -p; typeset -f; alias; set +o; trap; umask; pwd";

export const POSIX_SHELLS: readonly PosixShell[] = [
  {
    name: "bash",
    program: "bash",
    args: ["--noprofile", "--norc"],
    modes: {
      default: "",
      // With nocasematch, `case` takes a for A.
      strict: `${STRICT}set -o pipefail; shopt -s nocasematch`,
      posix: "set -o posix; shopt -s nullglob failglob extglob",
    },
    dump: "declare -p; declare -f; alias; shopt; set +o; trap; umask; pwd",
    volatile:
      /^declare \S+ (?:_|LINENO|RANDOM|SRANDOM|SECONDS|BASH_\w+|EPOCH\w+|FUNCNAME|PIPESTATUS|BASHPID)\b/,
  },
  {
    name: "dash",
    program: "dash",
    args: [],
    // It has no word for it itself.
    tellVersion: ["dpkg-query", "--show", "dash"],
    modes: { default: "", strict: STRICT },
    dump: PLAIN_DUMP,
    volatile: /^(?:_|LINENO)=/,
  },
  {
    name: "zsh",
    program: "zsh",
    args: ["-f"],
    modes: {
      default: "",
      strict: `${STRICT}setopt err_return pipe_fail warn_create_global`,
      ksh: "setopt ksh_arrays no_unset sh_word_split glob_subst rc_quotes",
    },
    dump: "typeset -p; functions; alias -L; set +o; trap; umask; pwd",
    volatile:
      /^(?:typeset|export|readonly)(?: -\S+)*(?: \d+)? (?:_|RANDOM|SECONDS|EPOCH\w+|TTYIDLE|HISTCMD|LINENO|\?|status|pipestatus|funcstack|ZSH_EVAL_CONTEXT|zsh_eval_context|ZSH_DEBUG_CMD)\b/,
  },
  {
    name: "busybox sh",
    program: "busybox",
    args: ["sh"],
    tellVersion: ["busybox"],
    modes: { default: "", strict: `${STRICT}set -o pipefail` },
    dump: PLAIN_DUMP,
    volatile: /^(?:_|LINENO|RANDOM|SECONDS|EPOCH\w+)=/,
  },
  {
    name: "mksh",
    program: "mksh",
    args: [],
    tellVersion: ["mksh", "-c", "echo $KSH_VERSION"],
    modes: { default: "", strict: `${STRICT}set -o pipefail` },
    dump: KSH_DUMP,
    volatile:
      /^(?:typeset(?: -\S+)* )?(?:_|LINENO|RANDOM|SECONDS|EPOCH\w+|BASHPID|PIPESTATUS\S*)\b/,
  },
  {
    name: "ksh93",
    program: "ksh",
    args: [],
    // Where the 65,536th byte of a script falls into `export NAME=`, 93u+m/1.0.10 misreads the name.
    parts: { bytes: 60_000, run: (file) => `. ${quote(file)}` },
    modes: { default: "", strict: `${STRICT}set -o pipefail` },
    dump: KSH_DUMP,
    volatile:
      /^(?:typeset(?: -\S+)* (?:\d+ )?)?(?:_|LINENO|RANDOM|SRANDOM|SECONDS|_AST_FEATURES|\.sh\.\S*)\b/,
  },
  {
    name: "yash",
    program: "yash",
    args: [],
    isTextOnly: true,
    // Since 2.58 it finds `[`, its own, only where there is one on the PATH.
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    modes: { default: "", strict: `${STRICT}set -o pipefail` },
    dump: "typeset -p; typeset -fp; alias; set +o; trap; umask; pwd",
    volatile: /^typeset(?: -\S+)* (?:_|LINENO|RANDOM)\b/,
  },
];

// [[:space:]] has two more than Go splits at.
export const hasFlagInSh: HasFlag = (flags, flag) =>
  ` ${flags} `.replace(/[\t-\r]/g, " ").includes(` ${flag} `);

/** The stage of a shell, or null when the machine does not have it. */
export function openPosixStage(shell: PosixShell): Stage | null {
  const program = findProgram(shell.program);
  if (program === null) return null;
  return {
    name: shell.name,
    version: readVersion(...(shell.tellVersion ?? ([program, "--version"] as const))),
    holdsEmpty: true,
    cannotHold: shell.isTextOnly ? "bytes that are not UTF-8" : "",
    hasFlag: hasFlagInSh,
    modes: Object.keys(shell.modes),
    driver: {
      command: [program, ...shell.args],
      prelude: PLAY,
      tell,
      echo: (line) => `echo '${line}'`,
      look: "export -p",
      // ksh exports which script it runs, and so which part.
      ...(shell.parts ? { parts: shell.parts, volatile: /^export _(?:=|$)/ } : {}),
    },
    perform: (plays, mode, folder) =>
      performEach(stageShell(shell, program, shell.modes[mode] ?? ""), plays, folder),
  };
}

function stageShell(shell: PosixShell, program: string, mode: string): Staging {
  return {
    command: [program, ...shell.args],
    env: ([play], folder) => ({ ...plainEnvironment(folder, play?.user ?? {}), ...shell.env }),
    open: () => [
      // What a careless hook would trample on: a function with a variable's name, conda's own arguments.
      "GOPATH() { :; }; alias ll='ls -l'; set -- activate /x",
      PLAY,
      mode,
      "LC_ALL=C.UTF-8; export LC_ALL",
    ],
    tell,
    look: (file) => `/usr/bin/env -0 >${quote(file)}`,
    dump: (file) => `{ ${shell.dump}; echo "$# $-"; } >${quote(file)} 2>&1`,
    volatile: shell.volatile,
  };
}

function tell(move: Deed): string {
  if (move.move === "source") {
    // As conda writes it: in double quotes, nothing escaped.
    return `play '. "${move.file}"'`;
  }
  return move.value === null ? `unset -v ${move.name}` : `export ${move.name}=${quote(move.value)}`;
}

// The tests' own, so that a fault in the quoting under test cannot hide itself.
function quote(text: string): string {
  return `'${text.split("'").join(`'"'"'`)}'`;
}
