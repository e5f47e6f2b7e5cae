// Environments that are cloned, renamed or packed: intact at the new place, and their hooks work there.
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { uninstall } from "../../src/commands/uninstall.js";
import { hooksOf, type Phase, scriptPath } from "../../src/names.js";
import { expectValues } from "../sessions/expected.js";
import type { Move } from "../sessions/play.js";
import { POSIX_SHELLS } from "../sessions/posix-stages.js";
import { openStages } from "../sessions/stages.js";
import { readTree } from "../setup/command.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const session = makeSession(folder);
const USER = { GOPATH: "/home/you/go", GOFLAGS: "-v" };

const ways: Readonly<Record<string, (from: string, to: string) => void>> = {
  cloned: (from, to) => void execFileSync("cp", ["-a", from, to]),
  "renamed and moved": (from, to) => renameSync(from, to),
  "packed and unpacked": (from, to) => {
    mkdirSync(to);
    const pack = execFileSync("tar", ["-C", from, "-cf", "-", "."]);
    execFileSync("tar", ["-C", to, "-xf", "-"], { input: pack });
  },
};

// Those that start fast, and take any prefix.
const SHELLS = [...POSIX_SHELLS.map(({ name }) => name), "fish", "tcsh"];
const stages = openStages().flatMap(({ name, dialect: { extension }, stage }) =>
  stage && SHELLS.includes(name) ? [{ stage, extension }] : [],
);

describe.each(Object.entries(ways))("%s", (name, copy) => {
  it("it is intact, and works", async () => {
    const from = makeEnvironment(join(folder, name, "from", "work"));
    const bare = readTree(from);
    await install({ prefix: from, shells: ["all"] }, session);
    const to = join(folder, name, "to", "an other (é)");
    mkdirSync(dirname(to), { recursive: true });
    copy(from, to);
    rmSync(from, { recursive: true, force: true });

    expect(JSON.stringify(readTree(to))).not.toContain(folder);
    expect((await status({ prefix: to }, session)).environments[0]?.state).toBe("installed");
    for (const { stage, extension } of stages) {
      const run = (phase: Phase) =>
        hooksOf(phase).map((hook): Move => {
          return { move: "source", file: join(to, scriptPath(hook, extension)) };
        });
      const moves: Move[] = [
        { move: "set", name: "CONDA_PREFIX", value: to },
        ...run("activate"),
        { move: "look", label: "inside" },
        ...run("deactivate"),
        { move: "look", label: "after" },
      ];
      const stageFolder = join(folder, name, stage.name);
      const plays = [{ title: name, user: USER, moves }];
      const [performance] = await stage.perform(plays, stage.modes[0] as string, stageFolder);
      expect(performance?.looks.get("inside"), stage.name).toMatchObject(
        expectValues("a", to, USER),
      );
      expect(performance?.looks.get("after"), stage.name).toMatchObject(USER);
      expect(performance?.output, stage.name).toBe("");
    }
    await uninstall({ prefix: to }, session);
    expect(readTree(to)).toEqual(bare);
  });
});
