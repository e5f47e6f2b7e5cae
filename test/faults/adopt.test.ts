// Every step of adopting hand-written hooks and of bringing them back, cut off: nothing is lost, the next run completes.
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { adopt } from "../../src/commands/adopt.js";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { uninstall } from "../../src/commands/uninstall.js";
import { asidePath } from "../../src/names.js";
import { readTree } from "../setup/command.js";
import { makePrefix, makeSession } from "../setup/environments.js";
import { withFault } from "./fault-layer.js";

const SCRIPTS = {
  "etc/conda/activate.d/a-flags.sh": "export GOFLAGS=-v\n",
  "etc/conda/activate.d/b-flags.sh": 'export GOFLAGS="$GOFLAGS -race"\n',
  "etc/conda/activate.d/go.fish": "set -gx GOPATH $CONDA_PREFIX/g\n",
  "etc/conda/deactivate.d/flags.sh": "unset GOFLAGS\n",
};
const PATHS = Object.keys(SCRIPTS);

type Work = (prefix: string) => Promise<unknown>;
const adoptAll: Work = (prefix) => adopt({ prefix, yes: true }, makeSession(prefix));
const restoreAll: Work = (prefix) =>
  uninstall({ prefix, restoreAdopted: true }, makeSession(prefix));

/** Kills the work at each of its steps, and looks at what is there then. */
async function killEach(
  before: string,
  work: Work,
  check: (prefix: string, title: string) => Promise<void>,
  pace = 3,
) {
  const prefix = makePrefix();
  for (let step = 1; ; step += pace) {
    rmSync(prefix, { recursive: true });
    cpSync(before, prefix, { recursive: true, preserveTimestamps: true });
    if (!(await withFault({ step, code: null }, async () => void (await work(prefix)))))
      return step;
    for (const [path, text] of Object.entries(SCRIPTS)) {
      const place = [path, asidePath(path, 1)].find((one) => existsSync(join(prefix, one)));
      expect(place && readFileSync(join(prefix, place), "utf8"), `step ${step}`).toBe(text);
    }
    await check(prefix, `step ${step}`);
  }
}

async function stateOf(prefix: string) {
  const [report] = (await status({ prefix }, makeSession(prefix))).environments;
  expect(report?.error).toBeNull();
  return report?.state;
}

async function treeAfter(prefix: string, ...works: readonly Work[]) {
  for (const work of works) await work(prefix);
  return readTree(prefix);
}

it("adopt may be killed at every step", async () => {
  const before = makePrefix(SCRIPTS);
  const bare = readTree(before);
  const whole = makePrefix(SCRIPTS);
  const wanted = await treeAfter(whole, adoptAll);
  expect(await stateOf(whole)).toBe("installed");
  for (const path of PATHS) expect([path, existsSync(join(whole, path))]).toEqual([path, false]);
  const states = new Set<unknown>();
  const steps = await killEach(
    before,
    adoptAll,
    async (prefix, title) => {
      states.add(await stateOf(prefix));
      expect(await treeAfter(prefix, adoptAll), title).toEqual(wanted);
    },
    1,
  );
  expect(steps).toBeGreaterThan(20);
  expect([...states].sort()).toEqual(["absent", "incomplete"]);
  await killEach(before, adoptAll, async (prefix, title) => {
    expect(await treeAfter(prefix, restoreAll), title).toEqual(bare);
  });
  await killEach(before, adoptAll, async (prefix, title) => {
    const again: Work = (one) => install({ prefix: one }, makeSession(one));
    expect(await treeAfter(prefix, again, adoptAll, restoreAll), title).toEqual(bare);
  });
});

it("and so may what brings them back", async () => {
  const bare = readTree(makePrefix(SCRIPTS));
  const before = makePrefix(SCRIPTS);
  await adoptAll(before);
  await killEach(before, restoreAll, async (prefix, title) => {
    expect(await treeAfter(prefix, restoreAll), title).toEqual(bare);
  });
});

it("a script that is edited after an adoption was cut off is read anew, and not put aside unread", async () => {
  const before = makePrefix(SCRIPTS);
  const [path = ""] = PATHS;
  await killEach(before, adoptAll, async (prefix, title) => {
    if (!existsSync(join(prefix, path))) return;
    appendFileSync(join(prefix, path), "echo mine\n");
    await adoptAll(prefix);
    expect(readFileSync(join(prefix, path), "utf8"), title).toContain("echo mine");
    expect(await stateOf(prefix), title).not.toBe("incomplete");
  });
});
