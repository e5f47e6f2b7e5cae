// Commands that run at the same time on one environment: one after the other, and none knows of it.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import fs, { appendFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, it, onTestFinished } from "vitest";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { uninstall } from "../../src/commands/uninstall.js";
import { withLock } from "../../src/conda/lock.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";

const PROFILES = ["isolated", "shared-cache", "offline", "direct"];

/** Settings, of which no two numbers have the same. */
function settings(index: number): string[] {
  const profile = PROFILES[index % PROFILES.length] as string;
  return ["--profile", profile, "--append", `GOFLAGS=-tags=t${index}`];
}

interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Starts the packed command, and others beside it. */
async function start(home: string, args: readonly string[]): Promise<Ended> {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const env = { PATH: "/usr/bin:/bin", HOME: home };
  return promisify(execFile)(process.execPath, [cli, ...args], { env }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ exitCode: code, output: stdout + stderr }),
  );
}

it("twenty installations with different settings end with one of them whole", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  const ended = await Promise.all(
    numbers.map((index) => start(home, ["install", "-p", prefix, ...settings(index)])),
  );
  for (const { exitCode, output } of ended)
    expect([exitCode, output]).toEqual([0, expect.not.stringMatching(/error|edited/)]);
  expect(runCommand(home, ["status", "-p", prefix, "--check"]).status).toBe(0);

  const record = readFileSync(join(prefix, "etc/conda/conda-go-hooks.json"), "utf8");
  const winner = Number(/-tags=t(\d+)/.exec(record)?.[1]);
  const alone = makeEnvironment(join(home, "envs", "alone"));
  runCommand(home, ["install", "-p", alone, ...settings(winner)]);
  expect(readTree(prefix)).toEqual(readTree(alone));
});

it("so do installations, removals and looks in one process, and each is told the truth", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const bare = readTree(prefix);
  const session = makeSession(home);
  const looks: (string | null | undefined)[] = [];
  const work = Array.from({ length: 60 }, async (_, index) => {
    const profile = PROFILES[index % PROFILES.length] as string;
    const { environments } =
      index % 3 === 0
        ? await install({ prefix, profile, shells: ["sh", "fish"] }, session)
        : index % 3 === 1
          ? await uninstall({ prefix }, session)
          : await status({ prefix }, session);
    const [report] = environments;
    expect(report?.error).toBeNull();
    expect(report?.warnings.map(({ code }) => code).filter((code) => code !== "caution")).toEqual(
      [],
    );
    if (report && "state" in report) looks.push(report.state);
  });
  await Promise.all(work);
  // Never `drifted` or `foreign`: nobody edited anything.
  expect(
    looks.filter((state) => !["absent", "installed", "incomplete"].includes(state ?? "")),
  ).toEqual([]);
  await uninstall({ prefix }, session);
  expect(readTree(prefix)).toEqual(bare);
});

it("a look that another command overtakes looks again", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const session = makeSession(home);
  await install({ prefix, profile: "isolated", shells: ["sh"] }, session);
  let isOvertaken = false;
  const { readFileSync: read } = fs;
  const replace = (readFileSync: typeof read) => {
    Object.assign(fs, { readFileSync });
    syncBuiltinESMExports();
  };
  onTestFinished(() => replace(read));
  replace(((...args: Parameters<typeof read>) => {
    const content = read(...args);
    if (!isOvertaken) {
      isOvertaken = true;
      runCommand(home, ["install", "-p", prefix, "--profile", "direct"]);
    }
    return content;
  }) as typeof read);
  const [report] = (await status({ prefix }, session)).environments;
  expect(report).toMatchObject({ state: "installed", profile: "direct" });
});

it("a lock ends with its holder, by whatever end, and leaves nothing", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const holder = await holdLock(prefix);
  await expect(withLock(prefix, async () => undefined, 100)).rejects.toMatchObject({
    code: "environment-busy",
    where: prefix,
  });
  const waiting = withLock(prefix, async (isLocked) => isLocked);
  holder.kill("SIGKILL");
  expect(await waiting).toBe(true);
  expect(Object.keys(readTree(prefix))).toEqual(["conda-meta", "conda-meta/history"]);
});

/** A process that holds the lock until it is killed. */
async function holdLock(prefix: string): Promise<ChildProcess> {
  const module = join(inject("installation"), "dist", "conda", "lock.js");
  const script = `
    const { withLock } = await import(process.argv[1]);
    await withLock(process.argv[2], () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1000)); });`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", script, module, prefix]);
  await once(holder.stdout, "data");
  return holder;
}

it("where there is nothing to lock with, it works all the same, and says so", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const modules = join(home, "node_modules");
  cpSync(join(inject("installation"), ".."), modules, { recursive: true });
  // As with a C library for which it is not built: what fails is loading it.
  rmSync(join(modules, "fs-native-extensions", "prebuilds"), { recursive: true });
  const cli = join(modules, "conda-go-hooks", "dist", "cli.cjs");
  return promisify(execFile)(process.execPath, [cli, "install", "-p", prefix, "--json"]).then(
    ({ stdout }) => {
      expect(JSON.parse(stdout).environments[0]).toMatchObject({
        action: "installed",
        warnings: [{ code: "unlocked" }],
      });
    },
  );
});

it("an edit made while a command waits for the lock is seen, and kept", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const session = makeSession(home);
  const script = join(prefix, "etc/conda/activate.d/zz-conda-go-hooks.sh");
  await install({ prefix, shells: ["sh"] }, session);
  const { started } = await withLock(prefix, async () => {
    const started = install({ prefix, profile: "direct" }, session);
    await new Promise((resolve) => setTimeout(resolve, 100));
    appendFileSync(script, "# precious\n");
    return { started };
  });
  const [report] = (await started).environments;
  expect(report?.error?.code).toBe("file-not-ours");
  expect(readFileSync(script, "utf8")).toContain("# precious");
});
