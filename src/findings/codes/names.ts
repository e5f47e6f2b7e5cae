// A variable that is nearly one of Go's.
import { change, type Origin } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

export const NAMES = {
  "variable-misspelled": ({
    variable,
    meant,
    from,
  }: {
    readonly variable: string;
    readonly meant: string;
    readonly from: Origin;
  }) => {
    const { fix, commands } = change(variable, null, from);
    return explain(
      `${variable} does nothing: Go knows ${meant}`,
      [],
      `if ${meant} is meant, set that, and ${fix}`,
      ...commands,
    );
  },
} as const satisfies Sentences;

export const ABOUT_NAMES: AboutOf<typeof NAMES> = {
  "variable-misspelled": {
    about:
      "Go reads the variables that it knows and no others, in capitals but on Windows, and does not say when there is one that only looks like it.",
    example: {
      level: "warning",
      line: null,
      args: {
        variable: "GOPRIVAT",
        meant: "GOPRIVATE",
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
};
