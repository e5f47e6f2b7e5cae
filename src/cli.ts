#!/usr/bin/env node
// The command line: declares every command, loads the one that runs, turns results into exit codes.
import { Command, CommanderError, Option } from "commander";
import { isRepeatable } from "./commands/is-repeatable.js";
import { CondaGoHooksError, makeError, toReportable } from "./errors/error.js";
import { cgoOverrides, noCgoOverrides } from "./hooks/cgo.js";
import type { Override } from "./hooks/settings.js";
import { COMMAND, TOOL } from "./names.js";
import { type Outcome, printDeclined, printError, printOutcome } from "./reports/outcome.js";
import { type Colors, findWidth, print, setColors } from "./reports/print.js";
import { currentSession, type Session } from "./session.js";
import { VERSION } from "./version.js";

interface CommandModule<Options> {
  run(options: Options, session: Session): Promise<Outcome>;
}

// A command that runs another one: what follows that one's name is for it, and not for us.
const PASSING_ON = ["exec"];

// What is said of options in their headings in the help.
const ENVIRONMENT = "Environment:";
const SETTINGS = "Settings:";
const FINDINGS = "Findings:";
const REPAIR = "Repair:";
const PACKAGE = "Package:";
const SAFETY = "Safety:";
const OUTPUT = "Output:";
const OTHER = "Options:";

/** How to print, as far as it is typed. */
const manner: { isQuiet: boolean; colors: Colors } = { isQuiet: false, colors: "auto" };
/** The options that were typed and have room for one value, by what they are about. */
const typedOnce = new Map<string, string>();

const program = new Command(TOOL)
  .description(
    "Give a conda environment its own Go variables, and get yours back when you deactivate it.",
  )
  .optionsGroup(OUTPUT)
  .version(VERSION, "-V, --version", "print the version")
  .exitOverride()
  .configureOutput({
    writeOut: (text) => print("stdout", text),
    writeErr: (text) => print("stderr", text),
    outputError: () => undefined,
    getOutHelpWidth: () => widthOfHelp("stdout"),
    getErrHelpWidth: () => widthOfHelp("stderr"),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  })
  .showSuggestionAfterError()
  // What stands before a command is ours, and the same word behind it may be somebody else's.
  .enablePositionalOptions()
  .helpCommand(false);

withOutput(program);

declare(
  "install [env]",
  "Install the hooks in an environment, or update them",
  () => import("./commands/install.js"),
  (command) =>
    withConfig(
      withSettings(withEnvironments(command, "every environment; base only if it has hooks")),
    )
      .optionsGroup(SETTINGS)
      .option("--reset", "drop the recorded settings and start from the default profile")
      .optionsGroup(SAFETY)
      .option("-y, --yes", "with --all: do not ask")
      .option("--dry-run", "show what would change, and change nothing")
      .addOption(
        new Option("--diff", "the same, with what would change in each file")
          .implies({ dryRun: true })
          .conflicts("all"),
      )
      .option(
        "--force",
        "overwrite files that are edited, not ours or from a newer version, and keep a copy of each",
      )
      .option("--override-frozen", "change a frozen environment too, as in conda"),
);

declare(
  "uninstall [env]",
  "Remove the hooks",
  () => import("./commands/uninstall.js"),
  (command) =>
    withEnvironments(command)
      .optionsGroup(SAFETY)
      .option("-y, --yes", "with --all: do not ask; without a terminal, it is needed")
      .option("--dry-run", "show what would be removed, and change nothing")
      .option(
        "--force",
        "remove edited files too and keep a copy of each, even in an active environment",
      )
      .option("--restore-adopted", "bring back the scripts that adopt has put aside")
      .option("--purge", "remove what Go stored in the environment too, and kept copies")
      .option("--override-frozen", "change a frozen environment too, as in conda"),
);

