// One shell activates, another, its child, deactivates: the saved state has one encoding.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { hasSavedState, hooksOf, type Phase, scriptPath } from "../../src/names.js";
import { posix } from "../../src/shells/posix.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { findCommand, findShells, type RealShell } from "../shells/real-shells.js";
import { ENVIRONMENTS, expectValues } from "./expected.js";
import { parseEnvironment } from "./play.js";
import { pickVariables, USER_VALUES, type UserValues } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Without a blank, for xonsh's source-bash cannot take one.
const prefix = makeEnvironment(join(folder, "envs", "b"));
const { environments } = await install(
  { ...ENVIRONMENTS.b, prefix, shells: ["all"] },
  makeSession(folder),
);
if (environments[0]?.error) throw new Error(environments[0].error.message);

// A program that any shell can start: it writes its environment into the file that it is given.
const look = join(folder, "look");
writeFileSync(look, '#!/bin/sh\n/usr/bin/env -0 >"$1"\n', { mode: 0o755 });

interface HandOverShell extends Pick<RealShell, "name" | "dialect" | "command"> {
  /** The end of a script's name, where it is not the dialect's own. */
  readonly extension?: string;
  /** The line that runs a hook, where it is not the dialect's own. */
  readonly source?: (path: string) => string;
  /** The line that runs a program, where it is not the dialect's own. */
  readonly run?: (words: readonly string[]) => string;
}

// One of each language, and bash's closest relative.
const NAMES = ["bash", "zsh", "fish", "tcsh", "PowerShell", "nushell"];
const SHELLS: readonly HandOverShell[] = [
  ...findShells().filter(({ name }) => NAMES.includes(name)),
  {
    name: "xonsh",
    dialect: posix,
    command: findCommand("xonsh", "--no-rc"),
    extension: ".xsh",
    source: (path) => `source-bash --suppress-skip-message -n "${path}"`,
    run: (words) => `$[${posix.run(words)}]`,
  },
];

const plain = (user: UserValues, without: RegExp) =>
  Object.fromEntries(Object.entries(user).filter(([, value]) => !without.test(value)));

const users: Readonly<Record<string, UserValues>> = {
  mixed: USER_VALUES.mixed as UserValues,
  // A line break does not come through every shell; the sessions show which.
  hostile: plain(USER_VALUES["hostile 5"] as UserValues, /[\n\r]/),
};

for (const parent of SHELLS) {
  describeWith(`from ${parent.name}`, parent.name, parent.command, () => {
    for (const child of SHELLS) {
      if (child === parent) continue;
      describeWith(`to ${child.name}`, child.name, child.command, () => {
        it.each(Object.keys(users))("gives the user's values back: %s", async (kind) => {
          await handOver(parent, child, users[kind] as UserValues);
        });
      });
    }
  });
}

let performances = 0;

async function handOver(parent: HandOverShell, child: HandOverShell, user: UserValues) {
  const stage = join(folder, `stage${performances++}`);
  mkdirSync(stage);
  const looks = { inside: join(stage, "inside"), after: join(stage, "after") };
  const inner = writeScript(stage, "child", child, [
    run(child, [look, looks.inside]),
    hook(child, "deactivate"),
    run(child, [look, looks.after]),
  ]);
  const outer = writeScript(stage, "parent", parent, [
    hook(parent, "activate"),
    run(parent, [...(child.command as readonly string[]), inner]),
  ]);
  const [file = "", ...args] = parent.command as readonly string[];
  const { stdout, stderr } = await promisify(execFile)(file, [...args, outer], {
    cwd: stage,
    env: {
      PATH: process.env.PATH,
      HOME: stage,
      LC_ALL: "C.UTF-8",
      CONDA_PREFIX: prefix,
      CONDA_SHLVL: "1",
      POWERSHELL_TELEMETRY_OPTOUT: "1",
      ...user,
    },
  });
  expect(stdout + stderr).toBe("");
  const inside = parseEnvironment(readFileSync(looks.inside, "utf8"));
  expect(pickVariables(inside)).toEqual(expectValues("b", prefix, user));
  expect(hasSavedState(inside)).toBe(true);
  const after = parseEnvironment(readFileSync(looks.after, "utf8"));
  expect(pickVariables(after)).toEqual(user);
  expect(hasSavedState(after)).toBe(false);
  expect(existsSync(join(stage, "pwned"))).toBe(false);
}

function run({ dialect, run = dialect.run }: HandOverShell, words: readonly string[]): string {
  return run(words);
}

function hook({ dialect, source = dialect.source }: HandOverShell, phase: Phase): string {
  const files = hooksOf(phase).map((hook) => join(prefix, scriptPath(hook, dialect.extension)));
  return files.map((file) => source(file)).join("\n");
}

function writeScript(
  stage: string,
  name: string,
  { dialect, extension = dialect.extension }: HandOverShell,
  lines: readonly string[],
): string {
  const file = join(stage, `${name}${extension}`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}
