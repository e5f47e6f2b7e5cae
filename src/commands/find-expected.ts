// Works out, from the commands as they are declared, what the word that is being typed may be.
import type { Command, Option } from "commander";
import { isRepeatable } from "./is-repeatable.js";

/** What a word may be; the parts add up. */
export interface Expected {
  /** What of the word stays in any case, such as `--profile=`. */
  readonly stem: string;
  readonly commands: readonly Command[];
  readonly options: readonly Option[];
  /** A value, by the name that it has in the usage, such as `profile` of `--profile <profile>`. */
  readonly value: Value | null;
  /** The number of words in front of another program's command line, which the word belongs to. */
  readonly before: number | null;
}

export interface Value {
  readonly name: string;
  readonly choices: readonly string[];
  /** The values of this kind that are there already. */
  readonly given: readonly string[];
}

/** The words up to the one that is typed, read as the parser would. */
interface Line {
  readonly command: Command;
  readonly options: ReadonlySet<Option>;
  /** The words besides the options. */
  readonly operands: readonly string[];
  /** The option that the next word is the value of. */
  readonly pending: Option | null;
  /** Whether there was a `--`, behind which nothing is an option. */
  readonly isPlain: boolean;
  /** As in {@link Expected}. */
  readonly before: number | null;
}

// In a usage: a command of ours, and where more words follow, of somebody else.
const COMMAND = "command";

const NOTHING: Expected = { stem: "", commands: [], options: [], value: null, before: null };

/**
 * What may be typed next.
 * @param words those in front of it, without the name of the program
 * @param current what there is of it
 */
export function findExpected(
  program: Command,
  words: readonly string[],
  current: string,
): Expected {
  const line = readLine(program, words);
  if (line === null) return NOTHING;
  const { command, pending, operands, isPlain } = line;
  if (line.before !== null) return { ...NOTHING, before: line.before };
  if (pending !== null) return { ...NOTHING, value: readValue(nameOf(pending), pending) };
  const options = listOptions(command, program);
  if (!isPlain && current.startsWith("-")) return findInOption(options, line, current);
  if (command === program)
    return { ...NOTHING, commands: program.createHelp().visibleCommands(program) };
  const argument = findArgument(command, operands.length);
  if (isProgram(argument)) return { ...NOTHING, before: words.length };
  if (argument?.name() === COMMAND)
    return { ...NOTHING, commands: program.createHelp().visibleCommands(program) };
  const isNamed = [...line.options].some((option) => isEnvironment(nameOf(option)));
  if (argument !== null && !(isNamed && isEnvironment(argument.name()))) {
    return { ...NOTHING, value: readValue(argument.name(), argument, operands) };
  }
  return isPlain ? NOTHING : { ...NOTHING, options: listOpen(options, line) };
}

/** An option, or the value that is written together with it. */
function findInOption(options: readonly Option[], line: Line, current: string): Expected {
  const [stem = ""] = /^--[^=]+=|^-[^-]/.exec(current) ?? [];
  const option = options.find(({ long, short }) => [`${long}=`, short].includes(stem));
  const isWithValue = option !== undefined && takesValue(option) && current !== option.short;
  if (isWithValue) return { ...NOTHING, stem, value: readValue(nameOf(option), option) };
  return { ...NOTHING, options: listOpen(options, line) };
}

/** @returns null behind a word that is no command */
function readLine(program: Command, words: readonly string[]): Line | null {
  let command = program;
  let pending: Option | null = null;
  let isPlain = false;
  const given = new Set<Option>();
  const operands: string[] = [];
  const line = (before: number | null = null): Line => ({
    command,
    options: given,
    operands,
    pending,
    isPlain,
    before,
  });
  for (const [index, word] of words.entries()) {
    if (pending !== null) {
      pending = null;
    } else if (!isPlain && word === "--") {
      isPlain = true;
      if (isProgram(findArgument(command, operands.length))) return line(index + 1);
    } else if (!isPlain && /^-./.test(word)) {
      const option = findOption(listOptions(command, program), word);
      if (option !== undefined) given.add(option);
      if (option?.required && [option.long, option.short].includes(word)) pending = option;
    } else if (command === program) {
      const found = program.commands.find((one) => one.name() === word);
      if (found === undefined) return null;
      command = found;
    } else {
      if (isProgram(findArgument(command, operands.length))) return line(index);
      operands.push(word);
    }
  }
  return line();
}

function findOption(options: readonly Option[], word: string): Option | undefined {
  const name = word.startsWith("--") ? word.replace(/=.*/s, "") : word.slice(0, 2);
  return options.find(({ long, short }) => name === long || name === short);
}

/** Those of the command, and those that every command takes. */
function listOptions(command: Command, program: Command): readonly Option[] {
  const own = command.createHelp().visibleOptions(command);
  if (command === program) return own;
  const isOther = ({ long }: Option) =>
    long !== "--version" && own.every((option) => option.long !== long);
  return [...own, ...program.options.filter(isOther)];
}

/** Those that may still be given: what collects its values may be repeated. */
function listOpen(options: readonly Option[], { options: given }: Line): readonly Option[] {
  return options.filter((option) => !given.has(option) || isRepeatable(option));
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function readValue(
  name: string,
  { argChoices, description }: Pick<Option | Argument, "argChoices" | "description">,
  given: readonly string[] = [],
): Value {
  // Where a module has the say over the choices, they are told all the same: `activate or deactivate`.
  const [told = ""] = /^[\w-]+(?:, [\w-]+)* or [\w-]+(?= \(|$)/.exec(description) ?? [];
  return { name, choices: argChoices ?? told.split(/, | or /).filter(Boolean), given };
}

/** What the usage calls its value; "" without one. */
function nameOf({ flags }: Option): string {
  return /[<[]([^>\].]+)/.exec(flags)?.[1] ?? "";
}

function isEnvironment(name: string): boolean {
  return ["name", "path", "env"].includes(name);
}

type Argument = Command["registeredArguments"][number];

function findArgument({ registeredArguments }: Command, index: number): Argument | null {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic ? last : null);
}

/** Whether from there on it is the command line of another program. */
function isProgram(argument: Argument | null): boolean {
  return argument?.variadic === true && argument.name() === COMMAND;
}
