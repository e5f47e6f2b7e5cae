// Other hands on the variables while an environment is active: packages' scripts, the user, a lying signature.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { hasSavedState, type Phase, savedName, unsetName } from "../../src/names.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";
import { expectInside } from "./expected.js";
import { type Move, type Performance, type Play, SESSIONS, type Stage, valuesAt } from "./play.js";
import { describeOnStages, openStages } from "./stages.js";
import type { UserValues } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROFILES: Readonly<Record<string, string>> = { a: "isolated", b: "direct" };
const prefixOf = (environment: string) => join(folder, "envs", environment);
for (const environment of ["a", "b", "c"]) {
  const prefix = makeEnvironment(prefixOf(environment));
  const profile = PROFILES[environment];
  if (profile === undefined) continue;
  const { environments } = await install({ prefix, profile, shells: ["all"] }, makeSession(folder));
  if (environments[0]?.error) throw new Error(environments[0].error.message);
}

/** What a package does in environment a; as conda-forge's compilers, it gives nothing back. */
const PACKAGE: UserValues = { GOFLAGS: "-x", GOPROXY: "https://package.example" };
const ASSIGN: Readonly<Record<string, (name: string, value: string) => string>> = {
  ".sh": (name, value) => `export ${name}='${value}'\n`,
  ".fish": (name, value) => `set -gx ${name} '${value}'\n`,
  ".csh": (name, value) => `setenv ${name} '${value}'\n`,
  ".bat": (name, value) => `@set "${name}=${value}"\r\n`,
  ".ps1": (name, value) => `$Env:${name} = '${value}'\n`,
  ".nu": (name, value) => `$env.${name} = '${value}'\n`,
};
for (const [extension, assign] of Object.entries(ASSIGN)) {
  const file = join(prefixOf("a"), `etc/conda/activate.d/activate-z61-go-cgo${extension}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    Object.entries(PACKAGE)
      .map(([name, value]) => assign(name, value))
      .join(""),
  );
}

/** All scripts of a phase, in conda's order: up by name, and down when it deactivates. */
function listScripts(environment: string, phase: Phase, extension: string): string[] {
  if (PROFILES[environment] === undefined) return [];
  const place = join(prefixOf(environment), `etc/conda/${phase}.d`);
  const names = readdirSync(place).filter((name) => name.endsWith(extension));
  names.sort();
  if (phase === "deactivate") names.reverse();
  return names.map((name) => join(place, name));
}

const USERS: Readonly<Record<string, UserValues>> = {
  "some set": { GOPATH: "/home/you/go", GOPROXY: "off", GOFLAGS: "-v", GOBIN: "/opt/bin" },
  unset: {},
  "other in case alone": { GOPROXY: "HTTPS://Package.example", GOFLAGS: "-X" },
};

describeOnStages(openStages(), (stage, { extension }) => {
  testPackages(stage, extension);
  testUser(stage, extension);
  testSignature(stage, extension);
});

function testPackages(stage: Stage, extension: string): void {
  const modes = stage.modes.filter((mode) => mode === stage.modes[0] || mode === "strict");
  const cases = modes.flatMap((mode) =>
    Object.entries(USERS).map(([title, user]) => ({ mode, title, user })),
  );
  it.each(cases)("a package's script loses nothing, $title, $mode", async ({ mode, user }) => {
    const scriptsOf = (environment: string, phase: Phase) =>
      listScripts(environment, phase, extension);
    const plays = SESSIONS.map((session) =>
      play(session.name, user, session.moves(prefixOf, scriptsOf)),
    );
    const performances = await perform(stage, plays, mode);
    SESSIONS.forEach(({ name, looks }, index) => {
      const performance = performances[index] as Performance;
      for (const { label, environment } of looks) {
        const expected = expectIn(
          environment,
          environment === "a" ? { ...user, ...PACKAGE } : user,
        );
        expect(valuesAt(performance, label), `${name}, ${label}`).toEqual(expected);
      }
      expectOutside(performance, user, name);
    });
  });
}

/** "Keep" is untouched: what the user does in the environment to a variable that it keeps, stays. */
function testUser(stage: Stage, extension: string): void {
  const run = (environment: string, phase: Phase) => source(environment, phase, extension, "own");
  it.each([
    ["sets", "direct"],
    ["unsets", null],
  ])("what the user %s of a kept variable stays", async (_, value) => {
    const change: Move = { move: "set", name: "GOSUMDB", value };
    const proxy: Move = { move: "set", name: "GOPROXY", value };
    const look = (label: string): Move => ({ move: "look", label });
    const leave: Move = { move: "set", name: "CONDA_PREFIX", value: "" };
    const moves = [
      ...run("a", "activate"),
      proxy,
      change,
      look("a"),
      ...run("a", "deactivate"),
      ...run("a", "activate"),
      look("a again"),
      ...run("a", "deactivate"),
      ...run("b", "activate"),
      look("b"),
      ...run("b", "deactivate"),
      ...run("a", "activate"),
      ...run("b", "activate"),
      look("b stacked"),
      ...run("b", "deactivate"),
      ...run("a", "activate"),
      look("a at last"),
      ...run("a", "deactivate"),
      leave,
    ];
    for (const user of Object.values(USERS)) {
      const { GOPROXY: _, ...others } = user;
      const changed = value === null ? others : { ...others, GOPROXY: value, GOSUMDB: value };
      const [performance] = await perform(stage, [play("keep", user, moves)]);
      for (const label of ["a", "a again", "b", "b stacked", "a at last"]) {
        const expected = expectIn(label.slice(0, 1), changed);
        expect(valuesAt(performance as Performance, label), label).toEqual(expected);
      }
      expectOutside(performance as Performance, changed, "keep");
    }
  });
}

const SIGNED = unsetName("GOPATH");

/** What somebody might put where `last` names what it holds; where a variable has no other state, it is none. */
const LIES: readonly (string | null)[] = [
  null,
  "",
  "1",
  "GOPATH",
  "GOPATH GOMODCACHE GOCACHE GOFLAGS GOBIN",
  "GOFLAGS GOCACHE GOMODCACHE GOPATH",
  "GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS",
  "*",
  "GOPATH*",
  "[",
  "PATH HOME",
  "$(touch pwned)`touch pwned`",
  "'; touch pwned; '",
  '"; touch pwned; "',
  "x) touch pwned ;;",
];

function testSignature(stage: Stage, extension: string): void {
  const activate = source("a", "activate", extension, "own");
  const deactivate = source("a", "deactivate", extension, "own");
  const leave: Move = { move: "set", name: "CONDA_PREFIX", value: "" };

  it.each(Object.entries(USERS))("a lying signature does no harm, %s", async (_, user) => {
    const lies = LIES.filter((lie) => lie !== null || user.GOPATH !== undefined).filter(
      (lie) => lie !== "" || stage.holdsEmpty,
    );
    const plays = lies.map((value) =>
      play(String(value), user, [
        ...activate,
        { move: "set", name: SIGNED, value },
        ...deactivate,
        leave,
      ]),
    );
    const performances = await perform(stage, plays);
    performances.forEach((performance, index) => {
      expectOutside(performance, user, String(lies[index]));
    });
  });

  it("what is not saved is not touched, and what it does not name comes back too", async () => {
    const user = USERS["some set"] as UserValues;
    const saved = (name: string, value: string | null): Move => ({
      move: "set",
      name: savedName(name),
      value,
    });
    // The first has lost its saved GOFLAGS, the second has a saved variable that is not the environment's.
    const [less] = await perform(stage, [
      play("less", user, [...activate, saved("GOFLAGS", null), ...deactivate, leave]),
    ]);
    const [more] = await perform(stage, [
      play("more", user, [
        ...activate,
        saved("GOVCS", "*:off"),
        ...deactivate,
        ...deactivate,
        leave,
      ]),
    ]);
    const inside = expectIn("a", user);
    expectOutside(less as Performance, { ...user, GOFLAGS: inside.GOFLAGS as string }, "less");
    expectOutside(more as Performance, { ...user, GOVCS: "*:off" }, "more");
  });
}

/** The moves that run an environment's scripts, be it only its own or the packages' as well. */
function source(
  environment: string,
  phase: Phase,
  extension: string,
  whose: "own" | "all",
): Move[] {
  const files = listScripts(environment, phase, extension).filter(
    (file) => whose === "all" || file.includes("conda-go-hooks."),
  );
  return [
    { move: "set", name: "CONDA_PREFIX", value: prefixOf(environment) },
    ...files.map((file): Move => ({ move: "source", file })),
  ];
}

function play(title: string, user: UserValues, moves: readonly Move[]): Play {
  const after: Move = { move: "look", label: "after" };
  return { title, user, moves: [{ move: "look", label: "before" }, ...moves, after] };
}

let count = 0;
async function perform(
  stage: Stage,
  plays: readonly Play[],
  mode = stage.modes[0] as string,
): Promise<Performance[]> {
  return stage.perform(plays, mode, join(folder, `performance${count++}`));
}

/** The variables inside an environment, whose hooks find these values there. */
function expectIn(environment: string, values: UserValues): UserValues {
  const profile = PROFILES[environment];
  const settings = profile ? resolveSettings({ profile, overrides: [] }, process.platform) : {};
  return expectInside(settings, prefixOf(environment), values);
}

function expectOutside(performance: Performance, user: UserValues, title: string): void {
  expect(performance.output, title).toBe("");
  expect(valuesAt(performance, "after"), title).toEqual(user);
  expect(hasSavedState(performance.looks.get("after") ?? {}), title).toBe(false);
  // All else that the shell holds; in some, the variables too.
  const isAsBefore = isDeepStrictEqual(valuesAt(performance, "before"), user);
  if (isAsBefore) expect(performance.after, title).toBe(performance.before);
}

it("leaves no trace of a text that was run as code", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith("pwned"))).toEqual([]);
});
