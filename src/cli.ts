#!/usr/bin/env node
// The command line: declares every command, loads the one that runs, turns results into exit codes.
import { Command, CommanderError, Option } from "commander";
import { type CondaGoHooksError, makeError, toReportable } from "./errors/error.js";
import { cgoOverrides, noCgoOverrides } from "./hooks/cgo.js";
import type { Override } from "./hooks/settings.js";
import { COMMAND, TOOL } from "./names.js";
import { type Outcome, printError, printOutcome } from "./reports/outcome.js";
import { print } from "./reports/print.js";
import { currentSession, type Session } from "./session.js";
import { VERSION } from "./version.js";

interface CommandModule<Options> {
  run(options: Options, session: Session): Promise<Outcome>;
}

const program = new Command(TOOL)
  .description(
    "Give a conda environment its own Go variables, and get yours back when you deactivate it.",
  )
  .version(VERSION)
  .exitOverride()
  .configureOutput({
    writeOut: (text) => print("stdout", text),
    writeErr: (text) => print("stderr", text),
    outputError: () => undefined,
  })
  .showSuggestionAfterError()
  .addHelpText("after", `\nStart with:\n  ${COMMAND} install -n myenv\n  conda activate myenv`);

declare(
  "install [env]",
  "Install the hooks in an environment, or update them",
  () => import("./commands/install.js"),
  (command) =>
    withSettings(withEnvironments(command, "every environment; base only if it has hooks"))
      .option("-y, --yes", "with --all: do not ask")
      .option(
        "--force",
        "overwrite files that are edited, not ours or from a newer version, and keep a copy of each",
      )
      .option("--override-frozen", "change a frozen environment too, as in conda")
      .option("--reset", "drop the recorded settings and start from the default profile")
      .option("--dry-run", "show what would change, and change nothing"),
);

declare(
  "uninstall [env]",
  "Remove the hooks",
  () => import("./commands/uninstall.js"),
  (command) =>
    withEnvironments(command)
      .option("-y, --yes", "with --all: do not ask")
      .option(
        "--force",
        "remove edited files too and keep a copy of each, even in an active environment",
      )
      .option("--restore-adopted", "bring back the scripts that adopt has put aside")
      .option("--purge", "remove what Go stored in the environment too, and kept copies")
      .option("--override-frozen", "change a frozen environment too, as in conda")
      .option("--dry-run", "show what would be removed, and change nothing"),
);

declare(
  "status [env]",
  "Show what is installed, and whether it is intact",
  () => import("./commands/status.js"),
  (command) =>
    withEnvironments(command).option("--check", "exit with 1 unless everything is as installed"),
);

declare(
  "list",
  "List the environments, and what is installed in each",
  () => import("./commands/list.js"),
  withSearch,
);

declare(
  "render",
  "Print a hook script, or write it to a file",
  () => import("./commands/render.js"),
  (command) =>
    withProfile(command)
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
    withRepair(withFindings(withEnvironments(command)), "with --fix: ")
      .option("--everywhere", "the whole environment, not only its src, go/src and gopath/src")
      .option("--explain <code>", "explain a code and how to fix it, and scan nothing")
      .option("--verify", "ask the go on the PATH too, offline; nothing is run without this")
      .addOption(
        new Option("--fix", "mend what is found, as repair does").conflicts([
          "format",
          "failOn",
          "explain",
          "verify",
        ]),
      ),
);

declare(
  "repair [folders...]",
  "Mend what scan finds, each project whole or not at all",
  () => import("./commands/repair.js"),
  (command) =>
    withRepair(command)
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
    withRepair(withFindings(withEnvironment(command)), "with --fix: ")
      .option(
        "--log <file>",
        "what go has printed when it failed, to say which case it is; - for standard input",
      )
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
      .option(
        "--from <source>",
        "print the settings file for an .envrc, or for conda-vars (conda env config vars)",
      )
      .option("-y, --yes", "do not ask")
      .option("--override-frozen", "change a frozen environment too, as in conda")
      .option("--dry-run", "show what would change, and change nothing"),
);

declare(
  "demo",
  "Show it in every shell here, on a throw-away environment",
  () => import("./commands/demo.js"),
  (command) => command.option("--profile <profile>", "the profile to show"),
);