declare(
  "status [env]",
  "Show what is installed, and whether it is intact",
  () => import("./commands/status.js"),
  (command) =>
    withConfig(withEnvironments(command))
      .optionsGroup(FINDINGS)
      .option("--check", "exit with 1 unless everything is as installed")
      .optionsGroup(OUTPUT)
      .option("--export", "print a settings file with the settings of one environment"),
);

declare(
  "list",
  "List the environments, and what is installed in each",
  () => import("./commands/list.js"),
  (command) => withSearch(command),
);

declare(
  "render",
  "Print a hook script, or write it to a file",
  () => import("./commands/render.js"),
  (command) =>
    withProfile(command)
      .optionsGroup("Script:")
      .option("--shell <shell>", "the shell it is for", "sh")
      .option("--phase <phase>", "activate or deactivate", "activate")
      .option(
        "--out <file>",
        "write the script to this file, and overwrite an older script of ours",
      ),
);

declare(
  "profiles",
  "List the profiles, and what each one sets",
  () => import("./commands/profiles.js"),
  (command) => command,
);

declare(
  "scan [folders...]",
  "Find broken replace directives in Go projects",
  () => import("./commands/scan.js"),
  (command) =>
    withRepair(withConfig(withFindings(withEnvironments(command))), "with --fix: ")
      .optionsGroup(FINDINGS)
      .option("--everywhere", "the whole environment, not only its src, go/src and gopath/src")
      .option("--explain <code>", "explain a code and how to fix it, and scan nothing")
      .option("--verify", "ask the go on the PATH too, offline; nothing is run without this")
      .addOption(
        new Option("--fix", "mend what is found, as repair does")
          .helpGroup(REPAIR)
          .conflicts(["format", "failOn", "explain", "verify"]),
      ),
);

declare(
  "repair [folders...]",
  "Mend what scan finds, each project whole or not at all",
  () => import("./commands/repair.js"),
  (command) =>
    withConfig(withRepair(command))
      .optionsGroup(REPAIR)
      .addOption(
        new Option(
          "--mode <mode>",
          "where packages come from (default: auto, as Go does it)",
        ).choices(["auto", "mod", "vendor"]),
      )
      .option("--ignore <code>", "leave out this code (repeatable)", collect),
);

declare(
  "doctor [folder]",
  "Find what keeps Go from working as you want it here, and what mends it",
  () => import("./commands/doctor.js"),
  (command) =>
    withRepair(withConfig(withFindings(withEnvironment(command))), "with --fix: ")
      .optionsGroup(FINDINGS)
      .option(
        "--log <file>",
        "what go has printed when it failed, to say which case it is; - for standard input",
      )
      .optionsGroup(REPAIR)
      .option("--fix", "update hooks that are outdated or incomplete, and repair the project"),
);

declare(
  "explain [variables...]",
  "Show which value Go uses for a variable, and where it comes from",
  () => import("./commands/explain.js"),
  withEnvironment,
);

declare(
  "adopt [env]",
  "Take over hand-written Go hooks, or print a settings file",
  () => import("./commands/adopt.js"),
  (command) =>
    withEnvironment(command)
      .optionsGroup(SETTINGS)
      .option(
        "--from <source>",
        "print the settings file for an .envrc, or for conda-vars (conda env config vars)",
      )
      .optionsGroup(SAFETY)
      .option("-y, --yes", "do not ask")
      .option("--override-frozen", "change a frozen environment too, as in conda")
      .option("--dry-run", "show what would change, and change nothing"),
);

declare(
  "init [env]",
  "Write a settings file for this folder, for all who work on the project",
  () => import("./commands/init.js"),
  (command) =>
    withEnvironment(command)
      .optionsGroup(SAFETY)
      .option("--dry-run", "print the file, and write nothing"),
);

