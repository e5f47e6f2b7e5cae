// Repairs as processes: interrupted, killed, two at once, where they may not write, and where nothing can be locked.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recover, withTransaction } from "../../src/go/repair/transaction.js";
import { REPAIR_FOLDER } from "../../src/names.js";
import { makeLastingFolder } from "../setup/environments.js";
import { snapshot, stageTree } from "./stage-tree.js";
import { bundleTransaction, startScript } from "./start-transaction.js";

const [scratch, unlockedScratch, folder] = [1, 2, 3].map(() => makeLastingFolder()) as [
  string,
  string,
  string,
];
afterAll(() => {
  for (const made of [scratch, unlockedScratch, folder])
    rmSync(made, { recursive: true, force: true });
});

let module = "";
beforeAll(async () => {
  module = await bundleTransaction(scratch);
});

let root = "";
let before: Readonly<Record<string, string>> = {};
beforeEach(() => {
  root = stageTree(folder);
  before = snapshot(folder);
});

/** Changes things, and then waits for a signal, after which there is still something to do. */
const WAITING = `
  const turns = setInterval(() => undefined, 1000);
  const result = withTransaction(root, async ({ keep, write }, signal) => {
    await keep(root + "/go.mod");
    writeFileSync(root + "/go.mod", "in place");
    await keep(root + "/vendor");
    mkdirSync(root + "/vendor");
    print("changed");
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await write(root + "/go.work", "go 1.22");
    return { isDone: true };
  });
  await result.then(() => print("done"), (error) => print(error.code));
  print(process.listenerCount("SIGINT"));
  clearInterval(turns);`;

describe.skipIf(process.platform === "win32")("interrupted by", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s, it waits for the work, puts everything back, and says so",
    async (signal) => {
      const { child, ended } = await startScript(module, root, WAITING);
      expect(readFileSync(join(root, "go.mod"), "utf8")).toBe("in place");
      child.kill(signal);
      expect(await ended).toMatchObject({ stdout: "changed\ninterrupted\n0\n", code: 0 });
      expect(snapshot(folder)).toEqual(before);
    },
  );

  it("a signal as the work ends, it is not done", async () => {
    const script = `
      const result = withTransaction(root, async ({ write }) => {
        await write(root + "/go.mod", "new");
        process.kill(process.pid, "SIGINT");
        return { isDone: true };
      });
      await result.then(() => print("done"), (error) => print(error.code));`;
    const { ended } = await startScript(module, root, script);
    expect((await ended).stdout).toBe("interrupted\n");
    expect(snapshot(folder)).toEqual(before);
  });
});

it("killed at any moment, the next one finds what was there", async () => {
  const script = `
    print("begins");
    for (;;) {
      await withTransaction(root, async ({ keep, write, move }) => {
        await write(root + "/go.mod", "new");
        await write(root + "/go.work", "go 1.22");
        await move(root + "/linked", root + "/moved/linked");
        await keep(root + "/vendor");
        mkdirSync(root + "/vendor");
        return { isDone: false };
      });
    }`;
  let left = 0;
  for (let moment = 0; moment < 12; moment += 1) {
    root = stageTree(folder);
    before = snapshot(folder);
    const { child, ended } = await startScript(module, root, script);
    await new Promise((resolve) => setTimeout(resolve, 7 * moment));
    child.kill("SIGKILL");
    expect((await ended).stderr).toBe("");
    left += Number(await recover(root));
    // The time of the root is lost between the two steps that make or remove the journal.
    expect({ ...snapshot(folder), root: "" }).toEqual({ ...before, root: "" });
  }
  expect(left).toBeGreaterThan(0);
});

it("two at once: the second changes nothing", async () => {
  const { child, ended } = await startScript(module, root, WAITING);
  const busy = { code: "project-busy", where: root };
  const meanwhile = snapshot(folder);
  const work = async () => ({ isDone: true });
  await expect(withTransaction(root, work)).rejects.toMatchObject(busy);
  await expect(recover(root)).rejects.toMatchObject(busy);
  expect(snapshot(folder)).toEqual(meanwhile);
  child.kill("SIGTERM");
  await ended;
  expect(snapshot(folder)).toEqual(before);
  // In one process as well.
  await withTransaction(root, async () => {
    await expect(withTransaction(root, work)).rejects.toMatchObject(busy);
    return { isDone: false };
  });
  expect(snapshot(folder)).toEqual(before);
});

