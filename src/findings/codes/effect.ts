// Replaces that have no effect.
import { andVendor, dropReplace, removeLine, vendor } from "./command.js";
import { A, IDLE, REPLACE } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import type { Idle } from "./side.js";

export const EFFECT = {
  "replace-effect-unknown": ({ modules, unread }: { modules: string; unread: number }) =>
    explain(
      `nothing that can be read here requires ${modules}; ${unread} published modules may, but their go.mod files are not on this machine`,
      [],
      "to know, run go mod download and scan again",
    ),
  "replace-not-required": ({ module, ...file }: Idle) =>
    explain(
      `nothing requires ${module}, so the line has no effect`,
      [],
      `${removeLine(module, file)}${andVendor(file)}`,
      dropReplace(module, file),
      ...(file.isVendored ? [vendor(file)] : []),
    ),
  "replace-version-unused": ({ module, selected }: Idle & { selected: string }) =>
    explain(
      `${module} is not the version in use, ${selected}, so the line has no effect`,
      [],
      `replace ${selected}, or leave the version out to replace all of them`,
    ),
  "replace-overridden": ({ module, by }: Idle & { by: string }) =>
    explain(
      `the line for ${by} comes before this one for ${module}, which has no effect`,
      [],
      "remove one of the two",
    ),
  "replace-of-main-module": ({ module, ...file }: Idle) =>
    explain(
      file.isWorkspace
        ? `nothing requires ${module} of a module in use`
        : `${module} is the module of this very file, and nothing requires another version of it`,
      [],
      `${removeLine(module, file)}${andVendor(file)}`,
      dropReplace(module, file),
      ...(file.isVendored ? [vendor(file)] : []),
    ),
} as const satisfies Sentences;

export const ABOUT_EFFECT: AboutOf<typeof EFFECT> = {
  "replace-effect-unknown": {
    about:
      "Nothing that could be read requires the module. A published module may require it, but its go.mod is not on this machine, so the scan cannot tell whether the line is of use.",
    example: { level: "info", line: REPLACE, args: { modules: A, unread: 3 } },
  },
  "replace-not-required": {
    about:
      "Nothing requires the module, directly or through others, and all requirements could be read. A line without effect misleads its readers.",
    example: { level: "info", line: REPLACE, args: IDLE },
  },
  "replace-version-unused": {
    about:
      "A replace with a version on its left side counts only for that version, and Go selects another. So the build does not use what the line names.",
    example: {
      level: "warning",
      line: `replace ${A} v1.0.0 => ../lib`,
      args: { ...IDLE, module: `${A} v1.0.0`, selected: "v1.2.0" },
    },
  },
  "replace-overridden": {
    about:
      "Two lines replace one module, and the one with a version wins. The other has no effect.",
    example: {
      level: "info",
      line: REPLACE,
      args: { ...IDLE, by: `${A} v1.0.0` },
    },
  },
  "replace-of-main-module": {
    about:
      "The main module is always taken from its own folder. A replace of it counts only for other versions of it that something requires.",
    example: {
      level: "info",
      line: "replace example.com/m => ./",
      args: { ...IDLE, module: "example.com/m", target: "./" },
    },
  },
};
