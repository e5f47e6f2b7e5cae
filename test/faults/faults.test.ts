// Every step of every command that writes, cut off or failing: nothing is lost, and the next run completes.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLastingFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { Activations } from "./activation.js";
import { withFault } from "./fault-layer.js";
import { SCENARIOS, Trial } from "./scenarios.js";

const ERRORS = ["ENOSPC", "EIO", "EACCES", "EROFS"];

// In memory where that can be had: thousands of small files.
const folder = makeLastingFolder(existsSync("/dev/shm") ? "/dev/shm" : undefined);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const activations = new Activations(join(folder, "activations"));
const count = { killed: 0, failed: 0 };

describe.each(SCENARIOS)("$title", (scenario) => {
  const { inUse } = scenario;
  let trial: Trial;
  beforeAll(async () => {
    const umask = process.umask(0o077);
    trial = await Trial.open(scenario, join(folder, scenario.title));
    return () => process.umask(umask);
  });

  it("may be killed at every step", async () => {
    for (let step = 1; ; step += 1) {
      trial.reset();
      const run = async () => void (await trial.run());
      if (!(await withFault({ step, code: null, inUse }, run))) break;
      count.killed += 1;
      activations.add(trial.prefix);
      await trial.check(`killed at step ${step}`);
    }
    // Of the others, the commands' own tests say how they end.
    if (inUse) await trial.check("not killed");
  });

  it("may fail at every step, with one error", async () => {
    for (let step = 1, isStruck = true; isStruck; step += 1) {
      // Two errors a step, the four in turn.
      for (const code of [ERRORS[step % 4], ERRORS[(step + 1) % 4]] as string[]) {
        trial.reset();
        let error: Awaited<ReturnType<Trial["run"]>> = null;
        isStruck = await withFault({ step, code, inUse }, async () => {
          error = await trial.run();
        });
        if (!isStruck) break;
        count.failed += 1;
        const title = `${code} at step ${step}`;
        const where = expect.stringContaining(trial.prefix);
        expect(error, title).toMatchObject({ code: "file-system", where });
        activations.add(trial.prefix);
        await trial.check(title);
      }
    }
  });
});

it("and wherever it ended, every shell activates and deactivates what is there, the user's values kept", async () => {
  const tried = await activations.check();
  expect(count.killed).toBeGreaterThan(150);
  console.log(`${tried}, errors ${ERRORS.join(", ")}`);
  expectInReadme(`updating, replacing and uninstalling | ${count.killed} | 0 |`);
  expectInReadme(`no permission, read-only | ${count.failed} | 0 |`);
});