it("ten at once: one after the other or not at all, and nothing is left", () => startTen(module));

async function startTen(module: string): Promise<void> {
  const script = `
    print("begins");
    for (let turn = 0; turn < 20; turn += 1) {
      await withTransaction(root, async ({ write }) => {
        await write(root + "/go.mod", String(process.pid));
        await write(root + "/go.sum", String(process.pid));
        return { isDone: true };
      }).then(() => print("done"), (error) => print(error.code ?? error));
    }`;
  const started = Array.from({ length: 10 }, () => startScript(module, root, script));
  const outputs: string[] = [];
  for (const one of started) {
    const { stdout, stderr } = await (await one).ended;
    expect(stderr).toBe("");
    outputs.push(...stdout.trim().split("\n"));
  }
  expect(new Set(outputs)).toEqual(new Set(["begins", "done", "project-busy"]));
  const [mod, sum] = ["go.mod", "go.sum"].map((name) => readFileSync(join(root, name), "utf8"));
  expect(mod).toBe(sum);
  expect(readdirSync(root)).not.toContain(REPAIR_FOLDER);
}

it("where one may not write, there is one error, and nothing has changed", async () => {
  // Nobody, who is no administrator.
  const isAdministrator = process.getuid?.() === 0;
  for (const path of [scratch, folder]) chmodSync(path, 0o755);
  chmodSync(root, 0o555);
  before = snapshot(folder);
  const script = `
    const result = withTransaction(root, async () => ({ isDone: true }));
    await result.then(() => print("done"), ({ code, path }) => print(code, path));`;
  const somebody = isAdministrator ? { uid: 65534, gid: 65534 } : {};
  const { ended } = await startScript(module, root, script, { ...somebody, cwd: "/" });
  chmodSync(root, 0o755);
  expect(await ended).toMatchObject({
    stdout: `EACCES ${join(root, REPAIR_FOLDER)}\n`,
    stderr: "",
  });
  chmodSync(root, 0o555);
  expect(snapshot(folder)).toEqual(before);
  chmodSync(root, 0o755);
});

describe.skipIf(process.platform === "win32")("where nothing can be locked", () => {
  /** As with a C library for which there is no lock. */
  let unlocked = "";
  beforeAll(async () => {
    unlocked = await bundleTransaction(unlockedScratch, false);
  });

  const holder = () => join(root, REPAIR_FOLDER, "holder.1");

  it("the second changes nothing, and is told who is at it", async () => {
    const { child, ended } = await startScript(unlocked, root, WAITING);
    const meanwhile = snapshot(folder);
    const second = await startScript(unlocked, root, WAITING);
    expect((await second.ended).stdout).toBe("project-busy\n0\n");
    expect(snapshot(folder)).toEqual(meanwhile);
    child.kill("SIGINT");
    expect((await ended).stdout).toBe("changed\ninterrupted\n0\n");
    expect(snapshot(folder)).toEqual(before);
  });

  it("of ten at once, one comes after the other or not at all", () => startTen(unlocked));

  it("what a killed one left is put back, as its process is gone", async () => {
    const { child, ended } = await startScript(unlocked, root, WAITING);
    child.kill("SIGKILL");
    await ended;
    const script = "print(await recover(root));";
    const next = await startScript(unlocked, root, script);
    expect((await next.ended).stdout).toBe("true\n");
    expect(snapshot(folder)).toEqual(before);
  });

  it("of another machine's process nobody knows: the error says what to delete", async () => {
    const { child, ended } = await startScript(unlocked, root, WAITING);
    child.kill("SIGKILL");
    await ended;
    rmSync(holder());
    symlinkSync(`1 on not-${hostname()}`, holder());
    const script = "await recover(root).then(print, ({ code, where }) => print(code, where));";
    const next = await startScript(unlocked, root, script);
    expect((await next.ended).stdout).toBe(`project-busy ${holder()}\n`);
    rmSync(holder());
    expect(existsSync(join(root, REPAIR_FOLDER, "list"))).toBe(true);
    const last = await startScript(unlocked, root, script);
    expect((await last.ended).stdout).toBe("true\n");
    expect(snapshot(folder)).toEqual(before);
  });
});
