// Targets of a `replace` that another machine or another day will not have.
import { A } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import type { Target } from "./side.js";

export const PORTABLE = {
  "replace-target-absolute": ({ target }: Target) =>
    explain(
      `${target} is an absolute path, which holds on this machine only`,
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
    about: "An absolute path is right on one machine. Everybody else's build fails by it.",
    example: {
      level: "warning",
      line: `replace ${A} => /home/me/lib`,
      args: { module: A, target: "/home/me/lib" },
    },
  },
  "replace-target-without-drive": {
    about:
      "On Windows a path without a drive is no absolute one: Go takes it to start in the module's folder.",
    example: {
      level: "warning",
      line: `replace ${A} => /lib`,
      args: { module: A, target: "/lib", folder: "C:\\src\\m\\lib" },
    },
  },
  "replace-target-in-other-environment": {
    about:
      "The module lies in the folder of another conda environment. With `conda env remove` it is gone.",
    example: {
      level: "warning",
      line: `replace ${A} => /opt/conda/envs/other/src/a`,
      args: { module: A, target: "/opt/conda/envs/other/src/a", prefix: "/opt/conda/envs/other" },
    },
  },
};
