// doctor of what is as it should be: nothing is found, and each thing that was looked at has its line.
import { join } from "node:path";
import { expect, it } from "vitest";
import { HOOKS } from "../../src/findings/codes/hooks.js";
import { PROFILES } from "../../src/hooks/profiles.js";
import { runCommand } from "../setup/command.js";
import { makeFolder, writeFiles } from "../setup/environments.js";
import { stageHooks } from "./stage-hooks.js";

it.each(PROFILES.map(({ name }) => name))(
  "finds nothing wrong with the hooks of a fresh environment with the profile %s",
  (profile) => {
    const stage = stageHooks();
    stage.install("--profile", profile);
    const before = ["export GOFLAGS=-v GOPATH=/mine", `conda activate '${stage.prefix}'`];
    const { examined, findings } = stage.ask(before);
    expect(findings.filter(({ code }) => code in HOOKS)).toEqual([]);
    const looked = examined.flatMap(({ section, evidence }) =>
      section === "hooks" ? [evidence] : [],
    );
    expect(looked).toEqual([
      expect.stringMatching(
        `^myenv: installed, profile ${profile}, version \\d+\\.\\d+\\.\\d+, \\d+ scripts$`,
      ),
      "this shell: in force",
      "set by others: none",
      "go env -w: none",
    ]);
    const text = stage.type([...before, `npx conda-go-hooks doctor -p '${stage.prefix}'`]);
    for (const evidence of looked)
      expect(text).toMatch(new RegExp(`^hooks +ok +${evidence}$`, "m"));
  },
);

it("finds nothing wrong where a package of Go sets variables, as conda-forge's do", () => {
  const stage = stageHooks();
  writeFiles(stage.prefix, {
    "etc/conda/activate.d/activate-z61-go.sh": "export GOFLAGS=-trimpath\nexport GOOS=linux\n",
    "etc/conda/deactivate.d/deactivate-z61-go.sh": "unset GOOS\n",
    "etc/conda/env_vars.d/go.json": '{"GOTOOLCHAIN": "local"}',
  });
  stage.install();
  const { examined, findings } = stage.ask([`conda activate '${stage.prefix}'`]);
  expect(findings.filter(({ code }) => code in HOOKS)).toEqual([]);
  expect(examined.map(({ evidence }) => evidence)).toContain(
    "set by others: GOTOOLCHAIN (etc/conda/env_vars.d/go.json), GOFLAGS (etc/conda/activate.d/activate-z61-go.sh:1), GOOS (etc/conda/activate.d/activate-z61-go.sh:2), GOOS (etc/conda/deactivate.d/deactivate-z61-go.sh:1)",
  );
});

it("finds nothing wrong with one that is not active, or where there is none", () => {
  const stage = stageHooks();
  stage.install();
  const inactive = stage.ask();
  expect(inactive.findings.filter(({ code }) => code in HOOKS)).toEqual([]);
  expect(inactive.examined).toContainEqual({
    section: "hooks",
    evidence: "this shell: not active",
  });
  const home = makeFolder();
  const { json } = runCommand(home, ["doctor", "--json"]);
  expect(json.findings.filter(({ code }: { code: string }) => code in HOOKS)).toEqual([]);
  expect(json.fixed).toEqual([]);
  expect(json.examined[0]).toEqual({ section: "hooks", evidence: "no environment" });
  expect(runCommand(join(home), ["doctor"]).stdout).toMatch(/^hooks +ok +no environment$/m);
});
