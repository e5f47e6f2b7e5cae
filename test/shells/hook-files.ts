// Hook scripts on disk for tests of one shell's own ways, and the environment that a shell leaves.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderPhase } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override } from "../../src/hooks/settings.js";
import { PHASES } from "../../src/names.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { parseEnvironment } from "../sessions/play.js";

export interface Hooks {
  readonly activate: string;
  readonly deactivate: string;
}

/** Writes the hooks of each phase as one script, of the profile that does the least, and these settings. @returns their paths */
export function writeHooks(
  dialect: Dialect,
  folder: string,
  overrides: readonly Override[],
): Hooks {
  mkdirSync(folder, { recursive: true });
  const settings = resolveSettings({ profile: "shared-cache", overrides }, process.platform);
  const [activate = "", deactivate = ""] = PHASES.map((phase) => {
    const path = join(folder, `${phase}${dialect.extension}`);
    writeFileSync(path, renderPhase(dialect, phase, settings));
    return path;
  });
  return { activate, deactivate };
}

export interface Ran {
  /** What came out on stdout and stderr. */
  readonly output: string;
  /** What `look` told of the environment, by its label. */
  readonly looks: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Runs these lines in a fresh shell; `look` is a line that notes the environment under a label. */
export function runLines(
  command: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
  lines: (look: (label: string) => string) => readonly string[],
): Ran {
  mkdirSync(folder, { recursive: true });
  const labels: string[] = [];
  const look = (label: string) => {
    labels.push(label);
    rmSync(join(folder, `look-${label}`), { force: true });
    return `/usr/bin/env -0 > look-${label}`;
  };
  writeFileSync(join(folder, "script"), `${lines(look).join("\n")}\n`);
  const [program = "", ...args] = command;
  const { stdout: output } = spawnSync(
    "/bin/sh",
    ["-c", 'exec "$0" "$@" 2>&1', program, ...args, "script"],
    {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: folder, LC_ALL: "C.UTF-8", ...env },
    },
  );
  const looks = labels.flatMap((label) => {
    const file = join(folder, `look-${label}`);
    return existsSync(file) ? [[label, parseEnvironment(readFileSync(file, "utf8"))]] : [];
  });
  return { output, looks: Object.fromEntries(looks) };
}

/** Values of a user that a script may stumble over. */
export const HARD_VALUES: readonly string[] = [
  "!!",
  "!x",
  "a!b \\! !",
  "line one\nline two",
  "\n",
  "\n\n trailing \n",
  "'; touch pwned; '\n\"; touch pwned; \"",
  "'",
  '"',
  "`",
  "a'b\"c`d",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
  "$HOME ${HOME} $$ $?HOME $(touch pwned)",
  "`touch pwned`",
  "* ? [a-z] [ { {a,b} ~ ~root",
  "\\ \\\\ a\\\nb",
  "^a^b^",
  "-n",
  "-x",
  "-e /",
  "!",
  "==",
  "(",
  ") ( < > & | ; #",
  "\t\r\x01\x7f",
  "x".repeat(20_000),
];

/** A flag that the settings append, and a GOFLAGS of the user that has it already, or only seems to. */
export interface FlagCase {
  readonly flag: string;
  readonly user: string;
  readonly isThere: boolean;
}

export const FLAG_CASES: readonly FlagCase[] = [
  { flag: "-race", user: "-race", isThere: true },
  { flag: "-race", user: "-v -race -x", isThere: true },
  { flag: "-race", user: "-v\t-race\t-x", isThere: true },
  { flag: "-race", user: "  -race  ", isThere: true },
  { flag: "-race", user: "-racer", isThere: false },
  { flag: "-race", user: "--race", isThere: false },
  { flag: "-race", user: "-v=-race", isThere: false },
  { flag: "-race", user: "-RACE", isThere: false },
  { flag: "-o=a.b", user: "-o=a.b", isThere: true },
  { flag: "-o=a.b", user: "-o=axb", isThere: false },
  { flag: "-o=a*b?c", user: "-o=a*b?c", isThere: true },
  { flag: "-o=a*b?c", user: "-o=axxbxc", isThere: false },
  { flag: "-o=[ab]", user: "-o=[ab]", isThere: true },
  { flag: "-o=[ab]", user: "-o=a", isThere: false },
  { flag: "-o=[", user: "-o=[", isThere: true },
  { flag: "-o=[^a]{b,c}(d|e)+$", user: "-v -o=[^a]{b,c}(d|e)+$", isThere: true },
  { flag: "-o={b,c}", user: "-o=b", isThere: false },
  { flag: "-o=^~!x", user: "-o=^~!x", isThere: true },
  { flag: "-o=a\\b", user: "-o=a\\b", isThere: true },
  { flag: "-o=a\\b", user: "-o=ab", isThere: false },
  { flag: "-o=é$HOME`x`", user: "-o=é$HOME`x` -v", isThere: true },
  { flag: "'-ldflags=-s -w'", user: "-v '-ldflags=-s -w' -x", isThere: true },
  { flag: "'-ldflags=-s -w'", user: "-v '-ldflags=-s  -w' -x", isThere: false },
  { flag: '"-gcflags=-N -l"', user: '"-gcflags=-N -l"', isThere: true },
  { flag: '"-gcflags=-N -l"', user: "'-gcflags=-N -l'", isThere: false },
];
