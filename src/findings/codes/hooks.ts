// The hooks of an environment: their state, whether they are in force, and who else sets what they set.
import { COMMAND, STATE_STEM, SWITCH_NAME } from "../../names.js";
import { change } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

/** What to type, with the environment in it. */
export interface Commands {
  /** Installs the hooks, or updates them with the settings that they have. */
  readonly install: string;
  readonly uninstall: string;
}

/** Where somebody else sets a variable: a line of a script below the prefix, or a file that conda reads. */
export interface OwnerArgs {
  readonly variable: string;
  readonly path: string;
  readonly line: number | null;
  /** The environment, as one types it. */
  readonly selector: string;
  /** What to type behind that, so that install goes by the right settings file. */
  readonly config?: string;
}

/** What is to be typed in one kind of shell, line by line. */
export interface Typed {
  readonly shell: string;
  readonly commands: readonly string[];
}

export const HOOKS = {
  "hooks-absent": ({ install }: Pick<Commands, "install">) =>
    explain("this environment has no hooks", [], `run ${install}`, install),
  "hooks-incomplete": ({ files, install, uninstall }: Commands & Files) =>
    explain(
      files.length === 0
        ? "a command of ours was cut off in this environment"
        : `these hooks are missing: ${files.join(", ")}`,
      [],
      `run ${install}, or remove the rest: ${uninstall}`,
      install,
    ),
  "hooks-outdated": ({
    version,
    own,
    isKnown,
    changed = null,
    install,
  }: Pick<Commands, "install"> & {
    version: string;
    own: string;
    /** The settings file that has changed since. */
    changed?: string | null;
    /** Whether this version knows all of their settings. */
    isKnown: boolean;
  }) =>
    explain(
      changed !== null
        ? `the settings file ${changed} has changed since the hooks were installed`
        : version === own
          ? "the hooks are not as this version would write them"
          : `the hooks are from version ${version}, and this is ${own}`,
      [],
      isKnown
        ? `run ${install}`
        : `choose a profile, as this version does not know their settings: ${install} --profile NAME`,
      isKnown ? install : null,
    ),
  "hooks-newer": ({
    version,
    own,
    install,
  }: Pick<Commands, "install"> & { version: string; own: string }) =>
    explain(
      `the hooks are from version ${version}, which is newer than this one (${own})`,
      [],
      `leave them, or change them with the newer version: ${install}`,
    ),
  "hooks-drifted": ({ files, install }: Pick<Commands, "install"> & Files) =>
    explain(`edited since they were installed: ${files.join(", ")}`, [], ...replaceFiles(install)),
  "hooks-foreign": ({ files, install }: Pick<Commands, "install"> & Files) =>
    explain(
      `no record says that we wrote these hooks: ${files.join(", ")}`,
      [],
      ...replaceFiles(install),
    ),
  "hooks-packaged": ({
    packages,
    isReplacing,
    isCopy = false,
    removal,
    install,
    uninstall,
  }: Commands & {
    packages: readonly string[];
    isReplacing: boolean;
    /** Whether they say so themselves, and conda knows nothing of it. */
    isCopy?: boolean;
    /** What to type to be rid of them, or what to do. */
    removal: string;
  }) =>
    isReplacing
      ? explain(
          `the package ${packages.join(", ")} replaced the installed hooks`,
          [],
          `keep the package's: ${uninstall}; or go back to ours: ${removal} (then ${install})`,
          uninstall,
        )
      : isCopy
        ? explain(
            `the hooks are a copy of those of the package ${packages.join(", ")}, which conda has not installed here`,
            [],
            `install the package, or ${removal}`,
          )
        : explain(
            `the hooks are from the package ${packages.join(", ")}`,
            [],
            `leave them, or remove the package: ${removal}`,
          ),
  "hooks-packaged-damaged": ({
    packages,
    files,
    command,
  }: Files & { packages: readonly string[]; command: string }) =>
    explain(
      `these hooks are not as the package ${packages.join(", ")} has brought them: ${files.join(", ")}`,
      [],
      `run ${command}`,
      command,
    ),
  "hooks-packaged-twice": ({
    packages,
    removal,
    reinstall,
  }: {
    packages: readonly string[];
    /** What to type to be rid of all but the one whose scripts are there. */
    removal: string;
    reinstall: string;
  }) =>
    explain(
      `more than one package has brought these hooks: ${packages.join(", ")}`,
      [],
      `keep one: ${removal}, then ${reinstall}`,
      removal,
      reinstall,
    ),
  "hooks-unreadable": ({ fault, hint }: { fault: string; hint: string | null }) =>
    explain(
      `the hooks cannot be looked at: ${fault}`,
      [],
      hint ?? "make the file readable for you",
    ),
  "hook-without-partner": ({
    path,
    lacking,
    command,
  }: {
    path: string;
    lacking: "activate" | "deactivate" | "first" | "last";
    /** What brings or removes what belongs together; null where nothing does. */
    command: string | null;
  }) =>
    explain(
      `${path} ${CONSEQUENCES[lacking]}`,
      [],
      command === null ? "delete the file" : `run ${command}, or delete the file`,
      command,
    ),

  "hooks-not-activated": ({ activation }: Activation) =>
    explain("the hooks have not run in this shell", [], `run ${activation}`, activation),
  "hooks-changed": ({ activation, variables }: Activation & { variables: readonly string[] }) =>
    explain(
      `a value or a setting has changed since this shell activated the environment: ${variables.join(", ")}`,
      [],
      `apply the settings: ${activation}`,
      activation,
    ),
  "hooks-switched-off": ({ activation }: Activation) =>
    explain(
      `${SWITCH_NAME}=0 turns the hooks off in this shell`,
      [],
      `turn them on: unset ${SWITCH_NAME} (then ${activation})`,
      `unset ${SWITCH_NAME}`,
      activation,
    ),
  "hooks-for-other-shells": ({
    activation,
    install,
    shells,
  }: Activation & Pick<Commands, "install"> & { shells: readonly string[] }) => {
    const command = `${install} --shell ${shells.join(",")}`;
    return explain(
      "the hooks are not installed for this shell",
      [],
      `install them for it too: ${command} (then ${activation})`,
      command,
      activation,
    );
  },
  "shell-runs-no-hooks": ({
    shell,
    tool,
    enter,
    leave,
  }: {
    shell: string;
    tool: string;
    enter: readonly string[];
    leave: string;
  }) =>
    explain(
      `${tool} runs no hook of any package in ${shell}`,
      [],
      `type this after each activation: ${enter.join(", then ")}; and before each deactivation: ${leave}`,
      ...enter,
    ),
  "blank-in-prefix-for-xonsh": ({ version }: { version: string }) =>
    explain(
      `xonsh ${version} runs no script whose path has a space, as this environment's has`,
      [],
      "update xonsh to 0.24 or newer, or give the environment a path without a space",
    ),
  "saved-state-left": ({
    variables,
    ways,
  }: {
    variables: readonly string[];
    ways: readonly Typed[];
  }) => {
    const [first, ...others] = ways;
    const isKnown = others.length === 0;
    const say = ({ shell, commands }: Typed) =>
      `${isKnown ? "" : `in ${shell}: `}${commands.join(", then ")}`;
    return explain(
      `your own values are still saved, and no active environment will give them back: ${variables.join(", ")}`,
      [],
      `${isKnown ? "run " : "type "}${ways.map(say).join("; ")}; or open a new terminal`,
      ...(isKnown && first ? first.commands : []),
    );
  },

  "variable-set-by-conda": ({ variable, path, selector }: OwnerArgs) => {
    const { fix, commands } = change(variable, null, {
      source: "conda",
      file: path,
      line: null,
      selector,
    });
    return explain(
      `${variable} is also set by conda env config vars`,
      [],
      `${fix}: conda leaves a mark there that empties your own value on deactivate`,
      ...commands,
    );
  },
  "variable-set-by-package": ({ variable, path }: OwnerArgs) =>
    explain(
      `${variable} is also set by a package, in ${path}, and conda does not unset it when you switch environments`,
      [],
      "run conda deactivate before you activate another environment",
    ),
  "variable-set-before-hooks": (at: OwnerArgs) =>
    explain(
      `${at.variable} is also set ${inLine(at)}, before our hooks save your value, which is lost`,
      [],
      deleteOrRename(at),
    ),
  "variable-set-after-hooks": (at: OwnerArgs) =>
    explain(
      `${at.variable} is also set ${inLine(at)}, after our hooks, and overrides them`,
      [],
      deleteOrRename(at),
    ),
  "variable-set-after-restore": (at: OwnerArgs) =>
    explain(
      `${at.variable} is set or unset ${inLine(at)}, after our hooks gave your value back, which is lost`,
      [],
      deleteOrRename(at),
    ),
  "variable-unguarded": (at: OwnerArgs) => {
    const command = `${COMMAND} install ${at.selector}${at.config ?? ""}`;
    return explain(
      `${at.variable} is set ${inLine(at)}, and your own value may get lost`,
      [],
      `have it saved: ${command}`,
      command,
    );
  },
  "go-env-hidden": ({
    setting,
    file,
    line,
    command,
  }: {
    setting: string;
    file: string;
    line: number;
    command: string;
  }) =>
    explain(
      `this environment hides ${setting}, which go env -w wrote (line ${line} of ${file})`,
      [],
      `have it here too: ${command}`,
      command,
    ),
  "pixi-over-hooks": ({ variable, command }: { variable: string; command: string }) =>
    explain(
      `pixi sets ${variable} itself, after our hooks, and overrides them`,
      [],
      `delete ${variable} from the manifest's activation.env, or leave it to pixi: ${command}`,
      command,
    ),
} as const satisfies Sentences;

