// Patterns of GOPRIVATE and its kin that match no module.
import type { AboutOf, Sentences } from "./explanation.js";
import { type BadValue, explainValue } from "./value.js";

export const PATTERNS = {
  "pattern-matches-nothing": ({
    patterns,
    wanted,
    ...bad
  }: BadValue & {
    readonly patterns: readonly string[];
    /** The list with what was meant, as far as one can tell. */
    readonly wanted: string;
  }) => {
    const shown = Array.from(patterns, (one) => `'${one}'`).join(" and ");
    const advice = patterns.some?.((one) => /\s/.test(one))
      ? "separate patterns with commas, without spaces"
      : "write patterns as module paths begin, such as example.com/team";
    return explainValue(
      bad,
      `has ${shown}, which matches no module`,
      [],
      advice,
      wanted === "" ? null : wanted,
    );
  },
} as const satisfies Sentences;

export const ABOUT_PATTERNS: AboutOf<typeof PATTERNS> = {
  "pattern-matches-nothing": {
    about:
      "A pattern is compared with as many elements of a module's path as it has itself: example.com covers all that is below it, and example.com/a/* covers what is below example.com/a, but not that module itself. Go takes a space, https:// or /... for a part of the path, and says nothing when it matches no module: it then asks the public proxy and the checksum database about modules that are private.",
    example: {
      level: "error",
      line: null,
      args: {
        variable: "GOPRIVATE",
        value: "example.com, corp.example",
        from: null,
        patterns: [" corp.example"],
        wanted: "example.com,corp.example",
      },
    },
  },
};
