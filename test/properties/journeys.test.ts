// For any user, any settings and any walk: nothing is lost, and nothing is run.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { renderHook } from "../../src/hooks/render.js";
import type { Setting, Settings } from "../../src/hooks/settings.js";
import { type Phase, savedName, unsetName } from "../../src/names.js";
import { cmd } from "../../src/shells/cmd.js";
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { openCmdStage } from "../sessions/cmd-stage.js";
import { openCshStage } from "../sessions/csh-stage.js";
import { expectInside } from "../sessions/expected.js";
import { openFishStage } from "../sessions/fish-stage.js";
import { openNushellStage } from "../sessions/nushell-stage.js";
import { type Move, moveAsConda, type Stage } from "../sessions/play.js";
import { playTogether } from "../sessions/play-together.js";
import { openPosixStage, POSIX_SHELLS } from "../sessions/posix-stages.js";
import { openPowerShellStage } from "../sessions/powershell-stage.js";
import type { UserValues } from "../sessions/user-values.js";
import { walkAsConda } from "../sessions/walk-as-conda.js";
import { openXonshStage } from "../sessions/xonsh-stage.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findNushell, findPowerShell } from "../setup/programs.js";
import { expectInReadme } from "../setup/readme.js";
import { checkMany, type Fault, sampleMany } from "./check-many.js";
import { type Environment, type Journey, journey } from "./journey.js";

const nowhere: Environment = { prefix: "/p", settings: null };

/** Journeys that have failed once: what a failure prints goes here when it is mended. */
const EXAMPLES: readonly Journey[] = [
  // Go takes no vertical tab for the end of a flag.
  {
    user: { GOFLAGS: "-v\v-race\f" },
    environments: {
      a: {
        prefix: "/p",
        settings: { GOFLAGS: { action: "add", prepend: ["-v"], append: ["-race"] } },
      },
      b: nowhere,
      c: nowhere,
    },
    walk: ["activate a"],
    again: false,
  },
];

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MANY = 2000;
const FEW = 200;

const pwsh = findPowerShell();
const nu = findNushell();
const prompt = findCommandPrompt();
const sample = sampleMany(journey, MANY, EXAMPLES);

const SHELLS: readonly (readonly [string, Dialect, Stage | null, number])[] = [
  ...POSIX_SHELLS.map((shell) => [shell.name, posix, openPosixStage(shell), MANY] as const),
  ["fish", fish, openFishStage(), MANY],
  ["tcsh", csh, openCshStage(), MANY],
  ["xonsh", posix, openXonshStage(), FEW],
  ["cmd.exe", cmd, prompt && openCmdStage(prompt), FEW],
  ["PowerShell", powershell, pwsh && openPowerShellStage(pwsh), FEW],
  ["nushell", nushell, nu === null ? null : openNushellStage(nu), FEW],
];

const told: string[] = [];

// All shells at once, each of which waits for its own process.
describe.concurrent("a journey", { timeout: 900_000 }, () => {
  for (const [name, dialect, stage, count] of SHELLS) {
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
    const names = SHELLS.filter((shell) => shell[3] === count).map(([name]) => name);
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
      ["before", "after"],
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
  { user, environments, walk, again }: Journey,
  dialect: Dialect,
  hasFlag: Stage["hasFlag"],
  state: Map<string, string>,
): Move[] {
  const find = (name: string) => environments[name as keyof Journey["environments"]];
  const script = (name: string, phase: Phase) => {
    const { settings } = find(name);
    return settings && writeHook(dialect, phase, settings);
  };
  const stay = walkAsConda(walk);
  const level = Number(stay.at(-1)?.after.CONDA_SHLVL);
  const all = walkAsConda([...walk, ...Array<string>(level).fill("deactivate")]);
  const moves = all.map((step) => moveAsConda(step, (name) => find(name).prefix, script));
  const last = stay.at(-1)?.after.CONDA_PREFIX;
  const hook = again && last ? script(last, "activate") : null;
  // Of the environment that conda ran a hook of last; one without hooks leaves all as it is.
  const run = stay.flatMap(({ events }) => events).findLast(({ env }) => find(env).settings);
  const live = hook ? last : run?.run === "activate.d" ? run.env : null;
  const home = { ...user, CONDA_PREFIX: "", CONDA_SHLVL: "0" };
  const inside = {
    ...(live ? expectState(find(live), user, hasFlag) : user),
    CONDA_PREFIX: last ? find(last).prefix : "",
    CONDA_SHLVL: String(level),
  };
  return [
    // As a user would do it, by hand: so it does not matter how the shell shows it.
    ...become(state, inside),
    { move: "look", label: "as expected" },
    ...become(state, home),
    { move: "look", label: "before" },
    ...moves.slice(0, walk.length).flat(),
    ...(hook ? [{ move: "source", file: hook } as const] : []),
    { move: "look", label: "inside" },
    ...moves.slice(walk.length).flat(),
    { move: "look", label: "after" },
  ];
}

/** All that the hooks make of the user's variables, with what they save. */
function expectState(
  { prefix, settings }: Environment,
  user: UserValues,
  hasFlag: Stage["hasFlag"],
): UserValues {
  const saved = Object.keys(settings ?? {}).map((name) =>
    user[name] === undefined ? [unsetName(name), "1"] : [savedName(name), user[name]],
  );
  return { ...expectInside(settings ?? {}, prefix, user, hasFlag), ...Object.fromEntries(saved) };
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

const written = new Map<Dialect | Settings, Map<Dialect, string>>();
let files = 0;

/** Writes a hook, unless it is there. @returns its path */
function writeHook(dialect: Dialect, phase: Phase, settings: Settings): string {
  // The scripts that deactivate are the same for all settings.
  const key = phase === "activate" ? settings : dialect;
  const paths = written.get(key) ?? new Map<Dialect, string>();
  written.set(key, paths);
  const path = paths.get(dialect) ?? join(folder, `${files++}-${phase}${dialect.extension}`);
  if (!paths.has(dialect)) writeFileSync(path, renderHook(dialect, phase, settings));
  paths.set(dialect, path);
  return path;
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
  const holdEnvironment = ({ prefix, settings }: Environment): Environment => ({
    prefix: holdValue("CONDA_PREFIX", holdValue("GOPATH", prefix)),
    settings: settings && holdSettings(settings),
  });
  const { a, b, c } = one.environments;
  return {
    ...one,
    user: Object.fromEntries(
      Object.entries(one.user)
        .filter(([, value]) => holdsEmpty || value !== "")
        .map(([name, value]) => [name, holdValue(name, value)]),
    ),
    environments: { a: holdEnvironment(a), b: holdEnvironment(b), c: holdEnvironment(c) },
  };
}