/** The scripts that it is about, by their paths below the prefix. */
export interface Files {
  readonly files: readonly string[];
}

/** What to type to activate the environment. */
export interface Activation {
  readonly activation: string;
}

const CONSEQUENCES = {
  deactivate: "sets Go variables, and no script gives yours back on deactivate",
  first: "does nothing, as no script saves your Go variables before it",
  last: "saves your Go variables, and no script sets those of the environment",
  activate: "gives back Go variables, and no script saves or sets any",
} as const;

function replaceFiles(install: string): [fix: string, command: string] {
  const command = `${install} --force`;
  return [
    `see the difference: ${command} --dry-run; or replace them, with a copy kept: ${command}`,
    command,
  ];
}

function inLine({ path, line }: OwnerArgs): string {
  return `in line ${line} of ${path}`;
}

function deleteOrRename({ variable, path, line, selector }: OwnerArgs): string {
  const { fix } = change(variable, null, { source: "package", file: path, line, selector });
  return `${fix}, or rename the script`;
}

const SELECTOR = "-n myenv";
const INSTALL = `${COMMAND} install ${SELECTOR}`;
const UNINSTALL = `${COMMAND} uninstall ${SELECTOR}`;
const COMMANDS: Commands = { install: INSTALL, uninstall: UNINSTALL };
const ACTIVATION: Activation = { activation: "conda activate myenv" };
const LAST = "etc/conda/activate.d/zz-conda-go-hooks.sh";

