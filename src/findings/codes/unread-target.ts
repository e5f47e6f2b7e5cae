// Why Go cannot read a go.mod where a `replace` leads.
import {
  dropReplace,
  type InFile,
  inBrackets,
  makeCommand,
  removeLine,
  runOr,
  setReplace,
} from "./command.js";
import { A, isWorkspace, LIB, REPLACE } from "./examples.js";
import { type AboutOf, explain, inWords, type Sentences } from "./explanation.js";
import type { Target } from "./side.js";

/** A go.mod that Go cannot read, and how the sentences name it. */
export interface TargetFault extends Target, InFile {
  /** The module and version that are required, as Go prints them: `example.com/a@v1.0.0`. */
  readonly required: string;
  /** The path of the target's go.mod as Go shortens it, then in full. */
  readonly shown: string;
  readonly path: string;
  readonly isWindows: boolean;
  /** The folder that may be meant, as one would write it here. */
  readonly instead?: { readonly path: string; readonly why: "case" | "declares" } | undefined;
  /** What the target's link says, if it is one that leads nowhere. */
  readonly link?: string | undefined;
  /** For a line in a workspace's module: the right side as Go prints it in the workspace. */
  readonly inWork?: string;
}

/** What Go says when it cannot read the target's go.mod. Since 1.24 it prints the path shortened or in full. */
const reading = (
  { required, target, inWork = target, shown, path, isWindows }: TargetFault,
  fault: string,
) =>
  // In a workspace, Go before 1.22 prints the folder without its dot.
  [...new Set([inWork, inWork === target ? target : inWork.replace(/^\.\//, "")])].flatMap((by) =>
    [shown, path].map(
      (one) => `${required} (replaced by ${by}): reading ${one}: ${inWords(fault, isWindows)}`,
    ),
  );

/** Whether the version stands in for one that nobody published. */
const isPlaceholder = (required: string): boolean =>
  /@v(?:0\.0\.0|\d+\.0\.0-00010101000000-0{12})$/.test(required);

export const UNREAD_TARGET = {
  "replace-target-missing": (fault: TargetFault) => {
    const { instead, link, module, target } = fault;
    const command = instead && setReplace(module, instead.path, fault);
    return explain(
      link === undefined
        ? `the folder ${target} does not exist${instead?.why === "case" ? `; ${instead.path} does, which differs by case` : ""}`
        : `${target} is a link to ${link}, which does not exist`,
      [
        `${fault.required}: replacement directory ${target} does not exist`,
        ...reading(fault, `open ${fault.path}: no such file or directory`),
      ],
      command
        ? instead.why === "case"
          ? `run ${command}`
          : `${instead.path} declares ${module.split(" ")[0]}: ${command}`
        : `restore the folder, or correct the path; ${
            isPlaceholder(fault.required)
              ? `if nothing needs it any more, drop the line and its require, if there is one${inBrackets(dropReplace(module, fault))}`
              : `if ${fault.required} is published, ${removeLine(module, fault)}`
          }`,
      ...(command ? [command] : []),
    );
  },
  "replace-target-no-go-mod": (
    fault: TargetFault & {
      readonly goLine: string | null;
      /** The path of the module that the folder is only a package of; null when there is none. */
      readonly whole: string | null;
      readonly isUsed: boolean;
    },
  ) => {
    const { goLine, whole, isUsed } = fault;
    const command = dropReplace(fault.module, fault);
    const init = makeCommand("go", "mod", "init", fault.module.split(" ")[0] as string);
    return explain(
      `there is no go.mod in ${fault.target}${whole === null ? "" : `, which is a package of ${whole}`}`,
      reading(fault, `open ${fault.path}: no such file or directory`),
      whole === null
        ? // Without it, go mod init writes the version of the Go that runs, which may be above the go line here.
          `in that folder, ${runOr(init, "make one")}, then go mod edit -go=${goLine ?? "1.16"}`
        : isUsed
          ? `require ${whole} in place of ${fault.module}, and remove this line and the require`
          : removeLine(fault.module, fault),
      ...(whole === null || isUsed ? [] : [command]),
    );
  },
  "replace-target-not-folder": (fault: TargetFault) => {
    const folder = /^(.+)[/\\]go\.mod$/.exec(fault.target)?.[1];
    const command = folder && setReplace(fault.module, folder, fault);
    return explain(
      folder
        ? `${fault.target} is a file, and a replace names its folder`
        : `${fault.target} is not a folder`,
      reading(fault, `open ${fault.path}: not a directory`).reverse(),
      command ? `run ${command}` : "name the folder that holds the module",
      ...(command ? [command] : []),
    );
  },
  "replace-target-unreadable": (fault: TargetFault & { reason: string }) =>
    explain(
      `the go.mod of ${fault.target} cannot be read: ${fault.reason}`,
      [...reading(fault, ""), `${fault.required}: replacement directory ${fault.target}: `],
      "make it a file that you may read",
    ),
} as const satisfies Sentences;

const FAULT = {
  ...LIB,
  required: `${A}@v1.0.0`,
  shown: "../lib/go.mod",
  path: "/src/lib/go.mod",
  isWindows: false,
  isWorkspace,
};

export const ABOUT_UNREAD_TARGET: AboutOf<typeof UNREAD_TARGET> = {
  "replace-target-missing": {
    about:
      "The replacement folder does not exist: it was moved, never checked out, or its name is spelled differently. Once something requires the module, every go build and go list fails.",
    example: { level: "error", line: REPLACE, args: FAULT },
  },
  "replace-target-no-go-mod": {
    about:
      "The folder exists but is not a module. Go reads the go.mod of every replacement, and fails without one.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...FAULT, goLine: "1.22", whole: null, isUsed: true },
    },
  },
  "replace-target-not-folder": {
    about:
      "The replace names a file, such as the go.mod itself. It must name the folder that the module is in.",
    example: {
      level: "error",
      line: `${REPLACE}/go.mod`,
      args: {
        ...FAULT,
        target: "../lib/go.mod",
        shown: "../lib/go.mod/go.mod",
        path: "/src/lib/go.mod/go.mod",
      },
    },
  },
  "replace-target-unreadable": {
    about: "The folder has a go.mod, but you may not read it, and so neither can go.",
    example: { level: "error", line: REPLACE, args: { ...FAULT, reason: "permission denied" } },
  },
};
