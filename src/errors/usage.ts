// What can be wrong with a command line.

import { didYouMean } from "../did-you-mean.js";
import { COMMAND } from "../names.js";
import type { ErrorReport } from "./error-report.js";

const usage = (message: string, where: string | null, hint: string): ErrorReport => ({
  code: "usage",
  message,
  where,
  hint,
});

/** What conda itself would say, at each of its commands. */
const refusedByConda = (words: string, where: string, hint: string): ErrorReport =>
  usage(`conda refuses its configuration: ${words}`, where, hint);

interface Name {
  readonly name: string;
  readonly known: readonly string[];
}

const ENVIRONMENT_OPTIONS = "-n, -p, --env";

export const USAGE = {
  "command-line": ({
    words,
    excess,
    help,
  }: {
    /** The parser's. */
    words: string;
    /** What the command takes where a word is too many; null when that is not the fault. */
    excess: "exclusions" | "environments" | "environment" | "package" | "options" | null;
    /** The command that prints the help. */
    help: string;
  }) => {
    const ways = {
      exclusions: "repeat the option for each: --exclude A --exclude B",
      environments: "name one environment, or use --all",
      environment: "name one environment",
      package: "name the package with --name",
      options: "it takes only options",
    };
    return usage(words, null, excess === null ? help : `${ways[excess]}; ${help}`);
  },
  "unknown-command": ({ name, known }: Name) =>
    usage(`unknown command '${name}'`, null, didYouMean(name, known)),
  "option-twice": ({ first, second }: { first: string; second: string }) =>
    usage(
      first === second
        ? `${first} is given more than once`
        : `${first} and ${second} cannot be used together`,
      second,
      first === second ? `use ${first} once` : "leave one of them out",
    ),
  "option-value": ({ option, next }: { option: string; next: string }) =>
    usage(
      `${option} has no value: the next word is the option ${next}`,
      option,
      `put its value behind ${option}`,
    ),
  "needs-yes": () =>
    usage(
      "there is no terminal on which to ask whether to change every environment",
      "--all",
      "add --yes",
    ),
  "override-syntax": ({ given, action }: { given: string; action: string }) =>
    usage(
      `'${given}' is not NAME=VALUE`,
      `--${action}`,
      `--${action} ${action === "set" ? "GOPROXY=off" : "GOFLAGS=-race"}`,
    ),
  "two-formats": ({ format }: { format: string }) =>
    usage(
      `--json and --format ${format} cannot be used together`,
      "--format",
      "leave one of them out",
    ),
  "unknown-shell": ({ name, known }: Name) =>
    usage(`unknown shell '${name}'`, "--shell", didYouMean(name, [...known, "all"])),
  "no-shell": () =>
    usage("no shell is named", "--shell", "name one, as in --shell sh; or use --shell all"),
  "no-completion": ({ name, known }: Name) =>
    usage(
      name === "" ? "no shell is named" : `there is no completion for '${name}'`,
      "completion",
      `use one of ${known.join(", ")}`,
    ),
  "unknown-phase": ({ name, known }: Name) =>
    usage(`unknown phase '${name}'`, "--phase", `use one of ${known.join(", ")}`),
  "unknown-profile": ({ name, known }: Name) =>
    usage(`unknown profile '${name}'`, "--profile", didYouMean(name, known)),
  "unknown-finding": ({ name, known, option }: Name & { option: string }) =>
    usage(`no finding has the code '${name}'`, option, didYouMean(name, known)),
  "unknown-variable": ({ name, known, action }: Name & { action: string }) =>
    usage(`unknown variable '${name}'`, `--${action}`, didYouMean(name.toUpperCase(), known)),
  "no-go-variable": ({ name, known }: Name) =>
    usage(`no variable of Go is called '${name}'`, null, didYouMean(name.toUpperCase(), known)),
  "variable-refused": ({
    name,
    given,
    action,
    reason,
  }: {
    name: string;
    /** The name as typed. */
    given: string;
    action: string;
    /** Why hooks leave it alone, as a sentence. */
    reason: string;
  }) =>
    usage(
      `hooks leave ${name} alone: ${reason}`,
      `--${action} ${given}`,
      `leave out --${action} ${given}`,
    ),
  "not-flags": ({ name, action }: { name: string; action: string }) =>
    usage(
      `${name} is not a list of flags, so nothing can be added to it`,
      `--${action}`,
      `replace its value: --set ${name}=VALUE`,
    ),
  "two-environments": () =>
    usage(
      "more than one environment is named",
      ENVIRONMENT_OPTIONS,
      "use only one of -n NAME, -p PREFIX, --env ENV and a plain ENV",
    ),
  "empty-name": () =>
    usage(
      "the environment's name or path is empty",
      ENVIRONMENT_OPTIONS,
      "name an environment with -n NAME or -p PREFIX",
    ),
  "name-is-path": ({ name, typed }: { name: string; typed: string }) =>
    usage(`'${name}' is a path, not a name`, "-n/--name", `use -p ${typed}`),
  "all-and-name": () =>
    usage(
      "--all and the name of one environment cannot be used together",
      ENVIRONMENT_OPTIONS,
      "leave one of them out",
    ),
  "reset-and-config": ({ file }: { file: string }) =>
    usage(
      "--reset drops the settings of the file too, which install would obey",
      file,
      "to start from the default profile and obey no file: --no-config --reset",
    ),
  "export-all": () =>
    usage(
      "--export is for one environment, and --all is for all",
      "--export",
      "name the environment in place of --all: -n NAME",
    ),
  "needs-all": ({ option }: { option: string }) =>
    usage(`${option} only works with --all`, option, "add --all"),
  "unknown-exclusion": ({ name, known }: Name) =>
    usage(
      `no environment is called '${name}'`,
      "--exclude",
      didYouMean(name, known) || `list them with: ${COMMAND} list`,
    ),
  "conda-variables": () =>
    refusedByConda(
      "Multiple aliased keys in file envvars: envs_dirs, envs_path. Must declare only one",
      "CONDA_ENVS_DIRS, CONDA_ENVS_PATH",
      "unset one of them; an empty one counts too",
    ),
  "conda-keys": ({ file }: { file: string }) =>
    refusedByConda(
      `Multiple aliased keys in file ${file}: envs_dirs, envs_path. Must declare only one`,
      file,
      "remove one of the two",
    ),
  "conda-type": ({ file, value, type }: { file: string; value: string; type: string }) =>
    refusedByConda(
      `Parameter _envs_dirs = ${value} declared in ${file} has type ${type}. Valid types: - tuple`,
      file,
      "write it as a list: envs_dirs: [FOLDER]",
    ),
};