function inScript(variable: string, path: string): OwnerArgs {
  return { variable, path, line: 2, selector: SELECTOR };
}

export const ABOUT_HOOKS: AboutOf<typeof HOOKS> = {
  "hooks-absent": {
    about: "In this environment Go has the variables of your shell, as in every other one.",
    example: { level: "info", line: null, args: COMMANDS },
  },
  "hooks-incomplete": {
    about:
      "A script that the record names is not there, or a command was cut off. Without all of its scripts, an environment may keep your values after you have left it.",
    example: { level: "warning", line: null, args: { ...COMMANDS, files: [LAST] } },
  },
  "hooks-outdated": {
    about:
      "Another version, or an older one, wrote the hooks, or their settings file has changed since. They still work as they did.",
    example: {
      level: "warning",
      line: null,
      args: { ...COMMANDS, version: "0.1.0", own: "0.2.0", isKnown: true },
    },
  },
  "hooks-newer": {
    about:
      "A newer version wrote the hooks. This one does not change them, and may not know all of it.",
    example: {
      level: "info",
      line: null,
      args: {
        install: `${COMMAND}@0.3.0 install ${SELECTOR}`,
        version: "0.3.0",
        own: "0.2.0",
      },
    },
  },
  "hooks-drifted": {
    about:
      "A script is not as we wrote it. What the record says of the settings may not be true of it, and no update touches it.",
    example: { level: "warning", line: null, args: { ...COMMANDS, files: [LAST] } },
  },
  "hooks-foreign": {
    about:
      "There are scripts with our names and no record of ours: a copied environment, or a script that somebody put there. No update touches them.",
    example: { level: "warning", line: null, args: { ...COMMANDS, files: [LAST] } },
  },
  "hooks-packaged": {
    about:
      "A conda package brought hooks, with our names or with those that packages have. conda updates and removes them, and we leave them alone.",
    example: {
      level: "warning",
      line: null,
      args: {
        ...COMMANDS,
        packages: ["go-hooks-1.0"],
        isReplacing: true,
        removal: `conda remove ${SELECTOR} go-hooks`,
      },
    },
  },
  "hooks-packaged-damaged": {
    about:
      "Conda has recorded what the scripts of a package are, and some are not so: somebody has edited or deleted them, or a copy was cut off. What the package says of its settings may not be true of them, and what they save may not come back.",
    example: {
      level: "warning",
      line: null,
      args: {
        packages: ["acme-go-hooks 1.1"],
        files: ["etc/conda/activate.d/zz-conda-go-hooks-site.sh"],
        command: `conda install --force-reinstall ${SELECTOR} acme-go-hooks`,
      },
    },
  },
  "hooks-packaged-twice": {
    about:
      "Packages that conda-go-hooks makes have scripts of the same names, and so one has overwritten the other's. When either is removed, the scripts go.",
    example: {
      level: "warning",
      line: null,
      args: {
        packages: ["acme-go-hooks-1.1", "other-go-hooks-2.0"],
        removal: `conda remove ${SELECTOR} other-go-hooks`,
        reinstall: `conda install --force-reinstall ${SELECTOR} acme-go-hooks`,
      },
    },
  },
  "hooks-unreadable": {
    about: "The record or a script cannot be read, so nobody can say what the hooks do.",
    example: {
      level: "error",
      line: null,
      args: { fault: "the record is not valid JSON", hint: null },
    },
  },
  "hook-without-partner": {
    about:
      "Our scripts work together: one saves your values, one sets the environment's, one gives yours back. A tool that copies one of them, as conda-workspaces copies the activation scripts of a manifest, leaves the others behind.",
    example: {
      level: "warning",
      line: null,
      args: {
        path: "etc/conda/activate.d/conda-go-hooks.sh",
        lacking: "deactivate",
        command: INSTALL,
      },
    },
  },
  "hooks-not-activated": {
    about:
      "The environment is active, and its hooks were installed after it was activated here. They run at the next activation.",
    example: { level: "warning", line: null, args: ACTIVATION },
  },
  "hooks-changed": {
    about:
      "A variable has another value than the hooks gave it. What was set by hand is gone after the next activation.",
    example: { level: "warning", line: null, args: { ...ACTIVATION, variables: ["GOCACHE"] } },
  },
  "hooks-switched-off": {
    about: "The variable of this shell makes the hooks do nothing but give back what is saved.",
    example: { level: "info", line: null, args: ACTIVATION },
  },
  "hooks-for-other-shells": {
    about: "The environment has hooks for some shells, and you are in another one.",
    example: {
      level: "warning",
      line: null,
      args: { ...ACTIVATION, install: INSTALL, shells: ["sh", "fish"] },
    },
  },
  "shell-runs-no-hooks": {
    about:
      "conda runs no hooks in nushell, and mamba none in csh and nushell, whoever made them. The scripts are there, and can be run by hand.",
    example: {
      level: "warning",
      line: null,
      args: {
        shell: "tcsh",
        tool: "mamba",
        enter: ["source '/envs/myenv/etc/conda/activate.d/00-conda-go-hooks.csh'"],
        leave: "source '/envs/myenv/etc/conda/deactivate.d/00-conda-go-hooks.csh'",
      },
    },
  },
  "blank-in-prefix-for-xonsh": {
    about:
      "xonsh reads hooks through its source-bash, which took no path with a space before 0.24. So it runs no hook of any package in such an environment.",
    example: { level: "warning", line: null, args: { version: "0.13.4" } },
  },
  "saved-state-left": {
    about: `Hooks keep your own values in variables that begin with ${STATE_STEM} and give them back on deactivate. When the environment was removed, or left in a way that runs no hooks, they stay, and Go still has the environment's values.`,
    example: {
      level: "warning",
      line: null,
      args: {
        variables: ["GOPATH", "GOFLAGS"],
        ways: [
          { shell: "sh", commands: [`eval "$(${COMMAND} render --shell sh --phase deactivate)"`] },
        ],
      },
    },
  },
  "variable-set-by-conda": {
    about:
      "conda sets the variables of conda env config vars before the hooks run. The hooks take the value for yours.",
    example: {
      level: "warning",
      line: null,
      args: { ...inScript("GOPROXY", "conda-meta/state"), line: null },
    },
  },
  "variable-set-by-package": {
    about: "A package has conda set a variable, as that of Go does with GOTOOLCHAIN.",
    example: {
      level: "info",
      line: null,
      args: { ...inScript("GOTOOLCHAIN", "etc/conda/env_vars.d/go.json"), line: null },
    },
  },
  "variable-set-before-hooks": {
    about:
      "A script that sorts before 00-conda-go-hooks sets a variable, and the hooks save that value for yours.",
    example: {
      level: "warning",
      line: null,
      args: inScript("GOPROXY", "etc/conda/activate.d/00-a.sh"),
    },
  },
  "variable-set-after-hooks": {
    about: "A script that sorts after zz-conda-go-hooks sets a variable that the hooks set too.",
    example: {
      level: "warning",
      line: null,
      args: inScript("GOPROXY", "etc/conda/activate.d/zzz.sh"),
    },
  },
  "variable-set-after-restore": {
    about:
      "conda runs the scripts of deactivate.d backwards. One that sorts before 00-conda-go-hooks runs after it, and undoes what it gave back.",
    example: {
      level: "warning",
      line: null,
      args: inScript("GOPROXY", "etc/conda/deactivate.d/0.sh"),
    },
  },
  "variable-unguarded": {
    about:
      "A script that was not there when the hooks were installed sets a variable, and the hooks do not know that they have to save yours.",
    example: {
      level: "warning",
      line: null,
      args: inScript("GOPROXY", "etc/conda/activate.d/activate-z61-go.sh"),
    },
  },
  "go-env-hidden": {
    about:
      "What go env -w wrote counts only while the variable is not set in the environment, and the hooks set it.",
    example: {
      level: "info",
      line: null,
      args: {
        setting: "GOFLAGS=-tags=foo",
        file: "/home/you/.config/go/env",
        line: 3,
        command: `${INSTALL} --append GOFLAGS=-tags=foo`,
      },
    },
  },
  "pixi-over-hooks": {
    about:
      "pixi sets the variables of a manifest's activation.env after it has run all hooks, so they win.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GOFLAGS", command: `${INSTALL} --keep GOFLAGS` },
    },
  },
};
