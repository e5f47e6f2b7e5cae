// Replaces in the go.mod of a target, which do not count here.
import { andVendor, edit, runOr, vendor } from "./command.js";
import { IDLE, REPLACE } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import type { Idle, Side } from "./side.js";

export const NESTED = {
  "replace-nested-ignored": (
    file: Idle & {
      /** The lines there, as one would write them here; a target is null when the folder is not there. */
      readonly nested: readonly { readonly module: Side; readonly target: string | null }[];
      /** Whether builds need them; if not, only `go list -m all` does. */
      readonly isNeeded: boolean;
    },
  ) => {
    const { target, nested, isNeeded } = file;
    const names = nested.map(({ module }) => module).join(", ");
    const changes = nested.map(({ module, target }) =>
      target === null ? null : `-replace=${module.replace(" ", "@")}=${target}`,
    );
    const command = changes.includes(null) ? null : edit(file, ...(changes as string[]));
    return explain(
      `only the main module's replaces count, and ${isNeeded ? "Go" : "go list -m all, though no build,"} needs here what the go.mod of ${target} replaces: ${names}`,
      nested.flatMap(({ module }) => {
        const [path = ""] = module.split(" ");
        return [`${path}@`, `missing go.sum entry for module providing package ${path}`];
      }),
      `${runOr(command, "repeat that here, with paths as seen from here")}${andVendor(file)}`,
      ...(command === null ? [] : [command, ...(file.isVendored ? [vendor(file)] : [])]),
    );
  },
} as const satisfies Sentences;

export const ABOUT_NESTED: AboutOf<typeof NESTED> = {
  "replace-nested-ignored": {
    about:
      "Only the replaces of the main module or the go.work count. What the folder replaces for itself must be repeated here if Go cannot download it.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...IDLE, nested: [{ module: "example.com/b", target: "../b" }], isNeeded: true },
    },
  },
};
