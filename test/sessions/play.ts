// What a shell is told to do in a test, in no shell's language: set, source, look.
import conda from "./conda-sessions.json" with { type: "json" };
import type { UserValues } from "./user-values.js";

export type Move =
  /** Null unsets. */
  | { readonly move: "set"; readonly name: string; readonly value: string | null }
  | { readonly move: "source"; readonly file: string }
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

/** One real shell. */
export interface Stage {
  readonly name: string;
  /** Whether it can hold an empty variable. */
  readonly holdsEmpty: boolean;
  /** Of the user's values, those that it can hold as they are, and what it makes of the others. */
  readonly hold?: (user: UserValues) => UserValues;
  /** The same in words, for the README; empty when it can hold all. */
  readonly cannotHold?: string;
  /** Why no hook of anyone's runs in a prefix that is not plain, when that is so. */
  readonly plainPrefixOnly?: string;
  /** The ways in which users have it set up. */
  readonly modes: readonly string[];
  perform(plays: readonly Play[], mode: string, folder: string): Promise<Performance[]>;
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
    scriptOf: (environment: string, phase: "activate" | "deactivate") => string | null,
  ): Move[];
}

/** The recorded sessions of real conda. */
export const SESSIONS: readonly Session[] = conda.scenarios.map(({ name, steps }) => ({
  name,
  looks: steps.map(({ after }, index) => ({
    label: `step ${index}`,
    environment: after.CONDA_PREFIX,
  })),
  moves: (prefixOf, scriptOf) =>
    steps.flatMap(({ events, after }, index) => [
      ...events.flatMap(({ run, env, CONDA_PREFIX, CONDA_SHLVL }) => {
        const file = scriptOf(env, run === "activate.d" ? "activate" : "deactivate");
        return [
          ...setConda(CONDA_PREFIX, CONDA_SHLVL, prefixOf),
          ...(file === null ? [] : [{ move: "source", file } as const]),
        ];
      }),
      ...setConda(after.CONDA_PREFIX, after.CONDA_SHLVL, prefixOf),
      { move: "look", label: `step ${index}` } as const,
    ]),
}));

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
