// What a repair changes is whole in the end or as it was before, however it ends.
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { recover, type Transaction, withTransaction } from "../../src/go/repair/transaction.js";
import { REPAIR_FOLDER } from "../../src/names.js";
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
    const inodeOf = (path: string) => statSync(join(root, path)).ino;
    const unchanged = inodeOf("unchanged/go.mod");
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
    expect(inodeOf("unchanged/go.mod")).toBe(unchanged);
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

it("changes that the work does not wait for come one after the other, and are put back as well", async () => {
  const work = withTransaction(root, async ({ keep, write }) => {
    const paths = ["go.mod", "go.sum", "linked/go.mod", "vendor"];
    const later = paths.map((path) => keep(join(root, path)));
    void write(join(root, "go.work"), "go 1.22\n");
    await Promise.all([...later, Promise.reject(new Error("at once"))]);
    return { isDone: true };
  });
  await expect(work).rejects.toThrow("at once");
  expect(snapshot(folder)).toEqual(before);
});

describe("what is put back", () => {
  it("is the very files, with times to the nanosecond", async () => {
    const file = join(root, "go.mod");
    writeFileSync(file, "fresh\n");
    const fresh = snapshot(root);
    const { ino } = statSync(file);
    await change(false);
    expect(statSync(file).ino).toBe(ino);
    expect(snapshot(root)["go.mod"]).toBe(fresh["go.mod"]);
    // Of a folder, Node sets them to the microsecond.
    const timeOf = (tree: Readonly<Record<string, string>>) => Number(tree[""]?.split(" ").at(-1));
    expect(Math.abs(timeOf(snapshot(root)) - timeOf(fresh))).toBeLessThan(5000);
  });

  it("is at its path at every moment, for whoever reads it meanwhile", async () => {
    const file = join(root, "go.mod");
    const text = readFileSync(file, "utf8");
    const missing: number[] = [];
    for (let step = 1, isStruck = true; isStruck; step += 1) {
      reset();
      isStruck = await kill(step, () =>
        withTransaction(root, async ({ keep }) => {
          await keep(file);
          return { isDone: false };
        }),
      );
      if (!existsSync(file) || readFileSync(file, "utf8") !== text) missing.push(step);
    }
    expect(missing).toEqual([]);
  });

  it("is in another file system too", async () => {
    const other = makeLastingFolder();
    try {
      stageTree(other);
      const there = snapshot(other);
      const run = (isDone: boolean) =>
        withTransaction(root, async (transaction) => {
          await transaction.keep(join(other, "root/vendor"));
          await transaction.write(join(other, "beside/go.mod"), "module other\n");
          await transaction.keep(join(other, "root/linked/vendor"));
          expect(existsSync(join(other, "root/vendor"))).toBe(false);
          return { isDone };
        });
      await run(false);
      // A copy is no longer one file with the other of its names.
      expect(withoutLinks(snapshot(other))).toEqual(withoutLinks(there));
      expect(snapshot(folder)).toEqual(before);
      await run(true);
      expect(readFileSync(join(other, "beside/go.mod"), "utf8")).toBe("module other\n");
      expect(readdirSync(join(other, "root"))).not.toContain("vendor");
      expect(readdirSync(root)).not.toContain(REPAIR_FOLDER);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it("is all that can be, and the error names the rest, which the next recovery puts back", async () => {
    const path = join(root, "go.mod");
    const blocked = change(false, () => {
      // Nothing can be put where a file is in the way of its folder.
      rmSync(join(root, "unchanged"), { recursive: true });
      writeFileSync(join(root, "unchanged"), "");
      appendFileSync(path, "more\n");
    });
    const kept = expect.stringMatching(
      /^\S+root\/unchanged\/go\.mod \(kept as (\S+\.conda-go-hooks-repair\/\d+)\)$/,
    );
    await expect(blocked).rejects.toMatchObject({ code: "file-system", where: kept });
    const { where } = await blocked.catch((error) => error);
    const [, original = ""] = /kept as (\S+)\)/.exec(where) ?? [];
    expect(readFileSync(original, "utf8")).toBe("module example.com/unchanged\n");
    const { "root/unchanged": folderItself, "root/unchanged/go.mod": file, ...rest } = before;
    const others = snapshot(folder);
    for (const [name, text] of Object.entries(rest))
      if (name !== "root") expect(others[name], name).toBe(text);

    rmSync(join(root, "unchanged"));
    expect(await recover(root)).toBe(true);
    expect(snapshot(folder)["root/unchanged/go.mod"]).toBe(file);
    expect(readdirSync(root)).not.toContain(REPAIR_FOLDER);
  });
});

describe("a recovery", () => {
  it("finds nothing where there was no transaction, and makes nothing", async () => {
    expect(await recover(root)).toBe(false);
    expect(snapshot(folder)).toEqual(before);
  });

  it("does not put back over what somebody has written since", async () => {
    await kill(200, () => change(true));
    const file = join(root, "go.sum");
    writeFileSync(file, `${readFileSync(file, "utf8")}// mine\n`);
    const stays = withoutTimes(snapshot(folder));
    const edited = { code: "file-not-ours", where: file };
    await expect(recover(root)).rejects.toMatchObject(edited);
    await expect(change(true)).rejects.toMatchObject(edited);
    expect(withoutTimes(snapshot(folder))).toEqual(stays);
    rmSync(file);
    expect(await recover(root)).toBe(true);
    expect(snapshot(folder)).toEqual(before);
  });

  it("follows a project that was moved as a whole", async () => {
    await kill(200, () => change(true));
    const moved = join(folder, "moved");
    renameSync(root, moved);
    expect(await recover(moved)).toBe(true);
    renameSync(moved, root);
    expect(withoutTimes(snapshot(folder))).toEqual(withoutTimes(before));
  });

  it("takes no orders from a journal that was not made here, such as one in a checkout", async () => {
    await kill(200, () => change(true));
    const journal = join(root, REPAIR_FOLDER);
    const precious = join(folder, "precious");
    const orders = [{ kind: "absent", path: "../precious" }];
    const { identity } = JSON.parse(readFileSync(join(journal, "list"), "utf8"));
    rmSync(journal, { recursive: true });
    writeFileSync(precious, "");
    mkdirSync(journal);
    for (const text of [JSON.stringify({ identity, steps: orders }), "{}", "no JSON"]) {
      writeFileSync(join(journal, "list"), text);
      const stays = withoutTimes(snapshot(folder));
      const foreign = { code: "file-not-ours", where: journal };
      await expect(recover(root)).rejects.toMatchObject(foreign);
      await expect(change(true)).rejects.toMatchObject(foreign);
      expect(withoutTimes(snapshot(folder))).toEqual({
        ...stays,
        [`root/${REPAIR_FOLDER}/lock`]: expect.anything(),
      });
    }
  });

  it("and a transaction go through no link in place of the journal", async () => {
    symlinkSync("../elsewhere", join(root, REPAIR_FOLDER));
    const stays = snapshot(folder);
    await expect(recover(root)).rejects.toMatchObject({ code: "file-not-ours" });
    await expect(change(true)).rejects.toMatchObject({ code: "file-not-ours" });
    expect(snapshot(folder)).toEqual(stays);
  });

  it("comes before another transaction, whose plan is of what was there before", async () => {
    await kill(200, () => change(true));
    let isRun = false;
    const next = withTransaction(root, async () => {
      isRun = true;
      return { isDone: true };
    });
    await expect(next).rejects.toMatchObject({ code: "project-busy" });
    expect(isRun).toBe(false);
    expect(snapshot(folder)).toEqual(before);
  });
});

function kill(step: number, work: () => Promise<unknown>): Promise<boolean> {
  return withFault({ step, code: null }, async () => {
    await work().catch(() => undefined);
  });
}

describe("at any step", () => {
  it("it may be killed, and is whole or as it was after a recovery", async () => {
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

  it("the recovery may be killed as well, and is as good the second time", async () => {
    const finished = await finish();
    let count = 0;
    for (let step = 40; await kill(step, () => change(true)); step += 37) {
      for (let later = 1; ; later += 1) {
        reset();
        await kill(step, () => change(true));
        if (!(await kill(later, () => recover(root)))) break;
        await recover(root);
        expectEither(finished, `killed at step ${step}, and its recovery at ${later}`);
        count += 1;
      }
      reset();
    }
    expect(count).toBeGreaterThan(100);
  });

  it("it may be killed where what it keeps is in another file system", async () => {
    const other = makeLastingFolder();
    try {
      for (let step = 1, isStruck = true; isStruck; step += 1) {
        reset();
        stageTree(other);
        const there = withoutLinks(snapshot(other));
        isStruck = await kill(step, () =>
          withTransaction(root, async (transaction) => {
            await transaction.keep(join(other, "root/vendor"));
            await transaction.write(join(other, "beside/go.mod"), "module other\n");
            return { isDone: false };
          }),
        );
        await recover(root);
        expect(withoutLinks(snapshot(other)), `killed at step ${step}`).toEqual(there);
      }
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it.each(["ENOSPC", "EIO", "EXDEV", "EACCES"])(
    "it may fail with %s, and is whole or as it was at once",
    async (code) => {
      const finished = await finish();
      let isStruck = true;
      for (let step = 1; isStruck; step += 1) {
        reset();
        let error: { code?: string } | null = null;
        isStruck = await withFault({ step, code }, async () => {
          await change(true).catch((thrown) => {
            error = thrown;
          });
        });
        const title = `${code} at step ${step}`;
        // It may still be there, but there is nothing to put back in it.
        expect(await recover(root), title).toBe(false);
        const isWhole = expectEither(finished, title) === 1;
        expect(isWhole, title).toBe(error === null);
      }
    },
  );
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

function withoutLinks(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [path, text.replace(/^(\d+) \d+/, "$1")]),
  );
}
