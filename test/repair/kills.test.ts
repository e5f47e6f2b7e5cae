// A repair that is killed, or interrupted by its user, leaves the project mended or as it was.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { repair } from "../../src/commands/repair.js";
import { recover } from "../../src/go/repair/transaction.js";
import { REPAIR_FOLDER } from "../../src/names.js";
import { withFault } from "../faults/fault-layer.js";
import { goHome, goVersions, REFERENCE, runGo } from "../go/real-go.js";
import { type Ran, runCommand } from "../setup/command.js";
import { makeLastingFolder, makeSession, writeFiles } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { snapshot, withoutTimes } from "./stage-tree.js";

const FILES = {
  "m/go.mod": `module example.com/m

go 1.18

require (
	example.com/a v0.0.0
	example.com/b v0.0.0 // stays
)

replace example.com/a => ../a // moves

replace example.com/b => ../b
`,
  "m/m.go": 'package m\n\nimport (\n\t_ "example.com/a"\n\t_ "example.com/b"\n)\n',
  "m/deep/deep.go": 'package deep\n\nimport _ "example.com/b/deep"\n',
  "a/go.mod": "module example.com/a\n\ngo 1.18\n",
  "a/a.go": "package a\n",
  "b/go.mod": "module example.com/b\n\ngo 1.18\n",
  "b/b.go": "package b\n",
  "b/deep/deep.go": "package deep\n",
};

type Tree = Readonly<Record<string, string>>;

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [original, root] = [join(folder, "original"), join(folder, "root")];
const [project, journal] = [join(root, "m"), join(root, "m", REPAIR_FOLDER)];

/** Puts there what there is before a repair: a module that has moved from where it is replaced. */
function stage(isVendored = true): Tree {
  rmSync(root, { recursive: true, force: true });
  cpSync(original, root, { recursive: true });
  if (!isVendored) rmSync(join(project, "vendor"), { recursive: true });
  // Whole seconds, as Node sets no times to the nanosecond; all different.
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).sort().reverse();
  for (const [index, path] of [...paths, ""].entries())
    lutimesSync(join(root, path), 1_500_000_000, 1_600_000_000 + index);
  return snapshot(root);
}

/** @returns whether it is mended; else it is as it was */
function expectEither(before: Tree, mended: Tree, title: string): boolean {
  const after = snapshot(root);
  expect(existsSync(journal), title).toBe(false);
  if (withoutTimes(after)["m/go.mod"] === mended["m/go.mod"]) {
    expect(withoutTimes(after), title).toEqual(mended);
    expect(withoutWritten(after), title).toEqual(withoutWritten(before));
    return true;
  }
  // Its time is lost when the journal has been made, and nothing written in it.
  const { m: _, ...rest } = after;
  const { m: __, ...others } = before;
  expect(rest, title).toEqual(others);
  return false;
}

/** What a repair has nothing to do with, with its times. */
function withoutWritten(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).filter(([path]) => !/^m$|^m\/(?:go\.mod$|vendor\b)/.test(path)),
  );
}

const newest = goVersions.find(({ minor }) => minor === REFERENCE) ?? null;
const found = process.platform === "win32" ? null : newest;

