// What keeps exec from running a command, and what env cannot print.

import { didYouMean } from "../did-you-mean.js";
import { COMMAND } from "../names.js";
import type { ErrorReport } from "./error-report.js";

interface File {
  /** The program that was found, or looked for. */
  readonly file: string;
}

export const EXEC = {
  "unknown-format": ({ name, known }: { name: string; known: readonly string[] }): ErrorReport => ({
    code: "usage",
    message: `unknown format '${name}'`,
    where: "--format",
    hint: didYouMean(name, known) || `use one of ${known.join(", ")}`,
  }),
  "no-command": (): ErrorReport => ({
    code: "usage",
    message: "no command is named",
    where: null,
    hint: `name one, as in: ${COMMAND} exec -n NAME -- go test`,
  }),
  "environment-for-command": ({
    name,
    typed,
  }: {
    name: string;
    /** The option for an environment of this name, as one types it. */
    typed: string;
  }): ErrorReport => ({
    code: "usage",
    message: `'${name}' stands where the command belongs`,
    where: null,
    hint: `name the environment by an option: ${COMMAND} exec ${typed} -- COMMAND`,
  }),
  "command-not-found": ({ name, isPath }: { name: string; isPath: boolean }): ErrorReport => ({
    code: "command-not-found",
    message: isPath
      ? `there is no program '${name}'`
      : `no program called '${name}' is on the PATH of the environment`,
    where: null,
    hint: isPath
      ? "check the path, which starts from the current folder"
      : "check the name, or install it in the environment; to run one of the current folder, write its path",
  }),
  "command-not-executable": ({ file, words }: File & { words: string | null }): ErrorReport => ({
    code: "command-not-executable",
    message: `this program cannot be run${words === null ? "" : `: ${words}`}`,
    where: file,
    hint: "check that it is a program that you may run",
  }),
  "no-interpreter": ({
    file,
    interpreter,
  }: File & {
    /** The program that the file's first line names. */
    interpreter: string | null;
  }): ErrorReport => ({
    code: "command-not-executable",
    message: `the interpreter${interpreter === null ? "" : ` ${interpreter}`} of this program is missing`,
    where: file,
    hint: "install it, or correct the first line of the file",
  }),
  "batch-argument": ({ file, argument }: File & { argument: string }): ErrorReport => ({
    code: "command-not-executable",
    message: `cmd.exe runs this file, and would change the word ${argument}`,
    where: file,
    hint: 'run the program that the file runs, or leave out ", % and line breaks',
  }),
};
