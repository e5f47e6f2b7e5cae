// Targets of a `replace` that another machine or another day will not have.
import { A } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import type { Target } from "./side.js";

export const PORTABLE = {
  "replace-target-absolute": ({ target }: Target) =>
    explain(
      `${target} is an absolute path, which works only on this machine`,
      [],
      "write it relative to the folder of this file",
    ),
  "replace-target-without-drive": ({ target, folder }: Target & { folder: string }) =>
    explain(
      `${target} names no drive, so on Windows Go takes it for ${folder}`,
      [],
      "write it relative to the folder of this file, with a dot first",
    ),
  "replace-target-in-other-environment": ({ target, prefix }: Target & { prefix: string }) =>
    explain(
      `${target} lies in another environment, ${prefix}, and goes when that one is removed`,
      [],
      "keep the module outside of environments, or in this one",
    ),
} as const satisfies Sentences;

export const ABOUT_PORTABLE: AboutOf<typeof PORTABLE> = {
  "replace-target-absolute": {
    about: "An absolute path works on one machine only. Everybody else's build fails.",
    example: {
      level: "warning",
      line: `replace ${A} => /home/me/lib`,
      args: { module: A, target: "/home/me/lib" },
    },
  },
  "replace-target-without-drive": {
    about:
      "On Windows, a path without a drive is not absolute: Go takes it relative to the module's folder.",
    example: {
      level: "warning",
      line: `replace ${A} => /lib`,
      args: { module: A, target: "/lib", folder: "C:\\src\\m\\lib" },
    },
  },
  "replace-target-in-other-environment": {
    about:
      "The module is inside another conda environment, and `conda env remove` deletes it with that.",
    example: {
      level: "warning",
      line: `replace ${A} => /opt/conda/envs/other/src/a`,
      args: { module: A, target: "/opt/conda/envs/other/src/a", prefix: "/opt/conda/envs/other" },
    },
  },
};
