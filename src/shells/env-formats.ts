// The formats in which `env` prints variables, to be evaluated by a shell or read by a program.
import { cmd } from "./cmd.js";
import { csh } from "./csh.js";
import { dialectOf } from "./dialects.js";
import { fish } from "./fish.js";
import { nushell } from "./nushell.js";
import { posix } from "./posix.js";
import { powershell } from "./powershell.js";

/** By name; null is unset. */
export type Variables = Readonly<Record<string, string | null>>;

export interface EnvFormat {
  /** What `--format` calls it. */
  readonly name: string;
  /** Whether it can unset a variable. What cannot says that it is empty, which Go takes for unset. */
  readonly unsets: boolean;
  /** Whether it can hold the value. */
  holds(value: string): boolean;
  /** Variables that it can hold as text, with the line break at the end. */
  print(variables: Variables): string;
}

// With a `;` where a shell would have a command substitution in one line: `eval (…)` in fish, eval `…` in csh.
/** Of the formats that have a line for each. */
function printLines(
  set: (name: string, value: string) => string,
  unset: (name: string) => string,
): EnvFormat["print"] {
  return (variables) =>
    Object.entries(variables)
      .map(([name, value]) => `${value === null ? unset(name) : set(name, value)}\n`)
      .join("");
}

const all = () => true;

const sh: EnvFormat = {
  name: "sh",
  unsets: true,
  holds: all,
  print: printLines(
    (name, value) => `export ${name}=${posix.quote(value)}`,
    // A bare unset would take a function of that name in bash.
    (name) => `unset -v ${name}`,
  ),
};

const forFish: EnvFormat = {
  name: "fish",
  unsets: true,
  holds: all,
  print: printLines(
    (name, value) => `set -gx ${name} ${fish.quote(value)};`,
    // A universal variable cannot be hidden from programs: it is empty then.
    (name) => `set -e -g ${name}; set -qx ${name}; and set -gx ${name} '';`,
  ),
};

const forCsh: EnvFormat = {
  name: "csh",
  unsets: true,
  holds: all,
  print: printLines(
    (name, value) => `setenv ${name} ${csh.quote(value)};`,
    (name) => `unsetenv ${name};`,
  ),
};

const forPowerShell: EnvFormat = {
  name: "powershell",
  unsets: true,
  holds: all,
  print: printLines(
    (name, value) => `[Environment]::SetEnvironmentVariable('${name}', ${quoteForPipe(value)})`,
    (name) => `[Environment]::SetEnvironmentVariable('${name}', [NullString]::Value)`,
  ),
};

/** PowerShell reads what a program prints in some code page, and line by line: only ASCII comes through. */
function quoteForPipe(text: string): string {
  const parts = text.match(/[ -~]+|[^ -~]/g) ?? [""];
  const terms = parts.map((part) =>
    /^[ -~]*$/.test(part) ? powershell.quote(part) : `[char]${part.charCodeAt(0)}`,
  );
  // A text first, or numbers would be added up.
  return terms.length === 1 && terms[0]?.startsWith("'") ? terms[0] : `('' + ${terms.join(" + ")})`;
}

const forCmd: EnvFormat = {
  name: "cmd",
  unsets: true,
  // cmd.exe reads a script in the machine's code page, and takes no longer lines.
  holds: (value) => /^[\t -~]*$/.test(value) && escapeForCmd(value).length < 8000,
  print: (variables) => cmd.encode(printForCmd(variables)),
};

const printForCmd = printLines(
  (name, value) =>
    value.includes('"')
      ? `@set ${name}=${escapeForCmd(value)}`
      : `@set ${cmd.quote(`${name}=${value}`)}`,
  (name) => `@set "${name}="`,
);

/** Without quotes around it, as one in the value would end them. */
function escapeForCmd(value: string): string {
  return value.replace(/["^&|<>()]/g, "^$&").replaceAll("%", "%%");
}

const nu: EnvFormat = {
  name: "nu",
  unsets: true,
  holds: all,
  print: printLines(
    (name, value) => `$env.${name} = ${nushell.quote(value)}`,
    // Before 0.114, hide-env may uncover an older value.
    (name) => `hide-env --ignore-errors ${name}; if $env.${name}? != null { $env.${name} = null }`,
  ),
};

const json: EnvFormat = {
  name: "json",
  unsets: true,
  holds: all,
  print: (variables) => `${JSON.stringify(variables, null, 2)}\n`,
};

const dotenv: EnvFormat = {
  name: "dotenv",
  unsets: false,
  holds: (value) => quoteForDotenv(value) !== null,
  print: printLines(
    (name, value) => `${name}=${quoteForDotenv(value) ?? ""}`,
    (name) => `${name}=`,
  ),
};

/** As its readers have it in common: nothing in the value is special to any of them. Null where there is no such way. */
function quoteForDotenv(value: string): string | null {
  // Some take the one line break for the other.
  if (value.includes("\r")) return null;
  // Those that know no quotes read this too.
  if (/^[\w./:,@%+=-]*$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  if (!/["\\$`\n]/.test(value)) return `"${value}"`;
  return value.includes("`") ? null : `\`${value}\``;
}

const github: EnvFormat = {
  name: "github",
  unsets: false,
  holds: all,
  print: printLines(sayToGithub, (name) => `${name}=`),
};

/** As a workflow command reads a file: a line, or all lines up to one that is not in the value. */
function sayToGithub(name: string, value: string): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}`;
  let end = "END_OF_VALUE";
  while (value.includes(end)) end += "_";
  return `${name}<<${end}\n${value}\n${end}`;
}

const docker: EnvFormat = {
  name: "docker",
  unsets: false,
  // An instruction is one line.
  holds: (value) => !/[\r\n]/.test(value),
  print: printLines(
    (name, value) => `ENV ${name}="${value.replace(/["\\$]/g, "\\$&")}"`,
    (name) => `ENV ${name}=""`,
  ),
};

/** Every format, the first one where nothing is known of the shell. */
export const ENV_FORMATS: readonly EnvFormat[] = [
  ...[sh, forFish, forCsh, forPowerShell, forCmd, nu],
  ...[json, dotenv, github, docker],
];

const OF_DIALECTS: Readonly<Record<string, EnvFormat>> = {
  posix: sh,
  fish: forFish,
  csh: forCsh,
  powershell: forPowerShell,
  cmd: forCmd,
  nushell: nu,
};

/** The format by its name or by that of a shell which reads it; undefined when there is none. */
export function findEnvFormat(name: string): EnvFormat | undefined {
  return (
    ENV_FORMATS.find((format) => format.name === name) ?? OF_DIALECTS[dialectOf(name)?.id ?? ""]
  );
}
