// A go.work: what it uses, and where its modules contradict it or each other.
import { dropUse, edit, inBrackets, removeLine, setReplace } from "./command.js";
import { A, LIB, REPLACE } from "./examples.js";
import { type AboutOf, explain, inWords, type Sentences } from "./explanation.js";

export const WORKSPACE = {
  "work-use-missing": ({
    path,
    shown,
    opened,
    isWindows,
    instead,
  }: {
    path: string;
    shown: string;
    /** Its go.mod, in full and as Go shortens it, and why Go cannot open it. */
    opened: { readonly path: string; readonly shown: string; readonly fault: string };
    isWindows: boolean;
    /** A folder whose name differs only by case, as one would write it here. */
    instead?: string | undefined;
  }) => {
    const command =
      instead === undefined
        ? null
        : edit({ isWorkspace: true }, `-dropuse=${path}`, `-use=${instead}`);
    return explain(
      `there is no module in ${path}${instead === undefined ? "" : `; ${instead} is there, which differs by case`}`,
      [
        `cannot load module ${shown} listed in go.work file: open ${opened.shown}: ${inWords(opened.fault, isWindows)}`,
        // Go before 1.21.
        `open ${opened.path}: ${inWords(opened.fault, isWindows)}`,
      ],
      command === null
        ? `restore it, or remove the line${inBrackets(dropUse(path))}`
        : `run ${command}`,
      command ?? dropUse(path),
    );
  },
  "work-use-duplicate": ({ path, folder }: { path: string; folder: string }) =>
    explain(
      `${path} is used twice`,
      [`path ${folder} appears multiple times in workspace`],
      "remove one of the lines",
    ),
  "work-module-duplicate": ({
    module,
    path,
    first,
  }: {
    module: string;
    path: string;
    first: string;
  }) =>
    explain(
      `${path} is ${module}, and so is ${first}; Go before 1.22 sees only one of them`,
      [`module ${module} appears multiple times in workspace`],
      `remove one of the lines${inBrackets(dropUse(path))}`,
      dropUse(path),
    ),
  "work-conflict": ({
    module,
    first,
    second,
    target,
    between,
  }: {
    module: string;
    first: string;
    second: string;
    /** The first, as one would write it here. */
    target: string;
    /** The two go.mod files, which Go names instead of the targets where a line is for one version only. */
    between?: readonly string[];
  }) =>
    explain(
      `the modules of this workspace replace ${module} by different things, ${first} and ${second}`,
      [
        between === undefined
          ? `conflicting replacements for ${module}:\n\t${first}\n\t${second}`
          : `conflicting replacements found for ${module} in workspace modules defined by ${between.join(" and ")}`,
      ],
      `let go.work decide, such as for the first${inBrackets(setReplace(module, target, { isWorkspace: true }))}`,
      setReplace(module, target, { isWorkspace: true }),
    ),
  "work-hides-replace": (args: { module: string; target: string; instead: string; by: string }) =>
    explain(
      `in the workspace ${args.by}, ${args.instead} is ${args.module}, and this line for ${args.target} does not count`,
      [],
      `to build with ${args.target}, name it in the go.work; builds with GOWORK=off take it`,
    ),
  "work-replaces-used": ({
    module,
    versions,
    folder,
  }: {
    module: string;
    /** Those that are required and that nobody has published. */
    versions: readonly string[];
    /** The module's own. */
    folder: string;
  }) => {
    const named = versions.map((version) => `-replace=${module}@${version}=${folder}`);
    const command = edit({ isWorkspace: true }, `-dropreplace=${module}`, ...named);
    return explain(
      `${module} is used by this workspace and replaced in it`,
      [`workspace module ${module} is replaced at all versions in the go.work file. To fix,`],
      versions.length === 0
        ? removeLine(module, { isWorkspace: true })
        : `replace only what is required and not published, ${versions.join(", ")}${inBrackets(command)}`,
      command,
    );
  },
  "work-go-lower": ({
    module,
    required,
    listed,
  }: {
    module: string;
    required: string;
    /** Null when go.work has no go line. */
    listed: string | null;
  }) => {
    const says = listed === null ? "implicitly requires go 1.18" : `lists go ${listed}`;
    const fault = (than: string) =>
      `module ${module} listed in go.work file requires go >= ${required}, but go.work ${than}; `;
    return explain(
      `${module} needs Go ${required}, and go.work ${listed === null ? "has no go line, as if it said 1.18" : `says ${listed}`}; since Go 1.21 that is an error`,
      [
        `${fault(says)}to download and use go ${required}:`,
        // Go before 1.27, then Go before 1.24.
        `${fault(says)}to update it:`,
        `${fault("lists go 1.18")}to update it:`,
      ],
      `run go work edit -go=${required}`,
      `go work edit -go=${required}`,
    );
  },
} as const satisfies Sentences;

export const ABOUT_WORKSPACE: AboutOf<typeof WORKSPACE> = {
  "work-use-missing": {
    about:
      "A workspace names a folder without a module. Until you restore it or remove the line, no go command works anywhere in the workspace.",
    example: {
      level: "error",
      line: "use ./gone",
      args: {
        path: "./gone",
        shown: "gone",
        opened: {
          path: "/src/gone/go.mod",
          shown: "gone/go.mod",
          fault: "no such file or directory",
        },
        isWindows: false,
      },
    },
  },
  "work-use-duplicate": {
    about: "A workspace names a folder twice, and Go refuses that.",
    example: { level: "error", line: "use ./m", args: { path: "./m", folder: "/src/m" } },
  },
  "work-module-duplicate": {
    about:
      "Two folders of a workspace have the same module path: often one is a copy, or a link to the other.",
    example: {
      level: "error",
      line: "use ./copy",
      args: { module: "example.com/m", path: "./copy", first: "./m" },
    },
  },
  "work-conflict": {
    about:
      "Two modules of a workspace replace one module differently. Each builds by itself, but not together, until the go.work decides.",
    example: {
      level: "error",
      line: null,
      args: { module: A, first: "/src/lib", second: "/src/other", target: "./lib" },
    },
  },
  "work-hides-replace": {
    about:
      "In a workspace the go.work decides. A replace in a module's own go.mod counts only when the workspace is off.",
    example: {
      level: "info",
      line: REPLACE,
      args: { ...LIB, instead: "./a", by: "/src/go.work" },
    },
  },
  "work-replaces-used": {
    about:
      "A workspace builds a module that it uses from its folder, and a replace of it contradicts that.",
    example: {
      level: "error",
      line: `replace ${A} => ./lib`,
      args: { module: A, versions: [], folder: "./a" },
    },
  },
  "work-go-lower": {
    about:
      "A module of the workspace needs a newer Go than the go.work says. Since Go 1.21, the go line of a go.work must be at least as high as those of the modules that it uses.",
    example: {
      level: "error",
      line: "use ./m",
      args: { module: "m", required: "1.22", listed: "1.20" },
    },
  },
};
