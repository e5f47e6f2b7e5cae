// xonsh as a stage for plays: it has conda run the .sh hooks through its source-bash.
import { writeFileSync } from "node:fs";
import { findProgram, readVersion } from "../setup/programs.js";
import { parseEnvironment, type SetMove, type Stage } from "./play.js";
import { hasFlagInSh } from "./posix-stages.js";
import { becomeUser, performTogether, type Staging } from "./stage.js";

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
    perform: (plays, mode, folder) =>
      performTogether(stageXonsh(program, modes[mode] ?? ""), plays, folder),
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

function stageXonsh(program: string, mode: string): Staging {
  return {
    command: [program, "--no-rc"],
    env: (_, folder) => ({ PATH: process.env.PATH, HOME: folder, LC_ALL: "C.UTF-8" }),
    extension: ".xsh",
    open: () => [PRELUDE, mode],
    begin: (play) => becomeUser(play).map((move) => set(move, ENV)),
    // In $[ ], as xonsh parses a script once more for each line that only then turns out to be a command.
    tell: (move, file) => {
      if (move.move === "set") return set(move, ENV);
      // As conda does it: its lines come in a file; in double quotes, nothing escaped.
      const lines = `${file}.xsh`;
      writeFileSync(lines, `source-bash --suppress-skip-message -n "${move.file}"\n`);
      return `$[source ${quote(lines)}]`;
    },
    // In a program that it starts: in xonsh itself GOPATH is a list of folders.
    look: (file) => `$[/usr/bin/env -0 > ${quote(file)}]`,
    readLook: (text) => {
      // Without xonsh's own name for the last command.
      const { _, ...look } = parseEnvironment(text);
      return look;
    },
    dump: (file) => `__dump(${quote(file)})`,
    // What became of the last command, and which it was.
    volatile: /^\$(?:_|LAST_RETURN_CODE) /,
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: xonsh's environment, not ours
const ENV = "${...}";

function set({ name, value }: SetMove, env: string): string {
  return value === null ? `${env}.pop("${name}", None)` : `${env}["${name}"] = ${quote(value)}`;
}

// A text of Python is a text of JSON.
function quote(text: string): string {
  return JSON.stringify(text);
}
