// Errors that Windows alone gives, as the layer of faults gives them: what is held is tried again, and a refusal is named.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { run as runUninstall } from "../../src/commands/uninstall.js";
import { readTree } from "../setup/command.js";
import {
  makeEnvironment,
  makeFolder,
  makeLastingFolder,
  makeSession,
} from "../setup/environments.js";
import { withFault } from "./fault-layer.js";
import { SCENARIOS, Trial } from "./scenarios.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** For the rest of the test, this is Windows to whoever asks. */
function pretendWindows(): void {
  const { platform } = process;
  const set = (value: string) => Object.defineProperty(process, "platform", { value });
  onTestFinished(() => void set(platform));
  set("win32");
}

it.each(SCENARIOS.map((scenario) => ({ title: scenario.title, scenario })))(
  "$title: what is held for a moment is replaced and removed, any other refusal is of the environment",
  async ({ title, scenario }) => {
    const trial = await Trial.open(scenario, join(folder, title));
    pretendWindows();
    const count = { held: 0, refused: 0 };
    for (const code of ["EPERM", "EACCES"]) {
      for (let step = 1, isStruck = true; isStruck; step += 1) {
        trial.reset();
        let error: Awaited<ReturnType<Trial["run"]>> = null;
        isStruck = await withFault({ step, code, inUse: scenario.inUse }, async () => {
          error = await trial.run();
        });
        if (!isStruck) break;
        if (error === null) count.held += 1;
        else {
          count.refused += 1;
          expect(error, `${code} at step ${step}`).toMatchObject({ code: "environment-read-only" });
        }
      }
    }
    expect(count.held).toBeGreaterThan(5);
    expect(count.refused).toBeGreaterThan(2);
  },
);

it("a folder that somebody stands in is named and noted, and a warning is all", async () => {
  const home = makeFolder();
  const session = makeSession(home);
  const prefix = makeEnvironment(join(home, "envs", "work"));
  const bare = readTree(prefix);
  await install({ prefix, shells: ["sh"] }, session);
  const uninstall = async (inUse?: string) => {
    let outcome: Awaited<ReturnType<typeof runUninstall>> | undefined;
    await withFault({ step: 0, code: "", inUse }, async () => {
      outcome = await runUninstall({ prefix }, session);
    });
    return outcome;
  };
  for (const _ of [1, 2]) {
    expect(await uninstall("etc/conda/activate.d")).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(/^removed {2}work/),
      notes: [
        expect.stringMatching(
          /^warning: etc\/conda\/activate\.d stays, .* npx conda-go-hooks uninstall -p .*work$/,
        ),
      ],
    });
    const left = Object.keys(readTree(prefix)).filter((path) => !(path in bare));
    const folders = ["etc", "etc/conda", "etc/conda/activate.d"];
    expect(left.sort()).toEqual([".conda-go-hooks-left.json", ...folders]);
    expect((await status({ prefix }, session)).environments[0]).toMatchObject({
      state: "incomplete",
      version: null,
    });
  }
  expect(await uninstall()).toMatchObject({ exitCode: 0, notes: [] });
  expect(readTree(prefix)).toEqual(bare);
});
