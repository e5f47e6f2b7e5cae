// How a real shell performs plays: by a script for each, or by one for all where its start is dear.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { VARIABLES } from "../../src/hooks/variables.js";
import { savedName, unsetName } from "../../src/names.js";
import { type Deed, type Performance, type Play, parseEnvironment, type SetMove } from "./play.js";
import type { UserValues } from "./user-values.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a shell's scripts are like, and how it is started. */
export interface Staging {
  /** The program and its arguments before the script. */
  readonly command: readonly string[];
  /** The environment that it is started with, once all lines have been written. */
  env(plays: readonly Play[], folder: string): Environment;
  /** The end of the script's name, where the program minds. */
  readonly extension?: string;
  /** The script as the program wants it, where that is not UTF-8 with bare line feeds. */
  readonly encode?: (script: string) => string;
  /** Reads what it prints and writes, where that is not UTF-8. */
  readonly decode?: (output: Buffer) => string;
  /** The first lines of the script. */
  open(folder: string): readonly string[];
  /** The first lines of a play, where not all that the user has is inherited. */
  readonly begin?: (play: Play) => readonly string[];
  /** The lines that do it, those of a file of their own beside this one if need be. */
  tell(deed: Deed, file: string): string;
  /** The line that writes the exported variables into the file. */
  look(file: string): string;
  /** Reads that file, where it is not like what `env -0` prints. */
  readonly readLook?: (text: string) => Readonly<Record<string, string>>;
  /** The lines that write all else that the shell holds into the file. */
  dump(file: string): string;
  /** Lines of the dump that change by themselves. */
  readonly volatile?: RegExp;
  /** Runs the lines, where a script of them is not what is to be tried. @returns what was printed */
  readonly run?: (lines: readonly string[], folder: string, env: Environment) => Promise<string>;
}

/** A process for each play, as a terminal is. */
export async function performEach(
  staging: Staging,
  plays: readonly Play[],
  folder: string,
): Promise<Performance[]> {
  const each = plays.map((play, index) =>
    performTogether(staging, [play], join(folder, String(index))),
  );
  return (await Promise.all(each)).flat();
}

/** One process for all plays. */
export async function performTogether(
  staging: Staging,
  plays: readonly Play[],
  folder: string,
): Promise<Performance[]> {
  const { begin, tell, look, dump, decode = String, volatile } = staging;
  const { readLook = parseEnvironment, run = (...all) => runScript(staging, ...all) } = staging;
  mkdirSync(folder, { recursive: true });
  const fileOf = (index: number, what: string) => join(folder, `${index} ${what}`);
  const lines = [
    ...staging.open(folder),
    ...plays.flatMap((play, index) => [
      ...(begin?.(play) ?? []),
      dump(fileOf(index, "before")),
      ...play.moves.map((move, step) =>
        move.move === "look"
          ? look(fileOf(index, `look ${move.label}`))
          : tell(move, join(folder, `${index}.${step}`)),
      ),
      dump(fileOf(index, "after")),
    ]),
  ];
  const output = await run(lines, folder, staging.env(plays, folder));
  const read = (index: number, what: string) => {
    const file = fileOf(index, what);
    return existsSync(file) ? decode(readFileSync(file)) : null;
  };
  const readDump = (index: number, what: string) =>
    read(index, what)
      ?.split("\n")
      .filter((line) => !volatile?.test(line))
      .join("\n");
  return plays.map(({ moves }, index) => ({
    looks: new Map(
      moves.flatMap((move) => {
        if (move.move !== "look") return [];
        const text = read(index, `look ${move.label}`);
        return text === null ? [] : [[move.label, readLook(text)] as const];
      }),
    ),
    // Never the same where the shell did not come to it; what it said then is in the output.
    before: readDump(index, "before") ?? "",
    after: readDump(index, "after") ?? "the shell never came to it",
    output,
  }));
}

async function runScript(
  { command, extension = "", encode = String, decode = String }: Staging,
  lines: readonly string[],
  folder: string,
  env: Environment,
): Promise<string> {
  const script = `script${extension}`;
  writeFileSync(join(folder, script), encode(`${lines.join("\n")}\n`));
  const [program = "", ...args] = command;
  const options = { cwd: folder, env, encoding: "buffer", maxBuffer: 1 << 26 } as const;
  const { stdout, stderr, message } = await promisify(execFile)(program, [...args, script], options)
    .then((printed) => ({ ...printed, message: "" }))
    .catch((error) => ({ ...error, message: `\n${error.message}` }));
  return `${decode(stdout)}${decode(stderr)}${message}`;
}

/** The environment of a shell that is started without any but the user's values; no program is found. */
export function plainEnvironment(folder: string, user: UserValues): Record<string, string> {
  return { PATH: "/nonexistent", HOME: folder, CONDA_PREFIX: "", CONDA_SHLVL: "0", ...user };
}

/** Gives a process what the user has, whatever the play before has left in it. */
export function becomeUser({ user }: Play): SetMove[] {
  const ours = VARIABLES.flatMap(({ name }) => [savedName(name), unsetName(name)]);
  return [
    ...["CONDA_GO_HOOKS", ...ours].map((name) => ({ move: "set", name, value: null }) as const),
    ...VARIABLES.map(({ name }) => ({ move: "set", name, value: user[name] ?? null }) as const),
    { move: "set", name: "CONDA_PREFIX", value: "" },
    { move: "set", name: "CONDA_SHLVL", value: "0" },
  ];
}
