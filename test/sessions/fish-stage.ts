// fish as a stage for plays: a fresh one for each.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram, readVersion } from "../setup/programs.js";
import { type Deed, type Performance, type Play, parseEnvironment, type Stage } from "./play.js";
import type { UserValues } from "./user-values.js";

interface Mode {
  readonly args: readonly string[];
  /** The user's values that are universal variables; all others are inherited. */
  readonly isUniversal: (name: string) => boolean;
}

export const FISH_MODES: Readonly<Record<string, Mode>> = {
  default: { args: [], isUniversal: () => false },
  features: { args: ["--features=all"], isUniversal: () => false },
  // fish cannot hide a universal variable from programs, so what environment b unsets is not one
  // here: for that see shells/fish.test.ts.
  universal: { args: [], isUniversal: (name) => name !== "GOSUMDB" },
};

// Each variable with its scope and elements; names of functions, as to print one may load it.
const DUMP =
  "set --show; functions --all --names; functions GOPATH; functions conda; functions --handlers; /bin/sh -c umask; pwd";
const VOLATILE =
  /^\$(?:status|pipestatus|status_generation|history|fish_pid|last_pid|CMD_DURATION|_)\b/;

// conda evaluates its lines in a function of this name and with arguments; a hook ends with status 0.
const CONDA = "function conda; eval $argv; or echo status $status; end";

/** The stage of fish, or null when the machine does not have it. */
export function openFishStage(): Stage | null {
  const program = findProgram("fish");
  if (program === null) return null;
  return {
    name: "fish",
    version: readVersion(program, "--version"),
    holdsEmpty: true,
    modes: Object.keys(FISH_MODES),
    driver: {
      command: [program, "--no-config"],
      prelude: CONDA,
      tell,
      echo: (line) => `echo '${line}'`,
      look: "set --export --long",
    },
    perform: (plays, mode, folder) =>
      Promise.all(
        plays.map((play, index) =>
          perform(program, play, FISH_MODES[mode] as Mode, join(folder, String(index))),
        ),
      ),
  };
}

async function perform(
  program: string,
  play: Play,
  { args, isUniversal }: Mode,
  folder: string,
): Promise<Performance> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "script");
  const dump = (name: string) => `begin; ${DUMP}; end >${quote(join(folder, name))} 2>&1`;
  const pick = (universal: boolean): UserValues =>
    Object.fromEntries(
      Object.entries(play.user).filter(([name]) => isUniversal(name) === universal),
    );
  const lines = [
    // What a careless hook would trample on: a function with a variable's name.
    "function GOPATH; end",
    CONDA,
    ...Object.entries(pick(true)).map(([name, value]) => `set -Ux ${name} ${quote(value)}`),
    dump("before"),
    ...play.moves.map((move) =>
      move.move === "look"
        ? `/usr/bin/env -0 >${quote(join(folder, `look ${move.label}`))}`
        : tell(move),
    ),
    dump("after"),
  ];
  writeFileSync(script, `${lines.join("\n")}\n`);
  const { stdout, stderr } = await promisify(execFile)(program, [...args, script], {
    cwd: folder,
    env: {
      PATH: "/nonexistent",
      HOME: folder,
      // In the C locale fish itself garbles what it inherits.
      LC_ALL: "C.UTF-8",
      CONDA_PREFIX: "",
      CONDA_SHLVL: "0",
      ...pick(false),
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

function tell(move: Deed): string {
  if (move.move === "source") {
    // As conda writes it: in double quotes, nothing escaped.
    return `conda 'source "${move.file}"'`;
  }
  return move.value === null ? `set -e ${move.name}` : `set -gx ${move.name} ${quote(move.value)}`;
}

// The tests' own, so that a fault in the quoting under test cannot hide itself.
function quote(text: string): string {
  return `"${text.replace(/[\\"$]/g, "\\$&")}"`;
}
