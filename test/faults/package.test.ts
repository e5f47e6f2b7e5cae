// package, cut off or failing at every step, killed, many at once, on a full disk: what a channel names is there, whole.
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, closeSync, cpSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, describe, expect, inject, it } from "vitest";
import { packageHooks } from "../../src/commands/package.js";
import { publish } from "../../src/conda/channel.js";
import { isThere, listNames } from "../../src/conda/disk.js";
import { tryLock } from "../../src/file-lock.js";
import { isTemporaryName } from "../../src/names.js";
import { makeExample } from "../packaging/example-package.js";
import { readTree, runCommand, startCommand } from "../setup/command.js";
import { makeFolder, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { withFault } from "./fault-layer.js";
import { fillDisk, mount, runAsRoot } from "./small-disk.js";

const NAME = "acme-go-hooks";
const ERRORS = ["ENOSPC", "EIO", "EACCES", "EROFS"];

/** The packages that the channel names, each of which has to be there; null without a list. */
function readChannel(channel: string): string[] | null {
  let text: string;
  try {
    text = readFileSync(join(channel, "noarch/repodata.json"), "utf8");
  } catch {
    return null;
  }
  const { "packages.conda": listed } = JSON.parse(text);
  for (const [file, entry] of Object.entries<{ sha256: string }>(listed)) {
    const bytes = readFileSync(join(channel, "noarch", file));
    expect(createHash("sha256").update(bytes).digest("hex"), file).toBe(entry.sha256);
  }
  return Object.keys(listed);
}

/** What no run may leave, unless it was killed. */
function listRemains(folder: string): string[] {
  return Object.keys(readTree(folder)).filter(
    (path) => isTemporaryName(path) || path.endsWith(".lock"),
  );
}

describe.each([
  ["a new channel", []],
  ["a channel that has packages", ["0.9"]],
])("%s and a recipe", (_, versions) => {
  const stage = async () => {
    const home = makeFolder();
    const make = (version: string, cwd: string) =>
      packageHooks(
        { name: NAME, version, out: "channel", recipe: "recipe", shells: ["sh"] },
        makeSession(cwd),
      );
    for (const version of versions) await make(version, home);
    const [kept, whole] = [makeFolder(), makeFolder()];
    for (const copy of [kept, whole]) cpSync(home, copy, { recursive: true });
    await make("1.0", whole);
    const reset = () => {
      for (const path of ["channel", "recipe"])
        rmSync(join(home, path), { recursive: true, force: true });
      cpSync(kept, home, { recursive: true });
    };
    return { home, whole: readTree(whole), reset, run: () => make("1.0", home) };
  };

  it("may be killed at every step, and the next run completes", async () => {
    const { home, whole, reset, run } = await stage();
    let killed = 0;
    for (let step = 1; ; step += 1) {
      reset();
      if (!(await withFault({ step, code: null }, async () => void (await run())))) break;
      killed += 1;
      const named = readChannel(join(home, "channel")) ?? [];
      expect(named.filter((file) => !file.includes("-1.0-"))).toHaveLength(versions.length);
      await run();
      expect(readTree(home), `killed at step ${step}`).toEqual(whole);
    }
    expect(killed).toBeGreaterThan(20);
    console.log(`package: killed at ${killed} steps`);
  });

  it("may fail at every step, with one error, and leaves no part of a file", async () => {
    const { home, whole, reset, run } = await stage();
    for (let step = 1, isStruck = true; isStruck; step += 1) {
      reset();
      const code = ERRORS[step % 4] as string;
      let error: unknown = null;
      isStruck = await withFault({ step, code }, async () => {
        error = await run().then(
          () => null,
          (thrown) => thrown,
        );
      });
      // Of the lock's file alone it is no matter whether it goes at once.
      const left = listRemains(home);
      if (error === null) expect(left.every((path) => path.endsWith(".lock"))).toBe(true);
      else expect([error, left]).toMatchObject([{ code, syscall: expect.any(String) }, []]);
      readChannel(join(home, "channel"));
      await run();
      expect(readTree(home), `${code} at step ${step}`).toEqual(whole);
    }
  });
});

it("ten processes at once: every package is named, and nothing else is left", async () => {
  const home = makeFolder();
  const numbers = Array.from({ length: 10 }, (_, index) => index);
  const env = { PATH: "/usr/bin:/bin", HOME: home };
  const ran = await Promise.all(
    numbers.map((build) => {
      const args = ["package", "--name", NAME, "--version", "1.0", "--build", `${build}`];
      // Each twice: the second changes nothing, or is the one that does.
      return Promise.all([1, 2].map(() => startCommand(home, [...args, "--out", "channel"], env)));
    }),
  );
  for (const { status, stderr } of ran.flat()) expect([status, stderr]).toEqual([0, ""]);
  const wrote = ran.map((pair) => pair.map(({ stdout }) => stdout.split(" ")[0]).sort());
  expect(wrote).toEqual(numbers.map(() => ["Unchanged:", "Wrote"]));
  const files = numbers.map((build) => `${NAME}-1.0-${build}.conda`);
  expect(readChannel(join(home, "channel"))).toEqual(files);
  expect(Object.keys(readTree(join(home, "channel")))).toEqual(
    ["noarch", ...files.map((file) => `noarch/${file}`), "noarch/repodata.json"].sort(),
  );
});

/** One that puts a package with this build into the channel. */
function startBuild(channel: string, build: number) {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const args = ["package", "--name", NAME, "--version", "1.0", "--build", `${build}`];
  const child = spawn(process.execPath, [cli, ...args, "--out", channel, "--shell", "sh"]);
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => {
    said.stdout += data;
  });
  child.stderr.on("data", (data) => {
    said.stderr += data;
  });
  const run = { build, child, hasEnded: false, isDone: false, said };
  child.on("close", (status) => Object.assign(run, { hasEnded: true, isDone: status === 0 }));
  return run;
}

