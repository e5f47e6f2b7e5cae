// nushell as a stage for plays: scripts of their own, and lines that are typed at its prompt.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { VARIABLES } from "../../src/hooks/variables.js";
import { findProgram, readVersion } from "../setup/programs.js";
import { type Deed, parseEnvironment, type Stage } from "./play.js";
import { performEach, performTogether, plainEnvironment, type Staging } from "./stage.js";

// A user's lists instead of texts, in closures that take nothing else: since 0.110 they fail every
// program that is started, once a variable of theirs is a text. Not GOSUMDB, which an environment
// unsets: before 0.114 that takes a null in a script, and a null fails the same closures.
const LISTS = VARIABLES.filter(({ name }) => name !== "GOSUMDB");
const CONVERSIONS = `
$env.ENV_CONVERSIONS = ($env.ENV_CONVERSIONS? | default {} | merge {
${LISTS.map(({ name }) => `  ${name}: {from_string: {|text: string| $text | split row ' '}, to_string: {|list: list<string>| $list | str join ' '}}`).join("\n")}
})
${LISTS.map(({ name }) => `if ($env.${name}? | describe) == "string" { $env.${name} = ($env.${name} | split row ' ') }`).join("\n")}
`;

/** What users and their scripts may have set up. */
const MODES: Readonly<Record<string, string>> = { default: "", lists: CONVERSIONS };

// Each line is read after the one before has been run, as in no script: what a line has changed is
// merged into what was there before.
const TYPED = "typed";

// All that nu holds, values with their types. A null is as good as none, as no program is handed it.
const DUMP = [
  "(scope variables | get name | to nuon)",
  "(scope commands | select name decl_id | to nuon)",
  "(scope aliases | to nuon)",
  "(scope modules | get name | to nuon)",
  "(overlay list | to nuon)",
  "($env.config? | table --expand --width 200)",
  "($env.ENV_CONVERSIONS? | default {} | table --expand --width 200)",
  "($env | transpose name value | where value != null and name not-in [config ENV_CONVERSIONS CONDA_PREFIX CONDA_SHLVL CMD_DURATION_MS] | sort-by name | each {|it| [$it.name ($it.value | describe) (try { $it.value | to nuon } catch { '?' })] | str join ' ' } | to nuon)",
  "(pwd)",
].join(" ");

/** The stage of a nu. */
export function openNushellStage(program: string): Stage {
  // As util-linux has it: a terminal without a window.
  const terminal = process.platform === "linux" ? findProgram("script") : null;
  return {
    name: "nushell",
    version: readVersion(program, "--version"),
    cannotHold: "bytes that are not UTF-8, with which it does not start",
    holdsEmpty: true,
    modes: [...Object.keys(MODES), ...(terminal === null ? [] : [TYPED])],
    driver: {
      command: [program, "--no-config-file"],
      tell,
      echo: (line) => `print ${text(line)}`,
      look: "^/usr/bin/env -0",
      atOnce: 10,
      volatile: /^(?:CMD_DURATION_MS|LAST_EXIT_CODE|CURRENT_FILE|FILE_PWD)=/,
    },
    perform: (plays, mode, folder) => {
      const staging = stageNushell(program, mode);
      if (mode !== TYPED || terminal === null) return performTogether(staging, plays, folder);
      const run: Staging["run"] = (...all) => type(terminal, program, ...all);
      return performEach({ ...staging, run }, plays, folder);
    },
  };
}

function stageNushell(program: string, mode: string): Staging {
  return {
    command: [program, "--no-config-file"],
    // All plays in a process are of one user, whom each leaves as it found.
    env: ([play], folder) => plainEnvironment(folder, play?.user ?? {}),
    extension: ".nu",
    open: (folder) => {
      const empty = join(folder, "empty.nu");
      writeFileSync(empty, "");
      return [
        // What a careless hook would trample on: things with a variable's name.
        "def GOPATH [] { }",
        "alias GOFLAGS = ls",
        "let name = 1; let conversion = 2",
        ...(MODES[mode] ? [MODES[mode]] : []),
        // nu's own doing: a program that is started leaves LAST_EXIT_CODE, and whatever is sourced takes
        // CURRENT_FILE and FILE_PWD away.
        "^/usr/bin/env -0 o> /dev/null",
        `source-env "${empty}"`,
      ];
    },
    tell,
    look: (file) => `^/usr/bin/env -0 o> ${text(file)}`,
    readLook: (text) => {
      const { CMD_DURATION_MS: _, ...look } = parseEnvironment(text);
      return look;
    },
    dump: (file) => `[${DUMP}] | str join (char newline) | save --raw ${text(file)}`,
  };
}

/** Types the lines at the prompt, each once the prompt is there. @returns what was printed */
function type(
  terminal: string,
  program: string,
  lines: readonly string[],
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const command = `'${program}' --no-config-file --no-history`;
  const child = spawn(terminal, ["--quiet", "--flush", "--command", command, "/dev/null"], {
    cwd: folder,
    env: { ...env, TERM: "xterm", SHELL: "/bin/sh" },
    timeout: 60_000,
  });
  // What is set goes along in the line behind it.
  const joined = lines.join("\n").replace(/^((?:\$env\.\w+ = |hide-env ).*)\n/gm, "$1; ");
  const rest = [...joined.split("\n"), "exit"];
  let shown = "";
  let printed = "";
  let isRunning = false;
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    // The editor of lines asks a terminal where its cursor is.
    child.stdin.write("\x1b[1;1R".repeat(data.split("\x1b[6n").length - 1));
    shown += data;
    if (isRunning && shown.includes(MARKS.ran)) {
      const [before = "", after = ""] = shown.split(MARKS.ran, 2);
      printed += before.slice(before.indexOf(MARKS.runs) + MARKS.runs.length);
      shown = after;
      isRunning = false;
    }
    if (!isRunning && shown.includes(MARKS.prompt)) {
      shown = "";
      isRunning = true;
      // As a paste: for each single key the newer ones draw the line anew.
      child.stdin.write(`\x1b[200~${rest.shift()}\x1b[201~\r`);
    }
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // Once all is typed, nobody need be there to read an answer any more.
    child.stdin.on("error", (error) => {
      if (rest.length > 0) reject(error);
    });
    // As the title of its window a terminal is told the line that runs.
    child.on("close", () => resolve(printed.replace(/.\]2;.*?\p{Cc}/gsu, "")));
  });
}

// How nu tells a terminal where a prompt ends, and what a line prints begins and ends.
const MARKS = { prompt: "\x1b]133;B", runs: "\x1b]133;C\x1b\\", ran: "\x1b]133;D" };

function tell(move: Deed): string {
  // As rattler writes it: in double quotes, nothing escaped.
  if (move.move === "source") return `source-env "${move.file}"`;
  return move.value === null
    ? `hide-env --ignore-errors ${move.name}`
    : `$env.${move.name} = ${text(move.value)}`;
}

// By the characters' numbers: the tests' own way, which needs no quoting at all.
function text(value: string): string {
  const points = [...value].map((character) => character.codePointAt(0));
  return value === "" ? `""` : `(char --integer ${points.join(" ")})`;
}
