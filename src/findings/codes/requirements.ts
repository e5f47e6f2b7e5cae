// What a go.mod has to require, and does not.
import { dropExclude, type InFile, runOr, setRequire } from "./command.js";
import { A, isWorkspace, REPLACE } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

export const REQUIREMENTS = {
  "requirement-missing": ({
    module,
    version,
    imported,
    isWorkspace,
  }: InFile & { module: string; version: string; imported: string }) =>
    explain(
      `${imported} is needed, and no require names its module, ${module}`,
      [
        "updates to go.mod needed",
        `from implicitly required module; to add missing requirements, run:`,
      ],
      `${isWorkspace ? "in the module that imports it, " : ""}${runOr(setRequire(module, version), `require ${version} of it`)}`,
      isWorkspace ? null : setRequire(module, version),
    ),
  "requirement-outdated": (args: {
    module: string;
    version: string;
    selected: string;
    by: string;
  }) =>
    explain(
      `${args.by} requires ${args.module} ${args.selected}, which is higher than ${args.version} here`,
      ["updates to go.mod needed"],
      runOr(setRequire(args.module, args.selected), `require ${args.selected}`),
      setRequire(args.module, args.selected),
    ),
  "requirement-excluded": ({ module, version }: { module: string; version: string }) =>
    explain(
      `${module} ${version} is required and excluded`,
      ["updates to go.mod needed", `ignoring requirement on excluded version ${module} ${version}`],
      `require another version, or ${runOr(dropExclude(module, version), "remove the exclude")}`,
      dropExclude(module, version),
    ),
  "go-line-lower": ({
    listed,
    required,
    by,
  }: {
    listed: string | null;
    required: string;
    by: string;
  }) =>
    explain(
      `${by} needs Go ${required}, and the go line here says ${listed ?? "nothing, which means 1.16"}; since Go 1.21 that is an error`,
      ["updates to go.mod needed"],
      `run go mod edit -go=${required}, or lower the go line there`,
      `go mod edit -go=${required}`,
    ),
} as const satisfies Sentences;

export const ABOUT_REQUIREMENTS: AboutOf<typeof REQUIREMENTS> = {
  "requirement-missing": {
    about:
      "A module in a folder imports a package whose module nothing here requires. Go wants the main module's go.mod to require every module that it builds from.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        module: "example.com/b",
        version: "v1.0.0",
        imported: "example.com/b/x",
        isWorkspace,
      },
    },
  },
  "requirement-outdated": {
    about:
      "A module in a folder requires a newer version than this go.mod. Go would have to raise it here, and a build does not do that.",
    example: {
      level: "error",
      line: "require example.com/b v1.0.0",
      args: { module: "example.com/b", version: "v1.0.0", selected: "v1.2.0", by: "../lib" },
    },
  },
  "requirement-excluded": {
    about:
      "One line requires a version and another excludes it. Go ignores the requirement and then misses it.",
    example: {
      level: "error",
      line: `exclude ${A} v1.0.0`,
      args: { module: A, version: "v1.0.0" },
    },
  },
  "go-line-lower": {
    about:
      "A module in a folder says that it needs a newer Go than this go.mod. Since Go 1.21, the go line of the main module must be at least as high as those of all modules that it requires.",
    example: {
      level: "error",
      line: REPLACE,
      args: { listed: "1.20", required: "1.24", by: "../lib" },
    },
  },
};