it("processes killed while they write or wait keep nobody waiting, and lose nobody's package", async () => {
  const channel = join(makeFolder(), "channel");
  const killed = { writing: 0, waiting: 0 };
  const done: number[] = [];
  let built = 0;
  for (let round = 0; round < 12; round += 1) {
    const runs = Array.from({ length: 4 }, () => startBuild(channel, built++));
    const [, waiter, ...writers] = runs;
    try {
      for (let looks = 0; runs.some(({ hasEnded }) => !hasEnded); looks += 1) {
        // By what is seen: two are killed as soon as they write, and one when somebody has the lock.
        const temporaries = listNames(join(channel, "noarch")).filter(isTemporaryName);
        for (const { child } of writers)
          if (temporaries.some((name) => name.includes(`.${child.pid}.`)) && !child.killed)
            killed.writing += child.kill("SIGKILL") ? 1 : 0;
        if (isThere(join(channel, ".conda-go-hooks.lock")) && waiter && !waiter.child.killed)
          killed.waiting += waiter.child.kill("SIGKILL") ? 1 : 0;
        if (looks % 50 === 0) readChannel(channel);
        await setImmediate();
      }
    } finally {
      for (const { child } of runs) child.kill("SIGKILL");
    }
    for (const { child, isDone, said } of runs) {
      expect(isDone || child.signalCode === "SIGKILL", said.stderr).toBe(true);
      if (isDone) expect(said.stdout).toMatch(/^Wrote /);
      // One that was killed between the two has left a package that the list does not have.
      expect(said.stderr).toMatch(/^(?:warning: \d+ packages? in this channel [^\n]+\n)?$/);
    }
    done.push(...runs.filter(({ isDone }) => isDone).map(({ build }) => build));
    const named = readChannel(channel) ?? [];
    for (const build of done) expect(named).toContain(`${NAME}-1.0-${build}.conda`);
  }
  console.log(`package: killed ${killed.writing} that wrote and ${killed.waiting} others`);
  expect(done.length).toBeGreaterThanOrEqual(12);
  expect(killed.writing).toBeGreaterThan(5);
  expect(killed.waiting).toBeGreaterThan(5);
  const last = startBuild(channel, built);
  await once(last.child, "close");
  expect(last.isDone).toBe(true);
  expect(listRemains(channel)).toEqual([]);
}, 300_000);

it("waits for another no longer than it is told to, and names the channel", async () => {
  const channel = join(makeFolder(), "channel");
  mkdirSync(channel);
  const fd = openSync(join(channel, ".conda-go-hooks.lock"), "w");
  try {
    expect(tryLock(fd)).toBe(true);
    await expect(publish(channel, makeExample(), false, 100)).rejects.toMatchObject({
      code: "channel-busy",
      where: channel,
    });
  } finally {
    closeSync(fd);
  }
  expect((await publish(channel, makeExample(), false)).isChanged).toBe(true);
  expect(listRemains(channel)).toEqual([]);
});

