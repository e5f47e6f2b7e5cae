// The recorded sessions once more, through a real conda, mamba or micromamba where there is one, and a stand-in.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { type CondaTool, findTools } from "../../src/conda/tools.js";
import { hasSavedState } from "../../src/names.js";
import { currentSession } from "../../src/session.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { makeActivatingConda } from "../conda/stand-in.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWith, findPowerShell, findProgram, skip } from "../setup/programs.js";
import recorded from "./conda-sessions.json" with { type: "json" };
import { CONDA_SHELLS, type CondaShell, perform } from "./conda-shells.js";
import { ENVIRONMENTS, expectValues } from "./expected.js";
import { pickVariables, USER_VALUES, type UserValues } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = join(folder, "en vs");
for (const [name, options] of Object.entries(ENVIRONMENTS)) {
  const prefix = makeEnvironment(join(home, name));
  if (options) await install({ ...options, prefix, shells: ["all"] }, makeSession(folder));
}
// Conda's tools make nothing of a variable's value: the shells' own tests try them all.
const values = ["unset", "mixed", "hostile 5"];

const tools = findTools(currentSession());
// Not under REQUIRE_ALL: conda is not to be had everywhere, and the recordings stand for it.
if (process.env.REQUIRE_CONDA === "1") {
  it("finds a real conda", () => {
    expect(tools).not.toEqual([]);
  });
} else if (tools.length === 0) {
  skip("there is no conda, mamba or micromamba", "real conda");
}

for (const tool of tools) {
  for (const shell of CONDA_SHELLS) {
    const program = shell.path ?? findProgram(shell.program);
    const title = `${tool.name} in ${shell.program}`;
    if (program === null) skip(`there is no ${shell.program}`, title);
    else testTool(title, tool, shell, program, values);
  }
}

// So that the way through a conda is gone in every run, and so as a conda of today wants it. In the others,
// the demo's tests go it.
const standIn: CondaTool = {
  name: "conda",
  program: makeActivatingConda(join(folder, "conda")).program,
};
for (const shell of CONDA_SHELLS.filter(({ program }) => /^(?:bash|pwsh)$/.test(program))) {
  const program = shell.path ?? findProgram(shell.program);
  const what = shell.program === "pwsh" ? "PowerShell" : shell.program;
  describeWith(`a stand-in for conda in ${what}`, what, program, (found) => {
    testTool("plays", standIn, shell, found, ["mixed"]);
  });
}

describe("the stand-in refuses what conda refuses:", () => {
  it.each(["hook", "activate", "deactivate"])("both names of one setting, at %s", (command) => {
    const env = { CONDA_AUTO_ACTIVATE: "false", CONDA_AUTO_ACTIVATE_BASE: "false" };
    const { status, stdout, stderr } = spawnSync(standIn.program, ["shell.posix", command], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, ...env },
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("MultipleKeysError");
  });

  describeWith("in PowerShell", "PowerShell", findPowerShell(), ([program]) => {
    it("--stack", async () => {
      const shell = CONDA_SHELLS.find(({ dialect }) => dialect === powershell) as CondaShell;
      const line = `conda activate --stack ${powershell.quote(join(home, "a"))}`;
      const play = perform(standIn, shell, program, [line], {}, home);
      const [, after] = await play;
      expect(after?.CONDA_PREFIX).toBeUndefined();
    });
  });
});

// There the function that conda defines fails, as they know no `\local`: so the README names this way.
for (const name of ["ksh", "mksh"]) {
  describeWith(`eval "$(conda shell.posix …)" in ${name}`, name, findProgram(name), (program) => {
    it("activates and deactivates", async () => {
      const user = USER_VALUES.mixed as UserValues;
      const shell: CondaShell = {
        condaName: "dash",
        program: name,
        args: (script) => [script],
        dialect: posix,
      };
      const prefix = join(home, "a");
      const tell = (...words: string[]) =>
        posix.evaluate(posix.run([standIn.program, "shell.posix", ...words]));
      const lines = [tell("activate", prefix), tell("deactivate"), `conda activate '${prefix}'`];
      const [, inside, after, byFunction] = await perform(
        standIn,
        shell,
        program,
        lines,
        user,
        home,
      );
      expect(pickVariables(inside ?? {})).toEqual(expectValues("a", prefix, user));
      expect(pickVariables(after ?? {})).toEqual(user);
      expect(byFunction?.CONDA_PREFIX).toBeUndefined();
    });
  });
}

function testTool(
  title: string,
  tool: CondaTool,
  shell: CondaShell,
  program: string,
  values: readonly string[],
): void {
  describe(title, () => {
    for (const { name, steps } of recorded.scenarios) {
      const lines = steps.map(({ command }) => spell(command, tool, shell));
      if (lines.includes(null)) {
        const reason = `${tool.name} has no reactivate to call in ${shell.program}`;
        skip(reason, name);
        continue;
      }
      it.each(values)(`${name}, the user's values %s`, async (kind) => {
        const user = USER_VALUES[kind] as UserValues;
        const looks = await perform(tool, shell, program, lines as string[], user, home);
        expect(looks).toHaveLength(steps.length + 1);
        looks.forEach((look, index) => {
          // mamba goes its own way between environments: what counts is where it has got to.
          const environment = basename(look.CONDA_PREFIX ?? "");
          if (tool.name === "conda")
            expect(environment).toBe(steps[index - 1]?.after.CONDA_PREFIX ?? "");
          const expected = expectValues(environment, join(home, environment), user);
          expect(pickVariables(look), `after ${steps[index - 1]?.command ?? "nothing"}`).toEqual(
            expected,
          );
        });
        const last = looks.at(-1) ?? {};
        if (!last.CONDA_PREFIX) expect(hasSavedState(last)).toBe(false);
      });
    }
  });
}

/** A command of a session in the shell's words; null when the tool has no such command. */
function spell(command: string, { name }: CondaTool, { dialect }: CondaShell): string | null {
  if (command === "reactivate")
    return name === "conda" && dialect === posix ? "__conda_reactivate" : null;
  const [verb, ...rest] = command.split(" ");
  const stack = dialect === powershell ? "-Stack" : "--stack";
  const words = rest.map((word) => (word === "--stack" ? stack : dialect.quote(join(home, word))));
  return [name, verb, ...words].join(" ");
}
