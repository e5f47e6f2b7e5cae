// cmd.exe as a stage for plays: all of them in one process, one after the other.
import { basename, join } from "node:path";
import type { CommandPrompt } from "../setup/command-prompt.js";
import { readVersion } from "../setup/programs.js";
import { toWindowsPath } from "../setup/wine.js";
import { parseEnvironment, type Stage } from "./play.js";
import { performTogether, type Staging } from "./stage.js";

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
      decode,
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
      const perform = (place: string) => performTogether(stageCmd(prompt, mode), plays, place);
      const performances = await perform(folder);
      const isFailed = performances.some(({ output }) => fails?.test(output));
      return isFailed ? perform(join(folder, "again")) : performances;
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

function stageCmd({ command, env }: CommandPrompt, mode: string): Staging {
  const { option, mark } = MODES[mode] as { option: string; mark: string };
  // No quoting at all: texts are inherited, as is what the user has, which is the same in all of the plays.
  const texts: string[] = [];
  const text = (value: string) => {
    if (!texts.includes(value)) texts.push(value);
    return `${mark}TEXT_${texts.indexOf(value)}${mark}`;
  };
  return {
    // /u: what `set` prints is UTF-16, and so all there is.
    command: [...command, "/u", "/d", option, "/c"],
    env: ([play]) => ({
      ...env,
      CONDA_SHLVL: "0",
      ...play?.user,
      ...Object.fromEntries(texts.map((value, index) => [`TEXT_${index}`, value])),
    }),
    extension: ".bat",
    encode: (script) => script.replaceAll("\n", "\r\n"),
    decode,
    open: () => [],
    tell: (move) =>
      move.move === "set"
        ? `@set "${move.name}=${move.value ? text(move.value) : ""}"`
        : `@call "${text(toWindowsPath(move.file))}"\n@if errorlevel 1 echo status`,
    look: (file) => `@set > "${basename(file)}"`,
    readLook: (look) => parseEnvironment(look.replaceAll("\n", "\0")),
    dump: (file) => STATE.map((line) => `${line} >> "${basename(file)}"`).join("\n"),
  };
}

function decode(output: Buffer): string {
  return output.toString("utf16le").replaceAll("\r\n", "\n");
}
