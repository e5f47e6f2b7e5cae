// The help of every command: its examples, what else one wants to know, and lines that fit the terminal.
import type { AddHelpTextContext, Command, Help } from "commander";
import { COMMAND, TOOL } from "../names.js";
import { DIALECTS } from "../shells/dialects.js";
import { wrap } from "../wrap.js";

/** For each command what one may type, without the name of the tool. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  install: [
    "install api",
    "install api --profile offline",
    "install api --set GOPROXY=off --dry-run",
    "install --all --installed-only",
  ],
  uninstall: ["uninstall api", "uninstall api --purge", "uninstall --all --yes"],
  status: ["status api", "status --all --check"],
  list: ["list", "list --pixi ."],
  render: ["render --shell fish", "render --profile offline --out offline.sh"],
  profiles: ["profiles"],
  scan: ["scan", "scan src --format sarif", "scan -n api", "scan --explain replace-target-missing"],
  repair: ["repair --dry-run", "repair src --yes"],
  doctor: ["doctor", "doctor -n api", "doctor --log build.log"],
  explain: ["explain", "explain GOFLAGS GOPROXY", "explain -n api"],
  demo: ["demo", "demo --profile offline"],
  init: ["init", "init -n api"],
  env: ["env -n api --format sh", "env -n api --format docker"],
  exec: ["exec -n api -- go test ./..."],
  adopt: ["adopt -n api --dry-run", "adopt -n api"],
  package: [
    "package --name acme-go-hooks --version 1.0 --out channel",
    "package --name acme-go-hooks --version 1.0 --recipe recipe",
  ],
  completion: ["completion bash", "completion fish"],
  help: ["help install"],
};

// The commands that write hooks or scripts, and so depend on the shells.
const OF_SHELLS = ["install", "package", "render", TOOL];

const EXIT_CODES =
  "Exit codes: 0 all is well; 1 something is wrong, or you said no; 2 it was called wrongly, or failed.";

const OWN_CODES: Readonly<Record<string, string>> = {
  exec: "Exit codes: that of the command; 125 it was called wrongly, or failed; 126 the command cannot be run; 127 it is not found.",
};

const LOADING = [
  "To load it, put this where your shell starts:",
  `  bash        eval "$(${TOOL} completion bash)"`,
  `  zsh         eval "$(${TOOL} completion zsh)"`,
  `  fish        ${TOOL} completion fish | source`,
  `  powershell  ${TOOL} completion powershell | Out-String | Invoke-Expression`,
  "and for nu type these two once:",
  "  mkdir $nu.user-autoload-dirs.0",
  `  ${TOOL} completion nu | save -f ($nu.user-autoload-dirs.0 | path join ${TOOL}.nu)`,
];

// With less room than this, what an option does stands below it.
const NARROW = 30;
const INDENT = " ".repeat(6);

/** Lays out the help of a program and its commands, and adds what stands behind their options. */
export function layOutHelp(program: Command): void {
  for (const command of [program, ...program.commands])
    command
      .configureHelp({ formatItem, styleUsage, boxWrap: (text, width) => wrap(text, width) })
      .addHelpText("after", (context) => describeRest(context, command === program));
}

function describeRest({ command, error }: AddHelpTextContext, isProgram: boolean): string {
  const { getOutHelpWidth, getErrHelpWidth } = command.configureOutput();
  const width = (error ? getErrHelpWidth?.() : getOutHelpWidth?.()) ?? 80;
  const name = command.name();
  const lines = isProgram
    ? ["Start with:", `  ${COMMAND} install myenv`, "  conda activate myenv"]
    : ["Examples:", ...(EXAMPLES[name] ?? []).map((words) => `  ${TOOL} ${words}`)];
  const shells = `Shells: ${DIALECTS.flatMap((dialect) => dialect.shells).join(", ")}`;
  return [
    "",
    ...lines.map((line) => wrap(line, width, INDENT)),
    "",
    ...(name === "completion" ? [...LOADING.map((line) => wrap(line, width, INDENT)), ""] : []),
    wrap(OWN_CODES[name] ?? EXIT_CODES, width, "  "),
    ...(OF_SHELLS.includes(name) ? ["", wrap(shells, width, "  ")] : []),
  ].join("\n");
}

/** A word and what it means, beside each other where there is room. */
function formatItem(
  this: Help,
  term: string,
  termWidth: number,
  description: string,
  { helpWidth = 80 }: Help,
): string {
  const left = `  ${term.padEnd(termWidth)}  `;
  const indent = " ".repeat(left.length);
  if (description === "") return left.trimEnd();
  return helpWidth - left.length < NARROW
    ? `  ${term}\n${wrap(INDENT + description, helpWidth, INDENT)}`
    : wrap(left + description, helpWidth, indent);
}

function styleUsage(this: Help, usage: string): string {
  return wrap(`Usage: ${usage}`, this.helpWidth ?? 80, INDENT).slice("Usage: ".length);
}
