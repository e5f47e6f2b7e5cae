// A random user who walks through random environments.
import fc from "fast-check";
import { PROFILES } from "../../src/hooks/profiles.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override, Settings } from "../../src/hooks/settings.js";
import { VARIABLES, type Variable } from "../../src/hooks/variables.js";
import type { UserValues } from "../sessions/user-values.js";
import { canary, text } from "./text.js";

/** An environment; without settings it has no hooks. */
export interface Environment {
  readonly prefix: string;
  readonly settings: Settings | null;
}

export interface Journey {
  readonly user: UserValues;
  readonly environments: Readonly<Record<"a" | "b" | "c", Environment>>;
  /** Commands of conda. */
  readonly walk: readonly string[];
  /** Whether what the walk has led to is activated once more, with nothing in between. */
  readonly again: boolean;
}

const anyText = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: canary });

// Of few, so that the user has some of them that are added.
const flag = fc.oneof(
  fc.constantFrom(
    ..."-modcacherw -trimpath -mod=mod -race -v -x -modfile={prefix}/x.mod".split(" "),
  ),
  fc.constantFrom("'-ldflags=-s -w'", "-tags=*", "-run=[a-z]?", "-x=$HOME\\", "-toolexec=~^a{b}!"),
  anyText.map((value) => `-x=${value}`),
  anyText.map((value) => `"-x=${value}"`),
);

/** Values, of which some are such as Go takes. */
function settingOf({ kind, values = [] }: Variable): fc.Arbitrary<string> {
  const path = anyText.chain((value) => fc.constantFrom(`/${value}`, `{prefix}/${value}`));
  const open = fc
    .tuple(anyText, fc.constantFrom("", "{prefix}"), anyText)
    .map((parts) => parts.join(""));
  switch (kind) {
    case "path":
      return path;
    case "path-list":
      return fc.array(path, { minLength: 1, maxLength: 2 }).map((paths) => paths.join(":"));
    case "proxy-list":
      return fc.oneof(
        fc.constantFrom("off", "direct"),
        anyText.map((value) => `https://proxy.example/${value}`),
        anyText.map((value) => `https://proxy.example|direct,${value}`),
      );
    case "flags":
    case "compiler-flags":
      return fc.array(flag, { minLength: 1, maxLength: 3 }).map((flags) => flags.join(" "));
    case "text":
      return values.length > 0 ? fc.constantFrom(...values) : open;
  }
}

function isFlags({ kind }: Variable): boolean {
  return kind === "flags" || kind === "compiler-flags";
}

const override: fc.Arbitrary<Override> = fc
  .oneof(
    { weight: 2, arbitrary: fc.constantFrom(...VARIABLES) },
    { weight: 1, arbitrary: fc.constantFrom(...VARIABLES.filter(isFlags)) },
  )
  .chain((variable) =>
    fc.record({
      action: fc.constantFrom(
        ...(["unset", "keep", "set", "set"] as const),
        ...(isFlags(variable) ? (["append", "append", "prepend", "prepend"] as const) : []),
      ),
      variable: fc.constant(variable.name),
      value: settingOf(variable),
    }),
  )
  .filter((one) => resolve("shared-cache", [one]) !== null);

function resolve(profile: string, overrides: readonly Override[]): Settings | null {
  try {
    return resolveSettings({ profile, overrides }, process.platform);
  } catch {
    return null;
  }
}

const environment: fc.Arbitrary<Environment> = fc.record({
  // Nobody's conda has a prefix with a line break in it.
  prefix: anyText.map((value) => `/${value.replace(/[\t-\r]/g, " ")}`),
  settings: fc.option(
    fc
      .tuple(
        fc.constantFrom(...PROFILES.map(({ name }) => name)),
        fc.array(override, { maxLength: 8 }),
      )
      .map(([profile, overrides]) => resolve(profile, overrides)),
    { freq: 10 },
  ),
});

const user: fc.Arbitrary<UserValues> = fc
  .record(
    Object.fromEntries(
      VARIABLES.map((variable) => [
        variable.name,
        fc.oneof(
          { withCrossShrink: true },
          { weight: 4, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constant("") },
          { weight: 3, arbitrary: anyText },
          { weight: isFlags(variable) ? 8 : 0, arbitrary: flags() },
        ),
      ]),
    ),
  )
  .map((values) =>
    Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
  );

function flags(): fc.Arbitrary<string> {
  const blank = fc.constantFrom(" ", "  ", "\t", "\n", "\r\n", "");
  return fc.array(fc.tuple(blank, flag), { maxLength: 4 }).map((parts) => parts.flat().join(""));
}

const activate = fc.constantFrom(
  ...["a", "b", "c"].flatMap((name) => [`activate ${name}`, `activate --stack ${name}`]),
);
const command = fc.oneof(
  { weight: 2, arbitrary: activate },
  { weight: 1, arbitrary: fc.constantFrom("deactivate", "reactivate") },
);

// Most of them short: a fault that needs a long one is rare, and each step costs.
const walk = fc
  .tuple(
    activate,
    fc.oneof(
      { weight: 19, arbitrary: fc.array(command, { maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(command, { minLength: 2, maxLength: 8 }) },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

export const journey: fc.Arbitrary<Journey> = fc.record({
  user,
  environments: fc.record({ a: environment, b: environment, c: environment }),
  walk,
  again: fc.constantFrom(false, false, true),
});
