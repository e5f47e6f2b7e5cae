// For any user, any settings and any walk: nothing is lost, and nothing is run.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { renderHook } from "../../src/hooks/render.js";
import type { Setting, Settings } from "../../src/hooks/settings.js";
import type { Hook } from "../../src/names.js";
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { posix } from "../../src/shells/posix.js";
import { renderFormer } from "../former/render-former.js";
import type { Move, Stage } from "../sessions/play.js";
import { playTogether } from "../sessions/play-together.js";
import { openStagesOnce } from "../sessions/stages.js";
import type { UserValues } from "../sessions/user-values.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { expectInReadme } from "../setup/readme.js";
import { checkMany, type Fault, sampleMany } from "./check-many.js";
import { type AnyHook, type Event, findOwn, follow, listEvents } from "./follow.js";
import {
  type Change,
  type Environment,
  type Journey,
  journey,
  mapEnvironments,
} from "./journey.js";

const nowhere: Environment = {
  prefix: "/p",
  settings: null,
  packaged: null,
  package: [],
  isFormer: false,
};

/** Into an environment and out again. */
function visit(user: UserValues, a: Partial<Environment>): Journey {
  const environments = { a: { ...nowhere, ...a }, b: nowhere, c: nowhere };
  return { user, environments, walk: ["activate a"], again: false };
}

/** Journeys that have failed once: what a failure prints goes here when it is mended. */
const EXAMPLES: readonly Journey[] = [
  // Go takes no vertical tab for the end of a flag.
  visit(
    { GOFLAGS: "-v\v-race\f" },
    { settings: { GOFLAGS: { action: "add", prepend: ["-v"], append: ["-race"] } } },
  ),
  // A prefix may end with what stands between two values.
  visit({}, { prefix: "/p:", settings: { GOPATH: { action: "set", value: "/go" } } }),
  // In yash, a loop in a function has a variable of its own in front of the exported one.
  visit(
    {},
    {
      settings: { GOPATH: { action: "set", value: "/go" }, GOPROXY: { action: "keep" } },
      package: [{ name: "GOPROXY", value: "off" }],
    },
  ),
];

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MANY = 2000;
const FEW = 200;

const sample = sampleMany(journey, MANY, EXAMPLES);

// Those that take long to do what others do at once.
const SLOW = ["xonsh", "cmd.exe", "PowerShell", "nushell"];
const SHELLS = openStagesOnce().map((shell) => ({
  ...shell,
  count: SLOW.includes(shell.name) ? FEW : MANY,
}));

/** The languages in which the last hook notes what it holds. */
const SIGNED: readonly Dialect[] = [posix, fish, csh];

const told: string[] = [];

// All shells at once, each of which waits for its own process.
describe.concurrent("a journey", { timeout: 900_000 }, () => {
  for (const { name, dialect, stage, count } of SHELLS) {
    describeWith(`in ${name}`, name, stage, (found) => {
      it("gives every user's values back from every walk, and runs none of them", async () => {
        const hold = (one: Journey) => holdJourney(found, dialect, one);
        let losses = "at least one";
        try {
          await checkMany(sample, count, (some) => findFault(found, dialect, some.map(hold)));
          losses = "no";
        } finally {
          told.push(`${name}: ${count} journeys, ${losses} loss`);
        }
      });
    });
  }
});

it("is what the README says", () => {
  console.log(told.join("\n"));
  for (const count of [MANY, FEW]) {
    const names = SHELLS.filter((shell) => shell.count === count).map(({ name }) => name);
    const last = names.pop();
    expectInReadme(`| journeys in each of ${names.join(", ")} and ${last} | ${count} | 0 |`);
  }
});

let performances = 0;

async function findFault(
  { driver, hasFlag }: Stage,
  dialect: Dialect,
  journeys: readonly Journey[],
): Promise<Fault | null> {
  const { atOnce = 100 } = driver;
  for (let start = 0; start < journeys.length; start += atOnce) {
    const place = join(folder, String(performances++));
    const state = new Map<string, string>();
    const some = journeys.slice(start, start + atOnce);
    const plays = some.map((one) => play(one, dialect, hasFlag, state));
    const fault = compareLooks(await playTogether(driver, plays, place)) ?? findPwned(place, some);
    if (fault !== null) return { ...fault, index: start + fault.index };
  }
  return null;
}

function compareLooks(looks: readonly ReadonlyMap<string, readonly string[]>[]): Fault | null {
  for (const [index, look] of looks.entries()) {
    for (const [label, other] of [
      ["as expected", "inside"],
      ["as it should be", "after"],
    ] as const) {
      const what = compare(look.get(label), look.get(other));
      if (what !== null) return { index, what: `${other}, not ${label}:\n${what}` };
    }
  }
  return null;
}

/** Finds the journey that has a command in it which was run. */
function findPwned(place: string, journeys: readonly Journey[]): Fault | null {
  const file = readdirSync(place).find((name) => name.startsWith("pwned-"));
  if (file === undefined) return null;
  const index = journeys.findIndex((one) => JSON.stringify(one).includes(file));
  return { index, what: `what makes ${file} was run` };
}