it("works without locks, and says so", () => {
  const home = makeFolder();
  const modules = join(home, "node_modules");
  cpSync(join(inject("installation"), ".."), modules, { recursive: true });
  rmSync(join(modules, "fs-native-extensions", "prebuilds"), { recursive: true });
  const cli = join(modules, "conda-go-hooks", "dist", "cli.cjs");
  const args = [cli, "package", "--name", NAME, "--version", "1.0", "--out", join(home, "channel")];
  return promisify(execFile)(process.execPath, args).then(({ stderr }) => {
    expect(stderr).toBe(
      "warning: this file system has no locks. Do not let two commands write to the channel at once\n",
    );
    expect(readChannel(join(home, "channel"))).toHaveLength(1);
    expect(listRemains(home)).toEqual([]);
  });
});

const disk = makeLastingFolder();
const mounted = mount("-t", "tmpfs", "-o", "size=600k", "none", disk) ? disk : null;
afterAll(() => {
  if (mounted) runAsRoot("umount", mounted);
  rmSync(disk, { recursive: true, force: true });
});

describeWith("a channel on a small disk", "right to mount one", mounted, (folder) => {
  it("may be full at any moment: then neither the package nor the list is another one", () => {
    const channel = join(folder, "channel");
    const make = (version: string) =>
      runCommand(
        folder,
        ["package", "--name", NAME, "--version", version].concat("--out", "channel", "--json"),
      );
    expect(make("1.0").status).toBe(0);
    const before = readTree(channel);
    let failed = 0;
    for (let pages = 0; ; pages += 3) {
      fillDisk(folder, pages * 4096);
      const { stdout, stderr, status } = make("1.1");
      if (status === 0) break;
      failed += 1;
      const { error } = JSON.parse(stdout);
      expect([stderr, error]).toMatchObject([
        "",
        { message: "the disk is full", where: expect.stringContaining(join(channel, "noarch")) },
      ]);
      expect(readTree(channel)).toEqual(before);
    }
    expect(failed).toBeGreaterThan(5);
    expect(readChannel(channel)).toHaveLength(2);
    expect(listRemains(folder)).toEqual([]);
  });

  it("may be read-only: one error", () => {
    rmSync(join(folder, "filler"), { force: true });
    const args = ["package", "--name", NAME, "--version", "2.0", "--out", "channel"];
    runCommand(folder, ["package", "--name", NAME, "--version", "1.0", "--out", "channel"]);
    const before = readTree(folder);
    expect(mount("-o", "remount,ro", folder)).toBe(true);
    try {
      expect(runCommand(folder, args).stderr).toMatch(/^error: the file system is read-only\n/);
      for (const option of ["--out", "--recipe"]) {
        const other = [...args.slice(0, -2), option, "a/new/one"];
        expect(runCommand(folder, other).stderr).toMatch(/^error: the file system is read-only\n/);
      }
    } finally {
      mount("-o", "remount,rw", folder);
    }
    expect(readTree(folder)).toEqual(before);
  });
});

const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const nobody = runAsRoot(...NOBODY, "true").status === 0 ? NOBODY : null;
describeWith("a channel of somebody else", "right to become somebody else", nobody, (becoming) => {
  it("stays as it is, and is named", () => {
    const home = makeFolder();
    chmodSync(home, 0o755);
    const channel = join(home, "channel");
    runCommand(home, ["package", "--name", NAME, "--version", "1.0", "--out", "channel"]);
    mkdirSync(join(home, "empty"));
    const before = readTree(home);
    const cli = join(inject("installation"), "dist", "cli.cjs");
    for (const out of [channel, join(home, "empty"), join(home, "new")]) {
      const args = ["package", "--name", NAME, "--version", "2.0", "--out", out, "--json"];
      const { stdout, status } = runAsRoot(...becoming, process.execPath, cli, ...args);
      expect(status).toBe(2);
      expect(JSON.parse(stdout).error).toMatchObject({
        code: "file-system",
        message: "permission denied",
        where: expect.stringContaining(out),
      });
    }
    expect(readTree(home)).toEqual(before);
  });
});
