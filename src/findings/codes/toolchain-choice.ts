// A GOTOOLCHAIN that Go cannot follow.
import type { AboutOf, Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

export const TOOLCHAIN_CHOICE = {
  "toolchain-invalid": (bad: BadValue) =>
    explainValue(
      bad,
      "is not a toolchain",
      [`invalid GOTOOLCHAIN "${bad.value}"`],
      /^1\.\d/.test(bad.value)
        ? `write go${bad.value}`
        : "use local, auto, path or a name such as go1.22.1; +auto or +path may follow",
    ),
} as const satisfies Sentences;

export const ABOUT_TOOLCHAIN_CHOICE: AboutOf<typeof TOOLCHAIN_CHOICE> = {
  "toolchain-invalid": {
    about:
      "GOTOOLCHAIN says which Go runs. With a word that it does not know, every go command fails.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOTOOLCHAIN", value: "off", from: null },
    },
  },
};
