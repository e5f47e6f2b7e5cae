// The go command itself: none, another than is meant, or one with another's root.
import { makeCommand, runOr } from "./command.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

export const GO_PROGRAM = {
  "go-missing": ({ prefix }: { prefix: string | null }) =>
    explain(
      "there is no go on the PATH",
      ["go: not found", "go: command not found"],
      prefix === null
        ? "install Go from https://go.dev/dl, or in a conda environment"
        : runOr(
            makeCommand("conda", "install", "-p", prefix, "-c", "conda-forge", "go"),
            "install go in the environment",
          ),
    ),
  "go-no-answer": ({ program, says }: { program: string; says: string }) =>
    explain(
      `${program} gives no answer here, not even of its settings`,
      says === "" ? [] : [says],
      "change the variable that it names; conda-go-hooks explain says where each one comes from",
    ),
  "go-behind": ({ program, version, other, otherVersion, folder, isOfEnvironment }: Behind) => {
    const whose = isOfEnvironment ? "that of the environment" : "a newer one";
    const message = `go is ${version}, ${program}; ${whose} is behind it on the PATH: ${otherVersion}, ${other}`;
    const word = makeCommand(folder);
    if (word === null) return explain(message, [], "put the folder of the other one first");
    const command = `export PATH=${word}:"$PATH"`;
    return explain(
      message,
      [],
      `run ${command}, and change the order in your shell's start-up file`,
      command,
    );
  },
  "goroot-other": ({ own, found, ...bad }: BadValue & OtherRoot) =>
    explainValue(
      bad,
      found === "no folder"
        ? "is not a folder"
        : found === "no Go"
          ? "has no Go in it"
          : `is of ${found}, but go is ${own}`,
      found === "no folder"
        ? ["go: cannot find GOROOT directory: "]
        : found === "no Go"
          ? ["go: no such tool ", ": cannot find package"]
          : [`compile: version "${found}" does not match go tool version "${own}"`],
      "leave it to go, which finds its own root",
    ),
} as const satisfies Sentences;

export interface Behind {
  /** The go that runs. */
  readonly program: string;
  readonly version: string;
  readonly other: string;
  readonly otherVersion: string;
  /** Of the other one. */
  readonly folder: string;
  readonly isOfEnvironment: boolean;
}

export interface OtherRoot {
  /** The version of the go that runs. */
  readonly own: string;
  /** The version in that folder, or what is wrong with the folder. */
  readonly found: string;
}

export const ABOUT_GO_PROGRAM: AboutOf<typeof GO_PROGRAM> = {
  "go-no-answer": {
    about:
      "There are values with which go does not start at all, such as an experiment that it does not know.",
    example: {
      level: "error",
      line: null,
      args: { program: "/usr/lib/go/bin/go", says: "go: unknown GOEXPERIMENT bogus" },
    },
  },
  "go-missing": {
    about: "No folder on the PATH has a go command, and so nothing of a project can be built.",
    example: { level: "error", line: null, args: { prefix: "/opt/conda/envs/api" } },
  },
  "go-behind": {
    about:
      "The first go on the PATH runs. It is told when the active environment has its own, or when a newer one is there.",
    example: {
      level: "warning",
      line: null,
      args: {
        program: "/usr/bin/go",
        version: "go1.19.8",
        other: "/opt/conda/envs/api/bin/go",
        otherVersion: "go1.26.1",
        folder: "/opt/conda/envs/api/bin",
        isOfEnvironment: true,
      },
    },
  },
  "goroot-other": {
    about:
      "GOROOT says where the compiler and the standard library are. Those of another version do not work with this go, and go needs no GOROOT.",
    example: {
      level: "error",
      line: null,
      args: {
        variable: "GOROOT",
        value: "/usr/local/go",
        from: { source: "shell", file: null, line: null, selector: null },
        own: "go1.26.1",
        found: "go1.22.2",
      },
    },
  },
};
