// The packed command, killed by the kernel at every system call that makes, moves or removes something.
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, inject, it } from "vitest";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { expectInReadme } from "../setup/readme.js";
import { Activations } from "./activation.js";
import { type Scenario, Trial } from "./scenarios.js";

// Not open and write: before them, nothing has changed since the call before, or a file is empty that
// no shell runs, and the layer of faults.test.ts cuts off what is in between.
const CALLS = ["mkdir", "fchmod", "fsync", "rename", "unlink", "rmdir"];

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
      for (const [call, times] of await countCalls(program, args, trial.prefix)) {
        for (let n = 1; n <= times; n += 1) {
          trial.reset();
          const title = `killed at ${call} ${n}`;
          const inject = ["-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${n}`];
          const end = await traced(program, ["-o", "/dev/null", ...inject], args, trial.prefix);
          expect(end, title).toBe("SIGKILL");
          killed += 1;
          activations.add(trial.prefix);
          await trial.check(title);
        }
      }
    },
  );

  it("leaves what every shell activates and deactivates", async () => {
    expect(killed).toBeGreaterThan(30);
    console.log(await activations.check());
    expectInReadme(`system call that makes, renames or removes | ${killed} | 0 |`);
  });
});

/** How often the command makes each of the calls when it is left alone. */
async function countCalls(
  program: string,
  args: readonly string[],
  prefix: string,
): Promise<(readonly [string, number])[]> {
  const log = join(folder, "log");
  expect(await traced(program, ["-o", log, "-e", `trace=${CALLS}`], args, prefix)).toBeNull();
  const lines = readFileSync(log, "utf8").split("\n");
  return CALLS.map((call) => [call, lines.filter((line) => line.includes(` ${call}(`)).length]);
}

/** Runs the command under strace. @returns the signal that ended it, or null */
async function traced(
  program: string,
  options: readonly string[],
  args: readonly string[],
  prefix: string,
): Promise<string | null> {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const command = [process.execPath, cli, ...args, "-p", prefix];
  // strace counts thread by thread: with one thread for files, the nth call is always the same.
  const env = { PATH: "/usr/bin:/bin", HOME: dirname(prefix), UV_THREADPOOL_SIZE: "1" };
  return promisify(execFile)(program, ["-f", "-qq", ...options, ...command], { env }).then(
    () => null,
    ({ signal, stderr }) => signal ?? stderr,
  );
}

async function findStrace(): Promise<string | null> {
  const args = ["-qq", "-f", "-e", "trace=rmdir", "true"];
  return promisify(execFile)("strace", args).then(
    () => "strace",
    () => null,
  );
}
