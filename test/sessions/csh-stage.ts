// tcsh as a stage for plays: a fresh one for each.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram, readVersion } from "../setup/programs.js";
import {
  type Move,
  type Performance,
  type Play,
  parseEnvironment,
  type SetMove,
  type Stage,
} from "./play.js";

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
    set ask_conda="\`/bin/cat lines.\${2}\`" || exit \${status}
    eval "\${ask_conda}"
    unset ask_conda
    breaksw
endsw
`;

const VOLATILE = /^_\t/;

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
      Promise.all(
        plays.map((play, index) =>
          perform(program, play, CSH_MODES[mode] as Mode, join(folder, String(index))),
        ),
      ),
  };
}

async function perform(
  program: string,
  play: Play,
  { args, options }: Mode,
  folder: string,
): Promise<Performance> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "script");
  writeFileSync(join(folder, "conda.csh"), CONDA);
  const dump = (name: string) =>
    ["set", "alias", "umask", "limit", "complete", "dirs", "sched"].map(
      (command, index) => `${command} ${index === 0 ? ">! " : ">> "}${quote(join(folder, name))}`,
    );
  const lines = [
    options,
    "alias conda source conda.csh",
    // What a careless hook would trample on: an alias with a variable's name.
    "alias GOPATH true",
    ...dump("before"),
    ...play.moves.flatMap((move, index) => tell(move, index, folder)),
    ...dump("after"),
  ];
  writeFileSync(script, `${lines.join("\n")}\n`);
  const { stdout, stderr } = await promisify(execFile)(program, ["-f", ...args, script], {
    cwd: folder,
    env: {
      PATH: "/nonexistent",
      HOME: folder,
      LC_ALL: "C.UTF-8",
      CONDA_PREFIX: "",
      CONDA_SHLVL: "0",
      ...play.user,
    },
  }).catch((error) => ({ stdout: error.stdout, stderr: `${error.stderr}\n${error.message}` }));
  const read = (name: string) => {
    // What it said then is in the output.
    if (!existsSync(join(folder, name))) return "the shell never came to it";
    const lines = readFileSync(join(folder, name), "utf8").split("\n");
    return lines.filter((line) => !VOLATILE.test(line)).join("\n");
  };
  const labels = readdirSync(folder).filter((name) => name.startsWith("look "));
  return {
    looks: new Map(
      labels.map((name) => [
        name.slice("look ".length),
        parseEnvironment(readFileSync(join(folder, name), "utf8")),
      ]),
    ),
    before: read("before"),
    after: read("after"),
    output: stdout + stderr,
  };
}

function tell(move: Move, index: number, folder: string): string[] {
  switch (move.move) {
    case "set":
      return [set(move)];
    case "source": {
      // As conda writes it, in double quotes; but ! is history there, and so in conda's own lines, so
      // that conda itself cannot activate such a prefix in csh: here it can, and the hooks show that
      // they could.
      writeFileSync(
        join(folder, `lines.${index}`),
        `source "${move.file.replaceAll("!", '"\\!"')}";`,
      );
      return [`conda run ${index}`, 'if ($status != 0) echo "status $status"'];
    }
    case "look":
      return [`/usr/bin/env -0 >! ${quote(join(folder, `look ${move.label}`))}`];
  }
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
