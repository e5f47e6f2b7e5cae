// The packed command, killed by the kernel at every system call that makes, moves or removes something.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, inject, it } from "vitest";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { Activations } from "./activation.js";
import { type Scenario, Trial } from "./scenarios.js";

// Not open and write: before them, nothing has changed since the call before, or a file is empty that
// no shell runs, and the layer of faults.test.ts cuts off what is in between.
const CALLS = ["mkdir", "chmod", "fsync", "rename", "unlink", "rmdir"];

const SHELLS = { shells: ["sh"] };
const COMMANDS: readonly (readonly [scenario: Scenario, args: readonly string[]])[] = [
  [{ title: "install", installed: null, options: SHELLS }, ["install", "--shell", "sh"]],
  [
    { title: "update", installed: SHELLS, options: { ...SHELLS, profile: "direct" } },
    ["install", "--shell", "sh", "--profile", "direct"],
  ],
  [{ title: "uninstall", installed: SHELLS, removes: true, options: {} }, ["uninstall"]],
];

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const strace = await findStrace();
let killed = 0;

describeWith("killed at every system call", "strace that may trace", strace, (program) => {
  const activations = new Activations(join(folder, "activations"));

  it.each(COMMANDS.map(([scenario, args]) => ({ ...scenario, scenario, args })))(
    "$title",
    async ({ scenario, args }) => {
      const trial = await Trial.open(scenario, join(folder, scenario.title));
      for (const call of CALLS) {
        for (let n = 1; ; n += 1) {
          trial.reset();
          const inject = ["-e", `inject=${call}:signal=KILL:when=${n}`];
          if (!(await isKilled(program, ["-e", `trace=${call}`, ...inject], args, trial.prefix)))
            break;
          killed += 1;
          activations.add(trial.prefix);
          await trial.check(`killed at ${call} ${n}`);
        }
      }
    },
  );

  it("leaves what every shell activates and deactivates", async () => {
    expect(killed).toBeGreaterThan(30);
    console.log(`SIGKILL: at ${killed} system calls, ${await activations.check()}; losses 0`);
  });
});

/** Runs the command under strace. @returns whether it was killed; any other end has to be a good one */
async function isKilled(
  program: string,
  options: readonly string[],
  args: readonly string[],
  prefix: string,
): Promise<boolean> {
  const cli = join(inject("installation"), "dist", "cli.js");
  const traced = ["-f", "-qq", "-o", "/dev/null", ...options];
  const command = [process.execPath, cli, ...args, "-p", prefix];
  // strace counts thread by thread: with one thread for files, the nth call is always the same.
  const env = { PATH: "/usr/bin:/bin", HOME: dirname(prefix), UV_THREADPOOL_SIZE: "1" };
  try {
    await promisify(execFile)(program, [...traced, ...command], { env });
    return false;
  } catch (error) {
    expect((error as { signal?: string }).signal).toBe("SIGKILL");
    return true;
  }
}

async function findStrace(): Promise<string | null> {
  const args = ["-qq", "-f", "-e", "trace=rmdir", "true"];
  return promisify(execFile)("strace", args).then(
    () => "strace",
    () => null,
  );
}
