// In every shell: what `env` prints, evaluated, is what a real activation from the same start gives.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { run as runEnv } from "../../src/commands/env.js";
import type { InstallOptions } from "../../src/commands/install-draft.js";
import type { Phase } from "../../src/names.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { makeLastingFolder, makeSession } from "../setup/environments.js";
import { addPackage, listScripts, type PackageRequest } from "./add-package.js";
import { ENVIRONMENTS } from "./expected.js";
import { installEnvironments } from "./install-environments.js";
import { type Move, type Play, type Stage, valuesAt } from "./play.js";
import { becomeUser } from "./stage.js";
import { describeOnStages, openStagesOnce } from "./stages.js";
import { pickVariables, USER_VALUES, type UserValues, withoutEmpty } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const homes = {
  plain: join(folder, "plain", "envs"),
  strange: join(folder, "str ange (é ✓) & ;#~[a]=", "envs"),
};
const ALL = {
  ...ENVIRONMENTS,
  d: { profile: "offline" },
  e: { profile: "shared-cache" },
  p: null,
  q: {
    profile: "shared-cache",
    overrides: [
      { action: "append", variable: "GOFLAGS", value: "-race -trimpath" },
      { action: "unset", variable: "GOPRIVATE" },
      { action: "append", variable: "CGO_CFLAGS", value: "-I{prefix}/own" },
    ],
  },
} satisfies Record<string, InstallOptions | null>;
// A variable that only the package sets, some that both do, flags on flags, and one that is kept in either.
const PACKAGE: PackageRequest = {
  profile: "isolated",
  overrides: [
    { action: "set", variable: "GOPROXY", value: "https://proxy.example/$(touch pwned),direct" },
    { action: "set", variable: "GOPRIVATE", value: "git.example" },
    { action: "unset", variable: "GOSUMDB" },
    { action: "append", variable: "GOFLAGS", value: "-trimpath -modfile={prefix}/a.mod" },
    { action: "append", variable: "CGO_CFLAGS", value: "-I{prefix}/include" },
    { action: "keep", variable: "GOMODCACHE" },
  ],
};
for (const home of Object.values(homes)) {
  await installEnvironments(home, ALL, folder);
  // Below nothing, and below installed hooks.
  for (const name of ["p", "q"]) addPackage(join(home, name), PACKAGE);
}

/** From where, into which. */
const WAYS: readonly (readonly [from: string | null, to: string])[] = [
  [null, "b"],
  [null, "d"],
  ["a", "b"],
  ["b", "e"],
  // Which is active, as it is.
  ["b", "b"],
  // Without hooks.
  ["b", "c"],
  // With a package's hooks alone, and with both.
  [null, "p"],
  [null, "q"],
  ["q", "p"],
  ["q", "q"],
];

describeOnStages(openStagesOnce(), (stage, dialect) => {
  // cmd.exe reads what it runs in the machine's code page.
  const home = stage.plainPrefixOnly || dialect.id === "cmd" ? homes.plain : homes.strange;
  const [mode = "default"] = stage.modes;

  it.each(Object.keys(USER_VALUES))("is the same, the user's values %s", async (name) => {
    const user = holdable(USER_VALUES[name] as UserValues, stage, mode, dialect);
    await compare(stage, mode, dialect, home, user, WAYS, []);
  });

  it("is the same where the hooks are switched off", async () => {
    const user = { GOFLAGS: "-v", GOPATH: "/mine" };
    const off: Move = { move: "set", name: "CONDA_GO_HOOKS", value: "0" };
    await compare(stage, mode, dialect, home, user, [[null, "b"]], [off]);
  });
});

async function compare(
  stage: Stage,
  mode: string,
  dialect: Dialect,
  home: string,
  user: UserValues,
  ways: typeof WAYS,
  before: readonly Move[],
): Promise<void> {
  const activate = (name: string) => source(home, name, "activate", dialect);
  const play = (from: string | null, moves: readonly Move[]): Play => {
    const one = {
      title: stage.name,
      user,
      moves: [
        ...before,
        ...(from === null ? [] : activate(from)),
        { move: "look", label: "start" } as const,
        ...moves,
        { move: "look", label: "inside" } as const,
      ],
    };
    // In a shell that goes on, the next play is of the same user.
    return { ...one, moves: [...one.moves, ...becomeUser(one)] };
  };
  const perform = (plays: readonly Play[]) =>
    stage.perform(plays, mode, join(folder, `performance ${performances++}`));
  const real = await perform(
    ways.map(([from, to]) =>
      play(from, [
        ...(from === null ? [] : source(home, from, "deactivate", dialect)),
        ...activate(to),
      ]),
    ),
  );
  const printed = await Promise.all(
    real.map(async ({ looks, output }, index) => {
      const env = looks.get("start");
      if (env === undefined) throw new Error(`the shell never came to the start: ${output}`);
      const [, to] = ways[index] as (typeof WAYS)[number];
      const options = { prefix: join(home, to), format: dialect.shells[0] };
      const { data = "", exitCode } = await runEnv(options, { ...makeSession(folder), env });
      expect(exitCode).toBe(0);
      const file = join(folder, `printed-${prints++}${dialect.extension}`);
      writeFileSync(file, data);
      return file;
    }),
  );
  const evaluated = await perform(
    ways.map(([from], index) => play(from, [{ move: "source", file: printed[index] as string }])),
  );
  ways.forEach(([from, to], index) => {
    const [one, other] = [real[index], evaluated[index]].map(
      (performance) => performance && valuesAt(performance, "inside"),
    );
    expect(other, `from ${from} to ${to}: ${evaluated[index]?.output}`).toEqual(one);
    if (to !== "c" && before.length === 0) expect(one, to).not.toEqual(pickVariables(user));
  });
}

/** As conda does it, with the environment's prefix. */
function source(home: string, name: string, phase: Phase, { extension }: Dialect): Move[] {
  const files = name === "c" ? [] : listScripts(join(home, name), phase, extension);
  return [
    { move: "set", name: "CONDA_PREFIX", value: join(home, name) },
    { move: "set", name: "CONDA_SHLVL", value: "1" },
    ...files.map((file): Move => ({ move: "source", file })),
  ];
}

function holdable(
  user: UserValues,
  { holdsEmpty, hold }: Stage,
  mode: string,
  { id }: Dialect,
): UserValues {
  const held = hold?.(user, mode) ?? user;
  const whole = holdsEmpty ? held : withoutEmpty(held);
  if (id !== "cmd") return whole;
  // What is printed for cmd.exe holds ASCII alone.
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [name, value.replace(/[^\t -~]/g, "_")]),
  );
}

let performances = 0;
let prints = 0;

it("leaves no trace of a value that was run as code", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names.length).toBeGreaterThan(500);
  expect(names.filter((name) => name.endsWith("pwned"))).toEqual([]);
});
