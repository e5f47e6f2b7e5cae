// cmd.exe as a stage for plays: all of them in one process, one after the other.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CommandPrompt } from "../setup/command-prompt.js";
import { readVersion } from "../setup/programs.js";
import { toWindowsPath } from "../setup/wine.js";
import { type Move, type Performance, type Play, parseEnvironment, type Stage } from "./play.js";

/** How to read a variable where its value must come out as it is. */
const MODES: Readonly<Record<string, { readonly option: string; readonly mark: string }>> = {
  default: { option: "/v:off", mark: "%" },
  delayed: { option: "/v:on", mark: "!" },
};

// Of cmd.exe's own state, beside the environment.
const STATE = ["@echo", "@cd", '@if "!!"=="" echo delayed'];

/** The stage of cmd.exe. */
export function openCmdStage(prompt: CommandPrompt): Stage {
  const { isWine, fails } = prompt;
  return {
    name: prompt.name,
    version: isWine ? `wine ${readVersion(prompt.command[0], "--version")}` : null,
    holdsEmpty: false,
    hold: (user, mode) =>
      Object.fromEntries(
        Object.entries(user).map(([name, value]) => {
          // No folder on Windows has one.
          const possible = name === "CONDA_PREFIX" ? value.replaceAll('"', "_") : value;
          const held = isWine ? holdInWine(name, possible, mode) : possible;
          // A value with a quote comes out of a loop over `set`, in the machine's code page.
          const line = held.includes('"') ? held.replace(/^=+|[^\t -~]/g, "_") : held;
          return [name, line.replace(/[\r\n]/g, "_")];
        }),
      ),
    // From each word on; it has no way to know how long a prefix is.
    hasFlag: (flags, flag, token, mode) =>
      mode !== "delayed" &&
      !token.includes("{prefix}") &&
      [...flags.matchAll(/[^ \t]+/g)].some(({ index }) =>
        `${flags} `.slice(index).startsWith(`${flag} `),
      ),
    cannotHold:
      'an empty variable; line breaks; 4,000 characters; beside a `"`, an `=` at the start, control characters and what the code page lacks',
    modes: Object.keys(MODES),
    driver: {
      command: [...prompt.command, "/u", "/d", "/v:off", "/c"],
      env: prompt.env,
      extension: ".bat",
      decode: (output) => output.toString("utf16le").replaceAll("\r\n", "\n"),
      tell: (move) =>
        move.move === "set"
          ? `@set ${move.name}=${escapeText(move.value ?? "")}`
          : `@call "${toWindowsPath(move.file)}"`,
      echo: (line) => `@echo ${line}`,
      look: "@set",
      atOnce: 20,
      fails,
    },
    perform: async (plays, mode, folder) => {
      const performances = await perform(prompt, plays, mode, folder);
      const isFailed = performances.some(({ output }) => fails?.test(output));
      return isFailed ? perform(prompt, plays, mode, join(folder, "again")) : performances;
    },
  };
}

/**
 * Unlike Windows, wine looks for more to expand in what it has just expanded. And it takes a sixth of a
 * second for the loop that reads a value with a quote: those of two variables have to do.
 */
function holdInWine(name: string, value: string, mode: string | undefined): string {
  const held = value.replace(mode === "delayed" ? /[%!]/g : /%/g, "_");
  return /^GO(?:PATH|FLAGS)$/.test(name) ? held : held.replaceAll('"', "_");
}

// The tests' own, so that a fault in the quoting under test cannot hide itself.
function escapeText(text: string): string {
  return text.replace(/["^&|<>()]/g, "^$&").replaceAll("%", "%%");
}

async function perform(
  { command, env }: CommandPrompt,
  plays: readonly Play[],
  mode: string,
  folder: string,
): Promise<Performance[]> {
  const { option, mark } = MODES[mode] as { option: string; mark: string };
  mkdirSync(folder, { recursive: true });
  // No quoting at all: texts are inherited, as is what the user has, which is the same in all of the plays.
  const texts: string[] = [];
  const text = (value: string) => {
    if (!texts.includes(value)) texts.push(value);
    return `${mark}TEXT_${texts.indexOf(value)}${mark}`;
  };
  const tell = (move: Move, index: number): string => {
    switch (move.move) {
      case "set":
        return `@set "${move.name}=${move.value ? text(move.value) : ""}"`;
      case "source":
        return `@call "${text(toWindowsPath(move.file))}"\r\n@if errorlevel 1 echo status`;
      case "look":
        return `@set > "${index} look ${move.label}"`;
    }
  };
  const dump = (file: string) => STATE.map((line) => `${line} >> "${file}"`);
  const lines = plays.flatMap(({ moves }, index) => [
    ...dump(`${index} before`),
    ...moves.map((move) => tell(move, index)),
    ...dump(`${index} after`),
  ]);
  writeFileSync(join(folder, "script.bat"), `${lines.join("\r\n")}\r\n`);
  const [program, ...args] = command;
  const { stdout, stderr } = await promisify(execFile)(
    program,
    // /u: what `set` prints is UTF-16, and so all there is.
    [...args, "/u", "/d", option, "/c", "script.bat"],
    {
      cwd: folder,
      encoding: "buffer",
      env: {
        ...env,
        CONDA_SHLVL: "0",
        ...plays[0]?.user,
        ...Object.fromEntries(texts.map((value, index) => [`TEXT_${index}`, value])),
      },
    },
  ).catch((error) => ({
    ...error,
    stderr: Buffer.from(`${error.stderr.toString("utf16le")}${error.code}`, "utf16le"),
  }));
  const read = (name: string) => readFileSync(join(folder, name), "utf16le");
  return plays.map(({ moves }, index) => ({
    looks: new Map(
      moves.flatMap((move) =>
        move.move === "look"
          ? [
              [
                move.label,
                parseEnvironment(read(`${index} look ${move.label}`).replaceAll("\r\n", "\0")),
              ] as const,
            ]
          : [],
      ),
    ),
    before: read(`${index} before`),
    after: read(`${index} after`),
    output: `${stdout.toString("utf16le")}${stderr.toString("utf16le")}`,
  }));
}