declare(
  "env [env]",
  "Print what activation would set, for a shell or a file",
  () => import("./commands/env.js"),
  (command) =>
    withConfig(withEnvironment(command))
      .optionsGroup(OUTPUT)
      .option(
        "--format <format>",
        "sh, fish, csh, powershell, cmd, nu, json, dotenv, github or docker (default: for your shell)",
      ),
);

declare(
  "exec [command...]",
  "Run one command as if the environment were active",
  () => import("./commands/exec.js"),
  (command) => withConfig(withEnvironment(command)).passThroughOptions(),
);

declare(
  "package",
  "Make a conda package that brings the hooks to many environments",
  () => import("./commands/package.js"),
  (command) => {
    // The package is the same wherever it is made.
    withConfig(withSettings(command, "linux"))
      .optionsGroup(PACKAGE)
      .option("--name <package>", "its name in the channel, such as acme-go-hooks")
      .option("--version <version>", "its version, by conda's rules")
      .option(
        "--build <number>",
        "its build number, for another package of this version (default: 0)",
      )
      .option("--license <license>", "its license, as an SPDX expression")
      .option(
        "--out <channel>",
        "the folder of the channel to put it into, made where there is none",
      )
      .option("--recipe <folder>", "write a recipe for rattler-build and conda-build here")
      .optionsGroup(SAFETY)
      .option("--dry-run", "show what would be written, and write nothing");
    for (const option of command.options) refuseOptionAsValue(command, option);
    return command;
  },
);

declare(
  "completion [shell]",
  "Print the script that completes these commands in a shell",
  () => import("./commands/completion.js"),
  (command) => {
    for (const shell of command.registeredArguments)
      shell.description = "bash, zsh, fish, powershell or nu";
    return command;
  },
);

declare(
  "complete [words...]",
  "",
  async () => (await import("./commands/complete.js")).completeOver(program),
  (command) => command,
);

declare(
  "demo",
  "Show it in every shell here, on a throw-away environment",
  () => import("./commands/demo.js"),
  (command) => command.optionsGroup(SETTINGS).option("--profile <profile>", "the profile to show"),
);

withOutput(program.command("help [command]").description("Show the help of a command")).action(
  (name?: string) => {
    const command =
      name === undefined ? program : program.commands.find((one) => one.name() === name);
    if (command === undefined)
      throw makeError("unknown-command", { name: name ?? "", known: listNames() });
    command.outputHelp();
  },
);

/** Adds a command; its module is loaded and its options are made when it is asked for, so that none pays for another. */
function declare<Options>(
  usage: string,
  summary: string,
  load: () => Promise<CommandModule<Options>>,
  configure: (command: Command) => Command,
): void {
  const command = program.command(usage, { hidden: summary === "" }).description(summary);
  if (isCompleting() || process.argv.includes(command.name()))
    withOutput(configure(command), !PASSING_ON.includes(command.name()));
  command.action(async () => {
    setColors(manner.colors, currentSession().env);
    const module = await load();
    const { all, fix, yes } = command.opts();
    const isLong =
      all === true || fix === true || ["list", "repair", "adopt"].includes(command.name());
    const terminal =
      isLong && !wantsJson()
        ? (await import("./reports/terminal.js")).openTerminal(yes !== true, !manner.isQuiet)
        : null;
    // The words besides the options, where a command takes any.
    const words = usage.endsWith(" [env]")
      ? namePlainly(command)
      : {
          folders: command.args,
          variables: command.args,
          words: command.args,
          command: command.args,
        };
    const options = { ...command.optsWithGlobals(), ...words } as Options;
    const outcome = await module.run(options, currentSession(terminal));
    process.exitCode = printOutcome(command.name(), outcome, wantsJson(), manner.isQuiet);
  });
}

/** Whether the words are those of a command line that is still being typed. */
function isCompleting(): boolean {
  return process.argv[2] === "complete";
}

/** The environment by a word without an option, as `--env` takes it. */
function namePlainly(command: Command): { readonly env?: string } {
  const [env] = command.args;
  if (env === undefined) return {};
  if (command.opts().env !== undefined) throw makeError("two-environments");
  return { env };
}

