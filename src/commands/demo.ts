// The whole story on a throw-away environment: install, activate and deactivate in every shell, uninstall.
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CondaTool, findTools, hookArguments } from "../conda/tools.js";
import { findProgram, withoutRelativePath } from "../find-program.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { VARIABLES } from "../hooks/variables.js";
import { hasSavedState, hooksOf, type Phase, scriptPath } from "../names.js";
import { formatTable, type Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import { csh } from "../shells/csh.js";
import type { Dialect } from "../shells/dialect.js";
import { fish } from "../shells/fish.js";
import { nushell } from "../shells/nushell.js";
import { posix } from "../shells/posix.js";
import { powershell } from "../shells/powershell.js";
import { install } from "./install.js";
import { uninstall } from "./uninstall.js";

export interface DemoOptions {
  readonly profile?: string | undefined;
  /** How long a shell may take, in milliseconds; for the tests. A conda takes seconds, once for each line. */
  readonly timeLimit?: number;
}

type Values = Readonly<Record<string, string>>;

/** What one shell showed; null where a snapshot is missing because the shell failed. */
interface ShellStory {
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

/** A program that goes by a shell's name and runs no line, as the launcher of a WSL that is not set up. */
interface Skipped {
  readonly shell: string;
  readonly skipped: string;
}

interface DemoShell {
  readonly program: string;
  readonly dialect: Dialect;
  /** Before the file of the script. */
  readonly args: readonly string[];
  /** How conda calls it; null where conda does not know the shell. */
  readonly condaName: Parameters<typeof hookArguments>[1] | null;
  /** The end of the script's name, where it is not that of the hooks. */
  readonly extension?: string;
  /** The lines that run a hook and a program, where they are not the dialect's own. */
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
  // mamba writes lines for csh that find no hook of anyone's, and the old csh of BSD runs none.
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

// One of each kind: a value, unset and, where the shell can hold it, empty.
function pickUserValues({ holdsEmpty }: Dialect, platform: string): Values {
  const values = {
    GOPATH: platform === "win32" ? "C:\\Users\\you\\go" : "/home/you/go",
    GOFLAGS: "-v",
  };
  return holdsEmpty && platform !== "win32" ? { ...values, GOPROXY: "" } : values;
}

// Appends the variables of its own environment to the file that it is given.
const SNAPSHOT = `import { appendFileSync } from "node:fs";
const [file, moment] = process.argv.slice(2);
appendFileSync(file, JSON.stringify([moment, process.env]) + "\\n");
`;

/** The command. */
export async function run(
  { profile = DEFAULT_PROFILE, timeLimit = 60_000 }: DemoOptions,
  session: Session,
): Promise<Outcome> {
  // Not at the top, where the bundle would require what some versions of Node can only import.
  const { remove } = await import("fs-extra/esm");
  const folder = await mkdtemp(join(tmpdir(), "conda-go-hooks-demo-"));
  try {
    return await demonstrate(folder, profile, timeLimit, session);
  } finally {
    await remove(folder);
  }
}

async function demonstrate(
  folder: string,
  profile: string,
  timeLimit: number,
  session: Session,
): Promise<Outcome> {
  const { outputFile } = await import("fs-extra/esm");
  const prefix = join(folder, "envs", "demo");
  await outputFile(join(prefix, "conda-meta", "history"), "");
  await outputFile(join(folder, "snapshot.mjs"), SNAPSHOT);

  const installed = await install({ prefix, profile, shells: ["all"] }, session);
  const [tool = null] = findTools(session);
  const told: (ShellStory | Skipped)[] = [];
  for (const shell of listShells(session.platform)) {
    const program = findProgram(shell.program, session);
    if (program)
      told.push(
        await tell(
          shell,
          program,
          prefix,
          folder,
          shell.condaName ? tool : null,
          timeLimit,
          session,
        ),
      );
  }
  const stories = told.filter((one) => "restored" in one);
  const skipped = told.filter((one) => "skipped" in one);
  const removed = await uninstall({ prefix }, session);
  const left = await readdir(prefix);

  const isClean = left.length === 1 && left[0] === "conda-meta";
  const isFine = stories.length > 0 && stories.every(({ restored }) => restored) && isClean;
  const environments = [...installed.environments, ...removed.environments];
  const errors = environments.flatMap(({ error }) => (error ? [`error: ${error.message}`] : []));
  const text = [
    `made a throw-away environment and installed the hooks, profile ${profile}`,
    ...groupByTable(stories, prefix).flatMap(({ title, table }) => ["", title, table]),
    "",
    ...skipped.map(({ shell, skipped }) => `${shell}: skipped, it runs no line here: ${skipped}`),
    isClean
      ? "uninstalled: the environment is as it was"
      : `uninstalled, but left behind: ${left.join(", ")}`,
    conclude(stories, isFine, isClean),
  ].join("\n");
  return {
    result: { prefix, profile, shells: stories, skipped, isClean, isFine },
    text,
    notes: errors,
    exitCode: isFine ? 0 : 1,
  };
}

function conclude(stories: readonly ShellStory[], isFine: boolean, isClean: boolean): string {
  if (isFine) return `in all ${stories.length} shells every variable came back exactly as it was`;
  if (stories.length === 0) return "there is no shell to show it in";
  if (!isClean || stories.some(({ restored, toolFailed }) => !restored && !toolFailed))
    return "NOT everything came back as it was";
  const failed = stories.filter(({ toolFailed }) => toolFailed);
  const tools = new Set(failed.map(({ through }) => through));
  return `${[...tools].join(", ")} itself failed in ${failed.length} of ${stories.length} shells, so of these nothing is known`;
}

/** Activates and deactivates in one shell and looks at the variables before, between and after. */
async function tell(
  shell: DemoShell,
  program: string,
  prefix: string,
  folder: string,
  tool: CondaTool | null,
  timeLimit: number,
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
        ...userEnvironment(session),
        // Else xonsh and fish leave things in the user's home.
        XDG_DATA_HOME: join(folder, "data"),
        XDG_CACHE_HOME: join(folder, "cache"),
        ...pickUserValues(dialect, session.platform),
        // A conda reads its settings there.
        ...(tool ? {} : { CONDA_PREFIX: prefix, CONDA_SHLVL: "1", XDG_CONFIG_HOME: folder }),
      },
      extendEnv: false,
      stdin: "ignore",
      all: true,
      reject: false,
    });
    // Not execa's time-out, which waits for the children of a shell that hangs.
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
    // Some shells read a script as a whole, and a hook with it: so without one, too.
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
    VARIABLES.every(({ name }) => before[name] === after[name]) &&
    !hasSavedState(after);
  // It says where it is before it runs a hook.
  const toolFailed = !!tool && !!inside && !inside.CONDA_PREFIX;
  return {
    shell: shell.program,
    through: tool?.name ?? null,
    before: pickVariables(before),
    inside: pickVariables(inside),
    after: pickVariables(after),
    restored,
    toolFailed,
    output: all,
  };
}

