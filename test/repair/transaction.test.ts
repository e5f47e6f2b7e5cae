// What a repair changes is whole in the end or as it was before, however it ends.
import { existsSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { recover, type Transaction, withTransaction } from "../../src/go/repair/transaction.js";
import { withFault } from "../faults/fault-layer.js";
import { makeLastingFolder } from "../setup/environments.js";
import { changeTree, snapshot, stageTree, withoutTimes } from "./stage-tree.js";

// In memory where that can be had: thousands of small files.
const folder = makeLastingFolder(existsSync("/dev/shm") ? "/dev/shm" : undefined);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let root = "";
let before: Readonly<Record<string, string>> = {};
const reset = () => {
  root = stageTree(folder);
  before = snapshot(folder);
};
beforeEach(reset);

const change = (isDone: boolean, then?: (transaction: Transaction) => unknown) =>
  withTransaction(root, async (transaction) => {
    await changeTree(folder, transaction);
    await then?.(transaction);
    return { isDone };
  });

/** What is there without a fault, but for the times. */
async function finish(): Promise<Readonly<Record<string, string>>> {
  reset();
  await change(true);
  const finished = withoutTimes(snapshot(folder));
  reset();
  return finished;
}

describe("a transaction", () => {
  it("that is done leaves what the work made, and nothing else", async () => {
    expect(await change(true)).toEqual({ isDone: true });
    const after = snapshot(folder);
    expect(Object.keys(after).filter((path) => !Object.hasOwn(before, path))).toEqual([
      "elsewhere/new.sum",
      "root/go.work",
      "root/new",
      "root/new/deep",
      "root/new/deep/go.mod",
      "root/third",
      "root/third/lib",
      "root/third/lib/go.mod",
      "root/third/lib/lib.go",
    ]);
    expect(Object.keys(before).filter((path) => !Object.hasOwn(after, path))).toEqual([
      "root/vendor/example.com/a",
      "root/vendor/example.com/a/a.go",
      "root/vendor/example.com/lib",
      "root/vendor/example.com/lib/go.mod",
      "root/vendor/example.com/lib/lib.go",
    ]);
    expect(after["root/go.sum"]).toContain("h1:y");
    expect(lstatSync(join(root, "go.sum")).mode & 0o777).toBe(0o444);
    expect(lstatSync(join(root, "go.mod")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(root, "linked/go.mod")).isSymbolicLink()).toBe(true);
    // What nobody changed is the file that it was.
    expect(after["root/unchanged/go.mod"]).toBe(before["root/unchanged/go.mod"]);
    expect(await recover(root)).toBe(false);
  });

  it("that is not done puts everything back", async () => {
    expect(await change(false)).toEqual({ isDone: false });
    expect(snapshot(folder)).toEqual(before);
  });

  it("whose work throws puts everything back, and throws that", async () => {
    const error = new Error("of the work");
    const work = change(true, () => {
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(snapshot(folder)).toEqual(before);
  });
});

describe("killed", () => {
  const kill = (step: number, work: () => Promise<unknown>) =>
    withFault({ step, code: null }, async () => {
      await work().catch(() => undefined);
    });

  it("at any step, it is whole or as it was after a recovery", async () => {
    const finished = await finish();
    let [whole, step] = [0, 0];
    for (step = 1; await kill(step, () => change(true)); step += 1) {
      await recover(root);
      whole += expectEither(finished, `killed at step ${step}`);
      reset();
    }
    expect(step).toBeGreaterThan(150);
    expect(whole).toBeGreaterThan(5);
  });
});

/** @returns 1 when it is finished, 0 when it is as it was before */
function expectEither(finished: Readonly<Record<string, string>>, title: string): 0 | 1 {
  const after = snapshot(folder);
  if (after["root/go.work"] !== undefined) {
    expect(withoutTimes(after), title).toEqual(finished);
    return 1;
  }
  // Its time is lost when the journal has been made, and nothing written in it.
  const { root: _, ...rest } = after;
  const { root: __, ...original } = before;
  expect(rest, title).toEqual(original);
  return 0;
}