/** Adds a command; its module is loaded and its options are made when it is asked for, so that none pays for another. */
function declare<Options>(
  usage: string,
  summary: string,
  load: () => Promise<CommandModule<Options>>,
  configure: (command: Command) => Command,
): void {
  const command = program.command(usage).description(summary);
  if (process.argv.includes(command.name()))
    configure(command.option("--json", "print the result as JSON"));
  command.action(async () => {
    const module = await load();
    const { all, fix, yes } = command.opts();
    const isLong =
      all === true || fix === true || ["list", "repair", "adopt"].includes(command.name());
    const terminal =
      isLong && !wantsJson()
        ? (await import("./reports/terminal.js")).openTerminal(yes !== true)
        : null;
    // The words besides the options, where a command takes any.
    const words = usage.endsWith(" [env]")
      ? namePlainly(command)
      : { folders: command.args, variables: command.args };
    const options = { ...command.opts(), ...words } as Options;
    const outcome = await module.run(options, currentSession(terminal));
    process.exitCode = printOutcome(command.name(), outcome, wantsJson());
  });
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
  return /\0--(?:json|format[=\0]json)(?:\0|$)/.test(process.argv.join("\0"));
}

function wantsMany(): boolean {
  return process.argv.some((word) => /^--(?:all$|exclude\b)/.test(word));
}

/** conda's own flags for naming an environment. */
function withEnvironment(command: Command): Command {
  return command
    .option("-n, --name <name>", "the environment, by name")
    .option("-p, --prefix <path>", "the environment, by path")
    .option("--env <env>", "the environment, by name or path (default: the active one)");
}

/** One environment, or many. */
function withEnvironments(command: Command, all = "every environment"): Command {
  withEnvironment(command).option("--all", all);
  return withSearch(command).option(
    "--installed-only",
    "with --all: only environments that have hooks",
  );
}

/** How a project is mended. @param when the option that this takes */
function withRepair(command: Command, when = ""): Command {
  return command
    .option("--only <code>", `${when}mend this, whatever else is wrong (repeatable)`, collect)
    .option("--search <folder>", `${when}look for modules below this too (repeatable)`, collect)
    .option("--allow-dirty", `${when}change files too that git has no record of`)
    .option("--no-build", `${when}do not build and vet before and after`)
    .option("-y, --yes", `${when}do not ask`)
    .option("--dry-run", `${when}show what would change, and change nothing`);
}

/** How findings are printed, and which count. */
function withFindings(command: Command): Command {
  return command
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
    .option("--ignore <code>", "leave out this code (repeatable)", collect);
}

function collect(word: string, before: readonly string[] = []): string[] {
  return [...before, word];
}

/** Which of all environments. */
function withSearch(command: Command): Command {
  return command
    .option("--exclude <env>", "with --all: not this one, by name or path (repeatable)", collect)
    .option(
      "--pixi <folder>",
      "with --all: also the pixi environments below this folder (repeatable)",
      collect,
    );
}

function withSettings(command: Command): Command {
  const shell = new Option("--shell <shells>", "only these shells, such as sh,powershell, or all");
  return withProfile(command).addOption(
    shell.argParser((given: string) => {
      command.setOptionValue(
        "shells",
        given.split(",").map((name) => name.trim()),
      );
      return given;
    }),
  );
}

/** The profile and what goes on top of it, in the order of the command line. */
function withProfile(command: Command): Command {
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
    .on("option:cgo", () => put(...cgoOverrides(process.platform)))
    .on("option:no-cgo", () => put(...noCgoOverrides(process.platform)));
}

function parseOverride(action: Override["action"], given: string): Override {
  if (action === "unset" || action === "keep") return { action, variable: given };
  const equals = given.indexOf("=");
  if (equals < 1) {
    throw makeError("override-syntax", { given, action });
  }
  return { action, variable: given.slice(0, equals), value: given.slice(equals + 1) };
}

// No await at the top, which the bundle, being CommonJS, cannot have.
program.parseAsync().catch((thrown: unknown) => {
  const [command = TOOL] = program.args;
  if (
    thrown instanceof CommanderError &&
    (thrown.exitCode === 0 || thrown.code === "commander.help")
  ) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  } else {
    process.exitCode = printError(command, explain(thrown, command), wantsJson());
  }
});

function explain(thrown: unknown, command: string): CondaGoHooksError {
  if (thrown instanceof CommanderError) {
    const known = program.commands.find((one) => one.name() === command);
    const help = `${COMMAND} ${known ? `${command} ` : ""}--help`;
    const isOne = known?.options.some(({ long }) => long === "--name");
    const way = wantsMany() ? "exclusions" : isOne ? "environment" : "options";
    const excess = thrown.code === "commander.excessArguments" ? way : null;
    const words = thrown.message.replace(/^error: /, "").replace(/\n/g, " ");
    return makeError("command-line", { words, excess, help });
  }
  return toReportable(thrown);
}