/** The user's environment with nothing of conda active in it, and no Go variables. */
function userEnvironment(session: Session): Record<string, string> {
  const isForeign = (name: string) =>
    /^(?:_?CONDA_(?:PREFIX|SHLVL|DEFAULT_ENV|STACKED|GO_HOOKS|AUTO_ACTIVATE)|_*CONDA_SHLVL)/.test(
      name,
    );
  const isGo = (name: string) => VARIABLES.some((variable) => variable.name === name);
  const kept = Object.entries(withoutRelativePath(session)).filter(
    ([name]) => !isForeign(name) && !isGo(name),
  );
  // Else conda's hook would activate base first. By the name that every conda knows: with the one of
  // 25.5 beside it, none of its commands runs any more.
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

function pickVariables(values: Values | null | undefined): Values | null {
  if (!values) return null;
  return Object.fromEntries(
    VARIABLES.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

/** Shells that showed the same share a table. */
function groupByTable(
  stories: readonly ShellStory[],
  prefix: string,
): { title: string; table: string }[] {
  const groups = new Map<string, ShellStory[]>();
  for (const story of stories) {
    const table = formatStory(story, prefix);
    groups.set(table, [...(groups.get(table) ?? []), story]);
  }
  return [...groups].map(([table, members]) => ({
    title: `in ${members.map(({ shell, through }) => (through ? `${shell} (${through})` : shell)).join(", ")}:`,
    table,
  }));
}

function formatStory(
  { through, before, inside, after, restored, toolFailed, output }: ShellStory,
  prefix: string,
): string {
  const names = VARIABLES.filter(({ name, core }) => core || before?.[name] !== inside?.[name]).map(
    ({ name }) => name,
  );
  const cell = (values: Values | null, name: string) => {
    if (values === null) return "?";
    const value = values[name];
    return value === undefined
      ? "(unset)"
      : value === ""
        ? "(empty)"
        : value.replaceAll(prefix, "{prefix}");
  };
  const rows = names.map((name) => [
    `  ${name}`,
    ...[before, inside, after].map((values) => cell(values, name)),
  ]);
  const table = formatTable([["", "before", "inside", "after"], ...rows]);
  if (toolFailed) return `  ${through} itself failed: ${output || "it does not say why"}`;
  return [
    table,
    ...(restored ? [] : ["  NOT restored"]),
    ...(output === "" ? [] : [`  and it printed: ${output}`]),
  ].join("\n");
}
