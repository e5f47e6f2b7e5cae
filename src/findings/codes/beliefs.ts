// Settings that people make for a replace by a folder, and that it does not need.
import { change, type Origin } from "./change.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

const REASONS = {
  checksums: "a folder has no checksum, so that no database is asked about it",
  mod: "a replace counts without it too",
  direct: "a folder is not downloaded, so that no proxy is asked for it",
  private: "a folder is not downloaded, so that nobody is asked about it",
} as const;

export type Belief = keyof typeof REASONS;

export const BELIEFS = {
  "replace-needs-no-setting": ({
    setting,
    module,
    belief,
    variable,
    wanted,
    from,
  }: {
    /** As one writes it. */
    readonly setting: string;
    /** One that a folder replaces. */
    readonly module: string;
    readonly belief: Belief;
    readonly variable: string;
    /** The value of the variable without it; null for none. */
    readonly wanted: string | null;
    readonly from: Origin;
  }) => {
    const { fix, commands } = change(variable, wanted, from);
    return explain(
      `the replace of ${module} does not need ${setting}: ${REASONS[belief] ?? REASONS.mod}`,
      [],
      `if it is for that, ${fix}`,
      ...commands,
    );
  },
} as const satisfies Sentences;

export const ABOUT_BELIEFS: AboutOf<typeof BELIEFS> = {
  "replace-needs-no-setting": {
    about:
      "A replace by a folder works with Go's own settings: Go reads the folder where it is, and asks neither a proxy nor the checksum database. The folder may lie above the module (../lib), it is found from every folder of the module, go test uses it as go build does, and go clean -modcache changes nothing about it, as it is never in the module cache. What is set for a replace costs something elsewhere: unchecked downloads, builds that edit go.mod, modules that only a proxy still has.",
    example: {
      level: "info",
      line: null,
      args: {
        setting: "GOSUMDB=off",
        module: "example.com/a",
        belief: "checksums",
        variable: "GOSUMDB",
        wanted: null,
        from: { source: "shell", file: null, line: null, selector: null },
      },
    },
  },
};
