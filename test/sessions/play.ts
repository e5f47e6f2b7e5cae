// What a shell is told to do in a test, in no shell's language: set, source, look.
import type { Phase } from "../../src/names.js";
import conda from "./conda-sessions.json" with { type: "json" };
import { pickVariables, type UserValues } from "./user-values.js";

/** Null unsets. */
export interface SetMove {
  readonly move: "set";
  readonly name: string;
  readonly value: string | null;
}

/** What changes the shell. */
export type Deed = SetMove | { readonly move: "source"; readonly file: string };

export type Move =
  | Deed
  /** Notes the environment under this label. */
  | { readonly move: "look"; readonly label: string };

export interface Play {
  readonly title: string;
  readonly user: UserValues;
  readonly moves: readonly Move[];
}

/** The environment of the shell at each look. */
export type Looks = ReadonlyMap<string, Readonly<Record<string, string>>>;

export interface Performance {
  readonly looks: Looks;
  /** All else that a shell holds, before the first and after the last move: functions, options and so on. */
  readonly before: string;
  readonly after: string;
  /** What came out on stdout and stderr. */
  readonly output: string;
}

/** Whether a hook finds the flag, `token` in the settings, among these. */
export type HasFlag = (flags: string, flag: string, token: string, mode?: string) => boolean;

/** The variables that hooks touch, as they were at a look. @throws when the shell never came to it */
export function valuesAt({ looks, output }: Performance, label: string): UserValues {
  const values = looks.get(label);
  if (!values) throw new Error(`the shell never came to ${label}: ${output}`);
  return pickVariables(values);
}

/** One real shell. */
export interface Stage {
  readonly name: string;
  /** Its version to the second number; null when it does not tell. */
  readonly version: string | null;
  /** Whether it can hold an empty variable. */
  readonly holdsEmpty: boolean;
  /** Of the user's values, those that it can hold as they are, and what it makes of the others. */
  readonly hold?: (user: UserValues, mode?: string) => UserValues;
  /** The same in words, for the README; empty when it can hold all. */
  readonly cannotHold?: string;
  /** Why no hook of anyone's runs in a prefix that is not plain, when that is so. */
  readonly plainPrefixOnly?: string;
  /** Which flags its hooks find among the user's own, where these are not just those that Go would. */
  readonly hasFlag?: HasFlag;
  /** The ways in which users have it set up. */
  readonly modes: readonly string[];
  perform(plays: readonly Play[], mode: string, folder: string): Promise<Performance[]>;
  readonly driver: Driver;
}

/** Which flags the stage's hooks find in this mode; undefined where these are those that Go would. */
export function hasFlagIn({ hasFlag }: Stage, mode: string): HasFlag | undefined {
  return hasFlag && ((flags, flag, token) => hasFlag(flags, flag, token, mode));
}

/** How one process of a shell plays any number of cases, by one script. */
export interface Driver {
  /** The program and its arguments before the script. */
  readonly command: readonly string[];
  /** What it needs of an environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Reads what it prints, where that is not UTF-8. */
  readonly decode?: (output: Buffer) => string;
  /** The end of the script's name, where the program minds. */
  readonly extension?: string;
  /** The first lines of the script. */
  readonly prelude?: string;
  /** The line that does it. */
  tell(deed: Deed): string;
  /** The line that prints this one. */
  echo(line: string): string;
  /** The line that prints the exported variables, in whatever words, the same for the same values. */
  readonly look: string;
  /** Lines of it that change by themselves. */
  readonly volatile?: RegExp;
  /** What the program says when it fails by a fault of its own, now and then: it is tried again then. */
  readonly fails?: RegExp | null;
  /** Of a program that misreads long scripts: how many bytes it reads well, and the line that runs such a part. */
  readonly parts?: { readonly bytes: number; run(file: string): string };
  /** How many cases a process of it plays well, where it becomes slow sooner than others. */
  readonly atOnce?: number;
}

export interface SessionLook {
  readonly label: string;
  /** The name of the environment that is active then; empty for none. */
  readonly environment: string;
}

export interface Session {
  readonly name: string;
  /** After each command of the session. */
  readonly looks: readonly SessionLook[];
  moves(
    prefixOf: (environment: string) => string,
    scriptsOf: (environment: string, phase: Phase) => readonly string[],
  ): Move[];
}

/** One command of conda: the scripts that it runs, and what they see, and what is there afterwards. */
export interface Step {
  readonly command: string;
  readonly events: readonly {
    /** The folder of the scripts: `activate.d` or `deactivate.d`. */
    readonly run: string;
    readonly env: string;
    readonly CONDA_PREFIX: string;
    readonly CONDA_SHLVL: string;
  }[];
  readonly after: { readonly CONDA_PREFIX: string; readonly CONDA_SHLVL: string };
}

/** The recorded sessions of real conda. */
export const SESSIONS: readonly Session[] = conda.scenarios.map(({ name, steps }) => ({
  name,
  looks: steps.map(({ after }, index) => ({
    label: `step ${index}`,
    environment: after.CONDA_PREFIX,
  })),
  moves: (prefixOf, scriptsOf) =>
    steps.flatMap((step, index) => [
      ...moveAsConda(step, prefixOf, scriptsOf),
      { move: "look", label: `step ${index}` } as const,
    ]),
}));

/** What conda does in the shell at one of its commands. */
export function moveAsConda(
  { events, after }: Step,
  prefixOf: (environment: string) => string,
  scriptsOf: (environment: string, phase: Phase) => readonly string[],
): Move[] {
  return [
    ...events.flatMap(({ run, env, CONDA_PREFIX, CONDA_SHLVL }) => {
      const files = scriptsOf(env, run === "activate.d" ? "activate" : "deactivate");
      return [
        ...setConda(CONDA_PREFIX, CONDA_SHLVL, prefixOf),
        ...files.map((file) => ({ move: "source", file }) as const),
      ];
    }),
    ...setConda(after.CONDA_PREFIX, after.CONDA_SHLVL, prefixOf),
  ];
}

function setConda(
  environment: string,
  level: string,
  prefixOf: (environment: string) => string,
): Move[] {
  return [
    { move: "set", name: "CONDA_PREFIX", value: environment === "" ? "" : prefixOf(environment) },
    { move: "set", name: "CONDA_SHLVL", value: level },
  ];
}

/** What `env -0` wrote. */
export function parseEnvironment(text: string): Record<string, string> {
  const entries = text.split("\0").filter((entry) => entry !== "");
  return Object.fromEntries(
    entries.map((entry) => [
      entry.slice(0, entry.indexOf("=")),
      entry.slice(entry.indexOf("=") + 1),
    ]),
  );
}
