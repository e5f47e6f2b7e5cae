// Plays an environment's hooks in the shells of this machine, and tells what became of the variables.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram, withoutRelativePath } from "../find-program.js";
import { hasSavedState, hooksOf, type Phase, scriptPath } from "../names.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import { csh } from "../shells/csh.js";
import type { Dialect } from "../shells/dialect.js";
import { fish } from "../shells/fish.js";
import { nushell } from "../shells/nushell.js";
import { posix } from "../shells/posix.js";
import { powershell } from "../shells/powershell.js";
import { type CondaTool, findTools, hookArguments } from "./tools.js";

type Values = Readonly<Record<string, string>>;

/** What one shell showed: its Go variables at three moments, null where the shell failed to say. */
export interface ShellStory {
  readonly shell: string;
  /** The conda-like tool that ran the hooks; null when we sourced them as conda does. */
  readonly through: string | null;
  readonly before: Values | null;
  readonly inside: Values | null;
  readonly after: Values | null;
  readonly restored: boolean;
  /** Whether the tool did not even begin to activate, so that nothing is known of the hooks. */
  readonly toolFailed: boolean;
  /** What the shell printed, which should be nothing. */
  readonly output: string;
}

/** A program with a shell's name that runs no script, such as the launcher of a WSL that is not set up. */
export interface Skipped {
  readonly shell: string;
  readonly skipped: string;
}

interface DemoShell {
  readonly program: string;
  readonly dialect: Dialect;
  /** The arguments before the script's file. */
  readonly args: readonly string[];
  /** Conda's name for the shell; null when conda does not know it. */
  readonly condaName: Parameters<typeof hookArguments>[1] | null;
  /** The extension of the script, when it is not that of the hooks. */
  readonly extension?: string;
  /** The lines that run a hook and a program, when they are not the dialect's. */
  readonly source?: (path: string) => string;
  readonly run?: (words: readonly string[]) => string;
}

const POWERSHELL = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"];

const listShells = (platform: string): readonly DemoShell[] => [
  { program: "sh", dialect: posix, args: [], condaName: null },
  { program: "bash", dialect: posix, args: ["--noprofile", "--norc"], condaName: "bash" },
  { program: "zsh", dialect: posix, args: ["-f"], condaName: "zsh" },
  { program: "dash", dialect: posix, args: [], condaName: "dash" },
  { program: "ksh", dialect: posix, args: [], condaName: null },
  { program: "mksh", dialect: posix, args: [], condaName: null },
  { program: "busybox", dialect: posix, args: ["sh"], condaName: null },
  { program: "fish", dialect: fish, args: ["--no-config"], condaName: "fish" },
  // Not through mamba: its lines for csh find no hooks. And BSD's old csh cannot run any.
  { program: "tcsh", dialect: csh, args: ["-f"], condaName: null },
  {
    program: "xonsh",
    args: ["--no-rc"],
    condaName: null,
    extension: ".xsh",
    // As conda does it.
    ...(platform === "win32"
      ? {
          dialect: cmd,
          source: (path) => `source-cmd --suppress-skip-message "${path.replaceAll("\\", "/")}"`,
        }
      : {
          dialect: posix,
          source: (path) => `source-bash --suppress-skip-message -n "${path}"`,
        }),
    run: (words) => `$[${posix.run(words)}]`,
  },
  { program: "cmd", dialect: cmd, args: ["/d", "/c"], condaName: null },
  { program: "pwsh", dialect: powershell, args: POWERSHELL, condaName: "powershell" },
  { program: "powershell", dialect: powershell, args: POWERSHELL, condaName: "powershell" },
  { program: "nu", dialect: nushell, args: ["--no-config-file"], condaName: null },
];

// One of each kind: a value, unset, and empty if the shell can hold that.
function pickUserValues({ holdsEmpty }: Dialect, platform: string): Values {
  const values = {
    GOPATH: platform === "win32" ? "C:\\Users\\you\\go" : "/home/you/go",
    GOFLAGS: "-v",
  };
  return holdsEmpty && platform !== "win32" ? { ...values, GOPROXY: "" } : values;
}

// Appends its environment variables to the file that it is given.
const SNAPSHOT = `import { appendFileSync } from "node:fs";
const [file, moment] = process.argv.slice(2);
appendFileSync(file, JSON.stringify([moment, process.env]) + "\\n");
`;

interface Stage {
  /** The environment whose hooks are shown. */
  readonly prefix: string;
  /** Where the shells put their files. */
  readonly folder: string;
  /** The names of the variables to look at. */
  readonly variables: readonly string[];
  /** How long a shell may take, in milliseconds. */
  readonly timeLimit: number;
}

/** Plays the hooks in every shell that is on this machine, through a conda when there is one. */
export async function playShells(
  stage: Stage,
  session: Session,
): Promise<(ShellStory | Skipped)[]> {
  const { outputFile } = await import("fs-extra/esm");
  await outputFile(join(stage.folder, "snapshot.mjs"), SNAPSHOT);
  const [tool = null] = findTools(session);
  const told: (ShellStory | Skipped)[] = [];
  for (const shell of listShells(session.platform)) {
    const program = findProgram(shell.program, session);
    if (program)
      told.push(await play(shell, program, shell.condaName ? tool : null, stage, session));
  }
  return told;
}

