#!/usr/bin/env node
// The command line: declares every command, loads the one that runs, turns results into exit codes.
import { Command, CommanderError, Option } from "commander";
import { CondaGoHooksError, toReportable } from "./errors.js";
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
  .description("Gives conda environments their own Go variables, and yours back on deactivate.")
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
  "install",
  "install the hooks in an environment, or update them",
  () => import("./commands/install.js"),
  (command) =>
    withSettings(withEnvironments(command, "every environment but base, unless that has hooks"))
      .option("-y, --yes", "do not ask before a change to all")
      .option(
        "--force",
        "replace files that are edited or not ours, a copy of each kept, and a newer version's",
      )
      .option("--override-frozen", "change an environment though it is frozen, as in conda")
      .option("--reset", "start from the default profile, whatever the environment has")
      .option("--dry-run", "show what would change, and change nothing"),
);

declare(
  "uninstall",
  "take the hooks out again",
  () => import("./commands/uninstall.js"),
  (command) =>
    withEnvironments(command)
      .option("-y, --yes", "do not ask before a change to all")
      .option(
        "--force",
        "remove files that are edited as well, a copy of each kept; and though it is active here",
      )
      .option("--purge", "remove what Go has put there as well, and the copies that are kept")
      .option("--override-frozen", "change an environment though it is frozen, as in conda")
      .option("--dry-run", "show what would go, and change nothing"),
);

declare(
  "status",
  "show what is installed, and whether it is intact",
  () => import("./commands/status.js"),
  (command) =>
    withEnvironments(command).option(
      "--check",
      "exit with 1 unless everything is as it was installed",
    ),
);

declare(
  "list",
  "list every environment that can be found, and what is installed in it",
  () => import("./commands/list.js"),
  withSearch,
);

declare(
  "render",
  "print a hook script, or write it into a file, without installing it",
  () => import("./commands/render.js"),
  (command) =>
    withProfile(command)
      .option("--shell <shell>", "the shell it is for", "sh")
      .option("--phase <phase>", "activate or deactivate", "activate")
      .option(
        "--out <file>",
        "write it into this file, in place of an older script of ours, and print nothing of it",
      ),
);

declare(
  "profiles",
  "list the profiles and what each one sets",
  () => import("./commands/profiles.js"),
  (command) => command,
);

declare(
  "scan [folders...]",
  "find every broken replace in the Go projects of an environment or of folders",
  () => import("./commands/scan.js"),
  (command) =>
    withEnvironments(command)
      .option("--everywhere", "all of an environment, not its src, go/src and gopath/src alone")
      .addOption(
        new Option("--format <format>", "how to print the findings").choices([
          "text",
          "json",
          "sarif",
          "github",
        ]),
      )
      .addOption(
        new Option(
          "--fail-on <level>",
          "the lowest level for exit code 1 (default: error)",
        ).choices(["error", "warning"]),
      )
      .option("--explain <code>", "say what a code means and how to mend it, and scan nothing")
      .option("--ignore <code>", "leave out the findings of this code (repeatable)", collect)
      .option("--verify", "ask the go on the PATH as well, offline; nothing is run without this"),
);

declare(
  "demo",
  "show it all on a throw-away environment, in every shell there is",
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
    const { all, yes } = command.opts();
    const isLong = all === true || command.name() === "list";
    const terminal =
      isLong && !wantsJson()
        ? (await import("./reports/terminal.js")).openTerminal(yes !== true)
        : null;
    // Only scan takes any words besides its options.
    const options = { ...command.opts(), folders: command.args } as Options;
    const outcome = await module.run(options, currentSession(terminal));
    process.exitCode = printOutcome(command.name(), outcome, wantsJson());
  });
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
    "of all, those in which hooks are installed",
  );
}

function collect(word: string, before: readonly string[] = []): string[] {
  return [...before, word];
}

/** Which of all environments. */
function withSearch(command: Command): Command {
  return command
    .option(
      "--exclude <env>",
      "of all, not this environment, by name or path (repeatable)",
      collect,
    )
    .option(
      "--pixi <folder>",
      "besides all, those of pixi below this folder (repeatable)",
      collect,
    );
}

function withSettings(command: Command): Command {
  const shell = new Option("--shell <shells>", "only these shells, such as sh,powershell; or all");
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
    .option("--cgo", "let cgo find the C libraries of the environment")
    .option("--no-cgo", "leave the variables that --cgo sets as you have them")
    .on("option:cgo", () => put(...cgoOverrides(process.platform)))
    .on("option:no-cgo", () => put(...noCgoOverrides(process.platform)));
}

function parseOverride(action: Override["action"], given: string): Override {
  if (action === "unset" || action === "keep") return { action, variable: given };
  const equals = given.indexOf("=");
  if (equals < 1) {
    throw new CondaGoHooksError(
      "usage",
      `'${given}' is not NAME=VALUE`,
      `--${action}`,
      `--${action} ${action === "set" ? "GOPROXY=off" : "GOFLAGS=-race"}`,
    );
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
    const isExcess = thrown.code === "commander.excessArguments";
    const ways = wantsMany()
      ? "give an option before each: --exclude A --exclude B"
      : known?.options.some(({ long }) => long === "--name")
        ? "name an environment with -n NAME or -p PREFIX"
        : "it takes options alone";
    const hint = isExcess ? `${ways}; ${help}` : help;
    const message = thrown.message.replace(/^error: /, "").replace(/\n/g, " ");
    return new CondaGoHooksError("usage", message, null, hint);
  }
  return toReportable(thrown);
}