/** Asked of the arguments themselves, as those that cannot be parsed are answered in JSON too. */
function wantsJson(): boolean {
  // What exec prints is its command's.
  if (isPassedOn()) return false;
  // The one that env prints is for programs, as it is.
  const asked =
    findTyped()?.name() === "env" ? /\0--json(?:\0|$)/ : /\0--(?:json|format[=\0]json)(?:\0|$)/;
  return asked.test(`\0${listOwnWords().join("\0")}`);
}

/** The command that is typed. */
function findTyped(): Command | undefined {
  const words = process.argv.slice(2);
  const name = words[countOptions(program, words)];
  return program.commands.find((one) => one.name() === name);
}

/** Whether what is typed runs another program. */
function isPassedOn(): boolean {
  return PASSING_ON.includes(findTyped()?.name() ?? "");
}

function wantsMany(): boolean {
  return listOwnWords().some((word) => /^--(?:all$|exclude\b)/.test(word));
}

function listNames(): string[] {
  return program.commands.filter((one) => one.description() !== "").map((one) => one.name());
}

/** The words that are typed to us: those before `--`, and none of a program that we are to run. */
function listOwnWords(): readonly string[] {
  const words = process.argv.slice(2);
  const start = countOptions(program, words) + 1;
  const command = findTyped();
  const own =
    command !== undefined && isPassedOn()
      ? words.slice(0, start + countOptions(command, words.slice(start)))
      : words;
  return own.includes("--") ? own.slice(0, own.indexOf("--")) : own;
}

/** How many of the words are options and their values, up to the first other one. */
function countOptions(command: Command, words: readonly string[]): number {
  let count = 0;
  for (let word = words[0]; word?.startsWith("-") && word !== "--"; word = words[count])
    count += takesNext(command, word) ? 2 : 1;
  return count;
}

/** Whether the value of an option is in the next word, as with `-n`, `-qn` and `--name`, but not `--name=api`. */
function takesNext({ options }: Command, word: string): boolean {
  if (word.startsWith("--")) return options.some(({ long, required }) => long === word && required);
  const takesValue = (letter: string) =>
    options.some(({ short, required }) => short === `-${letter}` && required);
  const letters = word.slice(1).split("");
  return letters.findIndex(takesValue) === letters.length - 1;
}

/** How the result is printed. Every command has it, and so has what stands before the command. */
function withOutput(command: Command, hasResult = true): Command {
  command.optionsGroup(OUTPUT);
  if (hasResult) command.option("--json", "print the result as JSON");
  command
    .addOption(
      new Option("-q, --quiet", "print only errors, and what was asked for").conflicts("verbose"),
    )
    .option("-v, --verbose", "print more, such as each file that is written")
    .addOption(
      new Option("--color <when>", "when to print colours (default: auto)").choices([
        "auto",
        "always",
        "never",
      ]),
    )
    .helpOption("-h, --help", "show this help");
  for (const option of command.options) refuseTwice(command, option);
  return command
    .on("option:quiet", () => {
      manner.isQuiet = true;
    })
    .on("option:color", (when: Colors) => {
      manner.colors = when;
    });
}

/** Refuses an option with room for one value that is typed again, and an option beside its opposite. */
function refuseTwice(command: Command, option: Option): void {
  const { long } = option;
  if (isRepeatable(option) || !long) return;
  command.on(`option:${option.name()}`, () => {
    const first = typedOnce.get(option.attributeName());
    typedOnce.set(option.attributeName(), long);
    if (first !== undefined && (first !== long || option.required))
      throw makeError("option-twice", { first, second: long });
  });
}

