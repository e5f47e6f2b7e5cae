// A random user who walks through random environments.
import fc from "fast-check";
import { settingsToPackage } from "../../src/hooks/packaged.js";
import { PROFILES } from "../../src/hooks/profiles.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override, Settings } from "../../src/hooks/settings.js";
import { VARIABLES, type Variable } from "../../src/hooks/variables.js";
import { FORMER_VARIABLES } from "../former/render-former.js";
import type { UserValues } from "../sessions/user-values.js";
import { canary, text } from "./text.js";

/** A variable that somebody sets, or with null unsets. */
export interface Change {
  readonly name: string;
  readonly value: string | null;
}

/** An environment; without settings it has no hooks. */
export interface Environment {
  readonly prefix: string;
  readonly settings: Settings | null;
  /** Those of hooks that a conda package brings, below the others; null without any. */
  readonly packaged: Settings | null;
  /** What a package's script does between ours, of variables in the settings. */
  readonly package: readonly Change[];
  /** Whether its hooks are of before version 0.2, when the journey starts. */
  readonly isFormer: boolean;
}

export interface Journey {
  readonly user: UserValues;
  readonly environments: Readonly<Record<"a" | "b" | "c", Environment>>;
  /** Commands of conda, what the user does, and `exchange a`: the hooks of a, by those of the other version. */
  readonly walk: readonly (string | Change)[];
  /** Whether what the walk has led to is activated once more, with nothing in between. */
  readonly again: boolean;
}

const anyText = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: canary });

// Of few, so that the user has some of them that are added.
const flag = fc.oneof(
  fc.constantFrom(
    ..."-modcacherw -trimpath -mod=mod -race -v -x -modfile={prefix}/x.mod".split(" "),
  ),
  fc.constantFrom(
    "'-ldflags=-s -w'",
    "-tags=*",
    "-run=[a-z]?",
    "-run=$HOME\\",
    "-toolexec=~^a{b}!",
  ),
  anyText.map((value) => `-run=${value}`),
  anyText.map((value) => `"-run=${value}"`),
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

const change: fc.Arbitrary<Change> = fc.constantFrom(...VARIABLES).chain((variable) =>
  fc.record({
    name: fc.constant(variable.name),
    value: fc.oneof(
      { withCrossShrink: true },
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant("") },
      { weight: 3, arbitrary: anyText },
      { weight: 2, arbitrary: settingOf(variable) },
    ),
  }),
);

const settings = fc
  .tuple(fc.constantFrom(...PROFILES.map(({ name }) => name)), fc.array(override, { maxLength: 8 }))
  .map(([profile, overrides]) => resolve(profile, overrides));

const environment: fc.Arbitrary<Environment> = fc.record({
  // Nobody's conda has a prefix with a line break in it.
  prefix: anyText.map((value) => `/${value.replace(/[\t-\r]/g, " ")}`),
  settings: fc.option(settings, { freq: 10 }),
  packaged: fc.option(
    settings.map((one) => one && settingsToPackage(one)),
    { freq: 2 },
  ),
  package: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(change, { selector: ({ name }) => name }) },
  ),
  isFormer: fc.boolean(),
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
  { weight: 1, arbitrary: change },
  { weight: 1, arbitrary: fc.constantFrom("exchange a", "exchange b", "exchange c") },
);

// Most of them short: a fault that needs a long one is rare, and each step costs.
const walk = fc
  .tuple(
    activate,
    fc.oneof(
      { weight: 19, arbitrary: fc.array(command, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(command, { minLength: 3, maxLength: 10 }) },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

const mixed: fc.Arbitrary<Journey> = fc.record({
  user,
  environments: fc.record({ a: environment, b: environment, c: environment }),
  walk,
  again: fc.constantFrom(false, false, true),
});

/** Half of them through environments whose hooks are of two versions. */
export const journey: fc.Arbitrary<Journey> = fc
  .tuple(fc.boolean(), mixed)
  .map(([isMixed, one]) => (isMixed ? leaveFormerVariables(one) : leaveFormerHooks(one)));

/** The journey among hooks of this version alone. */
function leaveFormerHooks({ environments, walk, ...rest }: Journey): Journey {
  return {
    ...rest,
    environments: mapEnvironments(environments, (one) => ({ ...one, isFormer: false })),
    walk: walk.filter((step) => typeof step !== "string" || !step.startsWith("exchange")),
  };
}

/** The journey with only those variables that the former hooks know how to give back. */
function leaveFormerVariables({ environments, ...rest }: Journey): Journey {
  return {
    ...rest,
    environments: mapEnvironments(environments, ({ settings, packaged, ...one }) => ({
      ...one,
      settings: settings && pickFormer(settings),
      packaged: packaged && pickFormer(packaged),
    })),
  };
}

function pickFormer(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => FORMER_VARIABLES.includes(name)),
  );
}

/** The same environments, each changed. */
export function mapEnvironments(
  { a, b, c }: Journey["environments"],
  change: (environment: Environment) => Environment,
): Journey["environments"] {
  return { a: change(a), b: change(b), c: change(c) };
}