/** The journey's moves in a shell that holds `state`. */
function play(
  journey: Journey,
  dialect: Dialect,
  hasFlag: Stage["hasFlag"],
  state: Map<string, string>,
): Move[] {
  const { there, back } = listEvents(journey);
  const outside = { CONDA_PREFIX: "", CONDA_SHLVL: "0" };
  const home = { ...journey.user, ...outside };
  const ways = { isSigned: SIGNED.includes(dialect), hasFlag };
  const inside = follow(home, there, ways);
  const after = { ...findOwn(journey.user, [...there, ...back], hasFlag), ...outside };
  const move = (event: Event) => moveAs(event, dialect);
  const moves: Move[] = [
    // As a user would do it, by hand: so it does not matter how the shell shows it.
    ...become(state, inside),
    { move: "look", label: "as expected" },
    ...become(state, after),
    { move: "look", label: "as it should be" },
    ...become(state, home),
    ...there.map(move),
    { move: "look", label: "inside" },
    ...back.map(move),
    { move: "look", label: "after" },
  ];
  become(state, after);
  return moves;
}

function moveAs(event: Event, dialect: Dialect): Move {
  if (event.by !== "hook") return { move: "set", name: event.name, value: event.value };
  const { settings: own, packaged } = event.environment;
  const settings = event.hook.startsWith("packaged") ? packaged : own;
  if (settings === null) throw new TypeError(`there is no hook: ${event.hook}`);
  return { move: "source", file: writeHook(dialect, event.hook, settings) };
}

/** What has to be set and unset for a shell that holds `state` to hold these values. */
function become(state: Map<string, string>, values: UserValues): Move[] {
  const unset = [...state.keys()].filter((name) => values[name] === undefined);
  const set = Object.entries(values).filter(([name, value]) => state.get(name) !== value);
  for (const name of unset) state.delete(name);
  for (const [name, value] of set) state.set(name, value);
  return [
    ...unset.map((name) => ({ move: "set", name, value: null }) as const),
    ...set.map(([name, value]) => ({ move: "set", name, value }) as const),
  ];
}

const PACKAGING = { name: "go-hooks", version: "1.0", request: { profile: "x", overrides: [] } };

const written = new Map<Settings, Map<string, string>>();
let files = 0;

/** Writes a hook, unless it is there. @returns its path */
function writeHook(dialect: Dialect, hook: AnyHook, settings: Settings): string {
  const paths = written.get(settings) ?? new Map<string, string>();
  written.set(settings, paths);
  const key = `${hook}${dialect.extension}`;
  const path = paths.get(key) ?? join(folder, `${files++}-${key.replace(" ", "-")}`);
  if (!paths.has(key)) writeFileSync(path, render(dialect, hook, settings));
  paths.set(key, path);
  return path;
}

function render(dialect: Dialect, hook: AnyHook, settings: Settings): string {
  switch (hook) {
    case "former activate":
      return renderFormer(dialect, "activate", settings);
    case "former deactivate":
      return renderFormer(dialect, "deactivate", settings);
    case "packaged first":
    case "packaged last":
    case "packaged restore":
      return renderHook(dialect, hook.slice("packaged ".length) as Hook, settings, PACKAGING);
    default:
      return renderHook(dialect, hook, settings);
  }
}

/** What the first look has and the second has not, and the other way round; null when they are the same. */
function compare(
  expected: readonly string[] | undefined,
  actual: readonly string[] | undefined,
): string | null {
  if (!actual || !expected?.some((line) => line.includes("CONDA_SHLVL")))
    return "the shell never came to it";
  if (expected.length === actual.length && expected.every((line, index) => line === actual[index]))
    return null;
  const only = (these: readonly string[], those: readonly string[], mark: string) =>
    these.filter((line) => !those.includes(line)).map((line) => `${mark} ${JSON.stringify(line)}`);
  return [...only(expected, actual, "-"), ...only(actual, expected, "+")].join("\n");
}

/** The journey with all texts such as the shell can hold. */
function holdJourney({ hold, holdsEmpty }: Stage, { findFault }: Dialect, one: Journey): Journey {
  if (!hold && holdsEmpty) return one;
  const holdValue = (name: string, value: string) => hold?.({ [name]: value })[name] ?? value;
  const holdText = (name: string) => (text: string) => {
    const held = holdValue(name, text);
    return findFault?.(held) ? held.replace(/[^ -~]|["!]/g, "_") : held;
  };
  const holdSetting = (name: string, setting: Setting): Setting => {
    if (setting.action === "set") return { ...setting, value: holdText(name)(setting.value) };
    if (setting.action !== "add") return setting;
    const [prepend, append] = [setting.prepend, setting.append].map((tokens) =>
      tokens.map(holdText(name)),
    );
    return { action: "add", prepend: prepend ?? [], append: append ?? [] };
  };
  const holdSettings = (settings: Settings): Settings =>
    Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, holdSetting(name, setting)]),
    );
  const holdChange = ({ name, value }: Change): Change => ({
    name,
    value: value === null || (value === "" && !holdsEmpty) ? null : holdValue(name, value),
  });
  const holdEnvironment = (environment: Environment): Environment => ({
    ...environment,
    prefix: holdValue("CONDA_PREFIX", holdValue("GOPATH", environment.prefix)),
    settings: environment.settings && holdSettings(environment.settings),
    packaged: environment.packaged && holdSettings(environment.packaged),
    package: environment.package.map(holdChange),
  });
  return {
    ...one,
    user: Object.fromEntries(
      Object.entries(one.user)
        .filter(([, value]) => holdsEmpty || value !== "")
        .map(([name, value]) => [name, holdValue(name, value)]),
    ),
    environments: mapEnvironments(one.environments, holdEnvironment),
    walk: one.walk.map((step) => (typeof step === "string" ? step : holdChange(step))),
  };
}