/** Refuses another option where the value belongs: it has been forgotten, and no value of these looks like one. */
function refuseOptionAsValue(command: Command, option: Option): void {
  const { long, required } = option;
  if (!required || !long) return;
  command.on(`option:${option.name()}`, (value: string) => {
    const [next] = `${value}`.split("=");
    if (next && command.options.some((one) => one.long === next || one.short === next))
      throw makeError("option-value", { option: long, next });
  });
}

/** In columns. */
function widthOfHelp(channel: "stdout" | "stderr"): number {
  return findWidth(channel) ?? (Number(currentSession().env.COLUMNS) || 80);
}

/** conda's own flags for naming an environment. */
function withEnvironment(command: Command): Command {
  return command
    .optionsGroup(ENVIRONMENT)
    .option("-n, --name <name>", "the environment, by name")
    .option("-p, --prefix <path>", "the environment, by path")
    .option("--env <env>", "the environment, by name or path (default: the active one)")
    .optionsGroup(OTHER);
}

/** One environment, or many. */
function withEnvironments(command: Command, all = "every environment"): Command {
  withEnvironment(command).optionsGroup(ENVIRONMENT).option("--all", all);
  return withSearch(command, "with --all: ")
    .optionsGroup(ENVIRONMENT)
    .option("--installed-only", "with --all: only environments that have hooks")
    .optionsGroup(OTHER);
}

/** Which settings file the command goes by. */
function withConfig(command: Command): Command {
  return command
    .optionsGroup(SETTINGS)
    .option(
      "--config <file>",
      "go by this settings file (default: the one found from here upwards)",
    )
    .option("--no-config", "go by no settings file")
    .optionsGroup(OTHER);
}

/** How a project is mended. @param when the option that this takes */
function withRepair(command: Command, when = ""): Command {
  return command
    .optionsGroup(REPAIR)
    .option("--only <code>", `${when}mend this, whatever else is wrong (repeatable)`, collect)
    .option("--search <folder>", `${when}look for modules below this too (repeatable)`, collect)
    .optionsGroup(SAFETY)
    .option("--allow-dirty", `${when}change files too that git has no record of`)
    .option("--no-build", `${when}do not build and vet before and after`)
    .option("-y, --yes", `${when}do not ask`)
    .option("--dry-run", `${when}show what would change, and change nothing`)
    .optionsGroup(OTHER);
}

/** How findings are printed, and which count. */
function withFindings(command: Command): Command {
  return command
    .optionsGroup(FINDINGS)
    .addOption(
      new Option("--format <format>", "how to print the findings").choices([
        "text",
        "json",
        "sarif",
        "github",
      ]),
    )
    .addOption(
      new Option("--fail-on <level>", "the lowest level for exit code 1 (default: error)").choices([
        "error",
        "warning",
      ]),
    )
    .option("--ignore <code>", "leave out this code (repeatable)", collect)
    .optionsGroup(OTHER);
}

function collect(word: string, before: readonly string[] = []): string[] {
  return [...before, word];
}

/** Which of all environments. @param when the option that this takes */
function withSearch(command: Command, when = ""): Command {
  return command
    .optionsGroup(ENVIRONMENT)
    .option("--exclude <env>", `${when}not this one, by name or path (repeatable)`, collect)
    .option(
      "--pixi <folder>",
      `${when}also the pixi environments below this folder (repeatable)`,
      collect,
    )
    .optionsGroup(OTHER);
}

function withSettings(command: Command, platform: string = process.platform): Command {
  return withProfile(command, platform)
    .optionsGroup(SETTINGS)
    .option("--shell <shells>", "only these shells, such as sh,powershell, or all")
    .on("option:shell", (given: string) => {
      const shells = given.split(",").map((name) => name.trim());
      command.setOptionValue("shells", shells);
    })
    .optionsGroup(OTHER);
}

