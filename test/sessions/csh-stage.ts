// tcsh as a stage for plays: a fresh one for each.
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findProgram, readVersion } from "../setup/programs.js";
import type { SetMove, Stage } from "./play.js";
import { performEach, plainEnvironment, type Staging } from "./stage.js";

interface Mode {
  readonly args: readonly string[];
  readonly options: string;
}

export const CSH_MODES: Readonly<Record<string, Mode>> = {
  default: { args: [], options: "" },
  // Ends at the first command that fails, and whatever else users switch on.
  strict: {
    args: ["-e"],
    options:
      "set noclobber noglob nonomatch backslash_quote printexitvalue symlinks=chase addsuffix histchars=''",
  },
};

// As conda's own csh function does it: a sourced file with arguments, which evaluates what a command printed.
const CONDA = `switch ("\${1}")
  case "run":
    set ask_conda="\`/bin/cat \${2}.lines\`" || exit \${status}
    eval "\${ask_conda}"
    unset ask_conda
    breaksw
endsw
`;

const DUMP = ["set", "alias", "umask", "limit", "complete", "dirs", "sched"];

/** The stage of tcsh, or null when the machine does not have it. */
export function openCshStage(): Stage | null {
  const program = findProgram("tcsh");
  if (program === null) return null;
  return {
    name: "tcsh",
    version: readVersion(program, "--version"),
    holdsEmpty: true,
    hasFlag: (flags, flag, token) =>
      !token.includes("{prefix}") && ` ${flags} `.includes(` ${flag} `),
    modes: Object.keys(CSH_MODES),
    driver: {
      command: [program, "-f"],
      tell: (move) => (move.move === "set" ? set(move) : `source ${quote(move.file)}`),
      echo: (line) => `echo '${line}'`,
      look: "printenv",
    },
    perform: (plays, mode, folder) =>
      performEach(stageCsh(program, CSH_MODES[mode] as Mode), plays, folder),
  };
}

function stageCsh(program: string, { args, options }: Mode): Staging {
  return {
    command: [program, "-f", ...args],
    env: ([play], folder) => ({
      ...plainEnvironment(folder, play?.user ?? {}),
      LC_ALL: "C.UTF-8",
    }),
    open: (folder) => {
      writeFileSync(join(folder, "conda.csh"), CONDA);
      // What a careless hook would trample on: an alias with a variable's name.
      return [options, "alias conda source conda.csh", "alias GOPATH true"];
    },
    tell: (move, file) => {
      if (move.move === "set") return set(move);
      // As conda writes it, in double quotes; but ! is history there, and so in conda's own lines, so
      // that conda itself cannot activate such a prefix in csh: here it can, and the hooks show that
      // they could.
      writeFileSync(`${file}.lines`, `source "${move.file.replaceAll("!", '"\\!"')}";`);
      return `conda run ${basename(file)}\nif ($status != 0) echo "status $status"`;
    },
    look: (file) => `/usr/bin/env -0 >! ${quote(file)}`,
    dump: (file) =>
      DUMP.map((command, index) => `${command} ${index === 0 ? ">!" : ">>"} ${quote(file)}`).join(
        "\n",
      ),
    volatile: /^_\t/,
  };
}

function set({ name, value }: SetMove): string {
  return value === null ? `unsetenv ${name}` : `setenv ${name} ${quote(value)}`;
}

// The tests' own, so that a fault in the quoting under test cannot hide itself.
function quote(text: string): string {
  if (text === "") return '""';
  return text.replace(/[^\w/.-]/gu, (character) =>
    character === "\n" ? "'\\\n'" : `\\${character}`,
  );
}
