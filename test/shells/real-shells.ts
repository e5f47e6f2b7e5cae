// Each real shell but xonsh and cmd.exe, and how it runs a script with nothing of the user's set up.
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { POSIX_SHELLS } from "../sessions/posix-stages.js";
import { findNushell, findPowerShell, findProgram } from "../setup/programs.js";

export interface RealShell {
  readonly name: string;
  readonly dialect: Dialect;
  /** The program and its arguments before the script; null when the machine has none. */
  readonly command: readonly [string, ...string[]] | null;
  /** Whether it takes only what is text in its locale. */
  readonly isTextOnly: boolean;
}

/** @param nushells the programs of nushell, each a shell of its own */
export function findShells(nushells: readonly (string | null)[] = [findNushell()]): RealShell[] {
  return [
    ...POSIX_SHELLS.map(({ name, program, args, isTextOnly = false }) => ({
      name,
      dialect: posix,
      command: findCommand(program, ...args),
      isTextOnly,
    })),
    { name: "fish", dialect: fish, command: findCommand("fish", "--no-config"), isTextOnly: false },
    { name: "tcsh", dialect: csh, command: findCommand("tcsh", "-f"), isTextOnly: false },
    // .NET knows no other values, and nu does not even start with one.
    { name: "PowerShell", dialect: powershell, command: findPowerShell(), isTextOnly: true },
    ...nushells.map((nu): RealShell => {
      const command = nu === null ? null : ([nu, "--no-config-file"] as const);
      return { name: "nushell", dialect: nushell, command, isTextOnly: true };
    }),
  ];
}

/** The program, wherever it is, and these arguments; null when the machine has none. */
export function findCommand(program: string, ...args: string[]): [string, ...string[]] | null {
  const found = findProgram(program);
  return found === null ? null : [found, ...args];
}
