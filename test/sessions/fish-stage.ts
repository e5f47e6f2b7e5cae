// fish as a stage for plays: a fresh one for each.
import { findProgram, readVersion } from "../setup/programs.js";
import type { Deed, Stage } from "./play.js";
import { performEach, plainEnvironment, type Staging } from "./stage.js";
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
      performEach(stageFish(program, FISH_MODES[mode] as Mode), plays, folder),
  };
}

function stageFish(program: string, { args, isUniversal }: Mode): Staging {
  const pick = (user: UserValues, universal: boolean): UserValues =>
    Object.fromEntries(Object.entries(user).filter(([name]) => isUniversal(name) === universal));
  return {
    command: [program, ...args],
    env: ([play], folder) => ({
      ...plainEnvironment(folder, pick(play?.user ?? {}, false)),
      // In the C locale fish itself garbles what it inherits.
      LC_ALL: "C.UTF-8",
    }),
    // What a careless hook would trample on: a function with a variable's name.
    open: () => ["function GOPATH; end", CONDA],
    begin: ({ user }) =>
      Object.entries(pick(user, true)).map(([name, value]) => `set -Ux ${name} ${quote(value)}`),
    tell,
    look: (file) => `/usr/bin/env -0 >${quote(file)}`,
    dump: (file) => `begin; ${DUMP}; end >${quote(file)} 2>&1`,
    volatile: VOLATILE,
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