/** Activates and deactivates in one shell, and looks at the variables before, inside and after. */
async function play(
  shell: DemoShell,
  program: string,
  tool: CondaTool | null,
  { prefix, folder, variables, timeLimit }: Stage,
  session: Session,
): Promise<ShellStory | Skipped> {
  const {
    dialect,
    extension = dialect.extension,
    source = dialect.source,
    run = dialect.run,
  } = shell;
  const file = join(folder, `${shell.program}.jsonl`);
  const snapshot = (moment: string) =>
    run([process.execPath, join(folder, "snapshot.mjs"), file, moment]);
  const hooks = (phase: Phase) =>
    hooksOf(phase).map((hook) => source(join(prefix, scriptPath(hook, dialect.extension))));
  const lines =
    tool && shell.condaName
      ? [
          snapshot("before"),
          dialect.evaluate(dialect.run([tool.program, ...hookArguments(tool, shell.condaName)])),
          `${tool.name} activate ${dialect.quote(prefix)}`,
          snapshot("inside"),
          `${tool.name} deactivate`,
          snapshot("after"),
        ]
      : [
          snapshot("before"),
          ...hooks("activate"),
          snapshot("inside"),
          ...hooks("deactivate"),
          snapshot("after"),
        ];
  const { outputFile } = await import("fs-extra/esm");
  const { execa } = await import("execa");
  const perform = async (lines: readonly string[]) => {
    const script = join(folder, `${shell.program}${extension}`);
    await outputFile(script, dialect.encode(`${lines.join("\n")}\n`));
    const running = execa(program, [...shell.args, script], {
      cwd: folder,
      env: {
        ...userEnvironment(session, variables),
        // Otherwise xonsh and fish leave files in the user's home.
        XDG_DATA_HOME: join(folder, "data"),
        XDG_CACHE_HOME: join(folder, "cache"),
        ...pickUserValues(dialect, session.platform),
        // Not for a conda, which reads its settings there.
        ...(tool ? {} : { CONDA_PREFIX: prefix, CONDA_SHLVL: "1", XDG_CONFIG_HOME: folder }),
      },
      extendEnv: false,
      stdin: "ignore",
      all: true,
      reject: false,
    });
    // Not execa's timeout: that waits for the children of a shell that hangs.
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      running.kill("SIGKILL");
      running.all.destroy();
    }, timeLimit);
    const performed = await running;
    clearTimeout(timer);
    return { ...performed, isLate };
  };
  const { all = "", isLate } = await perform(lines);
  if (isLate) return { shell: shell.program, skipped: `no end after ${timeLimit / 1000} seconds` };
  if ((await readSnapshots(file)).length === 0) {
    // Some shells read the whole script first, hooks included: so try without a hook too.
    const { exitCode, shortMessage, all = "" } = await perform([snapshot("alone")]);
    const [said] = all.replaceAll("\0", "").trim().split(/\r?\n/);
    const end = exitCode === undefined ? shortMessage : `exit code ${exitCode}`;
    if ((await readSnapshots(file)).length === 0)
      return { shell: shell.program, skipped: said ? `${end}, ${said}` : String(end) };
  }
  const moments = new Map(await readSnapshots(file));
  const [before, inside, after] = ["before", "inside", "after"].map(
    (moment) => moments.get(moment) ?? null,
  );
  const restored =
    !!before &&
    !!inside &&
    hasSavedState(inside) &&
    !!after &&
    variables.every((name) => before[name] === after[name]) &&
    !hasSavedState(after);
  // conda sets CONDA_PREFIX before it runs a hook.
  const toolFailed = !!tool && !!inside && !inside.CONDA_PREFIX;
  return {
    shell: shell.program,
    through: tool?.name ?? null,
    before: pickVariables(before, variables),
    inside: pickVariables(inside, variables),
    after: pickVariables(after, variables),
    restored,
    toolFailed,
    output: all,
  };
}

/** The user's environment variables, without an active conda and without Go's. */
function userEnvironment(session: Session, variables: readonly string[]): Record<string, string> {
  const isForeign = (name: string) =>
    /^(?:_?CONDA_(?:PREFIX|SHLVL|DEFAULT_ENV|STACKED|GO_HOOKS|AUTO_ACTIVATE)|_*CONDA_SHLVL)/.test(
      name,
    );
  const kept = Object.entries(withoutRelativePath(session)).filter(
    ([name]) => !isForeign(name) && !variables.includes(name),
  );
  // Otherwise conda's hook would activate base first. This name works in every conda; with the newer one of 25.5
  // beside it, no conda command runs.
  return {
    ...Object.fromEntries(kept),
    CONDA_AUTO_ACTIVATE_BASE: "false",
  };
}

async function readSnapshots(file: string): Promise<[string, Values][]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function pickVariables(values: Values | null | undefined, names: readonly string[]): Values | null {
  if (!values) return null;
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