/** The profile and what goes on top of it, in the order of the command line. */
function withProfile(command: Command, platform: string = process.platform): Command {
  const overrides: Override[] = [];
  const put = (...more: readonly Override[]) => {
    overrides.push(...more);
    command.setOptionValue("overrides", overrides);
  };
  const add = (name: Override["action"], argument: string, summary: string) => {
    const flag = `--${name}`;
    return new Option(`${flag} <${argument}>`, summary).argParser((given: string) => {
      put(parseOverride(name, given));
      return given;
    });
  };
  return command
    .optionsGroup(SETTINGS)
    .option(
      "--profile <profile>",
      `isolated, shared-cache, offline or direct (see ${TOOL} profiles)`,
    )
    .addOption(
      add("set", "NAME=VALUE", "set a variable; {prefix} stands for the environment's folder"),
    )
    .addOption(add("append", "NAME=TOKEN", "add to what you have in GOFLAGS or CGO_*FLAGS"))
    .addOption(add("prepend", "NAME=TOKEN", "add to the front of it"))
    .addOption(add("unset", "NAME", "unset a variable while the environment is active"))
    .addOption(add("keep", "NAME", "leave a variable as you have it"))
    .option("--cgo", "let cgo find the environment's C libraries")
    .option("--no-cgo", "undo --cgo")
    .on("option:cgo", () => put(...cgoOverrides(platform)))
    .on("option:no-cgo", () => put(...noCgoOverrides(platform)))
    .optionsGroup(OTHER);
}

function parseOverride(action: Override["action"], given: string): Override {
  if (action === "unset" || action === "keep") return { action, variable: given };
  const equals = given.indexOf("=");
  if (equals < 1) {
    throw makeError("override-syntax", { given, action });
  }
  return { action, variable: given.slice(0, equals), value: given.slice(equals + 1) };
}

// As shells and `env` have it: other codes are those of the command that was run.
const NOT_RUN: Readonly<Record<string, number>> = {
  "command-not-found": 127,
  "command-not-executable": 126,
};

// No await at the top, which the bundle, being CommonJS, cannot have.
main().catch((thrown: unknown) => {
  const [command = TOOL] = program.args;
  setColors(manner.colors, currentSession().env);
  if (
    thrown instanceof CommanderError &&
    (thrown.exitCode === 0 || thrown.code === "commander.help")
  ) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  } else if (thrown instanceof CondaGoHooksError && thrown.code === "declined") {
    process.exitCode = printDeclined(command);
  } else {
    const error = explain(thrown, command);
    const exitCode = printError(command, error, wantsJson());
    process.exitCode = isPassedOn() ? (NOT_RUN[error.code] ?? 125) : exitCode;
  }
});

async function main(): Promise<void> {
  const words = listOwnWords();
  const asksForHelp = (word: string) => /^(?:help|--help|-[a-z]*h[a-z]*)$/i.test(word);
  const isCommand = (word: string) => listNames().includes(word);
  const asksForVersion = (word: string) => /^(?:--version|-[a-z]*V[a-z]*)$/.test(word);
  const hasCommand = words.some(isCommand) || words.some(asksForVersion);
  if (!hasCommand || words.some(asksForHelp))
    (await import("./reports/help.js")).layOutHelp(program);
  await program.parseAsync();
}

function explain(thrown: unknown, command: string): CondaGoHooksError {
  if (thrown instanceof CommanderError) {
    const known = program.commands.find((one) => one.name() === command);
    const help = `${COMMAND} ${known ? `${command} ` : ""}--help`;
    const has = (option: string) => known?.options.some(({ long }) => long === option);
    const one = has("--all") ? "environments" : has("--env") ? "environment" : "options";
    const way = command === "package" ? command : wantsMany() ? "exclusions" : one;
    // Elsewhere -n is a name too.
    const isName = thrown.message.includes("'-n") && way === "package";
    const excess = thrown.code === "commander.excessArguments" || isName ? way : null;
    const words = thrown.message.replace(/^error: /, "").replace(/\n/g, " ");
    return makeError("command-line", { words, excess, help });
  }
  return toReportable(thrown);
}
