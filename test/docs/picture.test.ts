// The picture in docs/hooks.md: one variable on its way through the hooks and a package's scripts, played in bash.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { readPage } from "../setup/readme.js";

const SAVED = "_CONDA_GO_HOOKS_SAVED_GOFLAGS";

/** The scripts of the picture and what stands beside each: GOFLAGS and what is saved of it, by columns. */
function readPicture() {
  const [, picture = ""] = /```\n( +GOFLAGS +_CONDA.*?)```/s.exec(readPage("docs/hooks.md")) ?? [];
  const [head = "", ...lines] = picture.split("\n");
  const [flags, saved] = ["GOFLAGS", SAVED].map((title) => head.indexOf(title)) as [number, number];
  return lines
    .filter((line) => /before|─/.test(line))
    .map((line) => ({
      script: /─ (\S+)/.exec(line)?.[1] ?? null,
      GOFLAGS: line.slice(flags, saved).trim(),
      [SAVED]: line.slice(saved).trim(),
    }));
}

describeWith("the picture", "bash", findProgram("bash"), (bash) => {
  it("shows what happens, script by script", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "envs", "myenv"));
    const steps = readPicture();
    expect(steps).toHaveLength(6);
    for (const { script } of steps.filter(({ script }) => script?.includes("-go-cgo"))) {
      const file = join(prefix, "etc/conda", script ?? "");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        script?.startsWith("activate.d") ? "export GOFLAGS=-buildmode=pie\n" : ":\n",
      );
    }
    await install({ prefix }, makeSession(home));
    const lines = steps.flatMap(({ script }) => {
      const file = join(prefix, "etc/conda", script ?? "");
      if (script !== null) expect(existsSync(file), script).toBe(true);
      return [
        ...(script === null ? [] : [`. '${file}'`]),
        `printf '%s|%s\\n' "$GOFLAGS" "\${${SAVED}-}"`,
      ];
    });
    const stdout = execFileSync(bash, ["-c", lines.join("\n")], {
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_PREFIX: prefix, GOFLAGS: "-v" },
    });
    const shown = steps.map((step) => `${step.GOFLAGS}|${step[SAVED]}`);
    expect(shown).toEqual(stdout.trimEnd().split("\n"));
  });
});
