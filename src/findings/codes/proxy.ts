// A GOPROXY list that Go refuses, or that stops where it was meant to go on.
import { change, type Origin } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

/** What is wrong, what Go says, and what to write. */
const FAULTS = {
  empty: [
    "has no entries",
    ["GOPROXY list is not the empty string, but contains no entries"],
    "name a proxy, as in https://proxy.example,direct",
  ],
  "no-scheme": [
    "has an entry without https://, http:// or file://",
    ["invalid proxy URL missing scheme: ", 'parse "'],
    "write the whole URL, as in https://proxy.example",
  ],
  scheme: [
    "has an entry of a kind that Go does not know",
    ["invalid proxy URL scheme (must be https, http, file): "],
    "use https://, http:// or file://",
  ],
  url: [
    "has an entry that is not a URL",
    ['parse "', "no Host in request URL", "invalid port", "dial tcp"],
    "check it; in a password, write / # ? and the at sign as %2F %23 %3F %40",
  ],
  file: [
    "has a file URL without an absolute path",
    ["invalid file:// proxy URL with non-path elements: ", "no such file or directory"],
    "write it as file:///FOLDER",
  ],
} as const satisfies Record<string, readonly [string, readonly string[], string]>;

export type ProxyFault = keyof typeof FAULTS;

export const PROXY = {
  "proxy-invalid": ({ fault, ...bad }: BadValue & { readonly fault: ProxyFault }) => {
    const [what, go, advice] = FAULTS[fault] ?? FAULTS.url;
    return explainValue(bad, what, go, `${advice}; or use Go's own list`);
  },
  "proxy-stops": ({ wanted, ...bad }: BadValue & { readonly wanted: string }) => {
    const fault =
      "passes a comma only where the proxy answers 404 or 410; one that is down, or answers 403 or 500, stops Go";
    const advice = "to have Go ask the next one whatever the reason, write | behind the proxy";
    // A password is shown to nobody, and a command without it would be wrong.
    return wanted.includes("@")
      ? explain(`${bad.variable}='${bad.value}' ${fault}`, [], advice)
      : explainValue(bad, fault, [], advice, wanted);
  },
  "download-default-hidden": ({
    variable,
    from,
  }: {
    readonly variable: string;
    readonly from: Origin;
  }) => {
    const { fix, commands } = change(variable, null, from);
    return explain(
      `an empty ${variable} in the file of go env -w hides Go's own choice, and Go has none`,
      [
        variable === "GOPROXY"
          ? "GOPROXY list is not the empty string, but contains no entries"
          : `missing ${variable}`,
      ],
      fix,
      ...commands,
    );
  },
} as const satisfies Sentences;

export const ABOUT_PROXY: AboutOf<typeof PROXY> = {
  "proxy-invalid": {
    about:
      "GOPROXY is a list of URLs, direct and off, with a comma or | between them. With an entry that Go cannot use, nothing that is not in the module cache can be fetched.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOPROXY", value: "none", from: null, fault: "no-scheme" },
    },
  },
  "proxy-stops": {
    about:
      "Behind a comma, Go goes on to the next proxy only when this one says that it has no such module. That is right for a proxy that is to have the last word, and wrong for one that may be out of reach: there it takes a |. A 403 with which a proxy refuses a module is passed by | too.",
    example: {
      level: "info",
      line: null,
      args: {
        variable: "GOPROXY",
        value: "https://proxy.example,direct",
        from: null,
        wanted: "https://proxy.example|direct",
      },
    },
  },
  "download-default-hidden": {
    about:
      "Since Go 1.21 the defaults of GOPROXY and GOSUMDB stand in a file of Go's own. An empty variable in the shell lets them through; an empty line in the file of go env -w does not, and then nothing can be fetched or checked.",
    example: {
      level: "error",
      line: null,
      args: {
        variable: "GOPROXY",
        from: { source: "goenv", file: "/home/you/.config/go/env", line: 1, selector: null },
      },
    },
  },
};
