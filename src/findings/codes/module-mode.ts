// A GO111MODULE that switches modules off, or that Go does not know.
import type { AboutOf, Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

const WITHOUT = "leave it out, as modules are on without it";

export const MODULE_MODE = {
  "module-mode-unknown": (bad: BadValue) =>
    explainValue(
      bad,
      "is not a value that Go knows",
      [`unknown environment setting GO111MODULE=${bad.value}`],
      "use on, off or auto; or leave it out, which is on",
    ),
  "modules-off": (bad: BadValue) =>
    explainValue(
      bad,
      "has Go look into no go.mod, so that no replace and no version counts",
      [
        "modules disabled by GO111MODULE=off; see 'go help modules'",
        "list -m cannot be used with GO111MODULE=off",
        "cannot find package",
        "is not in ",
      ],
      WITHOUT,
    ),
  "modules-auto": (bad: BadValue) =>
    explainValue(bad, "switches modules off where there is no go.mod", [], WITHOUT),
} as const satisfies Sentences;

export const ABOUT_MODULE_MODE: AboutOf<typeof MODULE_MODE> = {
  "module-mode-unknown": {
    about: "With a GO111MODULE other than on, off and auto, every go command that builds fails.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GO111MODULE", value: "true", from: null },
    },
  },
  "modules-off": {
    about:
      "With GO111MODULE=off, Go finds packages below GOPATH/src only, as it did before there were modules, and go mod fails. Modules have been on by default since Go 1.16.",
    example: {
      level: "warning",
      line: null,
      args: { variable: "GO111MODULE", value: "off", from: null },
    },
  },
  "modules-auto": {
    about:
      "With GO111MODULE=auto, Go has modules where it finds a go.mod, which is what on does there too. Elsewhere it finds packages below GOPATH/src only.",
    example: {
      level: "info",
      line: null,
      args: { variable: "GO111MODULE", value: "auto", from: null },
    },
  },
};