describeWith("a repair", "Go 1.27 and signals; test/setup/fetch-tools fetches it", found, (go) => {
  const env = {
    PATH: `${dirname(go.program)}:/usr/bin:/bin`,
    HOME: goHome,
    GOPROXY: "off",
    GOSUMDB: "off",
    GOTELEMETRY: "off",
  };
  const run = (...args: readonly string[]): Ran =>
    runCommand(root, ["repair", "--yes", "--json", ...args], env);
  /** By whether there is a vendor folder, without times. */
  const mended = new Map<boolean, Tree>();
  /** Of one that is left alone, in milliseconds. */
  const times = { all: 0, transaction: 0 };

  beforeAll(async () => {
    writeFiles(original, FILES);
    expect(await runGo(go, join(original, "m"), ["mod", "vendor"])).toMatchObject({ code: 0 });
    mkdirSync(join(original, "libs"));
    renameSync(join(original, "a"), join(original, "libs/a"));
    for (const isVendored of [false, true]) {
      stage(isVendored);
      const { status, json, stderr } = run();
      expect(status, stderr).toBe(0);
      expect(json.projects).toMatchObject([{ outcome: "mended" }]);
      mended.set(isVendored, withoutTimes(snapshot(root)));
    }
    // What go compiles for it is there now.
    stage();
    const start = performance.now();
    const { child, ended } = startRepair();
    await waitForJournal(child);
    times.transaction = -performance.now();
    expect(await ended).toMatchObject({ code: 0 });
    times.transaction += performance.now();
    times.all = performance.now() - start;
  });

  /** In a group of processes of its own, with the go that it starts. */
  function startRepair() {
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const args = [cli, "repair", "--yes"];
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      detached: true,
      stdio: [...stdio],
    });
    const ended = Promise.all([
      text(child.stdout as NonNullable<typeof child.stdout>),
      text(child.stderr as NonNullable<typeof child.stderr>),
      once(child, "close"),
    ]).then(([stdout, stderr, [code, signal]]) => ({ stdout, stderr, code, signal }));
    return { child, ended };
  }

  async function waitForJournal(child: ChildProcess): Promise<void> {
    while (!existsSync(journal) && child.exitCode === null) await setTimeout(1);
  }

  async function expectContent(title: string): Promise<void> {
    for (const verb of ["build", "vet"])
      expect(await runGo(go, project, [verb, "./..."]), title).toMatchObject({ code: 0 });
  }

  it("that is killed is done, or undone, by the next one", async () => {
    const before = stage();
    const moments = 15;
    let interrupted = 0;
    for (let moment = 0; moment < moments; moment += 1) {
      stage();
      const { child, ended } = startRepair();
      await setTimeout((times.all * (moment + 0.5)) / moments);
      signalGroup(child, "SIGKILL");
      await ended;
      const title = `killed at moment ${moment}`;
      const isLeft = existsSync(journal);
      if (isLeft) interrupted += 1;
      // One that mends nothing puts back what there is to put back.
      if (moment % 2 === 0) {
        const { status, json, stderr } = run("--ignore", "replace-target-missing");
        expect(status, `${title}: ${stderr}`).toBe(0);
        expect(json.recovered.length, title).toBeLessThanOrEqual(isLeft ? 1 : 0);
        expectEither(before, mended.get(true) ?? {}, title);
      }
      const { status, stderr } = run();
      expect(status, `${title}: ${stderr}`).toBe(0);
      expect(expectEither(before, mended.get(true) ?? {}, title), title).toBe(true);
      await expectContent(title);
    }
    expect(interrupted).toBeGreaterThan(0);
  });

  it("that its user interrupts puts back everything at once, and ends go too", async () => {
    const before = stage();
    const moments = 7;
    let interrupted = 0;
    for (let moment = 0; moment < moments; moment += 1) {
      stage();
      const { child, ended } = startRepair();
      await waitForJournal(child);
      await setTimeout((times.transaction * moment) / moments);
      // As the terminal does it: to go as well.
      signalGroup(child, "SIGINT");
      const { code, signal, stderr } = await ended;
      const title = `interrupted at moment ${moment}: ${stderr}`;
      // Whoever waits for orphans may need a moment.
      await expect.poll(() => signalGroup(child, 0), { timeout: 10_000 }).toBe(false);
      // Done before the signal came, and perhaps about to say so.
      if (code === 0 || signal === "SIGINT") {
        expect(expectEither(before, mended.get(true) ?? {}, title), title).toBe(true);
        continue;
      }
      interrupted += 1;
      expect({ code, signal }, title).toEqual({ code: 2, signal: null });
      expect(stderr).toContain("was interrupted");
      expect(snapshot(root), title).toEqual(before);
    }
    // How many, depends on what else the machine does.
    expect(interrupted).toBeGreaterThan(1);
  });

  it("that is interrupted before it has begun changes nothing", async () => {
    const before = stage();
    const { child, ended } = startRepair();
    await setTimeout(30);
    signalGroup(child, "SIGINT");
    expect((await ended).code).not.toBe(0);
    expect(snapshot(root)).toEqual(before);
  });

  it.each([
    ["that takes no vendor along", false],
    ["that fills vendor", true],
  ])("%s may die at each step that writes", async (_, isVendored) => {
    const before = stage(isVendored);
    const counts = { mended: 0, before: 0 };
    for (let step = 1, isStruck = true; isStruck; step += 1) {
      stage(isVendored);
      const title = `dead at step ${step}`;
      let result: unknown = null;
      isStruck = await withFault({ step, code: null }, async () => {
        const options = { folders: [root], build: false };
        result = await repair(options, makeSession(root, env)).catch((error: unknown) => error);
      });
      await recover(project);
      const isMended = expectEither(before, mended.get(isVendored) ?? {}, title);
      counts[isMended ? "mended" : "before"] += 1;
      if (!isStruck) expect(result, title).toMatchObject({ projects: [{ outcome: "mended" }] });
    }
    expect(counts.before).toBeGreaterThan(20);
    expect(counts.mended).toBeGreaterThan(2);
  });
});

/** @returns whether there is a process in the group */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-(pid as number), signal);
  } catch {
    return false;
  }
}
