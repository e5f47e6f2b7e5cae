// Commands at the same time on Windows, where nobody may replace a file that somebody else has open.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnWindows, runOnWindows } from "./windows-node.js";

const PROFILES = ["isolated", "shared-cache", "offline", "direct"];

/** Settings, of which no two numbers have the same. */
function settings(index: number): string[] {
  return ["--profile", PROFILES[index % 4] as string, "--append", `GOFLAGS=-tags=t${index}`];
}

describeOnWindows("at once", (node) => {
  it("twenty installations and twenty looks end with one of them whole, and none fails", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "envs", "work"));
    const at = (path: string) => ["-p", toWindowsPath(path)];
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const runs = numbers.flatMap((index) => [
      { args: ["install", ...at(prefix), ...settings(index)] },
      { args: ["status", ...at(prefix)] },
    ]);
    const ended = await runOnWindows(node, home, runs, 40);
    // What a profile costs is said as well.
    const faults = ended.map(({ stderr }) => stderr.replace(/^warning: profile direct: .*\n/, ""));
    expect(ended.map(({ status }, index) => `${status} ${faults[index]}`)).toEqual(
      ended.map(() => "0 "),
    );

    const record = readFileSync(join(prefix, "etc/conda/conda-go-hooks.json"), "utf8");
    const winner = Number(/-tags=t(\d+)/.exec(record)?.[1]);
    const alone = makeEnvironment(join(home, "envs", "alone"));
    const [status] = await runOnWindows(node, home, [
      { args: ["status", "--check", ...at(prefix)] },
      { args: ["install", ...at(alone), ...settings(winner)] },
    ]);
    expect(status?.status).toBe(0);
    expect(readTree(prefix)).toEqual(readTree(alone));
    expectInReadme("twenty at once end");
  });
});
