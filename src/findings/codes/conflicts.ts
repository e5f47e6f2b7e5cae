// Two replaces that contradict or repeat each other.
import type { InFile } from "./command.js";
import { A, REPLACE } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import type { Side } from "./side.js";

export const CONFLICTS = {
  "replace-conflict": ({ module, first, second }: { module: string; first: Side; second: Side }) =>
    explain(
      `${module} is replaced twice, by ${first} and by ${second}`,
      [`conflicting replacements for ${module}:\n\t${first}\n\t${second}`],
      "keep one of the lines",
    ),
  "replace-duplicate": ({ module, first }: { module: string; first: string }) =>
    explain(`line ${first} says the same of ${module}`, [], "remove one of the lines"),
  "replace-shared-target": (args: InFile & { target: string; first: string; second: string }) =>
    explain(
      `${args.target} stands for two modules, ${args.first} and ${args.second}${args.isWorkspace ? "; Go 1.24 to 1.26 let that pass in a workspace" : ""}`,
      [
        // In a workspace, Go before 1.20 prints the folder without its dot.
        `${args.target.replace(/^\.\/(?=.)/, args.isWorkspace ? "" : "./")}${args.target.includes("@") ? "" : "@"} used for two different module paths (${args.first} and ${args.second})`,
      ],
      "require it by one path only, or give each a copy of its own",
    ),
} as const satisfies Sentences;

export const ABOUT_CONFLICTS: AboutOf<typeof CONFLICTS> = {
  "replace-conflict": {
    about: "A module is replaced by two different things, and Go does not choose.",
    example: {
      level: "error",
      line: REPLACE,
      args: { module: A, first: "../lib", second: "../other" },
    },
  },
  "replace-duplicate": {
    about:
      "Two lines say the same. Go accepts that, but whoever changes one of them later gets a conflict.",
    example: { level: "info", line: REPLACE, args: { module: A, first: "5" } },
  },
  "replace-shared-target": {
    about:
      "Go refuses to build one folder or version as two modules: all its packages would exist twice.",
    example: {
      level: "error",
      line: REPLACE,
      args: { target: "../lib", first: A, second: "example.com/b", isWorkspace: false },
    },
  },
};
