// A GOTOOLCHAIN that Go cannot follow, or that names a Go which nobody has.
import type { AboutOf, Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

export const TOOLCHAIN_CHOICE = {
  "toolchain-invalid": (bad: BadValue) =>
    explainValue(
      bad,
      "is not a toolchain",
      [
        `invalid GOTOOLCHAIN "${bad.value}"`,
        "is a language version but not a toolchain version",
        `download ${bad.value}: `,
        `cannot find "${bad.value.replace("+path", "")}" in PATH`,
      ],
      /^(?:go)?1\.\d/.test(bad.value)
        ? "write all of its name, as in go1.22.0"
        : "use local, auto, path or a name such as go1.22.1; +auto or +path may follow",
    ),
  "toolchain-not-released": ({ version, ...bad }: BadValue & { readonly version: string }) =>
    explainValue(
      bad,
      "names no release of Go that is known",
      [`download go${version}`, `cannot find "go${version}" in PATH`],
      "use local, which is the Go that is installed",
      "local",
    ),
} as const satisfies Sentences;

export const ABOUT_TOOLCHAIN_CHOICE: AboutOf<typeof TOOLCHAIN_CHOICE> = {
  "toolchain-invalid": {
    about:
      "GOTOOLCHAIN says which Go runs. With a word that it does not know, every go command fails. Since 1.21 a release has three numbers: go1.22 is the language, go1.22.0 is a toolchain.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOTOOLCHAIN", value: "off", from: null },
    },
  },
  "toolchain-not-released": {
    about:
      "Go looks for the toolchain that GOTOOLCHAIN names at every command, on the PATH and then in GOPROXY, and fails where there is none.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GOTOOLCHAIN", value: "go1.99.0", from: null, version: "1.99.0" },
    },
  },
};
