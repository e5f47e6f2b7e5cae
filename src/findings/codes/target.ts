// A `replace` that leads to no folder, to a go.mod with a fault, or to another module than the one that is meant.
import { type InFile, runOr, setReplace } from "./command.js";
import { A, isWorkspace, LIB, REPLACE } from "./examples.js";
import { type AboutOf, explain, firstLine, type Sentences } from "./explanation.js";
import type { Target } from "./side.js";

export const TARGET = {
  "replace-target-no-path": ({ target, detail }: { target: string; detail: string }) =>
    explain(
      `${target} is neither a folder nor a module with a version`,
      [
        detail,
        // Go before 1.22; of path@version, Go before 1.21.
        "replacement module without version must be directory path (rooted or starting with ./ or ../)",
      ],
      describePath(target),
    ),
  "replace-target-unquoted": ({ target, detail }: { target: string; detail: string }) =>
    explain(
      `the path ${target} has a space and no quotes`,
      [detail, `malformed module path "${target.split(" ")[0]}": `],
      `write "${target}"`,
    ),
  "replace-target-syntax": ({
    target,
    shown,
    at,
    detail,
  }: Target & { shown: string; at: string; detail: string }) =>
    explain(
      `Go cannot read the go.mod of ${target}: ${firstLine(detail)}`,
      [`(replaced by ${target}): parsing ${shown}: `, `go.mod:${at}: ${detail}`],
      `correct line ${at.split(":")[0]} of that go.mod`,
    ),
  "replace-target-in-vendor": ({ target }: Target) =>
    explain(
      `${target} is in vendor, which go mod vendor empties first`,
      ["inconsistent vendoring in "],
      "move the folder out of vendor, and name its new place here; until then, run no go mod vendor",
    ),
  "replace-target-not-root": (args: Target & InFile & { declared: string; better: string }) =>
    explain(
      `${args.target} is the module ${args.declared}; ${args.module} is in ${args.better}`,
      [`no required module provides package ${args.module.split(" ")[0]}`],
      runOr(setReplace(args.module, args.better, args), `write ${args.better}`),
      setReplace(args.module, args.better, args),
    ),
  "replace-by-other-module": ({ module, target, declared }: Target & { declared: string }) =>
    explain(
      `the go.mod of ${target} declares ${declared}, and Go accepts it only as that`,
      [
        `module declares its path as: ${declared}\n\t        but was required as: ${module.split(" ")[0]}`,
      ],
      `replace by a module whose go.mod declares ${module.split(" ")[0]}, or by a folder`,
    ),
  "replace-path-mismatch": ({ module, target, declared }: Target & { declared: string }) =>
    explain(
      `${target} declares itself as ${declared}; for a folder, Go accepts that`,
      [],
      `if it is not a fork, let its go.mod say module ${module.split(" ")[0]}`,
    ),
} as const satisfies Sentences;

/** What to write instead of a target that Go takes neither for a folder nor for a module. */
function describePath(target: string): string {
  if (/^[~$%]/.test(target)) return "write the path out; Go expands neither ~ nor variables";
  if (/^file:|:\/\//.test(target)) return "write a path instead of a URL";
  if (target.includes("\\")) return "write the path with slashes, which work on Windows too";
  // Before any other @ there may be a password, and only while the @ is there is it hidden in what we print.
  if (/@v\d/.test(target))
    return `write a space in place of the @: ${target.replace(/@(?=v\d)/, " ")}`;
  return `for a folder, write ./${target}; for a module, give its version behind it`;
}

export const ABOUT_TARGET: AboutOf<typeof TARGET> = {
  "replace-target-no-path": {
    about:
      "Without a version, the right side of a replace is a folder, and must look like one: it starts with ./, ../ or /. Until then, Go cannot read the file.",
    example: {
      level: "error",
      line: `replace ${A} => ~/lib`,
      args: {
        target: "~/lib",
        detail:
          "replacement module without version must be directory path (rooted or starting with . or ..)",
      },
    },
  },
  "replace-target-unquoted": {
    about:
      "A space ends the path, and Go reads what follows as a version. Until then, Go cannot read the file.",
    example: {
      level: "error",
      line: `replace ${A} => ./my lib`,
      args: {
        target: "./my lib",
        detail: 'replace ./my: version "lib" invalid: must be of the form v1.2.3',
      },
    },
  },
  "replace-target-syntax": {
    about:
      "The folder's go.mod has a line that Go cannot read, so builds fail here too. Go reads only some lines of a dependency's go.mod, and this is one of them.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        ...LIB,
        shown: "../lib/go.mod",
        at: "3",
        detail: "usage: require module/path v1.2.3",
      },
    },
  },
  "replace-target-in-vendor": {
    about:
      "`go mod vendor` empties the vendor folder first, and a module that is kept there is lost.",
    example: {
      level: "warning",
      line: `replace ${A} => ./vendor/a`,
      args: { module: A, target: "./vendor/a" },
    },
  },
  "replace-target-not-root": {
    about:
      "The folder is another module; the one that is meant is in a folder below it. Go finds none of its packages where the line points.",
    example: {
      level: "error",
      line: "replace example.com/a/sub => ../a",
      args: {
        module: "example.com/a/sub",
        target: "../a",
        declared: A,
        better: "../a/sub",
        isWorkspace,
      },
    },
  },
  "replace-by-other-module": {
    about:
      "A published module may stand in for another one if its own go.mod names either of them. Here it names a third, and every go command that loads the module fails.",
    example: {
      level: "error",
      line: `replace ${A} => example.com/fork v1.0.0`,
      args: { module: A, target: "example.com/fork v1.0.0", declared: "example.com/other" },
    },
  },
  "replace-path-mismatch": {
    about:
      "The folder's go.mod declares another path than the one it replaces. That is fine for a fork. Otherwise it breaks as soon as the folder imports its own packages, or is published.",
    example: { level: "info", line: REPLACE, args: { ...LIB, declared: "example.com/fork" } },
  },
};
