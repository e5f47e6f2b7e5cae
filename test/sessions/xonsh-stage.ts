// xonsh as a stage for plays: it has conda run the .sh hooks through its source-bash.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { VARIABLES } from "../../src/hooks/variables.js";
import { savedName, unsetName } from "../../src/names.js";
import { findProgram, readVersion } from "../setup/programs.js";
import {
  type Move,
  type Performance,
  type Play,
  parseEnvironment,
  type SetMove,
  type Stage,
} from "./play.js";
import { hasFlagInSh } from "./posix-stages.js";

/** Whether it is older than the 0.24 that reads paths and values as they are. */
export function isOldXonsh(program: string): boolean {
  const [major = 0, minor = 0] = (readVersion(program, "--version") ?? "").split(".").map(Number);
  return major === 0 && minor < 24;
}

function listModes(isOld: boolean): Readonly<Record<string, string>> {
  const raise = isOld ? "$RAISE_SUBPROC_ERROR" : "$XONSH_SUBPROC_CMD_RAISE_ERROR";
  return { default: "", strict: `${raise} = True; $XONSH_SHOW_TRACEBACK = True` };
}

const PRELUDE = `
def __dump(path):
    import os
    env = \${...}
    lines = ["$%s %s %r" % (name, type(env[name]).__name__, env[name]) for name in sorted(map(str, env))]
    lines += ["alias %s %r" % (name, aliases[name]) for name in sorted(aliases)]
    lines += ["global %s" % name for name in sorted(globals())]
    lines += [os.getcwd()]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\\n".join(lines))
`;

// What became of the last command, and which it was.
const VOLATILE = /^\$(?:_|LAST_RETURN_CODE) /;

/** The stage of xonsh, or null when the machine does not have it. */
export function openXonshStage(): Stage | null {
  const program = findProgram("xonsh");
  if (program === null) return null;
  const isOld = isOldXonsh(program);
  const modes = listModes(isOld);
  return {
    name: "xonsh",
    version: readVersion(program, "--version"),
    holdsEmpty: true,
    modes: Object.keys(modes),
    ...(isOld
      ? {
          plainPrefixOnly:
            "it writes the path that source-bash is given unquoted into the lines for bash, so a blank ends it",
        }
      : {}),
    cannotHold:
      "carriage returns; `$` and `~` in GOPATH; before 0.24 line breaks and a prefix with a blank",
    hold: (user) =>
      Object.fromEntries(
        Object.entries(user).map(([name, value]) => [name, holdValue(name, value, isOld)]),
      ),
    hasFlag: hasFlagInSh,
    driver: {
      // In Python, which it parses so much faster.
      command: [program, "--no-rc", "-c", "import sys; exec(open(sys.argv[-1]).read())"],
      tell: (move) =>
        move.move === "set"
          ? set(move, "__xonsh__.env")
          : `aliases["source-bash"](["--suppress-skip-message", "-n", ${quote(move.file)}])`,
      echo: (line) => `print("${line}", flush=True)`,
      // What it hands to the programs that it starts.
      look: 'print("\\n".join("%s=%s" % pair for pair in __xonsh__.env.detype().items()), flush=True)',
      atOnce: 20,
      volatile: /^_=/,
    },
    perform: (plays, mode, folder) => perform(program, plays, modes[mode] ?? "", folder),
  };
}

/**
 * What xonsh cannot hold, whatever is sourced, even an empty file. It takes a carriage return for a line
 * break, and an old one reads back the lines that env prints in bash, so that a line break may end a value,
 * or begin the next name. And in a variable whose name ends in PATH, it expands $ and ~ for every program.
 */
function holdValue(name: string, value: string, isOld: boolean): string {
  const held = value.replace(isOld ? /[\r\n]+/g : /\r/g, " ");
  return name.endsWith("PATH") ? held.replace(/[$~]/g, "-") : held;
}

/** All plays in one process, whose start is dear. */
async function perform(
  program: string,
  plays: readonly Play[],
  mode: string,
  folder: string,
): Promise<Performance[]> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "script.xsh");
  const dump = (name: string) => `__dump(${quote(join(folder, name))})`;
  const body = plays.flatMap((play, index) => [
    ...resetMoves(play).flatMap((move) => tell(move, "", folder)),
    dump(`${index} before`),
    ...play.moves.flatMap((move, step) => tell(move, `${index} ${step}`, folder)),
    dump(`${index} after`),
  ]);
  writeFileSync(script, `${[PRELUDE, mode, ...body].join("\n")}\n`);
  const { stdout, stderr } = await promisify(execFile)(program, ["--no-rc", script], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LC_ALL: "C.UTF-8" },
    maxBuffer: 1 << 26,
  }).catch((error) => ({ stdout: error.stdout, stderr: `${error.stderr}\n${error.message}` }));
  const read = (name: string) => {
    // What it said then is in the output.
    if (!existsSync(join(folder, name))) return "";
    return readFileSync(join(folder, name), "utf8");
  };
  const readDump = (name: string) =>
    read(name)
      .split("\n")
      .filter((line) => !VOLATILE.test(line))
      .join("\n");
  return plays.map((play, index) => ({
    looks: new Map(
      play.moves.flatMap((move, step) =>
        move.move === "look" ? [[move.label, readLook(read(`${index} ${step}`))] as const] : [],
      ),
    ),
    before: readDump(`${index} before`),
    after: readDump(`${index} after`),
    output: stdout + stderr,
  }));
}

/** Without xonsh's own name for the last command. */
function readLook(text: string): Record<string, string> {
  const { _, ...look } = parseEnvironment(text);
  return look;
}

/** The user's environment, whatever the play before has left. */
function resetMoves({ user }: Play): Move[] {
  const ours = VARIABLES.flatMap(({ name }) => [savedName(name), unsetName(name)]);
  return [
    ...["CONDA_GO_HOOKS", ...ours].map((name) => ({ move: "set", name, value: null }) as const),
    ...VARIABLES.map(({ name }) => ({ move: "set", name, value: user[name] ?? null }) as const),
    { move: "set", name: "CONDA_PREFIX", value: "" },
    { move: "set", name: "CONDA_SHLVL", value: "0" },
  ];
}

// In $[ ], as xonsh parses a script once more for each line that only then turns out to be a command.
function tell(move: Move, name: string, folder: string): string[] {
  switch (move.move) {
    case "set":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: xonsh's environment, not ours
      return [set(move, "${...}")];
    case "source": {
      // As conda does it: its lines come in a file; in double quotes, nothing escaped.
      const lines = join(folder, `${name}.xsh`);
      writeFileSync(lines, `source-bash --suppress-skip-message -n "${move.file}"\n`);
      return [`$[source ${quote(lines)}]`];
    }
    case "look":
      // In a program that it starts: in xonsh itself GOPATH is a list of folders.
      return [`$[/usr/bin/env -0 > ${quote(join(folder, name))}]`];
  }
}

function set({ name, value }: SetMove, env: string): string {
  return value === null ? `${env}.pop("${name}", None)` : `${env}["${name}"] = ${quote(value)}`;
}

// A text of Python is a text of JSON.
function quote(text: string): string {
  return JSON.stringify(text);
}
