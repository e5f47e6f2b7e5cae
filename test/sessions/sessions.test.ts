// Every recorded session of real conda, in every real shell: the heart of the matter.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { hooksOf, type Phase, scriptPath } from "../../src/names.js";
import { makeLastingFolder } from "../setup/environments.js";
import { isNewest } from "../setup/programs.js";
import { expectInReadme, readRow } from "../setup/readme.js";
import { ENVIRONMENTS, expectValues } from "./expected.js";
import { installEnvironments } from "./install-environments.js";
import { hasFlagIn, type Move, type Performance, SESSIONS, type Stage, valuesAt } from "./play.js";
import { describeOnStages, openStages } from "./stages.js";
import { expectUntouched, holdable, makePlay } from "./there-and-back.js";
import { USER_VALUES, type UserValues } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// What conda's double quotes can hold, Windows in a path, and so a hook must.
const homes = {
  plain: join(folder, "plain", "envs"),
  strange: join(folder, "str ange (é ✓) & ;#~[a]=", "envs"),
};
for (const home of Object.values(homes)) await installEnvironments(home, ENVIRONMENTS, folder);

const stages = openStages();

describeOnStages(stages, (stage, { extension }) => {
  const home = stage.plainPrefixOnly ? homes.plain : homes.strange;
  for (const mode of stage.modes) {
    testSessions(stage, mode, home, extension);
    testOddWays(stage, mode, home, extension);
  }
});

function testSessions(stage: Stage, mode: string, home: string, extension: string): void {
  const prefixOf = (environment: string) => join(home, environment);
  it.each(Object.keys(USER_VALUES))(
    `${mode} options: all sessions, the user's values %s`,
    async (values) => {
      const user = holdable(USER_VALUES[values] as UserValues, stage, mode);
      const find = hasFlagIn(stage, mode);
      const plays = SESSIONS.map(({ name, moves }) =>
        makePlay(name, user, moves(prefixOf, scriptsOf(home, extension))),
      );
      const performances = await stage.perform(plays, mode, performanceFolder());
      SESSIONS.forEach(({ name, looks }, index) => {
        const performance = performances[index] as Performance;
        for (const { label, environment } of looks) {
          const expected = expectValues(environment, prefixOf(environment), user, find);
          expect(valuesAt(performance, label), `${name}, ${label}`).toEqual(expected);
        }
        expectUntouched(performance, name);
      });
    },
  );
}

/** What conda never recorded, and happens all the same. */
function testOddWays(stage: Stage, mode: string, home: string, extension: string): void {
  const a = join(home, "a");
  const b = join(home, "b");
  const script = scriptsOf(home, extension);
  const run = (environment: "a" | "b", phase: Phase): Move[] => [
    { move: "set", name: "CONDA_PREFIX", value: environment === "a" ? a : b },
    ...script(environment, phase).map((file): Move => ({ move: "source", file })),
  ];
  const leave: Move[] = [{ move: "set", name: "CONDA_PREFIX", value: "" }];
  const look = (label: string): Move => ({ move: "look", label });
  const switchTo = (value: string | null): Move => ({ move: "set", name: "CONDA_GO_HOOKS", value });

  const ways: Readonly<Record<string, readonly Move[]>> = {
    "installed while active": [
      ...run("a", "deactivate"),
      look("user"),
      ...run("a", "activate"),
      look("a"),
      ...run("a", "deactivate"),
      ...leave,
    ],
    // The files of b under the prefix of a: other settings since a was activated.
    "changed while active, then reactivated": [
      ...run("a", "activate"),
      ...run("b", "deactivate"),
      ...run("b", "activate"),
      look("b"),
      ...run("b", "deactivate"),
      ...leave,
    ],
    "changed while active, then activated over it": [
      ...run("a", "activate"),
      ...run("b", "activate"),
      look("b"),
      ...run("b", "deactivate"),
      ...leave,
    ],
    "removed while active, mended by the next activation": [
      ...run("a", "activate"),
      ...leave,
      ...run("b", "activate"),
      look("b"),
      ...run("b", "deactivate"),
      ...leave,
    ],
    "activated three times": [
      ...run("a", "activate"),
      ...run("a", "activate"),
      ...run("a", "activate"),
      look("a"),
      ...run("a", "deactivate"),
      ...leave,
    ],
    "deactivated twice": [
      ...run("b", "activate"),
      ...run("b", "deactivate"),
      ...run("b", "deactivate"),
      look("user"),
      ...leave,
    ],
    "switched off": [
      switchTo("0"),
      ...run("a", "activate"),
      look("user"),
      ...run("a", "deactivate"),
      switchTo(null),
      ...leave,
    ],
    "switched off while active": [
      ...run("b", "activate"),
      switchTo("0"),
      ...run("a", "activate"),
      look("user"),
      switchTo(null),
      ...run("a", "deactivate"),
      ...leave,
    ],
    "no CONDA_PREFIX": [
      ...leave,
      ...script("a", "activate").map((file): Move => ({ move: "source", file })),
      look("user"),
    ],
  };

  it.each(Object.keys(USER_VALUES))(
    `${mode} options: odd ways in and out, the user's values %s`,
    async (values) => {
      const user = holdable(USER_VALUES[values] as UserValues, stage, mode);
      const find = hasFlagIn(stage, mode);
      const plays = Object.entries(ways).map(([title, moves]) => makePlay(title, user, moves));
      const performances = await stage.perform(plays, mode, performanceFolder());
      plays.forEach(({ title, moves }, index) => {
        const performance = performances[index] as Performance;
        for (const move of moves) {
          if (move.move !== "look") continue;
          const expected = expectValues(move.label, move.label === "b" ? b : a, user, find);
          expect(valuesAt(performance, move.label), title).toEqual(expected);
        }
        expectUntouched(performance, title);
      });
    },
  );
}

function scriptsOf(
  home: string,
  extension: string,
): (environment: string, phase: Phase) => readonly string[] {
  return (environment, phase) =>
    hooksOf(phase)
      .map((hook) => join(home, environment, scriptPath(hook, extension)))
      .filter((file) => existsSync(file));
}

let performances = 0;
function performanceFolder(): string {
  return join(folder, `performance ${performances++}`);
}

it("leaves no trace of a value that was run as code", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names.length).toBeGreaterThan(1000);
  expect(names.filter((name) => name.endsWith("pwned"))).toEqual([]);
});

it("is what the README says", () => {
  const plays = SESSIONS.length * Object.keys(USER_VALUES).length;
  expectInReadme(`${plays} sessions`);
  for (const name of new Set(stages.map(({ name }) => name))) {
    const found = stages.flatMap(({ name: other, dialect, stage }) =>
      stage && other === name ? [{ extension: dialect.extension, stage }] : [],
    );
    const versions = found.map(({ stage }) => stage.version);
    console.log(name, versions.join(", "));
    const [, written = "", ...cells] = readRow(name);
    for (const { extension, stage } of found) {
      const { modes, cannotHold = "" } = stage;
      expect(cells, name).toEqual([`\`${extension}\``, modes.join(", "), cannotHold]);
    }
    if (process.env.REQUIRE_ALL !== "1" || found.length === 0) continue;
    // The oldest and the newest that all of this is said of: those of this run are at one end.
    const proven = written.split(", ");
    expect(proven.length, name).toBeLessThanOrEqual(2);
    expect(versions, name).toEqual(isNewest ? [proven.at(-1)] : proven.slice(0, versions.length));
  }
});
